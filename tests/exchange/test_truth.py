"""The ledgers of one county office, read as its truth says; what needs the record comes later."""

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.labels import label
from desktop.domain.ledger import Severity, heading_form
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import read_ledger
from desktop.exchange.rows import Problem, Sheet

LEDGER_FOLDER = Path(__file__).parent.parent / "data" / "ledgers"
TODAY = date(2026, 11, 12)
STEPS = json.loads((LEDGER_FOLDER / "truth.json").read_text(encoding="utf-8"))["steps"]
FIRST_STEPS = [step for step in STEPS if not step.get("again") and not step.get("dry_run")]
# a project of the second sheet stands on the first one too
ALONE = [step for step in FIRST_STEPS if "停工" not in step["args"]]


def name(step: dict[str, Any]) -> str:
    return " ".join([step["file"], *step["args"]])


@pytest.fixture(scope="module", params=FIRST_STEPS, ids=name)
def read(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Sheet]:
    return request.param, read_step(request.param)


def read_step(step: dict[str, Any]) -> Sheet:
    options = dict(zip(step["args"][::2], step["args"][1::2], strict=True))
    return read_ledger(
        LEDGER_FOLDER / step["file"],
        LEDGERS,
        ledger=options.get("--ledger"),
        sheet=options.get("--sheet"),
        today=TODAY,
    )


def test_ledger_sheet_header_and_count(read: tuple[dict[str, Any], Sheet]) -> None:
    step, sheet = read
    assert sheet.ledger.key == step["ledger"]
    assert step["sheet"] is None or sheet.sheet == step["sheet"]
    assert sheet.header_row in step["header_row"]
    assert len(sheet.rows) == step["read"]


def test_exactly_the_rows_that_are_wrong_by_themselves(
    read: tuple[dict[str, Any], Sheet],
) -> None:
    step, sheet = read
    wrong = {row.row for row in sheet.rows if row.is_refused()}
    assert wrong == {entry["row"] for entry in step["rejected_rows"] if not needs_record(entry)}


def test_each_reason_is_said_at_its_column(read: tuple[dict[str, Any], Sheet]) -> None:
    step, sheet = read
    errors = [p for p in sheet.problems() if p.severity is Severity.ERROR]
    for entry in step["rejected_rows"]:
        if not needs_record(entry):
            told = [p for p in errors if stands_at(p, entry)]
            assert any(word in p.reason for p in told for word in entry["reason"]), entry


def test_findings_closed_before_they_were_found(read: tuple[dict[str, Any], Sheet]) -> None:
    step, sheet = read
    warnings = [p for p in sheet.problems() if p.severity is Severity.WARNING]
    for entry in step["warnings"]:
        if entry["column"] == ["整改完成日期"] and entry["must"]:
            assert any(stands_at(warning, entry) for warning in warnings), entry


def test_single_values(read: tuple[dict[str, Any], Sheet]) -> None:
    step, sheet = read
    rows = {row.row: row.values for row in sheet.rows}
    for spot in step["spots"]:
        assert as_written(rows[spot["row"]][spot["field"]]) == spot["value"], spot


@pytest.mark.parametrize("step", ALONE, ids=name)
def test_rows_are_known_again_by_their_keys(step: dict[str, Any]) -> None:
    sheet = read_step(step)
    rejected = {entry["row"] for entry in step["rejected_rows"]}
    keys = {sheet.ledger.keys_of(r.values)[0] for r in sheet.rows if r.row not in rejected}
    assert len(keys) == step["added"]


def test_one_code_under_two_names_is_one_key() -> None:
    sheet = read_step(FIRST_STEPS[0])
    other = next(row for row in sheet.rows if row.row == 124)
    key = sheet.ledger.keys_of(other.values)
    same = [row for row in sheet.rows if sheet.ledger.keys_of(row.values) == key]
    assert len({row.values["name"] for row in same}) == 2


def needs_record(entry: dict[str, Any]) -> bool:
    return "未找到" in entry["reason"]


def stands_at(problem: Problem, entry: dict[str, Any]) -> bool:
    columns = {heading_form(column) for column in entry["column"]}
    return problem.row == entry["row"] and heading_form(problem.column) in columns


def as_written(value: object) -> object:
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else value
