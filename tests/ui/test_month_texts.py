"""The words of a month by keyboard: written, filled, taken from last month, kept as a draft."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from db.codes import MonthPart
from db.tables.months import MonthText
from desktop.ui.pages.month import MonthPage
from desktop.usecases.month_texts import FieldText, WriteMonthText, write_month_text
from desktop.usecases.months import CloseMonth, OpenMonth, close_month, open_month
from tests.ui.helpers import type_words
from tests.ui.thin_line import notice
from tests.usecases.county import settle

SEPTEMBER, OCTOBER = 202609, 202610
PRACTICE, PLAN = MonthPart.PRACTICE, MonthPart.PLAN
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def october(runner, opened):
    """One hazard found in October; September said something of the first field."""
    county = settle(opened)
    notice(runner, county, date(2026, 10, 20))
    runner.run(open_month, OpenMonth(SEPTEMBER))
    told = FieldText(1, PRACTICE, "九月发现隐患{发现隐患}项。")
    runner.run(write_month_text, WriteMonthText(SEPTEMBER, (told,)))
    runner.run(open_month, OpenMonth(OCTOBER))
    return county


def made_page(qtbot, runner, dialogs):
    made = MonthPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def page(qtbot, runner, dialogs, october):
    made = made_page(qtbot, runner, dialogs)
    qtbot.keyClick(made.table, Qt.Key.Key_E, CTRL)
    return made


def kept(opened):
    with opened.reading() as session:
        rows = session.scalars(select(MonthText).order_by(MonthText.id)).all()
        return [(row.field, row.part, row.text) for row in rows][1:]


def box_of(page, part):
    return page.texts.boxes[part].box


def test_the_six_fields_and_where_to_write(page):
    assert page.tabs.currentWidget() is page.texts
    assert page.texts.fields.count() == 6
    assert page.texts.fields.currentText().startswith("1　健全施工安全事前预防机制")
    assert box_of(page, PRACTICE).hasFocus()
    assert not page.texts.save_button.isEnabled()


def test_what_is_typed_is_shown_filled_and_saved_by_keyboard(qtbot, page, opened, dialogs):
    box = box_of(page, PRACTICE)
    type_words(box, "本月发现隐患{发现隐患}项，本年{C01本年累计}项。")
    assert page.texts.preview.text() == "本月发现隐患1项，本年1项。"
    qtbot.keyClick(box, Qt.Key.Key_Return, CTRL)
    assert kept(opened) == [(1, PRACTICE, "本月发现隐患{发现隐患}项，本年{C01本年累计}项。")]
    assert "已写 1/4" in page.texts.fields.currentText()
    assert page.state.text() == "草稿 · 第1稿", "the month itself went no step on"
    assert dialogs.said[-1][0] == "2026年10月文字已保存"


def test_last_months_words_are_taken_with_their_figures(qtbot, page, opened):
    box = box_of(page, PRACTICE)
    assert box.placeholderText() == "上月：九月发现隐患{发现隐患}项。"
    qtbot.keyClick(box, Qt.Key.Key_L, CTRL)
    assert page.texts.preview.text() == "九月发现隐患1项。"
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    assert kept(opened) == [(1, PRACTICE, "九月发现隐患{发现隐患}项。")]
    assert page.texts.boxes[PLAN].last_button.isHidden()


def test_a_figure_is_put_in_from_the_list(qtbot, page):
    box = box_of(page, PLAN)
    box.setFocus()
    type_words(box, "共")
    qtbot.keyClick(box, Qt.Key.Key_I, CTRL)
    assert page.texts.names.hasFocus() or page.texts.names.lineEdit().hasFocus()
    page.texts.names.setCurrentText("发现隐患")
    page.texts.contents.setCurrentText("本年累计")
    page.texts.insert_name()
    assert box.toPlainText() == "共{发现隐患本年累计}"
    assert box.hasFocus()
    assert page.texts.preview.text() == "共1"


def test_what_names_no_figure_is_refused_and_stays(page, opened):
    type_words(box_of(page, PRACTICE), "共{隐患数}项")
    page.texts.save()
    assert "没有叫“隐患数”的指标" in page.texts.notice.words
    assert box_of(page, PRACTICE).toPlainText() == "共{隐患数}项"
    assert kept(opened) == []


def test_another_field_keeps_what_was_typed_in_the_first(qtbot, page, opened):
    box = box_of(page, PRACTICE)
    type_words(box, "一")
    qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.texts.number == 2
    assert box.toPlainText() == ""
    type_words(box, "二")
    page.texts.save()
    assert kept(opened) == [(1, PRACTICE, "一"), (2, PRACTICE, "二")]


def test_what_was_not_saved_comes_back_after_a_power_cut(qtbot, page, runner, dialogs, opened):
    type_words(box_of(page, PLAN), "十一月再查一遍")
    page.texts._drafts.keep()
    again = made_page(qtbot, runner, dialogs)
    again.write_texts()
    assert box_of(again, PLAN).toPlainText() == "十一月再查一遍"
    assert "已恢复" in again.texts.notice.words
    again.texts.save()
    assert kept(opened) == [(1, PLAN, "十一月再查一遍")]
    third = made_page(qtbot, runner, dialogs)
    third.write_texts()
    assert third.texts.notice.words == ""


def test_a_closed_month_says_why_it_is_not_written_any_more(page, runner):
    runner.run(close_month, CloseMonth(OCTOBER))
    page.refresh()
    assert "不能再改" in page.texts.notice.words
    assert box_of(page, PRACTICE).isReadOnly()


def test_a_month_not_begun_asks_to_be_begun(page):
    page.show_month(202611)
    assert "还没有起草" in page.texts.notice.words
