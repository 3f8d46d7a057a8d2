"""出文书 from every page that has something to write about, in the real window and by page."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from db.codes import PaperKind
from db.session import Database
from db.tables.papers import Paper, PaperItem
from desktop.queries.papers import paper_bytes
from desktop.ui.pages.enterprises import EnterprisesPage
from desktop.ui.pages.hazards import HazardsPage
from desktop.ui.pages.interviews import InterviewsPage
from desktop.ui.pages.notices import NoticesPage
from desktop.ui.pages.papers import PapersPage
from desktop.ui.palette import SearchBox
from desktop.ui.paper_chooser import PaperChooser
from desktop.usecases.interviews import (
    HoldInterview,
    IssueInterview,
    hold_interview,
    issue_interview,
)
from desktop.usecases.search import catch_up
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.typed.offers import Standing
from tests.documents.reading import pdfium_text
from tests.ui.clerk import CTRL, ActingDialogs, Key, at_work
from tests.ui.helpers import type_words
from tests.usecases.county import do, settle
from tests.usecases.loop_county import RAIL, TIES, notice, numbered, visited

TOLD = ("示例县综合行政执法局", "涉嫌违法分包", "由你单位查处", "行政处罚法第二十七条")


@pytest.fixture
def county(opened, runner):
    made = settle(opened)
    do(opened, set_next_number, SetNextNumber(PaperKind.REFERRAL, 2026, "示建安移", 3))
    runner.after_write.append(catch_up)
    return made


@pytest.fixture
def dialogs():
    return ActingDialogs()


def show(qtbot, page):
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    qtbot.waitUntil(lambda: page.current is not None)
    return page


def seen(pane):
    """The words of the paper a pane shows, none while it is on its way."""
    return pdfium_text(pane.content) if pane.content else ""


def chooses(letters):
    """The act of typing a kind's letters and Enter."""

    def act(chooser):
        assert isinstance(chooser, PaperChooser)
        chooser.box.setText(letters)
        chooser.take()

    return act


def tells(dialog):
    """The act of filling a referral and issuing it."""
    for key, words in zip(("addressee", "matter", "reason", "basis"), TOLD, strict=True):
        dialog.form.inputs[key].put_words(words)
    dialog.issue()
    assert dialog.issued is not None, dialog.notice.words


def press_step(page, words):
    others = page.describe(page.current).others
    next(step for step in others if step.title == words).act()


def test_from_a_project_in_the_real_window(office, qtbot, monkeypatch):
    """项目 → 出文书 → 移送书 → by keyboard → issued → in the register with its next steps."""
    opened = Database.open(str(office))
    settle(opened)
    do(opened, set_next_number, SetNextNumber(PaperKind.REFERRAL, 2026, "示建安移", 3))
    opened.close()
    with at_work(office, qtbot, monkeypatch) as clerk:

        def choose(chooser):
            chooser.show()
            chooser.activateWindow()
            clerk.wait(lambda: QApplication.focusWidget() is chooser.box)
            clerk.type("yss")
            assert chooser.kinds.currentItem().text().strip() == "移送书"
            clerk.press(Key.Key_Return)

        def write(dialog):
            dialog.show()
            dialog.activateWindow()
            boxes = dialog.form.inputs
            clerk.wait(lambda: QApplication.focusWidget() is boxes["addressee"].box)
            for words, key in zip(TOLD, (Key.Key_Return,) * 2 + (Key.Key_Tab,) * 2, strict=True):
                type_words(QApplication.focusWidget(), words)
                clerk.press(key)
            assert QApplication.focusWidget() is boxes["issued"].box
            clerk.wait(lambda: TOLD[1] in seen(dialog.pane))
            clerk.wait(lambda: "项合格" in dialog.pane.layout_line.words)
            clerk.press(Key.Key_Return, modifier=CTRL)
            clerk.wait(lambda: dialog.issued is not None)

        clerk.go_to("projects")
        clerk.wait(lambda: clerk.page.current is not None)
        clerk.dialogs.acts = [choose, write]
        clerk.click_named(clerk.page.side, "出文书…")
        clerk.wait(lambda: clerk.page.key == "papers" and clerk.page.current is not None)
        assert clerk.dialogs.said[-1][0] == "已签发 移送书 示建安移〔2026〕3号"
        clerk.wait(lambda: clerk.page.current.number == "示建安移〔2026〕3号")
        clerk.wait(lambda: TOLD[0] in seen(clerk.page.preview))
        assert clerk.page.current.project == "示例县中心小学教学楼"
        assert clerk.page.current.addressee == TOLD[0]
        assert clerk.page.current.can_serve or clerk.page.current.next_step is None


def test_from_an_enterprise(qtbot, opened, runner, dialogs, county):
    page = show(qtbot, EnterprisesPage(runner, dialogs))
    page.show_record(county.contractor)
    dialogs.acts = [chooses("移送"), tells]
    press_step(page, "出文书…")
    with opened.reading() as session:
        row = session.scalars(select(Paper)).one()
        words = pdfium_text(paper_bytes(session, row.id))
    assert (row.kind, row.number) == (PaperKind.REFERRAL, "示建安移〔2026〕3号")
    assert "海南假想合欢建设集团有限公司" in words, "the enterprise is the party"


def test_from_several_hazards_of_one_site(qtbot, opened, runner, dialogs, county):
    visited(opened, county, runner.today(), RAIL, TIES)
    page = show(qtbot, HazardsPage(runner, dialogs))
    page.table.selectAll()
    dialogs.acts = [chooses("yss"), tells]
    tool = next(step for step in page.tools() if step.title == "出文书…")
    tool.act()
    with opened.reading() as session:
        row = session.scalars(select(Paper)).one()
        words = pdfium_text(paper_bytes(session, row.id))
        count = select(func.count()).where(PaperItem.paper_id == row.id)
        assert session.scalar(count) == 2, "the paper names its hazards"
    assert "临边防护栏杆缺失" in words
    assert "整层无连墙件" in words


def test_a_new_paper_picks_its_subject_in_the_chooser(qtbot, runner, dialogs, county, opened):
    def choose(chooser):
        chooser.show()
        chooser.project.setFocus()
        type_words(chooser.project, "教学楼")
        qtbot.keyClick(chooser.project, Qt.Key.Key_Return)
        assert chooser.standing.project_id == county.project
        chooses("yss")(chooser)

    page = PapersPage(runner, dialogs)
    qtbot.addWidget(page)
    page.show()
    dialogs.acts = [choose, tells]
    shown = []
    page.open_record.connect(lambda entity, key: shown.append((entity, key)))
    next(step for step in page.tools() if step.keys == "Ctrl+N").act()
    with opened.reading() as session:
        row = session.scalars(select(Paper)).one()
    assert row.project_id == county.project
    assert shown == [("paper", row.id)]


def test_what_begins_with_the_letters_is_taken_first(qtbot, runner, county):
    chooser = PaperChooser(runner, Standing("示例", project_id=county.project))
    qtbot.addWidget(chooser)
    for letters, words in (("bg", "报告"), ("jdgz", "监督告知书"), ("yss", "移送书")):
        chooser.box.setText(letters)
        assert chooser.kinds.currentItem().text().strip() == words


def test_what_fits_nothing_selected_is_said(qtbot, runner, county):
    chooser = PaperChooser(runner, Standing("约谈", papers=((PaperKind.SITE_RECORD, 1),)))
    qtbot.addWidget(chooser)
    chooser.box.setText("zzzz")
    chooser.take()
    assert chooser.chosen is None
    assert "没有这样的文书" in chooser.kinds.item(0).text()


def test_ctrl_k_finds_what_may_be_written(office, qtbot, monkeypatch):
    with at_work(office, qtbot, monkeypatch) as clerk:
        chosen = []
        clerk.go_to("projects")
        clerk.dialogs.acts = [lambda chooser: chosen.append(chooser.kinds.currentItem().text())]
        clerk.press(Key.Key_K, modifier=CTRL)
        clerk.wait(lambda: isinstance(QApplication.activeWindow(), SearchBox))
        box = QApplication.activeWindow()
        box.box.setText("yss")
        clerk.wait(lambda: box.hits.count() > 0)
        assert box.hits.item(0).text() == "出文书　移送书"
        qtbot.keyClick(box.box, Qt.Key.Key_Return)
        clerk.wait(lambda: bool(chosen))
        assert chosen[0].strip() == "移送书"
        assert clerk.page.key == "papers"


def issues(dialog):
    """The act of issuing what the record wrote by itself, nothing left to be written."""
    for box in dialog.form.inputs.values():
        box.put_words(box.words.replace("【", "").replace("】", ""))
    dialog.issue()
    assert dialog.issued is not None, dialog.notice.words


def issued_of(opened, kind):
    with opened.reading() as session:
        return session.scalars(select(Paper).where(Paper.kind == kind)).one()


def with_series(opened, *kinds):
    for number, kind in enumerate(kinds):
        prefix = "示建安文" + "甲乙丙"[number]
        do(opened, set_next_number, SetNextNumber(kind, 2026, prefix, 1))


def test_from_a_notice_what_is_owed_is_urged(qtbot, opened, runner, dialogs):
    county = numbered(opened)
    with_series(opened, PaperKind.URGING_NOTICE)
    told, _ = notice(opened, county, RAIL)
    page = show(qtbot, NoticesPage(runner, dialogs))
    dialogs.acts = [chooses("cb"), issues]
    press_step(page, "出文书…")
    row = issued_of(opened, PaperKind.URGING_NOTICE)
    assert row.about_paper_id == told.id
    with opened.reading() as session:
        assert told.number in pdfium_text(paper_bytes(session, row.id))


def test_from_a_talk_its_minutes(qtbot, opened, runner, dialogs):
    county = numbered(opened)
    with_series(opened, PaperKind.MINUTES)
    called = IssueInterview(
        date(2026, 11, 2), date(2026, 11, 5), "会议室", "逾期", enterprise_id=county.contractor
    )
    talk = do(opened, issue_interview, called)
    held = HoldInterview(talk.interview_id, date(2026, 11, 5), "林喆", ("临边无防护",))
    do(opened, hold_interview, held)
    page = show(qtbot, InterviewsPage(runner, dialogs))
    dialogs.acts = [chooses("ytjy"), issues]
    press_step(page, "出文书…")
    row = issued_of(opened, PaperKind.MINUTES)
    assert row.about_paper_id is not None
    with opened.reading() as session:
        assert "临边无防护" in pdfium_text(paper_bytes(session, row.id))


def test_several_papers_marked_in_the_register_are_urged_in_one(qtbot, opened, runner, dialogs):
    county = numbered(opened)
    with_series(opened, PaperKind.URGING_NOTICE)
    numbers = [notice(opened, county, one)[0].number for one in (RAIL, TIES)]
    page = show(qtbot, PapersPage(runner, dialogs))
    wanted = [n for n in range(page.model.rowCount()) if page.model.row_at(n).number in numbers]
    page.table.go_to(wanted[0])
    select_line = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for place in wanted:
        page.table.selectionModel().select(page.model.index(place, 0), select_line)
    dialogs.acts = [chooses("催办"), issues]
    page.make_paper()
    row = issued_of(opened, PaperKind.URGING_NOTICE)
    with opened.reading() as session:
        words = pdfium_text(paper_bytes(session, row.id))
    assert all(number in words for number in numbers)
