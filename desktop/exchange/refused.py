"""The rows an import refused, as they stood, with the row number and the reason before them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.domain.ledger import Severity
from desktop.exchange.rows import Sheet
from desktop.exchange.writing import Field, write_workbook


def write_refused(path: Path, sheet: Sheet) -> int:
    """Write the refused rows to be mended and imported again; how many there are."""
    columns = [Field("行号", 6), Field("原因", 50)]
    columns += [Field(header.text, _width(sheet, header.field)) for header in sheet.headers]
    rows = list(_refused(sheet))
    write_workbook(path, f"{sheet.ledger.title}未导入的行", columns, rows)
    return len(rows)


def _width(sheet: Sheet, key: str | None) -> int:
    return 12 if key is None else sheet.ledger.column(key).width


def _refused(sheet: Sheet) -> Iterator[list[Any]]:
    for row in sheet.rows:
        reasons = [
            f"{problem.column}：{problem.reason}"
            for problem in row.problems
            if problem.severity is Severity.ERROR
        ]
        if reasons:
            cells = sheet.cells[row.row - 1]
            yield [row.row, "；".join(reasons), *(cells[h.index] for h in sheet.headers)]
