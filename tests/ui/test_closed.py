"""An office that cannot be opened, by the real start of the window: one sentence and a way on."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.session import Database
from desktop.app.door import without_password
from desktop.app.window import start_of
from desktop.ui.closed import ClosedOffice
from desktop.ui.start import make_window
from desktop.usecases.office import InitOffice, init_office
from tests.ui.helpers import RecordingDialogs
from tests.usecases.county import do

SOON = 15000
ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from desktop.app.clock import Clock
from desktop.app.door import Door
from desktop.ui.settings import PassingSettings
door = Door(Clock(None), PassingSettings(), sys.argv[1])
door.open()
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def start(qtbot, monkeypatch):
    """Starts the window as the command does; what it opened is closed again afterwards."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    begun = {}

    def begin(*arguments):
        given = start_of([*map(str, arguments), "--today", "2026-11-12"])
        window = make_window(given)
        window.dialogs = RecordingDialogs()
        begun[window] = given
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(
            lambda: closed(window) is not None or window.current is not None, timeout=SOON
        )
        return window

    def end(window):
        assert window.runner.wait_for_done(20)
        begun.pop(window).leave()

    begin.end = end
    yield begin
    for window in tuple(begun):
        end(window)


def closed(window):
    shown = window.stack.currentWidget()
    return shown if isinstance(shown, ClosedOffice) else None


def sentence_of(window):
    """The one sentence that is shown, after which nothing but a way on is offered."""
    page = closed(window)
    assert page is not None
    assert page.sentence.endswith("。")
    assert "\n" not in page.sentence
    assert "Error" not in page.sentence
    assert not window.side.isEnabled()
    assert page.first.isVisible()
    assert page.again.isVisible()
    return page.sentence


def newer(office: Path) -> None:
    with closing(sqlite3.connect(office / "office.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


def no_database(office: Path) -> None:
    (office / "office.db").write_bytes(b"no database" * 500)


def foreign(office: Path) -> None:
    (office / "office.db").unlink()
    (office / "office.key").unlink()
    with closing(sqlite3.connect(office / "office.db")) as raw, raw:
        raw.execute("CREATE TABLE customer (id INTEGER)")


def no_office(office: Path) -> None:
    (office / "office.db").unlink()
    (office / "报告.docx").write_bytes(b"x")


def lost_key(office: Path) -> None:
    database = Database.open(str(office))
    do(database, init_office, InitOffice(region_code="469023", station_name="示例县监督站"))
    database.close()
    (office / "office.key").unlink()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (newer, "请先升级程序"),
        (no_database, "不是治本的数据库"),
        (foreign, "不是治本的办公室"),
        (no_office, "不是治本的办公室文件夹"),
        (lost_key, "密钥"),
    ],
)
def test_a_place_that_is_no_office_of_ours_is_said_in_one_sentence(start, office, harm, words):
    harm(office)
    before = (office / "office.db").read_bytes() if (office / "office.db").exists() else None
    assert words in sentence_of(start(office))
    if before is not None:
        assert (office / "office.db").read_bytes() == before


def test_a_synced_folder_is_refused_and_not_made(start, tmp_path):
    place = tmp_path / "OneDrive - 某某局" / "治本"
    assert "同步盘" in sentence_of(start(place))
    assert not place.exists()


def test_a_file_is_refused(start, tmp_path):
    place = tmp_path / "台账.xlsx"
    place.write_bytes(b"PK")
    assert "是一个文件" in sentence_of(start(place))


def test_the_last_office_that_is_gone_is_not_begun_anew(start, office, tmp_path):
    window = start(office)
    assert window.current is not None
    start.end(window)
    office.rename(tmp_path / "moved")
    assert "不在了" in sentence_of(start())
    assert not office.exists()


def test_another_folder_may_be_chosen_and_the_same_tried_again(start, office, qtbot, tmp_path):
    wrong = tmp_path / "照片"
    wrong.mkdir()
    (wrong / "一.jpg").write_bytes(b"x")
    window = start(wrong)
    before = sentence_of(window)
    (wrong / "一.jpg").unlink()
    (wrong / "二.jpg").write_bytes(b"x")
    page = closed(window)
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: closed(window) not in (None, page), timeout=SOON)
    assert sentence_of(window) == before
    window.dialogs.answers.append(office)
    qtbot.keyClick(closed(window).first, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.current is not None, timeout=SOON)
    assert window.side.isEnabled()
    assert closed(window) is None


@pytest.fixture
def other_window(office):
    """Another process that has the office open as a window has."""
    held = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", HOLD, str(office)],
        cwd=ROOT,
        env={**os.environ, "USERNAME": "张三", "COMPUTERNAME": "PC2"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert held.stdout.readline().strip() == b"open"
    yield held
    held.kill()
    held.wait()
    held.stdin.close()
    held.stdout.close()


def test_a_second_window_is_told_who_has_the_office_since_when(start, office, other_window, qtbot):
    window = start(office)
    assert sentence_of(window).startswith("张三@PC2 ")
    assert "起已打开这个办公室" in sentence_of(window)
    other_window.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    other_window.wait()
    qtbot.mouseClick(closed(window).again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current is not None, timeout=SOON)


def test_a_closed_window_lets_the_office_go(start, office):
    first = start(office)
    assert "起已打开" in sentence_of(start(office))
    start.end(first)
    assert closed(start(office)) is None


def test_an_office_on_a_server_opens_and_its_password_is_not_kept(start, new_server_office):
    assert closed(start(new_server_office())) is None
    kept = without_password("postgresql://clerk:p@ss:word@server:5432/office")
    assert kept == "postgresql://clerk@server:5432/office"
    assert without_password(r"D:\治本") == r"D:\治本"


AS_NOBODY = """
import os, sys
from PySide6.QtWidgets import QApplication
from desktop.app.window import start_of
from desktop.ui.start import make_window
from desktop.ui.theme import dress

def begin(place):
    window = make_window(start_of([place]))
    said = []
    window.runner.not_opened.connect(lambda problem: said.append(problem.sentence))
    window.runner.not_opened.connect(lambda problem: app.quit())
    window.runner.opened.connect(app.quit)
    window.show()
    app.exec()
    window.runner.wait_for_done()
    return said, window

app = QApplication([])
dress(app)
warm = begin(sys.argv[1])  # the other user may not read what is imported on the way
from desktop.ui.closed import ClosedOffice
os.setgroups([]); os.setgid(65534); os.setuid(65534)
said, window = begin(sys.argv[2])
app.processEvents()
assert isinstance(window.stack.currentWidget(), ClosedOffice)
print("".join(said))
"""


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="another user can only be had as root"
)
def test_an_office_one_may_not_write_is_said_in_one_sentence(office, tmp_path):
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    for path in (office, *office.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", AS_NOBODY, str(tmp_path / "warm"), str(office)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "权限" in done.stdout, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr
