"""A second window on an office is told who has it open, and since when."""

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.errors import StoreProblem
from db.places import LOCK, who_is_here
from db.window import claim_window
from tests.db.people import NOW, ZONE

ROOT = Path(__file__).resolve().parents[2]
MORNING = datetime(2026, 11, 12, 9, 12, tzinfo=ZONE)
HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from db.window import claim_window
window = claim_window(Path(sys.argv[1]), "张三@PC2", datetime.fromisoformat(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_process(tmp_path):
    """Another process that has the office open."""
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", HOLD, str(tmp_path), MORNING.isoformat()],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline().strip() == b"held"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_the_second_window_is_told_who_and_when(tmp_path, other_process):
    with pytest.raises(StoreProblem) as caught:
        claim_window(tmp_path, "李四@PC1", NOW)
    assert caught.value.sentence.startswith("张三@PC2 09:12 起已打开这个办公室")


def test_a_window_left_open_overnight_names_its_day(tmp_path, other_process):
    with pytest.raises(StoreProblem, match="张三@PC2 11月12日 09:12 起"):
        claim_window(tmp_path, "李四@PC1", MORNING + timedelta(days=1))


def test_a_killed_window_lets_go(tmp_path, other_process):
    other_process.kill()
    other_process.wait()
    claim_window(tmp_path, "李四@PC1", NOW).release()


def test_a_closed_window_lets_go(tmp_path):
    with claim_window(tmp_path, "张三@PC2", NOW):
        assert "张三@PC2" in (tmp_path / LOCK).read_text(encoding="utf-8")
    with claim_window(tmp_path, "李四@PC1", NOW):
        assert "李四@PC1" in (tmp_path / LOCK).read_text(encoding="utf-8")


def test_a_lock_file_that_says_nothing_still_locks(tmp_path, other_process):
    (tmp_path / LOCK).write_text("{", encoding="utf-8")
    with pytest.raises(StoreProblem, match="另一个窗口"):
        claim_window(tmp_path, "李四@PC1", NOW)


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(StoreProblem, match="不能打开"):
        claim_window(tmp_path / "none", "李四@PC1", NOW)


def test_who_is_here_names_user_and_computer(monkeypatch):
    monkeypatch.setenv("USERNAME", "张三")
    monkeypatch.setenv("COMPUTERNAME", "PC2")
    assert who_is_here() == "张三@PC2"
