"""The list of earlier imports, on both databases: what came in, and what was taken back."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from db.act import Act
from db.codes import PaperKind
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import read_ledger
from desktop.queries.imports import earlier_imports
from desktop.usecases.import_ledger import ImportLedger, import_ledger
from desktop.usecases.office import InitOffice, init_office
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.undo import Undo, undo

DATA = Path(__file__).parent.parent / "data" / "ledgers"
TODAY = date(2026, 11, 12)


def do(database, usecase, command, minute, **kw):
    now = datetime(2026, 11, 12, 9, minute, tzinfo=ZoneInfo("Asia/Shanghai"))
    act = Act("韦某（虚构）", now)
    with database.writing(act, usecase.__name__) as session:
        return usecase(session, command, act, **kw).value


def bring_in(database, name, minute):
    told = ImportLedger(read_ledger(DATA / name, LEDGERS, today=TODAY))
    return do(database, import_ledger, told, minute, progress=lambda _done, _of: None)


def listed(database):
    with database.reading() as session:
        return earlier_imports(session)


def test_each_import_is_told_with_who_when_and_whether_it_stands(database):
    do(database, init_office, InitOffice(), 0)
    assert listed(database) == ()
    first = bring_in(database, "01-企业台账-劳务补报.csv", 1)
    second = bring_in(database, "02-监督人员台账.xlsx", 2)
    do(database, set_next_number, SetNextNumber(PaperKind.STOP_ORDER, 2026, "示建安停"), 3)
    rows = listed(database)
    assert [str(row.id) for row in rows] == [second.undo, first.undo]
    assert [row.at.minute for row in rows] == [2, 1]
    assert {row.who for row in rows} == {"韦某（虚构）"}
    assert rows[1].subject.startswith("企业台账")
    assert [row.undone for row in rows] == [False, False]
    do(database, undo, Undo(first.undo), 4)
    assert [row.undone for row in listed(database)] == [False, True]
    again = bring_in(database, "01-企业台账-劳务补报.csv", 5)
    assert [(str(row.id), row.undone) for row in listed(database)] == [
        (again.undo, False),
        (second.undo, False),
        (first.undo, True),
    ]


def test_an_import_that_changed_nothing_is_none(database):
    do(database, init_office, InitOffice(), 0)
    bring_in(database, "02-监督人员台账.xlsx", 1)
    assert bring_in(database, "02-监督人员台账.xlsx", 2).undo is None
    assert len(listed(database)) == 1
