"""隐患: the list, the loop of one hazard step by step, the notice for several."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from sqlalchemy import func, select

from db.codes import (
    ClosureWay,
    HazardLevel,
    HazardSource,
    HazardState,
    HazardStepKind,
    Outcome,
    PaperKind,
)
from db.tables.hazards import Hazard, HazardStep
from db.tables.papers import Paper, PaperItem, Service
from desktop.ui.pages.hazard_entry import HazardEntryPage
from desktop.ui.pages.hazards import HazardsPage
from desktop.ui.paper_dialogs import correct_editor
from desktop.usecases.series import SetNextNumber, set_next_number
from tests.ui.helpers import RecordingDialogs
from tests.ui.pages.acts import RAIL, TIES, inspector_ids, project_id, settle, visit_with

TODAY = date(2026, 11, 12)


class ActingDialogs(RecordingDialogs):
    """Hands a dialog of our own to the test's next act, and says whether it was accepted."""

    def __init__(self):
        super().__init__()
        self.acts = []

    def run(self, dialog):
        self.asked.append(dialog.windowTitle())
        self.acts.pop(0)(dialog)
        return dialog.result() == dialog.DialogCode.Accepted.value


@pytest.fixture
def dialogs():
    return ActingDialogs()


@pytest.fixture
def page(county, dialogs, qtbot):
    made = HazardsPage(county, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    return made


@pytest.fixture
def proof(tmp_path):
    path = tmp_path / "整改后.png"
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(path))
    return path


def hazard(county, key):
    return county.ask(lambda session: session.get(Hazard, key))


def rows(county, model, **of):
    found = select(model).filter_by(**of).order_by(model.id)
    return county.ask(lambda session: list(session.scalars(found)))


def fill(page, **words):
    """Type into the form at the side and save it; what was refused, if anything."""
    form = page.side.form
    for key, typed in words.items():
        form.grid.inputs[key].put_words(str(typed))
        form.grid.inputs[key].settle()
    form.save()
    return "" if page.side.form is None else form.notice.words


def issue_with(days):
    def act(dialog):
        dialog.grid.inputs["days"].put_words(str(days))
        dialog.grid.inputs["days"].settle()
        dialog.preview()
        assert dialog.pane.content.startswith(b"%PDF")
        dialog.issue()

    return act


def step(page):
    """The one prominent button, pressed."""
    page.side.pane.step_button.click()


def test_an_ordinary_hazard_from_finding_to_closure(page, county, dialogs, proof):
    settle(county)
    key = visit_with(county, RAIL).hazards[0]
    page.show_record(key)
    assert page.side.pane.step_button.text() == "签发责令限期整改通知书…"
    dialogs.acts = [issue_with(7)]
    step(page)
    assert dialogs.said[-1][0] == "已签发 示建改〔2026〕7号，接下来登记送达"
    (paper,) = rows(county, Paper, number="示建改〔2026〕7号")
    assert (hazard(county, key).state, hazard(county, key).due) == (
        HazardState.ORDERED,
        date(2026, 11, 19),
    )

    assert page.side.pane.step_button.text() == "登记送达"
    step(page)
    assert "须写明签收人" in fill(page)
    assert fill(page, receiver="王某（虚构）") == ""
    assert rows(county, Service, paper_id=paper.id)[0].served_on == TODAY

    assert page.side.pane.step_button.text() == "登记整改回复"
    step(page)
    assert fill(page, evidence=proof) == ""
    assert page.side.pane.step_button.text() == "登记复查"
    step(page)
    assert "缺复查人；缺整改证据" in fill(page)
    assert fill(page, inspector_id="吴海波", evidence=proof, way="书面复核") == ""
    assert page.side.pane.step_button.text() == "销号"
    step(page)
    assert fill(page, way="书面复核") == ""
    closed = hazard(county, key)
    assert (closed.state, closed.closed_on) == (HazardState.CLOSED, TODAY)
    kinds = [one.kind for one in rows(county, HazardStep, hazard_id=key)]
    assert kinds == [
        HazardStepKind.ORDERED,
        HazardStepKind.SERVED,
        HazardStepKind.REPLIED,
        HazardStepKind.RECHECK_PASSED,
        HazardStepKind.CLOSED,
    ]
    assert rows(county, HazardStep, hazard_id=key)[-1].way is ClosureWay.ON_PAPER


def test_a_step_entered_wrongly_is_taken_back_and_both_stay_in_sight(page, county, dialogs, proof):
    settle(county)
    key = visit_with(county, RAIL).hazards[0]
    page.show_record(key)
    dialogs.acts = [issue_with(7)]
    step(page)
    page.side.edit(correct_editor((key,)))
    assert "请作废该文书" in fill(page, reason="写错了")
    page.side._close()
    step(page)
    assert fill(page, receiver="王某（虚构）") == ""
    step(page)
    assert fill(page) == ""
    page.side.edit(correct_editor((key,)))
    assert fill(page, reason="回复是另一个工程的") == ""
    assert hazard(county, key).state is HazardState.SERVED
    last = page.describe(page.current).timeline[0]
    assert last.words == "更正　回复是另一个工程的"


def test_a_major_hazard_needs_a_visit_by_two_and_a_reviewer_who_stood_aside(
    page, county, dialogs, proof
):
    settle(county)
    key = visit_with(county, TIES).hazards[0]
    page.show_record(key)
    dialogs.acts = [issue_with(3)]
    step(page)
    step(page)
    assert fill(page, receiver="王某（虚构）") == ""
    early = visit_with(county, names=("李㛃", "林喆")).id
    again = visit_with(county, names=("李㛃", "林喆"), day=TODAY).id
    county.changed.emit(page.shows)
    page._recheck((key,))
    assert "须两名监督员复查" in fill(page, inspector_id="李㛃", evidence=proof)
    choice = page.side.form.grid.inputs["visit_id"]
    choice.put_value(early)
    assert "所选检查的日期是2026年11月5日" in fill(page)
    assert "不能早于责令整改日期" in fill(page, rechecked_on="11.5")
    choice.put_value(again)
    assert fill(page, rechecked_on="今天") == ""
    assert page.side.pane.step_button.text() == "审核"
    step(page)
    assert "审核人是该隐患的检查人" in fill(page, reviewer_id="吴海波")
    assert "审核人是该隐患的复查人" in fill(page, reviewer_id="林喆")
    assert fill(page, reviewer_id="欧阳静") == ""
    step(page)
    assert fill(page) == ""
    assert hazard(county, key).state is HazardState.CLOSED


def test_one_notice_for_several_of_one_site_in_the_order_chosen(page, county, dialogs):
    settle(county)
    first, second = visit_with(county, RAIL, TIES).hazards

    def act(dialog):
        dialog.items.setCurrentRow(1)
        dialog.move_item(-1)
        issue_with(5)(dialog)

    dialogs.acts = [act]
    visit = hazard(county, first).visit_id
    page.show_where({"visit": str(visit), "issue": "1"})
    (paper,) = rows(county, Paper, number="示建改〔2026〕7号")
    items = rows(county, PaperItem, paper_id=paper.id)
    assert [(one.position, one.hazard_id) for one in items] == [(1, second), (2, first)]
    assert hazard(county, second).notice_no == "示建改〔2026〕7号"


def test_hazards_of_two_sites_do_not_go_on_one_notice(page, county, dialogs):
    settle(county)
    one = visit_with(county, RAIL).hazards[0]
    other = visit_with(county, RAIL, site="海燕").hazards[0]
    seen = []

    def act(dialog):
        dialog.issue()
        seen.append(dialog.notice.words)

    dialogs.acts = [act]
    page._issue((one, other))
    assert seen == ["× 一份通知书只写一个工程的隐患，请只选同一个工程的"]
    assert not rows(county, Paper)


def test_without_a_series_the_notice_says_what_is_missing(page, county, dialogs):
    key = visit_with(county, RAIL).hazards[0]
    seen = []

    def act(dialog):
        issue_with(5)(dialog)
        seen.append(dialog.notice.words)

    dialogs.acts = [act]
    page._issue((key,))
    assert "发文机关（请先填写局、站名称）" in seen[0]
    assert hazard(county, key).state is HazardState.FOUND


def test_an_unsigned_finding_is_put_right_and_becomes_corrected_on_the_spot(page, county):
    key = visit_with(county, RAIL).hazards[0]
    page.show_record(key)
    page.edit()
    assert fill(page, description="五层东侧临边无栏杆", on_the_spot="当场改正") == ""
    put_right = hazard(county, key)
    assert put_right.description == "五层东侧临边无栏杆"
    assert (put_right.outcome, put_right.state) == (Outcome.ON_THE_SPOT, HazardState.CLOSED)
    assert put_right.closed_on == date(2026, 11, 5)


def test_a_major_is_never_corrected_on_the_spot(page, county):
    page.show_record(visit_with(county, TIES).hazards[0])
    page.edit()
    assert "重大隐患不能按当场改正销号" in fill(page, on_the_spot="当场改正")


def other(page, title):
    (found,) = (one for one in page.describe(page.current).others if one.title == title)
    assert not found.why_not
    found.act()


def issue_stop(dialog):
    for key, words in {"scope": "3号楼脚手架", "reason": "架体随时可能倾覆"}.items():
        dialog.grid.inputs[key].put_words(words)
    dialog.preview()
    assert dialog.pane.content.startswith(b"%PDF")
    dialog.issue()


def test_work_is_stopped_for_a_hazard_a_notice_had_ordered(page, county, dialogs):
    settle(county)
    county.run(set_next_number, SetNextNumber(PaperKind.STOP_ORDER, 2026, "示建停", 3))
    key = visit_with(county, RAIL).hazards[0]
    page.show_record(key)
    dialogs.acts = [issue_with(7), issue_stop]
    step(page)
    step(page)
    assert fill(page, receiver="王某（虚构）") == ""
    other(page, "停工…")
    assert dialogs.said[-1][0] == "签发停工通知书：已办 示建停〔2026〕3号"
    stopped = hazard(county, key)
    assert (stopped.outcome, stopped.state) == (Outcome.STOPPED, HazardState.ORDERED)
    assert page.side.pane.step_button.text() == "登记送达"
    assert "停工通知书" in page.current.unserved.words
    assert "尚未经未参与检查和复查的人审核" in page.current.card.missing


def test_a_major_stands_in_the_national_register(page, county):
    page.show_record(visit_with(county, TIES).hazards[0])
    other(page, "国家库编号…")
    assert "一起填写" in fill(page, number="HN-2026-0007")
    assert fill(page, on="11.6") == ""
    shown = dict(page.describe(page.current).fields)
    assert shown["国家库编号"] == "HN-2026-0007（2026-11-06 入库）"
    page.show_record(visit_with(county, RAIL).hazards[0])
    assert "国家库编号…" not in [one.title for one in page.describe(page.current).others]


def test_the_list_narrows_by_progress_grid_and_month(page, county, qtbot):
    def count(**of):
        found = select(func.count()).select_from(Hazard).filter_by(**of)
        return county.ask(lambda session: session.scalar(found))

    assert page.model.rowCount() == count()
    page.show_where({"level": "major"})
    assert page.model.rowCount() == count(level=HazardLevel.MAJOR)
    page.show_where({"progress": "major"})
    majors = select(Hazard.state).where(Hazard.level == HazardLevel.MAJOR)
    states = county.ask(lambda session: list(session.scalars(majors)))
    assert page.model.rowCount() == sum(one is not HazardState.CLOSED for one in states)
    page.show_where({"progress": "closed"})
    assert page.model.rowCount() == count(state=HazardState.CLOSED)
    page.show_where({"month": "202605"})
    assert 0 < page.model.rowCount() == count(month=202605)
    grid = page.filter_bar._combos["grid"].itemData(1)
    page.show_where({"grid": grid})
    assert page.model.rowCount() == count(grid_id=int(grid))


def test_history_is_marked_and_never_asked_for_what_is_missing(page, county):
    (first, *_) = rows(county, Hazard, state=HazardState.CLOSED)
    page.show_record(first.id)
    assert page.current.card.history
    assert page.side.pane.step_button is None
    assert "历史导入" in page.describe(page.current).subtitle


def test_a_hazard_from_elsewhere_is_told_apart(county, dialogs, qtbot):
    page = HazardEntryPage(county, dialogs)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    inputs = page.grid.inputs
    inputs["project_id"].put_words("赤道风（示例）度假酒店")
    inputs["source"].put_value(HazardSource.COMPLAINT)
    page.clause.setFocus()
    qtbot.keyClicks(page.clause, "wslqj")
    qtbot.keyClick(page.clause, Qt.Key.Key_Return)
    assert page.form.one.item == "2024-7-2"
    page.form.text.setPlainText("二层连墙件整层缺失")
    qtbot.keyClick(page.form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (stored,) = rows(county, Hazard, source=HazardSource.COMPLAINT)
    assert (stored.project_id, stored.criterion) == (project_id(county), "2024-7-2")
    assert (stored.level, stored.visit_id) == (HazardLevel.MAJOR, None)
    assert page.grid.inputs["project_id"].words == ""
    assert inspector_ids(county, "吴海波")
