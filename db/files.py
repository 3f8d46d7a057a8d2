"""Papers, photos and scans: kept by the SHA-256 of their bytes, never overwritten.

In an office's folder they are files, written, flushed and renamed before the commit that names
them; on a server the same bytes live in a table of chunks behind the same put and get.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Integer, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.errors import StoreProblem

CHUNK = 1 << 20


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
        """Return the bytes; raises StoreProblem where they are missing."""

    def names(self) -> Iterator[str]:
        """Yield the SHA-256 of each file kept."""


class FolderStore:
    """Files under OFFICE/files, spread over folders by their first two digits."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes, suffix: str) -> str:
        name = hashlib.sha256(content).hexdigest()
        target = self.root / name[:2] / f"{name}.{suffix}"
        if target.exists():
            return name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_suffix(".part")
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except OSError as error:
            raise StoreProblem(f"文件没能存进办公室文件夹：{error.strerror}。") from error
        return name

    def path(self, sha256: str) -> Path:
        """Return the file's path; raises StoreProblem where it is missing."""
        found = next(self.root.glob(f"{sha256[:2]}/{sha256}.*"), None)
        if found is None:
            raise StoreProblem(f"办公室文件夹里缺文件 {sha256[:12]}…，请从备份恢复。")
        return found

    def get(self, sha256: str) -> bytes:
        return self.path(sha256).read_bytes()

    def names(self) -> Iterator[str]:
        for path in sorted(self.root.glob("??/*.*")):
            if path.suffix != ".part":
                yield path.stem


class TableStore:
    """Files in a table of chunks, for an office on a server; part of the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def put(self, content: bytes, suffix: str) -> str:
        name = hashlib.sha256(content).hexdigest()
        here = select(FileChunk.part).where(FileChunk.sha256 == name).limit(1)
        if self.connection.execute(here).first() is not None:
            return name
        pieces = [content[at : at + CHUNK] for at in range(0, max(len(content), 1), CHUNK)]
        rows = [
            {"sha256": name, "part": part, "suffix": suffix, "content": piece}
            for part, piece in enumerate(pieces)
        ]
        self.connection.execute(insert(FileChunk), rows)
        return name

    def get(self, sha256: str) -> bytes:
        query = select(FileChunk.content).where(FileChunk.sha256 == sha256).order_by(FileChunk.part)
        pieces = [bytes(row[0]) for row in self.connection.execute(query)]
        if not pieces:
            raise StoreProblem(f"服务器上缺文件 {sha256[:12]}…，请从备份恢复。")
        return b"".join(pieces)

    def names(self) -> Iterator[str]:
        query = select(FileChunk.sha256).distinct().order_by(FileChunk.sha256)
        yield from (row[0] for row in self.connection.execute(query))
