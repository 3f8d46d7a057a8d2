"""发文办理 whole: drafted, reviewed, signed, issued with its number; on both databases."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from db.act import Act
from db.change import ChangeSet
from db.codes import CaseState, CaseStep, InNameOf, PaperKind, PaperState
from db.errors import Refused
from db.tables.issuing import PaperCase, PaperOpinion
from db.tables.office import NumberSeries
from db.tables.papers import Paper
from db.tables.signatures import Attachment
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import Leave
from desktop.queries.papers import paper_bytes
from desktop.queries.typed_subject import Subject
from desktop.usecases.attachments import NewFile
from desktop.usecases.case_papers import case_draft, case_sheet
from desktop.usecases.cases import (
    DraftCase,
    GiveOpinion,
    IssueAfterwards,
    IssueCase,
    ReviseCase,
    WithdrawCase,
    draft_case,
    give_opinion,
    issue_afterwards,
    issue_case,
    revise_case,
    withdraw_case,
)
from desktop.usecases.derived import case_states
from desktop.usecases.entrustments import SaveEntrustment, save_entrustment
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.paper_rules import SaveSignatory, SetSteps, save_signatory, set_steps
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.stop_orders import IssueStopOrder, issue_stop_order
from desktop.usecases.typed.all import begin
from desktop.usecases.typed.paper import IssueTyped
from desktop.usecases.undo import Undo, undo
from desktop.usecases.wordings import SaveWording, save_wording
from tests.documents.reading import pdfium_text
from tests.usecases.county import ACT, County, do
from tests.usecases.loop_county import FOUND, RAIL, TIES, numbered, visited

NOTICE, STOP = PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER
REVIEW, SIGN = CaseStep.REVIEW, CaseStep.SIGN
DUE, TODAY = date(2026, 11, 27), date(2026, 11, 12)
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def county(database) -> County:
    return numbered(database)


@pytest.fixture
def command(database, county) -> IssueNotice:
    """A notice drafted on the 9th of November."""
    _, hazards = visited(database, county, FOUND, RAIL)
    return IssueNotice(hazards, date(2026, 11, 9), DUE, contact="0898-60000000")


def on(day: int, hour: int = 9) -> Act:
    return Act("本机", datetime(2026, 11, day, hour, 30, tzinfo=ZONE))


def steps(database, kind: PaperKind, count: int) -> None:
    do(database, set_steps, SetSteps(kind, count))


def sent_up(database, command, day: int = 9):
    return do(database, draft_case, DraftCase(command, "林喆", "安全监督股"), on(day))


def say(database, case: int, step: CaseStep, name: str, day: int, **more):
    given = GiveOpinion(case, step, name, date(2026, 11, day), **more)
    return do(database, give_opinion, given, on(day))


def case_row(database, key: int) -> PaperCase:
    with database.reading() as session:
        return session.get(PaperCase, key)


def papers(database, kind: PaperKind) -> list[Paper]:
    with database.reading() as session:
        return list(session.scalars(select(Paper).where(Paper.kind == kind).order_by(Paper.id)))


def words_of(database, key: int) -> str:
    with database.reading() as session:
        return pdfium_text(paper_bytes(session, key)).replace("\r\n", "").replace("\n", "")


def next_number(database, kind: PaperKind) -> int:
    with database.reading() as session:
        rows = select(NumberSeries.next_number).where(NumberSeries.kind == kind)
        return session.scalar(rows)


def wrongs(database) -> list:
    with database.engine.connect() as connection:
        return list(case_states(connection))


def test_without_steps_a_paper_leaves_at_once(database, command):
    issued = do(database, issue_rectification_notice, replace(command, issued_on=TODAY))
    assert issued.number == "示建安整〔2026〕7号"
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(PaperCase)) == 0


def test_a_kind_with_steps_does_not_leave_without_its_case(database, command):
    steps(database, NOTICE, 1)
    with pytest.raises(RuleViolation, match="责令限期整改通知书须先审批再签发"):
        do(database, issue_rectification_notice, replace(command, issued_on=TODAY))
    assert next_number(database, NOTICE) == 7


def test_one_step_signed_and_issued_in_one_act(database, county, command):
    steps(database, NOTICE, 1)
    drafted = sent_up(database, command)
    row = case_row(database, drafted.id)
    assert (row.state, row.title) == (
        CaseState.DRAFTED,
        "责令限期整改通知书（示例县中心小学教学楼）",
    )
    assert (row.project_id, row.addressee) == (county.project, "海南假想合欢建设集团有限公司")
    assert (papers(database, NOTICE), next_number(database, NOTICE)) == ([], 7)
    done = say(database, drafted.id, SIGN, "郑海涛", 11, issues=True)
    assert (done.state, done.issued.number) == (CaseState.ISSUED, "示建安整〔2026〕7号")
    (paper,) = papers(database, NOTICE)
    assert paper.issued_on == date(2026, 11, 11), "成文日期 is the day of signing"
    assert "2026年11月11日" in words_of(database, paper.id)
    (sheet,) = papers(database, PaperKind.ISSUE_SHEET)
    assert sheet.about_paper_id == paper.id
    told = words_of(database, sheet.id)
    for words in ("示建安整〔2026〕7号", "林喆", "安全监督股", "郑海涛", "同意", "2026年11月9日"):
        assert words in told
    assert case_row(database, drafted.id).paper_id == paper.id
    assert wrongs(database) == []


def test_two_steps_in_their_order(database, command):
    steps(database, NOTICE, 2)
    key = sent_up(database, command).id
    with pytest.raises(RuleViolation, match="还没有审核"):
        say(database, key, SIGN, "郑海涛", 10)
    assert say(database, key, REVIEW, "周国平", 10).state is CaseState.REVIEWED
    with pytest.raises(RuleViolation, match="还没有签发，不能发出"):
        do(database, issue_case, IssueCase(key))
    assert say(database, key, SIGN, "郑海涛", 11).state is CaseState.SIGNED
    assert next_number(database, NOTICE) == 7, "the number is drawn at issue alone"
    done = do(database, issue_case, IssueCase(key, issued_on=TODAY))
    assert (done.state, next_number(database, NOTICE)) == (CaseState.ISSUED, 8)
    assert papers(database, NOTICE)[0].issued_on == TODAY, "the day that was given"
    told = words_of(database, papers(database, PaperKind.ISSUE_SHEET)[0].id)
    assert "周国平" in told
    assert "郑海涛" in told
    with pytest.raises(RuleViolation, match="已经发出"):
        do(database, issue_case, IssueCase(key))
    assert wrongs(database) == []


def test_drafts_are_signed_in_another_order_than_written(database, county, command):
    """Numbers follow the issue, not the draft."""
    steps(database, NOTICE, 1)
    _, others = visited(database, county, FOUND, TIES)
    first = sent_up(database, command)
    second = sent_up(database, replace(command, hazards=others))
    later = say(database, second.id, SIGN, "郑海涛", 10, issues=True)
    earlier = say(database, first.id, SIGN, "郑海涛", 11, issues=True)
    assert later.issued.number == "示建安整〔2026〕7号"
    assert earlier.issued.number == "示建安整〔2026〕8号"


def test_returned_and_revised_the_opinions_begin_again(database, command):
    steps(database, NOTICE, 2)
    key = sent_up(database, command).id
    say(database, key, REVIEW, "周国平", 9)
    back = say(database, key, SIGN, "郑海涛", 10, agreed=False, opinion="期限太长，改为十日")
    assert back.state is CaseState.RETURNED
    with pytest.raises(RuleViolation, match="已退回，请修改后再送审"):
        say(database, key, SIGN, "郑海涛", 10)
    shorter = replace(command, due=date(2026, 11, 21))
    assert do(database, revise_case, ReviseCase(key, shorter), on(10)).state is CaseState.DRAFTED
    assert wrongs(database) == []
    say(database, key, REVIEW, "周国平", 11)
    say(database, key, SIGN, "郑海涛", 11, issues=True)
    (paper,) = papers(database, NOTICE)
    assert paper.due == date(2026, 11, 21)
    with database.reading() as session:
        rows = select(PaperOpinion.edition, PaperOpinion.agreed).order_by(PaperOpinion.position)
        assert [tuple(row) for row in session.execute(rows)] == [
            (1, True),
            (1, False),
            (2, True),
            (2, True),
        ]
    told = words_of(database, papers(database, PaperKind.ISSUE_SHEET)[0].id)
    assert "退回：期限太长，改为十日（郑海涛，2026年11月10日）" in told


def test_what_was_agreed_to_is_not_changed(database, command):
    steps(database, NOTICE, 2)
    key = sent_up(database, command).id
    do(database, revise_case, ReviseCase(key, replace(command, contact="12345")), on(9))
    assert case_row(database, key).edition == 1, "nobody had said anything yet"
    say(database, key, REVIEW, "周国平", 10)
    with pytest.raises(RuleViolation, match="请先退回"):
        do(database, revise_case, ReviseCase(key, command))


def test_a_withdrawn_draft_draws_no_number(database, command):
    steps(database, NOTICE, 1)
    key = sent_up(database, command).id
    done = do(database, withdraw_case, WithdrawCase(key, "隐患已当场改正"))
    assert done.state is CaseState.WITHDRAWN
    with pytest.raises(RuleViolation, match="已撤回"):
        say(database, key, SIGN, "郑海涛", 11)
    assert next_number(database, NOTICE) == 7
    assert wrongs(database) == []


def test_what_a_draft_lacks_is_said_before_it_is_sent_up(database, county):
    steps(database, STOP, 2)
    _, hazards = visited(database, county, FOUND, TIES)
    lacking = IssueStopOrder(hazards, TODAY, whole_site=True)
    with pytest.raises(RuleViolation, match="缺停工理由"):
        sent_up(database, lacking, 12)
    with pytest.raises(RuleViolation, match="须写明拟稿人"):
        do(database, draft_case, DraftCase(lacking, " "))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(PaperCase)) == 0


def test_a_draft_leaves_nothing_of_its_trial(database, command):
    """What is tried when it is sent up is taken back whole: hazards, number, files."""
    steps(database, NOTICE, 1)
    before = list(database.files_of(None).names()) if database.folder else []
    key = sent_up(database, command).id
    if database.folder:
        assert list(database.files_of(None).names()) == before
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Paper)) == 0
        assert session.scalar(select(func.count()).select_from(PaperCase)) == 1
        assert "（文号签发时编）" in pdfium_text(case_draft(session, key))


def test_a_deputy_outside_his_period(database, command):
    steps(database, NOTICE, 1)
    head = SaveSignatory(SIGN, "郑海涛", date(2026, 1, 1), post="局长")
    deputy = SaveSignatory(
        SIGN,
        "韩立新",
        date(2026, 11, 2),
        date(2026, 11, 10),
        post="副局长",
        deputy_for="郑海涛",
    )
    do(database, save_signatory, head)
    do(database, save_signatory, deputy)
    key = sent_up(database, command).id
    with pytest.raises(RuleViolation) as refused:
        say(database, key, SIGN, "韩立新", 11)
    assert refused.value.sentence == (
        "韩立新代签发的期间是2026年11月2日至2026年11月10日，2026年11月11日不在期内"
    )
    say(database, key, SIGN, "韩立新", 10, issues=True)
    told = words_of(database, papers(database, PaperKind.ISSUE_SHEET)[0].id)
    assert "韩立新（代郑海涛）" in told
    with database.reading() as session:
        opinion = session.scalars(select(PaperOpinion)).one()
        assert (opinion.post, opinion.deputy_for) == ("副局长", "郑海涛")


def stop_order(hazards) -> IssueStopOrder:
    return IssueStopOrder(
        hazards, TODAY, whole_site=False, scope="3号楼脚手架作业", reason="架体随时可能倾覆"
    )


def test_a_stop_order_leaves_first_and_is_approved_afterwards(database, county):
    steps(database, STOP, 2)
    _, hazards = visited(database, county, FOUND, TIES)
    command = IssueAfterwards(stop_order(hazards), "架体已倾斜，来不及送审", "林喆")
    done = do(database, issue_afterwards, command)
    assert (done.state, done.issued.number) == (CaseState.DRAFTED, "示建安停〔2026〕1号")
    row = case_row(database, done.id)
    assert (row.due_at, row.paper_id) == ("2026-11-13T09:30", done.issued.id)
    assert papers(database, PaperKind.ISSUE_SHEET) == [], "it tells opinions, and there are none"
    with pytest.raises(RuleViolation, match="文书已经发出，不能撤回"):
        do(database, withdraw_case, WithdrawCase(done.id))
    say(database, done.id, REVIEW, "周国平", 12)
    signed = say(database, done.id, SIGN, "郑海涛", 13)
    assert signed.state is CaseState.ISSUED
    told = words_of(database, papers(database, PaperKind.ISSUE_SHEET)[0].id)
    assert "事后补批。原因：架体已倾斜，来不及送审" in told
    assert "示建安停〔2026〕1号" in told
    assert wrongs(database) == []


def test_an_approval_refused_afterwards_leaves_the_paper_standing(database, county):
    steps(database, STOP, 1)
    _, hazards = visited(database, county, FOUND, TIES)
    first = IssueAfterwards(stop_order(hazards), "架体已倾斜", "林喆")
    done = do(database, issue_afterwards, first)
    say(database, done.id, SIGN, "郑海涛", 12, agreed=False, opinion="只停3号楼北侧")
    assert case_row(database, done.id).state is CaseState.RETURNED
    (paper,) = papers(database, STOP)
    assert paper.state is PaperState.ISSUED
    with pytest.raises(RuleViolation, match="作废或另行出具更正"):
        do(database, revise_case, ReviseCase(done.id, first.command))
    do(database, void_paper, VoidPaper(paper.id, "停工范围有误"))
    withdrawn = do(database, withdraw_case, WithdrawCase(done.id))
    assert withdrawn.state is CaseState.WITHDRAWN
    assert wrongs(database) == []


def test_only_with_a_reason_and_only_where_an_approval_is_asked(database, county):
    _, hazards = visited(database, county, FOUND, TIES)
    command = stop_order(hazards)
    with pytest.raises(RuleViolation, match="请直接签发"):
        do(database, issue_afterwards, IssueAfterwards(command, "急", "林喆"))
    steps(database, STOP, 1)
    with pytest.raises(RuleViolation, match="须写明原因"):
        do(database, issue_afterwards, IssueAfterwards(command, " ", "林喆"))
    assert next_number(database, STOP) == 1


def test_a_typed_paper_goes_the_same_way(database, county):
    do(database, set_next_number, SetNextNumber(PaperKind.REFERRAL, 2026, "椰建安移", 3))
    steps(database, PaperKind.REFERRAL, 2)
    subject = Subject(project_id=county.project)
    with database.reading() as session:
        sheet = begin(session, PaperKind.REFERRAL, subject, date(2026, 11, 9))
    sheet = replace(
        sheet,
        addressee="椰城县综合行政执法局",
        matter="涉嫌违法分包",
        reason="由你单位查处",
        basis="《中华人民共和国行政处罚法》第二十七条",
    )
    drafted = sent_up(database, IssueTyped(PaperKind.REFERRAL, sheet, subject))
    assert case_row(database, drafted.id).addressee == "椰城县综合行政执法局"
    say(database, drafted.id, REVIEW, "周国平", 10)
    done = say(database, drafted.id, SIGN, "郑海涛", 11, issues=True)
    assert done.issued.number == "椰建安移〔2026〕3号"
    told = words_of(database, done.issued.id)
    assert "涉嫌违法分包" in told
    assert "2026年11月11日" in told
    assert "椰城县综合行政执法局" in words_of(
        database, papers(database, PaperKind.ISSUE_SHEET)[0].id
    )


def test_a_report_bears_who_signed_it(database, county):
    """上行文 with 签发人: the deputy's name, where he signed."""
    do(database, set_next_number, SetNextNumber(PaperKind.REPORT, 2026, "示建报", 1))
    do(database, save_signatory, SaveSignatory(SIGN, "郑海涛", date(2026, 1, 1)))
    days = (date(2026, 11, 2), date(2026, 11, 20))
    do(database, save_signatory, SaveSignatory(SIGN, "韩立新", *days, deputy_for="郑海涛"))
    steps(database, PaperKind.REPORT, 1)
    subject = Subject(project_id=county.project)
    with database.reading() as session:
        sheet = begin(session, PaperKind.REPORT, subject, date(2026, 11, 9))
    assert sheet.signers == ("郑海涛",)
    sheet = replace(sheet, title="关于隐患治理情况的报告", text="情况如下。", addressees=("省厅",))
    key = sent_up(database, IssueTyped(PaperKind.REPORT, sheet, subject)).id
    done = say(database, key, SIGN, "韩立新", 11, issues=True)
    told = words_of(database, done.issued.id)
    assert "签发人：韩立新" in told
    assert "郑海涛" not in told


def test_sending_up_is_undone_until_somebody_said_something(database, command):
    steps(database, NOTICE, 1)
    key = sent_up(database, command).id
    with database.reading() as session:
        last = session.scalar(select(func.max(ChangeSet.id)))
    do(database, undo, Undo(str(last)))
    assert case_row(database, key) is None
    key = sent_up(database, command).id
    say(database, key, SIGN, "郑海涛", 10)
    with database.reading() as session:
        last = session.scalar(select(func.max(ChangeSet.id)))
    with pytest.raises(Refused):
        do(database, undo, Undo(str(last)))


def test_in_whose_name_follows_the_day_of_issue(database, command):
    """Drafted while the bureau speaks for itself, signed after the station may."""
    for way, court in (("bureau", "甲县人民法院"), ("station", "乙市中级人民法院")):
        words = f"不服本通知书的，可以向{court}起诉。"
        do(database, save_wording, SaveWording(f"block.remedy.{way}", words))
    steps(database, NOTICE, 1)
    key = sent_up(database, command).id
    with database.reading() as session:
        assert "示例县住房和城乡建设局" in pdfium_text(case_draft(session, key))
    entrusted = SaveEntrustment("施工安全监督检查", InNameOf.STATION, date(2026, 11, 11))
    do(database, save_entrustment, entrusted)
    say(database, key, SIGN, "郑海涛", 11, issues=True)
    (paper,) = papers(database, NOTICE)
    assert paper.in_name_of is InNameOf.STATION
    told = words_of(database, paper.id)
    assert "示例县建设工程质量安全监督站" in told
    assert "住房和城乡建设局" not in told
    assert "乙市中级人民法院" in told, "the remedy follows the name"
    assert "甲县人民法院" not in told


def test_another_number_is_chosen_when_it_leaves(database, command):
    from db.codes import NumberSource

    steps(database, NOTICE, 1)
    key = sent_up(database, command).id
    say(database, key, SIGN, "郑海涛", 11)
    leave = Leave(NumberSource.EXTERNAL, "示建函〔2026〕88号")
    done = do(database, issue_case, IssueCase(key, leave=leave))
    assert done.issued.number == "示建函〔2026〕88号"
    assert next_number(database, NOTICE) == 7


def test_a_sheet_signed_in_ink_with_its_scan(database, command):
    steps(database, NOTICE, 1)
    key = sent_up(database, command).id
    with database.reading() as session:
        blank = pdfium_text(case_sheet(session, key, date(2026, 11, 10)))
    assert "海南假想合欢建设集团有限公司" in blank
    assert "林喆" in blank
    assert "年　　月" in blank
    scan = NewFile("发文稿纸.pdf", b"%PDF-1.4 signed")
    say(database, key, SIGN, "郑海涛", 11, on_paper=True, scan=scan, issues=True)
    with database.reading() as session:
        kept = session.scalars(select(Attachment)).one()
        assert (kept.entity, kept.record_id) == (PaperCase.__tablename__, key)
    told = words_of(database, papers(database, PaperKind.ISSUE_SHEET)[0].id)
    assert "纸质签批" in told


def test_no_other_paper_leaves_on_a_case(database, county, command):
    """Neither another kind, nor a second one."""
    steps(database, NOTICE, 1)
    steps(database, STOP, 1)
    key = sent_up(database, command).id
    with pytest.raises(RuleViolation, match="还没有签发"):
        do(database, issue_rectification_notice, replace(command, leave=Leave(case_id=key)))
    say(database, key, SIGN, "郑海涛", 11)
    _, hazards = visited(database, county, FOUND, TIES)
    other = replace(stop_order(hazards), leave=Leave(case_id=key))
    with pytest.raises(RuleViolation, match="不能用于停工"):
        do(database, issue_stop_order, other)
    do(database, issue_case, IssueCase(key))
    again = IssueNotice(hazards, TODAY, DUE, leave=Leave(case_id=key))
    with pytest.raises(RuleViolation, match="已经发出"):
        do(database, issue_rectification_notice, again, ACT)
