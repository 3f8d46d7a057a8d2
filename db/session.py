"""Opening an office: engines, transactions and sessions, on SQLite or PostgreSQL.

SQLite as its driver comes loses concurrent updates silently; here the driver leaves transactions
alone and a writing one begins IMMEDIATE. PostgreSQL writers take one advisory lock at their
start, so that both databases give the same promise: one writer at a time, readers never wait.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from db import change
from db.act import Act
from db.engine import make_engine
from db.errors import Refused, StoreProblem
from db.files import FileStore, FolderStore, TableStore
from db.migrate import bring_up_to_date
from db.places import Folder, folder_of, is_url, make_folder
from db.vault import Vault, read_or_make_key

__all__ = ["Act", "Database", "OfficeSession", "files_of", "vault_of"]


class OfficeSession(Session):
    """A session whose commits write the change log."""


change.listen(OfficeSession)


class Database:
    """One office's record, its files and its key."""

    def __init__(self, url: URL, folder: Folder | None, key: bytes) -> None:
        self.url = url
        self.folder = folder
        self.key = key
        self.vault = Vault(key)
        self.engine = make_engine(url, read_only=False)
        self.reader = make_engine(url, read_only=True)

    @classmethod
    def open(cls, place: str, *, make: bool = True, now: datetime | None = None) -> "Database":
        """Open the office at ``place``, a folder or a URL, and bring its tables up to date.

        ``now`` dates the backup made before a migration. Raises StoreProblem with one sentence
        where the place, the file or its version does not allow it; nothing is changed then.
        """
        if is_url(place):
            url = make_url(place)
            database = cls(url, None, read_or_make_key(_server_key(url)))
        else:
            folder = folder_of(place, make=make)
            if not folder.exists:
                make_folder(folder)
            url = URL.create("sqlite", database=str(folder.database))
            database = cls(url, folder, read_or_make_key(folder.key))
        try:
            bring_up_to_date(database, now)
        except BaseException:
            database.close()
            raise
        return database

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that cannot write."""
        with _sentences(), OfficeSession(self.reader, expire_on_commit=False) as session:
            session.info.update(vault=self.vault, files=self._files(session))
            yield session

    @contextmanager
    def writing(self, act: Act, verb: str) -> Iterator[Session]:
        """Give a session that commits at the end, as one change set of ``verb``."""
        with _sentences(), OfficeSession(self.engine, expire_on_commit=False) as session:
            session.info.update(
                who=act.who,
                at=act.now.isoformat(timespec="seconds"),
                verb=verb,
                vault=self.vault,
                files=self._files(session),
            )
            yield session
            session.commit()

    def _files(self, session: Session) -> FileStore:
        connection = session.connection()
        return FolderStore(self.folder.files) if self.folder else TableStore(connection)

    def close(self) -> None:
        self.engine.dispose()
        self.reader.dispose()


def vault_of(session: Session) -> Vault:
    vault: Vault = session.info["vault"]
    return vault


def files_of(session: Session) -> FileStore:
    files: FileStore = session.info["files"]
    return files


def _server_key(url: URL) -> Path:
    """Return where this PC keeps the key of an office on a server."""
    name = f"{url.host}:{url.port}/{url.database}"
    return user_data_path("zhiben", False) / "keys" / hashlib.sha256(name.encode()).hexdigest()[:24]


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn what the surroundings refuse into one sentence; anything else stays a bug."""
    try:
        yield
    except StaleDataError as error:
        raise Refused("这条记录刚被别人改过，请刷新后再改。") from error
    except IntegrityError as error:
        raise Refused(integrity_sentence(str(error.orig))) from error
    except DBAPIError as error:
        raise store_problem(error) from error


def integrity_sentence(words: str) -> str:
    """Return the clerk's sentence for a constraint that the commit broke."""
    lowered = words.lower()
    if "foreign key" in lowered:
        return "还有别的记录引用它（或它引用的记录已不在），不能这样改。"
    if "unique" in lowered or "duplicate" in lowered:
        return "已有一条同样的记录（编号、名称或日期重复），请核对后再存。"
    return "这样填写不符合台账的规则（必填项为空、日期先后颠倒或取值不对），请核对后再存。"


def store_problem(error: DBAPIError) -> Exception:
    """Return the StoreProblem for an environment error, or the error itself."""
    words = str(error.orig).lower()
    known = {
        "locked": "数据库正被另一项操作占用，请稍等片刻再试。",
        "disk is full": "磁盘已满，没有存下任何改动，请腾出空间后再试。",
        "disk i/o": "磁盘读写出错，没有存下任何改动，请检查硬盘后再试。",
        "readonly": "这个办公室文件夹是只读的，不能写入，请检查文件夹的权限。",
        "unable to open": "打不开办公室的数据库文件，请检查文件夹是否还在、是否有权限。",
        "not a database": "office.db 不是治本的数据库或已损坏，请从备份恢复。",
        "malformed": "office.db 已损坏，请从备份恢复。",
        "connection": "连不上数据库服务器，请检查网络和服务器。",
    }
    for sign, sentence in known.items():
        if sign in words:
            return StoreProblem(sentence)
    return error


def one(session: Session, sql: str, **values: object) -> Any:
    """Return the first column of the first row of a raw statement."""
    return session.execute(text(sql), values).scalar()
