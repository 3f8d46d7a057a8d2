"""本单位设置 as they stand: what the office set, else the default."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.office import Setting as Stored
from desktop.domain.settings import SETTINGS, setting


def setting_values(session: Session) -> Mapping[str, str | None]:
    """Every declared setting with what the office set; None where it set nothing."""
    rows = session.execute(select(Stored.key, Stored.value))
    held = {row.key: row.value for row in rows}
    return {declared.key: held.get(declared.key) for declared in SETTINGS}


def number_setting(session: Session, key: str) -> int | None:
    """A setting that is a number, as it counts now."""
    held = session.scalar(select(Stored.value).where(Stored.key == key))
    value = setting(key).default if held is None else held
    return int(value) if value is not None and value.isdecimal() else None
