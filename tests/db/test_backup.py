"""Backup and restore: the whole office in one file, read back before it is trusted."""

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db.backup import automatic_backup, backup, inspect_backup
from db.errors import StoreProblem
from db.restore import restore
from db.session import Database, files_of, vault_of
from db.tables.enterprises import Enterprise
from db.tables.inspectors import Grid, Inspector
from db.tables.office import Draft, Office
from db.tables.signatures import Attachment
from db.tables.training import TrainingSession
from tests.db.people import ACT, NOW, add, enterprise, grid, wrong

ROOT = Path(__file__).resolve().parents[2]
PHOTO = os.urandom(1_500_000)  # larger than one chunk of the server's table


@pytest.fixture
def filled(database):
    """An office with records of many kinds, a photo, a secret and a draft."""
    with database.writing(ACT, "save_record") as session:
        vault = vault_of(session)
        secret = vault.seal("样例身份证号")
        session.add(Office(bureau_name="样例局", key_check=vault.fingerprint()))
        session.add(Inspector(name="乙", id_number=secret))
        session.add_all([grid("甲", code="G1"), enterprise()])
        session.add(TrainingSession(title="丙", held_on=NOW.date(), covers_major_hazards=False))
        session.add(Draft(account="本机", page="visit", subject="", saved_at="x", content="{}"))
        session.add(
            Attachment(
                entity="visit",
                record_id=1,
                purpose="photo",
                sha256=files_of(session).put(PHOTO, "jpg"),
                suffix="jpg",
                name="现场.jpg",
                size=len(PHOTO),
                added_on=NOW.date(),
            )
        )
    return database


def assert_restored(place: str) -> None:
    """All of ``filled``, in an office that verifies and can be worked in."""
    database = Database.open(place)
    assert wrong(database) == []
    with database.reading() as session:
        assert session.query(Grid).one().code == "G1"
        assert session.query(Enterprise).count() == 1
        assert session.query(Draft).one().page == "visit"
        assert session.query(TrainingSession).one().covers_major_hazards is False
        assert vault_of(session).open(session.query(Inspector).one().id_number) == "样例身份证号"
        assert files_of(session).get(session.query(Attachment).one().sha256) == PHOTO
    add(database, grid("后来的"))
    assert wrong(database) == []
    database.close()


def refused(file: Path, place: object, passphrase: str | None = None) -> str:
    with pytest.raises(StoreProblem) as caught:
        restore(file, str(place), passphrase)
    sentence = caught.value.sentence
    assert sentence.endswith("。")
    assert not Path(f"{place}.restoring").exists()
    return sentence


def test_a_whole_office_comes_back(filled, tmp_path):
    info = backup(filled, tmp_path / "今天.zhiben", NOW)
    assert (info.records, info.files, info.key_wrapped) == (1, 1, False)
    assert info.made_at == "2026-11-12T09:00:00+08:00"
    assert restore(info.file, str(tmp_path / "bare")) == 1
    assert_restored(str(tmp_path / "bare"))


def test_it_comes_back_onto_an_empty_server(filled, tmp_path, postgres_url, monkeypatch):
    info = backup(filled, tmp_path / "今天.zhiben", NOW)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another PC"))
    assert restore(info.file, postgres_url) == 1
    assert_restored(postgres_url)
    with pytest.raises(StoreProblem, match="不是空的"):
        restore(info.file, postgres_url)


def test_what_fails_half_way_leaves_a_server_empty(filled, tmp_path, postgres_url):
    info = backup(filled, tmp_path / "今天.zhiben", NOW)
    broken = rewritten(info.file, tmp_path, "office.db", lambda old: old[:-5000])
    with pytest.raises(StoreProblem):
        restore(broken, postgres_url)
    database = Database.open(postgres_url)
    assert wrong(database) == []
    database.close()


def test_a_backup_writes_nothing_into_the_record(office, tmp_path):
    database = Database.open(str(office))
    add(database, grid())
    database.close()
    before = (office / "office.db").read_bytes()
    backup(Database.open(str(office)), tmp_path / "b.zhiben", NOW)
    assert (office / "office.db").read_bytes() == before


def test_a_passphrase_wraps_the_key(filled, tmp_path):
    info = backup(filled, tmp_path / "b.zhiben", NOW, "春分 秋分")
    assert info.key_wrapped
    with zipfile.ZipFile(info.file) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert filled.key not in everything
    assert filled.key.hex().encode() not in everything
    assert "口令不对" in refused(info.file, tmp_path / "bare", "春分")
    assert "--passphrase" in refused(info.file, tmp_path / "bare")
    assert not (tmp_path / "bare").exists()
    restore(info.file, str(tmp_path / "bare"), "春分 秋分")
    assert_restored(str(tmp_path / "bare"))


def test_an_empty_passphrase_is_refused(filled, tmp_path):
    with pytest.raises(StoreProblem, match="口令不能是空的"):
        backup(filled, tmp_path / "b.zhiben", NOW, " ")
    assert not (tmp_path / "b.zhiben").exists()


def test_an_existing_backup_is_not_written_over(filled, tmp_path):
    (tmp_path / "b.zhiben").write_bytes(b"old")
    with pytest.raises(StoreProblem, match="已经存在"):
        backup(filled, tmp_path / "b.zhiben", NOW)
    assert (tmp_path / "b.zhiben").read_bytes() == b"old"


def test_an_existing_office_is_not_restored_over(filled, office, tmp_path):
    info = backup(filled, tmp_path / "b.zhiben", NOW)
    place = shutil.copytree(office, tmp_path / "other")
    before = (place / "office.db").read_bytes()
    assert "已有办公室" in refused(info.file, place)
    assert (place / "office.db").read_bytes() == before


def test_a_folder_of_other_things_is_not_restored_into(filled, tmp_path):
    info = backup(filled, tmp_path / "b.zhiben", NOW)
    place = tmp_path / "other"
    place.mkdir()
    (place / "照片.jpg").write_bytes(b"x")
    assert "不是空文件夹" in refused(info.file, place)
    assert "同步盘" in refused(info.file, tmp_path / "OneDrive" / "office")


def rewritten(file: Path, folder: Path, member: str, change) -> Path:
    """A copy of the backup with one member changed, its zip checksums right."""
    out = folder / "changed.zhiben"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.startswith(member) else content)
    return out


CHANGES = {
    "office.db": lambda old: old[:-1] + b"!",
    "files/": lambda old: b"another photo",
    "manifest.json": lambda old: b"{}",
    "manifest.json ": lambda old: b"\xff\xfe",
    "office.key": lambda old: b"xyz",
}


@pytest.mark.parametrize("member", CHANGES)
def test_a_changed_backup_is_refused(filled, tmp_path, member):
    info = backup(filled, tmp_path / "b.zhiben", NOW)
    broken = rewritten(info.file, tmp_path, member.strip(), CHANGES[member])
    refused(broken, tmp_path / "bare")
    assert not (tmp_path / "bare").exists()


def test_a_backup_of_a_newer_program_is_refused(filled, tmp_path):
    info = backup(filled, tmp_path / "b.zhiben", NOW)

    def newer(old):
        return old.replace(b'"format": 1', b'"format": 2')

    assert "先升级程序" in refused(
        rewritten(info.file, tmp_path, "manifest.json", newer), tmp_path / "bare"
    )


def _zip_of(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


FOREIGN = {
    "empty": b"",
    "text": "备份".encode(),
    "a foreign zip": _zip_of("word/document.xml", b"<w/>"),
    "a manifest alone": _zip_of("manifest.json", b'{"format": 1}'),
    "half a zip": _zip_of("manifest.json", b"x" * 5000)[:2000],
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_backup_is_refused(tmp_path, name):
    file = tmp_path / "x.zhiben"
    file.write_bytes(FOREIGN[name])
    assert "不是治本的备份文件" in refused(file, tmp_path / "bare")
    assert not (tmp_path / "bare").exists()


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "找不到备份文件" in refused(tmp_path / "none.zhiben", tmp_path / "bare")
    assert "打不开" in refused(tmp_path, tmp_path / "bare")


@pytest.mark.parametrize("at", [0.2, 0.5, 0.9])
def test_a_flipped_byte_is_noticed(filled, tmp_path, at):
    info = backup(filled, tmp_path / "b.zhiben", NOW)
    content = bytearray(info.file.read_bytes())
    content[int(len(content) * at)] ^= 0x10
    info.file.write_bytes(content)
    refused(info.file, tmp_path / "bare")


def test_an_automatic_backup_finds_its_files_beside_it(filled, tmp_path):
    file = automatic_backup(filled, "import", NOW)
    assert file is not None
    assert file.parent == filled.home.backups
    assert file.stat().st_size < len(PHOTO)  # the photo is not copied again
    restore(file, str(tmp_path / "bare"))
    assert_restored(str(tmp_path / "bare"))


def test_automatic_backups_of_one_second_stand_side_by_side(filled):
    names = [automatic_backup(filled, "import", NOW).name for _ in range(3)]
    assert len(set(names)) == 3


def test_old_automatic_backups_go_but_not_those_made_by_hand(office):
    database = Database.open(str(office))
    by_hand = backup(database, database.home.backups / "手工.zhiben", NOW).file
    for minute in range(32):
        automatic_backup(database, "import", NOW + timedelta(minutes=minute))
    left = sorted(path.name for path in database.home.backups.glob("auto-*"))
    assert len(left) == 30
    assert left[0] == "auto-20261112-090200-import.zhiben"
    assert by_hand.exists()
    database.close()


def test_restore_eats_no_older_backup(filled, tmp_path):
    file = automatic_backup(filled, "import", NOW)
    keep = file.read_bytes()
    restore(file, str(tmp_path / "bare"))
    assert file.read_bytes() == keep
    assert_restored(str(tmp_path / "bare"))


def test_progress_is_told(filled, tmp_path):
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    backup(filled, tmp_path / "b.zhiben", NOW, progress=tell)
    assert told == [(0, 1), (1, 2), (2, 2)]  # the record, then one photo


def test_a_cancelled_backup_leaves_nothing(filled, tmp_path):
    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        backup(filled, out / "b.zhiben", NOW, progress=cancel)
    assert list(out.iterdir()) == []


def test_a_backup_while_others_write_is_whole(database, tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    def write() -> None:
        for at in range(60):
            add(database, grid(f"{at}号网格"))

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write)
        files = [backup(database, tmp_path / f"{at}.zhiben", NOW).file for at in range(4)]
        writing.result()
    for at, file in enumerate(files):
        restore(file, str(tmp_path / f"bare{at}"))
        copy = Database.open(str(tmp_path / f"bare{at}"))
        assert wrong(copy) == []
        copy.close()


def test_a_damaged_record_is_not_backed_up_as_sound(office, tmp_path):
    database = Database.open(str(office))
    add(database, *(grid(f"{at}号网格") for at in range(2000)))
    database.close()
    content = bytearray((office / "office.db").read_bytes())
    content[-40_000:] = b"\xff" * 40_000
    (office / "office.db").write_bytes(content)
    database = Database.open(str(office))
    with pytest.raises(StoreProblem, match="损坏"):
        backup(database, tmp_path / "b.zhiben", NOW)
    database.close()
    assert not (tmp_path / "b.zhiben").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limit")
def test_a_full_disk_leaves_no_half_backup(office, tmp_path):
    database = Database.open(str(office))
    add(database, *(grid(f"{at}号网格" + "长" * 300) for at in range(1500)))
    database.close()
    child = """
import resource, signal, sys
from pathlib import Path
from db.backup import backup
from db.errors import StoreProblem
from db.session import Database
from tests.db.people import NOW
database = Database.open(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    backup(database, Path(sys.argv[2]) / "b.zhiben", NOW)
except StoreProblem as problem:
    print(problem.sentence)
"""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", child, str(office), str(tmp_path / "out")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert "磁盘" in done.stdout
    assert list((tmp_path / "out").iterdir()) == []


def test_an_office_opened_without_its_key_is_backed_up_without(filled, tmp_path):
    filled.key_file.unlink()
    url = filled.url.render_as_string(hide_password=False)
    place = str(filled.folder.root) if filled.folder else url
    keyless = Database.open(place, keyless=True)
    info = backup(keyless, tmp_path / "b.zhiben", NOW)
    keyless.close()
    restore(info.file, str(tmp_path / "bare"))
    with pytest.raises(StoreProblem, match="密钥"):
        Database.open(str(tmp_path / "bare"))
    Database.open(str(tmp_path / "bare"), keyless=True).close()


def test_the_copy_is_a_plain_database(filled, tmp_path):
    info = backup(filled, tmp_path / "b.zhiben", NOW)
    with zipfile.ZipFile(info.file) as archive:
        archive.extract("office.db", tmp_path)
    with closing(sqlite3.connect(tmp_path / "office.db")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("SELECT name FROM grid").fetchall() == [("甲",)]
    assert inspect_backup(info.file).records == 1
