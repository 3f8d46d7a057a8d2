"""检查轮次 and 检查计划 by keyboard, on the county counted by hand."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from db.codes import HolderKind
from desktop.queries.planned_visits import planned_rows
from desktop.queries.round_board import round_board
from desktop.ui.pages.rounds import RoundsPage
from desktop.ui.pages.week_plan import WeekPlanPage
from desktop.ui.round_dialogs import ScopeDialog, WeekDialog
from desktop.usecases.planned_visits import Planned, PlanVisits, plan_visits
from desktop.usecases.rounds import OpenRound, RefreshRound, open_round, refresh_round
from tests.ui.clerk import ActingDialogs
from tests.usecases.round_county import FIRST, TODAY, made_visit, settle_rounds

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def county(opened):
    return settle_rounds(opened)


@pytest.fixture
def dialogs():
    return ActingDialogs()


@pytest.fixture
def shown(runner, dialogs, qtbot):
    def make(kind):
        page = kind(runner, dialogs)
        qtbot.addWidget(page)
        page.resize(1180, 680)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return make


@pytest.fixture
def opened_round(runner, county):
    key = runner.run(open_round, OpenRound(FIRST)).id
    runner.run(refresh_round, RefreshRound(key))
    return key


def rows(page):
    return [page.model.row_at(number) for number in range(page.model.rowCount())]


def names(page):
    return [row.name for row in rows(page)]


def test_a_round_is_opened_from_the_empty_page(shown, runner, county, dialogs, qtbot):
    page = shown(RoundsPage)
    assert not page.head.isVisible()
    page.open_round()
    form = page.side.form
    form.grid.inputs["first_day"].put_words("2026.9.1")
    form.grid.inputs["ground"].put_words("本年监督计划")
    qtbot.keyClick(form.grid.inputs["ground"].box, Key.Key_S, CTRL)
    assert dialogs.said[-1][0] == "已开始：应覆盖项目 2、企业 4、设备 1"
    assert page.head.rounds.currentText() == "2026年第1轮（2026-09-01起，进行中）"
    assert page.head.pending.text() == "△ 3 个范围变动待核对"
    assert "依据：本年监督计划" in page.head.counting.text()
    assert page.model.rowCount() == 7


def test_what_needs_a_round_is_grey_without_one(shown, runner, county, dialogs):
    page = shown(RoundsPage)
    grey = {name for name, one in page.tool_buttons.items() if not one.isEnabled()}
    assert grey >= {"排入本周计划", "加入工程…", "结束本轮…"}
    assert page.tool_buttons["新开一轮…"].isEnabled()
    runner.run(open_round, OpenRound(FIRST))
    assert page.tool_buttons["结束本轮…"].isEnabled()
    assert "还没有结束" in page.tool_buttons["新开一轮…"].toolTip()
    page.open_round()
    assert "2026年第1轮还没有结束" in dialogs.said[-1][0]
    assert page.side.form is None


def test_a_future_first_day_is_refused_beside_the_form(shown, county, qtbot):
    page = shown(RoundsPage)
    page.open_round()
    form = page.side.form
    form.grid.inputs["first_day"].put_words("2026.12.1")
    form.save()
    assert "不能晚于今天" in form.grid.wrong_of("first_day")


def test_a_denominator_leads_to_what_is_missing_of_it(shown, opened_round, county, qtbot):
    page = shown(RoundsPage)
    page.head.asked.emit("machine")
    assert {page.model.row_at(n).kind for n in range(page.model.rowCount())} == {HolderKind.MACHINE}
    assert page.model.rowCount() == 2
    assert [one.grid for one in page.chart.lines] == ["第一网格", "第二网格"]


def test_whose_it_is_can_be_asked_by_name(shown, opened_round, county):
    page = shown(RoundsPage)
    page.filter_bar.put("", {"inspector": "邢䶮", "kind": "project", "state": "missing"})
    assert sorted(names(page)) == ["滨海塔楼", "环岛路改造"]


def test_a_link_arrives_with_its_name_chosen(runner, dialogs, opened_round, county, qtbot):
    """The first time the page is asked for, its names are yet to come."""
    page = RoundsPage(runner, dialogs)
    qtbot.addWidget(page)
    page.show_where({"inspector": "邢䶮", "state": "missing"})
    page.show()
    assert page.model.rowCount() == 6
    assert {name for row in rows(page) for name in row.inspectors} >= {"邢䶮"}
    page.show_where({"kind": "machine", "state": "missing"})
    assert page.model.rowCount() == 2


def test_changes_of_scope_are_ticked_one_by_one(shown, runner, county, dialogs, qtbot):
    key = runner.run(open_round, OpenRound(FIRST)).id
    page = shown(RoundsPage)

    def only_the_site(dialog):
        assert isinstance(dialog, ScopeDialog)
        tree = dialog.ticks
        assert tree.topLevelItemCount() == 3
        for place in range(3):
            item = tree.topLevelItem(place)
            ticked = item.text(2) == "滨海塔楼"
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        dialog.act()

    dialogs.acts.append(only_the_site)
    page.check_changes()
    assert dialogs.said[-1][0] == "已核对 1 个范围变动"
    told = runner.ask(round_board, key, TODAY)
    assert told.bars[0].arithmetic == "首日 2 ＋ 进入 1 － 离开 0 ＝ 应覆盖 3"


def test_a_unit_leaves_with_its_reason_and_comes_back(shown, runner, opened_round, county, qtbot):
    page = shown(RoundsPage)
    page.filter_bar.put("环岛路", {})
    page.table.go_to(0)
    qtbot.waitUntil(lambda: page.current is not None and page.current.name == "环岛路改造")
    page.take_out(page.current)
    page.side.form.save()
    assert page.side.form is not None, "a reason is asked for"
    page.side.form.grid.inputs["reason"].put_words("已发中止监督告知书")
    page.side.form.save()
    told = runner.ask(round_board, opened_round, TODAY)
    assert told.bars[0].left == 1
    row = next(one for one in told.units if one.name == "环岛路改造")
    page.put_back(row)
    page.side.form.grid.inputs["reason"].put_words("恢复施工")
    page.side.form.save()
    assert runner.ask(round_board, opened_round, TODAY).bars[0].left == 0


def test_chosen_rows_are_planned_by_one_key(shown, runner, opened_round, county, dialogs, qtbot):
    page = shown(RoundsPage)
    page.head.asked.emit("project")
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Key.Key_J, CTRL)
    assert dialogs.said[-1][0] == "已排 3 处到本周，在“检查计划”里看和改"
    assert len(runner.ask(planned_rows, TODAY)) == 3


def test_a_covered_unit_opens_its_visit(shown, opened, runner, opened_round, county, qtbot):
    visit = made_visit(opened, county, county.school, date(2026, 11, 2), round_id=opened_round)
    page = shown(RoundsPage)
    page.filter_bar.put("", {"state": "covered"})
    (row,) = (page.model.row_at(number) for number in range(page.model.rowCount()))
    link = page.describe(row).links[0]
    assert link.title == "2026-11-02 的检查"
    with qtbot.waitSignal(page.open_record) as gone:
        link.act()
    assert gone.args == ["visit", visit]


def test_the_week_is_proposed_ticked_and_changed(
    shown, runner, opened_round, county, dialogs, qtbot
):
    page = shown(WeekPlanPage)

    def next_week(dialog):
        assert isinstance(dialog, WeekDialog)
        dialog.weeks.setCurrentIndex(1)
        dialog.weeks.activated.emit(1)
        assert dialog.ticks.topLevelItemCount() == 3
        dialog.ticks.topLevelItem(2).setCheckState(0, Qt.CheckState.Unchecked)
        qtbot.keyClick(dialog.ticks, Key.Key_Return, CTRL)
        if dialog.result() != QDialog.DialogCode.Accepted.value:
            dialog.act()

    dialogs.acts.append(next_week)
    page.plan_week()
    assert dialogs.said[-1][0] == "已排 2 处"
    page.table.go_to(0)
    qtbot.waitUntil(lambda: page.current is not None)
    page.edit()
    page.side.form.grid.inputs["planned_on"].put_words("2026.11.20")
    page.side.form.save()
    days = sorted(row.planned_on for row in runner.ask(planned_rows, TODAY))
    assert days[1] == date(2026, 11, 20)


def test_a_plan_leads_to_the_form_of_its_visit(shown, opened, runner, opened_round, county, qtbot):
    page = shown(WeekPlanPage)
    page.add()
    form = page.side.form
    form.grid.inputs["project_id"].put_value((county.school, "示例县中心小学教学楼"))
    form.grid.inputs["planned_on"].put_words("今天")
    form.save()
    (row,) = runner.ask(planned_rows, TODAY)
    with qtbot.waitSignal(page.go) as gone:
        page.describe(row).step.act()
    assert gone.args == [
        "visit_entry",
        {"project": str(county.school), "round": str(opened_round)},
    ]


def test_the_board_and_the_plan_are_exported_as_seen(
    shown, runner, opened_round, county, dialogs, tmp_path
):
    runner.run(plan_visits, PlanVisits((Planned(county.school, TODAY),)))
    for kind, first in ((RoundsPage, "△ 未覆盖"), (WeekPlanPage, "2026-11-12 周四")):
        page = shown(kind)
        path = tmp_path / f"{page.key}.xlsx"
        dialogs.answers = [path]
        page.export()
        sheet = load_workbook(path).active
        lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
        head = next(place for place, line in enumerate(lines) if page.columns[0].title in line)
        assert str(lines[head + 1][0]) in first
