"""培训达标: who has not met 32 hours new, 20 hours a year, three months, and why."""

from typing import ClassVar

from db.codes import Area, TrainingKind
from desktop.domain.labels import label
from desktop.queries.listing import WholeOfDay
from desktop.queries.training_lacks import LackRow, training_lacks
from desktop.ui.columns import Align, Column
from desktop.ui.filter_bar import Filter
from desktop.ui.ledger_columns import choices, tail_column
from desktop.ui.list_page import ListPage
from desktop.ui.record import Detail, Step
from desktop.usecases.initials import initials_of


def _text(row: LackRow) -> str:
    read = initials_of(f"{row.enterprise} {row.name}", by_words=False)
    return f"{row.name} {row.enterprise} {read} {row.why}"


class TrainingLacksPage(ListPage):
    """One line for each thing a person lacks; Enter goes to the person's records."""

    key: ClassVar[str] = "training_lacks"
    title: ClassVar[str] = "培训达标"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.TRAINING, Area.ENTERPRISES})
    help: ClassVar[str] = (
        "谁还没有达到要求、差在哪里：新进人员上岗前不少于**32学时**，每年再培训不少于**20学时**，"
        "特种作业实习满**3个月**方可独立上岗（省厅通知第二部分（六）第21项）。\n\n"
        "学时按培训台账和培训场次相加；写了上岗日期的，上岗以后补的学时不算。"
        "实习按日历月计算（民法典第二百零一、二百零二条），11月30日开始的，到次年2月最后一天满3个月。"
        "\n\n按**回车**到这个人的培训记录；**Ctrl+E** 导出名单，发给企业补训。"
    )
    empty: ClassVar[str] = "培训台账里的人都已达标，或者还没有培训记录。"
    source = WholeOfDay(
        training_lacks,
        _text,
        {"kind": lambda row, value: row.kind == TrainingKind(value)},
    )
    columns: ClassVar[tuple[Column, ...]] = (
        Column("姓名", lambda row: row.name, 90, sort="name"),
        Column("企业名称", lambda row: row.enterprise, 230, sort="enterprise"),
        Column("要求", lambda row: row.rule, 140, sort="rule"),
        Column("原因", lambda row: row.why, 300),
        Column("还差学时", lambda row: row.hours or None, 80, Align.RIGHT, "hours"),
        tail_column(),
    )
    filters: ClassVar[tuple[Filter, ...]] = (Filter("kind", "要求", choices(TrainingKind)),)

    def describe(self, record: LackRow) -> Detail:
        return Detail(
            title=record.name,
            subtitle=record.enterprise,
            fields=(
                ("要求", record.rule),
                ("原因", record.why),
                ("培训类型", label(record.kind)),
                ("依据", record.article),
            ),
            step=Step("看这个人的培训记录", self.enter),
            links=(Step(record.enterprise, self._to_enterprise),),
        )

    def enter(self) -> None:
        if self.current is not None:
            self.open_record.emit("training_record", self.current.id)

    def _to_enterprise(self) -> None:
        if self.current is not None:
            self.open_record.emit("enterprise", self.current.enterprise_id)
