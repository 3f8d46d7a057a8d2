"""The manual's pictures, taken from the window on the sample county's office.

``python -m tests.ui.pictures --manual [OFFICE]``; without an office the sample county is made
in a folder that is thrown away. Each picture is kept in few colours, so that all stay light.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.ui.pictures import SAMPLE_DAY, made_office, quiet, wait

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "manual" / "pictures"
SIZE = (1240, 680)
COLOURS = 128


class Shot(NamedTuple):
    """A picture: its name, the page, and what is done on the page before it is taken."""

    name: str
    page: str
    prepare: Callable[[object], object] = lambda _page: None


def _october(place: int) -> Callable[[object], object]:
    def prepare(page) -> None:
        page.show_where({"month": "202610"})
        page.tabs.setCurrentIndex(place)

    return prepare


def _tab(key: str) -> Callable[[object], object]:
    return lambda page: page.show_where({"tab": key})


def _visit(page) -> None:
    """A visit as it looks half way: a site chosen, one class passed."""
    page.show_where({"project": str(_project(page))})


def _project(page) -> int:
    from sqlalchemy import select

    from db.tables.projects import Project

    def first(session) -> int:
        return session.scalars(select(Project.id).order_by(Project.id)).first()

    found: list[int] = []
    page.runner.read(page, first, done=found.append)
    while not found:
        wait(50)
    return found[0]


EXTRA = (
    Shot("month_checks", "month", _october(1)),
    Shot("month_sums", "month", _october(2)),
    Shot("month_words", "month", _october(3)),
    Shot("month_report", "month", _october(4)),
    Shot("numbers", "office_settings", _tab("numbers")),
    Shot("keeping", "office_settings", _tab("keeping")),
)
PREPARED = {"visit_entry": _visit, "hazard_entry": _visit, "month": _october(0)}


def take_all(arguments: list[str]) -> int:
    """Every page, and what the chapters across pages show besides."""
    if arguments:
        return _take(arguments[0])
    with tempfile.TemporaryDirectory() as folder:
        return _take(made_office(Path(folder)))


def _take(office: str) -> int:
    from PySide6.QtWidgets import QApplication

    from desktop.app.window import start_of
    from desktop.ui.catalogue import PAGES
    from desktop.ui.start import make_window
    from desktop.ui.theme import dress

    FOLDER.mkdir(parents=True, exist_ok=True)
    app = QApplication(["zhiben", "-style", "fusion"])
    dress(app)
    start = start_of([office, "--today", SAMPLE_DAY])
    window = make_window(start)
    window.resize(*SIZE)
    window.show()
    while window.current is None:
        wait(100)
    pages = tuple(Shot(page.key, page.key, PREPARED.get(page.key, _nothing)) for page in PAGES)
    for shot in (*pages, *EXTRA):
        page = window.show_page(shot.page)
        quiet(window)
        shot.prepare(page)
        quiet(window)
        keep(window.grab(), FOLDER / f"{shot.name}.png")
    window.runner.wait_for_done()
    if start.leave is not None:
        start.leave()
    return 0


def _nothing(_page) -> None:
    """The page as it opens."""


def keep(seen, path: Path) -> None:
    """Written with a palette: a window has few colours."""
    import io

    from PIL import Image
    from PySide6.QtCore import QBuffer

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.ReadWrite)
    seen.save(buffer, "PNG")
    picture = Image.open(io.BytesIO(bytes(buffer.data()))).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
