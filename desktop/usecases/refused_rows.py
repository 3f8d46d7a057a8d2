"""The rows an import left out, as a workbook to be mended: what the record said of them too."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from desktop.exchange.refused import write_refused
from desktop.exchange.rows import Problem, Sheet
from desktop.usecases.imports.plan import ImportPlan


def write_refused_rows(path: Path, sheet: Sheet, plan: ImportPlan) -> int:
    """Write the refused rows with their reasons (原因); how many there are.

    A sheet as read knows only what is wrong in itself; that a project is not in the ledger
    was found by the plan.
    """
    found: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in plan.problems:
        found[problem.row].append(problem)
    rows = [replace(row, problems=found[row.row]) for row in sheet.rows]
    return write_refused(path, replace(sheet, rows=rows))
