"""One model for every list: right for Qt, and frugal."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.jobs.qt import QtRunner
from desktop.queries.view import PAGE, Outline
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.rows import RowsModel
from desktop.ui.settings import PassingSettings
from desktop.ui.table import RowsTable

COLUMNS = (
    Column("编号", lambda row: row.id, 80, Align.RIGHT, "id"),
    Column("名称", lambda row: row.name, mark=lambda row: Mark.DANGER if row.id == 1 else None),
)


@dataclass(frozen=True)
class Row:
    id: int
    name: str | None


class CountedSource:
    """A long list that counts what is read from it."""

    def __init__(self, count):
        self.count = count
        self.outlines = 0
        self.pages = []

    def outline(self, session, view):
        self.outlines += 1
        self.view = view
        anchors = tuple((start, start) for start in range(0, self.count, PAGE))
        return Outline(self.count, anchors, self._rows(0))

    def page(self, session, view, anchor):
        self.pages.append(anchor[0] // PAGE)
        return self._rows(anchor[0])

    def everything(self, session, view):
        raise AssertionError("a table never reads everything")

    def _rows(self, start):
        last = min(start + PAGE, self.count)
        return tuple(
            Row(number, f"第{number}行" if number % 2 else None) for number in range(start, last)
        )


@pytest.fixture
def source():
    return CountedSource(20_000)


@pytest.fixture
def model(runner, source):
    made = RowsModel(runner, source, COLUMNS)
    made.reload()
    return made


def test_the_model_keeps_qt_s_rules(runner, qtmodeltester):
    model = RowsModel(runner, CountedSource(30), COLUMNS)
    qtmodeltester.check(model)
    model.reload()
    qtmodeltester.check(model)
    model.look(text="x")


def test_the_unknown_is_a_dash_and_a_mark_has_its_sign(model):
    assert model.index(2, 1).data() == "—"
    assert model.index(1, 1).data() == "▲ 第1行"
    assert model.index(1, 1).data(Qt.ItemDataRole.ForegroundRole) is not None
    assert model.index(3, 1).data(Qt.ItemDataRole.ForegroundRole) is None


@pytest.mark.parametrize("row", [0, 740, 9_990, 19_999])
def test_a_paint_reads_at_most_two_pages(model, source, qtbot, row):
    table = RowsTable(model, PassingSettings(), "rows")
    qtbot.addWidget(table)
    table.resize(700, 900)
    with qtbot.waitExposed(table):
        table.show()
    source.pages.clear()
    table.scrollTo(model.index(row, 0))
    table.repaint()
    assert len(source.pages) <= 2
    assert source.outlines == 1
    table.repaint()
    assert len(source.pages) <= 2


def test_the_cache_stays_small_and_right(model, source):
    for row in range(0, 20_000, 250):
        assert model.index(row, 0).data() == str(row)
    assert len(source.pages) == 20_000 // PAGE - 1
    assert len(model.loaded_rows()) <= 8 * PAGE
    assert model.index(0, 0).data() == "0"


def test_sorting_asks_the_source_by_value(model, source):
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert (source.view.sort, source.view.descending) == ("id", True)
    model.sort(1)
    assert source.outlines == 2, "a column without a sort leaves all as it is"


def test_a_click_on_the_header_sorts(model, source, qtbot):
    table = RowsTable(model, PassingSettings(), "rows")
    qtbot.addWidget(table)
    table.show()
    header = table.horizontalHeader()
    place = header.viewport().rect().center()
    place.setX(header.sectionPosition(0) + 20)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert source.view.sort == "id"
    was = source.view.descending
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert source.view.descending is not was


def test_columns_stay_as_they_were_left(runner, qtbot):
    settings = PassingSettings()
    for width in (0, 222):
        table = RowsTable(RowsModel(runner, CountedSource(3), COLUMNS), settings, "rows")
        qtbot.addWidget(table)
        table.show()
        if width:
            assert table.columnWidth(0) == width
        table.setColumnWidth(0, 222)
        table.hide()


def test_rows_that_have_not_arrived_are_held_a_place(opened, clock, source, qtbot):
    threaded = QtRunner(clock, "本机")
    model = RowsModel(threaded, source, COLUMNS)
    model.reload()
    assert model.rowCount() == 0
    with qtbot.waitSignal(model.arrived, timeout=8000):
        threaded.open(lambda: opened)
    assert model.index(9_000, 0).data() == "…"
    with qtbot.waitSignal(model.dataChanged, timeout=8000):
        QApplication.processEvents()
    assert model.index(9_000, 0).data() == "9000"
    assert threaded.wait_for_done(20)
