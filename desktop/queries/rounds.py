"""检查轮次: the rounds there are, and in which of them a visit of a day stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from db.codes import HolderKind, MachineKind, PartyRole
from db.tables.rounds import Round, RoundUnit
from desktop.domain.labels import label
from desktop.domain.rounds import Counting, Days
from desktop.domain.settings import BETWEEN_CODES, codes_in
from desktop.queries.settings import codes_setting

ROLES_SETTING = "round.party_roles"
MACHINES_SETTING = "round.machine_kinds"


@dataclass(frozen=True)
class RoundRef:
    """A round, named with its days."""

    id: int
    title: str
    first_day: date
    last_day: date | None

    @property
    def words(self) -> str:
        until = f"至{self.last_day.isoformat()}" if self.last_day else "起，进行中"
        between = "" if self.last_day is None else " "
        return f"{self.title}（{self.first_day.isoformat()}{between}{until}）"

    @property
    def days(self) -> Days:
        return Days(self.title, self.first_day, self.last_day)


@dataclass(frozen=True)
class RoundRow:
    """A round whole: with its ground and what counts in it."""

    ref: RoundRef
    year: int
    number: int
    ground: str
    version: int
    counting: Counting

    @property
    def is_open(self) -> bool:
        return self.ref.last_day is None

    @property
    def counting_words(self) -> str:
        """Printed under the figures: what the denominators are made of."""
        roles = "、".join(label(role) for role in PartyRole if role in self.counting.party_roles)
        kinds = (kind for kind in MachineKind if kind in self.counting.machine_kinds)
        machines = "、".join(label(kind) for kind in kinds)
        return f"企业计：{roles or '不计'}；设备计：{machines or '不计'}（本单位设置，开轮时冻结）"


def holds(day: date) -> ColumnElement[bool]:
    """The day is one of the round's."""
    return and_(Round.first_day <= day, or_(Round.last_day.is_(None), Round.last_day >= day))


def in_scope(day: date) -> ColumnElement[bool]:
    """A unit that has joined by the day and has not left."""
    left = or_(RoundUnit.left_on.is_(None), RoundUnit.left_on > day)
    return and_(RoundUnit.joined_on <= day, left)


def rounds(session: Session) -> tuple[RoundRow, ...]:
    """Every round, newest first."""
    rows = session.scalars(select(Round).order_by(Round.first_day.desc(), Round.id.desc()))
    return tuple(_row(one) for one in rows)


def open_rounds(session: Session, day: date) -> tuple[RoundRef, ...]:
    """The rounds whose days hold ``day``, newest first."""
    return _refs(session, _rows().where(holds(day)))


def round_on(session: Session, project_id: int, day: date) -> RoundRef | None:
    """The round in which a visit of that project on that day stands, if there is one."""
    units = select(RoundUnit.round_id).where(
        RoundUnit.unit_kind == HolderKind.PROJECT, RoundUnit.unit_id == project_id, in_scope(day)
    )
    found = _refs(session, _rows().where(holds(day), Round.id.in_(units)).limit(1))
    return found[0] if found else None


def _rows() -> Select[*tuple[Any, ...]]:
    rows = select(Round.id, Round.title, Round.first_day, Round.last_day)
    return rows.order_by(Round.first_day.desc(), Round.id.desc())


def _refs(session: Session, rows: Select[*tuple[Any, ...]]) -> tuple[RoundRef, ...]:
    return tuple(RoundRef(*row) for row in session.execute(rows))


def counting_now(session: Session) -> Counting:
    """Which parties and machines a round that is opened now counts (本单位设置)."""
    roles = codes_setting(session, ROLES_SETTING)
    kinds = codes_setting(session, MACHINES_SETTING)
    return Counting(frozenset(map(PartyRole, roles)), frozenset(map(MachineKind, kinds)))


def counting_of(one: Round) -> Counting:
    """What was frozen onto a round."""
    roles = codes_in(one.party_roles or "")
    kinds = codes_in(one.machine_kinds or "")
    return Counting(frozenset(map(PartyRole, roles)), frozenset(map(MachineKind, kinds)))


def frozen_codes(counting: Counting) -> tuple[str, str]:
    """The two settings as they are kept on a round, in the order of the codes."""
    roles = (role.value for role in PartyRole if role in counting.party_roles)
    kinds = (kind.value for kind in MachineKind if kind in counting.machine_kinds)
    return BETWEEN_CODES.join(roles), BETWEEN_CODES.join(kinds)


def _row(one: Round) -> RoundRow:
    ref = RoundRef(one.id, one.title, one.first_day, one.last_day)
    return RoundRow(ref, one.year, one.number, one.ground or "", one.version, counting_of(one))
