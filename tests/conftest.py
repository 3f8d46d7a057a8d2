"""What every test stands on: a home of its own, the sample's day, and both databases."""

import os

# Before anything imports Qt: tests open no window on the screen of whoever runs them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import contextlib
import io
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.app.clock import Clock
from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_DAY = date(2026, 11, 12)
HOME_VARIABLES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
)


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the settings of whoever runs it."""
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        for name in HOME_VARIABLES:
            patch.setenv(name, home)
        yield


@pytest.fixture
def clock() -> Clock:
    """The day on which the sample county lives."""
    return Clock(SAMPLE_DAY)


@pytest.fixture(scope="session")
def qapp(qapp):
    """Qt's application with the program's own font: without one all Chinese is boxes."""
    from PySide6.QtGui import QFont, QFontDatabase

    for path in sorted((ROOT / "resources" / "fonts").glob("NotoSansSC-*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        qapp.setFont(QFont(QFontDatabase.applicationFontFamilies(number)))
    return qapp


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL cluster for this run; tests of it are left out only where there is none."""
    folder = postgres.binaries()
    if folder is None:
        pytest.skip("no PostgreSQL server on this machine")
    with postgres.cluster(folder) as running:
        yield running


@pytest.fixture
def postgres_url(server: postgres.Server) -> Iterator[str]:
    """The address of an empty database."""
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="session")
def migrated_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has just been made, to be copied: migrating one takes far longer."""
    from db.session import Database

    folder = tmp_path_factory.mktemp("migrated") / "office"
    Database.open(str(folder)).close()
    return folder


@pytest.fixture(scope="session")
def migrated_database(server: postgres.Server) -> str:
    """The same on the server; the name of the database to be copied."""
    from db.session import Database

    name = server.create()
    Database.open(server.url(name)).close()
    return name


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demo leaves behind, made once a run: looked at, or copied to be worked on."""
    from desktop.app.cli import main

    out, said = tmp_path_factory.mktemp("demo") / "out", io.StringIO()
    with contextlib.redirect_stdout(said):
        assert main(["demo", str(out), "--no-window"]) == 0, said.getvalue()[:500]
    return out


@pytest.fixture
def office(migrated_folder: Path, tmp_path: Path) -> Path:
    """The folder of a new office on SQLite."""
    return Path(shutil.copytree(migrated_folder, tmp_path / "office"))


@pytest.fixture
def new_server_office(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Makes addresses of new offices on the server, for this test only."""
    server: postgres.Server = request.getfixturevalue("server")
    template: str = request.getfixturevalue("migrated_database")
    made: list[str] = []

    def make() -> str:
        made.append(server.create(template))
        return server.url(made[-1])

    yield make
    for name in made:
        server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest):
    """A new, empty office on each of the two databases."""
    from db.session import Database

    if request.param == "sqlite":
        place = str(request.getfixturevalue("office"))
    else:
        place = request.getfixturevalue("new_server_office")()
    opened = Database.open(place)
    yield opened
    opened.close()
