"""检查轮次: opening one freezes what it has to cover; its scope changes only with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Table, and_, func, or_, select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about, insert_rows
from db.codes import Area, HolderKind
from db.ids import new_id, new_ids
from db.tables.rounds import Round, RoundUnit
from db.tables.visits import Visit
from desktop.domain.errors import RuleViolation
from desktop.domain.rounds import (
    ROUND_KINDS,
    ROUND_SOURCES,
    SCOPE,
    Change,
    Days,
    Unit,
    check_can_change,
    check_can_close,
    check_can_open,
    due_on,
    round_title,
    stays_of,
)
from desktop.queries.round_scope import ground, scope_changes
from desktop.queries.rounds import counting_now, frozen_codes
from desktop.usecases.done import Done

CHANGED = frozenset({Area.ROUNDS, Area.VISITS})


@dataclass(frozen=True)
class OpenRound:
    """A round from its real first day on; without a number it is the next of its year."""

    first_day: date
    number: int | None = None
    title: str | None = None
    ground: str | None = None


@dataclass(frozen=True)
class OpenedRound:
    """What was frozen, and how many visits already made stand in it."""

    id: int
    projects: int
    enterprises: int
    machines: int
    visits: int


@dataclass(frozen=True)
class RefreshRound:
    """The proposed changes the clerk confirms; None is all of them."""

    round_id: int
    units: tuple[Unit, ...] | None = None


@dataclass(frozen=True)
class TakeUnitOut:
    """A unit leaves by hand (已发中止监督告知书), from a day on."""

    unit_id: int
    day: date
    reason: str


@dataclass(frozen=True)
class PutUnitIn:
    """A unit joins by hand, or comes back."""

    round_id: int
    unit: Unit
    day: date
    reason: str


@dataclass(frozen=True)
class CloseRound:
    """The last day of a round."""

    round_id: int
    last_day: date


def open_round(session: Session, command: OpenRound, act: Act) -> Done[OpenedRound]:
    """Freeze the three denominators; visits made since the first day stand in it at once."""
    others = session.scalars(select(Round).order_by(Round.first_day)).all()
    check_can_open(command.first_day, act.today, map(_days, others))
    counting = counting_now(session)
    due = due_on(stays_of(ground(session), counting), command.first_day)
    if not due:
        raise RuleViolation(
            f"{command.first_day.isoformat()}没有在监工程，请核对首日，或先导入工程台账"
        )
    roles, kinds = frozen_codes(counting)
    number = _number(others, command)
    one = Round(
        id=new_id(session),
        year=command.first_day.year,
        number=number,
        title=command.title or round_title(command.first_day.year, number),
        first_day=command.first_day,
        ground=command.ground or None,
        party_roles=roles,
        machine_kinds=kinds,
    )
    session.add(one)
    session.flush()
    _freeze(session, one, sorted(due, key=lambda unit: (SCOPE.index(unit.kind), unit.id)))
    bound = bind_visits(session, one)
    about(session, one.title)
    projects, enterprises, machines = (sum(unit.kind is kind for unit in due) for kind in SCOPE)
    return Done(OpenedRound(one.id, projects, enterprises, machines, bound), CHANGED)


def refresh_round(session: Session, command: RefreshRound, act: Act) -> Done[int]:
    """Take the confirmed arrivals and departures into the scope; how many there were."""
    one = _round(session, command.round_id)
    chosen = [
        change
        for change in scope_changes(session, one, act.today)
        if command.units is None or change.unit in command.units
    ]
    rows = {
        Unit(row.unit_kind, row.unit_id): row
        for row in session.scalars(select(RoundUnit).where(RoundUnit.round_id == one.id))
    }
    for change in chosen:
        _apply(session, one, rows.get(change.unit), change)
    session.flush()
    bind_visits(session, one)
    about(session, one.title)
    return Done(len(chosen), CHANGED)


def take_unit_out(session: Session, command: TakeUnitOut, act: Act) -> Done[int]:
    row = session.get(RoundUnit, command.unit_id)
    if row is None or row.left_on is not None:
        raise RuleViolation("这个单位已不在本轮范围，请刷新")
    one = _round(session, row.round_id)
    check_can_change(_days(one), command.day, act.today, command.reason)
    if command.day < row.joined_on:
        raise RuleViolation(f"不能早于它进入本轮的日期（{row.joined_on.isoformat()}）")
    row.left_on, row.left_reason = command.day, command.reason.strip()
    about(session, one.title)
    return Done(row.id, CHANGED)


def put_unit_in(session: Session, command: PutUnitIn, act: Act) -> Done[int]:
    one = _round(session, command.round_id)
    check_can_change(_days(one), command.day, act.today, command.reason)
    row = session.scalar(
        select(RoundUnit).where(
            RoundUnit.round_id == one.id,
            RoundUnit.unit_kind == command.unit.kind,
            RoundUnit.unit_id == command.unit.id,
        )
    )
    if row is not None and row.left_on is None:
        raise RuleViolation("这个单位已在本轮范围内")
    change = Change(command.unit, command.day, command.reason.strip(), joins=True)
    kept = _apply(session, one, row, change)
    kept.reason = change.reason
    session.flush()
    bind_visits(session, one)
    about(session, one.title)
    return Done(kept.id, CHANGED)


def close_round(session: Session, command: CloseRound, act: Act) -> Done[int]:
    """What changed must be looked through first: a finished round's scope stands."""
    one = _round(session, command.round_id)
    check_can_close(_days(one), command.last_day, act.today)
    pending = len(scope_changes(session, one, act.today))
    if pending:
        raise RuleViolation(f"还有 {pending} 个范围变动没有核对，请先点“核对范围变动”")
    late = session.scalar(
        select(func.count()).where(Visit.round_id == one.id, Visit.visited_on > command.last_day)
    )
    if late:
        raise RuleViolation(f"本轮有 {late} 次检查在这一天之后，结束日不能早于它们")
    one.last_day = command.last_day
    about(session, one.title)
    return Done(one.id, CHANGED)


def bind_visits(session: Session, one: Round) -> int:
    """Let the visits of its days on its sites, made or brought in without a round, stand in it."""
    unit = RoundUnit
    there = select(unit.id).where(
        unit.round_id == one.id,
        unit.unit_kind == HolderKind.PROJECT,
        unit.unit_id == Visit.project_id,
        unit.joined_on <= Visit.visited_on,
        or_(unit.left_on.is_(None), unit.left_on > Visit.visited_on),
    )
    found = session.scalars(
        select(Visit).where(
            and_(Visit.round_id.is_(None), Visit.visited_on >= one.first_day),
            Visit.kind.in_(ROUND_KINDS),
            Visit.source.in_(ROUND_SOURCES),
            there.exists(),
        )
    ).all()
    bound = [visit for visit in found if one.last_day is None or visit.visited_on <= one.last_day]
    for visit in bound:
        visit.round_id = one.id
    return len(bound)


def _round(session: Session, key: int) -> Round:
    one = session.get(Round, key)
    if one is None:
        raise RuleViolation("没有这一轮，请刷新")
    return one


def _days(one: Round) -> Days:
    return Days(one.title, one.first_day, one.last_day)


def _number(others: Iterable[Round], command: OpenRound) -> int:
    """Each number of a year once."""
    taken = {one.number for one in others if one.year == command.first_day.year}
    if command.number in taken:
        raise RuleViolation(f"{round_title(command.first_day.year, command.number)}已经有了")
    return command.number or max(taken, default=0) + 1


def _freeze(session: Session, one: Round, units: list[Unit]) -> None:
    table = RoundUnit.__table__
    assert isinstance(table, Table)
    rows = [
        {
            "id": key,
            "version": 1,
            "round_id": one.id,
            "unit_kind": unit.kind,
            "unit_id": unit.id,
            "joined_on": one.first_day,
        }
        for key, unit in zip(new_ids(session, len(units)), units, strict=True)
    ]
    insert_rows(session, table, rows)


def _apply(session: Session, one: Round, row: RoundUnit | None, change: Change) -> RoundUnit:
    if row is None:
        row = RoundUnit(
            id=new_id(session),
            round_id=one.id,
            unit_kind=change.unit.kind,
            unit_id=change.unit.id,
            joined_on=change.day,
            reason=change.reason,
        )
        session.add(row)
    elif change.joins:
        row.left_on, row.left_reason = None, None
    else:
        row.left_on, row.left_reason = change.day, change.reason
    return row
