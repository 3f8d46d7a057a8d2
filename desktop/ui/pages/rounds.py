"""检查轮次: the board of a round, who is not covered yet and whose it is."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox, QPushButton, QTabWidget, QWidget

from db.codes import Area, HolderKind
from desktop.domain.rounds import KIND_WORDS, SCOPE
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.listing import Whole
from desktop.queries.round_board import Board, Site, UnitRow, round_board
from desktop.queries.rounds import RoundRef
from desktop.ui.charts import CoverageChart
from desktop.ui.dialogs import Dialogs
from desktop.ui.filter_bar import Filter
from desktop.ui.forms import Editor
from desktop.ui.list_page import ListPage
from desktop.ui.notice import Tone
from desktop.ui.record import Detail, Step
from desktop.ui.round_dialogs import ScopeDialog
from desktop.ui.round_editors import (
    add_editor,
    close_editor,
    open_editor,
    put_back_editor,
    take_out_editor,
)
from desktop.ui.round_head import RoundHead
from desktop.ui.round_unit import COLUMNS, STATES, fields_of, text_of
from desktop.ui.widgets import column, row, scrolled, words
from desktop.usecases.planned_visits import PlanSites, plan_sites
from desktop.usecases.rounds import OpenedRound

_ENTITY = {
    HolderKind.PROJECT: "project",
    HolderKind.ENTERPRISE: "enterprise",
    HolderKind.MACHINE: "machine",
}
_KINDS = {kind.value: word for kind, word in KIND_WORDS.items()}
_NO_ROUND = "没有进行中的轮次，请先按 Ctrl+N 新开一轮。"
_NEW, _PLAN, _ADD, _CLOSE = "新开一轮…", "排入本周计划", "加入工程…", "结束本轮…"


class RoundsPage(ListPage):
    """The three denominators over the list of units; by grid, or one unit, beside it."""

    key: ClassVar[str] = "rounds"
    title: ClassVar[str] = "检查轮次"
    shows: ClassVar[frozenset[Area]] = frozenset(
        {
            Area.ROUNDS,
            Area.VISITS,
            Area.PROJECTS,
            Area.GRIDS,
            Area.MACHINES,
            Area.ENTERPRISES,
            Area.INSPECTORS,
        }
    )
    help: ClassVar[str] = (
        "逐企业、逐项目、逐设备：开一轮时冻结**应覆盖**的三个分母，以后进入的、离开的都有日期和原因。"
        "停工的工程在中止监督前仍在本轮。\n\n"
        "- **项目**：本轮有要素齐全、已签名的检查；**企业**：本轮检查答过该单位的企业检查项；"
        "**设备**：按编号逐台勾选过\n"
        "- 点三条进度看还没有覆盖的；选中几行按 **Ctrl+J** 排入本周计划\n"
        "- **Ctrl+N** 新开一轮，进行中的填真正的首日，之后的检查（含历史导入）自动计入\n"
        "- 复查、举报、交办的检查是个案，不自动计入轮次"
    )
    empty: ClassVar[str] = (
        "还没有检查轮次。\n按 Ctrl+N 新开一轮：当天在监的项目、参建企业、现场设备冻结为应覆盖数。"
    )
    columns = COLUMNS
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("state", "状态", STATES),
        Filter("kind", "类别", _KINDS),
        Filter("grid", "网格", {}),
        Filter("inspector", "监督员", {}),
    )

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.board: Board | None = None
        self._round_id: int | None = None
        self._is_first = True
        self._where: dict[str, str] | None = None

    @property
    def source(self) -> Whole:  # type: ignore[override]
        return Whole(
            lambda _session: self.board.units if self.board is not None else (),
            text=text_of,
            filters={
                "state": lambda row, value: row.state == value,
                "kind": lambda row, value: row.kind == value,
                "grid": lambda row, value: value in row.grids,
                "inspector": lambda row, value: value in row.inspectors,
            },
        )

    def tools(self) -> tuple[Step, ...]:
        return (
            Step(_NEW, self.open_round, keys="Ctrl+N"),
            Step(_PLAN, self.plan_selected, keys="Ctrl+J"),
            Step(_ADD, self.add_site),
            Step(_CLOSE, self.close_round),
        )

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        self.head = RoundHead()
        self.chart = CoverageChart()
        self.chart_kind = QComboBox()
        self.tabs = QTabWidget()
        super()._build()
        self.tool_buttons = {one.text(): one for one in self.findChildren(QPushButton)}
        self.chart_kind.setAccessibleName("按网格看哪一类")
        for kind in SCOPE:
            self.chart_kind.addItem(KIND_WORDS[kind], kind.value)
        by_grid = QWidget()
        lines = column(by_grid, 2, (6, 6, 6, 4))
        line = row()
        line.addWidget(words("看"))
        line.addWidget(self.chart_kind)
        line.addStretch(1)
        lines.addLayout(line)
        lines.addWidget(scrolled(self.chart), 1)
        self.tabs.addTab(by_grid, "按网格")
        self.tabs.addTab(self.side, "明细")
        self.splitter.addWidget(self.tabs)
        self.splitter.setSizes([700, 440])
        whole = self.layout()
        assert whole is not None
        whole.insertWidget(1, self.head)  # type: ignore[attr-defined]

    def _connect(self) -> None:
        super()._connect()
        self.head.chosen.connect(self.show_record)
        self.head.asked.connect(self.show_missing)
        self.head.changes_asked.connect(self.check_changes)
        self.head.visits_asked.connect(self.show_visits)
        self.chart_kind.activated.connect(lambda _place: self._show_chart())
        self.tabs.currentChanged.connect(lambda _place: self._show_chart())
        self.table.entered.connect(lambda: self.tabs.setCurrentWidget(self.side))

    # -- arriving ----------------------------------------------------------------------

    def refresh(self) -> None:
        self.runner.read(
            self,
            round_board,
            self._round_id,
            self.runner.today(),
            done=self._on_board,
            latest="board",
        )

    def show_record(self, record_id: int) -> None:
        """A link names a round."""
        self._round_id = record_id
        self.refresh()

    def show_where(self, where: dict[str, str]) -> None:
        """Grids and inspectors can be chosen only once the board has come."""
        self._is_first = False
        self._where = where
        if "round" in where:
            self._round_id = int(where["round"])
        if self.board is not None and "round" not in where:
            self._narrow()
        else:
            self.refresh()

    def _narrow(self) -> None:
        if self._where is not None:
            where, self._where = self._where, None
            super().show_where(where)

    def show_missing(self, kind: str) -> None:
        """What is not covered of one denominator; the chart shows the same."""
        self.chart_kind.setCurrentIndex(self.chart_kind.findData(kind))
        self._show_chart()
        self.filter_bar.put("", {"kind": kind, "state": "missing"})
        self.table.setFocus()

    def _on_board(self, board: Board) -> None:
        self.board = board
        self.head.show_board(board)
        self.tabs.setVisible(board.chosen is not None or self.side.is_editing)
        for key, names in (("grid", board.grids), ("inspector", board.inspectors)):
            self.filter_bar.offer(key, {name: name for name in names})
        self._show_chart()
        self._show_tools(board)
        if board.chosen is not None and self._is_first:
            self._is_first = False
            self.filter_bar.put("", {"state": "missing"})
        self._narrow()
        self.model.reload()

    def _show_tools(self, board: Board) -> None:
        """What cannot be done now is grey and says why."""
        is_open = board.chosen is not None and board.chosen.is_open
        for name in (_PLAN, _ADD, _CLOSE):
            self.tool_buttons[name].setEnabled(is_open)
            self.tool_buttons[name].setToolTip("" if is_open else _NO_ROUND)
        running = _running(board)
        self.tool_buttons[_NEW].setEnabled(running is None)
        self.tool_buttons[_NEW].setToolTip(
            "快捷键 Ctrl+N" if running is None else _not_yet(running)
        )

    def _show_chart(self) -> None:
        if self.board is None or self.board.chosen is None or self.tabs.currentIndex() != 0:
            return
        kind = HolderKind(self.chart_kind.currentData())
        title = f"各网格的{KIND_WORDS[kind]}覆盖，最少的在上；跨网格的企业在每个网格各计一次"
        self.chart.show_lines(title, self.board.by_grid(kind))

    def _read(self, record_id: int, row: Any = None) -> None:
        """The rows came with the board: nothing is read again."""
        row = row or self._row_of(record_id)
        if row is not None:
            self._on_record(row)

    # -- the unit beside the list ------------------------------------------------------

    def describe(self, record: UnitRow) -> Detail:
        return Detail(
            record.name,
            f"{KIND_WORDS[record.kind]} · {STATES[record.state]}",
            fields_of(record),
            self._visit_step(record),
            self._scope_steps(record),
            links=self._links(record),
        )

    def _visit_step(self, record: UnitRow) -> Step | None:
        if record.state != "missing" or not record.sites or self.board is None:
            return None
        chosen = self.board.chosen
        where = {"project": str(record.sites[0].id)}
        if chosen is not None and chosen.is_open:
            where["round"] = str(chosen.ref.id)
        return Step("登记检查", lambda: self.go.emit("visit_entry", where))

    def _scope_steps(self, record: UnitRow) -> tuple[Step, ...]:
        is_open = self.board is not None and self.board.chosen and self.board.chosen.is_open
        why_not = "" if is_open else "这一轮已结束，范围不再变"
        if record.left_on is not None:
            return (Step("放回本轮…", lambda: self.put_back(record), why_not),)
        plan = Step(_PLAN, self.plan_selected, why_not, keys="Ctrl+J")
        return (plan, Step("移出本轮…", lambda: self.take_out(record), why_not))

    def _links(self, record: UnitRow) -> tuple[Step, ...]:
        links = []
        if record.covering is not None:
            key, day = record.covering.visit_id, record.covering.day
            links.append(
                Step(f"{day.isoformat()} 的检查", lambda: self.open_record.emit("visit", key))
            )
        if record.kind is HolderKind.PROJECT and self.board is not None and self.board.chosen:
            where = {"project": str(record.unit_id), "round": str(self.board.chosen.ref.id)}
            links.append(Step("本工程在本轮的检查", lambda: self.go.emit("visits", where)))
        entity = _ENTITY[record.kind]
        links.append(Step(record.name, lambda: self.open_record.emit(entity, record.unit_id)))
        if record.kind is not HolderKind.PROJECT:
            for site in record.sites[:5]:
                links.append(self._site_link(site))
        return tuple(links)

    def _site_link(self, site: Site) -> Step:
        return Step(site.name, lambda: self.open_record.emit("project", site.id))

    # -- doing -------------------------------------------------------------------------

    def edit(self) -> None:
        """F2 has nothing to change here: a round's scope changes by its steps."""

    def _edit_at_side(self, editor: Editor) -> None:
        self.tabs.show()
        self.tabs.setCurrentWidget(self.side)
        self.side.edit(editor)

    def open_round(self) -> None:
        running = None if self.board is None else _running(self.board)
        if running is not None:
            self.dialogs.say(_not_yet(running), Tone.WRONG)
            return
        self._edit_at_side(open_editor(self.runner.today()))

    def close_round(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._edit_at_side(close_editor(chosen, self.runner.today()))

    def add_site(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._edit_at_side(add_editor(chosen, self.runner.today()))

    def take_out(self, unit: UnitRow) -> None:
        self._edit_at_side(take_out_editor(unit, self.runner.today()))

    def put_back(self, unit: UnitRow) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._edit_at_side(put_back_editor(chosen, unit, self.runner.today()))

    def show_visits(self) -> None:
        if self.board is not None and self.board.chosen is not None:
            self.go.emit("visits", {"round": str(self.board.chosen.ref.id)})

    def check_changes(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        dialog = ScopeDialog(self.runner, chosen.id, self)
        if self.dialogs.run(dialog):
            self.dialogs.say(f"已核对 {dialog.count} 个范围变动", Tone.DONE)
        dialog.deleteLater()

    def plan_selected(self) -> None:
        """The sites of the chosen rows, on the free days of this week."""
        chosen = self._chosen()
        rows = (self.model.row_at(number) for number in self.table.selected_rows)
        sites = dict.fromkeys(site.id for row in rows if row is not None for site in row.sites)
        if chosen is None or not sites:
            return
        self.runner.write(
            self,
            plan_sites,
            PlanSites(chosen.id, tuple(sites), self.runner.today()),
            done=lambda count: self.dialogs.say(
                f"已排 {count} 处到本周，在“检查计划”里看和改", Tone.DONE
            ),
            failed=self._on_refused,
        )

    def _chosen(self) -> RoundRef | None:
        chosen = None if self.board is None else self.board.chosen
        if chosen is None or not chosen.is_open:
            self.dialogs.say(_NO_ROUND, Tone.WRONG)
            return None
        return chosen.ref

    def _on_saved(self, value: Any, goes_on: bool) -> None:
        if not isinstance(value, OpenedRound):
            super()._on_saved(None, goes_on=False)
            return
        self._round_id = value.id
        made = f"，已有 {value.visits} 次检查计入" if value.visits else ""
        self.dialogs.say(
            f"已开始：应覆盖项目 {value.projects}、企业 {value.enterprises}、"
            f"设备 {value.machines}{made}",
            Tone.DONE,
        )
        self.refresh()

    def _on_refused(self, refusal: Refusal) -> None:
        self.dialogs.say(refusal.sentence, Tone.WRONG)


def _running(board: Board) -> RoundRef | None:
    return next((one.ref for one in board.choices if one.is_open), None)


def _not_yet(running: RoundRef) -> str:
    return f"{running.title}还没有结束，请先结束它再开新的一轮"
