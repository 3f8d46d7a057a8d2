"""Several papers of the register at once: one print job, one PDF."""

from datetime import date

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from desktop.queries.papers import paper_bytes
from desktop.ui import paper_pile
from desktop.ui.notice import Tone
from desktop.ui.pages.papers import PapersPage
from tests.documents.reading import pdfium_text
from tests.ui.thin_line import CABLE, RAIL, notice
from tests.usecases.county import settle


@pytest.fixture
def issued(runner, opened):
    county = settle(opened)
    return [notice(runner, county, date(2026, 10, day), RAIL, CABLE)[0] for day in (20, 22, 28)]


@pytest.fixture
def page(qtbot, runner, dialogs, issued):
    made = PapersPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.current is not None)
    return made


def test_the_chosen_are_saved_as_one_pdf_with_a_bookmark_each(page, dialogs, tmp_path, issued):
    target = tmp_path / "合并.pdf"
    dialogs.answers = [target]
    page.table.selectAll()
    page.save_chosen()
    saved = pypdf.PdfReader(target)
    wanted = [f"责令限期整改通知书 {one.number}" for one in reversed(issued)]
    assert [mark.title for mark in saved.outline] == wanted
    assert len(saved.pages) == 6
    assert [saved.get_destination_page_number(mark) for mark in saved.outline] == [0, 2, 4]
    assert dialogs.said[-1][0].startswith("3 份文书已存到")
    text = pdfium_text(target.read_bytes())
    assert all(one.number in text for one in issued)


def test_the_chosen_go_to_the_printer_as_one_job(qtbot, page, dialogs, tmp_path, monkeypatch):
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(target))
    printer.setResolution(100)
    asked = []

    def ask(_dialogs, name, pages, _parent):
        asked.append((name, pages))
        return printer

    monkeypatch.setattr(paper_pile, "asked_printer", ask)
    page.table.selectAll()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.table, Qt.Key.Key_P, both)
    assert asked == [("3 份文书", None)]
    assert dialogs.said[-1] == ("已送去打印 3 份文书，共 6 页", Tone.DONE)
    assert len(pypdf.PdfReader(target).pages) == 6


def test_without_a_choice_it_is_the_one_that_is_shown(page, dialogs, tmp_path, runner, issued):
    target = tmp_path / "one.pdf"
    dialogs.answers = [target]
    page.table.clearSelection()
    page.save_chosen()
    stored = runner.ask(paper_bytes, page.current.id)
    assert pdfium_text(target.read_bytes()) == pdfium_text(stored)


def test_nothing_chosen_is_said(page, dialogs):
    page.table.clearSelection()
    page.current = None
    page.print_chosen()
    assert "请先在列表里选中文书" in dialogs.said[-1][0]


def test_given_up_nothing_is_written(page, dialogs):
    dialogs.answers = [None]
    page.table.selectAll()
    page.save_chosen()
    assert dialogs.said == []
