"""The preview: what is shown, printed and saved are the bytes that were stored."""

import hashlib

import numpy
import pypdfium2
import pytest
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter

from desktop.documents.blocks import Paragraph
from desktop.documents.page import Form, Paper, render_paper
from desktop.documents.rectification_notice import render
from desktop.documents.typeset import Style
from desktop.domain.errors import KnownProblem
from desktop.jobs.runner import Cancelled
from desktop.ui.notice import Tone
from desktop.ui.preview import PdfPane
from desktop.ui.printing import print_pdf
from tests.documents.sheets import NOTICE

MM = 25.4 / 300


@pytest.fixture(scope="module")
def content():
    return render(NOTICE)


@pytest.fixture
def pane(qtbot, runner, dialogs):
    made = PdfPane(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def pdf_printer(path, resolution=300):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    return printer


def inked(pdf):
    """Where the ink of each page begins and ends: left, right, top, bottom, in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    boxes = []
    for number in range(len(document)):
        picture = numpy.array(document[number].render(scale=300 / 72).to_pil().convert("L"))
        down, across = numpy.where(picture < 128)
        boxes.append([v * MM for v in (across.min(), across.max(), down.min(), down.max())])
    document.close()
    return boxes


def test_a_draft_drawn_anew_stays_where_one_looked(qtbot, pane):
    """While one types on the second page, the preview does not run back to the first."""

    def drawn(words):
        lines = tuple(Paragraph(f"{words}第{number}段。" * 20) for number in range(40))
        return render_paper(Paper("试", Form.FORM, "甲", lines))

    pane.show_bytes(drawn("甲"), "通报")
    bar = pane.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 900)
    bar.setValue(900)
    pane.show_bytes(drawn("乙"), "通报")
    assert bar.value() == 900
    pane.show_bytes(drawn("丙"), "报告")
    assert bar.value() == 0


def test_shows_the_very_bytes(pane, content):
    pane.show_bytes(content, "示建安整〔2026〕7号")
    held = bytes(pane._buffer.data())
    assert hashlib.sha256(held).digest() == hashlib.sha256(content).digest()
    assert pane.document.pageCount() == 2
    assert pane.pages.count() == 2
    assert not pane.view.isHidden()


def test_pages_are_chosen_in_the_list(pane, content):
    pane.show_bytes(content)
    pane.pages.setCurrentRow(1)
    assert pane.view.pageNavigator().currentPage() == 1


def test_zoom_keeps_between_its_ends(pane, content):
    pane.show_bytes(content)
    for _ in range(30):
        pane.zoom(1.25)
    assert pane.view.zoomFactor() == pytest.approx(5)
    pane.fit()
    assert pane.view.zoomMode() is QPdfView.ZoomMode.FitToWidth


def test_a_voided_paper_says_so_above_itself(pane, content):
    pane.show_bytes(content, mark="已作废：单位写错")
    assert "已作废：单位写错" in pane._mark.text()
    pane.show_bytes(content)
    assert pane._mark.isHidden()


def test_saved_file_is_the_paper(pane, content, dialogs, tmp_path):
    target = tmp_path / "通知书.pdf"
    dialogs.answers = [target]
    pane.show_bytes(content, "示建安整〔2026〕7号")
    pane.save()
    assert target.read_bytes() == content
    assert dialogs.said[-1][1] is Tone.DONE


def test_a_place_that_cannot_be_written_is_said(pane, content, dialogs, tmp_path):
    dialogs.answers = [tmp_path / "没有" / "通知书.pdf"]
    pane.show_bytes(content)
    pane.save()
    assert dialogs.said[-1][1] is Tone.WRONG


def test_printed_type_area_stands_where_it_was_set(pane, content, tmp_path, dialogs):
    target = tmp_path / "printed.pdf"
    pane.show_bytes(content)
    pane.print_on(pdf_printer(target))
    assert dialogs.said[-1] == ("已送去打印 2 页", Tone.DONE)
    for was, printed in zip(inked(content), inked(target), strict=True):
        assert printed == pytest.approx(was, abs=0.5)


def test_some_pages_alone_can_be_printed(content, tmp_path):
    printer = pdf_printer(tmp_path / "second.pdf", 150)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert print_pdf(content, printer) == 1
    (second,) = inked(tmp_path / "second.pdf")
    assert second == pytest.approx(inked(content)[1], abs=0.5)


def test_no_printer_is_said(pane, content, dialogs, monkeypatch):
    monkeypatch.setattr("desktop.ui.print_asking.QPrinterInfo.availablePrinterNames", list)
    pane.show_bytes(content)
    pane.print_paper()
    assert "没有安装打印机" in dialogs.said[-1][0]


def test_a_damaged_file_is_said_and_not_printed(pane, tmp_path):
    pane.show_bytes(b"no paper")
    assert pane.content == b""
    assert "打不开" in pane._empty.text()
    with pytest.raises(KnownProblem):
        print_pdf(b"no paper", pdf_printer(tmp_path / "none.pdf"))


def test_what_is_being_replaced_is_not_printed_or_saved(pane, content, dialogs):
    pane.show_bytes(content)
    pane.wait()
    pane.save()
    pane.print_paper()
    assert dialogs.asked == []
    assert dialogs.said == []
    pane.show_bytes(content)
    assert all(tool.isEnabled() for tool in pane._tools)


def test_cancelled_printing_stops_and_leaves_the_printer_free(content, tmp_path):
    printed = []

    def stop(done, total):
        printed.append((done, total))
        raise Cancelled

    printer = pdf_printer(tmp_path / "half.pdf", 150)
    with pytest.raises(Cancelled):
        print_pdf(content, printer, stop)
    assert printed == [(1, 2)]
    assert print_pdf(content, printer) == 2


def test_a_paper_that_keeps_its_measures_gets_a_green_line(pane, content):
    pane.show_bytes(content, "示建安整〔2026〕7号")
    assert pane.layout_line.words.startswith("√ 版式核对：")
    assert pane.layout_line.words.endswith("项合格（GB/T 9704-2012）")
    assert "天头：应为 37±1 mm" in pane.layout_line.toolTip()
    pane.clear()
    assert pane.layout_line.words == ""


def test_a_paper_that_does_not_is_named_with_the_measure(pane):
    wide = Paragraph("国" * 600, style=Style(16.0, 15.79, 32.0))
    pane.show_bytes(render_paper(Paper("试", Form.FORM, "甲", (wide,))), "试印")
    assert pane.layout_line.words.startswith("× 版式核对不合格：")
    assert "每面行数应为 22 行/面，实测 20 行/面" in pane.layout_line.words
    assert "行距：应为 28.95±1.06 磅，实测 32 磅，第1页" in pane.layout_line.toolTip()


def test_a_scan_is_not_measured(pane, tmp_path):
    printer = pdf_printer(tmp_path / "scan.pdf")
    pane.show_bytes(render(NOTICE))
    print_pdf(pane.content, printer, progress=lambda done, total: None)
    pane.show_bytes((tmp_path / "scan.pdf").read_bytes(), "扫描件")
    assert pane.layout_line.words == ""
