"""export: one ledger of the office as a workbook."""

import argparse

from desktop.app.command import Answer, Desk
from desktop.domain.errors import RuleViolation
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.writing import write_workbook
from desktop.usecases.export_ledger import ledger_rows


def run(given: argparse.Namespace, desk: Desk) -> Answer:
    if given.file.suffix.lower() != ".xlsx":
        raise RuleViolation(f"“{given.file.name}”的后缀应为 .xlsx。")
    ledger = next(ledger for ledger in LEDGERS if ledger.key == given.ledger)
    with desk.office(given.office) as office:
        rows = office.runner.ask(ledger_rows, ledger.key, desk.clock.today())
    write_workbook(given.file, ledger.title, ledger.columns, rows)
    data = {"ledger": ledger.key, "file": str(given.file.absolute()), "rows": len(rows)}
    return Answer(data, (f"{ledger.title} {len(rows)} 行已写到 {given.file.absolute()}",))
