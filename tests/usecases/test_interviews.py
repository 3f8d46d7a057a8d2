"""约谈 from an overdue hazard: the letter, the talk, the feedback, on both databases."""

from datetime import date

import pytest
from sqlalchemy import select

from db.codes import PaperKind
from db.tables.papers import Interview, Paper, PaperItem
from desktop.documents.interview_notice import Attendee
from desktop.documents.interview_record import Measure
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import paper_bytes
from desktop.usecases.interviews import (
    HoldInterview,
    IssueInterview,
    RecordFeedback,
    hold_interview,
    issue_interview,
    record_feedback,
)
from desktop.usecases.papers import VoidPaper, void_paper
from tests.documents.reading import pdfium_text
from tests.usecases.county import County, do
from tests.usecases.loop_county import TIES, notice, numbered
from tests.usecases.test_notice_work import clean
from tests.usecases.test_thin_line import photo

CALLED, TALK = date(2026, 11, 2), date(2026, 11, 5)


@pytest.fixture
def county(database) -> County:
    return numbered(database)


def call(hazards=(), **more) -> IssueInterview:
    given = {"place": "县住建局二楼会议室", "reason": "重大隐患逾期未整改", **more}
    return IssueInterview(CALLED, TALK, hazards=hazards, **given)


def words_of(database, key) -> str:
    with database.reading() as session:
        return pdfium_text(paper_bytes(session, key))


def test_called_held_and_fed_back(database, county):
    issued, hazards = notice(database, county, TIES)
    told = do(database, issue_interview, call(hazards, invited=(Attendee("", "项目经理"),)))
    assert told.number == "示建安约〔2026〕1号"
    letter = words_of(database, told.id)
    for words in (
        "海南假想合欢建设集团有限公司",
        "2026年11月5日15时",
        "整层无连墙件",
        "已逾期6天",
        issued.number,
    ):
        assert words in letter.replace("\n", "")
    with database.reading() as session:
        interview = session.scalars(select(Interview)).one()
        items = session.scalars(select(PaperItem).where(PaperItem.paper_id == told.id)).all()
    assert (interview.hazard_id, interview.enterprise_id) == (hazards[0], county.contractor)
    assert interview.month == 202611
    assert [row.hazard_id for row in items] == list(hazards)

    with pytest.raises(RuleViolation, match="约谈尚未进行"):
        do(database, record_feedback, RecordFeedback(interview.id, TALK))
    talk = HoldInterview(
        interview.id,
        TALK,
        "林喆",
        ("连墙件整层缺失，逾期未整改",),
        ended="16:10",
        other_side=(Attendee("麦大勇", "项目经理"),),
        statement="没有异议",
        measures=(Measure("补设连墙件", "麦大勇", date(2026, 11, 9)),),
        feedback_due=date(2026, 11, 10),
    )
    held = do(database, hold_interview, talk)
    record = words_of(database, held.id).replace("\n", "")
    for words in ("补设连墙件", "没有异议", "2026年11月10日", told.number, "麦大勇"):
        assert words in record
    with database.reading() as session:
        paper = session.get(Paper, held.id)
        interview = session.get(Interview, interview.id)
    assert (paper.kind, paper.about_paper_id) == (PaperKind.INTERVIEW_RECORD, told.id)
    assert (interview.held_on, interview.record_id) == (TALK, held.id)
    assert interview.feedback_due == date(2026, 11, 10)
    with pytest.raises(RuleViolation, match="已于2026年11月5日进行"):
        do(database, hold_interview, talk)
    with pytest.raises(RuleViolation, match="不能早于约谈日期"):
        do(database, record_feedback, RecordFeedback(interview.id, CALLED))
    do(database, record_feedback, RecordFeedback(interview.id, date(2026, 11, 9), (photo(),)))
    with pytest.raises(RuleViolation, match="已于2026年11月9日收到"):
        do(database, record_feedback, RecordFeedback(interview.id, date(2026, 11, 9)))
    with pytest.raises(RuleViolation, match="已经据这份文书"):
        do(database, void_paper, VoidPaper(told.id, "写错"))
    assert clean(database)


def test_an_enterprise_is_called_without_a_site(database, county):
    told = do(database, issue_interview, call(enterprise_id=county.contractor))
    with database.reading() as session:
        interview = session.scalars(select(Interview)).one()
    assert (interview.project_id, interview.enterprise_id) == (None, county.contractor)
    assert "海南假想合欢建设集团有限公司" in words_of(database, told.id)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({}, "缺被约谈单位"),
        ({"place": " "}, "约谈地点"),
        ({"reason": ""}, "约谈事由"),
        ({"hour": "下午三点"}, "请写成 15:00"),
    ],
)
def test_what_the_letter_must_say(database, county, more, word):
    given = more if not more else {"enterprise_id": county.contractor, **more}
    with pytest.raises(RuleViolation, match=word):
        do(database, issue_interview, call(**given))


def test_the_letter_goes_out_before_the_talk(database, county):
    late = IssueInterview(TALK, CALLED, "会议室", "逾期", enterprise_id=county.contractor)
    with pytest.raises(RuleViolation, match="不能早于约谈通知书的签发"):
        do(database, issue_interview, late)


def test_a_voided_letter_is_not_followed(database, county):
    told = do(database, issue_interview, call(enterprise_id=county.contractor))
    do(database, void_paper, VoidPaper(told.id, "时间有变"))
    talk = HoldInterview(told.interview_id, TALK, "林喆", ("逾期",))
    with pytest.raises(RuleViolation, match="通知书已作废"):
        do(database, hold_interview, talk)
