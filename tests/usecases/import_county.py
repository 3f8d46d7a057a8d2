"""A small invented county for tests of imports: sheets as an office would write them."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from db.act import Act
from db.session import Database
from desktop.app.clock import OFFICE_ZONE
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import read_ledger
from desktop.exchange.rows import Sheet
from desktop.usecases.import_ledger import Imported, ImportLedger, import_ledger, preview_import
from desktop.usecases.imports.plan import Fate, ImportPlan

TODAY = date(2026, 11, 12)

PROJECT = {
    "工程名称": "示例县第一小学教学楼",
    "施工许可证编号": "469023202501010101",
    "工程类别": "房屋建筑",
    "建设单位": "示例县教育局",
    "施工单位": "海南示例建筑有限公司",
    "开工日期": "2025-03-01",
    "状态": "在建",
}
INSPECTOR = {"姓名": "陈示明", "职务": "监督员", "联系电话": "13800000152"}
HAZARD = {
    "工程名称": PROJECT["工程名称"],
    "检查日期": "2026-05-06",
    "隐患内容": "三层临边防护缺失",
    "隐患级别": "一般",
}


class County:
    """One office, and imports into it on a day."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self._folder = folder
        self._files = 0

    def sheet(self, rows: Sequence[dict[str, Any]], ledger: str, today: date = TODAY) -> Sheet:
        self._files += 1
        path = self._folder / f"{self._files}.csv"
        headers = list(dict.fromkeys(header for row in rows for header in row))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headers, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return read_ledger(path, LEDGERS, ledger=ledger, today=today)

    def bring(
        self,
        ledger: str,
        *rows: dict[str, Any],
        today: date = TODAY,
        since: date | None = None,
    ) -> Imported:
        sheet = self.sheet(rows, ledger, today)
        with self.database.writing(act(today), "import_ledger") as session:
            done = import_ledger(session, ImportLedger(sheet, since), act(today), lambda *_: None)
        return done.value

    def look(self, ledger: str, *rows: dict[str, Any], since: date | None = None) -> ImportPlan:
        sheet = self.sheet(rows, ledger)
        with self.database.reading() as session:
            return preview_import(session, sheet, since, TODAY)

    def rows(self, query: Any) -> list[tuple[Any, ...]]:
        with self.database.reading() as session:
            return [tuple(row) for row in session.execute(query)]


def act(day: date = TODAY) -> Act:
    return Act("本机", datetime(day.year, day.month, day.day, 9, 30, tzinfo=OFFICE_ZONE))


def fates(plan: ImportPlan) -> tuple[int, int, int, int]:
    """Added, updated, unchanged, rejected."""
    return tuple(plan.count(fate) for fate in Fate)  # type: ignore[return-value]


def said(plan: ImportPlan, column: str) -> list[str]:
    """What was said about a column, in the order of the rows."""
    return [found.reason for found in plan.problems if found.column == column]
