"""Every workbook of the sample county, step by step, as its truth says."""

import contextlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.app.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
LEDGERS = ROOT / "tests" / "data" / "ledgers"
STEPS = json.loads((LEDGERS / "truth.json").read_text(encoding="utf-8"))["steps"]
TODAY = ["--today", "2026-11-12"]
TABLES = {
    "enterprises": "enterprise",
    "inspectors": "inspector",
    "projects": "project",
    "key-people": "key_person",
    "machines": "machine",
    "dangerous-works": "dangerous_work",
    "hazards": "hazard",
    "training": "training_record",
}


def _plain(header: str) -> str:
    """A header as the contract compares it: no blanks, no unit in brackets."""
    return re.sub(r"[（(].*?[）)]", "", "".join(header.split()))


def _named(header: str, accepted: list[str]) -> bool:
    return _plain(header) in [_plain(name) for name in accepted]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("county") / "office"


@pytest.fixture(scope="module")
def told(office: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, Any]]:
    """What the command line said to each step, in one office from the first to the last."""
    answers = []
    for step in STEPS:
        out = tmp_path_factory.mktemp("said") / "out"
        arguments = ["import", str(office), str(LEDGERS / step["file"]), *step["args"], *TODAY]
        with out.open("w", encoding="utf-8") as stream:
            before, sys.stdout = sys.stdout, stream
            try:
                status = main([*arguments, "--json"])
            finally:
                sys.stdout = before
        answers.append((status, json.loads(out.read_text(encoding="utf-8"))))
    return answers


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_step(told: list[tuple[int, Any]], number: int) -> None:
    step, (status, said) = STEPS[number], told[number]
    assert status == step["exit"]
    for key in ("ledger", "read", "added", "rejected"):
        assert said[key] == step[key], key
    if step["sheet"] is not None:
        assert said["sheet"] == step["sheet"]
    assert said["header_row"] in step["header_row"]
    assert said["dry_run"] is step.get("dry_run", False)
    assert said["added"] + said["updated"] + said["unchanged"] + said["rejected"] == said["read"]
    assert (said["undo"] is None) == (said["dry_run"] or said["added"] + said["updated"] == 0)


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_problems(told: list[tuple[int, Any]], number: int) -> None:
    step, (_, said) = STEPS[number], told[number]
    errors = [found for found in said["problems"] if found["severity"] == "error"]
    assert {found["row"] for found in errors} == {row["row"] for row in step["rejected_rows"]}
    for wrong in step["rejected_rows"]:
        own = [found for found in errors if found["row"] == wrong["row"]]
        hits = [found for found in own if _named(found["column"], wrong["column"])]
        assert hits, (wrong, own)
        assert any(word in found["reason"] for found in hits for word in wrong["reason"])
    warnings = [found for found in said["problems"] if found["severity"] == "warning"]
    for due in (row for row in step["warnings"] if row["must"]):
        assert any(
            found["row"] == due["row"] and _named(found["column"], due["column"])
            for found in warnings
        ), due


def test_again_changes_nothing(told: list[tuple[int, Any]]) -> None:
    """The same file again: its rows are unchanged; only a status that moved since comes back."""
    for step, (_, said) in zip(STEPS, told, strict=True):
        if step.get("again") and step["ledger"] != "projects":
            assert (said["added"], said["updated"], said["undo"]) == (0, 0, None)


def test_a_real_process(tmp_path: Path) -> None:
    step = STEPS[1]
    run = subprocess.run(
        [
            *(sys.executable, "-m", "desktop", "import", str(tmp_path / "office")),
            *(str(LEDGERS / step["file"]), *TODAY, "--json"),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (3, b"")
    said = json.loads(run.stdout.decode("utf-8"))
    assert (said["read"], said["added"], said["rejected"]) == (125, 118, 5)


def test_the_office_holds_what_was_added(
    told: list[tuple[int, Any]], office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = dict.fromkeys(TABLES, 0)
    for step in STEPS:
        held[step["ledger"]] += 0 if step.get("dry_run") else step["added"]
    with contextlib.closing(sqlite3.connect(office / "office.db")) as connection:
        for ledger, table in TABLES.items():
            [count] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert count == held[ledger], ledger
    assert main(["verify", str(office), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "wrong": []}


def test_every_grid_has_one_responsible_inspector(
    told: list[tuple[int, Any]], office: Path
) -> None:
    """Eight grids; of the fourteen inspectors each grid's first is 主, six others assist."""
    with contextlib.closing(sqlite3.connect(office / "office.db")) as connection:
        query = (
            "SELECT grid.name, inspector.name FROM grid_inspector AS post"
            " JOIN grid ON grid.id = post.grid_id"
            " JOIN inspector ON inspector.id = post.inspector_id"
        )
        posted = dict(connection.execute(query).fetchall())
        [helpers] = connection.execute("SELECT count(*) FROM grid_assistant").fetchone()
    assert len(posted) == 8
    assert (posted["第一网格"], posted["第八网格"]) == ("陈示明", "邢䶮")
    assert helpers == 6


def test_the_program_undoes_all_of_it_backwards(
    told: list[tuple[int, Any]], office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After restarts, the last first: the record is empty again, and its chain whole."""
    for _, said in reversed(told):
        if said["undo"] is not None:
            assert main(["undo", str(office), said["undo"]]) == 0
    with contextlib.closing(sqlite3.connect(office / "office.db")) as connection:
        for table in (*TABLES.values(), "grid", "certificate", "participation", "project_status"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    capsys.readouterr()
    assert main(["verify", str(office), "--json"]) == 0
