"""The commands end to end: what they print, what they leave behind, and how they refuse."""

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.app.cli import main
from desktop.app.commands.declared import COMMANDS
from desktop.app.words import COMMAND_WORDS, is_command

ROOT = Path(__file__).resolve().parent.parent.parent
LEDGERS = ROOT / "tests" / "data" / "ledgers"
ENTERPRISES = LEDGERS / "01-企业台账.xlsx"
TODAY = ("--today", "2026-11-12")


class Said:
    """What one command said: its status, its JSON value, and what went to standard error."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.value = json.loads(out) if out else None
        self.err = err


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]):
    def run(*arguments: object) -> Said:
        status = main([*map(str, arguments), "--json", *TODAY])
        return Said(status, *capsys.readouterr())

    return run


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "办公室 甲"


def refused(said: Said) -> str:
    """The one sentence of a refusal, the same on both ways out."""
    assert said.status == 4
    assert said.value == {"error": said.err.strip()}
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    return str(said.value["error"])


def test_every_word_is_known_to_the_start() -> None:
    assert {command.word for command in COMMANDS} == COMMAND_WORDS
    assert is_command(["--today", "2026-11-12", "verify", "x"])
    assert is_command(["--help"])
    assert not is_command(["示例/office", "--today", "2026-11-12"])
    assert not is_command([])


def test_init_then_import_then_undo_then_verify(say, place: Path) -> None:
    made = say("init", place, "--region", "469023", "--name", "示例县住房和城乡建设局")
    assert (made.status, made.value["region"]) == (0, "469023")
    assert "建立本单位" in refused(say("undo", place, 1))
    brought = say("import", place, ENTERPRISES)
    assert (brought.status, brought.value["added"]) == (3, 118)
    assert len(list((place / "backups").glob("auto-*-import*.zhiben"))) == 1
    assert say("undo", place, brought.value["undo"]).value["records"] > 118
    assert "已经撤销" in refused(say("undo", place, brought.value["undo"]))
    assert say("verify", place).value == {"ok": True, "wrong": []}
    assert say("import", place, ENTERPRISES).value["added"] == 118


def test_init_refuses_what_it_cannot_be(say, place: Path) -> None:
    assert "999" in refused(say("init", place, "--region", "999", "--name", "示例局"))
    assert not place.exists()
    assert say("init", place, "--region", "PARK-01", "--name", "示例管理局").status == 0
    assert "已经建立" in refused(say("init", place, "--region", "469023", "--name", "示例局"))


def test_a_dry_run_makes_no_office(say, place: Path) -> None:
    said = say("import", place, ENTERPRISES, "--dry-run")
    assert (said.status, said.value["added"], said.value["undo"]) == (3, 118, None)
    assert not place.exists()


def test_a_file_where_a_folder_should_be(say, place: Path, tmp_path: Path) -> None:
    say("init", place, "--region", "469023", "--name", "示例局")
    (tmp_path / "file").write_text("x")
    for arguments in (("close", place, "2026-10", "--out"), ("demo", "--no-window")):
        sentence = refused(say(*arguments, tmp_path / "file"))
        assert "file" in sentence
        assert "程序出错" not in sentence
        assert "directory" not in sentence


def test_what_is_no_ledger_makes_no_office(say, place: Path, tmp_path: Path) -> None:
    wrong = {
        "empty.xlsx": b"",
        "picture.xlsx": b"\x89PNG\r\n\x1a\n" + b"0" * 300,
        "page.xls": b"<html><table></table></html>",
        "short.xlsx": ENTERPRISES.read_bytes()[:5000],
        "words.csv": "今天天气很好\n".encode(),
    }
    for name, content in wrong.items():
        (tmp_path / name).write_bytes(content)
        assert name in refused(say("import", place, tmp_path / name))
    assert "nowhere.xlsx" in refused(say("import", place, tmp_path / "nowhere.xlsx"))
    several = refused(say("import", place, LEDGERS / "03-工程台账.xlsx"))
    assert all(name in several for name in ("在建", "停工", "已竣工", "--sheet"))
    assert not place.exists()


def test_an_office_that_is_none(say, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("x", encoding="utf-8")
    assert "office.db" in refused(say("import", foreign, ENTERPRISES))
    assert [path.name for path in foreign.iterdir()] == ["letter.txt"]
    for word in ("verify", "undo", "backup", "export"):
        rest = {"undo": ["1"], "backup": ["b.zhiben"], "export": ["hazards", "h.xlsx"]}
        refused(say(word, tmp_path / "missing", *rest.get(word, [])))
    assert not (tmp_path / "missing").exists()
    refused(say("import", "postgresql+psycopg://nobody@127.0.0.1:1/none", ENTERPRISES))


def test_a_newer_database_is_left_as_it_is(say, place: Path) -> None:
    say("import", place, ENTERPRISES)
    with contextlib.closing(sqlite3.connect(place / "office.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = (place / "office.db").read_bytes()
    assert "升级" in refused(say("import", place, LEDGERS / "02-监督人员台账.xlsx"))
    assert (place / "office.db").read_bytes() == before


def test_a_database_that_is_no_database(say, place: Path) -> None:
    place.mkdir()
    (place / "office.db").write_bytes(b"nothing of the kind" * 500)
    refused(say("verify", place))
    assert (place / "office.db").read_bytes() == b"nothing of the kind" * 500


def test_a_bug_leaves_a_report_and_no_traceback(say, place: Path) -> None:
    say("import", place, ENTERPRISES)
    with contextlib.closing(sqlite3.connect(place / "office.db")) as connection, connection:
        connection.execute("ALTER TABLE inspector RENAME TO elsewhere")
    sentence = refused(say("import", place, LEDGERS / "02-监督人员台账.xlsx"))
    report = Path(sentence.partition("错误报告在 ")[2].partition("，")[0])
    written = report.read_text(encoding="utf-8")
    assert "no such table" in written
    assert "陈示明" not in written


def test_what_was_touched_is_named(say, place: Path) -> None:
    say("import", place, ENTERPRISES)
    with contextlib.closing(sqlite3.connect(place / "office.db")) as connection, connection:
        key, name = connection.execute("SELECT id, name FROM enterprise LIMIT 1").fetchone()
        connection.execute("UPDATE enterprise SET phone = '13800009999' WHERE id = ?", [key])
    said = say("verify", place)
    assert (said.status, said.value["ok"]) == (1, False)
    assert [(w["table"], w["id"]) for w in said.value["wrong"]] == [("enterprise", key)]
    assert said.value["wrong"][0]["label"] == name


def test_backup_and_restore(say, place: Path, tmp_path: Path) -> None:
    say("import", place, ENTERPRISES)
    made = say("backup", place, tmp_path / "day.zhiben")
    assert (made.status, made.value["key_wrapped"]) == (0, False)
    refused(say("backup", place, tmp_path / "day.zhiben"))
    assert say("restore", tmp_path / "day.zhiben", tmp_path / "again").status == 0
    assert say("verify", tmp_path / "again").value["ok"] is True
    assert say("import", tmp_path / "again", ENTERPRISES).value["unchanged"] == 120
    refused(say("restore", tmp_path / "day.zhiben", place))
    refused(say("restore", ENTERPRISES, tmp_path / "other"))
    assert say("backup", place, tmp_path / "kept.zhiben", "--passphrase", "甲乙丙").status == 0
    refused(say("restore", tmp_path / "kept.zhiben", tmp_path / "third"))
    opened = say("restore", tmp_path / "kept.zhiben", tmp_path / "third", "--passphrase", "甲乙丙")
    assert opened.status == 0


def test_export_opens_again_as_text(say, place: Path, tmp_path: Path) -> None:
    say("import", place, ENTERPRISES)
    target = tmp_path / "out.xlsx"
    assert say("export", place, "enterprises", target).value["rows"] == 118
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    title = next(cell.column for row in rows for cell in row if cell.value == "统一社会信用代码")
    codes = [row[title - 1].value for row in rows[2:]]
    assert all(isinstance(code, str) and len(code) == 18 for code in codes)
    again = say("import", place, target)
    assert (again.status, again.value["unchanged"]) == (0, 118)
    refused(say("export", place, "enterprises", tmp_path / "none" / "out.xlsx"))
    refused(say("export", place, "enterprises", tmp_path / "out.pdf"))


def test_identity_numbers_leave_masked(say, place: Path, tmp_path: Path) -> None:
    said = say("import", place, LEDGERS / "02-监督人员台账.xlsx")
    [ruined] = [p for p in said.value["problems"] if p["severity"] == "error"]
    assert "*" in ruined["value"]
    say("export", place, "inspectors", tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    values = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert not any(len(value) == 18 and value[:17].isdigit() for value in values)
    again = say("import", place, tmp_path / "out.xlsx")
    assert (again.status, again.value["unchanged"], again.value["undo"]) == (0, 14, None)


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "a", "b", "--since", "2026-13-01"],
        ["import", "a", "b", "c"],
        ["list", "nothing"],
        ["list", "workdays"],
        ["export", "a", "nothing", "b.xlsx"],
        ["init", "a", "--region"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said.err)


def test_working_days(say) -> None:
    said = say("list", "workdays", "--year", "2026")
    # 2026年节假日安排: 1 to 3 January off, Sunday 4 January worked
    assert said.value[0] == "2026-01-04"
    assert "2026-10-01" not in said.value
    assert "2099" in refused(say("list", "workdays", "--year", "2099"))


def test_a_reader_that_has_had_enough() -> None:
    days = subprocess.Popen(
        [sys.executable, "-m", "desktop", "list", "workdays", "--year", "2026"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert days.stdout is not None
    assert days.stderr is not None
    days.stdout.close()
    said = days.stderr.read()
    days.stderr.close()
    assert (days.wait(), said) == (0, b"")


def test_the_ledgers_are_listed(say) -> None:
    codes = [row["code"] for row in say("list", "ledgers").value]
    assert codes[:3] == ["enterprises", "inspectors", "projects"]
    assert len(codes) == 10


def test_a_disk_that_is_full(say, place: Path) -> None:
    """A file that may not grow stands for the disk: nothing of the import is stored."""
    say("import", place, ENTERPRISES)
    arguments = ["import", str(place), str(LEDGERS / "08-培训台账.xlsx"), "--json", *TODAY]
    resource = pytest.importorskip("resource")
    room = 300_000

    def few_bytes() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    run: Any = subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=few_bytes,
    )
    assert run.returncode == 4, run.stdout[:300]
    assert json.loads(run.stdout) == {"error": run.stderr.strip()}
    assert "Traceback" not in run.stderr
    assert say("verify", place).value["ok"] is True
    assert say("export", place, "training", place.parent / "t.xlsx").value["rows"] == 0


def test_an_office_that_is_busy(say, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writer keeps the record for a moment: the import waits and goes through."""
    say("import", place, ENTERPRISES)
    with contextlib.closing(
        sqlite3.connect(place / "office.db", isolation_level=None, check_same_thread=False)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.5, other.execute, ["ROLLBACK"])
        timer.start()
        assert say("import", place, LEDGERS / "02-监督人员台账.xlsx").value["added"] == 14
        timer.join()


def test_an_office_on_a_server(
    say, new_server_office: Callable[[], str], postgres_url: str, tmp_path: Path
) -> None:
    place = new_server_office()
    brought = say("import", place, ENTERPRISES)
    assert (brought.status, brought.value["added"]) == (3, 118)
    assert say("import", place, ENTERPRISES).value["unchanged"] == 120
    assert say("export", place, "enterprises", tmp_path / "out.xlsx").value["rows"] == 118
    assert say("backup", place, tmp_path / "day.zhiben").status == 0
    assert say("undo", place, brought.value["undo"]).status == 0
    assert say("verify", place).value == {"ok": True, "wrong": []}
    restored = say("restore", tmp_path / "day.zhiben", postgres_url)
    assert (restored.status, restored.value["office"]) == (0, postgres_url)
    assert say("restore", tmp_path / "day.zhiben", tmp_path / "folder").status == 0
    assert say("import", tmp_path / "folder", ENTERPRISES).value["unchanged"] == 120
