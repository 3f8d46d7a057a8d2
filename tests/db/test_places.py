"""Where an office may live, and what is refused as a place: one sentence each, nothing touched."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import StoreProblem
from db.places import folder_of
from db.session import Database
from tests.db.people import ACT, add, grid

ROOT = Path(__file__).resolve().parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(place: object, **options: object) -> str:
    with pytest.raises(StoreProblem) as caught:
        Database.open(str(place), **options).close()
    sentence = caught.value.sentence
    assert sentence.endswith("。")
    assert "\n" not in sentence
    return sentence


def test_a_missing_folder_is_made(tmp_path):
    Database.open(str(tmp_path / "新 办公室")).close()
    names = {path.name for path in (tmp_path / "新 办公室").iterdir()}
    assert names == {"office.db", "office.key", "files", "backups"}


def test_a_missing_folder_is_not_made_unasked(tmp_path):
    assert "还没有办公室" in refused(tmp_path / "无", make=False)
    assert not (tmp_path / "无").exists()


def test_a_folder_cut_short_in_the_making_is_made_again(tmp_path):
    (tmp_path / "office" / "files").mkdir(parents=True)
    (tmp_path / "office" / "office.db").touch()
    Database.open(str(tmp_path / "office")).close()


def test_a_file_is_no_office(tmp_path):
    place = tmp_path / "台账.xlsx"
    place.write_bytes(b"PK")
    assert "是一个文件" in refused(place)
    assert place.read_bytes() == b"PK"


def test_a_folder_of_other_things_is_no_office(tmp_path):
    (tmp_path / "照片.jpg").write_bytes(b"x")
    assert "不是治本的办公室文件夹" in refused(tmp_path)
    assert contents(tmp_path) == {"照片.jpg": b"x"}


def test_text_is_no_database(tmp_path):
    (tmp_path / "office.db").write_text("说明" * 1000, encoding="utf-8")
    before = contents(tmp_path)
    assert "不是治本的数据库" in refused(tmp_path)
    assert contents(tmp_path) == before


def test_a_foreign_database_is_left_untouched(tmp_path):
    with closing(sqlite3.connect(tmp_path / "office.db")) as raw, raw:
        raw.execute("CREATE TABLE customer (id INTEGER)")
    before = contents(tmp_path)
    assert "里面是别的表" in refused(tmp_path)
    assert contents(tmp_path) == before


def test_an_emptied_database_beside_its_files_is_not_begun_anew(office):
    (office / "files" / "ab").mkdir()
    (office / "files" / "ab" / "paper.pdf").write_bytes(b"x")
    (office / "office.db").write_bytes(b"")
    assert "从备份恢复" in refused(office)
    assert (office / "office.db").read_bytes() == b""


def test_a_newer_office_is_left_untouched(office):
    with closing(sqlite3.connect(office / "office.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = contents(office)
    assert "9999" in refused(office)
    assert contents(office) == before


def test_a_newer_office_on_a_server_is_refused(new_server_office):
    url = new_server_office()
    database = Database.open(url)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    assert "先升级程序" in refused(url)


def test_foreign_tables_on_a_server_are_refused(postgres_url):
    from sqlalchemy import create_engine

    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE customer (id INTEGER)")
    engine.dispose()
    assert "里面是别的表" in refused(postgres_url)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://a@b/c", "不能用"),
        ("://", "不能用"),
        ("postgresql://nobody@127.0.0.1:9/none", "连不上"),
    ],
)
def test_an_address_that_leads_nowhere(url, words):
    assert words in refused(url)


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
nas:/data /mnt/my\\040nas nfs4 rw 0 0
x /mnt/ssh fuse.sshfs rw 0 0
D: /mnt/d 9p rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
/dev/sdc1 /mnt/ntfs fuseblk rw 0 0
"""


@pytest.mark.parametrize(
    "place", ["/mnt/share/office", "/mnt/my nas/office", "/mnt/ssh/a/b", "/mnt/d"]
)
def test_a_share_is_refused(tmp_path, place):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    with pytest.raises(StoreProblem, match="在网络共享上"):
        folder_of(place, make=True, mounts=mounts)


@pytest.mark.parametrize(
    "place", ["/srv/office", "/mnt/sharedoc/office", "/mnt/share/local/office", "/mnt/ntfs/office"]
)
def test_a_local_disk_is_not(tmp_path, place):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert folder_of(place, make=True, mounts=mounts).root == Path(place)


@pytest.mark.parametrize(
    "name",
    ["OneDrive", "OneDrive - 某某局", "Dropbox (Personal)", "我的坚果云", "百度网盘", "WPS云盘"],
)
def test_a_synced_folder_is_refused(tmp_path, name):
    assert "在同步盘里" in refused(tmp_path / name / "office")
    assert not (tmp_path / name).exists()


@pytest.mark.skipif(os.name != "posix", reason="links want rights on Windows")
def test_a_link_into_a_synced_folder_is_refused(tmp_path):
    (tmp_path / "Nutstore" / "office").mkdir(parents=True)
    (tmp_path / "office").symlink_to(tmp_path / "Nutstore" / "office")
    assert "在同步盘里" in refused(tmp_path / "office")


AS_NOBODY = """
import os, sys
from db.errors import StoreProblem
from db.session import Database
from tests.db.people import add, grid
warm = Database.open(sys.argv[3])  # the other user may not read what is imported on the way
add(warm, grid("甲"))
warm.close()
os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    database = Database.open(sys.argv[1])
    if sys.argv[2] == "write":
        add(database, grid("乙"))
except StoreProblem as problem:
    print(problem.sentence)
"""

as_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="another user can only be had as root"
)


def as_nobody(place: Path, what: str, warm: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(place), what, str(warm)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.fixture
def open_path(tmp_path):
    """Lets another user reach the folder of this test."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path


@as_root
def test_no_right_to_make_an_office(open_path):
    said = as_nobody(open_path / "office", "open", open_path / "warm")
    assert "没有写入权限" in said
    assert not (open_path / "office").exists()


@as_root
def test_an_office_that_cannot_be_written(office, open_path):
    database = Database.open(str(office))
    add(database, grid("甲"))
    database.close()
    for path in (office, *office.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    before = contents(office)
    said = as_nobody(office, "write", open_path / "warm")
    assert said.endswith("。")
    assert "权限" in said
    assert contents(office) == before


def test_the_office_of_a_url_without_its_driver_opens(new_server_office):
    url = new_server_office().replace("postgresql+psycopg://", "postgresql://")
    database = Database.open(url)
    add(database, grid(), act=ACT)
    database.close()
