"""What an approval covers, who may still change it, and what is only said and never refused."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from db.codes import VisitKind, VisitSource
from desktop.domain.approvals import (
    ApprovalFacts,
    ApprovalState,
    Carried,
    CheckClass,
    Frequency,
    Limits,
    YearChecks,
    check_approval_day,
    check_can_approve,
    check_can_change,
    check_can_notify,
    check_can_propose,
    class_of,
    covers,
    doubts,
    lacking_of,
    state_of,
)
from desktop.domain.errors import RuleViolation

FACTS = ApprovalFacts(
    VisitSource.PLAN,
    "安全生产法第六十五条",
    date(2026, 11, 2),
    date(2026, 11, 30),
    projects=(7,),
    inspectors=(1, 2),
    matter="施工现场安全生产条件",
)
URGENT = replace(
    FACTS,
    urgent=True,
    source=VisitSource.COMPLAINT,
    reason="接到举报塔吊有倾覆危险",
    reported_by="林喆",
    happened_at=datetime(2026, 11, 9, 22, 30, tzinfo=ZoneInfo("Asia/Shanghai")),
)
TWO = (Carried("林喆", first=True, last=True), Carried("邢䶮", first=True, last=True))
FIRM = "海南假想合欢建设集团有限公司"


@pytest.mark.parametrize(
    ("project", "day", "covered"),
    [
        (7, date(2026, 11, 2), True),
        (7, date(2026, 11, 30), True),
        (7, date(2026, 11, 1), False),
        (7, date(2026, 12, 1), False),
        (8, date(2026, 11, 10), False),
    ],
)
def test_covers_its_projects_on_its_days(project, day, covered):
    assert covers(FACTS, {7}, project, day) is covered


@pytest.mark.parametrize(
    ("source", "kind", "told"),
    [
        (VisitSource.PLAN, VisitKind.CHECK, CheckClass.ROUTINE),
        (VisitSource.PLAN, VisitKind.PATROL, CheckClass.ROUTINE),
        (VisitSource.CAMPAIGN, VisitKind.CHECK, CheckClass.CAMPAIGN),
        (VisitSource.COMPLAINT, VisitKind.CHECK, CheckClass.INDIVIDUAL),
        (VisitSource.ASSIGNED, VisitKind.CHECK, CheckClass.INDIVIDUAL),
        (VisitSource.PLAN, VisitKind.RECHECK, CheckClass.RECHECK),
        (VisitSource.PLAN, VisitKind.GUIDANCE, None),
    ],
)
def test_three_classes_rechecks_apart_guidance_none(source, kind, told):
    assert class_of(source, kind) is told


def test_a_recheck_counts_only_where_the_office_set_it():
    checks = YearChecks(routine=2, campaign=1, individual=1, recheck=3)
    assert checks.counted(with_rechecks=False) == 4
    assert checks.counted(with_rechecks=True) == 7
    assert checks.words == "日常 2、专项 1、个案 1、复查 3"
    assert YearChecks().words == "0"


def test_states_follow_from_the_days():
    day = date(2026, 11, 1)
    assert state_of(None, None, voided=False) is ApprovalState.DRAFT
    assert state_of(day, None, voided=False) is ApprovalState.PROPOSED
    assert state_of(day, day, voided=False) is ApprovalState.APPROVED
    assert state_of(day, None, voided=True) is ApprovalState.VOIDED


def test_a_proposal_says_what_it_lacks():
    bare = replace(FACTS, projects=(), inspectors=(), matter=" ")
    assert lacking_of(bare) == ("检查对象", "检查事项", "检查人员")
    with pytest.raises(RuleViolation, match="缺检查对象、检查事项、检查人员"):
        check_can_propose(bare, ApprovalState.DRAFT)
    check_can_propose(
        replace(bare, round_id=3, inspectors=(1,), matter="全部"), ApprovalState.DRAFT
    )
    with pytest.raises(RuleViolation, match="缺紧急补办理由"):
        check_can_propose(replace(URGENT, reason=""), ApprovalState.DRAFT)


def test_approved_is_never_changed():
    check_can_change(ApprovalState.DRAFT)
    check_can_change(ApprovalState.PROPOSED)
    for state in (ApprovalState.APPROVED, ApprovalState.VOIDED):
        with pytest.raises(RuleViolation):
            check_can_change(state)


def test_after_a_visit_only_with_the_reason():
    visited = [date(2026, 11, 9)]
    with pytest.raises(RuleViolation, match="紧急原因"):
        check_can_approve(FACTS, ApprovalState.PROPOSED, date(2026, 11, 10), visited)
    check_can_approve(URGENT, ApprovalState.PROPOSED, date(2026, 11, 10), visited)
    check_can_approve(FACTS, ApprovalState.PROPOSED, date(2026, 11, 9), visited)
    with pytest.raises(RuleViolation, match="先送审"):
        check_can_approve(URGENT, ApprovalState.DRAFT, date(2026, 11, 10), visited)


def test_an_approval_lies_between_proposal_and_today():
    today = date(2026, 11, 12)
    check_approval_day(today, date(2026, 11, 12), today)
    with pytest.raises(RuleViolation, match="晚于今天"):
        check_approval_day(date(2026, 11, 13), None, today)
    with pytest.raises(RuleViolation, match="送审日期"):
        check_approval_day(date(2026, 11, 10), date(2026, 11, 11), today)


def test_a_notice_rests_on_an_approval_unless_urgent():
    day = date(2026, 11, 10)
    check_can_notify(ApprovalState.APPROVED, FACTS, {7}, 7, day)
    check_can_notify(ApprovalState.PROPOSED, URGENT, {7}, 7, day)
    with pytest.raises(RuleViolation, match="批准之后"):
        check_can_notify(ApprovalState.PROPOSED, FACTS, {7}, 7, day)
    with pytest.raises(RuleViolation, match="检查对象"):
        check_can_notify(ApprovalState.APPROVED, FACTS, {7}, 8, day)
    with pytest.raises(RuleViolation, match="期间"):
        check_can_notify(ApprovalState.APPROVED, FACTS, {7}, 7, date(2026, 12, 1))


def test_nothing_doubtful_nothing_said():
    limits = Limits(cap=4, repeat_days=60, afterwards_hours=24)
    seen = Frequency(FIRM, YearChecks(routine=3), date(2026, 9, 2))
    assert doubts(FACTS, TWO, (seen,), limits) == ()


@pytest.mark.parametrize(
    ("facts", "people", "frequency", "limits", "said"),
    [
        (replace(FACTS, source=VisitSource.CAMPAIGN), TWO, (), Limits(), "政府批件"),
        (replace(FACTS, inspectors=(1,)), TWO[:1], (), Limits(), "不足两名"),
        (
            FACTS,
            (TWO[0], Carried("邢䶮", first=False, last=False)),
            (),
            Limits(),
            "无有效执法证：邢䶮",
        ),
        (FACTS, (TWO[0], Carried("邢䶮", first=True, last=False)), (), Limits(), "期间到期：邢䶮"),
        (FACTS, (TWO[0], Carried("邢䶮", first=None, last=None)), (), Limits(), "未录入：邢䶮"),
        (
            FACTS,
            TWO,
            (Frequency(FIRM, YearChecks(routine=3, individual=1)),),
            Limits(cap=4),
            f"上限4次：{FIRM}（日常 3、个案 1）",
        ),
        (
            FACTS,
            TWO,
            (Frequency(FIRM, YearChecks(routine=1), date(2026, 9, 3)),),
            Limits(repeat_days=60),
            f"60 日内已查过：{FIRM}（2026-09-03）",
        ),
        (
            replace(URGENT, reported_by="", happened_at=None),
            TWO,
            (),
            Limits(),
            "当场实施时刻、报告人",
        ),
    ],
)
def test_doubts_are_said(facts, people, frequency, limits, said):
    told = doubts(facts, people, frequency, limits)
    assert len(told) == 1
    assert said in told[0]


def test_without_a_cap_nothing_is_over_it():
    assert doubts(FACTS, TWO, (Frequency(FIRM, YearChecks(routine=99)),), Limits()) == ()


def test_a_check_with_cause_is_no_repetition():
    again = Frequency(FIRM, YearChecks(routine=1), date(2026, 11, 1))
    assert doubts(URGENT, TWO, (again,), Limits(repeat_days=60)) == ()


def test_late_approvals_are_only_said():
    """22:30 of the 9th and 24 hours: the 10th is in time, the 11th is late."""
    limits = Limits(afterwards_hours=24)
    assert doubts(URGENT, TWO, (), limits, date(2026, 11, 10)) == ()
    assert "24 小时" in doubts(URGENT, TWO, (), limits, date(2026, 11, 11))[0]
