"""本单位设置 as they stand: what the office set, else the default."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.office import Setting as Stored
from desktop.domain.settings import SETTINGS, codes_in, setting


def setting_values(session: Session) -> Mapping[str, str | None]:
    """Every declared setting with what the office set; None where it set nothing."""
    rows = session.execute(select(Stored.key, Stored.value))
    held = {row.key: row.value for row in rows}
    return {declared.key: held.get(declared.key) for declared in SETTINGS}


def number_setting(session: Session, key: str) -> int | None:
    """A setting that is a number, as it counts now."""
    value = _counts_now(session, key)
    return int(value) if value is not None and value.isdecimal() else None


def codes_setting(session: Session, key: str) -> tuple[str, ...]:
    """A setting that takes several codes, as it counts now."""
    return codes_in(_counts_now(session, key) or "")


def _counts_now(session: Session, key: str) -> str | None:
    held = session.scalar(select(Stored.value).where(Stored.key == key))
    return setting(key).default if held is None else held


def words_setting(session: Session, key: str) -> str:
    """A setting in words, as it counts now; empty where there is none."""
    held = session.scalar(select(Stored.value).where(Stored.key == key))
    return (setting(key).default if held is None else held) or ""


def flag_setting(session: Session, key: str) -> bool:
    """A setting that is yes or no, as it counts now."""
    return words_setting(session, key) == "1"
