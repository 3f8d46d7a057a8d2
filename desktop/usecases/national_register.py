"""国家重大隐患数据库: the number and day under which a major was entered there."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.hazards import Hazard
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import check_registered
from desktop.usecases.done import Done
from desktop.usecases.records import claimed, put_values


@dataclass(frozen=True)
class RegisterNationally:
    """The hazard as the clerk saw it; without a number the entry is taken back."""

    id: int
    version: int
    number: str
    on: date | None


def register_nationally(session: Session, command: RegisterNationally, act: Act) -> Done[int]:
    hazard = claimed(session, Hazard, command.id, command.version)
    number = command.number.strip()
    check_registered(hazard.level, hazard.found_on, number, command.on, act.today)
    other = select(Hazard.description).where(Hazard.national_no == number, Hazard.id != hazard.id)
    taken = session.scalar(other.limit(1)) if number else None
    if taken is not None:
        raise RuleViolation(f"国家库编号{number}已用于另一条隐患“{taken[:20]}”")
    put_values(hazard, national_no=number or None, national_on=command.on)
    about(session, hazard.description[:40])
    return Done(hazard.id, frozenset({Area.HAZARDS}))
