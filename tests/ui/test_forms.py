"""Forms from declarations: by keyboard, checked in place, kept as drafts."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from db.tables.office import Setting
from desktop.queries.drafts import draft_of
from desktop.ui.fields import Choice, Day, Field, Flag, LongText, Number, Pick
from desktop.ui.forms import Editor, Form
from tests.jobs.test_runner import KeepSetting, keep_setting, refuse
from tests.ui.helpers import type_words

FIELDS = (
    Field("name", "名称", required=True, length=10),
    Day("day", "检查日期"),
    Number("count", "人数", least=0),
    Choice("kind", "类型", choices={1: "房建", 2: "市政"}),
    Flag("flag", "零星工程"),
)


def editor(usecase=keep_setting, subject="", **values):
    return Editor(
        "新增", FIELDS, lambda found: (usecase, KeepSetting(found["name"])), values, subject
    )


@pytest.fixture
def show(runner, qtbot):
    def make(declared):
        form = Form(runner, "firms", declared)
        qtbot.addWidget(form)
        form.show()
        form.grid.focus_first()
        return form

    return make


def keys(session):
    return list(session.scalars(select(Setting.key)))


def test_typed_by_keyboard_and_saved_by_enter_on_the_last_field(show, runner, qtbot):
    form = show(editor())
    saved = []
    form.saved.connect(lambda value, goes_on: saved.append((value, goes_on)))
    boxes = form.grid.inputs
    type_words(boxes["name"].box, "晴川公司")
    qtbot.keyClick(boxes["name"].box, Qt.Key.Key_Return)
    qtbot.keyClicks(boxes["day"].box, "3.5")
    qtbot.keyClick(boxes["day"].box, Qt.Key.Key_Return)
    assert boxes["day"].words == "2026-03-05"
    for key in ("count", "kind", "flag"):
        qtbot.keyClick(boxes[key].box, Qt.Key.Key_Return)
    assert saved == [("晴川公司", False)]
    assert runner.ask(keys) == ["晴川公司"]


def test_what_is_wrong_is_said_beside_the_field(show, runner, qtbot):
    form = show(editor(day=None, count=3))
    boxes = form.grid.inputs
    qtbot.keyClicks(boxes["day"].box, "2026-11-13")
    boxes["count"].put_words("-2")
    qtbot.keyClick(boxes["name"].box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert form.grid.wrong_of("name") == "× 请填写名称"
    assert form.grid.wrong_of("day") == "× 检查日期不能晚于今天（2026-11-12）"
    assert form.grid.wrong_of("count") == "× 不能小于 0"
    assert runner.ask(keys) == []
    type_words(boxes["name"].box, "甲")
    assert form.grid.wrong_of("name") == ""


def test_a_refusal_is_shown_beside_the_form_and_nothing_is_lost(show, runner, qtbot):
    form = show(editor(refuse, name="甲"))
    form.save()
    assert form.notice.words == "× 不行"
    assert form.grid.inputs["name"].words == "甲"
    assert form.save_button.isEnabled()


def test_ctrl_enter_asks_for_the_next(show, qtbot):
    form = show(editor(name="甲"))
    saved = []
    form.saved.connect(lambda value, goes_on: saved.append(goes_on))
    qtbot.keyClick(
        form.grid.inputs["name"].box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert saved == [True]


def test_a_draft_survives_and_goes_when_saved(show, runner, qtbot):
    form = show(editor(subject="new"))
    type_words(form.grid.inputs["name"].box, "没存完")
    qtbot.waitUntil(lambda: runner.ask(draft_of, "本机", "firms", "new") is not None, timeout=5000)
    form.close()
    again = show(editor(subject="new"))
    assert again.grid.inputs["name"].words == "没存完"
    assert "已恢复" in again.notice.words
    again.save()
    assert runner.ask(draft_of, "本机", "firms", "new") is None
    assert runner.ask(keys) == ["没存完"]


def test_escape_gives_up_and_drops_the_draft(show, runner, qtbot):
    form = show(editor(subject="new"))
    type_words(form.grid.inputs["name"].box, "不要了")
    qtbot.waitUntil(lambda: runner.ask(draft_of, "本机", "firms", "new") is not None, timeout=5000)
    with qtbot.waitSignal(form.given_up):
        qtbot.keyClick(form.grid.inputs["name"].box, Qt.Key.Key_Escape)
    assert runner.ask(draft_of, "本机", "firms", "new") is None


def test_a_save_within_the_pause_is_one_commit(show, runner, opened, monkeypatch):
    form = show(editor(subject="new"))
    type_words(form.grid.inputs["name"].box, "快")
    verbs = []
    writing = opened.writing
    monkeypatch.setattr(
        opened, "writing", lambda act, verb: verbs.append(verb) or writing(act, verb)
    )
    form.save()
    assert verbs == ["keep_setting"]


class Person:
    """A row a pick field finds."""

    def __init__(self, number, words):
        self.id, self.words = number, words


def find_people(session, typed):
    people = (Person(7, "韦某 监督员"), Person(8, "符某 监督员"))
    return tuple(person for person in people if typed in person.words)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_person_is_picked_from_what_was_found(show, runner, qtbot):
    pick = Pick("who", "检查人", required=True, query=find_people)
    form = show(
        Editor("x", (pick,), lambda values: (keep_setting, KeepSetting(str(values["who"]))))
    )
    box = form.grid.inputs["who"]
    type_words(box.box, "韦")
    assert form.grid.values() is None
    assert form.grid.wrong_of("who") == "× 请从列表中选检查人"
    qtbot.waitUntil(lambda: box.line.completer().model().rowCount() == 1, timeout=3000)
    box.put_words("韦某 监督员")
    assert form.grid.values() == {"who": 7}


def test_enter_in_a_long_text_is_a_new_line(show, qtbot):
    form = show(Editor("x", (LongText("note", "备注"),), lambda values: (keep_setting, None)))
    box = form.grid.inputs["note"].box
    qtbot.keyClick(box, Qt.Key.Key_A)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert form.grid.inputs["note"].words == "a\n"
