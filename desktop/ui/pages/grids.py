"""网格."""

from typing import ClassVar

from db.codes import Area
from desktop.domain.ledger import Column as LedgerColumn
from desktop.domain.ledger import Ledger
from desktop.queries.cards import Card
from desktop.queries.grids import GRIDS, VACANT, Assistant, assistants_now, grid_card
from desktop.queries.pickers import inspectors_named
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.fields import Choice, Day, Pick
from desktop.ui.filter_bar import Filter
from desktop.ui.forms import Editor
from desktop.ui.ledger_page import LedgerPage
from desktop.ui.record import Step
from desktop.usecases.grids import (
    AddAssistant,
    AppointGridInspector,
    EndAssistant,
    SaveGrid,
    add_assistant,
    appoint_grid_inspector,
    end_assistant,
    save_grid,
)

_HINT = "输入姓名或拼音首字母"
_SINCE = Day("since", "自何日起", True, "如 20261001、今天；以前各天不变", may_be_ahead=True)
# A grid has no workbook of its own; these are the two columns its form asks for.
_LEDGER = Ledger(
    key="grids",
    title="网格",
    columns=(LedgerColumn("name", "网格名称", required=True), LedgerColumn("code", "网格编码")),
    identities=(),
)


class GridsPage(LedgerPage):
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
        return (
            Step("增加协办…", self.add_assistant),
            Step("结束协办…", self.end_assistant),
        )

    def appoint(self) -> None:
        card = self.current
        if card is None:
            return
        hint = f"{_HINT}；空着为空缺"
        self.side.edit(
            Editor(
                f"指定责任监督员（主）　{card.title}",
                (Pick("inspector", "监督员", hint=hint, query=inspectors_named), _SINCE),
                lambda values: (appoint_grid_inspector, AppointGridInspector(card.id, **values)),
                {"since": self.runner.today()},
            )
        )

    def add_assistant(self) -> None:
        card = self.current
        if card is None:
            return
        last = Day("last_day", "最后一天", hint="空着为长期", may_be_ahead=True)
        self.side.edit(
            Editor(
                f"增加协办（协）　{card.title}",
                (Pick("inspector", "监督员", True, _HINT, query=inspectors_named), _SINCE, last),
                lambda values: (add_assistant, AddAssistant(card.id, **values)),
                {"since": self.runner.today()},
            )
        )

    def end_assistant(self) -> None:
        if self.current is not None:
            today = self.runner.today()
            self.runner.read(self, assistants_now, self.current.id, today, done=self._on_assistants)

    def _on_assistants(self, assistants: tuple[Assistant, ...]) -> None:
        if not assistants:
            self.dialogs.say("这个网格现在没有协办。")
            return
        choices = {
            row.id: f"{row.inspector}（自 {row.since.isoformat()} 起）" for row in assistants
        }
        self.side.edit(
            Editor(
                "结束协办（协）",
                (
                    Choice("assistant", "协办", True, choices=choices),
                    Day("last_day", "最后一天", True, may_be_ahead=True),
                ),
                lambda values: (end_assistant, EndAssistant(**values)),
                {"assistant": assistants[0].id, "last_day": self.runner.today()},
            )
        )
