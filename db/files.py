"""Papers, photos and scans: kept by the SHA-256 of their bytes, never overwritten.

In an office's folder they are files, written, flushed and renamed before the commit that names
them; on a server the same bytes live in a table of chunks behind the same put and get.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Integer, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base
from db.errors import StoreProblem, os_problem

CHUNK = 1 << 20
PART = ".part"
_HASH = re.compile("[0-9a-f]{64}")


class FileChunk(Base):
    """A piece of a file on a server; its own hash is its proof, so it passes no change log."""

    __tablename__ = "file_chunk"
    audited = False

    sha256: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    suffix: Mapped[str]
    content: Mapped[bytes]


class FileStore(Protocol):
    """Where the bytes are; ``put`` returns the SHA-256 in hex."""

    def put(self, content: bytes, suffix: str) -> str:
        """Keep ``content``; the same bytes are kept once."""

    def get(self, sha256: str) -> bytes:
        """Return the bytes; raises StoreProblem where they are missing or cannot be read."""

    def suffix(self, sha256: str) -> str:
        """Return the suffix a file was kept with."""

    def names(self) -> Iterator[str]:
        """Yield the SHA-256 of each file kept."""

    def strangers(self) -> Iterator[str]:
        """Yield what lies among the files and was never put there by ``put``."""

    def keep_only(self, named: Collection[str]) -> int:
        """Remove the files that are not among ``named``; return how many."""


class FolderStore:
    """Files under OFFICE/files, spread over folders by their first two digits."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes, suffix: str) -> str:
        name = hashlib.sha256(content).hexdigest()
        here = self._find(name)
        if here is not None and here.stat().st_size == len(content):
            return name
        write_whole(here or self.root / name[:2] / f"{name}.{suffix}", content)
        return name

    def _find(self, sha256: str) -> Path | None:
        found = self.root.glob(f"{sha256[:2]}/{sha256}.*")
        return next((path for path in found if path.suffix != PART), None)

    def path(self, sha256: str) -> Path:
        """Return the file's path; raises StoreProblem where it is missing."""
        found = self._find(sha256) if _HASH.fullmatch(sha256) else None
        if found is None:
            raise StoreProblem(f"办公室文件夹里缺文件 {sha256[:12]}…，请从备份恢复。")
        return found

    def get(self, sha256: str) -> bytes:
        path = self.path(sha256)
        try:
            return path.read_bytes()
        except OSError as error:
            raise os_problem(error, f"文件 {sha256[:12]}… 读不出来") from error

    def suffix(self, sha256: str) -> str:
        return self.path(sha256).suffix[1:]

    def _all(self) -> Iterator[Path]:
        return (path for path in sorted(self.root.rglob("*")) if not path.is_dir())

    def _is_own(self, path: Path) -> bool:
        own = _HASH.fullmatch(path.stem) is not None and path.parent.name == path.stem[:2]
        return own and path.parent.parent == self.root

    def names(self) -> Iterator[str]:
        for path in self._all():
            if self._is_own(path) and path.suffix != PART:
                yield path.stem

    def strangers(self) -> Iterator[str]:
        for path in self._all():
            if not self._is_own(path):
                yield path.relative_to(self.root).as_posix()

    def keep_only(self, named: Collection[str]) -> int:
        gone = 0
        for path in list(self._all()):
            if self._is_own(path) and (path.suffix == PART or path.stem not in named):
                path.unlink(missing_ok=True)
                gone += 1
        return gone


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    part = target.with_suffix(PART)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise os_problem(error, "文件没能存进办公室文件夹") from error


def sync_folder(folder: Path) -> None:
    """Let a rename in ``folder`` reach the disk; Windows does this by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class TableStore:
    """Files in a table of chunks, for an office on a server; part of the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _connection(self) -> Connection:
        return self._session.connection()

    def put(self, content: bytes, suffix: str) -> str:
        name = hashlib.sha256(content).hexdigest()
        here = select(FileChunk.part).where(FileChunk.sha256 == name).limit(1)
        if self._connection.execute(here).first() is not None:
            return name
        pieces = [content[at : at + CHUNK] for at in range(0, max(len(content), 1), CHUNK)]
        rows = [
            {"sha256": name, "part": part, "suffix": suffix, "content": piece}
            for part, piece in enumerate(pieces)
        ]
        self._connection.execute(insert(FileChunk), rows)
        return name

    def get(self, sha256: str) -> bytes:
        query = select(FileChunk.content).where(FileChunk.sha256 == sha256).order_by(FileChunk.part)
        pieces = [bytes(row[0]) for row in self._connection.execute(query)]
        if not pieces:
            raise StoreProblem(f"服务器上缺文件 {sha256[:12]}…，请从备份恢复。")
        return b"".join(pieces)

    def suffix(self, sha256: str) -> str:
        query = select(FileChunk.suffix).where(FileChunk.sha256 == sha256).limit(1)
        return str(self._connection.execute(query).scalar() or "bin")

    def names(self) -> Iterator[str]:
        query = select(FileChunk.sha256).distinct().order_by(FileChunk.sha256)
        yield from (row[0] for row in self._connection.execute(query))

    def strangers(self) -> Iterator[str]:
        yield from (name for name in self.names() if not _HASH.fullmatch(name))

    def keep_only(self, named: Collection[str]) -> int:
        gone = [name for name in self.names() if name not in named]
        for name in gone:
            self._connection.execute(delete(FileChunk).where(FileChunk.sha256 == name))
        return len(gone)
