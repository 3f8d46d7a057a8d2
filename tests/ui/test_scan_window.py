"""收扫描件 in the window as it is started: threads answer, Esc stops, the record shows the scan."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from db.session import Database
from db.tables.signatures import Attachment
from desktop.jobs.runner import InlineRunner
from desktop.queries.papers import paper_bytes
from desktop.usecases.scan_sorting import Found
from tests.ui.clerk import CTRL, Key, at_work
from tests.ui.thin_line import CABLE, RAIL, notice
from tests.usecases.county import settle
from tests.usecases.test_scan_filing import as_pdf, pictures

BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(office, clock, tmp_path):
    """An office with two notices, and the folder in which their scans lie."""
    folder = tmp_path / "扫描"
    folder.mkdir()
    database = Database.open(str(office))
    runner = InlineRunner(database, clock, "本机")
    county = settle(database)
    for day in (20, 28):
        issued, _ = notice(runner, county, date(2026, 10, day), RAIL, CABLE)
        as_pdf(folder / f"{day}.pdf", pictures(runner.ask(paper_bytes, issued.id)))
    database.close()
    return folder


def kept(office):
    database = Database.open(str(office))
    with database.reading() as session:
        names = sorted(session.scalars(select(Attachment.name)))
    database.close()
    return names


def test_a_folder_is_taken_in_by_keyboard(office, desk, qtbot, monkeypatch):
    with at_work(office, qtbot, monkeypatch) as clerk:
        clerk.go_to("papers")
        clerk.wait(lambda: clerk.page.current is not None)

        def take(box):
            with qtbot.waitActive(box):
                box.show()
                box.activateWindow()
            clerk.dialogs.answers = [desk]
            qtbot.keyClick(box, Key.Key_O, BOTH)
            clerk.wait(lambda: box.rows and not box.working.is_working)
            assert [one.found for one in box.rows] == [Found.READY] * 2
            qtbot.keyClick(box, Key.Key_Return, CTRL)
            clerk.wait(lambda: box.kept == 2 and not box.working.is_working)
            assert [one.found for one in box.rows] == [Found.KEPT] * 2
            qtbot.keyClick(box, Key.Key_Escape)

        clerk.dialogs.acts = [take]
        clerk.click_named(clerk.page, "收扫描件…")
        clerk.wait(lambda: not clerk.dialogs.acts and clerk.page.current.files)
        assert clerk.page.current.files[0][1].endswith(".pdf")
    assert kept(office) == ["20.pdf", "28.pdf"]


def test_closing_while_it_reads_keeps_nothing(office, desk, qtbot, monkeypatch):
    with at_work(office, qtbot, monkeypatch) as clerk:
        clerk.go_to("papers")
        clerk.wait(lambda: clerk.page.current is not None)

        def leave(box):
            box.show()
            box.look_at((desk,))
            box.reject()
            assert not box.working.is_working

        clerk.dialogs.acts = [leave]
        clerk.page.take_scans()
    assert kept(office) == []
