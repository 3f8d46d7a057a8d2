"""工作台: what waits opens by keyboard, figures drill down, what is late says so."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import func, select

from db.codes import HazardState
from db.tables.hazards import Hazard
from desktop.jobs.runner import InlineRunner
from desktop.ui.pages.workbench import WorkbenchPage
from tests.ui.pages.acts import RAIL, visit_with

TODAY = date(2026, 11, 12)


@pytest.fixture
def shown(dialogs, qtbot):
    def make(runner):
        page = WorkbenchPage(runner, dialogs)
        qtbot.addWidget(page)
        page.resize(1180, 700)
        page.show()
        return page

    return make


def heads(page):
    tree = page.tree
    return [tree.topLevelItem(place).text(0) for place in range(tree.topLevelItemCount())]


def buttons(page):
    return {one.text(): one for one in page.findChildren(QPushButton)}


def overdue(county):
    late = select(func.count()).where(Hazard.state != HazardState.CLOSED, Hazard.due < TODAY)
    return county.ask(lambda session: session.scalar(late))


def test_overdue_hazards_come_first_with_their_count_and_open_by_enter(shown, county, qtbot):
    page = shown(county)
    assert heads(page)[0] == f"逾期未销号的隐患　{overdue(county)}"
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.open_record) as opened:
        qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    entity, key = opened.args
    found = county.ask(lambda session: session.get(Hazard, key))
    assert entity == "hazard"
    assert found.due < TODAY
    assert page.tree.currentItem().text(1) == f"▲ {found.due.isoformat()}"
    assert page.tree.currentItem().text(2) not in ("", "—")


def test_enter_on_a_group_goes_to_its_list(shown, county, qtbot):
    page = shown(county)
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    assert gone.args == ["hazards", {"progress": "overdue"}]


def test_what_was_just_found_waits_for_its_notice(shown, county):
    page = shown(county)
    assert not any("尚未责令整改" in one for one in heads(page))
    visit_with(county, RAIL)
    page.on_changed(page.shows)
    assert "尚未责令整改的隐患　1" in heads(page)


def test_a_tile_drills_down_to_the_records_behind_it(shown, county, qtbot):
    page = shown(county)
    tile = next(one for text, one in buttons(page).items() if text.startswith("在监项目"))
    with qtbot.waitSignal(page.go) as gone:
        tile.click()
    assert gone.args == ["month", {"month": "202611", "figure": "A01"}]


def test_the_report_that_is_owed_shows_how_its_day_was_counted(shown, county):
    """30 October 2026 is a Friday: the last working day before 1 November."""
    page = shown(county)
    told = "\n".join(one.text() for one in page.findChildren(QLabel))
    assert "2026年10月月报　未起草，2026年10月30日前报送（已过期）" in told
    assert "2026年11月1日前的最后一个工作日为2026年10月30日" in told
    assert "2026年11月30日前报送" in told


def test_an_empty_office_is_led_to_the_first_day(shown, runner, qtbot):
    assert isinstance(runner, InlineRunner)
    page = shown(runner)
    assert not page.tree.isVisible()
    with qtbot.waitSignal(page.go) as gone:
        buttons(page)["去首日设置"].click()
    assert gone.args[0] == "first_day"
