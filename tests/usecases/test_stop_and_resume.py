"""停工, 局外审核, 复工 and what is printed on the way, on both databases."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from db.codes import (
    HazardLevel,
    HazardState,
    HazardStepKind,
    Outcome,
    PaperKind,
    PaperState,
    SignerRole,
)
from db.tables.hazards import Hazard, HazardStep
from db.tables.papers import Paper
from db.tables.signatures import Attachment, Signature
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import PAPERS, paper_bytes
from desktop.queries.view import View
from desktop.usecases.closure_approvals import (
    IssueClosureApproval,
    ReviewOutside,
    issue_closure_approval,
    review_outside,
)
from desktop.usecases.correct_hazard import CorrectHazard, correct_hazard
from desktop.usecases.hazards import ExtendDeadline, extend_deadline
from desktop.usecases.national_register import RegisterNationally, register_nationally
from desktop.usecases.notice_work import (
    CloseNotice,
    ReplyToNotice,
    ReviewNotice,
    close_notice,
    record_notice_reply,
    review_notice,
)
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.paper_scans import BindPaperScan, bind_paper_scan
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.recheck_notice import recheck_notice
from desktop.usecases.resumptions import IssueResumption, issue_resumption
from desktop.usecases.stop_orders import IssueStopOrder, issue_stop_order
from tests.documents.reading import pdfium_text
from tests.usecases.county import County, do
from tests.usecases.loop_county import (
    FOUND,
    RAIL,
    TIES,
    notice,
    numbered,
    serve,
    stop,
    visited,
)
from tests.usecases.test_notice_work import AGAIN, RECHECKED, clean, recheck, states
from tests.usecases.test_thin_line import photo


@pytest.fixture
def county(database) -> County:
    return numbered(database)


def hazard(database, key) -> Hazard:
    with database.reading() as session:
        return session.get(Hazard, key)


def words_of(database, key) -> str:
    with database.reading() as session:
        return pdfium_text(paper_bytes(session, key))


def rechecked(database, county, paper, hazards, people=()):
    """All of it passed at a visit by two, on 27 October."""
    visit, _ = visited(database, county, RECHECKED, people=people)
    command = recheck(paper, RECHECKED, county, hazards, visit_id=visit, inspector_id=None)
    do(database, recheck_notice, command)


def test_a_stop_order_makes_an_ordinary_hazard_strict(database, county):
    _, hazards = visited(database, county, FOUND, RAIL)
    issued = stop(database, hazards)
    assert issued.number == "示建安停〔2026〕1号"
    stopped = hazard(database, hazards[0])
    assert (stopped.level, stopped.outcome) == (HazardLevel.GENERAL, Outcome.STOPPED)
    assert (stopped.state, stopped.due) == (HazardState.ORDERED, None)
    words = words_of(database, issued.id)
    assert "局部停工（3号楼脚手架作业）" in words
    assert "本通知书送达之时" in words
    serve(database, issued.id, FOUND)
    assert states(database, hazards) == [HazardState.SERVED]
    with pytest.raises(RuleViolation, match="停工整改的隐患须两名"):
        do(database, recheck_notice, recheck(issued.id, RECHECKED, county, hazards))


def test_what_a_stop_order_must_say(database, county):
    _, hazards = visited(database, county, FOUND, RAIL)
    for command, word in [
        (IssueStopOrder(hazards, FOUND, False, reason="倾覆"), "停工范围"),
        (IssueStopOrder(hazards, FOUND, True), "停工理由"),
        (
            IssueStopOrder(
                hazards,
                FOUND,
                True,
                reason="倾覆",
                starts=datetime.combine(date(2026, 10, 19), time(8)),
            ),
            "停工起始时间不能早于",
        ),
        (
            IssueStopOrder(hazards, FOUND, True, reason="倾覆", due=date(2026, 10, 19)),
            "整改期限不能早于",
        ),
    ]:
        with pytest.raises(RuleViolation, match=word):
            do(database, issue_stop_order, command)
    whole = IssueStopOrder(
        hazards,
        FOUND,
        True,
        reason="架体随时可能倾覆",
        starts=datetime.combine(date(2026, 10, 20), time(14)),
        conditions=("架体加固经验收合格", "建设单位组织验收合格"),
        due=date(2026, 10, 30),
    )
    issued = do(database, issue_stop_order, whole)
    words = words_of(database, issued.id)
    for told in ("全面停工", "2026年10月20日14时", "2026年10月30日", "1. 架体加固经验收合格"):
        assert told in words
    with database.reading() as session:
        assert session.get(Paper, issued.id).whole_site


def test_a_stop_order_takes_over_what_a_notice_had_ordered(database, county):
    first, hazards = notice(database, county, RAIL, RAIL)
    do(database, record_notice_reply, ReplyToNotice(first.id, date(2026, 10, 22)))
    order = stop(database, hazards[:1], date(2026, 10, 23))
    assert states(database, hazards) == [HazardState.ORDERED, HazardState.REPLIED]
    assert hazard(database, hazards[0]).due == date(2026, 10, 27)
    with pytest.raises(RuleViolation, match="已转由停工通知书"):
        do(database, recheck_notice, recheck(first.id, RECHECKED, county, hazards))
    do(database, void_paper, VoidPaper(order.id, "停工理由不足"))
    assert states(database, hazards) == [HazardState.REPLIED] * 2
    back = hazard(database, hazards[0])
    assert (back.outcome, back.notice_no) == (Outcome.ORDERED, first.number)
    assert back.due == date(2026, 10, 27)
    assert clean(database)


def test_serving_the_notice_late_does_not_serve_the_stop_order(database, county):
    _, hazards = visited(database, county, FOUND, RAIL, RAIL)
    first = do(
        database, issue_rectification_notice, IssueNotice(hazards, FOUND, date(2026, 10, 27))
    )
    order = stop(database, hazards[:1])
    serve(database, first.id, date(2026, 10, 21))
    assert states(database, hazards) == [HazardState.ORDERED, HazardState.SERVED]
    serve(database, order.id, date(2026, 10, 21))
    assert states(database, hazards) == [HazardState.SERVED] * 2


def test_both_orders_can_be_voided_the_last_first(database, county):
    _, hazards = visited(database, county, FOUND, RAIL)
    command = IssueNotice(hazards, FOUND, date(2026, 10, 27))
    first = do(database, issue_rectification_notice, command)
    order = stop(database, hazards)
    with pytest.raises(RuleViolation, match="已有整改、复查等步骤"):
        do(database, void_paper, VoidPaper(first.id, "写错"))
    for paper in (order, first):
        do(database, void_paper, VoidPaper(paper.id, "写错"))
    given_back = hazard(database, hazards[0])
    assert (given_back.state, given_back.due) == (HazardState.FOUND, None)
    assert (given_back.notice_no, given_back.outcome) == (None, Outcome.ORDERED)
    assert clean(database)


def test_work_resumes_only_when_every_item_was_reviewed(database, county):
    _, hazards = visited(database, county, FOUND, RAIL, TIES)
    order = stop(database, hazards)
    serve(database, order.id, FOUND)
    rechecked(database, county, order.id, hazards)
    resume = IssueResumption(order.id, AGAIN, datetime.combine(date(2026, 11, 3), time(14)))
    reviewer = county.inspectors[2]
    do(database, review_notice, ReviewNotice(order.id, RECHECKED, reviewer, hazards[:1]))
    with pytest.raises(RuleViolation, match="还有1项未经复查合格并审核"):
        do(database, issue_resumption, resume)
    do(database, review_notice, ReviewNotice(order.id, RECHECKED, reviewer))
    early = IssueResumption(order.id, date(2026, 10, 26), date(2026, 10, 28))
    with pytest.raises(RuleViolation, match="不能早于审核日期"):
        do(database, issue_resumption, early)
    do(database, close_notice, CloseNotice(order.id, RECHECKED))
    issued = do(database, issue_resumption, resume)
    assert issued.number == "示建安复工〔2026〕1号"
    words = words_of(database, issued.id)
    for told in (order.number, "3号楼脚手架作业", "2026年11月3日14时"):
        assert told in words
    assert states(database, hazards) == [HazardState.CLOSED] * 2
    with pytest.raises(RuleViolation, match="已由复工通知书示建安复工〔2026〕1号解除"):
        do(database, issue_resumption, resume)
    with pytest.raises(RuleViolation, match="随文书而来"):
        do(database, correct_hazard, CorrectHazard(hazards[:1], "录错"))
    do(database, void_paper, VoidPaper(issued.id, "复工时间写错"))
    assert do(database, issue_resumption, resume).number == "示建安复工〔2026〕2号"
    assert clean(database)


def test_a_rectification_notice_is_lifted_by_no_resumption(database, county):
    issued, _ = notice(database, county, RAIL)
    with pytest.raises(RuleViolation, match="只针对停工通知书"):
        do(database, issue_resumption, IssueResumption(issued.id, AGAIN, AGAIN))


def test_an_outside_reviewer_signs_the_form_in_ink(database, county):
    issued, hazards = notice(database, county, TIES)
    form = IssueClosureApproval(hazards, RECHECKED, "邻县住房和城乡建设局")
    with pytest.raises(RuleViolation, match="复查合格后方可审核"):
        do(database, issue_closure_approval, form)
    rechecked(database, county, issued.id, hazards, county.inspectors[1:])
    printed = do(database, issue_closure_approval, form)
    assert printed.number == ""
    words = words_of(database, printed.id)
    for told in ("邻县住房和城乡建设局", "整层无连墙件", "林喆", "吴海波", issued.number):
        assert told in words
    for reviewer, scan, word in [
        ("", photo(), "缺审核人姓名"),
        ("王某", None, "缺签字的扫描件"),
        ("林喆", photo(), "林喆是本局监督员"),
    ]:
        command = ReviewOutside(printed.id, RECHECKED, reviewer, scan)
        with pytest.raises(RuleViolation, match=word):
            do(database, review_outside, command)
    command = ReviewOutside(printed.id, RECHECKED, "王某", photo(), "邻县局")
    do(database, review_outside, command)
    with database.reading() as session:
        (signature,) = session.scalars(
            select(Signature).where(Signature.role == SignerRole.REVIEWER)
        )
        paper = session.get(Paper, printed.id)
        scan = session.get(Attachment, signature.scan_id)
        step = session.scalars(
            select(HazardStep).where(HazardStep.kind == HazardStepKind.REVIEWED)
        ).one()
    assert (signature.signer, signature.content_sha256) == ("王某", paper.sha256)
    assert (scan.entity, scan.record_id) == ("paper", printed.id)
    assert (step.paper_id, step.evidence_id) == (printed.id, scan.id)
    assert step.remark == "局外审核人王某（邻县局）"
    with pytest.raises(RuleViolation, match="已经据这份文书办理"):
        do(database, void_paper, VoidPaper(printed.id, "写错"))
    do(database, close_notice, CloseNotice(issued.id, RECHECKED))
    assert states(database, hazards) == [HazardState.CLOSED]
    assert clean(database)


def test_the_signed_copy_comes_back(database, county):
    _, hazards = visited(database, county, FOUND, TIES)
    order = stop(database, hazards)
    receipt = serve(database, order.id, FOUND)
    assert unscanned(database) == [receipt]
    do(database, bind_paper_scan, BindPaperScan(receipt, photo()))
    assert unscanned(database) == []
    do(database, bind_paper_scan, BindPaperScan(order.id, photo()))
    with database.reading() as session:
        kept = session.scalars(select(Attachment).order_by(Attachment.id)).all()
    assert [(row.entity, row.record_id) for row in kept] == [
        ("paper", receipt),
        ("paper", order.id),
    ]


def unscanned(database):
    view = View(where=(("waits", "unscanned"),), today=date(2026, 11, 12))
    with database.reading() as session:
        return [row.id for row in PAPERS.everything(session, view)]


def test_an_extension_of_what_is_stopped_is_approved_in_writing(database, county):
    _, hazards = visited(database, county, FOUND, TIES)
    order = stop(database, hazards)
    command = ExtendDeadline(hazards, date(2026, 10, 25), date(2026, 11, 5), None)
    with pytest.raises(RuleViolation, match="批准的书面材料"):
        do(database, extend_deadline, command)
    approved = ExtendDeadline(hazards, date(2026, 10, 25), date(2026, 11, 5), photo())
    do(database, extend_deadline, approved)
    assert hazard(database, hazards[0]).due == date(2026, 11, 5)
    with database.reading() as session:
        assert session.get(Paper, order.id).state is PaperState.ISSUED


def test_majors_stand_in_the_national_register(database, county):
    _, (major, ordinary) = visited(database, county, FOUND, TIES, RAIL)
    day = date(2026, 10, 22)
    for key, number, on, word in [
        (ordinary, "HN-1", day, "只有重大隐患"),
        (major, "HN-1", None, "一起填写"),
        (major, "HN-1", date(2026, 10, 19), "不能早于发现"),
        (major, "HN-1", date(2026, 11, 13), "晚于今天"),
    ]:
        command = RegisterNationally(key, hazard(database, key).version, number, on)
        with pytest.raises(RuleViolation, match=word):
            do(database, register_nationally, command)
    version = hazard(database, major).version
    do(database, register_nationally, RegisterNationally(major, version, "HN-1", day))
    kept = hazard(database, major)
    assert (kept.national_no, kept.national_on) == ("HN-1", day)
    with pytest.raises(RuleViolation):
        do(database, register_nationally, RegisterNationally(major, version, "HN-2", day))


def test_closure_papers_are_of_their_kinds(database, county):
    issued, hazards = notice(database, county, TIES)
    rechecked(database, county, issued.id, hazards)
    printed = do(database, issue_closure_approval, IssueClosureApproval(hazards, RECHECKED))
    assert unscanned(database) == [row.id for row in (*receipts(database, issued.id), printed)]


def receipts(database, paper):
    with database.reading() as session:
        rows = select(Paper).where(
            Paper.about_paper_id == paper, Paper.kind == PaperKind.SERVICE_RECEIPT
        )
        return session.scalars(rows).all()
