"""文书用语 by keyboard: found, typed with the sheet beside it, saved, compared and restored."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from db.tables.issuing import WordingEdition
from desktop.jobs.qt import QtRunner
from desktop.queries.drafts import draft_of
from desktop.reference.wording import wording
from desktop.ui.issue_dialog import IssueDialog
from desktop.ui.pages.wordings import WordingsPage
from desktop.usecases.wordings import SaveWording, save_wording
from tests.documents.reading import pdfium_text
from tests.ui.helpers import type_words
from tests.ui.thin_line import visit
from tests.usecases.county import settle

KEY = "rectification_notice"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SOON = 5000


@pytest.fixture
def county(opened):
    return settle(opened)


@pytest.fixture
def page(qtbot, runner, dialogs, county):
    return arrived(qtbot, runner, dialogs)


def arrived(qtbot, runner, dialogs, key=KEY):
    made = WordingsPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.show_where({"key": key})
    return made


def printed(page) -> str:
    content = page.preview.content
    return "".join(pdfium_text(content).split()) if content else ""


def drawn(qtbot, page, words) -> None:
    qtbot.waitUntil(lambda: words in printed(page), timeout=SOON)


def saved(opened):
    with opened.reading() as session:
        rows = session.scalars(select(WordingEdition).order_by(WordingEdition.id)).all()
    return [(row.key, row.edition, row.remark) for row in rows]


def at_end(page) -> None:
    cursor = page.pane.edit.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    page.pane.edit.setTextCursor(cursor)


def test_a_kind_is_found_by_initials_and_shown_as_it_prints(qtbot, page):
    assert page.list.texts[0] == "▲ 五个严禁告知　待录入"
    qtbot.keyClick(page.list, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(page.list.box, "tgtzs")
    assert page.list.texts == ("停工通知书",)
    assert page.pane.heading.text() == "停工通知书"
    qtbot.keyClick(page.list.box, Qt.Key.Key_Return)
    qtbot.keyClick(page.list.list, Qt.Key.Key_Return)
    assert page.pane.edit.hasFocus()
    assert "停工理由：临边无防护，不能保证安全。" in printed(page)
    assert "示例" in page.preview._mark.text()


def test_what_is_typed_is_printed_at_once_and_saved_with_its_reason(qtbot, page, opened, dialogs):
    page.pane.edit.setFocus()
    at_end(page)
    type_words(page.pane.edit, "\n请")
    qtbot.keyClick(page, Qt.Key.Key_I, CTRL)
    fields = page.pane.fields
    assert fields.hasFocus()
    names = [fields.item(place).text() for place in range(fields.count())]
    assert "{隐患清单}　表格，自己占一行" in names
    fields.setCurrentRow(names.index("{复查人}　林示、王例"))
    qtbot.keyClick(fields, Qt.Key.Key_Return)
    type_words(page.pane.edit, "到场。")
    drawn(qtbot, page, "请林示、王例到场。")
    assert any(text == "责令限期整改通知书　未存" for text in page.list.texts)
    type_words(page.pane.remark, "照本局习惯")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    assert saved(opened) == [(KEY, 1, "照本局习惯")]
    assert dialogs.said[-1][0] == "责令限期整改通知书的用语已存为第1版，以后签发的用它"
    assert page.pane.state.text() == "第1版　2026年11月12日"
    assert not page.pane.save_button.isEnabled()


def test_an_unknown_name_is_refused_with_its_line(qtbot, page, opened):
    before = page.preview.content
    page.pane.edit.setFocus()
    at_end(page)
    type_words(page.pane.edit, "\n请{复查}到场。")
    # The shipped words have nine lines.
    qtbot.waitUntil(page.pane.trouble.isVisible, timeout=SOON)
    assert "第10行的“{复查}”不是本文书的字段" in page.pane.trouble.text()
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    assert saved(opened) == []
    assert page.preview.content == before, "the last sheet that could be printed stays"
    page.drop()
    assert not page.pane.trouble.isVisible()
    assert page.pane.body == wording(KEY).body.strip()


def test_editions_are_compared_and_restored_by_keyboard(qtbot, runner, dialogs, county, opened):
    shipped = wording(KEY).body.strip()
    runner.run(save_wording, SaveWording(KEY, shipped.replace("责令你单位", "现责令你单位")))
    page = arrived(qtbot, runner, dialogs)
    drawn(qtbot, page, "现责令你单位限期整改")
    qtbot.keyClick(page, Qt.Key.Key_H, CTRL)
    editions = page.pane.editions
    assert editions.list.hasFocus()
    assert not editions.restore_button.isEnabled(), "it says what is printed already"
    qtbot.keyClick(editions.list, Qt.Key.Key_Down)
    assert editions.list.currentItem().text() == "随程序的用语"
    assert "－" in editions.shown.toPlainText()
    assert "（相同 7 行）" in editions.shown.toPlainText()
    qtbot.keyClick(editions.list, Qt.Key.Key_Return)
    assert saved(opened)[-1] == (KEY, 2, "恢复随程序的用语")
    assert page.pane.body == shipped
    drawn(qtbot, page, "规定，责令你单位限期整改")


def test_what_was_not_saved_is_there_after_a_power_cut(qtbot, page, runner, dialogs, opened):
    at_end(page)
    type_words(page.pane.edit, "\n没存的一行。")

    def kept() -> bool:
        with opened.reading() as session:
            return draft_of(session, "本机", "wordings", KEY) is not None

    qtbot.waitUntil(kept, timeout=SOON)
    again = arrived(qtbot, runner, dialogs)
    assert again.pane.body.endswith("\n没存的一行。")
    assert "已恢复上次没有保存的修改" in again.pane.notice.words
    qtbot.keyClick(again, Qt.Key.Key_S, CTRL)
    assert not kept()


def test_another_kind_keeps_what_was_typed_in_the_first(qtbot, page):
    at_end(page)
    type_words(page.pane.edit, "\n没存的一行。")
    qtbot.keyClick(page, Qt.Key.Key_Down, ALT)
    assert page.pane.heading.text() == "停工通知书"
    assert "没存的一行" not in page.pane.body
    qtbot.keyClick(page, Qt.Key.Key_Up, ALT)
    assert page.pane.body.endswith("没存的一行。")


def test_a_remedy_is_entered_and_a_draft_no_longer_waits(qtbot, runner, dialogs, county, opened):
    found = visit(runner, county, date(2026, 11, 10))
    dialog = IssueDialog(runner, dialogs, found.hazards)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.grid.put({"due": date(2026, 11, 20)})
    dialog.preview()
    assert dialog.pane.waiting.isVisible()
    assert dialog.pane.waiting.text().startswith("待录入原文：救济告知·局（行政复议法")
    page = arrived(qtbot, runner, dialogs, "block.remedy.bureau")
    assert page.pane.state.text() == "▲ 待录入原文"
    assert "来源：行政复议法第二十条" in page.pane.ground.text()
    type_words(page.pane.edit, "可以向示例县人民政府申请复议。")
    drawn(qtbot, page, "救济途径。可以向示例县人民政府申请复议。")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    assert saved(opened) == [("block.remedy.bureau", 1, None)]
    dialog.preview()
    assert not dialog.pane.waiting.isVisible()
    assert "申请复议" in pdfium_text(dialog.pane.content)


def test_with_threads_a_save_and_the_next_kind_do_not_mix(qtbot, opened, clock, dialogs, county):
    """The sheet is drawn by a reader; another kind is chosen before the save has come back."""
    threaded = QtRunner(clock, "本机")
    threaded.open(lambda: opened)
    page = WordingsPage(threaded, dialogs)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.show_where({"key": KEY})
    drawn(qtbot, page, "责令你单位限期整改")
    at_end(page)
    type_words(page.pane.edit, "\n自定的一行。")
    drawn(qtbot, page, "自定的一行。")
    page.save()
    page.list.step(1)
    qtbot.waitUntil(lambda: page.pane.heading.text() == "停工通知书", timeout=SOON)
    drawn(qtbot, page, "停工理由")
    qtbot.waitUntil(lambda: saved(opened) == [(KEY, 1, None)], timeout=SOON)
    qtbot.waitUntil(lambda: "责令限期整改通知书　第1版" in page.list.texts, timeout=SOON)
    assert "自定的一行" not in page.pane.body
    page.list.step(-1)
    qtbot.waitUntil(lambda: page.pane.body.endswith("自定的一行。"), timeout=SOON)
    assert not page.pane.is_changed
    assert page.pane.notice.words == ""
    page.close()
    assert threaded.wait_for_done(20)
