"""A list page as pages are written: found, opened, edited, exported, by keyboard and clicks."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from db.codes import Area
from db.tables.office import Setting
from desktop.domain.errors import RuleViolation
from desktop.ui.notice import Tone
from desktop.usecases.done import Done
from tests.jobs.test_runner import KeepSetting, keep_setting
from tests.ui.helpers import type_words
from tests.ui.sample_pages import Firms, firm_rows

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(runner, dialogs, qtbot):
    made = Firms(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.current is not None, timeout=3000)
    return made


def keys(session):
    return list(session.scalars(select(Setting.key)))


def test_the_first_record_is_shown_beside_the_list(page):
    assert page.model.rowCount() == 137
    assert page.current.id == 1
    assert page.filter_bar.count.text() == "共 137 条"


@pytest.mark.parametrize("words", ["云栖", "yqjz"])
def test_filter_while_typing_in_chinese_or_initials(page, qtbot, words):
    expected = [row for row in firm_rows(None) if row.name.startswith("云栖")]
    page.filter_bar.box.setFocus()
    type_words(page.filter_bar.box, words)
    qtbot.waitUntil(lambda: page.model.rowCount() == len(expected), timeout=3000)
    assert page.filter_bar.count.text() == f"筛出 {len(expected)} 条"
    qtbot.waitUntil(lambda: page.current.id == expected[0].id, timeout=3000)
    qtbot.keyClick(page.filter_bar.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.rowCount() == 137, timeout=3000)


def test_sorting_by_a_date_puts_the_unknown_last(page, qtbot):
    page.model.sort(2, Qt.SortOrder.AscendingOrder)
    days = [page.model.index(row, 2).data().split()[-1] for row in range(137)]
    known = [day for day in days if day != "—"]
    assert known == sorted(known)
    assert days[len(known) :] == ["—"] * (137 - len(known))


def test_f2_edits_and_ctrl_enter_goes_to_the_next(page, runner, qtbot):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    box = page.side.form.grid.inputs["name"].box
    box.selectAll()
    type_words(box, "改了名的公司")
    qtbot.keyClick(box, Qt.Key.Key_Return, CTRL)
    assert runner.ask(keys) == ["改了名的公司"]
    qtbot.waitUntil(lambda: page.current.id == 2 and page.side.is_editing, timeout=3000)
    assert page.side.form.grid.inputs["name"].words.startswith("远麓市政")


def test_ctrl_n_makes_a_new_one_and_escape_closes(page, qtbot):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_N, CTRL)
    assert page.side.is_editing
    qtbot.keyClick(page.side.form.grid.inputs["name"].box, Qt.Key.Key_Escape)
    assert not page.side.is_editing


def test_enter_goes_to_the_next_step(page, qtbot):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.side.pane.step_button.text() == "登记检查"
    assert page.focusWidget() is page.side.pane.step_button


def test_what_is_seen_is_exported(page, dialogs, tmp_path, qtbot):
    path = tmp_path / "企业.xlsx"
    dialogs.answers.append(path)
    page.filter_bar.put("", {"kind": "client"})
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_E, CTRL)
    book = openpyxl.load_workbook(path)
    rows = list(book.active.iter_rows(values_only=True))
    clients = [row for row in firm_rows(None) if row.kind == "client"]
    names = [row[0] for row in rows if row[0] and "分公司" in str(row[0])]
    assert names == [row.name for row in clients]
    assert dialogs.said[-1][1] is Tone.DONE
    book.close()


def test_a_refusal_is_said_beside_the_record(page):
    def refuse(session, command, act):
        raise RuleViolation("重大隐患须复查后销号（办法第十八条）")

    page.do(refuse, KeepSetting("a"))
    assert "重大隐患须复查后销号" in page.side.pane.notice.words


def test_an_announced_change_refreshes_now_or_when_shown(page, runner, qtbot):
    reads = []
    page.model.arrived.connect(reads.append)
    runner.run(keep_setting, KeepSetting("a"))
    assert len(reads) == 1
    page.hide()
    runner.run(keep_setting, KeepSetting("b"))
    assert len(reads) == 1
    page.show()
    assert len(reads) == 2


def test_a_change_elsewhere_leaves_the_page_alone(page, runner):
    reads = []
    page.model.arrived.connect(reads.append)

    def record_visit(session, command, act):
        keep_setting(session, command, act)
        return Done(None, frozenset({Area.VISITS}))

    runner.run(record_visit, KeepSetting("a"))
    assert reads == []


def test_several_rows_are_chosen_for_bulk_work(page):
    page.table.go_to(0)
    chosen = page.table.selectionModel()
    chosen.select(page.model.index(4, 0), chosen.SelectionFlag.Select | chosen.SelectionFlag.Rows)
    assert page.selected_ids == (1, 5)


def test_a_view_is_kept_by_name(page, dialogs):
    dialogs.answers.append("建设单位")
    page.filter_bar.put("nd", {"kind": "client"})
    page.filter_bar.keep_view()
    assert "建设单位" in dialogs.settings.get("views/firms")


def test_a_figure_drills_down_with_filters_set(page, qtbot):
    page.show_where({"kind": "client"})
    clients = [row for row in firm_rows(None) if row.kind == "client"]
    assert page.model.rowCount() == len(clients)


def test_a_record_is_shown_even_if_the_filter_hides_it(page):
    page.show_where({"kind": "client"})
    page.show_record(2)
    assert page.current.id == 2


def test_what_a_link_narrows_by_is_shown_and_can_be_taken_away(page, qtbot):
    late = [row for row in firm_rows(None) if row.is_late]
    page.show_where({"late": "1", "unheard_of": "1"})
    assert page.filter_bar.count.text() == f"筛出 {len(late)} 条"
    chip = next(one for one in page.findChildren(QPushButton) if "许可证过期的" in one.text())
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert page.filter_bar.count.text() == "共 137 条"
    page.show_where({"late": "1"})
    page.show_where({"kind": "client"})
    assert page.filter_bar.where == (("kind", "client"),)
