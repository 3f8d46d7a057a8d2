"""检查计划 of a week: whom to visit first, on which day and by which two.

What is not covered goes first: open majors, then 超规模 works, then what was longest not visited.
The responsible inspector goes, with a partner; a person changes it as he likes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.domain.calendar import WorkCalendar
from desktop.domain.errors import RuleViolation

_DAYS = 7
_WORKDAYS = 5


@dataclass(frozen=True)
class Candidate:
    """A site that waits for its visit; ``assistants`` are those who may come along first."""

    project: int
    name: str
    open_majors: int = 0
    over_scale: int = 0
    last_visit: date | None = None
    inspector: int | None = None
    assistants: tuple[int, ...] = ()

    @property
    def why(self) -> str:
        """Why it stands where it stands."""
        told = [
            f"未销号重大隐患 {self.open_majors} 项" if self.open_majors else "",
            f"超规模危大工程 {self.over_scale} 项" if self.over_scale else "",
            f"上次检查 {self.last_visit.isoformat()}" if self.last_visit else "没有检查过",
        ]
        return "，".join(part for part in told if part)


@dataclass(frozen=True)
class Proposal:
    """A visit proposed for a day; None where nobody is responsible or free."""

    candidate: Candidate
    day: date
    inspector: int | None
    partner: int | None


@dataclass
class _Diary:
    """Who goes how often on a day, and with whom he goes already."""

    most: int
    load: Counter[tuple[date, int]] = field(default_factory=Counter)
    pairs: dict[tuple[date, int], int] = field(default_factory=dict)

    def is_free(self, day: date, inspector: int) -> bool:
        return self.load[day, inspector] < self.most

    def note(self, day: date, *people: int | None) -> None:
        for one in people:
            if one is not None:
                self.load[day, one] += 1
        if len(people) == 2 and None not in people:
            first, second = people
            self.pairs.setdefault((day, first), second)  # type: ignore[arg-type]
            self.pairs.setdefault((day, second), first)  # type: ignore[arg-type]


def by_urgency(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Open majors, then over-scale works, then the longest not visited; never visited first."""
    return tuple(
        sorted(
            candidates,
            key=lambda one: (
                not one.open_majors,
                not one.over_scale,
                one.last_visit or date.min,
                one.name,
            ),
        )
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_days(monday: date, today: date, calendar: WorkCalendar) -> tuple[date, ...]:
    """The working days of a week from today on; without a holiday table, Monday to Friday."""
    days = [monday + timedelta(days=place) for place in range(_DAYS)]
    left = [day for day in days if day >= today]
    try:
        return tuple(day for day in left if calendar.is_workday(day))
    except RuleViolation:
        return tuple(day for day in left if day.weekday() < _WORKDAYS)


def planned_week(
    candidates: Sequence[Candidate],
    days: Sequence[date],
    people: Sequence[int],
    taken: Iterable[tuple[date, int | None, int | None]] = (),
    most: int = 2,
) -> tuple[Proposal, ...]:
    """Spread the most urgent over the days; who has his fill gets no more this week.

    ``people`` are those who may go; ``taken`` is what stands in the plan already.
    """
    diary = _Diary(most)
    for day, one, other in taken:
        diary.note(day, one, other)
    found = []
    for candidate in by_urgency(candidates):
        proposal = _placed(candidate, days, people, diary)
        if proposal is not None:
            diary.note(proposal.day, proposal.inspector, proposal.partner)
            found.append(proposal)
    return tuple(sorted(found, key=lambda one: one.day))


def _placed(
    candidate: Candidate, days: Sequence[date], people: Sequence[int], diary: _Diary
) -> Proposal | None:
    lead = candidate.inspector if candidate.inspector in people else None
    for day in days:
        first = lead if lead is not None else _least_busy(day, people, diary, ())
        if first is None or not diary.is_free(day, first):
            continue
        partner = _partner(candidate, day, first, people, diary)
        if partner is not None:
            return Proposal(candidate, day, first, partner)
    return None


def _partner(
    candidate: Candidate, day: date, lead: int, people: Sequence[int], diary: _Diary
) -> int | None:
    """With whom he goes that day already, else who assists there, else the least busy."""
    likely = (diary.pairs.get((day, lead)), *candidate.assistants)
    for one in likely:
        if one is not None and one != lead and one in people and diary.is_free(day, one):
            return one
    return _least_busy(day, people, diary, (lead,))


def _least_busy(
    day: date, people: Sequence[int], diary: _Diary, without: Iterable[int]
) -> int | None:
    free = [one for one in people if one not in without and diary.is_free(day, one)]
    return min(free, key=lambda one: (diary.load[day, one], people.index(one)), default=None)


def fulfilled_on(planned_on: date, visits: Iterable[date]) -> date | None:
    """The first visit since the Monday of the planned week; a plan is never done by itself."""
    begins = monday_of(planned_on)
    return min((day for day in visits if day >= begins), default=None)


def check_can_plan(day: date, today: date) -> None:
    """A plan lies ahead."""
    if day < today:
        raise RuleViolation(f"计划日期不能早于今天（{today.isoformat()}）；已做的检查请直接登记")


def check_two(inspector: int | None, partner: int | None) -> None:
    """The two are two."""
    if inspector is not None and inspector == partner:
        raise RuleViolation("责任监督员和同去的人不能是同一个人")


def coming_weeks(today: date) -> tuple[tuple[date, str], ...]:
    """The weeks a plan is made for, by their Mondays."""
    monday = monday_of(today)
    found = []
    for place, word in enumerate(("本周", "下周", "再下周")):
        begins = monday + timedelta(days=_DAYS * place)
        ends = begins + timedelta(days=_DAYS - 1)
        found.append((begins, f"{word}（{begins:%m-%d} 至 {ends:%m-%d}）"))
    return tuple(found)


def day_words(day: date) -> str:
    """A day with its place in the week."""
    return f"{day.isoformat()} 周{'一二三四五六日'[day.weekday()]}"
