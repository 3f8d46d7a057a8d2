"""The backups the program made by itself, before each import and migration."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from db.session import Database

_NAME = re.compile(r"auto-(?P<at>\d{8}-\d{6})-(?P<why>[a-z]+)(?:-\d+)?\.zhiben")
_WHY = {"import": "导入前", "migration": "升级前", "migrate": "升级前"}


@dataclass(frozen=True)
class BackupRow:
    """One file beside the office."""

    file: Path
    at: datetime
    why: str
    size: int

    @property
    def megabytes(self) -> str:
        return f"{self.size / 1_000_000:.1f} MB"


def automatic_backups(session: Session) -> tuple[BackupRow, ...]:
    """The newest first."""
    office: Database = session.info["database"]
    found = (_row(path) for path in sorted(office.home.backups.glob("auto-*.zhiben"), reverse=True))
    return tuple(row for row in found if row is not None)


def _row(path: Path) -> BackupRow | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    at = datetime.strptime(match["at"], "%Y%m%d-%H%M%S")  # noqa: DTZ007 - the office's own clock
    return BackupRow(path, at, _WHY.get(match["why"], match["why"]), path.stat().st_size)
