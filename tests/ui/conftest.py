"""A page's stand: a real office on SQLite, the runner that runs at once, recording dialogs."""

import pytest

from db.session import Database
from desktop.jobs.runner import InlineRunner
from desktop.ui.theme import dress
from tests.ui.helpers import RecordingDialogs


@pytest.fixture(scope="session")
def qapp(qapp):
    qapp.setStyle("Fusion")
    dress(qapp)
    return qapp


@pytest.fixture
def opened(office):
    database = Database.open(str(office))
    yield database
    database.close()


@pytest.fixture
def runner(opened, clock):
    return InlineRunner(opened, clock, "本机")


@pytest.fixture
def dialogs():
    return RecordingDialogs()
