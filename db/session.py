"""Opening an office: engines, transactions and sessions, on SQLite or PostgreSQL.

SQLite as its driver comes loses concurrent updates silently; here the driver leaves transactions
alone and a writing one begins IMMEDIATE. PostgreSQL writers take one advisory lock at their
start, so that both databases give the same promise: one writer at a time, readers never wait.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import URL, UpdateBase, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from db.act import Act
from db.engine import make_engine
from db.errors import StoreProblem
from db.files import FileStore, FolderStore, TableStore
from db.hook import listen
from db.migrate import bring_up_to_date, key_check
from db.places import Folder, folder_of, is_url, make_folder
from db.sentences import sentences
from db.tables.all import audited_tables
from db.vault import Vault, make_key, read_key

__all__ = ["Act", "Database", "OfficeSession", "files_of", "vault_of"]


class OfficeSession(Session):
    """A session whose commits write the change log."""

    def execute(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        """Run a statement; one that writes records past the change log is a bug."""
        if isinstance(statement, UpdateBase) and _table_name(statement) in _audited():
            raise RuntimeError("records are written as objects or by insert_rows, for the log")
        return super().execute(statement, *args, **kwargs)


def _table_name(statement: UpdateBase) -> str:
    return str(getattr(statement.table, "name", ""))


@cache
def _audited() -> frozenset[str]:
    return frozenset(table.name for table in audited_tables())


listen(OfficeSession)


class Database:
    """One office's record, its files and its key."""

    def __init__(self, url: URL, folder: Folder | None) -> None:
        self.url = url
        self.folder = folder
        self.home = folder or Folder(_server_home(url))
        self.key_file = self.home.key
        self.engine = make_engine(url, read_only=False)
        self.reader = make_engine(url, read_only=True)
        self._key: bytes | None = None
        self._vault: Vault | None = None
        self._left_ids: list[int] = []
        self._folder_files = FolderStore(folder.files) if folder else None

    @classmethod
    def open(
        cls,
        place: str,
        *,
        make: bool = True,
        now: datetime | None = None,
        keyless: bool = False,
    ) -> "Database":
        """Open the office at ``place``, a folder or a URL, and bring its tables up to date.

        ``now`` dates the backup made before a migration; ``keyless`` opens it also without its
        key, for what needs no secrets. Raises StoreProblem with one sentence where the place,
        the file, its version or its key does not allow it; nothing is changed then.
        """
        if is_url(place):
            database = cls(server_url(place), None)
        else:
            folder = folder_of(place, make=make)
            database = cls(URL.create("sqlite", database=str(folder.database)), folder)
        try:
            with sentences():
                if database.folder and not database.folder.exists:
                    make_folder(database.folder)
                bring_up_to_date(database, partial(_back_up, database, now))
                database._take_key(keyless)
        except BaseException:
            database.close()
            raise
        return database

    def _take_key(self, keyless: bool) -> None:
        """Read the key, or make the one of a new office; a foreign or lost one is refused."""
        try:
            self._vault = self._own_vault()
        except StoreProblem:
            if not keyless:
                raise

    def _own_vault(self) -> Vault:
        known = key_check(self)
        if known is None and not self.key_file.exists():
            key = make_key(self.key_file)
        else:
            key = read_key(self.key_file, at_server=self.folder is None)
        vault = Vault(key)
        if known not in (None, vault.fingerprint()):
            raise StoreProblem(f"“{self.key_file}”不是这个办公室的密钥，请从备份里恢复原来的。")
        self._key = key
        return vault

    @property
    def key(self) -> bytes | None:
        """The key's bytes for a backup; None where the office was opened without."""
        return self._key

    @property
    def vault(self) -> Vault:
        if self._vault is None:
            raise StoreProblem("这次打开没有用密钥，保密内容看不到。")
        return self._vault

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one moment of the record and cannot write."""
        with sentences(), OfficeSession(self.reader, expire_on_commit=False) as session:
            session.info.update(database=self, files=self.files_of(session))
            yield session

    @contextmanager
    def writing(self, act: Act, verb: str) -> Iterator[Session]:
        """Give a session that commits at the end, as one change set of ``verb``."""
        with sentences(), OfficeSession(self.engine, expire_on_commit=False) as session:
            session.info.update(
                who=act.who,
                at=act.now.isoformat(timespec="seconds"),
                verb=verb,
                database=self,
                files=self.files_of(session),
                left_ids=self._left_ids,
            )
            yield session
            session.commit()
            self._left_ids.extend(session.info.pop("spare_ids", ()))

    def files_of(self, session: Session) -> FileStore:
        return self._folder_files or TableStore(session)

    def close(self) -> None:
        self.engine.dispose()
        self.reader.dispose()


def _back_up(database: Database, now: datetime | None) -> None:
    from db.backup import automatic_backup  # noqa: PLC0415 - only where a migration is due

    automatic_backup(database, "migration", now)


def vault_of(session: Session) -> Vault:
    database: Database = session.info["database"]
    return database.vault


def files_of(session: Session) -> FileStore:
    files: FileStore = session.info["files"]
    return files


def server_url(place: str) -> URL:
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() != "postgresql":
        raise StoreProblem("这个数据库地址不能用，应形如 postgresql://用户@服务器/库名。")
    return url.set(drivername="postgresql+psycopg")


def _server_home(url: URL) -> Path:
    """Return where this PC keeps the key and the automatic backups of an office on a server."""
    name = url.set(username=None, password=None).render_as_string()
    return (
        user_data_path("zhiben", False) / "offices" / hashlib.sha256(name.encode()).hexdigest()[:24]
    )
