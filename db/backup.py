"""Backup and restore of the whole office as one file, checked by opening the copy.

A ``.zhiben`` file is a zip: manifest.json (when, where from, counts, hashes), office.db, the
files, and the key, wrapped by a passphrase where one was given. The record of an office on a
server is copied row by row into the same office.db, so that a file restores onto either.
Nothing of it is written into the record.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import URL, Connection, text

from db.engine import make_engine
from db.errors import StoreProblem
from db.migrate import migrate
from db.places import Folder, is_url, make_folder
from db.tables.all import METADATA

if TYPE_CHECKING:
    from db.session import Database

MANIFEST = "manifest.json"
FORMAT = 1
_STEP = 1000
_KEEP_AUTOMATIC = 30
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
    database: "Database", target: Path, now: datetime, passphrase: str | None = None
) -> BackupInfo:
    """Write the whole office to ``target`` and open the copy; an existing file is refused."""
    if target.exists():
        raise StoreProblem(f"“{target}”已经存在，不会覆盖旧备份，请换一个文件名。")
    return _write(database, target, now, passphrase, with_files=True)


def automatic_backup(database: "Database", why: str, now: datetime | None) -> Path | None:
    """Write the record and key beside the office before a migration or import.

    The files are not copied again: they are never overwritten, and restore finds them beside it.
    """
    folder = database.folder
    if folder is None:
        return None
    stamp = now.strftime("%Y%m%d-%H%M%S") if now else "undated"
    target = folder.backups / f"auto-{stamp}-{why}.zhiben"
    count = 1
    while target.exists():
        count += 1
        target = folder.backups / f"auto-{stamp}-{why}-{count}.zhiben"
    _write(database, target, now, None, with_files=False)
    for old in sorted(folder.backups.glob("auto-*.zhiben"))[:-_KEEP_AUTOMATIC]:
        old.unlink()
    return target


def _write(
    database: "Database",
    target: Path,
    now: datetime | None,
    passphrase: str | None,
    *,
    with_files: bool,
) -> BackupInfo:
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
            copy = Path(scratch) / "office.db"
            _copy_record(database, copy)
            records = check_copy(copy)
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
                bundle.write(copy, "office.db")
                count = _add_files(database, bundle) if with_files else 0
                _add_key(database, bundle, passphrase)
                manifest = {
                    "format": FORMAT,
                    "made_at": now.isoformat(timespec="seconds") if now else "",
                    "records": records,
                    "files": count,
                    "whole": with_files,
                    "wrapped": passphrase is not None,
                    "office.db": hashlib.sha256(copy.read_bytes()).hexdigest(),
                }
                bundle.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        _sync(part)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreProblem(f"备份没有写成（{error.strerror}），原来的数据没有改动。") from error
    return inspect_backup(target)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _copy_record(database: "Database", copy: Path) -> None:
    if not database.is_sqlite:
        copy_rows(database, copy)
        return
    source = sqlite3.connect(str(database.url.database))
    target = sqlite3.connect(copy)
    with contextlib.closing(source), contextlib.closing(target):
        source.backup(target, pages=_STEP)
        target.execute("PRAGMA journal_mode = DELETE")


def copy_rows(database: "Database", copy: Path) -> None:
    """Copy the record of a server into a fresh office.db."""
    engine = make_engine(URL.create("sqlite", database=str(copy)), read_only=False)
    migrate(engine)
    with database.reader.connect() as source, engine.connect() as target, target.begin():
        _copy_tables(source, target)
    engine.dispose()


def _copy_tables(source: Connection, target: Connection) -> None:
    for table in METADATA.sorted_tables:
        if table.name in {"file_chunk", "cache_search", "cache_search_head"}:
            continue
        target.execute(table.delete())
        for rows in source.execute(table.select()).mappings().partitions(_STEP):
            target.execute(table.insert(), [dict(row) for row in rows])


def check_copy(copy: Path) -> int:
    """Open the copy, let SQLite check it, and return how many change sets it holds."""
    connection = sqlite3.connect(copy)
    with contextlib.closing(connection):
        try:
            answer = connection.execute("PRAGMA quick_check").fetchone()[0]
            held = connection.execute("SELECT n FROM chain_head WHERE id = 1").fetchone()
        except sqlite3.DatabaseError as error:
            raise StoreProblem("备份打开后检查不通过，请再备份一次。") from error
    if answer != "ok" or held is None:
        raise StoreProblem("备份打开后检查不通过，请再备份一次。")
    return int(held[0])


def _add_files(database: "Database", bundle: zipfile.ZipFile) -> int:
    count = 0
    with database.reading() as session:
        files = session.info["files"]
        for name in files.names():
            suffix = _suffix(database, name)
            bundle.writestr(f"files/{name}.{suffix}", files.get(name), zipfile.ZIP_STORED)
            count += 1
    return count


def _suffix(database: "Database", name: str) -> str:
    if database.folder is not None:
        found = next(database.folder.files.glob(f"??/{name}.*"), None)
        return found.suffix[1:] if found else "bin"
    with database.reader.connect() as connection:
        query = text("SELECT suffix FROM file_chunk WHERE sha256 = :name AND part = 0")
        return str(connection.execute(query, {"name": name}).scalar() or "bin")


def _add_key(database: "Database", bundle: zipfile.ZipFile, passphrase: str | None) -> None:
    key = database.key
    if passphrase is None:
        bundle.writestr("office.key", key.hex())
        return
    salt, nonce = os.urandom(16), os.urandom(12)
    wrapped = AESGCM(_from_passphrase(passphrase, salt)).encrypt(nonce, key, None)
    bundle.writestr("office.key.wrapped", (salt + nonce + wrapped).hex())


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 << 20, dklen=32
    )


def inspect_backup(file: Path) -> BackupInfo:
    """Return what a backup file says of itself; raises StoreProblem where it is none."""
    with _bundle(file) as bundle:
        manifest = json.loads(bundle.read(MANIFEST))
    return BackupInfo(
        file,
        manifest["made_at"],
        manifest["records"],
        manifest["files"],
        manifest["wrapped"],
    )


@contextlib.contextmanager
def _bundle(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as bundle:
            if MANIFEST not in bundle.namelist():
                raise StoreProblem(f"“{file}”不是治本的备份文件。")
            yield bundle
    except (zipfile.BadZipFile, FileNotFoundError, IsADirectoryError) as error:
        raise StoreProblem(f"“{file}”打不开，不是治本的备份文件或已损坏。") from error


def restore(file: Path, place: str, passphrase: str | None = None) -> int:
    """Make the office of backup ``file`` at ``place``; return how many change sets it holds.

    An existing office there is refused; nothing is left behind where anything is wrong.
    """
    if is_url(place):
        raise StoreProblem("服务器上的办公室请由管理员恢复到空库：先恢复到文件夹再迁入。")
    root = Path(place).expanduser().absolute()
    if Folder(root).exists:
        raise StoreProblem(f"“{root}”已有办公室，不会覆盖，请恢复到一个新的空文件夹。")
    if root.exists() and (root.is_file() or any(root.iterdir())):
        raise StoreProblem(f"“{root}”不是空文件夹，请恢复到一个新的空文件夹。")
    fresh = Folder(root.with_name(root.name + ".restoring"))
    if fresh.root.exists():
        raise StoreProblem(f"“{fresh.root}”是上次没恢复完留下的，请先移走它再恢复。")
    try:
        held = _unpack(file, fresh, passphrase)
        if root.exists():
            root.rmdir()
        fresh.root.replace(root)
    except OSError as error:
        raise StoreProblem(f"恢复没有完成：{error.strerror}。") from error
    finally:
        _remove_tree(fresh.root)
    return held


def _unpack(file: Path, fresh: Folder, passphrase: str | None) -> int:
    with _bundle(file) as bundle:
        manifest = json.loads(bundle.read(MANIFEST))
        if manifest["format"] > FORMAT:
            raise StoreProblem("这个备份由更新版本的治本制作，请先升级程序。")
        key = _read_key(bundle, passphrase)
        make_folder(fresh)
        fresh.database.write_bytes(bundle.read("office.db"))
        content = fresh.database.read_bytes()
        if hashlib.sha256(content).hexdigest() != manifest["office.db"]:
            raise StoreProblem("备份里的数据库与清单不符，备份文件已损坏。")
        for name in bundle.namelist():
            if name.startswith("files/"):
                _put_file(fresh, Path(name).name, bundle.read(name))
        if not manifest["whole"]:
            _take_files_beside(file, fresh)
    handle = os.open(fresh.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(key.hex())
    return check_copy(fresh.database)


def _put_file(fresh: Folder, name: str, content: bytes) -> None:
    if hashlib.sha256(content).hexdigest() != Path(name).stem:
        raise StoreProblem(f"备份里的文件 {name[:12]}… 内容不符，备份文件已损坏。")
    target = fresh.files / name[:2] / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _take_files_beside(file: Path, fresh: Folder) -> None:
    beside = file.absolute().parent.parent / "files"
    for path in sorted(beside.glob("??/*.*")):
        if path.suffix != ".part":
            _put_file(fresh, path.name, path.read_bytes())


def _read_key(bundle: zipfile.ZipFile, passphrase: str | None) -> bytes:
    if "office.key" in bundle.namelist():
        return bytes.fromhex(bundle.read("office.key").decode())
    if passphrase is None:
        raise StoreProblem("这个备份的密钥有口令保护，请用 --passphrase 给出口令。")
    sealed = bytes.fromhex(bundle.read("office.key.wrapped").decode())
    salt, nonce, wrapped = sealed[:16], sealed[16:28], sealed[28:]
    try:
        return AESGCM(_from_passphrase(passphrase, salt)).decrypt(nonce, wrapped, None)
    except InvalidTag as error:
        raise StoreProblem("口令不对，没有恢复任何内容。") from error


def _remove_tree(root: Path) -> None:
    if root.exists():
        shutil.rmtree(root)
