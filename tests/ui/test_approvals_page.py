"""An inspection by keyboard: proposed, approved, its notice issued, served and bound; 补办 too."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from db.codes import PaperKind, VisitSource
from db.tables.papers import Paper, Service, VisitNotice
from db.tables.rounds import InspectionApproval
from db.tables.visits import Visit
from desktop.ui.approval_dialog import ApprovalDialog
from desktop.ui.inspection_notice_dialog import NoticeDialog
from desktop.ui.pages.approvals import ApprovalsPage
from desktop.ui.pages.check_frequency import CheckFrequencyPage
from desktop.ui.pages.visits import VisitsPage
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.ui.clerk import ActingDialogs
from tests.usecases.county import settle

CTRL = Qt.KeyboardModifier.ControlModifier
SITE = "示例县中心小学教学楼"
DAY = date(2026, 11, 9)


@pytest.fixture
def dialogs():
    return ActingDialogs()


@pytest.fixture
def county(opened, runner):
    county = settle(opened)
    for kind, prefix in (
        (PaperKind.INSPECTION_APPROVAL, "示建检审"),
        (PaperKind.INSPECTION_NOTICE, "示建检通"),
    ):
        runner.run(set_next_number, SetNextNumber(kind, 2026, prefix, 1))
    return county


@pytest.fixture
def page(qtbot, runner, dialogs, county):
    made = ApprovalsPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    with qtbot.waitActive(made):
        made.show()
    return made


def visited(runner, county, day=DAY, **more):
    given = {"sections": ("安全管理",), **more}
    command = RecordVisit(county.project, day, county.inspectors[:2], **given)
    return runner.run(record_visit, command).id


def stored(opened, model):
    with opened.reading() as session:
        return session.scalars(select(model)).all()


def proposes(county):
    def act(dialog: ApprovalDialog) -> None:
        dialog.put(first_day=date(2026, 11, 2), last_day=date(2026, 11, 30))
        dialog.people.ask_again(county.inspectors[:2])
        dialog.sites.tick_shown(True)
        dialog.send()

    return act


def step(qtbot, page):
    """Enter on the row goes to the step, Space takes it."""
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    words = page.side.pane.step_button.text()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.side.pane.step_button.hasFocus()
    qtbot.keyClick(page.side.pane.step_button, Qt.Key.Key_Space)
    return words


def save(qtbot, page, **values):
    form = page.side.form
    for key, words in values.items():
        form.grid.inputs[key].put_words(words)
    box = next(iter(form.grid.inputs.values())).box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    assert page.side.form is None, form.notice.words


def test_propose_approve_notice_serve_bind(qtbot, page, dialogs, opened, runner, county):
    dialogs.acts.append(proposes(county))
    qtbot.keyClick(page.table, Qt.Key.Key_N, CTRL)
    assert page.current.facts.projects == (county.project,)
    assert step(qtbot, page) == "批准"
    save(qtbot, page, approved_by="符局长", approved_on="2026-11-12")
    assert page.current.number == "示建检审〔2026〕1号"

    def issues(dialog: NoticeDialog) -> None:
        dialog.preview()
        assert dialog.pane.document.pageCount() >= 1
        dialog.grid.inputs["hour"].put_words("930")
        dialog.issue()

    dialogs.acts.append(issues)
    assert step(qtbot, page) == "签发通知书"
    assert step(qtbot, page) == "登记送达"
    save(qtbot, page, receiver="麦大勇", hour="9:35")
    gone = []
    page.go.connect(lambda key, where: gone.append((key, where)))
    assert step(qtbot, page) == "登记检查"
    ((key, where),) = gone
    assert (key, where["project"]) == ("visit_entry", str(county.project))
    visit = visited(runner, county, date(2026, 11, 12), approval_id=page.current.id)
    page.refresh()
    assert step(qtbot, page) == "绑定检查"
    save(qtbot, page)
    (bound,) = stored(opened, VisitNotice)
    notice = next(p for p in stored(opened, Paper) if p.kind is PaperKind.INSPECTION_NOTICE)
    assert (bound.visit_id, bound.paper_id) == (visit, notice.id)
    (service,) = stored(opened, Service)
    assert service.handed_at == "9:35"
    assert notice.enterprise_text == "海南假想合欢建设集团有限公司"


def test_a_draft_is_kept_and_sent_up_later(qtbot, page, dialogs, opened, county):
    def keeps(dialog: ApprovalDialog) -> None:
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        dialog.people.box.setFocus()
        qtbot.keyClick(dialog.people.box, Qt.Key.Key_S, CTRL)

    dialogs.acts.append(keeps)
    page.propose()
    assert page.current.facts.title.startswith("未定对象")
    assert step(qtbot, page) == "送审"
    save_refused = page.side.form
    save_refused.grid.inputs["proposed_by"].put_words("林喆")
    save_refused.save()
    assert "缺检查对象、检查人员" in save_refused.notice.words
    save_refused.give_up()
    dialogs.acts.append(proposes(county))
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    (approval,) = stored(opened, InspectionApproval)
    assert (approval.proposed_by, approval.title) == ("林喆", "未定对象 日常检查")


def test_refusals_stand_in_the_dialog(qtbot, page, dialogs, county):
    def wrong(dialog: ApprovalDialog) -> None:
        dialog.send()
        assert "缺检查对象、检查人员" in dialog.notice.words or "承办人" in dialog.notice.words
        dialog.sites.tick_shown(True)
        dialog.put(last_day=date(2026, 10, 1))
        dialog.send()
        assert "不能早于" in dialog.notice.words
        dialog.reject()

    dialogs.acts.append(wrong)
    page.propose()
    assert page.model.rowCount() == 0


def test_visits_made_without_are_approved_afterwards(qtbot, page, dialogs, opened, runner, county):
    for day in (date(2026, 11, 8), DAY):
        visited(runner, county, day, source=VisitSource.COMPLAINT, started_at="22:30")
    visits = VisitsPage(runner, dialogs)
    qtbot.addWidget(visits)
    visits.show()
    visits.show_where({"unapproved": "1"})
    qtbot.waitUntil(lambda: visits.model.rowCount() == 2)
    visits.table.selectAll()
    gone = []
    visits.go.connect(lambda key, where: gone.append((key, where)))
    visits.make_up()
    ((key, where),) = gone
    assert key == "approvals"

    def makes_up(dialog: ApprovalDialog) -> None:
        assert dialog.values()["urgent"]
        dialog.put(reason="接到举报塔吊倾覆危险，须立即到场", reported_by="林喆")
        dialog.preview()
        assert dialog.pane.document.pageCount() >= 1
        dialog.send()

    dialogs.acts.append(makes_up)
    page.show_where(dict(where))
    assert step(qtbot, page) == "批准"
    save(qtbot, page, approved_by="符局长", approved_on="2026-11-12")
    assert {one.approval_id for one in stored(opened, Visit)} == {page.current.id}
    assert any("24 小时" in one for one in page.current.doubts)


def test_frequency_is_empty_until_an_enterprise_was_asked(qtbot, runner, dialogs, county):
    made = CheckFrequencyPage(runner, dialogs)
    qtbot.addWidget(made)
    made.show()
    assert made.model.rowCount() == 0


def test_what_was_typed_survives_a_power_cut(qtbot, runner, dialogs, county):
    first = ApprovalDialog(runner, dialogs)
    qtbot.addWidget(first)
    first.put(matter="塔式起重机安装验收")
    first.people.ask_again(county.inspectors[:2])
    first.sites.tick_shown(True)
    first._drafts.keep()  # the pause after typing
    again = ApprovalDialog(runner, dialogs)
    qtbot.addWidget(again)
    assert again.values()["matter"] == "塔式起重机安装验收"
    assert again.sites.ids == (county.project,)
    assert again.people.ids == county.inspectors[:2]
    again.reject()
    fresh = ApprovalDialog(runner, dialogs)
    qtbot.addWidget(fresh)
    assert fresh.sites.ids == ()


def test_enter_goes_down_the_form_to_the_sites(qtbot, runner, dialogs, county):
    dialog = ApprovalDialog(runner, dialogs)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    dialog.activateWindow()
    boxes = {key: one.box for grid in dialog._grids for key, one in grid.inputs.items()}
    boxes["manner"].setFocus()
    qtbot.keyClick(boxes["manner"], Qt.Key.Key_Return)
    assert dialog.people.box.hasFocus()
    qtbot.keyClick(dialog.people.box, Qt.Key.Key_Return)
    assert boxes["matter"].hasFocus()
    boxes["hour"].setFocus()
    qtbot.keyClick(boxes["hour"], Qt.Key.Key_Return)
    assert dialog.sites.box.hasFocus()
    dialog.sites.box.setText("中心小学")
    qtbot.keyClick(dialog.sites.box, Qt.Key.Key_Return)
    assert dialog.sites.ids == (county.project,)
    assert dialog.result() == 0
    assert not dialog.pane.content
