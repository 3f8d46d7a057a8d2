"""Every sheet goes through its form and comes out as it went in."""

from dataclasses import fields
from typing import get_type_hints

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.documents.signatures import Ink
from desktop.ui.gaps import go_to_gap
from desktop.ui.sheet_form import PartForm, sheet_manner
from tests.documents import form_sheets, official
from tests.ui.helpers import type_words

SHEETS = {
    **{f"full-{name}": sheet for name, sheet in form_sheets.FULL.items()},
    **{f"bare-{name}": sheet for name, sheet in form_sheets.BARE.items()},
    **{f"long-{name}": sheet for name, sheet in form_sheets.LONG.items()},
    **{
        name: getattr(official, name)
        for name in ("CIRCULAR", "REPORT", "SHORT", "LETTER", "MINUTES")
    },
}
PUT_IN_AT_ISSUE = {"issuer", "number", "words", "remedy", "transcribed", "mirrored", "mark"}
CTRL = Qt.KeyboardModifier.ControlModifier
REFERRAL = form_sheets.BARE["referral"]


@pytest.fixture
def form(qtbot, runner):
    """A bare referral, on the screen."""
    made = PartForm(runner, REFERRAL, sheet_manner(("matter",), ("facts",)))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_comes_out_as_it_went_in(qtbot, runner, name):
    sheet = SHEETS[name]
    form = PartForm(runner, sheet, sheet_manner())
    qtbot.addWidget(form)
    values, wrong = form.read()
    assert wrong == {}
    assert form.made_of(values) == sheet


@pytest.mark.parametrize("name", SHEETS)
def test_what_was_typed_survives_as_words(qtbot, runner, name):
    """As a draft does: the words of one form, put into a fresh one."""
    sheet = SHEETS[name]
    form = PartForm(runner, sheet, sheet_manner())
    fresh = PartForm(runner, sheet, sheet_manner())
    for one in (form, fresh):
        qtbot.addWidget(one)
    fresh.put_typed(form.typed())
    assert fresh.typed() == form.typed()


@pytest.mark.parametrize("name", [name for name in SHEETS if not name.startswith(("bare", "long"))])
def test_every_field_is_asked_but_those_put_in_at_issue(qtbot, runner, name):
    sheet = SHEETS[name]
    form = PartForm(runner, sheet, sheet_manner())
    qtbot.addWidget(form)
    hints = get_type_hints(type(sheet))
    asked = {one.name for one in fields(sheet)} - PUT_IN_AT_ISSUE
    assert set(form.slots) == {key for key in asked if hints[key] != tuple[Ink, ...]}


def test_what_is_required_is_said_beside_its_field(form):
    form.inputs["matter"].put_words("")
    form.inputs["feedback_due"].put_words("某日")
    assert form.part() is None
    assert form.wrong_of("matter") == "× 请填写案由"
    assert "看不懂这个日期" in form.wrong_of("feedback_due")
    form.inputs["feedback_due"].put_words("12.12")
    draft = form.part(whole=False)
    assert draft.matter == "", "a draft is looked at with gaps"
    assert (draft.feedback_due.month, draft.feedback_due.day) == (12, 12)


def test_a_table_by_keyboard(qtbot, form):
    """Type, Enter; the free line at the end takes what comes next."""
    table = form.inputs["materials"].table
    table.setFocus()
    assert table.selectedIndexes() == [table.model().index(0, 0)], "one sees where one is"
    for words in ("现场检查笔录", "1份", "复印件", "照片"):
        table.edit(table.currentIndex())
        editor = table.writer.editor
        type_words(editor, words)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert (table.currentRow(), table.currentColumn()) == (1, 1)
    made = form.part(whole=False).materials
    assert [(one.name, one.copies, one.remark) for one in made] == [
        ("现场检查笔录", "1份", "复印件"),
        ("照片", "", ""),
    ]
    table.setCurrentCell(0, 1)
    qtbot.keyClick(table, Qt.Key.Key_Delete, CTRL)
    assert [one.name for one in form.part(whole=False).materials] == ["照片"]


def test_an_open_cell_is_kept_when_the_paper_is_issued(form):
    table = form.inputs["materials"].table
    table.setCurrentCell(0, 0)
    table.edit(table.currentIndex())
    type_words(table.writer.editor, "询问笔录")
    assert [one.name for one in form.part(whole=False).materials] == ["询问笔录"]


def test_typing_replaces_a_cell_and_f2_goes_to_its_end(qtbot, form):
    table = form.inputs["materials"].table
    table.put((("照片", "", ""),))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    type_words(table.writer.editor, "六张")
    qtbot.keyClick(table.writer.editor, Qt.Key.Key_Return)
    assert table.words[0][0] == "照片六张"
    table.setCurrentCell(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_1)
    qtbot.keyClick(table.writer.editor, Qt.Key.Key_Return)
    assert table.words[0][0] == "1"


def test_lines_of_a_workbook_are_pasted(qtbot, form):
    """WPS copies cells divided by tabs; a cell of two lines stands in quotation marks."""
    QGuiApplication.clipboard().setText('现场检查笔录\t1份\t"复印件\n盖章"\n照片\t6张\n')
    table = form.inputs["materials"].table
    table.setCurrentCell(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_V, CTRL)
    made = form.part(whole=False).materials
    assert [(one.name, one.copies, one.remark) for one in made] == [
        ("现场检查笔录", "1份", "复印件\n盖章"),
        ("照片", "6张", ""),
    ]


def test_a_line_lacking_its_name_is_named(form):
    table = form.inputs["materials"].table
    table.put((("照片", "1份", ""), ("", "2份", "")))
    form.inputs["matter"].put_words("违法分包")
    assert [one.name for one in form.part(whole=False).materials] == ["照片", ""]
    assert form.part() is None
    assert form.wrong_of("materials") == "× 第2行材料名称：请填写材料名称"
    assert (table.currentRow(), table.currentColumn()) == (1, 0)


def test_f3_goes_to_what_is_still_open(qtbot, form):
    form.inputs["matter"].put_words("")
    form.inputs["reason"].put_words("该𬱖某涉嫌【违法事实】，由【机关】查处")
    required = ("matter",)
    assert go_to_gap(form, required)
    assert form.inputs["matter"].box.hasFocus()
    assert go_to_gap(form, required)
    line = form.inputs["reason"].box
    assert line.selectedText() == "【违法事实】"
    type_words(line, "违法分包")
    assert form.inputs["reason"].words == "该𬱖某涉嫌违法分包，由【机关】查处"


def test_f3_passes_by_what_is_left_open_in_a_line(form):
    form.inputs["matter"].put_words("关于【事由】和【事项】")
    line = form.inputs["matter"].box
    seen = []
    for _ in range(3):
        assert go_to_gap(form, ())
        seen.append(line.selectedText())
    assert seen == ["【事由】", "【事项】", "【事由】"]


def test_an_hour_alone_is_one_of_the_day_of_the_paper(qtbot, runner):
    sheet = form_sheets.FULL["briefing_record"]
    form = PartForm(runner, sheet, sheet_manner(days=("started",)))
    qtbot.addWidget(form)
    form.inputs["started"].put_words("2026-11-09 9:00")
    form.inputs["ended"].put_words("")
    form.inputs["ended"].hour.put_words("1130")
    assert f"{form.part().ended:%Y-%m-%d %H:%M}" == "2026-11-09 11:30"
    form.inputs["started"].day.put_words("")
    assert form.part() is None
    assert form.wrong_of("started") == "× 请填写交底开始时间"
