"""The card that counts down to the end of the action, and the nodes one confirms from it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from db.codes import HolderKind
from desktop.domain.rounds import KIND_WORDS
from desktop.jobs.runner import Runner
from desktop.queries.countdown import NOBODY, Countdown, Node, notice_nodes
from desktop.ui.columns import UNKNOWN, Mark
from desktop.ui.flow import FlowLayout
from desktop.ui.ticking import Ticking, Ticks
from desktop.ui.widgets import button, column, words
from desktop.usecases.nodes import ConfirmNodes, confirm_nodes

_PEOPLE = 6
_MAJORS = {"level": "major", "progress": "open"}


class CountdownCard(QFrame):
    """Every number of it leads to its records."""

    went = Signal(str, object)
    """A page and its filters."""
    nodes_asked = Signal()

    def __init__(self, found: Countdown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._lines = column(self, 2, (10, 6, 10, 6))
        self._lines.addWidget(words(found.title, "heading"))
        self._put(self._majors(found))
        self._put(self._missing(found))
        if found.whose:
            self._put(self._whose(found), "责任人：")
        self._put([self._nodes(found)])

    def _put(self, links: list[QPushButton], before: str = "") -> None:
        line = QWidget()
        flow = FlowLayout(2, line)
        if before:
            flow.addWidget(words(before))
        for link in links:
            flow.addWidget(link)
        self._lines.addWidget(line)

    def _link(self, text: str, page: str, **where: str) -> QPushButton:
        return button(text, self._goes(page, where), "link")

    def _goes(self, page: str, where: dict[str, str]) -> Callable[[], None]:
        return lambda: self.went.emit(page, where)

    def _majors(self, found: Countdown) -> list[QPushButton]:
        told = UNKNOWN if found.majors is None else str(found.majors)
        links = [self._link(f"在账重大隐患 {told}", "hazards", **_MAJORS)]
        if found.overdue:
            text = f"{Mark.DANGER.value} 其中逾期 {found.overdue}"
            links.append(self._link(text, "hazards", level="major", progress="overdue"))
        return links

    def _missing(self, found: Countdown) -> list[QPushButton]:
        if found.round_id is None:
            return [self._link("没有进行中的检查轮次，去新开一轮", "rounds")]
        links = [self._link(f"{found.round_title}未覆盖：", "rounds", state="missing")]
        for kind, count in found.missing.items():
            links.append(self._kind(kind, count))
        return links

    def _kind(self, kind: HolderKind, count: int) -> QPushButton:
        text = f"{KIND_WORDS[kind]} {count}"
        return self._link(text, "rounds", state="missing", kind=kind.value)

    def _whose(self, found: Countdown) -> list[QPushButton]:
        links = []
        for name, count in found.whose[:_PEOPLE]:
            where = {"state": "missing"}
            if name != NOBODY:
                where["inspector"] = name
            links.append(self._link(f"{name} {count}", "rounds", **where))
        more = len(found.whose) - _PEOPLE
        if more > 0:
            links.append(self._link(f"另 {more} 人", "rounds", state="missing"))
        return links

    def _nodes(self, found: Countdown) -> QPushButton:
        late = sum(node.is_late for node in found.unmet)
        if not found.unmet:
            text = "通知节点都已确认达到"
        else:
            sign = f"{Mark.DANGER.value} " if late else ""
            past = f"（已过期 {late} 个）" if late else ""
            text = f"{sign}通知节点未确认达到 {len(found.unmet)} 个{past}…"
        made = button(text, self.nodes_asked.emit, "link")
        made.setToolTip("\n".join(f"{node.due.isoformat()} {node.text}" for node in found.unmet))
        return made


class NodesDialog(Ticking):
    """通知节点: which of them are met, beside what the record shows."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        titles = ("到期", "任务", "节点", "记录现状")
        ticks = Ticks(titles, (126, 150, 330, 260), "通知节点")
        super().__init__(runner, "通知节点（勾选的为已达到）", "保存", ticks, parent)
        self.told.setText(
            "省厅通知写明期限的节点。是否达到由本单位确认，谁在何时确认留有记录；"
            "右边是记录里现有的数，“—”为不掌握。"
        )
        runner.read(self, notice_nodes, runner.today(), done=self._on_nodes, failed=self.refuse)

    def _on_nodes(self, nodes: tuple[Node, ...]) -> None:
        lines = [(node.code, _told(node)) for node in nodes]
        self.ticks.put(lines, {node.code for node in nodes if node.is_met})

    def act(self) -> None:
        met = frozenset(code for code in self.ticks.chosen if isinstance(code, str))
        self.done_button.setEnabled(False)
        self.runner.write(
            self, confirm_nodes, ConfirmNodes(met), done=self.on_done, failed=self.refuse
        )


def _told(node: Node) -> tuple[str, ...]:
    sign = f"{Mark.DANGER.value} " if node.is_late else ""
    shows = node.evidence or "记录里看不出，由本单位确认"
    return f"{sign}{node.due.isoformat()}", node.article, node.text, shows
