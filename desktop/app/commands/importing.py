"""import: a workbook comes into the office, or is only looked at (--dry-run)."""

import argparse
import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.app.command import Answer, Desk, Office, Status
from desktop.domain.identifiers import masked
from desktop.domain.ledger import Kind, Severity
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import read_ledger
from desktop.exchange.rows import Problem, Sheet
from desktop.usecases.import_ledger import (
    Imported,
    ImportLedger,
    import_ledger,
    preview_import,
    unhurried_collection,
)
from desktop.usecases.imports.plan import Fate, ImportPlan
from desktop.usecases.office import InitOffice, has_office, init_office

_SHOWN = 100


def run(given: argparse.Namespace, desk: Desk) -> Answer:
    with unhurried_collection():
        return _run(given, desk)  # in a frame of its own: the rows are gone when it returns


def _run(given: argparse.Namespace, desk: Desk) -> Answer:
    sheet = read_ledger(
        given.file, LEDGERS, ledger=given.ledger, sheet=given.sheet, today=desk.clock.today()
    )
    if given.dry_run:
        with _looked_at(given.office, desk) as office:
            query = (preview_import, sheet, given.since, desk.clock.today())
            return _answer(given, sheet, Imported(office.runner.ask(*query), None))
    with desk.office(given.office, make=True) as office:
        if not office.runner.ask(has_office):
            office.runner.run(init_office, InitOffice())
        command = ImportLedger(sheet, given.since, file=given.file.name)
        done = office.runner.run(import_ledger, command, desk.progress)
    return _answer(given, sheet, done)


@contextlib.contextmanager
def _looked_at(place: str, desk: Desk) -> Iterator[Office]:
    """The office for a dry run: one that is not there yet is not made by looking."""
    folder = Path(place)
    if "://" in place or (folder.is_dir() and any(folder.iterdir())) or folder.is_file():
        with desk.office(place) as office:
            yield office
        return
    with tempfile.TemporaryDirectory() as scratch, desk.office(scratch, make=True) as office:
        yield office


def _answer(given: argparse.Namespace, sheet: Sheet, done: Imported) -> Answer:
    plan = done.plan
    secret = {c.text for c in sheet.headers if _is_secret(sheet, c.field)}
    problems = [_problem(found, secret) for found in plan.problems]
    data: dict[str, Any] = {
        "ledger": plan.ledger.key,
        "sheet": plan.sheet,
        "header_row": plan.header_row,
        "read": plan.read,
        **{fate.value: plan.count(fate) for fate in Fate},
        "dry_run": given.dry_run,
        "undo": done.undo,
        "problems": problems,
        "differences": [
            {
                "row": change.row,
                "name": change.name,
                "column": change.column,
                "before": change.before,
                "after": change.after,
            }
            for change in plan.differences
        ],
    }
    status = Status.IN_PART if plan.count(Fate.REJECTED) else Status.DONE
    return Answer(data, tuple(_lines(given, plan, data)), status)


def _is_secret(sheet: Sheet, key: str | None) -> bool:
    return key is not None and sheet.ledger.column(key).type is Kind.ID_NUMBER


def _problem(found: Problem, secret: set[str]) -> dict[str, Any]:
    value = masked(found.value) if found.column in secret else found.value
    return {
        "row": found.row,
        "column": found.column,
        "value": value,
        "severity": found.severity.value,
        "reason": found.reason,
    }


def _lines(given: argparse.Namespace, plan: ImportPlan, data: dict[str, Any]) -> Iterator[str]:
    where = f"工作表“{plan.sheet}”，" if plan.sheet else ""
    taken = "按指定的种类" if given.ledger else "按表头判断"
    yield f"{taken}为“{plan.ledger.title}”（{where}表头在第 {plan.header_row} 行）"
    verb = "试算" if given.dry_run else "导入"
    yield (
        f"{verb}：读到 {plan.read} 行，新增 {data['added']}，更新 {data['updated']}，"
        f"未变 {data['unchanged']}，拒收 {data['rejected']}"
    )
    words = {Severity.ERROR.value: "拒收", Severity.WARNING.value: "提醒"}
    for found in data["problems"][:_SHOWN]:
        value = f"“{found['value']}”" if found["value"] else ""
        place = f"第 {found['row']} 行 {found['column']}{value}"
        yield f"  {words[found['severity']]}  {place}：{found['reason']}"
    if len(data["problems"]) > _SHOWN:
        yield f"  还有 {len(data['problems']) - _SHOWN} 条，用 --json 可看全部"
    for change in data["differences"][:_SHOWN] if given.dry_run else ():
        before, after = change["before"] or "（空）", change["after"] or "（空）"
        yield f"  第 {change['row']} 行 {change['name']} {change['column']}：{before} → {after}"
    if data["undo"]:
        yield f"撤销这次导入：python -m desktop undo {given.office} {data['undo']}"
