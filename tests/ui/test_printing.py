"""Printing: the stored bytes at 100 %, whole piles as one job, the printer as it was left."""

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter

from desktop.documents import document, letter, rectification_notice
from desktop.domain.errors import KnownProblem
from desktop.jobs.runner import Cancelled
from desktop.ui import print_asking
from desktop.ui.print_asking import asked_printer, keep_printer, printer_as_left
from desktop.ui.printing import print_pdf, print_pile
from desktop.ui.settings import PassingSettings
from tests.documents.official import CIRCULAR, LETTER
from tests.documents.sheets import NOTICE
from tests.ui.test_preview import inked, pdf_printer

pytestmark = pytest.mark.usefixtures("qapp")
A4 = pytest.approx((210, 297), abs=0.5)


@pytest.fixture(scope="module")
def notice():
    return rectification_notice.render(NOTICE)


@pytest.fixture(scope="module")
def circular():
    """Odd, even and landscape pages under a red head."""
    return document.render(replace(CIRCULAR, mirrored=True))


class BothSides(QPrinter):
    """A PDF has no back: this one says that it prints on both sides, as a real printer does."""

    def duplex(self):
        return QPrinter.DuplexMode.DuplexLongSide


def sizes(pdf):
    opened = pypdfium2.PdfDocument(pdf)
    found = [tuple(side * 25.4 / 72 for side in page.get_size()) for page in opened]
    opened.close()
    return found


def test_ink_of_odd_even_and_landscape_pages_stands_within_half_a_millimetre(tmp_path, circular):
    target = tmp_path / "printed.pdf"
    assert print_pdf(circular, pdf_printer(target)) == len(inked(circular))
    for was, printed in zip(inked(circular), inked(target), strict=True):
        assert printed == pytest.approx(was, abs=0.5)
    assert sizes(target) == [A4] * len(inked(circular))


def test_the_red_lines_of_a_letter_and_its_code_stand_where_they_were(tmp_path):
    content, target = letter.render(LETTER), tmp_path / "printed.pdf"
    print_pdf(content, pdf_printer(target, 600))
    for was, printed in zip(inked(content), inked(target), strict=True):
        assert printed == pytest.approx(was, abs=0.5)


def test_some_pages_here_and_there_are_printed_alone(tmp_path, circular):
    printer = pdf_printer(tmp_path / "some.pdf", 150)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("2,4-5"))
    assert print_pdf(circular, printer) == 3
    whole = inked(circular)
    for was, printed in zip(
        (whole[1], whole[3], whole[4]), inked(tmp_path / "some.pdf"), strict=True
    ):
        assert printed == pytest.approx(was, abs=0.5)


def test_a_pile_is_one_job_in_its_order(tmp_path, notice):
    one = rectification_notice.render(replace(NOTICE, items=NOTICE.items[:1]))
    told, target = [], tmp_path / "pile.pdf"
    printer = pdf_printer(target, 150)
    count = print_pile((notice, one, notice), printer, lambda *moved: told.append(moved))
    wanted = [*inked(notice), *inked(one), *inked(notice)]
    assert count == len(wanted)
    for was, printed in zip(wanted, inked(target), strict=True):
        assert printed == pytest.approx(was, abs=0.5)
    assert told[-1] == (count, count)


def test_on_both_sides_every_paper_begins_on_a_sheet_of_its_own(tmp_path, circular, notice):
    odd = len(inked(circular))
    assert odd % 2, "the case that matters"
    target = tmp_path / "duplex.pdf"
    printer = BothSides()
    printer.setOutputFileName(str(target))
    printer.setResolution(100)
    assert print_pile((circular, notice), printer) == odd + 2, "an empty back is no page"
    assert len(sizes(target)) == odd + 1 + 2
    opened = pypdfium2.PdfDocument(target)
    back = opened[odd].render(scale=0.5).to_pil().convert("L")
    assert back.getextrema() == (255, 255)
    opened.close()


def test_a_stopped_pile_leaves_the_printer_free(tmp_path, notice):
    def stop(_done, _total):
        raise Cancelled

    printer = pdf_printer(tmp_path / "half.pdf", 100)
    with pytest.raises(Cancelled):
        print_pile((notice, notice), printer, stop)
    with pytest.raises(KnownProblem, match="打不开"):
        print_pile((notice, b"no paper"), printer)
    with pytest.raises(KnownProblem, match="没有可打印"):
        print_pile((), printer)
    assert print_pile((notice,), printer) == 2


def test_the_printer_is_as_it_was_left():
    settings = PassingSettings()
    first = printer_as_left(settings)
    assert first.copyCount() == 1
    first.setCopyCount(4)
    first.setColorMode(QPrinter.ColorMode.GrayScale)
    first.setCollateCopies(False)
    keep_printer(settings, first)
    again = printer_as_left(settings)
    assert again.copyCount() == 4
    assert again.colorMode() is QPrinter.ColorMode.GrayScale
    assert not again.collateCopies()
    keep_printer(settings, BothSides())
    assert settings.get("print/duplex") == "DuplexLongSide"


def test_what_was_kept_and_makes_no_sense_is_left_aside():
    settings = PassingSettings()
    for key in ("printer", "duplex", "copies", "colour"):
        settings.put(f"print/{key}", "旧的")
    assert printer_as_left(settings).copyCount() == 1


def test_given_up_nothing_is_kept_and_nothing_printed(qtbot, dialogs, monkeypatch):
    from PySide6.QtWidgets import QWidget

    monkeypatch.setattr(print_asking.QPrinterInfo, "availablePrinterNames", lambda: ["一楼"])
    parent = QWidget()
    qtbot.addWidget(parent)
    dialogs.answers = [False, True]
    assert asked_printer(dialogs, "通知书", 2, parent) is None
    assert dialogs.settings.get("print/copies") == ""
    assert asked_printer(dialogs, "通知书", 2, parent) is not None
    assert dialogs.asked == ["打印 通知书"] * 2
    assert dialogs.settings.get("print/copies") == "1"
