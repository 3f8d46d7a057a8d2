"""本单位: its names, its region, and the day it came into the program."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.codes import Area
from db.session import vault_of
from db.tables.office import Office
from desktop.domain.errors import RuleViolation
from desktop.usecases.done import Done

_CHANGED = frozenset({Area.OFFICE})


@dataclass(frozen=True)
class InitOffice:
    """What is known of the office when its folder is made; all may be filled in later."""

    bureau_name: str | None = None
    station_name: str | None = None
    region_code: str | None = None
    start_day: date | None = None
    sample: bool = False


def init_office(session: Session, command: InitOffice, act: Act) -> Done[int]:
    """Make the one row of the office, or refuse where it is already named."""
    office = session.scalar(select(Office))
    if office is not None and (office.bureau_name or office.station_name or office.region_code):
        raise RuleViolation("这里已经建立了本单位，不能再次建立；要改名请在“系统 · 本单位”里修改。")
    if office is None:
        office = Office(key_check=vault_of(session).fingerprint())
        session.add(office)
    _fill(office, command)
    session.flush()
    return Done(office.id, _CHANGED)


def set_up_office(session: Session, command: InitOffice, act: Act) -> Done[int]:
    """首日设置: fill in or change the names, the region and the 启用日; empty leaves as it is."""
    office = session.scalar(select(Office))
    if office is None:
        office = Office(key_check=vault_of(session).fingerprint())
        session.add(office)
    _fill(office, command)
    session.flush()
    return Done(office.id, _CHANGED)


def _fill(office: Office, command: InitOffice) -> None:
    for name in ("bureau_name", "station_name", "region_code", "start_day"):
        value = getattr(command, name)
        if value is not None:
            setattr(office, name, value)
    office.sample = office.sample or command.sample


def has_office(session: Session) -> bool:
    """Whether the one row is there: a query for whoever opens a folder."""
    return session.scalar(select(Office.id)) is not None
