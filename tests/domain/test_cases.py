"""拟稿 → 审核 → 签发: the state of a draft, who may take which step, and who may sign when."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from db.codes import CaseState, CaseStep, PaperKind
from desktop.domain.cases import (
    CaseFacts,
    Given,
    Opinion,
    Signer,
    check_afterwards,
    check_can_issue,
    check_can_revise,
    check_can_withdraw,
    check_opinion,
    check_releases,
    check_signatory,
    doubts,
    due_at,
    next_step,
    signer_on,
    signers_on,
    state_of,
    state_words,
    waiting_step,
)
from desktop.domain.errors import RuleViolation

DAY, NEXT, TODAY = date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 12)
REVIEW, SIGN = CaseStep.REVIEW, CaseStep.SIGN
REVIEWED = Given(REVIEW, True, "周国平", NEXT)
SIGNED = Given(SIGN, True, "郑海涛", NEXT)
BACK = Given(REVIEW, False, "周国平", NEXT)
DRAFT = CaseFacts(PaperKind.LETTER, 2, "林喆", DAY)


@pytest.mark.parametrize(
    ("facts", "state", "step"),
    [
        (replace(DRAFT, steps=0), CaseState.SIGNED, None),
        (replace(DRAFT, steps=0, released=True), CaseState.ISSUED, None),
        (replace(DRAFT, steps=1), CaseState.DRAFTED, SIGN),
        (replace(DRAFT, steps=1, given=(SIGNED,)), CaseState.SIGNED, None),
        (DRAFT, CaseState.DRAFTED, REVIEW),
        (replace(DRAFT, given=(REVIEWED,)), CaseState.REVIEWED, SIGN),
        (replace(DRAFT, given=(REVIEWED, SIGNED)), CaseState.SIGNED, None),
        (replace(DRAFT, given=(REVIEWED, SIGNED), released=True), CaseState.ISSUED, None),
        (replace(DRAFT, given=(BACK,)), CaseState.RETURNED, None),
        (replace(DRAFT, given=(BACK,), edition=2), CaseState.DRAFTED, REVIEW),
        (
            replace(DRAFT, given=(BACK, replace(REVIEWED, edition=2)), edition=2),
            CaseState.REVIEWED,
            SIGN,
        ),
        (replace(DRAFT, withdrawn=True), CaseState.WITHDRAWN, None),
        (replace(DRAFT, afterwards=True, released=True), CaseState.DRAFTED, REVIEW),
        (
            replace(DRAFT, afterwards=True, released=True, given=(REVIEWED, SIGNED)),
            CaseState.ISSUED,
            None,
        ),
    ],
)
def test_how_far_a_draft_is(facts, state, step):
    assert (state_of(facts), next_step(facts)) == (state, step)


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_the_state_alone_tells_who_is_waited_for(steps):
    for given in ((), (REVIEWED,), (REVIEWED, SIGNED), (BACK,)):
        facts = replace(DRAFT, steps=steps, given=given[2 - steps :] if steps else ())
        assert waiting_step(state_of(facts), steps) == next_step(facts)


@pytest.mark.parametrize(
    ("state", "steps", "afterwards", "words"),
    [
        (CaseState.DRAFTED, 2, False, "待审核"),
        (CaseState.DRAFTED, 1, False, "待签发"),
        (CaseState.DRAFTED, 1, True, "待签发（已先发）"),
        (CaseState.RETURNED, 1, True, "补批未同意"),
        (CaseState.RETURNED, 2, False, "退回修改"),
        (CaseState.ISSUED, 2, True, "已发出"),
    ],
)
def test_the_state_in_words(state, steps, afterwards, words):
    assert state_words(state, steps, afterwards=afterwards) == words


def opinion(step, agreed=True, name="周国平", words="", day=TODAY):
    return Opinion(step, agreed, name, words, day)


@pytest.mark.parametrize(
    ("facts", "given", "why"),
    [
        (DRAFT, opinion(SIGN), "还没有审核，不能签发"),
        (replace(DRAFT, steps=1), opinion(REVIEW), "不经审核，请直接签发"),
        (replace(DRAFT, given=(REVIEWED,)), opinion(REVIEW), "已经审核，请签发"),
        (replace(DRAFT, given=(BACK,)), opinion(REVIEW), "已退回，请修改后再送审"),
        (replace(DRAFT, withdrawn=True), opinion(REVIEW), "已撤回"),
        (replace(DRAFT, given=(REVIEWED, SIGNED)), opinion(SIGN), "已经签发"),
        (DRAFT, opinion(REVIEW, name=" "), "请填写审核人"),
        (DRAFT, opinion(REVIEW, agreed=False), "退回须写明意见"),
        (DRAFT, opinion(REVIEW, day=date(2026, 11, 13)), "晚于"),
        (DRAFT, opinion(REVIEW, day=date(2026, 11, 8)), "不能早于上一步的2026年11月9日"),
        (
            replace(DRAFT, given=(REVIEWED,)),
            opinion(SIGN, day=DAY),
            "签发日期不能早于上一步的2026年11月10日",
        ),
    ],
)
def test_an_opinion_that_cannot_be_given(facts, given, why):
    with pytest.raises(RuleViolation, match=why):
        check_opinion(facts, given, TODAY)


def test_an_opinion_that_can_be_given():
    check_opinion(DRAFT, opinion(REVIEW), TODAY)
    check_opinion(DRAFT, opinion(REVIEW, agreed=False, words="缺依据"), TODAY)
    check_opinion(replace(DRAFT, steps=1), opinion(SIGN, day=DAY), TODAY)
    check_opinion(replace(DRAFT, afterwards=True, released=True), opinion(REVIEW), TODAY)


@pytest.mark.parametrize(
    ("check", "facts", "why"),
    [
        (check_can_revise, replace(DRAFT, given=(REVIEWED,)), "请先退回"),
        (check_can_revise, replace(DRAFT, released=True, afterwards=True), "文书已经发出"),
        (check_can_revise, replace(DRAFT, withdrawn=True), "请重新拟稿"),
        (check_can_withdraw, replace(DRAFT, released=True), "文书已经发出"),
        (check_can_withdraw, replace(DRAFT, withdrawn=True), "已撤回"),
        (
            check_can_withdraw,
            replace(DRAFT, given=(REVIEWED, SIGNED), released=True, voided=True),
            "文书已经发出",
        ),
        (check_can_issue, DRAFT, "还没有审核，不能发出"),
        (check_can_issue, replace(DRAFT, given=(REVIEWED,)), "还没有签发，不能发出"),
        (check_can_issue, replace(DRAFT, given=(BACK,)), "已退回"),
        (check_can_issue, replace(DRAFT, withdrawn=True), "已撤回"),
        (check_can_issue, replace(DRAFT, steps=0, released=True), "已经发出"),
    ],
)
def test_what_a_draft_does_not_allow(check, facts, why):
    with pytest.raises(RuleViolation, match=why):
        check(facts)


def test_what_a_draft_allows():
    check_can_revise(DRAFT)
    check_can_revise(replace(DRAFT, given=(BACK,)))
    check_can_withdraw(replace(DRAFT, given=(REVIEWED, SIGNED)))
    check_can_withdraw(replace(DRAFT, released=True, afterwards=True, voided=True))
    check_can_issue(replace(DRAFT, given=(REVIEWED, SIGNED)))
    check_can_issue(replace(DRAFT, steps=0))


def test_a_case_releases_a_paper_of_its_own_kind_once():
    signed = replace(DRAFT, given=(REVIEWED, SIGNED))
    check_releases(signed, PaperKind.LETTER)
    with pytest.raises(RuleViolation, match="不能用于通报"):
        check_releases(signed, PaperKind.CIRCULAR)
    with pytest.raises(RuleViolation, match="已经发出"):
        check_releases(replace(signed, released=True), PaperKind.LETTER)
    first = replace(DRAFT, afterwards=True)
    check_releases(first, PaperKind.LETTER)
    with pytest.raises(RuleViolation, match="已经发出"):
        check_releases(replace(first, released=True), PaperKind.LETTER)


@pytest.mark.parametrize(
    ("kind", "steps", "reason", "why"),
    [
        (PaperKind.STOP_ORDER, 0, "塔吊失稳", "请直接签发"),
        (PaperKind.LETTER, 2, "急", "不是现场交付的文书"),
        (PaperKind.STOP_ORDER, 1, "  ", "须写明原因"),
    ],
)
def test_what_cannot_leave_before_its_approval(kind, steps, reason, why):
    with pytest.raises(RuleViolation, match=why):
        check_afterwards(kind, steps, reason)


def test_by_when_the_approval_has_to_follow():
    assert (
        due_at(datetime(2026, 11, 12, 16, 40, tzinfo=ZoneInfo("Asia/Shanghai")), 24)
        == "2026-11-13T16:40"
    )


def test_who_is_drafter_and_reviewer_is_told_and_not_refused():
    own = replace(DRAFT, given=(replace(REVIEWED, name="林喆"),))
    assert doubts(own) == ("审核人与拟稿人是同一人（林喆）",)
    both = replace(DRAFT, given=(REVIEWED, replace(SIGNED, name="周国平")))
    assert doubts(both) == ("审核人与签发人是同一人（周国平）",)
    assert doubts(replace(DRAFT, given=(REVIEWED, SIGNED))) == ()


HEAD = Signer(SIGN, "郑海涛", date(2026, 1, 1), post="局长")
DEPUTY = Signer(
    SIGN, "韩立新", date(2026, 11, 2), date(2026, 11, 10), post="副局长", deputy_for="郑海涛"
)


def test_a_deputy_signs_within_his_period_alone():
    both = (HEAD, DEPUTY)
    assert signer_on(both, SIGN, "韩立新", date(2026, 11, 9)) == DEPUTY
    assert DEPUTY.words == "韩立新（代郑海涛）"
    why = "韩立新代签发的期间是2026年11月2日至2026年11月9日，2026年11月10日不在期内"
    with pytest.raises(RuleViolation, match=why):
        signer_on(both, SIGN, "韩立新", date(2026, 11, 10))
    with pytest.raises(RuleViolation, match="周国平不在本单位的签发人之列"):
        signer_on(both, SIGN, "周国平", TODAY)
    assert signer_on(both, REVIEW, "周国平", TODAY) is None, "nobody was named for 审核"


def test_the_deputy_is_proposed_while_he_stands_in():
    both = (HEAD, DEPUTY)
    assert [one.name for one in signers_on(both, SIGN, date(2026, 11, 5))] == ["韩立新", "郑海涛"]
    assert [one.name for one in signers_on(both, SIGN, TODAY)] == ["郑海涛"]


@pytest.mark.parametrize(
    ("signer", "why"),
    [
        (replace(HEAD, name=" "), "请填写姓名"),
        (replace(HEAD, until=date(2026, 1, 1)), "最后一日不能早于起始日"),
        (replace(DEPUTY, deputy_for="韩立新"), "不能是同一人"),
        (replace(DEPUTY, until=None), "代签须有期间"),
    ],
)
def test_a_signatory_that_cannot_be_kept(signer, why):
    with pytest.raises(RuleViolation, match=why):
        check_signatory(signer)
