"""送审 in the dialog, 发文办理 on its page: by keyboard, with the very bytes beside it."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from db.codes import CaseState, CaseStep, PaperKind
from db.tables.issuing import PaperCase, PaperOpinion
from db.tables.papers import Paper
from desktop.app.clock import Clock
from desktop.jobs.runner import InlineRunner
from desktop.queries.frame import waiting_counts
from desktop.queries.papers import paper_bytes
from desktop.queries.todos import todos
from desktop.queries.typed_subject import Subject
from desktop.ui.issue_dialog import IssueDialog
from desktop.ui.pages.cases import CasesPage
from desktop.ui.pages.hazards import HazardsPage
from desktop.usecases.cases import (
    DraftCase,
    GiveOpinion,
    IssueAfterwards,
    draft_case,
    give_opinion,
    issue_afterwards,
)
from desktop.usecases.closure_approvals import IssueClosureApproval
from desktop.usecases.interviews import IssueInterview
from desktop.usecases.notices import IssueNotice
from desktop.usecases.paper_rules import SaveSignatory, SetSteps, save_signatory, set_steps
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.stop_orders import IssueStopOrder
from desktop.usecases.typed.all import begin
from desktop.usecases.typed.paper import IssueTyped
from tests.documents.reading import pdfium_text
from tests.ui.clerk import ActingDialogs
from tests.usecases.loop_county import FOUND, RAIL, TIES, numbered, visited

TODAY = date(2026, 11, 12)
DUE = date(2026, 11, 27)
NOTICE, STOP = PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER


@pytest.fixture
def dialogs():
    made = ActingDialogs()
    made.settings.put("drafter", "林喆 安全监督股")
    return made


@pytest.fixture
def county(opened):
    return numbered(opened)


@pytest.fixture
def hazards(opened, county):
    return visited(opened, county, FOUND, RAIL, TIES)[1]


@pytest.fixture
def command(hazards):
    return IssueNotice(hazards, TODAY, DUE, contact="0898-60000000")


@pytest.fixture
def page(qtbot, runner, dialogs, county):
    return shown(qtbot, CasesPage(runner, dialogs))


def shown(qtbot, page):
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    return page


def sent_up(runner, command, steps=1):
    kind = getattr(command, "kind", None) or {IssueNotice: NOTICE, IssueStopOrder: STOP}.get(
        type(command)
    )
    if kind is not None:
        runner.run(set_steps, SetSteps(kind, steps))
    return runner.run(draft_case, DraftCase(command, "林喆", "安全监督股")).id


def look_at(qtbot, page, key):
    page.show_record(key)
    qtbot.waitUntil(lambda: page.current is not None and page.current.id == key)


def fill(page, **words):
    """Type into the form at the side and save it; what was refused, if anything."""
    form = page.side.form
    for key, typed in words.items():
        form.grid.inputs[key].put_words(str(typed))
    form.save()
    return "" if page.side.form is None else form.notice.words


def rows(opened, table):
    with opened.reading() as session:
        return list(session.scalars(select(table).order_by(table.id)))


# -- the dialog ------------------------------------------------------------------------


def written(qtbot, runner, dialogs, hazards, contact=""):
    dialog = IssueDialog(runner, dialogs, hazards)
    qtbot.addWidget(dialog)
    dialog.grid.put({"due": DUE, "contact": contact})
    return dialog


def test_without_steps_the_dialog_issues(qtbot, runner, dialogs, hazards):
    dialog = written(qtbot, runner, dialogs, hazards)
    assert dialog.issue_button.text() == "签发"
    dialog.issue()
    assert dialog.issued.number == "示建安整〔2026〕7号"


def test_with_steps_it_sends_up_and_the_drafter_is_asked_once(
    qtbot, runner, opened, dialogs, hazards
):
    runner.run(set_steps, SetSteps(NOTICE, 2))
    dialogs.settings.put("drafter", "")
    dialogs.answers = ["邢䶮　安全监督股"]
    dialog = written(qtbot, runner, dialogs, hazards)
    assert dialog.issue_button.text() == "送审"
    assert "审核、签发" in dialog.issue_button.toolTip()
    dialog.issue()
    assert dialog.result() == dialog.DialogCode.Accepted.value
    assert dialog.issued is None
    (case,) = rows(opened, PaperCase)
    assert (case.drafter, case.unit) == ("邢䶮", "安全监督股")
    assert rows(opened, Paper) == []
    assert "发文办理" in dialogs.said[-1][0]
    assert dialogs.settings.get("drafter") == "邢䶮 安全监督股", "the next one is not asked"


def test_a_draft_without_its_drafter_is_not_sent(qtbot, runner, opened, dialogs, hazards):
    runner.run(set_steps, SetSteps(NOTICE, 1))
    dialogs.settings.put("drafter", "")
    dialogs.answers = [None]
    dialog = written(qtbot, runner, dialogs, hazards)
    dialog.issue()
    assert rows(opened, PaperCase) == []
    assert dialog.issue_button.isEnabled(), "one may try again"


def test_a_stop_order_leaves_first_from_its_dialog(qtbot, runner, opened, dialogs, county):
    _, hazards = visited(opened, county, FOUND, TIES)
    runner.run(set_steps, SetSteps(STOP, 1))
    page = shown(qtbot, HazardsPage(runner, dialogs))
    dialogs.answers = ["架体已倾斜，来不及送审"]

    def act(dialog):
        dialog.grid.put({"scope": "3号楼脚手架作业", "reason": "架体随时可能倾覆"})
        feet = [dialog.feet.itemAt(place).widget() for place in range(dialog.feet.count())]
        named = {one.text(): one for one in feet if one is not None}
        assert "送审" in named
        named["现场先发…"].click()

    dialogs.acts = [act]
    page._stop(hazards)
    (case,) = rows(opened, PaperCase)
    (paper,) = rows(opened, Paper)
    assert (case.paper_id, case.afterwards) == (paper.id, "架体已倾斜，来不及送审")
    assert paper.number == "示建安停〔2026〕1号"


# -- the page --------------------------------------------------------------------------


def test_reviewed_signed_and_issued_by_keyboard(qtbot, page, runner, opened, command):
    runner.run(
        save_signatory, SaveSignatory(CaseStep.SIGN, "郑海涛", date(2026, 1, 1), post="局长")
    )
    key = sent_up(runner, command, steps=2)
    look_at(qtbot, page, key)
    assert "（文号签发时编）" in pdfium_text(page.preview.content), "the draft stands beside it"
    assert page.side.pane.step_button.text() == "审核…"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.side.pane.step_button, Qt.Key.Key_Space)
    assert fill(page, name="周国平") == ""
    assert page.side.pane.step_button.text() == "签发…"
    page.give()
    assert page.side.form.grid.inputs["name"].words == "郑海涛", "proposed for the day"
    assert fill(page, opinion="请尽快送达") == ""
    assert page.current.state is CaseState.ISSUED
    assert page.current.number == "示建安整〔2026〕7号"
    issued, sheet = rows(opened, Paper)
    assert sheet.kind is PaperKind.ISSUE_SHEET
    with opened.reading() as session:
        assert page.preview.content == paper_bytes(session, issued.id)
    opened_papers = []
    page.open_record.connect(lambda *told: opened_papers.append(told))
    assert page.side.pane.step_button.text() == "打开发出的文书"
    page.side.pane.step_button.click()
    assert opened_papers == [("paper", issued.id)], "there it is printed and served"
    assert [link.words for link in page.current.papers] == [
        "责令限期整改通知书 示建安整〔2026〕7号",
        "发文稿纸 2026-11-12",
    ]


def test_signed_now_and_issued_later(qtbot, page, runner, command):
    look_at(qtbot, page, sent_up(runner, command))
    page.give()
    assert fill(page, name="郑海涛", issues="否") == ""
    assert page.side.pane.step_button.text() == "编号发出…"
    page.issue()
    assert fill(page) == ""
    assert page.current.number == "示建安整〔2026〕7号"


def test_a_deputy_is_marked_and_refused_outside_his_period(qtbot, page, runner, command):
    both = (
        SaveSignatory(CaseStep.SIGN, "郑海涛", date(2026, 1, 1)),
        SaveSignatory(
            CaseStep.SIGN,
            "韩立新",
            date(2026, 11, 10),
            date(2026, 11, 11),
            deputy_for="郑海涛",
        ),
    )
    for one in both:
        runner.run(save_signatory, one)
    look_at(qtbot, page, sent_up(runner, command))
    page.give()
    titles = [one.text() for one in page.side.form.findChildren(QLabel)]
    assert titles[0].endswith("（今天可签：郑海涛）")
    assert fill(page, name="韩立新") == (
        "× 韩立新代签发的期间是2026年11月10日至2026年11月11日，2026年11月12日不在期内"
    )


def test_returned_then_written_anew_in_its_own_dialog(
    qtbot, page, runner, opened, dialogs, command
):
    key = sent_up(runner, command)
    look_at(qtbot, page, key)
    page.send_back()
    fill(page, name="郑海涛")
    assert "请填写退回意见" in page.side.form.grid.wrong_of("opinion")
    assert fill(page, opinion="期限太长") == ""
    assert page.side.pane.step_button.text() == "修改后再送审…"

    def act(dialog):
        assert dialog.issue_button.text() == "再送审"
        told = {name: one.words for name, one in dialog.grid.inputs.items()}
        assert (told["due"], told["contact"]) == ("2026-11-27", "0898-60000000")
        assert "海南假想合欢建设集团有限公司" in told["addressee_id"], "as first proposed"
        dialog.grid.put({"due": date(2026, 11, 20)})
        dialog.issue()

    dialogs.acts = [act]
    page.revise()
    (case,) = rows(opened, PaperCase)
    assert (case.edition, case.state) == (2, CaseState.DRAFTED)
    assert len(rows(opened, PaperOpinion)) == 1
    look_at(qtbot, page, key)
    assert page.side.pane.step_button.text() == "签发…"
    assert "2026年11月20日" in pdfium_text(page.preview.content)


def stop_order(hazards):
    return IssueStopOrder(
        hazards,
        TODAY,
        whole_site=False,
        scope="3号楼脚手架作业",
        reason="架体随时可能倾覆",
        conditions=("架体加固", "经复查合格"),
    )


def content_of(runner, key):
    return runner.ask(lambda session: session.get(PaperCase, key).content)


def test_every_kind_of_form_opens_with_what_it_said(qtbot, page, runner, dialogs, hazards, county):
    """停工, 约谈 and a typed paper: sent up again untouched they say the same."""
    runner.run(set_next_number, SetNextNumber(PaperKind.REFERRAL, 2026, "椰建安移", 1))
    subject = Subject(project_id=county.project)
    sheet = replace(
        runner.ask(begin, PaperKind.REFERRAL, subject, TODAY),
        addressee="椰城县综合行政执法局",
        matter="涉嫌违法分包",
        reason="由你单位查处",
        basis="《中华人民共和国行政处罚法》第二十七条",
    )
    talk = IssueInterview(
        TODAY,
        date(2026, 11, 16),
        "三楼会议室",
        "逾期未整改",
        hazards=hazards,
        project_id=county.project,
        enterprise_id=county.contractor,
        points=("整改慢", "没有回复"),
    )
    order = replace(
        stop_order(hazards), officers=county.inspectors[:2], addressee_id=county.contractor
    )
    for command in (order, talk, IssueTyped(PaperKind.REFERRAL, sheet, subject)):
        key = sent_up(runner, command)
        before = content_of(runner, key)
        look_at(qtbot, page, key)
        dialogs.acts = [lambda dialog: dialog.issue()]
        page.revise()
        assert content_of(runner, key) == before


def test_withdrawn_it_waits_for_nothing(qtbot, page, runner, command):
    look_at(qtbot, page, sent_up(runner, command))
    page.withdraw()
    assert fill(page, reason="隐患已当场改正") == ""
    assert page.current.state is CaseState.WITHDRAWN
    assert page.side.pane.step_button is None
    assert runner.ask(waiting_counts, TODAY)["cases"] == 0


def test_the_sheet_is_printed_for_wet_ink(qtbot, page, runner, dialogs, command):
    look_at(qtbot, page, sent_up(runner, command, steps=2))
    seen = []
    dialogs.acts = [lambda box: seen.append(pdfium_text(box.pane.content))]
    page.print_sheet()
    assert "发文稿纸" in seen[0]
    assert "林喆" in seen[0]


def test_who_drafted_and_signs_is_told(qtbot, page, runner, command):
    look_at(qtbot, page, sent_up(runner, command, steps=2))
    page.give()
    assert fill(page, name="林喆") == ""
    assert page.describe(page.current).warnings == ("审核人与拟稿人是同一人（林喆）",)


def test_what_waits_and_what_is_late(opened, runner, county, hazards, clock):
    runner.run(set_steps, SetSteps(STOP, 1))
    runner.run(save_signatory, SaveSignatory(CaseStep.SIGN, "郑海涛", date(2026, 1, 1)))
    runner.run(issue_afterwards, IssueAfterwards(stop_order(hazards), "来不及", "林喆"))
    groups = {group.kind: group for group in runner.ask(todos, TODAY)}
    assert [item.words for item in groups["cases"].items] == [
        "停工通知书（示例县中心小学教学楼）：待签发（已先发）"
    ]
    assert groups["cases"].items[0].who == "郑海涛"
    assert runner.ask(waiting_counts, TODAY)["cases"] == 1
    later = date(2026, 11, 14)
    groups = {group.kind: group for group in runner.ask(todos, later)}
    assert groups["cases_late"].items[0].is_late
    assert "cases" not in groups
    afterwards = InlineRunner(opened, Clock(later), "本机")
    (case,) = rows(opened, PaperCase)
    afterwards.run(give_opinion, GiveOpinion(case.id, CaseStep.SIGN, "郑海涛", later))
    assert "cases_late" not in {group.kind for group in runner.ask(todos, later)}


def test_the_page_filters_what_is_late(qtbot, opened, county, hazards, dialogs):
    before = InlineRunner(opened, Clock(date(2026, 11, 9)), "本机")
    before.run(set_steps, SetSteps(STOP, 1))
    order = replace(stop_order(hazards), issued_on=date(2026, 11, 9))
    before.run(issue_afterwards, IssueAfterwards(order, "来不及", "林喆"))
    now = InlineRunner(opened, Clock(TODAY), "本机")
    page = shown(qtbot, CasesPage(now, dialogs))
    page.show_where({"progress": "late"})
    qtbot.waitUntil(lambda: page.current is not None)
    assert page.model.rowCount() == 1
    assert page.model.index(0, 1).data() == "▲ 待签发（已先发）"
    (warning,) = page.describe(page.current).warnings
    assert warning.startswith("补批期限 2026-11-10 ")


def test_a_closure_form_is_written_anew_too(qtbot, page, dialogs, runner, hazards):
    """A form that reads nothing opens at once."""
    seen = []
    dialogs.acts = [lambda dialog: seen.append(dialog.grid.inputs["reviewer_unit"].words)]
    command = IssueClosureApproval(hazards, TODAY, reviewer_unit="邻县质安站")
    page.revision.open(1, "示例县中心小学教学楼", command)
    assert seen == ["邻县质安站"]
