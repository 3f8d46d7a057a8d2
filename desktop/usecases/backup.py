"""备份、恢复: the whole office as one file, asked for in the window; nothing of it is recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from db.act import Act
from db.backup import backup, inspect_backup
from db.restore import restore
from db.session import Database
from desktop.usecases.done import Done


@dataclass(frozen=True)
class BackUpOffice:
    """Where to; with a passphrase the key inside is wrapped by it."""

    target: Path
    passphrase: str | None = None


@dataclass(frozen=True)
class BackedUp:
    """What the file holds, read back from it."""

    file: Path
    change_sets: int
    files: int
    key_wrapped: bool


def back_up_office(
    session: Session, command: BackUpOffice, act: Act, progress: Callable[[int, int], None]
) -> Done[BackedUp]:
    """Write and open the copy. The writer's turn is taken, so that nothing changes meanwhile."""
    office: Database = session.info["database"]
    info = backup(office, command.target, act.now, command.passphrase, progress)
    return Done(BackedUp(info.file, info.records, info.files, info.key_wrapped))


def look_into_backup(file: Path) -> BackedUp:
    """What a backup file says of itself; a refusal where it is none."""
    info = inspect_backup(file)
    return BackedUp(info.file, info.records, info.files, info.key_wrapped)


def restore_office(file: Path, folder: Path, passphrase: str | None) -> int:
    """Make the office of a backup in an empty folder; how many change sets it holds."""
    return restore(file, str(folder), passphrase)
