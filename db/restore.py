"""Restoring an office from a backup file, onto a bare folder or an empty server database."""

import hashlib
import shutil
import tempfile
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.orm import Session

from db.bundle import RECORD, Bundle, open_bundle
from db.copying import check_copy, copy_tables
from db.errors import StoreProblem, os_problem
from db.files import FileStore, FolderStore, TableStore
from db.migrate import bring_up_to_date, revision, upgrade
from db.places import Folder, folder_of, is_url, make_folder
from db.sentences import sentences
from db.session import Database, server_url
from db.vault import read_key, write_key

_DAMAGED = "备份里的数据库与清单不符，备份文件已损坏。"


def restore(file: Path, place: str, passphrase: str | None = None) -> int:
    """Make the office of backup ``file`` at ``place``; return how many change sets it holds.

    An existing office there is refused; nothing is left behind where anything is wrong.
    """
    if is_url(place):
        return _restore_to_server(file, place, passphrase)
    root = Path(place).expanduser().absolute()
    if Folder(root).exists:
        raise StoreProblem(f"“{root}”已有办公室，不会覆盖，请恢复到一个新的空文件夹。")
    if root.is_dir() and any(root.iterdir()):
        raise StoreProblem(f"“{root}”不是空文件夹，请恢复到一个新的空文件夹。")
    folder_of(place, make=True)
    fresh = Folder(root.with_name(root.name + ".restoring"))
    if fresh.root.exists():
        raise StoreProblem(f"“{fresh.root}”是上次没恢复完留下的，请先移走它再恢复。")
    try:
        with open_bundle(file) as bundle:
            held = _unpack(bundle, fresh, passphrase)
        if root.exists():
            root.rmdir()
        fresh.root.replace(root)
    except OSError as error:
        raise os_problem(error, "恢复没有完成") from error
    finally:
        shutil.rmtree(fresh.root, ignore_errors=True)
    return held


def _unpack(bundle: Bundle, fresh: Folder, passphrase: str | None) -> int:
    key = bundle.key(passphrase)
    make_folder(fresh)
    running = hashlib.sha256()
    with fresh.database.open("wb") as out:
        for piece in bundle.pieces(RECORD):
            running.update(piece)
            out.write(piece)
    if running.hexdigest() != bundle.manifest.sha256:
        raise StoreProblem(_DAMAGED)
    files = FolderStore(fresh.files)
    for name in bundle.file_names():
        _put(files, Path(name), bundle.read(name))
    if not bundle.manifest.whole:
        _take_files_beside(bundle.file, files)
    if key is not None:
        write_key(fresh.key, key)
    return check_copy(fresh.database)


def _put(files: FileStore, name: Path, content: bytes) -> None:
    if files.put(content, name.suffix[1:]) != name.stem:
        raise StoreProblem(f"备份里的文件 {name.name[:12]}… 内容不符，备份文件已损坏。")


def _take_files_beside(file: Path, files: FileStore) -> None:
    """Take the files of the office that an automatic backup lies in."""
    beside = FolderStore(file.absolute().parent.parent / "files")
    for name in beside.names():
        path = beside.path(name)
        _put(files, path, path.read_bytes())


def _restore_to_server(file: Path, place: str, passphrase: str | None) -> int:
    server = Database(server_url(place), None)
    try:
        with sentences(), tempfile.TemporaryDirectory(prefix="zhiben-") as scratch:
            if revision(server) != (None, True):
                raise StoreProblem("服务器上的这个库不是空的，不会覆盖，请换一个空库。")
            fresh = Folder(Path(scratch) / "office")
            with open_bundle(file) as bundle:
                held = _unpack(bundle, fresh, passphrase)
            copy = Database(URL.create("sqlite", database=str(fresh.database)), fresh)
            try:
                bring_up_to_date(copy)
                _move_in(copy, server)
            finally:
                copy.close()
    except OSError as error:
        raise os_problem(error, "恢复没有完成") from error
    except (ValueError, TypeError, LookupError) as error:
        raise StoreProblem(
            "备份里有读不出来的内容，服务器上没有写入，请先核验原办公室。"
        ) from error
    finally:
        server.close()
    return held


def _move_in(copy: Database, server: Database) -> None:
    """Write an office on SQLite into an empty server database, whole or not at all."""
    with copy.reader.connect() as source, Session(server.engine) as session, session.begin():
        target = session.connection()
        upgrade(target)
        copy_tables(source, target)
        store, files = TableStore(session), FolderStore(copy.home.files)
        for name in files.names():
            store.put(files.get(name), files.suffix(name))
        if copy.key_file.exists():
            key = read_key(copy.key_file)
            if not server.key_file.exists():
                server.key_file.parent.mkdir(parents=True, exist_ok=True)
                write_key(server.key_file, key)
            elif read_key(server.key_file) != key:
                raise StoreProblem(f"本机的“{server.key_file}”是另一把密钥，请先移走它再恢复。")
