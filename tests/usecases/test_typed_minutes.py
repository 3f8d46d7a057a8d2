"""约谈纪要: what the record of the talk says, sent to whoever was called; on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from db.codes import PaperKind
from desktop.documents.interview_notice import Attendee
from desktop.documents.interview_record import Measure
from desktop.domain.errors import RuleViolation
from desktop.queries.typed_subject import Subject
from desktop.usecases.interviews import (
    HoldInterview,
    IssuedInterview,
    IssueInterview,
    hold_interview,
    issue_interview,
)
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.typed.all import issue_typed
from desktop.usecases.typed.paper import IssueTyped
from tests.usecases.county import County, do
from tests.usecases.loop_county import TIES, notice, numbered
from tests.usecases.typed_acts import (
    BUREAU,
    CLIENT,
    CONSULTANT,
    CONTRACTOR,
    DAY,
    SITE,
    begun,
    issued,
    series,
)

MINUTES = PaperKind.MINUTES
CALLED, TALK = date(2026, 11, 2), date(2026, 11, 5)


@pytest.fixture
def county(database) -> County:
    return numbered(database)


def called(database, hazards: tuple[int, ...]) -> IssuedInterview:
    command = IssueInterview(CALLED, TALK, "县局二楼会议室", "重大隐患逾期未整改", hazards=hazards)
    return do(database, issue_interview, command)


def held(database, told: IssuedInterview, **more) -> IssuedInterview:
    given = {
        "points": ("连墙件整层缺失，逾期未整改。", "项目经理未带班"),
        "recorder": "邢䶮",
        "own_side": (Attendee("林喆", "监督员"), Attendee("吴海波")),
        "other_side": (
            Attendee("麦大勇", "项目经理"),
            Attendee("李安", "总经理", CONTRACTOR),
            Attendee("周敏", "总监", CONSULTANT),
        ),
        "statement": "没有异议，立即整改",
        "measures": (
            Measure("补设连墙件", "麦大勇", date(2026, 11, 9)),
            Measure("调整带班计划"),
        ),
        "feedback_due": date(2026, 11, 16),
        **more,
    }
    points = given.pop("points")
    return do(
        database, hold_interview, HoldInterview(told.interview_id, TALK, "林喆", points, **given)
    )


def test_minutes_say_what_the_record_says(database, county):
    _, hazards = notice(database, county, TIES)
    told = called(database, hazards)
    record = held(database, told)
    subject = Subject(paper_id=record.id)
    sheet = begun(database, MINUTES, subject)
    assert sheet.title == f"{BUREAU}关于约谈{CONTRACTOR}的纪要"
    assert sheet.text.split("\n") == [
        f"2026年11月5日，林喆在县局二楼会议室主持约谈{CONTRACTOR}。现将约谈情况纪要如下。",
        "约谈事由：重大隐患逾期未整改。",
        f"涉及工程：{SITE}。",
        "一、通报的问题",
        "1. 连墙件整层缺失，逾期未整改。",
        "2. 项目经理未带班。",
        "二、被约谈单位的陈述",
        "没有异议，立即整改。",
        "三、整改措施和时限",
        "1. 补设连墙件（责任人：麦大勇，2026年11月9日前完成）。",
        "2. 调整带班计划。",
        "被约谈单位应当于2026年11月16日前书面反馈整改落实情况；逾期未反馈或者落实不力的，予以通报。",
    ]
    assert sheet.attended == (
        f"{BUREAU}　林喆、吴海波、邢䶮",
        f"{CONTRACTOR}　麦大勇（项目经理）、李安（总经理）",
        f"{CONSULTANT}　周敏（总监）",
    )
    assert sheet.copied_to == (CONTRACTOR, CLIENT, CONSULTANT)

    left = issued(database, sheet, MINUTES, subject)
    for words in (
        "约谈纪要",
        "出席：",
        "补设连墙件",
        "2026年11月16日前书面反馈",
        f"抄送：{CONTRACTOR}",
    ):
        assert words in left.words, words
    row = left.row
    assert (row.about_paper_id, row.project_id) == (record.id, county.project)
    assert (row.enterprise_id, row.title) == (county.contractor, sheet.title)
    assert row.number is None


def test_there_is_one_of_a_talk_numbered_where_the_office_does(database, county):
    series(database, MINUTES, "示建约纪")
    _, hazards = notice(database, county, TIES)
    told = called(database, hazards)
    held(database, told)
    subject = Subject(paper_id=told.id)
    sheet = begun(database, MINUTES, subject)
    first = issued(database, sheet, MINUTES, subject)
    assert first.row.number == "示建约纪〔2026〕1号"
    with pytest.raises(RuleViolation, match="这次约谈已印发纪要示建约纪〔2026〕1号"):
        do(database, issue_typed, IssueTyped(MINUTES, sheet, subject))
    with pytest.raises(RuleViolation, match="不能作废"):
        do(database, void_paper, VoidPaper(first.row.about_paper_id, "写错"))
    do(database, void_paper, VoidPaper(first.row.id, "漏一人"))
    assert issued(database, sheet, MINUTES, subject).row.number == "示建约纪〔2026〕2号"


def test_what_was_not_said_falls_away(database, county):
    _, hazards = notice(database, county, TIES)
    bare = {"statement": "", "measures": (), "feedback_due": None, "points": ("逾期未整改",)}
    record = held(database, called(database, hazards), **bare, other_side=(), own_side=())
    sheet = begun(database, MINUTES, Subject(paper_id=record.id))
    assert sheet.text.split("\n")[3:] == ["一、通报的问题", "逾期未整改。"]
    assert sheet.attended == (f"{BUREAU}　林喆、邢䶮",)


def test_minutes_are_of_a_talk_that_was_held(database, county):
    paper, hazards = notice(database, county, TIES)
    told = called(database, hazards)
    with pytest.raises(RuleViolation, match="约谈尚未进行，请先登记约谈记录"):
        begun(database, MINUTES, Subject(paper_id=told.id))
    with pytest.raises(RuleViolation, match="约谈纪要从约谈记录起草"):
        begun(database, MINUTES, Subject(paper_id=paper.id))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": ""}, "不能签发约谈纪要：缺正文"),
        ({"attended": ("",)}, "不能签发约谈纪要：缺出席"),
        ({"text": "【主持人】主持。"}, "正文中还有待写的【主持人】"),
        ({"issued": date(2026, 11, 4)}, "约谈日期2026年11月5日晚于纪要的成文日期2026年11月4日"),
    ],
)
def test_what_minutes_must_have(database, county, change, sentence):
    _, hazards = notice(database, county, TIES)
    record = held(database, called(database, hazards))
    subject = Subject(paper_id=record.id)
    sheet = replace(begun(database, MINUTES, subject, DAY), **change)
    with pytest.raises(RuleViolation, match=sentence):
        do(database, issue_typed, IssueTyped(MINUTES, sheet, subject))
