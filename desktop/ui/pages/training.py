"""培训台账."""

from typing import ClassVar

from db.codes import Area, TrainingKind
from desktop.domain.ledgers.training import LEDGER
from desktop.queries.pickers import enterprises_named
from desktop.queries.training import TRAINING, training_card
from desktop.ui.columns import Align, Column
from desktop.ui.filter_bar import Filter
from desktop.ui.ledger_columns import bulk_columns, choices, tail_column
from desktop.ui.ledger_form import Asked
from desktop.ui.ledger_page import LedgerPage
from desktop.usecases.training import SaveTraining, save_training

_YEARS = 4


class TrainingPage(LedgerPage):
    """培训台账."""

    key: ClassVar[str] = "training"
    title: ClassVar[str] = "培训台账"
    entity: ClassVar[str] = "training_record"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.TRAINING, Area.ENTERPRISES})
    help: ClassVar[str] = (
        "企业人员的培训：新进人员32学时、每年20学时再培训、特种作业实习3个月"
        "（省厅通知第二部分（六）第21项）。右边写着这个人还差多少。"
    )
    empty: ClassVar[str] = "还没有培训记录。可以导入培训台账，或按 Ctrl+N 新增。"
    ledger = LEDGER
    source = TRAINING
    columns: ClassVar[tuple[Column, ...]] = (
        Column("姓名", lambda row: row.name, 90, sort="name"),
        Column("培训类型", lambda row: row.kind, 110, sort="kind"),
        Column("企业名称", lambda row: row.enterprise, 230, sort="enterprise"),
        Column("学时", lambda row: _hours(row.hours), 60, Align.RIGHT, "hours"),
        Column("开始日期", lambda row: row.start, 100, sort="start"),
        Column("结束日期", lambda row: row.end, 100, sort="end"),
        Column("师傅", lambda row: row.mentor, 90),
        tail_column(),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("kind", "类型", choices(TrainingKind)),
        Filter("year", "年度", {}),
    )
    read_card = staticmethod(training_card)
    save = staticmethod(save_training)
    command = SaveTraining
    asked = Asked(picks={"enterprise": enterprises_named})
    bulk = bulk_columns(LEDGER, "training_record")

    def refresh(self) -> None:
        this_year = self.runner.today().year
        years = range(this_year, this_year - _YEARS, -1)
        self.filter_bar.offer("year", {str(year): f"{year}年" for year in years})
        super().refresh()


def _hours(hours: float | None) -> float | int | None:
    """Whole hours without a point."""
    return int(hours) if hours is not None and hours.is_integer() else hours
