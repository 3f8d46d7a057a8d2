"""导入台账: a whole sheet comes in as one change set, which can be undone as a whole."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.act import Act
from db.backup import automatic_backup
from db.change import about, own_id, pending
from db.codes import Area
from db.session import Database
from desktop.exchange.rows import Sheet
from desktop.usecases.done import Done
from desktop.usecases.imports.all import importer_of
from desktop.usecases.imports.importer import Work
from desktop.usecases.imports.plan import ImportPlan, plan_import

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportLedger:
    """A sheet as read, and from which day what it brings holds (--since).

    ``apart`` are rows somebody said are another project than the one they look like; ``file``
    is the name by which the import is told from others.
    """

    sheet: Sheet
    since: date | None = None
    apart: frozenset[int] = frozenset()
    file: str = ""

    def subject(self, count: int) -> str:
        """隐患台账 3 条（07-隐患台账.xlsx · 一季度）."""
        source = " · ".join(part for part in (self.file, self.sheet.sheet or "") if part)
        told = f"（{source}）" if self.file else ""
        return f"{self.sheet.ledger.title} {count} 条{told}"


@dataclass(frozen=True)
class Imported:
    """What came of it; ``undo`` is the number by which the import is undone, if it did anything."""

    plan: ImportPlan
    undo: str | None


def preview_import(
    session: Session,
    sheet: Sheet,
    since: date | None,
    today: date,
    apart: frozenset[int] = frozenset(),
) -> ImportPlan:
    """What the import would do, for the dry run: a query."""
    importer = importer_of(sheet.ledger.key)
    with unhurried_collection():
        return plan_import(session, importer, sheet, (today, since), _silent, apart)


def import_ledger(
    session: Session, command: ImportLedger, act: Act, progress: Progress
) -> Done[Imported]:
    """Bring in every row without an error; a backup is made before."""
    sheet = command.sheet
    importer = importer_of(sheet.ledger.key)
    total = 2 * len(sheet.rows)

    def planned(done: int, _of: int) -> None:
        progress(done, total)

    with unhurried_collection():
        day = (act.today, command.since)
        plan = plan_import(session, importer, sheet, day, planned, command.apart)
        if not plan.entries:
            progress(total, total)
            return Done(Imported(plan, None))
        office: Database = session.info["database"]
        automatic_backup(office, "import", act.now)
        progress(len(sheet.rows), total)
        importer.store(Work(session, act, plan.ground), plan.entries)
        session.flush()
    about(session, command.subject(len(plan.entries)))
    progress(total, total)
    undo = str(own_id(session)) if pending(session) else None
    return Done(Imported(plan, undo), frozenset({importer.area, Area.GRIDS}))


@contextmanager
def unhurried_collection() -> Iterator[None]:
    """Tens of thousands of rows are made and all kept: looking for garbage among them is waste."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _silent(_done: int, _total: int) -> None:
    """A preview is too quick to be watched."""
