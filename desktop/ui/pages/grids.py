"""网格."""

from typing import ClassVar

from db.codes import Area
from desktop.domain.ledger import Column as LedgerColumn
from desktop.domain.ledger import Ledger
from desktop.queries.cards import Card
from desktop.queries.grids import GRIDS, VACANT, grid_card
from desktop.queries.pickers import inspectors_named
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.fields import Pick
from desktop.ui.filter_bar import Filter
from desktop.ui.forms import Editor
from desktop.ui.posted_page import PERSON_HINT, SINCE, PostedPage
from desktop.ui.record import Step
from desktop.usecases.grids import (
    AppointGridInspector,
    SaveGrid,
    appoint_grid_inspector,
    save_grid,
)

# A grid has no workbook of its own; these are the two columns its form asks for.
_LEDGER = Ledger(
    key="grids",
    title="网格",
    columns=(LedgerColumn("name", "网格名称", required=True), LedgerColumn("code", "网格编码")),
    identities=(),
)


class GridsPage(PostedPage):
    """网格: who leads and who assists from which day on, and the projects in it."""

    key: ClassVar[str] = "grids"
    title: ClassVar[str] = "网格"
    entity: ClassVar[str] = "grid"
    shows: ClassVar[frozenset[Area]] = frozenset(
        {Area.GRIDS, Area.PROJECTS, Area.INSPECTORS, Area.HAZARDS}
    )
    help: ClassVar[str] = (
        "每个工程在一个网格里，每个网格任何一天都有一名责任监督员（主），可以有几名协办（协）。"
        "换人时写明从哪天起，以前各天的责任人不变，旧文书再打印也还是当时的人。"
    )
    empty: ClassVar[str] = "还没有网格。导入监督人员或工程台账会带来网格，也可以按 Ctrl+N 新增。"
    ledger = _LEDGER
    source = GRIDS
    columns: ClassVar[tuple[Column, ...]] = (
        Column("网格名称", lambda row: row.name, 160, sort="name"),
        Column(
            "责任监督员（主）",
            lambda row: row.inspector or "空缺",
            130,
            sort="inspector",
            mark=lambda row: None if row.inspector else Mark.DANGER,
        ),
        Column("协办（协）", lambda row: row.assistants, 160),
        Column("在监工程", lambda row: row.projects, 80, Align.RIGHT, "projects"),
        Column("未销号隐患", lambda row: row.open_hazards, 90, Align.RIGHT, "open_hazards"),
        Column("网格编码", lambda row: row.code, 120),
    )
    filters: ClassVar[tuple[Filter, ...]] = (Filter("inspector", "责任人", {VACANT: "主空缺"}),)
    read_card = staticmethod(grid_card)
    save = staticmethod(save_grid)
    command = SaveGrid

    def next_step(self, record: Card) -> Step | None:
        return Step("指定责任监督员（主）…", self.appoint)

    def steps(self, record: Card) -> tuple[Step, ...]:
        return self.assistant_steps()

    def appoint(self) -> None:
        card = self.current
        if card is None:
            return
        hint = f"{PERSON_HINT}；空着为空缺"
        self.side.edit(
            Editor(
                f"指定责任监督员（主）　{card.title}（从填的那天起，以前各天不变）",
                (Pick("inspector", "监督员", hint=hint, query=inspectors_named), SINCE),
                lambda values: (appoint_grid_inspector, AppointGridInspector(card.id, **values)),
                {"since": self.runner.today()},
            )
        )
