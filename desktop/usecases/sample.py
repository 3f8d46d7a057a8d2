"""示例县: an office of its own in its own folder, never mixed with the real one.

A sample mixed in would have to be told from the real record in every list, figure and number
for ever. In its own folder nothing real can hang on it, unless somebody worked there: then
removing it is refused.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import ChangeSet
from db.codes import Area
from db.places import Folder
from db.session import Database
from db.tables.office import Office, Setting
from desktop.domain.errors import RuleViolation
from desktop.usecases.done import Done

_MADE = "sample.change_sets"


@dataclass(frozen=True)
class AddSample:
    """The office just filled with the sample county is to be known as that."""


@dataclass(frozen=True)
class SamplePlace:
    """Where the sample county of this office lies, whether it is there, or this is it."""

    folder: Path
    exists: bool
    is_sample: bool


def add_sample(session: Session, command: AddSample, act: Act) -> Done[None]:
    """Mark the office as the sample: all that is done after this is somebody's own."""
    office = session.scalar(select(Office))
    if office is None:
        raise RuleViolation("这里还没有本单位，不能作为示例县")
    office.sample = True
    made = session.scalar(select(func.count()).select_from(ChangeSet)) or 0
    session.add(Setting(key=_MADE, value=str(made + 1)))
    return Done(None, frozenset({Area.OFFICE}))


def sample_place(session: Session) -> SamplePlace:
    """Beside the office's own folder: a query."""
    office: Database = session.info["database"]
    root = office.home.root
    folder = root.with_name(f"{root.name}-示例县")
    is_sample = bool(session.scalar(select(Office.sample)))
    return SamplePlace(folder, Folder(folder / "office").exists, is_sample)


def remove_sample(place: Path) -> None:
    """Remove the folder with all that the sample brought; refused once somebody worked there."""
    office = Database.open(str(place / "office"), make=False)
    try:
        with office.reading() as session:
            own = _own_acts(session)
    finally:
        office.close()
    if own:
        raise RuleViolation(
            f"示例县里有 {own} 次自己做的操作，没有移除；确实不要时，可自行删除文件夹“{place}”。"
        )
    shutil.rmtree(place)


def _own_acts(session: Session) -> int:
    made = session.scalar(select(Setting.value).where(Setting.key == _MADE))
    if made is None or not session.scalar(select(Office.sample)):
        raise RuleViolation("这不是示例县，没有移除。")
    count = session.scalar(select(func.count()).select_from(ChangeSet)) or 0
    return max(0, count - int(made))
