"""A typed paper from its form: by keyboard, refused beside its field, kept over a power cut."""

import pytest
from PySide6.QtCore import Qt

from db.codes import PaperKind
from desktop.queries.papers import paper_bytes
from desktop.queries.typed_subject import Subject
from desktop.ui.typed_dialog import TypedDialog
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.typed.all import TYPED, begin
from desktop.usecases.typed.offers import Standing, offers
from desktop.usecases.typed.paper import About
from tests.documents.reading import pdfium_text
from tests.ui.helpers import type_words
from tests.usecases.county import do, settle
from tests.usecases.loop_county import RAIL, TIES, visited

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
TOLD = {
    "addressee": "椰城县综合行政执法局",
    "matter": "涉嫌违法分包",
    "reason": "由你单位查处",
    "basis": "《中华人民共和国行政处罚法》第二十七条",
}


@pytest.fixture
def county(opened):
    made = settle(opened)
    do(opened, set_next_number, SetNextNumber(PaperKind.REFERRAL, 2026, "示建安移", 3))
    return made


@pytest.fixture
def open_dialog(qtbot, runner, dialogs, county):
    """A referral of the county's one site, on the screen."""

    def make():
        found = offers(TYPED, Standing("教学楼", project_id=county.project))
        offer = next(one for one in found if one.kind is PaperKind.REFERRAL)
        assert offer.subject == Subject(project_id=county.project)
        sheet = runner.ask(begin, offer.kind, offer.subject, runner.today())
        made = TypedDialog(runner, dialogs, offer, sheet, "教学楼")
        qtbot.addWidget(made)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    return make


def fill(dialog):
    for key, words in TOLD.items():
        dialog.form.inputs[key].put_words(words)


def test_it_opens_where_the_record_knew_nothing(open_dialog):
    dialog = open_dialog()
    assert dialog.form.inputs["project"].words == "示例县中心小学教学楼"
    assert dialog.focusWidget() is dialog.form.inputs["addressee"].box
    assert "移送书" in pdfium_text(dialog.pane.content), "the draft is seen before it is whole"


def test_by_keyboard_and_issued_as_it_was_seen(qtbot, open_dialog, opened):
    dialog = open_dialog()
    for words in (TOLD["addressee"], TOLD["matter"]):
        type_words(dialog.focusWidget(), words)
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Return)
    for words in (TOLD["reason"], TOLD["basis"]):
        type_words(dialog.focusWidget(), words)
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Tab)
    assert dialog.focusWidget() is dialog.form.inputs["issued"].box
    people = dialog.form.inputs["handlers"].people.box
    people.setFocus()
    type_words(people, "林喆")
    qtbot.keyClick(people, Key.Key_Return)
    qtbot.keyClick(people, Key.Key_F5)
    assert TOLD["matter"] in pdfium_text(dialog.pane.content)
    qtbot.waitUntil(lambda: bool(dialog.pane.layout_line.words))
    assert "项合格" in dialog.pane.layout_line.words
    qtbot.keyClick(people, Key.Key_Return, CTRL)
    assert dialog.issued.number == "示建安移〔2026〕3号"
    with opened.reading() as session:
        words = pdfium_text(paper_bytes(session, dialog.issued.id))
    assert TOLD["addressee"] in words
    assert "林喆（执法证号琼建执" in words, "with the card of the day"


def test_the_preview_follows_the_typing(qtbot, open_dialog):
    dialog = open_dialog()
    type_words(dialog.form.inputs["addressee"].box, "某某局")
    qtbot.waitUntil(lambda: "某某局" in pdfium_text(dialog.pane.content), timeout=5000)
    assert not dialog.notice.words, "gaps are not spoken of while one types"


def test_a_gap_is_refused_beside_its_field(qtbot, open_dialog):
    dialog = open_dialog()
    fill(dialog)
    dialog.form.inputs["basis"].put_words("")
    dialog.form.inputs["issued"].put_words("2026-11-13")
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert dialog.issued is None
    assert dialog.form.wrong_of("basis") == "× 请填写移送依据"
    assert "不能晚于今天" in dialog.form.wrong_of("issued")


def test_what_the_rule_refuses_is_said_above_the_form(open_dialog):
    dialog = open_dialog()
    fill(dialog)
    dialog.form.inputs["facts"].put_words("私用字符 \ue000 不能印")
    dialog.issue()
    assert dialog.issued is None
    assert dialog.issue_button.isEnabled()
    assert "的基本情况中的自造字符" in dialog.notice.words


def test_what_was_typed_survives_a_power_cut(open_dialog):
    cut = open_dialog()
    fill(cut)
    cut.form.inputs["materials"].put_words('[["现场检查笔录", "1份", ""]]')
    cut._drafts.keep()
    again = open_dialog()
    assert again.form.inputs["matter"].words == TOLD["matter"]
    assert again.form.inputs["materials"].table.words == (("现场检查笔录", "1份", ""),)
    assert "已恢复" in again.notice.words
    again.reject()
    assert open_dialog().form.inputs["matter"].words == "", "given up is given up"


def test_enter_in_the_free_line_of_a_table_goes_on(qtbot, open_dialog):
    dialog = open_dialog()
    table = dialog.form.inputs["materials"].table
    table.setFocus()
    qtbot.keyClick(table, Key.Key_Return)
    assert dialog.form.inputs["feedback_due"].isAncestorOf(dialog.focusWidget())
    area = dialog._area.viewport()
    place = dialog.focusWidget().mapTo(area, dialog.focusWidget().rect().center())
    assert area.rect().contains(place), "what one types into stands in sight"


def test_every_kind_opens_from_what_it_may_be_begun_from(qtbot, runner, dialogs, county, opened):
    """Its draft is looked at before a word is typed, and its sheet comes back as it was begun."""
    _, hazards = visited(opened, county, runner.today(), RAIL, TIES)
    seen = set()
    for standing in (
        Standing("工程", project_id=county.project),
        Standing("企业", enterprise_id=county.contractor),
        Standing("隐患", hazards=hazards),
        Standing(),
    ):
        for offer in offers(TYPED, standing):
            if offer.lacks:
                continue
            sheet = runner.ask(begin, offer.kind, offer.subject, runner.today())
            dialog = TypedDialog(runner, dialogs, offer, sheet, standing.words)
            qtbot.addWidget(dialog)
            assert dialog.form.quietly() == sheet, offer.words
            assert dialog.pane.content, offer.words
            seen.add(offer.kind)
    only_from_papers = {one.kind for one in TYPED if set(one.abouts) == {About.PAPER}}
    assert seen == {one.kind for one in TYPED} - only_from_papers


def test_issued_from_within_an_open_cell(qtbot, open_dialog):
    dialog = open_dialog()
    fill(dialog)
    table = dialog.form.inputs["materials"].table
    table.setFocus()
    qtbot.keyClick(table, Key.Key_7)
    editor = table.writer.editor
    assert editor.toPlainText() == "7", "typing opens the cell"
    type_words(editor, "号楼照片")
    qtbot.keyClick(editor, Key.Key_Return, CTRL)
    assert dialog.issued is not None, dialog.notice.words
    assert [one.name for one in dialog.form.made_of(dialog.form.read()[0]).materials] == [
        "7号楼照片"
    ]
