"""Work by notice on both databases: twelve items, one reply, re-checked and closed item by item."""

from datetime import date

import pytest
from sqlalchemy import select

from db.codes import ClosureWay, HazardState, HazardStepKind, PaperKind
from db.tables.hazards import Hazard, HazardStep
from db.tables.papers import Paper, PaperItem, Recheck
from db.tables.signatures import Attachment
from db.verify import verify
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import paper_bytes
from desktop.usecases.derived import CHECKS
from desktop.usecases.findings import Finding
from desktop.usecases.notice_work import (
    CloseNotice,
    ReplyToNotice,
    ReviewNotice,
    close_notice,
    record_notice_reply,
    review_notice,
)
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.recheck_notice import ItemResult, RecheckNotice, recheck_notice
from desktop.usecases.recheck_opinions import IssueRecheckOpinion, issue_recheck_opinion
from tests.documents.reading import pdfium_text
from tests.usecases.county import County, do
from tests.usecases.loop_county import (
    FOUND,
    RAIL,
    TIES,
    notice,
    numbered,
    serve,
    twelve,
    visited,
)
from tests.usecases.test_thin_line import photo

REPLIED, RECHECKED, AGAIN = date(2026, 10, 26), date(2026, 10, 27), date(2026, 11, 3)


@pytest.fixture
def county(database) -> County:
    return numbered(database)


def states(database, hazards):
    with database.reading() as session:
        rows = session.execute(select(Hazard.id, Hazard.state).where(Hazard.id.in_(hazards)))
        by_id = dict(rows.all())
    return [by_id[key] for key in hazards]


def clean(database):
    """Nothing is wrong, neither in the chain nor in what the record derives."""
    with database.reading() as session:
        wrong = verify(session, session.info["files"])
        for check in CHECKS:
            wrong += list(check(session.connection()))
        return wrong == []


def recheck(paper, day, county, hazards, failed=(), **more):
    results = tuple(ItemResult(key, key not in failed) for key in hazards)
    given = {"inspector_id": county.inspectors[0], "evidence": (photo(),), **more}
    return RecheckNotice(paper, day, ClosureWay.ON_SITE, results, **given)


def test_twelve_items_one_reply_item_by_item_to_the_last_closure(database, county):
    issued, hazards = notice(database, county, *twelve())
    do(database, record_notice_reply, ReplyToNotice(issued.id, REPLIED, (photo(), photo())))
    assert states(database, hazards) == [HazardState.REPLIED] * 12
    with database.reading() as session:
        kept = session.scalars(select(Attachment)).all()
        replies = session.scalars(
            select(HazardStep).where(HazardStep.kind == HazardStepKind.REPLIED)
        ).all()
    assert {(row.entity, row.record_id) for row in kept} == {("paper", issued.id)}
    assert {row.evidence_id for row in replies} == {min(row.id for row in kept)}

    failed = (hazards[1], hazards[4])
    command = recheck(issued.id, RECHECKED, county, hazards, failed, new_due=date(2026, 11, 2))
    do(database, recheck_notice, command)
    expected = [HazardState.SERVED if key in failed else HazardState.RECHECKED for key in hazards]
    assert states(database, hazards) == expected
    with database.reading() as session:
        dues = [session.get(Hazard, key).due for key in hazards]
    assert dues == [date(2026, 11, 2) if key in failed else date(2026, 10, 27) for key in hazards]

    do(database, close_notice, CloseNotice(issued.id, RECHECKED))
    assert states(database, hazards).count(HazardState.CLOSED) == 10
    do(database, record_notice_reply, ReplyToNotice(issued.id, date(2026, 11, 2)))
    do(database, recheck_notice, recheck(issued.id, AGAIN, county, failed))
    do(database, close_notice, CloseNotice(issued.id, AGAIN, hazards=failed[:1]))
    assert states(database, failed) == [HazardState.CLOSED, HazardState.RECHECKED]
    do(database, close_notice, CloseNotice(issued.id, AGAIN))
    assert states(database, hazards) == [HazardState.CLOSED] * 12
    with database.reading() as session:
        ways = session.scalars(
            select(HazardStep.way).where(HazardStep.kind == HazardStepKind.CLOSED)
        ).all()
    assert set(ways) == {ClosureWay.ON_SITE}
    assert clean(database)


def test_the_refusal_names_the_items_and_what_they_lack(database, county):
    issued, hazards = notice(database, county, RAIL, TIES, Finding("电缆拖地"), TIES)
    command = recheck(issued.id, RECHECKED, county, hazards)
    with pytest.raises(RuleViolation, match=r"^不能记录复查：第2、4项重大隐患和停工"):
        do(database, recheck_notice, command)
    bare = recheck(issued.id, RECHECKED, county, hazards[:1], evidence=())
    with pytest.raises(RuleViolation, match="不能记录复查：第1项缺整改证据"):
        do(database, recheck_notice, bare)
    nobody = recheck(issued.id, RECHECKED, county, hazards, inspector_id=None)
    with pytest.raises(
        RuleViolation, match=r"：第1—4项缺复查人；第2、4项重大隐患和停工整改的隐患须现场"
    ):
        do(database, recheck_notice, nobody)
    assert states(database, hazards) == [HazardState.SERVED] * 4
    with pytest.raises(RuleViolation, match="没有填写任何一项"):
        do(database, recheck_notice, recheck(issued.id, RECHECKED, county, ()))
    with pytest.raises(RuleViolation, match="没有可以销号"):
        do(database, close_notice, CloseNotice(issued.id, RECHECKED))


def test_what_passed_gets_no_follow_up(database, county):
    issued, hazards = notice(database, county, RAIL, Finding("电缆拖地"))
    do(database, recheck_notice, recheck(issued.id, RECHECKED, county, hazards[:1]))
    with pytest.raises(RuleViolation, match="第1项：该隐患已复查合格，不再复查"):
        do(database, recheck_notice, recheck(issued.id, AGAIN, county, hazards))
    do(database, record_notice_reply, ReplyToNotice(issued.id, AGAIN))
    assert states(database, hazards) == [HazardState.RECHECKED, HazardState.REPLIED]


def test_a_major_by_a_visit_of_two_and_a_reviewer_who_stood_aside(database, county):
    issued, hazards = notice(database, county, RAIL, TIES)
    visit, _ = visited(database, county, RECHECKED)
    wrong_day = recheck(issued.id, AGAIN, county, hazards, visit_id=visit)
    with pytest.raises(RuleViolation, match="所选检查的日期是2026年10月27日"):
        do(database, recheck_notice, wrong_day)
    together = recheck(issued.id, RECHECKED, county, hazards, visit_id=visit, inspector_id=None)
    do(database, recheck_notice, together)
    with database.reading() as session:
        (bound,) = session.scalars(select(Recheck)).all()
    assert (bound.visit_id, bound.paper_id) == (visit, issued.id)
    for person, word in [(county.inspectors[0], "检查人"), (None, "缺审核人")]:
        with pytest.raises(RuleViolation, match=word):
            do(database, review_notice, ReviewNotice(issued.id, AGAIN, person))
    with pytest.raises(RuleViolation, match="审核"):
        do(database, close_notice, CloseNotice(issued.id, AGAIN, hazards=hazards))
    do(database, review_notice, ReviewNotice(issued.id, AGAIN, county.inspectors[2]))
    assert states(database, hazards) == [HazardState.RECHECKED, HazardState.REVIEWED]
    do(database, close_notice, CloseNotice(issued.id, AGAIN))
    assert states(database, hazards) == [HazardState.CLOSED] * 2
    assert clean(database)


def test_one_visit_rechecks_several_notices(database, county):
    (first, one), (second, other) = (notice(database, county, RAIL) for _ in range(2))
    visit, _ = visited(database, county, RECHECKED)
    for paper, hazards in ((first, one), (second, other)):
        do(database, recheck_notice, recheck(paper.id, RECHECKED, county, hazards, visit_id=visit))
    with database.reading() as session:
        papers = session.scalars(select(Recheck.paper_id).where(Recheck.visit_id == visit)).all()
    assert set(papers) == {first.id, second.id}


def test_the_opinion_tells_each_item_of_the_recheck_by_its_number(database, county):
    issued, hazards = notice(database, county, *twelve())
    do(database, record_notice_reply, ReplyToNotice(issued.id, REPLIED))
    with pytest.raises(RuleViolation, match="还没有登记复查"):
        do(database, issue_recheck_opinion, IssueRecheckOpinion(issued.id, RECHECKED))
    failed = (hazards[1], hazards[4])
    do(
        database,
        recheck_notice,
        recheck(issued.id, RECHECKED, county, hazards, failed, new_due=date(2026, 11, 2)),
    )
    with pytest.raises(RuleViolation, match="不能早于复查日期2026年10月27日"):
        do(database, issue_recheck_opinion, IssueRecheckOpinion(issued.id, REPLIED))
    told = do(database, issue_recheck_opinion, IssueRecheckOpinion(issued.id, RECHECKED))
    assert told.number == "示建安复〔2026〕1号"
    with database.reading() as session:
        paper = session.get(Paper, told.id)
        items = session.scalars(select(PaperItem).where(PaperItem.paper_id == told.id)).all()
        words = pdfium_text(paper_bytes(session, told.id))
    assert (paper.kind, paper.about_paper_id) == (PaperKind.RECHECK_OPINION, issued.id)
    assert len(items) == 12
    assert "10项合格，予以销号；2项不合格，继续整改" in words
    assert issued.number in words
    assert "2026年11月2日" in words
    with pytest.raises(RuleViolation, match="已出具复查意见书示建安复〔2026〕1号"):
        do(database, issue_recheck_opinion, IssueRecheckOpinion(issued.id, RECHECKED))
    # The second re-check is told by a second opinion, with the old numbers of its items.
    do(database, recheck_notice, recheck(issued.id, AGAIN, county, failed))
    again = do(database, issue_recheck_opinion, IssueRecheckOpinion(issued.id, AGAIN))
    with database.reading() as session:
        rows = session.scalars(select(PaperItem).where(PaperItem.paper_id == again.id)).all()
    assert {row.hazard_id for row in rows} == set(failed)


def test_serving_or_voiding_an_opinion_moves_no_hazard(database, county):
    issued, hazards = notice(database, county, RAIL)
    do(database, recheck_notice, recheck(issued.id, RECHECKED, county, hazards, hazards))
    for turn in range(2):
        told = do(database, issue_recheck_opinion, IssueRecheckOpinion(issued.id, RECHECKED))
        if turn:
            serve(database, told.id, RECHECKED)
        else:
            do(database, void_paper, VoidPaper(told.id, "写错"))
    with database.reading() as session:
        kinds = session.scalars(select(HazardStep.kind).order_by(HazardStep.position)).all()
    assert kinds == [
        HazardStepKind.ORDERED,
        HazardStepKind.SERVED,
        HazardStepKind.RECHECK_FAILED,
    ]
    assert clean(database)


def test_a_voided_notice_is_not_worked_by(database, county):
    _, hazards = visited(database, county, FOUND, RAIL)
    command = IssueNotice(hazards, FOUND, date(2026, 10, 27))
    issued = do(database, issue_rectification_notice, command)
    do(database, void_paper, VoidPaper(issued.id, "写错"))
    with pytest.raises(RuleViolation, match="该文书已作废"):
        do(database, record_notice_reply, ReplyToNotice(issued.id, REPLIED))
