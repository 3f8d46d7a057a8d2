"""export: one ledger of the office as a workbook."""

import argparse
from pathlib import Path

from desktop.app.command import Answer, Command, Desk, office_argument
from desktop.domain.errors import RuleViolation
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.writing import write_workbook
from desktop.usecases.export_ledger import ledger_rows


def _arguments(parser: argparse.ArgumentParser) -> None:
    office_argument(parser)
    kinds = {ledger.key: ledger for ledger in LEDGERS}
    parser.add_argument(
        "ledger", metavar="LEDGER", choices=kinds, help=f"台账种类：{'、'.join(kinds)}"
    )
    parser.add_argument("file", metavar="FILE.xlsx", type=Path, help="写到哪个文件")


def _run(given: argparse.Namespace, desk: Desk) -> Answer:
    if given.file.suffix.lower() != ".xlsx":
        raise RuleViolation(f"“{given.file.name}”的后缀应为 .xlsx。")
    ledger = next(ledger for ledger in LEDGERS if ledger.key == given.ledger)
    with desk.office(given.office) as office:
        rows = office.runner.ask(ledger_rows, ledger.key, desk.clock.today())
    write_workbook(given.file, ledger.title, ledger.columns, rows)
    data = {"ledger": ledger.key, "file": str(given.file.absolute()), "rows": len(rows)}
    return Answer(data, (f"{ledger.title} {len(rows)} 行已写到 {given.file.absolute()}",))


COMMAND = Command("export", "导出一种台账", _arguments, _run)
