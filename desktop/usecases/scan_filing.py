"""收扫描件: one scan is kept beside its paper; a pile of them is one after the other."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from db.act import Act
from desktop.domain.errors import RuleViolation
from desktop.exchange.scans import pages_alone
from desktop.usecases.attachments import NewFile
from desktop.usecases.done import Done
from desktop.usecases.paper_scans import BindPaperScan, bind_paper_scan
from desktop.usecases.scan_sorting import SheafRow


@dataclass(frozen=True)
class FileScan:
    """These pages of a file, as they were looked at, for this paper."""

    paper_id: int
    path: Path
    pages: tuple[int, ...]
    of: int
    sha256: str


def filing_of(row: SheafRow) -> FileScan | None:
    """The command for a row that found its paper."""
    sheaf = row.sheaf
    if row.paper_id is None:
        return None
    return FileScan(row.paper_id, sheaf.path, sheaf.pages, sheaf.of, sheaf.sha256)


def file_scan(session: Session, command: FileScan, act: Act) -> Done[int]:
    """Keep the pages as the signed copy; a file that is another by now is refused."""
    content = pages_alone(command.path, command.pages, command.of)
    name = command.path.name
    if hashlib.sha256(content).hexdigest() != command.sha256:
        raise RuleViolation(f"“{name}”在查看以后改动过，没有归档，请重新收一次")
    if len(command.pages) != command.of:
        places = "、".join(map(str, command.pages))
        name = f"{command.path.stem} 第{places}页{command.path.suffix}"
    return bind_paper_scan(session, BindPaperScan(command.paper_id, NewFile(name, content)), act)
