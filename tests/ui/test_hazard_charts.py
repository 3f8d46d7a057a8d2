"""The charts of a year: by keyboard and by mouse to the list of what a bar counts."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from db.codes import HazardLevel, HazardSource, HazardState, Outcome
from db.tables.hazards import Hazard
from desktop.queries.hazards import HAZARDS
from desktop.queries.month_charts import NO_CLASS
from desktop.queries.view import View
from desktop.ui.columns import UNKNOWN
from desktop.ui.pages.hazard_charts import HazardChartsPage
from tests.queries.seed import ACT, put, small_county

CTRL = Qt.KeyboardModifier.ControlModifier
GENERAL, MAJOR = HazardLevel.GENERAL, HazardLevel.MAJOR
KEPT = (
    (MAJOR, date(2026, 10, 5), date(2026, 10, 9), "2024-8-1"),
    (MAJOR, date(2026, 3, 5), None, "2022-8-1"),
    (MAJOR, date(2026, 3, 6), None, None),
    (GENERAL, date(2026, 10, 1), date(2026, 10, 21), None),
    (GENERAL, date(2025, 12, 31), None, None),
)


@pytest.fixture
def county(opened):
    county = small_county(opened)
    with opened.writing(ACT, "import_ledger") as session:
        for level, found, closed, criterion in KEPT:
            row = Hazard(
                project_id=county.school,
                found_on=found,
                month=found.year * 100 + found.month,
                description="洞口没有防护",
                level=level,
                criterion=criterion,
                closed_on=closed,
                outcome=Outcome.ORDERED,
                source=HazardSource.LEDGER,
                state=HazardState.CLOSED if closed else HazardState.ORDERED,
                history=True,
                entered_on=ACT.today,
            )
            put(session, row)
    return county


@pytest.fixture
def page(qtbot, runner, dialogs, county):
    made = HazardChartsPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


def shown(pane):
    return [
        [pane.model.index(number, place).data() for place in range(pane.model.columnCount())]
        for number in range(pane.model.rowCount())
    ]


def listed(opened, where):
    with opened.reading() as session:
        view = View(where=tuple(where.items()), today=ACT.today)
        return HAZARDS.everything(session, view)


def test_months_of_the_year_up_to_today_and_a_month_without_records_is_unknown(page):
    rows = shown(page.months)
    assert [row[0] for row in rows] == [f"{number}月" for number in range(1, 12)]
    assert rows[2] == ["3月", "0", "2", "2"]
    assert rows[9] == ["10月", "1", "1", "2"]
    assert rows[0] == ["1月", UNKNOWN, UNKNOWN, UNKNOWN]
    assert page.months.chart.rows == page.charts.months


def test_enter_leads_to_the_hazards_a_bar_counts(qtbot, page, opened):
    page.months.table.go_to(9)
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.months.table, Qt.Key.Key_Return)
    name, where = gone.args
    assert (name, where) == ("hazards", {"month": "202610"})
    assert len(listed(opened, where)) == 2


def test_majors_by_class_lead_to_those_of_both_versions(qtbot, page, opened):
    qtbot.keyClick(page.tabs, Qt.Key.Key_2, CTRL)
    rows = {row[0]: row[1:] for row in shown(page.classes)}
    assert rows["建筑起重机械及吊装工程"] == ["1", "1", "2"]
    assert rows[NO_CLASS] == ["0", "1", "1"]
    assert rows["隧道工程"] == ["0", "0", "0"]
    place = list(rows).index("建筑起重机械及吊装工程")
    with qtbot.waitSignal(page.go) as gone:
        page.classes.chart.picked.emit(place)
    found = listed(opened, gone.args[1])
    assert sorted(row.found_on for row in found) == [date(2026, 3, 5), date(2026, 10, 5)]
    with qtbot.waitSignal(page.go) as gone:
        page.classes.chart.picked.emit(list(rows).index(NO_CLASS))
    assert [row.found_on for row in listed(opened, gone.args[1])] == [date(2026, 3, 6)]


def test_days_are_looked_at_and_lead_nowhere(qtbot, page):
    qtbot.keyClick(page.tabs, Qt.Key.Key_3, CTRL)
    rows = {row[0]: row[1:] for row in shown(page.days)}
    assert rows["4至7天"] == ["0", "1", "1"]
    assert rows["16至30天"] == ["1", "0", "1"]
    page.days.table.go_to(2)
    with qtbot.assertNotEmitted(page.go):
        qtbot.keyClick(page.days.table, Qt.Key.Key_Return)


def test_the_year_before_by_keyboard(qtbot, page, opened):
    qtbot.keyClick(page.months.table, Qt.Key.Key_PageUp, CTRL)
    assert page.years.currentText() == "2025年"
    assert shown(page.months)[11] == ["12月", "1", "0", "1"]
    with opened.reading() as session:
        assert session.scalar(select(func.count()).select_from(Hazard)) == len(KEPT)


def test_the_row_of_the_table_is_the_framed_bar(qtbot, page):
    page.months.table.go_to(2)
    qtbot.waitUntil(lambda: page.months.chart._chosen.opts["y"] == [-2])
    assert page.months.chart._chosen.opts["width"] == [2]
