"""The pages' stand: a county with the inspectors, projects and hazards of the sample ledgers."""

import shutil
from pathlib import Path

import pytest

from db.session import Database
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import read_ledger
from desktop.jobs.runner import InlineRunner
from desktop.usecases.import_ledger import ImportLedger, import_ledger
from desktop.usecases.search import catch_up
from tests.conftest import SAMPLE_DAY

LEDGER_SHEETS = (
    ("02-监督人员台账.xlsx", None),
    ("03-工程台账.xlsx", "在建"),
    ("07-隐患台账-2026年.xlsx", None),
)
DATA = Path(__file__).parents[2] / "data" / "ledgers"


@pytest.fixture(scope="session")
def imported_folder(migrated_folder, tmp_path_factory):
    """An office with three ledgers in it, to be copied by each test."""
    from desktop.app.clock import Clock

    folder = tmp_path_factory.mktemp("county") / "office"
    shutil.copytree(migrated_folder, folder)
    database = Database.open(str(folder))
    runner = InlineRunner(database, Clock(SAMPLE_DAY), "本机")
    runner.after_write.append(catch_up)
    for name, part in LEDGER_SHEETS:
        sheet = read_ledger(DATA / name, LEDGERS, sheet=part, today=SAMPLE_DAY)
        runner.run(import_ledger, ImportLedger(sheet))
    database.close()
    return folder


@pytest.fixture
def county(imported_folder, tmp_path, clock):
    """A runner on an office of its own with the sample's ledgers."""
    folder = Path(shutil.copytree(imported_folder, tmp_path / "county"))
    database = Database.open(str(folder))
    runner = InlineRunner(database, clock, "本机")
    runner.after_write.append(catch_up)
    yield runner
    database.close()
