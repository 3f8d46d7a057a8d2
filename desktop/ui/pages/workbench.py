"""工作台: what waits for whom, the month so far, and what runs out."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.codes import Area
from desktop.jobs.runner import Runner
from desktop.queries.desk import Desk, desk
from desktop.queries.home import Tile
from desktop.ui.columns import UNKNOWN, Mark
from desktop.ui.countdown_card import CountdownCard, NodesDialog
from desktop.ui.dialogs import Dialogs
from desktop.ui.flow import FlowLayout
from desktop.ui.notice import Tone
from desktop.ui.page import Page
from desktop.ui.todo_tree import TodoTree
from desktop.ui.widgets import button, column, row, scrolled, words, wrapped

_NONE_WANTED = frozenset({"A10", "C09", "C10"})
"""Figures that should be nought: another value carries the sign of danger."""
_NOTHING = "现在没有待办。\n登记检查、导入台账后，该办的事会列在这里，按期限排好。"


class WorkbenchPage(Page):
    """To-dos on the left; figures, dates and what is missing on the right."""

    key: ClassVar[str] = "desk"
    title: ClassVar[str] = "工作台"
    shows: ClassVar[frozenset[Area]] = frozenset(Area)
    help: ClassVar[str] = (
        "左边是该办的事，按期限排，带责任人；**回车**打开这一条，在分组上回车看全部。"
        "**▲** 是已逾期。\n\n"
        "右边先是三年行动的倒计时：在账重大隐患、未覆盖的单位和是谁的、通知节点，点一下看是哪些。"
        "再是本月到今天的数字，点一下看由哪些记录得来；**—** 是不掌握，不是 0。"
        "下面是证照到期（90、60、30 天和当天）、盲区、月报期限和它的算法、最近一次备份和导入。"
    )

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.desk: Desk | None = None
        self.tree = TodoTree()
        self.waiting = words("", "quiet")
        self._side = scrolled()
        self._build()

    def _build(self) -> None:
        head = row()
        head.addWidget(words(self.title, "title"))
        head.addWidget(self.waiting)
        head.addStretch(1)
        head.addWidget(self._to("登记检查", "visit_entry"))
        head.addWidget(self._to("登记隐患", "hazard_entry"))
        nothing = wrapped(_NOTHING, "quiet")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.tree)
        self._lists.addWidget(nothing)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self._lists)
        halves.addWidget(self._side)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.setSizes([640, 440])
        self._side.setMinimumWidth(320)
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addLayout(head)
        whole.addWidget(halves, 1)
        self.tree.record_wanted.connect(self.open_record)
        self.tree.list_wanted.connect(self.go)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.show_recent)
        self.setFocusProxy(self.tree)

    def _to(self, title: str, page: str) -> QPushButton:
        return button(title, self._goes(page))

    def _goes(self, page: str, **where: str) -> Callable[[], None]:
        return partial(self.go.emit, page, where)

    # -- showing -----------------------------------------------------------------------

    def refresh(self) -> None:
        self.runner.read(self, desk, self.runner.today(), done=self._on_read, latest="desk")

    def _on_read(self, found: Desk) -> None:
        self.desk = found
        self.tree.show_groups(found.home.groups)
        self._lists.setCurrentIndex(0 if found.home.groups else 1)
        self.waiting.setText(f"待办 {found.waiting:,} 件" if found.waiting else "")
        place = self._side.verticalScrollBar().value()
        body = QWidget()
        lines = column(body, 8, (8, 0, 6, 6))
        if found.gaps:
            lines.addWidget(self._first_day(found))
        lines.addWidget(self._countdown(found))
        lines.addWidget(words(f"{found.home.title}，到今天", "heading"))
        lines.addWidget(self._tiles(found))
        self._add_dates(lines, found)
        self._add_ladder(lines, found)
        self._add_kept(lines, found)
        lines.addStretch(1)
        self._side.setWidget(body)
        self._side.verticalScrollBar().setValue(place)

    def _first_day(self, found: Desk) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        lines = column(card, 4, (10, 8, 10, 8))
        lines.addWidget(words("首日设置还没有做完", "heading"))
        for gap in found.gaps:
            lines.addWidget(wrapped(f"{Mark.WARNING.value} {gap.sentence}"))
        foot = row()
        foot.addWidget(self._to("去首日设置", "first_day"))
        foot.addStretch(1)
        lines.addLayout(foot)
        return card

    def _countdown(self, found: Desk) -> CountdownCard:
        card = CountdownCard(found.countdown)
        card.went.connect(self.go)
        card.nodes_asked.connect(self.show_nodes)
        return card

    def show_nodes(self) -> None:
        """Which dated nodes of the notice are met: ticked here, and kept with who and when."""
        dialog = NodesDialog(self.runner, self)
        if self.dialogs.run(dialog):
            self.dialogs.say("已保存", Tone.DONE)
        dialog.deleteLater()

    def show_recent(self) -> None:
        """What was done last, by anybody on any page."""
        from desktop.ui.recent_box import undo_recent  # noqa: PLC0415 - not before the first paint

        undo_recent(self.runner, self.dialogs, self)

    def _tiles(self, found: Desk) -> QWidget:
        made = QWidget()
        flow = FlowLayout(6, made)
        for tile in found.home.tiles:
            flow.addWidget(self._tile(tile, found.home.period))
        return made

    def _tile(self, tile: Tile, period: int) -> QPushButton:
        is_bad = tile.code in _NONE_WANTED and tile.words not in ("0", UNKNOWN)
        sign = f"{Mark.DANGER.value} " if is_bad else ""
        unit = tile.unit if tile.words != UNKNOWN else ""
        shown = f"{sign}{tile.words} {unit}".rstrip()
        figure = {"month": str(period), "figure": tile.code}
        made = button(f"{tile.name}\n{shown}", self._goes("month", **figure), "tile")
        made.setToolTip(f"{tile.code} {tile.name}：{tile.definition}")
        made.setAccessibleName(f"{tile.name} {shown}")
        made.setProperty("bad", is_bad)
        return made

    def _add_dates(self, lines: QVBoxLayout, found: Desk) -> None:
        lines.addWidget(words("月报", "heading"))
        for month in found.months:
            sign = f"{Mark.DANGER.value} " if month.is_late else ""
            late = "（已过期）" if month.is_late else ""
            go = self._goes("month", month=str(month.period))
            line = row()
            line.addWidget(button("打开", go, "link"), 0, Qt.AlignmentFlag.AlignTop)
            look = "wrong" if month.is_late else ""
            line.addWidget(wrapped(f"{sign}{month.words}{late}\n{month.arithmetic}", look), 1)
            lines.addLayout(line)

    def _add_ladder(self, lines: QVBoxLayout, found: Desk) -> None:
        lines.addWidget(words("证照和责任", "heading"))
        made = QWidget()
        flow = FlowLayout(2, made)
        flow.addWidget(words("证照到期："))
        for rung in found.ladder:
            sign = f"{Mark.DANGER.value} " if rung.count and rung.step < 0 else ""
            go = self._goes("certificates", step=str(rung.step))
            flow.addWidget(button(f"{sign}{rung.words} {rung.count}", go, "link"))
        lines.addWidget(made)
        blind = f"{Mark.DANGER.value} 盲区 {found.blind} 个工程没有责任监督员"
        none = "盲区 0：在监工程都有责任监督员"
        go = self._goes("projects", inspector="none")
        lines.addWidget(button(blind if found.blind else none, go, "link"))

    def _add_kept(self, lines: QVBoxLayout, found: Desk) -> None:
        lines.addWidget(words("数据", "heading"))
        lines.addWidget(wrapped(f"最近一次备份：{found.backup or '还没有备份'}", "quiet"))
        lines.addWidget(wrapped(f"最近一次导入：{found.imported or '还没有导入'}", "quiet"))
        lines.addWidget(button("最近的操作，可以撤销", self.show_recent, "link", "Ctrl+Z"))
