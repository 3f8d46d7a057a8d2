"""证照到期."""

from typing import ClassVar

from db.codes import Area, HolderKind
from desktop.domain.labels import label
from desktop.queries.certificates import CertificateRow, expiring
from desktop.queries.listing import WholeOfDay
from desktop.ui.columns import Column
from desktop.ui.filter_bar import Filter
from desktop.ui.ledger_columns import choices, mark_of
from desktop.ui.list_page import ListPage
from desktop.ui.record import Detail, Step
from desktop.usecases.initials import initials_of

_STEPS = {"-1": "已过期", "0": "今天到期", "30": "30天内", "60": "31至60天", "90": "61至90天"}


def _text(row: CertificateRow) -> str:
    read = initials_of(row.holder, by_words=False)
    return f"{row.holder} {read} {row.number or ''} {row.site or ''} {label(row.kind)}"


_FILTERS = {
    "step": lambda row, value: str(row.step) == value,
    "holder": lambda row, value: row.holder_kind == value,
}


class CertificatesPage(ListPage):
    """证照到期: what has expired or will within 90 days, of all kinds of holder."""

    key: ClassVar[str] = "certificates"
    title: ClassVar[str] = "证照到期"
    shows: ClassVar[frozenset[Area]] = frozenset(
        {Area.ENTERPRISES, Area.INSPECTORS, Area.KEY_PEOPLE, Area.MACHINES, Area.PROJECTS}
    )
    help: ClassVar[str] = (
        "90天内到期和已经过期的证照：安全生产许可证、执法证、考核合格证、岗位证书、设备检测。"
        "换了新证的，旧证不再列出。按回车到持证的企业、人员或设备去更新。"
    )
    empty: ClassVar[str] = "90天内没有要到期的证照。"
    source = WholeOfDay(expiring, _text, _FILTERS)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("到期", lambda row: row.words, 120, mark=lambda row: mark_of(row.validity)),
        Column("最后有效日", lambda row: row.last_day, 100, sort="last_day"),
        Column("持证者", lambda row: row.holder, 200, sort="holder"),
        Column("证照", lambda row: row.kind, 150, sort="kind"),
        Column("编号", lambda row: row.number, 180),
        Column("所在工程", lambda row: row.site, 220, sort="site"),
        Column("类别", lambda row: row.holder_kind, 90, sort="holder_kind"),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("step", "到期", _STEPS),
        Filter("holder", "持证主体", choices(HolderKind)),
    )

    def describe(self, record: CertificateRow) -> Detail:
        return Detail(
            title=f"{record.holder}　{label(record.kind)}",
            subtitle=record.words,
            fields=tuple((column.title, column.getter(record)) for column in self.columns[1:]),
            step=Step("去更新", lambda: self.open_record.emit(record.entity, record.holder_id)),
        )

    def enter(self) -> None:
        if self.current is not None:
            self.open_record.emit(self.current.entity, self.current.holder_id)
