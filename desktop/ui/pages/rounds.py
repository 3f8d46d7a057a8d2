"""检查轮次: the board of a round, who is not covered yet and whose it is."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget

from db.codes import Area, HolderKind
from desktop.domain.rounds import KIND_WORDS, SCOPE
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.listing import Whole
from desktop.queries.round_board import Board, Site, UnitRow, round_board
from desktop.queries.rounds import RoundRef
from desktop.ui.charts import CoverageChart
from desktop.ui.columns import Column, Mark
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
from desktop.ui.widgets import column, row, scrolled, words
from desktop.usecases.initials import initials_of
from desktop.usecases.planned_visits import PlanSites, plan_sites
from desktop.usecases.rounds import OpenedRound

_STATES = {"missing": "未覆盖", "covered": "已覆盖", "left": "已离开"}
_MARKS = {"missing": Mark.WARNING, "covered": Mark.DONE, "left": Mark.QUIET}
_ENTITY = {
    HolderKind.PROJECT: "project",
    HolderKind.ENTERPRISE: "enterprise",
    HolderKind.MACHINE: "machine",
}
_KINDS = {kind.value: word for kind, word in KIND_WORDS.items()}
_NO_ROUND = "还没有检查轮次，请先按 Ctrl+N 新开一轮。"


def _mark(row: UnitRow) -> Mark:
    return _MARKS[row.state]


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
    columns: ClassVar[tuple[Column, ...]] = (
        Column("状态", lambda row: _STATES[row.state], 80, sort="state", mark=_mark),
        Column("类别", lambda row: KIND_WORDS[row.kind], 48, sort="kind"),
        Column("名称", lambda row: row.name, 206, sort="name"),
        Column("网格", lambda row: row.grids, 92, sort="grids"),
        Column(
            "责任监督员",
            lambda row: row.inspectors or "空缺",
            92,
            sort="inspectors",
            mark=lambda row: None if row.inspectors else Mark.DANGER,
        ),
        Column("上次检查", lambda row: row.last_visit, 92, sort="last_visit"),
        Column("已排", lambda row: row.planned_on or " ", 92, sort="planned_on"),
        Column("覆盖日期", lambda row: row.covered_on or " ", 92, sort="covered_on"),
        Column("说明", lambda row: _remark(row) or " ", 160),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("state", "状态", _STATES),
        Filter("kind", "类别", _KINDS),
        Filter("grid", "网格", {}),
        Filter("inspector", "监督员", {}),
    )

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.board: Board | None = None
        self._round_id: int | None = None
        self._is_first = True

    @property
    def source(self) -> Whole:  # type: ignore[override]
        return Whole(
            lambda _session: self.board.units if self.board is not None else (),
            text=_text,
            filters={
                "state": lambda row, value: row.state == value,
                "kind": lambda row, value: row.kind == value,
                "grid": lambda row, value: value in row.grids,
                "inspector": lambda row, value: value in row.inspectors,
            },
        )

    def tools(self) -> tuple[Step, ...]:
        return (
            Step("新开一轮…", self.open_round, keys="Ctrl+N"),
            Step("排入本周计划", self.plan_selected, keys="Ctrl+J"),
            Step("加入工程…", self.add_site),
            Step("结束本轮…", self.close_round),
        )

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        self.head = RoundHead()
        self.chart = CoverageChart()
        self.chart_kind = QComboBox()
        self.tabs = QTabWidget()
        super()._build()
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
        if "round" in where:
            self._round_id = int(where["round"])
            self.refresh()
        self._is_first = False
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
        if board.chosen is not None and self._is_first:
            self._is_first = False
            self.filter_bar.put("", {"state": "missing"})
        self.model.reload()

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
        sites = "、".join(site.name for site in record.sites)
        own = f"{record.detail}　" if record.detail else ""
        return Detail(
            record.name,
            f"{KIND_WORDS[record.kind]} · {_STATES[record.state]}",
            (
                ("所在工程", f"{own}{sites}" if record.kind is not HolderKind.PROJECT else None),
                ("网格", record.grids),
                ("责任监督员", record.inspectors or "空缺（盲区）"),
                ("进入本轮", _joined(record)),
                ("离开本轮", _left(record)),
                ("上次检查", record.last_visit),
                ("已排检查", record.planned_on),
                ("覆盖", _covered(record) or _uncounted(record)),
            ),
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
        if record.left_on is not None:
            return (Step("放回本轮…", lambda: self.put_back(record)),)
        plan = Step("排入本周计划", self.plan_selected, keys="Ctrl+J")
        return (plan, Step("移出本轮…", lambda: self.take_out(record)))

    def _links(self, record: UnitRow) -> tuple[Step, ...]:
        links = []
        if record.covering is not None:
            key, day = record.covering.visit_id, record.covering.day
            links.append(
                Step(f"{day.isoformat()} 的检查", lambda: self.open_record.emit("visit", key))
            )
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
        if self.board is None or self.board.chosen is None:
            self.dialogs.say(_NO_ROUND, Tone.WRONG)
            return None
        return self.board.chosen.ref

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


def _text(row: UnitRow) -> str:
    read = initials_of(row.name, by_words=False)
    whose = "".join((*row.grids, *row.inspectors, *(site.name for site in row.sites)))
    return f"{row.name} {read} {whose}"


def _remark(row: UnitRow) -> str:
    if row.left_on is not None:
        return f"{row.left_on.isoformat()} {row.left_reason}"
    history = "历史导入" if row.covering is not None and row.covering.history else ""
    joined = f"{row.joined_on.isoformat()} {row.reason}" if row.reason else ""
    return "；".join(part for part in (history, _uncounted(row), joined) if part)


def _uncounted(row: UnitRow) -> str:
    """Visited and still not covered: what lacks is listed with the visit."""
    if row.uncounted_on is None or row.is_covered:
        return ""
    return f"{row.uncounted_on.isoformat()} 的检查要素不全，未计"


def _joined(row: UnitRow) -> str:
    return f"{row.joined_on.isoformat()} {row.reason or '首日冻结'}"


def _left(row: UnitRow) -> str | None:
    return f"{row.left_on.isoformat()} {row.left_reason}" if row.left_on is not None else None


def _covered(row: UnitRow) -> str | None:
    if row.covering is None:
        return None
    history = "（历史导入）" if row.covering.history else ""
    return f"{row.covering.day.isoformat()} 的检查{history}"
