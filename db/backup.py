"""Backup of the whole office as one file, checked by opening it.

The record of an office on a server is copied row by row into the same office.db, so that a
file restores onto either. Nothing of it is written into the record.
"""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL

from db.bundle import MANIFEST, RECORD, Manifest, add_key, open_bundle
from db.copying import check_copy, copy_tables
from db.engine import make_engine
from db.errors import StoreProblem, os_problem
from db.files import PART, FolderStore, sync_folder
from db.migrate import migrate
from db.sentences import problem_of

if TYPE_CHECKING:
    from db.session import Database

_STEP = 1000
_KEEP_AUTOMATIC = 30
_NOT_WRITTEN = "备份没有写成，原来的数据没有改动"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BackupInfo:
    """What a backup file says of itself."""

    file: Path
    made_at: str
    records: int
    files: int
    key_wrapped: bool


def backup(
    database: "Database",
    target: Path,
    now: datetime,
    passphrase: str | None = None,
    progress: Progress | None = None,
) -> BackupInfo:
    """Write the whole office to ``target`` and open the copy; an existing file is refused."""
    if target.exists():
        raise StoreProblem(f"“{target}”已经存在，不会覆盖旧备份，请换一个文件名。")
    if passphrase is not None and not passphrase.strip():
        raise StoreProblem("口令不能是空的，没有写备份。")
    writer = _Writer(database, now, passphrase, progress)
    return writer.write(target, whole=True)


def automatic_backup(database: "Database", why: str, now: datetime | None) -> Path | None:
    """Write the record and key beside the office before a migration or import.

    The files are not copied again: they are never overwritten, and restore finds them beside
    it. Those of a server are brought to this PC first, so that they lie beside it there too.
    """
    home = database.home
    stamp = now.strftime("%Y%m%d-%H%M%S") if now else "undated"
    target = home.backups / f"auto-{stamp}-{why}.zhiben"
    count = 1
    while target.exists():
        count += 1
        target = home.backups / f"auto-{stamp}-{why}-{count}.zhiben"
    if database.folder is None:
        _mirror_files(database, FolderStore(home.files))
    _Writer(database, now, None, None).write(target, whole=False)
    for old in sorted(home.backups.glob("auto-*.zhiben"))[:-_KEEP_AUTOMATIC]:
        old.unlink(missing_ok=True)
    return target


def _mirror_files(database: "Database", here: FolderStore) -> None:
    have = set(here.names())
    with database.reading() as session:
        files = database.files_of(session)
        for name in files.names():
            if name not in have:
                here.put(files.get(name), files.suffix(name))


class _Writer:
    """One backup on its way into a file."""

    def __init__(
        self,
        database: "Database",
        now: datetime | None,
        passphrase: str | None,
        progress: Progress | None,
    ) -> None:
        self.database = database
        self.made_at = now.isoformat(timespec="seconds") if now else ""
        self.passphrase = passphrase
        self.progress = progress or (lambda _done, _total: None)

    def write(self, target: Path, *, whole: bool) -> BackupInfo:
        """Write beside the target, read everything back, and only then take its name."""
        part = target.with_name(target.name + PART)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".zhiben-", dir=target.parent) as scratch:
                self._write(part, Path(scratch) / RECORD, whole=whole)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            with open_bundle(part) as bundle:
                bundle.check()
            part.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise os_problem(error, _NOT_WRITTEN) from error
        except sqlite3.Error as error:
            raise problem_of(str(error), error) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return inspect_backup(target)

    def _write(self, part: Path, copy: Path, *, whole: bool) -> None:
        self.progress(0, 1)
        _copy_record(self.database, copy)
        # Listed after the record was copied: each file that the copy names is there by then.
        names = self._file_names() if whole else []
        records = check_copy(copy)
        with copy.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.write(copy, RECORD)
            self._add_files(archive, names)
            add_key(archive, self.database.key, self.passphrase)
            wrapped = self.passphrase is not None
            manifest = Manifest(self.made_at, records, len(names), whole, wrapped, sha256)
            archive.writestr(MANIFEST, manifest.text())

    def _file_names(self) -> list[str]:
        with self.database.reading() as session:
            return list(self.database.files_of(session).names())

    def _add_files(self, archive: zipfile.ZipFile, names: Sequence[str]) -> None:
        total = 1 + len(names)
        self.progress(1, total)
        with self.database.reading() as session:
            files = self.database.files_of(session)
            for done, name in enumerate(names, start=2):
                member = f"files/{name}.{files.suffix(name)}"
                archive.writestr(member, files.get(name), zipfile.ZIP_STORED)
                self.progress(done, total)


def _copy_record(database: "Database", copy: Path) -> None:
    if database.folder is None:
        _copy_server(database, copy)
        return
    source = sqlite3.connect(database.folder.database)
    target = sqlite3.connect(copy)
    with contextlib.closing(source), contextlib.closing(target):
        source.backup(target, pages=_STEP)
        target.execute("PRAGMA journal_mode = DELETE")


def _copy_server(database: "Database", copy: Path) -> None:
    engine = make_engine(URL.create("sqlite", database=str(copy)), read_only=False)
    try:
        migrate(engine)
        with database.reader.connect() as source, engine.begin() as target:
            copy_tables(source, target)
        with engine.connect() as connection:
            connection.connection.driver_connection.execute(  # type: ignore[union-attr]
                "PRAGMA wal_checkpoint(TRUNCATE)"
            )
    finally:
        engine.dispose()


def inspect_backup(file: Path) -> BackupInfo:
    """Return what a backup file says of itself; raises StoreProblem where it is none."""
    with open_bundle(file) as bundle:
        said = bundle.manifest
    return BackupInfo(file, said.made_at, said.records, said.files, said.wrapped)
