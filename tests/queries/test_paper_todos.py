"""待办 of papers and talks, on both databases."""

from datetime import date

import pytest

from db.codes import ClosureWay
from desktop.documents.interview_notice import Attendee
from desktop.queries.interviews import INTERVIEWS, interview_card
from desktop.queries.notices import NOTICES, notice_card
from desktop.queries.paper_card import NextStep
from desktop.queries.todos import todos
from desktop.queries.view import View
from desktop.usecases.closure_approvals import IssueClosureApproval, issue_closure_approval
from desktop.usecases.interviews import (
    HoldInterview,
    IssueInterview,
    RecordFeedback,
    hold_interview,
    issue_interview,
    record_feedback,
)
from desktop.usecases.paper_scans import BindPaperScan, bind_paper_scan
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.recheck_notice import ItemResult, RecheckNotice, recheck_notice
from desktop.usecases.recheck_opinions import IssueRecheckOpinion, issue_recheck_opinion
from tests.usecases.county import County, do
from tests.usecases.loop_county import RAIL, TIES, notice, numbered, stop, visited
from tests.usecases.test_thin_line import photo


@pytest.fixture
def county(database) -> County:
    return numbered(database)


def group(database, kind, today):
    with database.reading() as session:
        return next((one for one in todos(session, today) if one.kind == kind), None)


def call(hazards, day):
    return IssueInterview(
        day, date(2026, 11, 5), "会议室", "逾期", hazards=hazards, invited=(Attendee("麦大勇"),)
    )


def test_an_overdue_major_is_proposed_until_somebody_was_called_in(database, county):
    _, hazards = notice(database, county, TIES, RAIL)
    assert group(database, "call_in", date(2026, 10, 27)) is None
    found = group(database, "call_in", date(2026, 10, 30))
    assert (found.count, found.items[0].id) == (1, hazards[0])
    assert "逾期3天" in found.items[0].words
    told = do(database, issue_interview, call(hazards[:1], date(2026, 10, 30)))
    assert group(database, "call_in", date(2026, 10, 30)) is None
    do(database, void_paper, VoidPaper(told.id, "时间有变"))
    assert group(database, "call_in", date(2026, 10, 30)).count == 1


def test_a_talk_waits_for_its_record_then_for_its_feedback(database, county):
    _, hazards = notice(database, county, TIES)
    told = do(database, issue_interview, call(hazards, date(2026, 11, 2)))
    assert group(database, "talks", date(2026, 11, 4)) is None
    found = group(database, "talks", date(2026, 11, 5))
    assert "约谈记录待出具" in found.items[0].words
    assert not found.items[0].is_late
    talk = HoldInterview(
        told.interview_id, date(2026, 11, 5), "林喆", ("逾期",), feedback_due=date(2026, 11, 8)
    )
    held = do(database, hold_interview, talk)
    assert group(database, "talks", date(2026, 11, 8)) is None
    late = group(database, "talks", date(2026, 11, 9))
    assert "书面反馈逾期" in late.items[0].words
    assert late.items[0].is_late
    waiting = {one.id for one in group(database, "unscanned", date(2026, 11, 9)).items}
    assert held.id in waiting
    do(database, bind_paper_scan, BindPaperScan(held.id, photo()))
    waiting = {one.id for one in group(database, "unscanned", date(2026, 11, 9)).items}
    assert held.id not in waiting
    do(database, record_feedback, RecordFeedback(told.interview_id, date(2026, 11, 9)))
    assert group(database, "talks", date(2026, 11, 30)) is None


def test_the_list_of_talks_says_how_far_each_is(database, county):
    _, hazards = notice(database, county, TIES)
    told = do(database, issue_interview, call(hazards, date(2026, 11, 2)))
    assert progress(database, date(2026, 11, 4)) == ["待约谈"]
    assert progress(database, date(2026, 11, 6)) == ["应约谈未登记"]
    talk = HoldInterview(
        told.interview_id, date(2026, 11, 5), "林喆", ("逾期",), feedback_due=date(2026, 11, 8)
    )
    do(database, hold_interview, talk)
    assert progress(database, date(2026, 11, 8)) == ["待反馈"]
    assert progress(database, date(2026, 11, 9)) == ["反馈逾期"]
    assert progress(database, date(2026, 11, 9), ("progress", "late")) == ["反馈逾期"]
    assert progress(database, date(2026, 11, 9), ("progress", "called")) == []
    with database.reading() as session:
        card = interview_card(session, told.interview_id, date(2026, 11, 9))
    assert card.is_late
    assert card.lacks_scan
    assert [key for key, _ in card.hazards] == list(hazards)


def progress(database, today, *where):
    with database.reading() as session:
        rows = INTERVIEWS.everything(session, View(where=where, today=today))
    return [row.progress for row in rows]


def test_a_notice_says_who_may_review_and_what_no_opinion_tells(database, county):
    issued, hazards = notice(database, county, TIES, RAIL)
    visit, _ = visited(database, county, date(2026, 10, 27))
    results = tuple(ItemResult(key, True) for key in hazards)
    command = RecheckNotice(
        issued.id,
        date(2026, 10, 27),
        ClosureWay.ON_SITE,
        results,
        visit_id=visit,
        evidence=(photo(),),
    )
    do(database, recheck_notice, command)
    with database.reading() as session:
        card = notice_card(session, issued.id, date(2026, 11, 12))
    assert card.reviewers == ("吴海波",)
    assert (card.untold, card.form) == (date(2026, 10, 27), None)
    assert card.paper.next_step is NextStep.REVIEW
    do(database, issue_recheck_opinion, IssueRecheckOpinion(issued.id, date(2026, 10, 28)))
    form = IssueClosureApproval(hazards[:1], date(2026, 10, 28))
    printed = do(database, issue_closure_approval, form)
    with database.reading() as session:
        card = notice_card(session, issued.id, date(2026, 11, 12))
    assert (card.untold, card.form) == (None, printed.id)


def test_a_notice_tells_what_a_stop_order_took_over(database, county):
    issued, hazards = notice(database, county, TIES, RAIL)
    order = stop(database, hazards[:1], date(2026, 10, 23))
    with database.reading() as session:
        rows = {row.id: row for row in NOTICES.everything(session, View(today=date(2026, 11, 12)))}
    assert rows[issued.id].progress == "2项：未过1·转停工1"
    assert rows[order.id].progress == "1项：未过1"
    assert (rows[issued.id].overdue, rows[order.id].waits) == (True, "待送达")
