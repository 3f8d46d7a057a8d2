"""检查轮次: what a round has to cover on a day, and how its scope changes while it runs.

省厅通知第二部分（一）第1项: 逐企业、逐项目、逐设备, at least two full rounds a year. Its three
denominators are frozen on its first day; arrivals join with their day, departures leave with a
reason. Which parties and machines count is the office's own setting, frozen onto the round.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from db.codes import HolderKind, MachineKind, PartyRole, ProjectStatus, VisitKind, VisitSource
from desktop.domain.calendar import check_not_future
from desktop.domain.errors import RuleViolation
from desktop.domain.projects import is_supervised
from desktop.reference.notice import notice

ARTICLE = "省厅通知二（一）1"
SCOPE = (HolderKind.PROJECT, HolderKind.ENTERPRISE, HolderKind.MACHINE)
KIND_WORDS = {
    HolderKind.PROJECT: "项目",
    HolderKind.ENTERPRISE: "企业",
    HolderKind.MACHINE: "设备",
}
ARRIVED = {
    HolderKind.PROJECT: "新增在监工程",
    HolderKind.ENTERPRISE: "新参建本轮工程",
    HolderKind.MACHINE: "新进场",
}
ENTERED_LATE = "按记录首日已在，后来才登记"
COMPLETED = "竣工，不再监督"
SUSPENDED = "中止监督"
LEFT = {
    HolderKind.PROJECT: SUSPENDED,
    HolderKind.ENTERPRISE: "不再参建在监工程",
    HolderKind.MACHINE: "拆除、退场，或所在工程不再在监",
}
_OWN_REASONS = frozenset({*ARRIVED.values(), ENTERED_LATE, COMPLETED, *LEFT.values()})
ROUND_KINDS = (VisitKind.CHECK, VisitKind.PATROL)
ROUND_SOURCES = (VisitSource.PLAN, VisitSource.CAMPAIGN, VisitSource.IMPORTED)


@dataclass(frozen=True)
class Unit:
    """A project, an enterprise or a machine."""

    kind: HolderKind
    id: int


@dataclass(frozen=True)
class Stay:
    """The days [begins, ends) on which something is there; None is open."""

    begins: date
    ends: date | None = None

    def holds(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day < self.ends)


Stays = Mapping[Unit, tuple[Stay, ...]]


@dataclass(frozen=True)
class Counting:
    """Which parties of a project and which machines on it a round has to cover."""

    party_roles: frozenset[PartyRole]
    machine_kinds: frozenset[MachineKind]


@dataclass(frozen=True)
class StatusRow:
    """The status of a project from a day on, until its next row."""

    project: int
    since: date
    status: ProjectStatus


@dataclass(frozen=True)
class PartyRow:
    """An enterprise in its role at a project, for a time."""

    project: int
    role: PartyRole
    enterprise: int
    stay: Stay


@dataclass(frozen=True)
class MachineRow:
    """A machine on its project; ``gone`` is one the ledger calls taken down, no day given."""

    machine: int
    project: int
    kind: MachineKind
    stay: Stay
    gone: bool = False


@dataclass(frozen=True)
class Ground:
    """What the record says of all projects, their parties and their machines."""

    statuses: tuple[StatusRow, ...]
    parties: tuple[PartyRow, ...]
    machines: tuple[MachineRow, ...]


def stays_of(ground: Ground, counting: Counting) -> dict[Unit, tuple[Stay, ...]]:
    """When each unit was to be covered, by the projects that were then under supervision."""
    supervised = supervised_stays(ground.statuses)
    found: dict[Unit, tuple[Stay, ...]] = {
        Unit(HolderKind.PROJECT, project): stays for project, stays in supervised.items()
    }
    for party in ground.parties:
        if party.role in counting.party_roles:
            unit = Unit(HolderKind.ENTERPRISE, party.enterprise)
            within = _within(supervised.get(party.project, ()), party.stay)
            found[unit] = _joined((*found.get(unit, ()), *within))
    for machine in ground.machines:
        if machine.kind in counting.machine_kinds and not machine.gone:
            unit = Unit(HolderKind.MACHINE, machine.machine)
            found[unit] = _within(supervised.get(machine.project, ()), machine.stay)
    return {unit: stays for unit, stays in found.items() if stays}


def supervised_stays(rows: Iterable[StatusRow]) -> dict[int, tuple[Stay, ...]]:
    """The days of each project under supervision; 停工 does not interrupt them."""
    by_project: dict[int, list[StatusRow]] = {}
    for row in sorted(rows, key=lambda row: row.since):
        by_project.setdefault(row.project, []).append(row)
    return {project: _runs(own) for project, own in by_project.items()}


def _runs(rows: list[StatusRow]) -> tuple[Stay, ...]:
    stays: list[Stay] = []
    for row, until in zip(rows, [*(later.since for later in rows[1:]), None], strict=True):
        if is_supervised(row.status):
            stays.append(Stay(row.since, until))
    return _joined(tuple(stays))


def _within(stays: Iterable[Stay], other: Stay) -> tuple[Stay, ...]:
    """The days both hold."""
    found = []
    for stay in stays:
        ends = min((end for end in (stay.ends, other.ends) if end is not None), default=None)
        begins = max(stay.begins, other.begins)
        if ends is None or begins < ends:
            found.append(Stay(begins, ends))
    return tuple(found)


def _joined(stays: tuple[Stay, ...]) -> tuple[Stay, ...]:
    """Stays that touch or overlap are one."""
    found: list[Stay] = []
    for stay in sorted(stays, key=lambda stay: stay.begins):
        last = found[-1] if found else None
        if last is None or (last.ends is not None and last.ends < stay.begins):
            found.append(stay)
        elif last.ends is not None:
            ends = None if stay.ends is None else max(last.ends, stay.ends)
            found[-1] = Stay(last.begins, ends)
    return tuple(found)


def due_on(stays: Stays, day: date) -> frozenset[Unit]:
    """What a round that begins on that day has to cover."""
    return frozenset(unit for unit, own in stays.items() if any(stay.holds(day) for stay in own))


@dataclass(frozen=True)
class Held:
    """A unit as the round has it; ``reason`` is None for those of the first day."""

    joined_on: date
    left_on: date | None = None
    reason: str | None = None
    left_reason: str | None = None


@dataclass(frozen=True)
class Change:
    """A unit that joins a round or leaves it, proposed to the clerk with its day and reason."""

    unit: Unit
    day: date
    reason: str
    joins: bool


def changes(
    held: Mapping[Unit, Held], stays: Stays, first_day: date, through: date, completed: set[int]
) -> tuple[Change, ...]:
    """What changed in a round's scope up to ``through``; what a person decided stays decided.

    ``completed`` are the projects that are 竣工, whose departure says so.
    """
    due = due_on(stays, through)
    found = [
        _arrival(unit, stays[unit], first_day, through)
        for unit in due
        if unit not in held or _left_by_rule(held[unit])
    ]
    for unit, one in held.items():
        by_hand = one.reason is not None and one.reason not in _OWN_REASONS
        if unit not in due and one.left_on is None and not by_hand:
            done = unit.kind is HolderKind.PROJECT and unit.id in completed
            reason = COMPLETED if done else LEFT[unit.kind]
            day = _last_end(stays.get(unit, ()), through)
            found.append(Change(unit, max(day, one.joined_on), reason, joins=False))
    return tuple(sorted(found, key=_by_kind))


def _by_kind(change: Change) -> tuple[bool, int, int]:
    """Arrivals first; sites before firms before machines."""
    return not change.joins, SCOPE.index(change.unit.kind), change.unit.id


def _left_by_rule(one: Held) -> bool:
    return one.left_on is not None and one.left_reason in _OWN_REASONS


def _arrival(unit: Unit, stays: tuple[Stay, ...], first_day: date, through: date) -> Change:
    begun = next(stay.begins for stay in stays if stay.holds(through))
    reason = ARRIVED[unit.kind] if begun > first_day else ENTERED_LATE
    return Change(unit, max(begun, first_day), reason, joins=True)


def _last_end(stays: tuple[Stay, ...], through: date) -> date:
    """When it went; the day of asking where the record gives none."""
    ends = [stay.ends for stay in stays if stay.ends is not None and stay.ends <= through]
    return max(ends, default=through)


@dataclass(frozen=True)
class Progress:
    """How far one denominator is covered; ``history`` is what imported visits alone cover."""

    due: int
    covered: int
    history: int = 0

    @property
    def percent(self) -> float | None:
        """None where nothing is to be covered: no records is not 100 %."""
        return round(100 * self.covered / self.due, 1) if self.due else None

    @property
    def missing(self) -> int:
        return self.due - self.covered


@dataclass(frozen=True)
class Days:
    """A round by its days."""

    title: str
    first_day: date
    last_day: date | None = None


def asked_a_year() -> int:
    """How many full rounds the notice asks a year."""
    task = notice().task("1")
    assert task is not None
    return next(number.value for number in task.numbers if number.code == "rounds_a_year")


def round_title(year: int, number: int) -> str:
    return f"{year}年第{number}轮"


def stands_in_round(kind: VisitKind, source: VisitSource) -> bool:
    """Whether a visit belongs to the round of its day by itself; 复查、举报、交办 are cases."""
    return kind in ROUND_KINDS and source in ROUND_SOURCES


def check_can_open(first_day: date, today: date, others: Iterable[Days]) -> None:
    """Rounds follow one another: a visit stands in one round only."""
    check_not_future(first_day, today, "轮次开始")
    for one in others:
        if one.last_day is None:
            raise RuleViolation(f"{one.title}还没有结束，请先结束它再开新的一轮")
        if first_day <= one.last_day:
            raise RuleViolation(
                f"首日与{one.title}（至{one.last_day.isoformat()}）重叠，请填它结束之后的一天"
            )


def check_can_close(one: Days, last_day: date, today: date) -> None:
    """A round ends on a day that has come."""
    if one.last_day is not None:
        raise RuleViolation(f"{one.title}已于{one.last_day.isoformat()}结束")
    check_not_future(last_day, today, "轮次结束")
    if last_day < one.first_day:
        raise RuleViolation(f"结束日不能早于首日（{one.first_day.isoformat()}）")


def check_can_change(one: Days, day: date, today: date, reason: str) -> None:
    """A unit joins or leaves by hand only while the round runs, and says why."""
    if one.last_day is not None:
        raise RuleViolation(f"{one.title}已结束，范围不能再改")
    check_not_future(day, today, "变动")
    if day < one.first_day:
        raise RuleViolation(f"日期不能早于轮次首日（{one.first_day.isoformat()}）")
    if not reason.strip():
        raise RuleViolation("请写明原因：范围的每个变动都要能说清")
    if reason.strip() in _OWN_REASONS:
        raise RuleViolation("这是系统自动提出的原因用语，请写明具体原因")
