"""危大工程."""

from typing import ClassVar

from db.codes import Area, ReviewConclusion, WorkStatus
from desktop.domain.ledgers.dangerous_works import LEDGER
from desktop.queries.dangerous_works import DANGEROUS_WORKS, dangerous_work_card
from desktop.queries.pickers import projects_named
from desktop.ui.columns import Column, Mark
from desktop.ui.filter_bar import Filter
from desktop.ui.ledger_columns import bulk_columns, choices
from desktop.ui.ledger_form import Asked
from desktop.ui.ledger_page import LedgerPage
from desktop.usecases.dangerous_works import SaveDangerousWork, save_dangerous_work


class DangerousWorksPage(LedgerPage):
    """危大工程台账."""

    key: ClassVar[str] = "dangerous_works"
    title: ClassVar[str] = "危大工程"
    entity: ClassVar[str] = "dangerous_work"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.DANGEROUS_WORKS, Area.PROJECTS})
    help: ClassVar[str] = (
        "危险性较大的分部分项工程：专项方案、专家论证和状态。"
        "超过一定规模而没有论证日期的有 △（住建部令第37号第十二条），请核实。"
    )
    empty: ClassVar[str] = "还没有危大工程。可以导入台账，或按 Ctrl+N 新增。"
    ledger = LEDGER
    source = DANGEROUS_WORKS
    columns: ClassVar[tuple[Column, ...]] = (
        Column("危大类别", lambda row: row.kind, 170, sort="kind"),
        Column("工程名称", lambda row: row.project, 220, sort="project"),
        Column("状态", lambda row: row.status, 80, sort="status"),
        Column("超规模", lambda row: row.over_scale, 70),
        Column("方案审批日期", lambda row: row.scheme_on, 110, sort="scheme_on"),
        Column(
            "论证日期",
            lambda row: row.reviewed_on,
            110,
            sort="reviewed_on",
            mark=lambda row: Mark.WARNING if row.lacks_review else None,
        ),
        Column("论证结论", lambda row: row.conclusion, 100),
        Column("规模", lambda row: row.size, 160),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("status", "状态", choices(WorkStatus)),
        Filter(
            "scale",
            "规模",
            {"over": "超规模", "within": "未超规模", "unreviewed": "超规模未论证"},
        ),
        Filter("conclusion", "论证结论", choices(ReviewConclusion)),
    )
    read_card = staticmethod(dangerous_work_card)
    save = staticmethod(save_dangerous_work)
    command = SaveDangerousWork
    asked = Asked(picks={"project": projects_named})
    bulk = bulk_columns(LEDGER, "dangerous_work")
