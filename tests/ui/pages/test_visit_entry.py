"""登记检查: by keyboard alone, at typing speed, by the criteria of the day."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from db.codes import AnswerValue, HazardLevel, Outcome
from db.tables.hazards import Hazard, HazardCondition
from db.tables.projects import Project
from db.tables.signatures import Attachment
from db.tables.visits import Visit, VisitAnswer, VisitInspector, VisitSection
from desktop.queries.drafts import draft_of
from desktop.queries.pickers import inspectors_named, projects_named
from desktop.ui.pages.visit_entry import VisitEntryPage
from tests.ui.helpers import type_words

Key = Qt.Key


class Keyboard:
    """Presses keys where the focus is and counts them; a Chinese character is two of them."""

    def __init__(self, qtbot, page):
        self._bot, self._page = qtbot, page
        self.count = 0

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            self._bot.keyClick(self._focus(), key, modifier)
            self.count += 1

    def type(self, letters):
        for letter in letters:
            self._bot.keyClicks(self._focus(), letter)
            self.count += 1

    def chinese(self, words):
        type_words(self._focus(), words)
        self.count += 2 * len(words)

    def _focus(self):
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        return focus


@pytest.fixture
def page(county, dialogs, qtbot):
    made = VisitEntryPage(county, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def keys(qtbot, page):
    return Keyboard(qtbot, page)


def stored(county, model, **of):
    rows = select(model).filter_by(**of).order_by(model.id)
    return county.ask(lambda session: list(session.scalars(rows)))


def site(county):
    return county.ask(projects_named, "赤道风")[0]


def fill_head(page, keys, day="20261105"):
    keys.type("cdf")
    keys.press(Key.Key_Return)
    keys.type(day)
    keys.press(Key.Key_Return)
    keys.type("whb")  # beside the one who answers for the site, who is proposed
    keys.press(Key.Key_Return)
    keys.press(Key.Key_Return, Key.Key_Return, Key.Key_Return)


def test_four_sections_forty_items_three_exceptions_at_typing_speed(page, keys, county):
    """安全管理, 文明施工, 基坑工程 and 高处作业 of JGJ 59: ten items each."""
    fill_head(page, keys)
    assert page.checklist.section_list.hasFocus()
    # The search of clauses ticks the section of what it finds; 整类合格 then leaves exceptions.
    keys.type("/xcwd")
    keys.press(Key.Key_Return, Key.Key_2)
    keys.chinese("东侧围挡倒塌")
    keys.press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_A)
    keys.type("/lbfh")
    keys.press(Key.Key_Return, Key.Key_2)
    keys.chinese("五层无栏杆")
    keys.press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_A)
    keys.type("/kbhz")
    keys.press(Key.Key_Return, Key.Key_2)
    keys.chinese("坑边堆土")
    keys.press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_A)
    keys.type("/aqjy")
    keys.press(Key.Key_Return, Key.Key_A)
    keys.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)

    assert keys.count <= 120
    (visit,) = stored(county, Visit)
    assert (visit.visited_on, visit.month) == (date(2026, 11, 5), 202611)
    answers = [row.value for row in stored(county, VisitAnswer, visit_id=visit.id)]
    assert len(answers) == 40
    assert answers.count(AnswerValue.FAIL) == 3
    assert answers.count(AnswerValue.PASS) == 37
    ticked = {row.section for row in stored(county, VisitSection, visit_id=visit.id)}
    assert ticked == {"B.1", "B.2", "B.11", "B.13"}
    found = stored(county, Hazard, visit_id=visit.id)
    assert [row.description for row in found] == ["东侧围挡倒塌", "五层无栏杆", "坑边堆土"]
    assert {(row.level, row.outcome) for row in found} == {(HazardLevel.GENERAL, Outcome.ORDERED)}
    assert len(stored(county, VisitInspector, visit_id=visit.id)) == 2


def test_after_saving_the_next_step_is_the_notice(page, keys, county, qtbot):
    fill_head(page, keys)
    keys.type("/aqm")
    keys.press(Key.Key_Return, Key.Key_2)
    keys.chinese("三人未戴安全帽")
    keys.press(Key.Key_Escape)
    keys.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    (visit,) = stored(county, Visit)
    assert page.after.first.text() == "签发责令限期整改通知书（1 项）"
    assert page.after.first.hasFocus()
    assert "检查人未签名" in page.after.missing.text()
    with qtbot.waitSignal(page.go) as gone:
        keys.press(Key.Key_Space)
    assert gone.args == ["hazards", {"visit": str(visit.id), "issue": "1"}]
    keys.press(Key.Key_N, modifier=Qt.KeyboardModifier.ControlModifier)
    assert not page.head.project.text()
    assert not page.sheet.ticked


def test_untouched_items_stay_not_looked_at(page, keys, county):
    fill_head(page, keys)
    keys.press(Key.Key_Space, Key.Key_Right, Key.Key_1, Key.Key_3, Key.Key_1, Key.Key_0)
    keys.press(Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    (visit,) = stored(county, Visit)
    answers = {row.item: row.value for row in stored(county, VisitAnswer, visit_id=visit.id)}
    assert answers == {
        "2024-4-1": AnswerValue.PASS,
        "2024-4-2": AnswerValue.NOT_APPLICABLE,
        "2024-4-3": AnswerValue.PASS,
    }


def test_conditions_joined_by_and_are_ticked_one_by_one(page, keys, county):
    fill_head(page, keys)
    keys.type("/5-2")
    keys.press(Key.Key_Return, Key.Key_2)
    form = page.findings.form
    assert form.trouble.text().startswith("× 该条各条件须同时成立")
    keys.press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Space, Key.Key_Return)
    assert form.trouble.text().endswith("还未勾选：未采取有效措施")
    keys.press(Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    assert "未采取有效措施" in page.notice.words
    assert not stored(county, Visit)
    keys.press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Space)
    keys.press(Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    (hazard,) = stored(county, Hazard, criterion="2024-5-2")
    assert (hazard.level, hazard.standard) == (HazardLevel.MAJOR, "2024")
    conditions = stored(county, HazardCondition, hazard_id=hazard.id)
    assert [row.text for row in conditions] == ["基坑、边坡超挖", "未采取有效措施"]


def test_a_visit_of_2024_05_is_judged_by_the_criteria_of_2022(page, keys, county):
    fill_head(page, keys, "20240516")
    titles = [section.standard for section in page.sheet.sections]
    assert titles.count("判定标准2022版") == 12
    keys.type("/7-5")
    keys.press(Key.Key_Return, Key.Key_2, Key.Key_Escape)
    keys.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    (hazard,) = stored(county, Hazard, criterion="2022-7-5")
    assert (hazard.found_on, hazard.month) == (date(2024, 5, 16), 202405)


def test_a_day_that_lies_ahead_is_refused_with_the_sentence(page, keys, county):
    fill_head(page, keys, "20261113")
    keys.press(Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    assert page.notice.words == "× 检查日期不能晚于今天（2026-11-12）"
    assert page.head.inputs["visited_on"].box.hasFocus()
    assert not stored(county, Visit)


def test_an_expired_card_is_warned_of_and_not_refused(page, keys, county):
    ids = county.ask(inspectors_named, "吴海波")[0].id
    page.head.people.ask_again((ids,))
    before = page.head.people.chosen[0]
    assert before.words.startswith("吴海波（")
    fill_head(page, keys, "20150105")
    assert "▲" in page.head.warning.text()
    keys.press(Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    assert len(stored(county, Visit)) == 1


def test_what_was_typed_survives_a_power_cut(page, keys, county, dialogs, qtbot, tmp_path):
    fill_head(page, keys)
    keys.type("/aqw")
    keys.press(Key.Key_Return, Key.Key_2)
    keys.chinese("四层安全网破损")
    page._drafts.keep()
    assert county.ask(draft_of, "本机", "visit_entry", "new") is not None
    other = VisitEntryPage(county, dialogs)
    qtbot.addWidget(other)
    other.show()
    assert other.head.ground.words == page.head.ground.words
    assert other.head.people.ids == page.head.people.ids
    assert other.head.day == date(2026, 11, 5)
    assert [one.description for one in other.sheet.found] == ["四层安全网破损"]
    assert other.sheet.ticked == {"B.13"}
    other.save()
    assert len(stored(county, Visit)) == 1
    assert county.ask(draft_of, "本机", "visit_entry", "new") is None


def test_photos_are_dropped_and_kept_with_the_visit(page, keys, county, tmp_path):
    picture = tmp_path / "现场.png"
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(picture))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    fill_head(page, keys)
    keys.press(Key.Key_Space)
    keys.press(Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    (visit,) = stored(county, Visit)
    (photo,) = stored(county, Attachment, record_id=visit.id)
    assert (photo.name, photo.purpose, photo.has_exif) == ("现场.png", "photo", False)


def test_a_site_can_be_handed_over_by_another_page(page, county):
    page.show_where({"project": str(site(county).id)})
    assert page.head.ground.words == site(county).words
    assert stored(county, Project, id=page.head.ground.id)


def test_a_recheck_leads_to_the_open_hazards_of_the_site(page, keys, county, qtbot):
    page.show_where({"project": str(site(county).id), "kind": "recheck"})
    keys.type("20261105")
    keys.press(Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    assert page.after.first.text() == "登记复查结果"
    with qtbot.waitSignal(page.go) as gone:
        keys.press(Key.Key_Space)
    assert gone.args == ["hazards", {"project": str(site(county).id), "progress": "open"}]
