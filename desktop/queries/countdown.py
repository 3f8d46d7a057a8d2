"""The countdown to the last day of the action: what is open still, whose, and which nodes.

A node of the notice is met when the office says so; beside it stands what the record shows.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import HolderKind
from db.tables.office import Setting
from desktop.domain.months import month_of
from desktop.domain.rounds import SCOPE
from desktop.queries.figures.catalogue import figure
from desktop.queries.figures.figure import Ask, Figure, counted
from desktop.queries.figures.span import month_span
from desktop.queries.round_board import UnitRow, round_units
from desktop.queries.rounds import open_rounds
from desktop.reference.notice import Milestone, notice

NODES_MET = "notice.met"
"""The setting that lists the nodes somebody has confirmed."""
NOBODY = "空缺"
_MAJORS, _OVERDUE = "C09", "C10"
_SHOWS = {
    "goal-2024": ("C11",),
    "goal-2026": (_MAJORS, _OVERDUE),
    "1-mechanism": ("B20", "B21"),
    "2-clearance": (_MAJORS, _OVERDUE),
    "4-coverage": ("A06", "A07"),
    "6-certificates": ("F02",),
}
"""The figures that speak of a node; of the others the record says nothing."""


@dataclass(frozen=True)
class Node:
    """A dated node of the notice."""

    code: str
    article: str
    due: date
    text: str
    evidence: str
    is_met: bool
    is_late: bool


@dataclass(frozen=True)
class Countdown:
    """What the card of the desk shows; a None is unknown."""

    last_day: date
    days_left: int
    majors: int | None
    overdue: int | None
    round_id: int | None
    round_title: str
    missing: Mapping[HolderKind, int]
    whose: tuple[tuple[str, int], ...]
    nodes: tuple[Node, ...]

    @property
    def unmet(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if not node.is_met)

    @property
    def title(self) -> str:
        told = self.last_day.isoformat()
        if self.days_left < 0:
            return f"三年行动已于 {told} 结束（过了 {-self.days_left} 天）"
        return f"三年行动倒计时：还有 {self.days_left} 天（至 {told}）"


def countdown(session: Session, today: date) -> Countdown:
    """Counted today, by the figures' own declarations."""
    values = _values(session, today)
    running = open_rounds(session, today)
    units: tuple[UnitRow, ...] = ()
    if running:
        found = round_units(session, running[0].id, today)
        units = tuple(unit for unit in found if unit.state == "missing")
    whose = Counter(name for unit in units for name in unit.inspectors or (NOBODY,))
    last = notice().last_day
    return Countdown(
        last_day=last,
        days_left=(last - today).days,
        majors=values[_MAJORS],
        overdue=values[_OVERDUE],
        round_id=running[0].id if running else None,
        round_title=running[0].title if running else "",
        missing={kind: sum(unit.kind is kind for unit in units) for kind in SCOPE},
        whose=tuple(sorted(whose.items(), key=lambda pair: (-pair[1], pair[0]))),
        nodes=_nodes(session, today, values),
    )


def notice_nodes(session: Session, today: date) -> tuple[Node, ...]:
    """Every dated node with what the record shows of it."""
    return _nodes(session, today, _values(session, today))


def met_nodes(session: Session) -> frozenset[str]:
    held = session.scalar(select(Setting.value).where(Setting.key == NODES_MET))
    return frozenset((held or "").split())


def _values(session: Session, today: date) -> dict[str, int | None]:
    """The figures the card and the nodes speak of, in one statement."""
    span = month_span(month_of(today), today)
    rows = [figure(code) for code in sorted({code for own in _SHOWS.values() for code in own})]
    asked = [Ask(row.code, row, span, history=False) for row in rows if isinstance(row, Figure)]
    return {code: answer.value for code, answer in counted(session, asked).items()}


def _nodes(session: Session, today: date, values: Mapping[str, int | None]) -> tuple[Node, ...]:
    met, told = met_nodes(session), notice()
    nodes = [_node(row, "工作目标", today, met, values) for row in told.goals]
    for task in told.tasks:
        own = f"{task.code}. {task.title}"
        nodes += [_node(row, own, today, met, values) for row in task.milestones]
    return tuple(sorted(nodes, key=lambda node: node.due))


def _node(
    row: Milestone,
    article: str,
    today: date,
    met: frozenset[str],
    values: Mapping[str, int | None],
) -> Node:
    shown = []
    for code in _SHOWS.get(row.code, ()):
        value = values[code]
        declared = figure(code)
        shown.append(f"{declared.name} {'—' if value is None else value}")
    is_met = row.code in met
    late = not is_met and today > row.due
    return Node(row.code, article, row.due, row.text, "，".join(shown), is_met, late)
