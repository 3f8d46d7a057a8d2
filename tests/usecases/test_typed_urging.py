"""催办: whole by itself for an enterprise, or of what was picked by hand; on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from db.codes import PaperKind
from desktop.documents.interview_notice import Attendee
from desktop.documents.urging_notice import UrgedItem
from desktop.domain.errors import RuleViolation
from desktop.queries.owed import OwingRow, enterprises_owing
from desktop.queries.typed_subject import Subject
from desktop.usecases.interviews import (
    HoldInterview,
    IssueInterview,
    hold_interview,
    issue_interview,
)
from desktop.usecases.notice_work import (
    CloseNotice,
    ReplyToNotice,
    close_notice,
    record_notice_reply,
)
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.recheck_notice import recheck_notice
from desktop.usecases.settings import ChangeSettings, change_settings
from desktop.usecases.typed.all import issue_typed
from desktop.usecases.typed.paper import IssueTyped
from tests.usecases.county import County, do
from tests.usecases.loop_county import FOUND, RAIL, TIES, notice, numbered, serve, visited
from tests.usecases.test_notice_work import recheck
from tests.usecases.typed_acts import (
    CLIENT,
    CONTRACTOR,
    DAY,
    SECOND,
    SITE,
    begun,
    issued,
    of_site,
    second_site,
    series,
)

URGING = PaperKind.URGING_NOTICE
DUE = date(2026, 10, 27)


@pytest.fixture
def county(database) -> County:
    county = numbered(database)
    series(database, URGING, "示建安催")
    return county


def talked(database, county: County) -> None:
    """Called on 2 November, talked to on the 5th, an answer due on the 9th."""
    call = IssueInterview(
        date(2026, 11, 2),
        date(2026, 11, 5),
        place="会议室",
        reason="逾期未整改",
        project_id=county.project,
    )
    told = do(database, issue_interview, call)
    talk = HoldInterview(
        told.interview_id,
        date(2026, 11, 5),
        "林喆",
        ("逾期未整改",),
        other_side=(Attendee("麦大勇", "项目经理"),),
        feedback_due=date(2026, 11, 9),
    )
    do(database, hold_interview, talk)


def test_what_an_enterprise_owes_makes_a_whole_paper(database, county):
    notice(database, county, TIES, RAIL)
    other = second_site(database, county)
    _, more = visited(database, of_site(county, other), FOUND, RAIL)
    second = do(database, issue_rectification_notice, IssueNotice(more, FOUND, date(2026, 11, 11)))
    serve(database, second.id, FOUND)
    talked(database, county)
    subject = Subject(enterprise_id=county.contractor)
    sheet = begun(database, URGING, subject)
    assert sheet.addressee == CONTRACTOR
    assert sheet.items == (
        UrgedItem(
            "3号楼六层：整层无连墙件等2项隐患，尚未整改完毕", SITE, "示建安整〔2026〕7号", DUE
        ),
        UrgedItem(
            "3号楼三层：临边防护栏杆缺失，尚未整改完毕",
            SECOND,
            "示建安整〔2026〕8号",
            date(2026, 11, 11),
        ),
        UrgedItem("约谈要求的书面反馈尚未报送", SITE, "示建安约〔2026〕1号", date(2026, 11, 9)),
    )
    assert sheet.due == date(2026, 11, 19)
    left = issued(database, sheet, URGING, subject)
    for words in ("示建安催〔2026〕1号", "下列3项", SECOND, "2026年11月19日（含当日）前办结"):
        assert words in left.words, words
    assert (left.row.enterprise_id, left.row.project_id) == (county.contractor, None)
    assert (left.row.due, left.row.enterprise_text) == (date(2026, 11, 19), CONTRACTOR)


def test_whoever_owes_is_listed_to_be_picked(database, county):
    with database.reading() as session:
        assert enterprises_owing(session, DAY) == ()
    notice(database, county, TIES, RAIL)
    talked(database, county)
    with database.reading() as session:
        assert enterprises_owing(session, DAY) == (OwingRow(county.contractor, CONTRACTOR, 2, 1),)
        assert enterprises_owing(session, DUE) == (), "the last day itself is still in time"


def test_what_was_answered_or_never_served_is_not_owed(database, county):
    paper, hazards = notice(database, county, TIES, RAIL)
    do(database, record_notice_reply, ReplyToNotice(paper.id, date(2026, 11, 2)))
    _, more = visited(database, county, FOUND, RAIL)
    do(database, issue_rectification_notice, IssueNotice(more, FOUND, DUE))
    with database.reading() as session:
        assert enterprises_owing(session, DAY) == ()
    subject = Subject(enterprise_id=county.contractor)
    sheet = begun(database, URGING, subject)
    assert sheet.items == ()
    with pytest.raises(RuleViolation, match="不能签发催办通知书：缺催办清单"):
        do(database, issue_typed, IssueTyped(URGING, sheet, subject))
    picked = Subject(hazards=hazards)
    left = issued(database, begun(database, URGING, picked), URGING, picked)
    assert left.row.number == "示建安催〔2026〕1号", "no number was lost to the refusal"


def test_a_site_is_named_once(database, county):
    notice(database, county, TIES, RAIL)
    subject = Subject(project_id=county.project)
    sheet = begun(database, URGING, subject)
    assert (sheet.project, sheet.copied_to) == (SITE, (CLIENT,))
    assert [one.project for one in sheet.items] == [""]
    left = issued(database, sheet, URGING, subject)
    assert left.words.count(SITE) == 1


def test_hazards_and_papers_picked_by_hand(database, county):
    paper, hazards = notice(database, county, TIES, RAIL)
    other = second_site(database, county)
    _, more = visited(database, of_site(county, other), FOUND, RAIL)
    second = do(database, issue_rectification_notice, IssueNotice(more, FOUND, date(2026, 11, 30)))
    subject = Subject(hazards=(*hazards, *more))
    sheet = begun(database, URGING, subject)
    assert [(one.matter, one.project) for one in sheet.items] == [
        ("3号楼六层：整层无连墙件，尚未整改完毕", SITE),
        ("3号楼三层：临边防护栏杆缺失，尚未整改完毕", SITE),
        ("3号楼三层：临边防护栏杆缺失，尚未整改完毕", SECOND),
    ]
    left = issued(database, sheet, URGING, subject)
    assert left.hazards == (*hazards, *more)
    papers = Subject(papers=(paper.id, second.id))
    sheet = begun(database, URGING, papers)
    assert sheet.addressee == CONTRACTOR
    assert [(one.about_number, one.due) for one in sheet.items] == [
        ("示建安整〔2026〕7号", DUE),
        ("示建安整〔2026〕8号", date(2026, 11, 30)),
    ]
    left = issued(database, sheet, URGING, papers)
    assert left.row.enterprise_id == county.contractor


def test_a_closed_hazard_is_not_urged(database, county):
    paper, hazards = notice(database, county, RAIL)
    do(database, recheck_notice, recheck(paper.id, date(2026, 11, 6), county, hazards))
    do(database, close_notice, CloseNotice(paper.id, date(2026, 11, 6)))
    _, (still_open,) = visited(database, county, FOUND, TIES)
    subject = Subject(hazards=(*hazards, still_open))
    sheet = begun(database, URGING, subject)
    with pytest.raises(RuleViolation, match="所选的第1项隐患已销号，不必催办"):
        do(database, issue_typed, IssueTyped(URGING, sheet, subject))
    left = issued(database, replace(sheet, items=sheet.items[1:]), URGING, subject)
    assert left.hazards == (still_open,)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"addressee": " "}, "缺被催办单位"),
        ({"due": date(2026, 11, 11)}, "办理期限不能早于成文日期"),
        ({"items": (UrgedItem("", about_number="甲〔2026〕1号"),)}, "第1项缺催办事项"),
    ],
)
def test_what_a_reminder_must_say(database, county, change, sentence):
    notice(database, county, TIES)
    subject = Subject(enterprise_id=county.contractor)
    sheet = replace(begun(database, URGING, subject), **change)
    with pytest.raises(RuleViolation, match=sentence):
        do(database, issue_typed, IssueTyped(URGING, sheet, subject))


def test_the_days_to_answer_are_the_offices_own(database, county):
    notice(database, county, TIES)
    subject = Subject(enterprise_id=county.contractor)
    do(database, change_settings, ChangeSettings((("paper.answer_days", "3"),)))
    # 15 November is a Sunday: Monday.
    assert begun(database, URGING, subject).due == date(2026, 11, 16)
