"""行政检查 from approval to a bound notice, and afterwards, on both databases."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select

from db.codes import (
    HolderKind,
    PaperKind,
    PaperState,
    PartyRole,
    ServiceWay,
    VisitKind,
    VisitManner,
    VisitSource,
)
from db.ids import new_id
from db.tables.inspectors import Certificate
from db.tables.papers import Paper, Service, VisitNotice
from db.tables.rounds import ApprovalTarget, InspectionApproval, Round, RoundUnit
from db.tables.visits import Visit, VisitEnterprise
from db.verify import verify
from desktop.domain.approvals import ApprovalFacts, ApprovalState
from desktop.domain.errors import RuleViolation
from desktop.queries.approval_subjects import Asked, approval_doubts
from desktop.queries.approvals import (
    APPROVALS,
    approval_facts,
    approvals_for,
    checks_this_year,
    notices_for,
)
from desktop.queries.papers import paper_bytes
from desktop.queries.view import View
from desktop.queries.visits import gaps_of
from desktop.usecases.approval_papers import ApproveApproval, approve_approval
from desktop.usecases.approval_sheets import DraftApproval, draft_approval
from desktop.usecases.approvals import (
    CoverVisits,
    ProposeApproval,
    RecordCheckCode,
    RemoveApproval,
    SaveApproval,
    cover_visits,
    propose_approval,
    record_check_code,
    remove_approval,
    save_approval,
)
from desktop.usecases.inspection_notices import (
    BindNotice,
    IssueInspectionNotice,
    bind_notice,
    draft_inspection_notice,
    issue_inspection_notice,
)
from desktop.usecases.papers import ServePaper, VoidPaper, serve_paper, void_paper
from desktop.usecases.records import DeleteRecord, delete_record
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.settings import ChangeSettings, change_settings
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.documents.reading import pdfium_text
from tests.usecases.county import ACT, NOW, County, do, settle

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 30)
DAY = date(2026, 11, 9)


@pytest.fixture
def county(database) -> County:
    county = settle(database)
    for kind, prefix in (
        (PaperKind.INSPECTION_APPROVAL, "示建检审"),
        (PaperKind.INSPECTION_NOTICE, "示建检通"),
    ):
        do(database, set_next_number, SetNextNumber(kind, 2026, prefix, 1))
    return county


def facts(county: County, **more) -> ApprovalFacts:
    return ApprovalFacts(
        **{
            "source": VisitSource.PLAN,
            "ground": "《中华人民共和国安全生产法》第六十五条",
            "first_day": FIRST,
            "last_day": LAST,
            "projects": (county.project,),
            "inspectors": county.inspectors[:2],
            "matter": "施工现场安全生产条件",
            **more,
        }
    )


def approved(database, told: ApprovalFacts, on: date = FIRST, visits: tuple[int, ...] = ()) -> int:
    command = SaveApproval(told, visits, "林喆", on)
    key = do(database, save_approval, command)
    do(database, approve_approval, ApproveApproval(key, "符局长", on, "同意"))
    return key


def visited(database, county: County, day: date = DAY, **more) -> int:
    given = {"sections": ("安全管理",), **more}
    command = RecordVisit(county.project, day, county.inspectors[:2], **given)
    return do(database, record_visit, command).id


def checked(database, county: County, visit: int) -> None:
    with database.writing(ACT, "add_record") as session:
        session.add(
            VisitEnterprise(
                visit_id=visit, enterprise_id=county.contractor, role=PartyRole.CONTRACTOR
            )
        )


def ask(database, query, *args, **more):
    with database.reading() as session:
        return query(session, *args, **more)


def row_of(database, key: int):
    with database.reading() as session:
        rows = APPROVALS.everything(session, View(today=NOW.date()))
    return next(row for row in rows if row.id == key)


def text(database, paper: int) -> str:
    return "".join(pdfium_text(ask(database, paper_bytes, paper)).split())


def paper_of(database, key: int, kind: PaperKind) -> Paper:
    with database.reading() as session:
        rows = select(Paper).where(Paper.approval_id == key, Paper.kind == kind)
        return session.scalars(rows).one()


def test_from_proposal_to_the_bound_visit(database, county):
    key = do(database, save_approval, SaveApproval(facts(county)))
    assert row_of(database, key).state is ApprovalState.DRAFT
    assert row_of(database, key).title == "示例县中心小学教学楼 日常检查"
    do(database, propose_approval, ProposeApproval(key, "林喆", FIRST))
    done = do(database, approve_approval, ApproveApproval(key, "符局长", FIRST, "同意"))
    assert done.number == "示建检审〔2026〕1号"
    printed = text(database, done.paper_id)
    for words in (
        "示建检审〔2026〕1号",
        "海南假想合欢建设集团有限公司",
        "林喆",
        "日常检查",
        "同意",
    ):
        assert words in printed, words
    issue = IssueInspectionNotice(key, county.project, FIRST, DAY, hour="9:30")
    notice = do(database, issue_inspection_notice, issue)
    assert notice.number == "示建检通〔2026〕1号"
    told = text(database, notice.id)
    for words in ("2026年11月9日9时30分", "示建检审〔2026〕1号", "第1次", "回避"):
        assert words in told, words
    visit = visited(database, county, approval_id=key)
    assert ask(database, gaps_of, [visit])[visit] == gaps_without_approval(database, visit)
    do(database, bind_notice, BindNotice(visit, notice.id))
    assert "（已用于一次检查）" in ask(database, notices_for, county.project, DAY)[0].words
    serve = ServePaper(notice.id, ServiceWay.DIRECT, DAY, receiver="麦大勇", hour="9:35")
    do(database, serve_paper, serve)
    with database.reading() as session:
        assert session.scalars(select(Service.handed_at)).one() == "9:35"
        assert session.scalars(select(VisitNotice.paper_id)).one() == notice.id
        receipt = session.scalars(
            select(Paper).where(Paper.kind == PaperKind.SERVICE_RECEIPT)
        ).one()
    assert "2026年11月9日9时35分" in text(database, receipt.id)
    assert ask(database, lambda session: verify(session, session.info["files"])) == []


def gaps_without_approval(database, visit: int):
    found = ask(database, gaps_of, [visit])[visit]
    assert not any("未审批" in one for one in found)
    return found


def test_a_draft_is_looked_at_without_a_number(database, county):
    told = facts(county)
    with database.reading() as session:
        drawn = draft_approval(session, DraftApproval(told, FIRST))
    assert "（文号批准时编）" in "".join(pdfium_text(drawn).split())
    key = approved(database, told)
    issue = IssueInspectionNotice(key, county.project, FIRST, DAY)
    with database.reading() as session:
        notice = draft_inspection_notice(session, issue)
    assert "（文号签发时编）" in "".join(pdfium_text(notice).split())


def test_what_covers_a_visit_is_offered(database, county):
    key = approved(database, facts(county, check_code="HN-1", manner=VisitManner.UNANNOUNCED))
    draft = do(database, save_approval, SaveApproval(facts(county, first_day=DAY)))
    offers = ask(database, approvals_for, county.project, DAY)
    assert [(one.id, one.approved) for one in offers] == [(key, True), (draft, False)]
    assert offers[0].check_code == "HN-1"
    assert offers[0].manner is VisitManner.UNANNOUNCED
    assert offers[0].inspectors == county.inspectors[:2]
    assert ask(database, approvals_for, county.project, date(2026, 12, 1)) == ()
    assert ask(database, approvals_for, county.project + 1, DAY) == ()


def test_an_approval_of_a_round_follows_its_scope(database, county):
    with database.writing(ACT, "open_round") as session:
        one = Round(id=new_id(session), year=2026, number=2, title="2026年第2轮", first_day=FIRST)
        session.add(one)
        session.add(
            RoundUnit(
                round_id=one.id,
                unit_kind=HolderKind.PROJECT,
                unit_id=county.project,
                joined_on=date(2026, 11, 5),
            )
        )
        round_id = one.id
    key = approved(database, facts(county, projects=(), round_id=round_id))
    assert ask(database, approvals_for, county.project, date(2026, 11, 4)) == ()
    assert ask(database, approvals_for, county.project, date(2026, 11, 5))[0].id == key
    row = row_of(database, key)
    assert (row.projects, row.title, row.round) == (1, "2026年第2轮 日常检查", "2026年第2轮")
    printed = text(database, paper_of(database, key, PaperKind.INSPECTION_APPROVAL).id)
    assert "计划（2026年第2轮）" in printed


def test_made_without_approval_and_approved_afterwards(database, county):
    first, second = (visited(database, county, day) for day in (date(2026, 11, 8), DAY))
    for key in (first, second):
        assert any("未审批" in one for one in ask(database, gaps_of, [key])[key])
    told = facts(
        county,
        source=VisitSource.COMPLAINT,
        urgent=True,
        reason="接到举报塔吊倾覆危险，须立即到场",
        reported_by="林喆",
        happened_at=datetime(2026, 11, 8, 22, 30, tzinfo=NOW.tzinfo),
    )
    without = replace(told, urgent=False, reason="")
    plain = do(database, save_approval, SaveApproval(without, (first,), "林喆", DAY))
    with pytest.raises(RuleViolation, match="紧急原因"):
        do(database, approve_approval, ApproveApproval(plain, "符局长", DAY))
    key = approved(database, told, date(2026, 11, 12), (first, second))
    for visit in (first, second):
        assert not any("未审批" in one for one in ask(database, gaps_of, [visit])[visit])
    row = row_of(database, key)
    assert (row.visits, row.urgent) == (2, True)
    paper = paper_of(database, key, PaperKind.INSPECTION_APPROVAL)
    printed = text(database, paper.id)
    for words in ("接到举报塔吊倾覆危险", "2026年11月8日22时30分", "报告人：林喆", "（补办）"):
        assert words in printed or words == "（补办）", words
    with database.reading() as session:
        late = approval_doubts(session, told, Asked(DAY, key), date(2026, 11, 12))
    assert "24 小时" in late[0]
    with pytest.raises(RuleViolation, match="已经有批准"):
        do(database, cover_visits, CoverVisits(plain, (first,)))


def test_visits_outside_are_not_covered(database, county):
    outside = visited(database, county, date(2026, 10, 20))
    key = approved(database, facts(county))
    with pytest.raises(RuleViolation, match="期间之内"):
        do(database, cover_visits, CoverVisits(key, (outside,)))
    inside = visited(database, county)
    assert do(database, cover_visits, CoverVisits(key, (inside,))) == 1


def test_counts_of_the_year_are_split_and_guidance_left_out(database, county):
    made = (
        (date(2025, 12, 31), {}),
        (date(2026, 3, 2), {}),
        (date(2026, 5, 6), {"source": VisitSource.CAMPAIGN}),
        (date(2026, 6, 1), {"source": VisitSource.COMPLAINT}),
        (date(2026, 7, 1), {"source": VisitSource.ASSIGNED}),
        (date(2026, 8, 3), {"kind": VisitKind.RECHECK}),
        (date(2026, 9, 1), {"kind": VisitKind.GUIDANCE}),
        (date(2026, 11, 10), {}),
    )
    for day, more in made:
        checked(database, county, visited(database, county, day, **more))
    told = ask(database, checks_this_year, [county.contractor, 999], DAY)
    own = told[county.contractor]
    assert (own.routine, own.campaign, own.individual, own.recheck) == (1, 1, 2, 1)
    assert own.words == "日常 1、专项 1、个案 2、复查 1"
    assert told[999].words == "0"
    later = ask(database, checks_this_year, [county.contractor], date(2026, 11, 10))
    assert later[county.contractor].routine == 2
    before = ask(database, checks_this_year, [county.contractor], date(2026, 11, 10), before=True)
    assert before[county.contractor].routine == 1
    visited(database, county, DAY)
    assert ask(database, checks_this_year, [county.contractor], DAY) == {county.contractor: own}


def test_count_and_cap_stand_on_both_papers(database, county):
    do(database, change_settings, ChangeSettings((("inspection.cap", "2"),)))
    for day in (date(2026, 3, 2), date(2026, 4, 2)):
        checked(database, county, visited(database, county, day))
    checked(database, county, visited(database, county, date(2026, 5, 2), kind=VisitKind.RECHECK))
    told = facts(county)
    said = ask(database, approval_doubts, told, Asked(FIRST))
    assert said == (
        "1家企业本年检查次数已到上限2次：海南假想合欢建设集团有限公司（日常 2、复查 1）",
    )
    key = approved(database, told)
    form = text(database, paper_of(database, key, PaperKind.INSPECTION_APPROVAL).id)
    assert "2次2次" in form, "as often as the cap allows, of the contractor"
    issue = IssueInspectionNotice(key, county.project, FIRST, DAY)
    notice = text(database, do(database, issue_inspection_notice, issue).id)
    assert "本年已查次数（不含本次）：2次" in notice
    assert "第3次" in notice
    do(database, change_settings, ChangeSettings((("inspection.counts_rechecks", "1"),)))
    again = text(database, do(database, issue_inspection_notice, issue).id)
    assert "本年已查次数（不含本次）：3次" in again


def test_an_unset_cap_is_said_as_such(database, county):
    key = approved(database, facts(county))
    assert "未设上限" in text(database, paper_of(database, key, PaperKind.INSPECTION_APPROVAL).id)


def test_doubts_of_people_and_days(database, county):
    with database.writing(ACT, "edit_record") as session:
        card = session.scalars(
            select(Certificate).where(Certificate.holder_id == county.inspectors[1])
        ).one()
        card.valid_to, card.number = date(2026, 11, 20), None
    checked(database, county, visited(database, county, date(2026, 10, 1)))
    said = ask(database, approval_doubts, facts(county, source=VisitSource.CAMPAIGN), Asked(FIRST))
    assert [one.partition("：")[0] for one in said] == [
        "专项检查没有批件",
        "执法证在检查期间到期",
        "没有执法证号",
        "1家企业在 60 日内已查过",
    ]


def test_a_notice_only_on_its_approval(database, county):
    key = do(database, save_approval, SaveApproval(facts(county), (), "林喆", FIRST))
    issue = IssueInspectionNotice(key, county.project, FIRST, DAY)
    with pytest.raises(RuleViolation, match="批准之后"):
        do(database, issue_inspection_notice, issue)
    do(database, approve_approval, ApproveApproval(key, "符局长", FIRST))
    with pytest.raises(RuleViolation, match="期间"):
        do(database, issue_inspection_notice, replace(issue, starts_on=date(2026, 12, 1)))
    with pytest.raises(RuleViolation, match="9:30"):
        do(database, issue_inspection_notice, replace(issue, hour="九点"))
    with pytest.raises(RuleViolation, match="施工、监理"):
        do(database, issue_inspection_notice, replace(issue, enterprises=(999,)))
    done = do(database, issue_inspection_notice, replace(issue, visit_id=visited(database, county)))
    with database.reading() as session:
        visit = session.scalars(select(Visit)).one()
        assert visit.approval_id == key, "the notice's approval is the visit's"
    assert done.number == "示建检通〔2026〕1号", "refused ones drew no number"


def test_approved_is_changed_no_more_only_voided(database, county):
    key = approved(database, facts(county))
    version = ask(database, lambda session: session.get(InspectionApproval, key).version)
    command = SaveApproval(facts(county, matter="别的"), id=key, version=version)
    with pytest.raises(RuleViolation, match="不能修改"):
        do(database, save_approval, command)
    with pytest.raises(RuleViolation, match="不能删除"):
        do(database, remove_approval, RemoveApproval(key, version))
    visit = visited(database, county, approval_id=key)
    issue = IssueInspectionNotice(key, county.project, FIRST, DAY)
    notice = do(database, issue_inspection_notice, issue)
    paper = paper_of(database, key, PaperKind.INSPECTION_APPROVAL)
    with pytest.raises(RuleViolation, match="先作废通知书"):
        do(database, void_paper, VoidPaper(paper.id, "对象写错"))
    do(database, void_paper, VoidPaper(notice.id, "对象写错"))
    assert ask(database, notices_for, county.project, DAY) == ()
    do(database, void_paper, VoidPaper(paper.id, "对象写错"))
    row = row_of(database, key)
    assert (row.state, row.number) == (ApprovalState.VOIDED, "示建检审〔2026〕1号")
    assert ask(database, approvals_for, county.project, DAY) == ()
    assert any("未审批" in one for one in ask(database, gaps_of, [visit])[visit])
    with database.reading() as session:
        states = dict(session.execute(select(Paper.number, Paper.state)).all())
    assert set(states.values()) == {PaperState.VOIDED}
    assert ask(database, lambda session: verify(session, session.info["files"])) == []


def test_a_proposal_is_edited_and_removed(database, county):
    visit = visited(database, county)
    key = do(database, save_approval, SaveApproval(facts(county), (visit,), "林喆", FIRST))
    told = facts(
        county, inspectors=county.inspectors[1:], projects=(county.project,), matter="起重机械"
    )
    do(database, save_approval, SaveApproval(told, id=key, version=1))
    with database.reading() as session:
        approval = session.get(InspectionApproval, key)
        again = approval_facts(session, approval)
        version = approval.version
    assert (again.inspectors, again.matter) == (county.inspectors[1:], "起重机械")
    with pytest.raises(RuleViolation, match="没有保存"):
        do(database, save_approval, SaveApproval(told, id=key, version=1))
    with pytest.raises(RuleViolation, match="缺检查人员"):
        do(
            database,
            save_approval,
            SaveApproval(replace(told, inspectors=()), id=key, version=version),
        )
    do(database, remove_approval, RemoveApproval(key, version))
    with database.reading() as session:
        assert session.scalars(select(ApprovalTarget)).all() == []
        assert session.get(Visit, visit).approval_id is None


def test_the_code_is_noted_when_the_system_gave_it(database, county):
    key = approved(database, facts(county))
    do(database, record_check_code, RecordCheckCode(key, "", in_system=False, system_note="断网"))
    do(database, record_check_code, RecordCheckCode(key, "HN-JC-8", in_system=True))
    offer = ask(database, approvals_for, county.project, DAY)[0]
    assert (offer.check_code, offer.in_system) == ("HN-JC-8", True)


def test_names_of_assistants_keep_their_brackets(database, county):
    told = facts(county, assistants="吴工（专家，县建筑业协会）、黎工;陈工")
    key = approved(database, told)
    printed = text(database, paper_of(database, key, PaperKind.INSPECTION_APPROVAL).id)
    assert "3人：吴工（专家，县建筑业协会）、黎工、陈工" in printed


def test_whom_an_approval_names_is_not_deleted(database, county):
    do(database, save_approval, SaveApproval(facts(county, inspectors=county.inspectors[2:])))
    with pytest.raises(RuleViolation, match="行政检查审批 1 条"):
        do(database, delete_record, DeleteRecord("inspector", county.inspectors[2], 1))
