"""整改停工通知 by keyboard: twelve items on one notice, from its service to the resumption."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from sqlalchemy import select

from db.codes import HazardState, Outcome, PaperKind, VisitKind, VisitSource
from db.session import Database
from db.tables.hazards import Hazard
from db.tables.papers import Interview, Paper
from db.tables.signatures import Attachment, Signature
from desktop.jobs.runner import InlineRunner
from desktop.queries.orders import items_in_order
from desktop.ui.pages.interviews import InterviewsPage
from desktop.ui.pages.notices import NoticesPage
from desktop.usecases.findings import Finding
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.ui.clerk import ActingDialogs
from tests.usecases.loop_county import FOUND, TIES, notice, numbered, stop, twelve, visited

CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = date(2026, 11, 12)


@pytest.fixture
def dialogs():
    return ActingDialogs()


@pytest.fixture
def opened(office):
    database = Database.open(str(office))
    yield database
    database.close()


@pytest.fixture
def runner(opened, clock):
    return InlineRunner(opened, clock, "本机")


@pytest.fixture
def county(opened):
    return numbered(opened)


@pytest.fixture
def page(qtbot, runner, dialogs, county):
    made = NoticesPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


@pytest.fixture
def proof(tmp_path):
    path = tmp_path / "整改后.png"
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(path))
    return path


def fill(page, **words):
    """Type into the form at the side and save it; what was refused, if anything."""
    form = page.side.form
    for key, typed in words.items():
        form.grid.inputs[key].put_words(str(typed))
        form.grid.inputs[key].settle()
    form.save()
    return "" if page.side.form is None else form.notice.words


def press(qtbot, page, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        qtbot.keyClick(page.panel.table, key, modifier)


def enter(page, **words):
    for key, typed in words.items():
        page.panel.grid.inputs[key].put_words(str(typed))


def step(page, starts):
    """The one prominent button, which is called so, pressed."""
    button = page.side.pane.step_button
    assert button.text().startswith(starts), button.text()
    button.click()


def other(page, title):
    (found,) = (one for one in page.describe(page.current).others if one.title == title)
    found.act()


def states(runner, ids):
    rows = select(Hazard.id, Hazard.state).where(Hazard.id.in_(ids))
    by_id = dict(runner.ask(lambda session: session.execute(rows).all()))
    return [by_id[key] for key in ids]


def issue(**words):
    def act(dialog):
        for key, typed in words.items():
            dialog.grid.inputs[key].put_words(str(typed))
        dialog.preview()
        assert dialog.pane.content.startswith(b"%PDF"), dialog.notice.words
        dialog.issue()
        assert dialog.issued is not None, dialog.notice.words

    return act


def papers(runner, kind):
    rows = select(Paper).where(Paper.kind == kind).order_by(Paper.id)
    return runner.ask(lambda session: list(session.scalars(rows)))


def recheck_visit(runner, county, day=TODAY):
    command = RecordVisit(
        county.project,
        day,
        county.inspectors[:2],
        kind=VisitKind.RECHECK,
        source=VisitSource.RECHECK,
    )
    return runner.run(record_visit, command).id


def test_twelve_items_answered_by_keyboard(qtbot, page, opened, county, proof):
    runner, dialogs = page.runner, page.dialogs
    issued, hazards = notice(opened, county, *twelve())
    page.refresh()
    page.show_record(issued.id)
    row = page.model.row_at(0)
    assert (row.progress, row.waits, row.overdue) == ("12项：未过12", "待回复、复查", True)
    step(page, "登记整改回复（12项）")
    assert fill(page, evidence=proof, remark="已逐项整改") == ""
    assert states(runner, hazards) == [HazardState.REPLIED] * 12

    step(page, "登记复查（12项）")
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_2)
    assert page.panel.table.current.position == 3
    press(qtbot, page, Qt.Key.Key_1, modifier=CTRL)
    assert sum(page.panel.table.items.answers.values()) == 11
    page.panel.save()
    assert "第1—12项缺复查人；第1、3—12项缺整改证据" in page.panel.notice.words
    enter(page, inspector_id="林喆", evidence=proof, new_due="11.20")
    press(qtbot, page, Qt.Key.Key_S, modifier=CTRL)
    assert page.panel.notice.words == ""
    assert states(runner, hazards).count(HazardState.RECHECKED) == 11
    assert states(runner, hazards)[1] is HazardState.SERVED
    assert page.panel.table.items.answer_words(page.current.paper.items[1]) == "不合格 11-12"
    assert page.panel.head.text() == "12 项：未过 1　合格 11　销号 0"

    dialogs.acts = [issue()]
    other(page, "复查意见书…")
    (opinion,) = papers(runner, PaperKind.RECHECK_OPINION)
    assert opinion.about_paper_id == issued.id
    other(page, "销号")
    assert fill(page) == ""
    assert states(runner, hazards).count(HazardState.CLOSED) == 11
    # What failed is replied to and re-checked again by itself.
    step(page, "登记整改回复（1项）")
    assert fill(page) == ""
    press(qtbot, page, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_1)
    assert list(page.panel.table.items.answers) == [hazards[1]]


def test_what_cannot_be_rechecked_takes_no_answer(qtbot, page, opened, county):
    issued, _ = notice(opened, county, TIES, TIES)
    stop(opened, (page_items(opened, issued.id)[0],), date(2026, 10, 23))
    page.refresh()
    page.show_record(issued.id)
    first, second = page.current.paper.items
    assert page.panel.table.items.answer_words(first) == "已转停工"
    page.panel.table.selectRow(0)
    press(qtbot, page, Qt.Key.Key_1)
    assert page.panel.table.items.answers == {}
    assert page.panel.table.current is second
    assert "1项已转由停工通知书示建安停〔2026〕1号办理" in page.describe(page.current).warnings


def page_items(opened, paper):
    with opened.reading() as session:
        return items_in_order(session, paper)


def test_a_stop_order_from_its_service_to_the_resumption(qtbot, page, opened, county, proof):
    runner, dialogs = page.runner, page.dialogs
    _, hazards = visited(opened, county, FOUND, TIES, Finding("电缆拖地"))
    order = stop(opened, hazards)
    visit = recheck_visit(runner, county)
    page.refresh()
    page.show_record(order.id)
    assert page.model.row_at(0).kind_words == "停工（局部）"
    step(page, "登记送达")
    assert fill(page, receiver="麦大勇") == ""
    page.show_where({"paper": str(order.id), "visit": str(visit)})
    assert page.panel.grid.inputs["visit_id"].value() == visit
    press(qtbot, page, Qt.Key.Key_1)
    page.panel.table.add_files(hazards[1], (proof,))
    enter(page, evidence=proof)
    press(qtbot, page, Qt.Key.Key_S, modifier=CTRL)
    assert page.panel.notice.words == ""
    assert states(runner, hazards) == [HazardState.RECHECKED] * 2
    step(page, "审核（2项）")
    assert "可审核：吴海波" in page.side.form._editor.title
    assert "检查人" in fill(page, reviewer_id="林喆")
    assert fill(page, reviewer_id="吴海波") == ""
    step(page, "销号（2项）")
    assert fill(page) == ""
    dialogs.acts = [issue(hour="14:00")]
    step(page, "签发复工通知书")
    (resumption,) = papers(runner, PaperKind.RESUMPTION_NOTICE)
    assert resumption.about_paper_id == order.id
    assert page.side.pane.step_button is None
    assert page.model.row_at(0).waits == "已办结"


def test_nobody_left_to_review_so_one_from_outside_signs_in_ink(qtbot, page, opened, county, proof):
    runner, dialogs = page.runner, page.dialogs
    issued, hazards = notice(opened, county, TIES)
    command = RecordVisit(
        county.project,
        TODAY,
        county.inspectors[1:],
        kind=VisitKind.RECHECK,
        source=VisitSource.RECHECK,
    )
    visit = runner.run(record_visit, command).id
    page.refresh()
    page.show_where({"paper": str(issued.id), "visit": str(visit)})
    press(qtbot, page, Qt.Key.Key_1)
    enter(page, evidence=proof)
    page.panel.save()
    assert states(runner, hazards) == [HazardState.RECHECKED]
    assert "由局外审核" in page.describe(page.current).warnings[-1]
    dialogs.acts = [issue(reviewer_unit="邻县住房和城乡建设局")]
    other(page, "局外审核…")
    step(page, "登记局外审核")
    assert fill(page, reviewer="王某", unit="邻县局", scan=proof) == ""
    assert states(runner, hazards) == [HazardState.REVIEWED]
    (form,) = papers(runner, PaperKind.CLOSURE_APPROVAL)
    (signature,) = runner.ask(
        lambda session: list(
            session.scalars(select(Signature).where(Signature.record_id == form.id))
        )
    )
    assert signature.content_sha256 == form.sha256


def test_an_item_that_is_not_safe_is_stopped_from_the_notice(page, opened, county):
    runner, dialogs = page.runner, page.dialogs
    issued, hazards = notice(opened, county, TIES, TIES)
    page.refresh()
    page.show_record(issued.id)
    page.panel.table.selectRow(1)
    dialogs.answers = ["one"]
    dialogs.acts = [issue(scope="3号楼六层脚手架", reason="架体随时可能倾覆", due="11.20")]
    other(page, "转停工…")
    outcomes = runner.ask(lambda session: [session.get(Hazard, key).outcome for key in hazards])
    assert outcomes == [Outcome.ORDERED, Outcome.STOPPED]
    assert page.current.paper.items[1].moved == "示建安停〔2026〕1号"
    progress = {row.kind_words: row.progress for _, row in page.model.loaded_rows()}
    assert progress == {"停工（局部）": "1项：未过1", "限期整改": "2项：未过1·转停工1"}


def test_where_it_is_narrow_the_items_take_the_place_of_the_list(qtbot, page, opened, county):
    issued, _ = notice(opened, county, TIES)
    page.refresh()
    page.show_record(issued.id)
    page.resize(760, 440)
    assert page.panel.isHidden()
    qtbot.keyClick(page.table, Qt.Key.Key_F3)
    assert (page.panel.isHidden(), page._lists.isHidden()) == (False, True)
    qtbot.keyClick(page.panel.table, Qt.Key.Key_Escape)
    assert (page.panel.isHidden(), page._lists.isHidden()) == (True, False)
    other(page, "登记复查")
    assert (page.panel.isHidden(), page._lists.isHidden()) == (False, True)


def test_ctrl_s_saves_the_form_one_types_in(qtbot, page, opened, county):
    """Not the re-check whose panel stands beside it."""
    issued, _ = notice(opened, county, TIES)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.refresh()
    page.show_record(issued.id)
    step(page, "登记整改回复")
    box = page.side.form.grid.inputs["replied_on"].box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_S, CTRL)
    assert page.side.form is None
    assert page.panel.notice.words == ""
    assert page.side.pane.step_button.text().startswith("登记复查")


def test_the_signed_copy_of_a_notice_is_bound(page, opened, county, proof):
    runner = page.runner
    issued, _ = notice(opened, county, TIES)
    page.refresh()
    page.show_record(issued.id)
    other(page, "补扫描件…")
    assert fill(page, scan=proof) == ""
    (kept,) = runner.ask(lambda session: list(session.scalars(select(Attachment))))
    assert (kept.entity, kept.record_id, kept.purpose) == ("paper", issued.id, "signed_copy")
    links = {one.title: one for one in page.describe(page.current).links}
    page.dialogs.acts = [lambda box: box.accept()]
    links[f"附件 {proof.name}"].act()
    assert page.dialogs.asked[-1] == proof.name


def test_called_in_from_an_overdue_notice(qtbot, page, opened, county, proof):
    runner, dialogs = page.runner, page.dialogs
    issued, _ = notice(opened, county, TIES)
    page.refresh()
    page.show_record(issued.id)
    dialogs.acts = [issue(called_for="11.12", place="县住建局会议室", invited="麦大勇 项目经理")]
    other(page, "约谈…")
    talks = InterviewsPage(runner, dialogs)
    qtbot.addWidget(talks)
    talks.show()
    qtbot.waitUntil(lambda: talks.current is not None)
    assert talks.current.reason == "1项隐患逾期未整改"
    step(talks, "登记送达")
    assert fill(talks, receiver="麦大勇") == ""
    dialogs.acts = [
        issue(
            host="林喆",
            ended="16:20",
            other_side="麦大勇 项目经理",
            measures="补设连墙件；麦大勇；11.20",
            feedback_due="11.25",
        )
    ]
    step(talks, "出具约谈记录")
    step(talks, "补扫描件")
    assert fill(talks, scan=proof) == ""
    step(talks, "登记书面反馈")
    assert fill(talks, evidence=proof) == ""
    (talk,) = runner.ask(lambda session: list(session.scalars(select(Interview))))
    assert (talk.held_on, talk.feedback_due, talk.feedback_on) == (
        TODAY,
        date(2026, 11, 25),
        TODAY,
    )
    assert talks.model.row_at(0).progress == "已反馈"
    assert talks.side.pane.step_button is None


@pytest.mark.parametrize("about", ["enterprise", "project"])
def test_an_enterprise_is_called_in_without_a_hazard(qtbot, page, county, about):
    key = county.contractor if about == "enterprise" else county.project
    talks = InterviewsPage(page.runner, page.dialogs)
    qtbot.addWidget(talks)
    talks.show()
    words = {"reason": "安全管理机构不健全", "called_for": "11.20", "place": "县住建局会议室"}
    page.dialogs.acts = [issue(**words)]
    talks.show_where({about: str(key), "call": "1"})
    (talk,) = page.runner.ask(lambda session: list(session.scalars(select(Interview))))
    assert talk.enterprise_id == county.contractor
    assert talk.project_id == (county.project if about == "project" else None)
    qtbot.waitUntil(lambda: talks.current is not None)
    assert talks.model.row_at(0).progress == "待约谈"


def test_what_was_typed_survives_a_power_cut(page, county):
    key = str(county.project)

    def cut(dialog):
        dialog.grid.inputs["reason"].put_words("隐患整改缓慢")
        dialog._drafts.keep()

    found = []

    def again(dialog):
        found.append(dialog.grid.inputs["reason"].words)
        dialog.reject()

    talks = InterviewsPage(page.runner, page.dialogs)
    page.dialogs.acts = [cut, again, again]
    for _ in range(3):
        talks.show_where({"project": key, "call": "1"})
    assert found == ["隐患整改缓慢", ""]


def test_enter_goes_on_in_the_form_of_a_paper(qtbot, page, county):
    seen = []

    def enter_on(dialog):
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        dialog.grid.inputs["place"].box.setFocus()
        qtbot.keyClick(dialog.grid.inputs["place"].box, Qt.Key.Key_Return)
        seen.append((dialog.grid.inputs["invited"].box.hasFocus(), dialog.pane.content))
        dialog.reject()

    talks = InterviewsPage(page.runner, page.dialogs)
    page.dialogs.acts = [enter_on]
    talks.show_where({"project": str(county.project), "call": "1"})
    assert seen == [(True, b"")]


def test_the_answers_of_a_recheck_survive_it_too(qtbot, page, opened, county):
    issued, hazards = notice(opened, county, *twelve())
    page.refresh()
    page.show_record(issued.id)
    press(qtbot, page, Qt.Key.Key_1, Qt.Key.Key_2)
    enter(page, inspector_id="林喆")
    page.panel._drafts.keep()
    anew = NoticesPage(page.runner, page.dialogs)
    qtbot.addWidget(anew)
    anew.show()
    anew.show_record(issued.id)
    assert anew.panel.table.items.answers == {hazards[0]: True, hazards[1]: False}
    assert anew.panel.grid.inputs["inspector_id"].words == "林喆"
    anew.panel.give_up()
    assert anew.panel.table.items.answers == {}


def test_filters_show_what_waits(page, opened, county):
    first, _ = notice(opened, county, TIES)
    _, hazards = visited(opened, county, FOUND, TIES)
    second = stop(opened, hazards)
    for waits, ids in [
        ("unserved", [second.id]),
        ("recheck", [second.id, first.id]),
        ("overdue", [first.id]),
        ("resume", []),
    ]:
        page.show_where({"waits": waits})
        assert sorted(row.id for _, row in page.model.loaded_rows()) == sorted(ids), waits
