"""The loop of a hazard, by the sentences of the notice and the law on safe production."""

from dataclasses import replace
from datetime import date

import pytest

from db.codes import ClosureWay, HazardLevel, HazardState, HazardStepKind, Outcome
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import (
    HazardFacts,
    Step,
    check_can_close,
    check_can_correct,
    check_can_extend,
    check_can_order,
    check_can_recheck,
    check_can_reply,
    check_can_resume,
    check_can_review,
    check_can_serve,
    check_can_stop,
    check_found,
    derive_closed_on,
    derive_due,
    derive_state,
    extended,
    missing_to_close,
    overdue,
    recheckers,
)

TODAY = date(2026, 11, 12)
FOUND = date(2026, 10, 8)
A, B, C, D = 1, 2, 3, 4
K = HazardStepKind

ORDERED = Step(K.ORDERED, date(2026, 10, 9), new_due=date(2026, 10, 20))
SERVED = Step(K.SERVED, date(2026, 10, 10))
REPLIED = Step(K.REPLIED, date(2026, 10, 18))
ON_PAPER = Step(
    K.RECHECK_PASSED, date(2026, 10, 19), frozenset({A}), ClosureWay.ON_PAPER, evidence=True
)
BY_TWO = Step(
    K.RECHECK_PASSED, date(2026, 10, 19), frozenset({A, B}), ClosureWay.ON_SITE, True, True
)
FAILED = Step(K.RECHECK_FAILED, date(2026, 10, 19), frozenset({A, B}), ClosureWay.ON_SITE, True)
REVIEWED = Step(K.REVIEWED, date(2026, 10, 20), frozenset({C}))
CLOSED = Step(K.CLOSED, date(2026, 10, 21))

ORDINARY = HazardFacts(HazardLevel.GENERAL, FOUND, Outcome.ORDERED, frozenset({A, B}))
MAJOR = HazardFacts(HazardLevel.MAJOR, FOUND, Outcome.ORDERED, frozenset({A, D}))
STOPPED = HazardFacts(HazardLevel.GENERAL, FOUND, Outcome.STOPPED, frozenset({A, D}))


def after(hazard: HazardFacts, *steps: Step) -> HazardFacts:
    return replace(hazard, steps=steps)


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), HazardState.FOUND),
        ((ORDERED,), HazardState.ORDERED),
        ((ORDERED, SERVED), HazardState.SERVED),
        ((ORDERED, SERVED, REPLIED), HazardState.REPLIED),
        ((ORDERED, SERVED, REPLIED, ON_PAPER), HazardState.RECHECKED),
        ((ORDERED, SERVED, BY_TWO, REVIEWED), HazardState.REVIEWED),
        ((ORDERED, SERVED, ON_PAPER, CLOSED), HazardState.CLOSED),
        # A failed re-check puts it back to where the order stands.
        ((ORDERED, SERVED, REPLIED, FAILED), HazardState.SERVED),
        ((ORDERED, FAILED), HazardState.ORDERED),
        (
            (ORDERED, SERVED, FAILED, replace(ON_PAPER, day=date(2026, 10, 25))),
            HazardState.RECHECKED,
        ),
        # A reply entered late, of an earlier day, lowers nothing and hides no failure.
        ((ORDERED, SERVED, ON_PAPER, REPLIED), HazardState.RECHECKED),
        ((ORDERED, SERVED, FAILED, REPLIED), HazardState.SERVED),
        # An extension is no state.
        (
            (ORDERED, SERVED, Step(K.EXTENDED, date(2026, 10, 15), new_due=date(2026, 11, 20))),
            HazardState.SERVED,
        ),
        # 更正 takes back the step entered last.
        ((ORDERED, SERVED, ON_PAPER, CLOSED, Step(K.CORRECTED, TODAY)), HazardState.RECHECKED),
        (
            (ORDERED, ON_PAPER, CLOSED, Step(K.CORRECTED, TODAY), Step(K.CORRECTED, TODAY)),
            HazardState.ORDERED,
        ),
    ],
)
def test_state(steps: tuple[Step, ...], state: HazardState) -> None:
    assert derive_state(after(ORDINARY, *steps)) is state


def test_on_the_spot_is_closed_the_day_it_was_found() -> None:
    spot = replace(ORDINARY, outcome=Outcome.ON_THE_SPOT)
    assert derive_state(spot) is HazardState.CLOSED
    assert derive_closed_on(spot) == FOUND
    with pytest.raises(RuleViolation, match="不能按当场改正"):
        check_found(replace(spot, level=HazardLevel.MAJOR), TODAY)


def test_history_is_asked_for_no_paper() -> None:
    history = replace(ORDINARY, history=True, outcome=None, finders=frozenset())
    assert derive_state(history) is HazardState.ORDERED
    closed = replace(history, imported_closure=date(2026, 3, 1))
    assert derive_state(closed) is HazardState.CLOSED
    assert derive_closed_on(closed) == date(2026, 3, 1)
    reopened = after(closed, Step(K.CORRECTED, TODAY))
    assert derive_state(reopened) is HazardState.ORDERED


def test_due_follows_extension_and_failed_recheck() -> None:
    assert derive_due(replace(ORDINARY, due=date(2026, 10, 15))) == date(2026, 10, 15)
    longer = Step(K.EXTENDED, date(2026, 10, 15), new_due=date(2026, 11, 20))
    hazard = after(ORDINARY, ORDERED, SERVED, longer)
    assert derive_due(hazard) == date(2026, 11, 20)
    assert extended(hazard)
    again = replace(FAILED, day=date(2026, 11, 20), new_due=date(2026, 11, 30))
    assert derive_due(after(ORDINARY, ORDERED, SERVED, longer, again)) == date(2026, 11, 30)


def test_overdue_is_past_the_last_day_and_not_closed() -> None:
    hazard = after(ORDINARY, ORDERED, SERVED, REPLIED)
    assert not overdue(hazard, date(2026, 10, 20))
    assert overdue(hazard, date(2026, 10, 21))
    # Put right but not examined is still on the books.
    assert overdue(after(MAJOR, ORDERED, SERVED, BY_TWO), date(2026, 10, 21))
    assert not overdue(after(ORDINARY, ORDERED, ON_PAPER, CLOSED), TODAY)


def test_order_needs_a_term_and_the_right_days() -> None:
    check_can_order(ORDINARY, FOUND, date(2026, 10, 20), TODAY)
    check_can_order(STOPPED, FOUND, None, TODAY)
    for day, due, word in [
        (FOUND, None, "整改期限"),
        (date(2026, 10, 7), date(2026, 10, 20), "不能早于发现"),
        (date(2026, 11, 13), date(2026, 11, 20), "晚于今天"),
        (FOUND, date(2026, 10, 7), "不能早于责令"),
    ]:
        with pytest.raises(RuleViolation, match=word):
            check_can_order(ORDINARY, day, due, TODAY)
    with pytest.raises(RuleViolation, match="已责令整改"):
        check_can_order(after(ORDINARY, ORDERED), FOUND, date(2026, 10, 20), TODAY)
    spot = replace(ORDINARY, outcome=Outcome.ON_THE_SPOT)
    with pytest.raises(RuleViolation, match="已销号"):
        check_can_order(spot, FOUND, date(2026, 10, 20), TODAY)


def test_service_and_reply_come_after_the_order() -> None:
    check_can_serve(after(ORDINARY, ORDERED), date(2026, 10, 9), TODAY)
    check_can_reply(after(ORDINARY, ORDERED, SERVED), date(2026, 10, 18), TODAY)
    with pytest.raises(RuleViolation, match="尚未责令"):
        check_can_serve(ORDINARY, date(2026, 10, 9), TODAY)
    with pytest.raises(RuleViolation, match="不能早于责令整改日期2026年10月9日"):
        check_can_serve(after(ORDINARY, ORDERED), FOUND, TODAY)
    with pytest.raises(RuleViolation, match="尚未责令"):
        check_can_reply(ORDINARY, date(2026, 10, 18), TODAY)


def test_extension_is_approved_and_later() -> None:
    hazard = after(ORDINARY, ORDERED, SERVED)
    check_can_extend(hazard, date(2026, 10, 15), date(2026, 10, 30), approved=True)
    with pytest.raises(RuleViolation, match="批准"):
        check_can_extend(hazard, date(2026, 10, 15), date(2026, 10, 30), approved=False)
    with pytest.raises(RuleViolation, match="晚于原期限2026年10月20日"):
        check_can_extend(hazard, date(2026, 10, 15), date(2026, 10, 20), approved=True)


@pytest.mark.parametrize("recheck", [ON_PAPER, replace(ON_PAPER, way=ClosureWay.ON_SITE), BY_TWO])
def test_ordinary_recheck_by_one_on_paper_or_on_site(recheck: Step) -> None:
    check_can_recheck(after(ORDINARY, ORDERED, SERVED), recheck, TODAY)


@pytest.mark.parametrize(
    ("recheck", "word"),
    [
        (replace(ON_PAPER, people=frozenset()), "缺复查人"),
        (replace(ON_PAPER, way=None), "书面复核或现场复查"),
        (replace(ON_PAPER, evidence=False), "缺整改证据"),
        (replace(ON_PAPER, day=date(2026, 10, 8)), "不能早于"),
        (replace(ON_PAPER, day=date(2026, 11, 13)), "晚于今天"),
    ],
)
def test_ordinary_recheck_refused(recheck: Step, word: str) -> None:
    with pytest.raises(RuleViolation, match=word):
        check_can_recheck(after(ORDINARY, ORDERED, SERVED), recheck, TODAY)


def test_failed_recheck_needs_no_evidence() -> None:
    check_can_recheck(after(MAJOR, ORDERED, SERVED), FAILED, TODAY)


@pytest.mark.parametrize("hazard", [MAJOR, STOPPED])
@pytest.mark.parametrize(
    ("recheck", "word"),
    [
        (ON_PAPER, "须现场复查"),
        (replace(BY_TWO, people=frozenset({A})), "须两名"),
        (replace(BY_TWO, on_visit=False), "须现场复查"),
        (replace(BY_TWO, evidence=False), "缺整改证据"),
    ],
)
def test_strict_recheck_refused(hazard: HazardFacts, recheck: Step, word: str) -> None:
    check_can_recheck(after(hazard, ORDERED, SERVED), BY_TWO, TODAY)
    with pytest.raises(RuleViolation, match=word):
        check_can_recheck(after(hazard, ORDERED, SERVED), recheck, TODAY)


def test_reviewer_neither_found_nor_rechecked() -> None:
    hazard = after(MAJOR, ORDERED, SERVED, BY_TWO)
    day = date(2026, 10, 20)
    assert recheckers(hazard) == {A, B}
    check_can_review(hazard, C, day, TODAY)
    check_can_review(hazard, None, day, TODAY, outside=True)
    for reviewer, word in [(D, "检查人"), (B, "复查人"), (None, "局外审核人")]:
        with pytest.raises(RuleViolation, match=word):
            check_can_review(hazard, reviewer, day, TODAY)
    with pytest.raises(RuleViolation, match="复查合格后方可审核，现为“已送达”"):
        check_can_review(after(MAJOR, ORDERED, SERVED, FAILED), C, day, TODAY)
    # Who re-checked and failed it is no outsider either.
    later = replace(BY_TWO, day=date(2026, 11, 1), people=frozenset({B, 5}))
    again = after(MAJOR, ORDERED, replace(FAILED, people=frozenset({C, 6})), later)
    with pytest.raises(RuleViolation, match="复查人"):
        check_can_review(again, C, date(2026, 11, 2), TODAY)


def test_closing_says_what_is_missing() -> None:
    day = date(2026, 10, 21)
    check_can_close(after(ORDINARY, ORDERED, SERVED, ON_PAPER), day, TODAY)
    check_can_close(after(MAJOR, ORDERED, SERVED, BY_TWO, REVIEWED), day, TODAY)
    assert missing_to_close(MAJOR) == (
        "尚未责令整改",
        "尚未经两名监督员现场复查合格",
        "尚未经未参与检查和复查的人审核",
    )
    with pytest.raises(RuleViolation, match="不能销号：尚未复查合格"):
        check_can_close(after(ORDINARY, ORDERED, SERVED, REPLIED), day, TODAY)
    for hazard in (MAJOR, STOPPED):
        with pytest.raises(RuleViolation, match="审核"):
            check_can_close(after(hazard, ORDERED, SERVED, BY_TWO), day, TODAY)
    with pytest.raises(RuleViolation, match="不能早于复查日期2026年10月19日"):
        check_can_close(after(ORDINARY, ORDERED, ON_PAPER), date(2026, 10, 18), TODAY)
    with pytest.raises(RuleViolation, match="已销号"):
        check_can_close(after(ORDINARY, ORDERED, ON_PAPER, CLOSED), day, TODAY)


def test_work_resumes_when_every_item_is_reviewed() -> None:
    ready, day = after(STOPPED, ORDERED, SERVED, BY_TWO, REVIEWED), date(2026, 10, 21)
    check_can_resume([ready, after(ready, *ready.steps, CLOSED)], day, TODAY)
    with pytest.raises(RuleViolation, match="还有1项"):
        check_can_resume([ready, after(STOPPED, ORDERED, SERVED, BY_TWO)], day, TODAY)
    with pytest.raises(RuleViolation, match="不能早于审核日期2026年10月20日"):
        check_can_resume([ready], date(2026, 10, 19), TODAY)


STOP = Step(K.ORDERED, date(2026, 10, 22))


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        # A stop order begins anew what a notice had brought so far.
        ((ORDERED, SERVED, REPLIED, STOP), HazardState.ORDERED),
        ((ORDERED, SERVED, FAILED, STOP, replace(SERVED, day=STOP.day)), HazardState.SERVED),
        ((ORDERED, SERVED, ON_PAPER, STOP), HazardState.ORDERED),
        # Voided, the notice stands as before.
        ((ORDERED, SERVED, REPLIED, STOP, Step(K.CORRECTED, TODAY)), HazardState.REPLIED),
        # Resuming work is no state of the hazard.
        ((STOP, replace(BY_TWO, day=TODAY), Step(K.RESUMED, TODAY)), HazardState.RECHECKED),
    ],
)
def test_state_under_a_stop_order(steps: tuple[Step, ...], state: HazardState) -> None:
    assert derive_state(after(STOPPED, *steps)) is state


def test_the_deadline_of_a_notice_stays_where_the_stop_order_sets_none() -> None:
    assert derive_due(after(STOPPED, ORDERED, SERVED, STOP)) == date(2026, 10, 20)
    assert derive_due(after(STOPPED, STOP)) is None


def test_work_is_stopped_for_what_is_open_and_not_stopped_yet() -> None:
    day = date(2026, 10, 22)
    for hazard in (ORDINARY, MAJOR, after(ORDINARY, ORDERED, SERVED, REPLIED)):
        check_can_stop(hazard, day, None, TODAY)
    for hazard, on, due, word in [
        (ORDINARY, date(2026, 10, 7), None, "不能早于发现日期"),
        (ORDINARY, date(2026, 11, 13), None, "晚于今天"),
        (ORDINARY, day, date(2026, 10, 21), "不能早于责令停工"),
        (after(STOPPED, STOP), day, None, "已责令停工"),
        (after(ORDINARY, ORDERED, ON_PAPER, CLOSED), day, None, "已销号"),
        (after(ORDINARY, ORDERED, SERVED), date(2026, 10, 9), None, "最后一步“送达”"),
    ]:
        with pytest.raises(RuleViolation, match=word):
            check_can_stop(hazard, on, due, TODAY)


def test_what_passed_is_not_rechecked_again() -> None:
    passed = after(ORDINARY, ORDERED, SERVED, ON_PAPER)
    again = replace(ON_PAPER, kind=K.RECHECK_FAILED, day=date(2026, 10, 25))
    with pytest.raises(RuleViolation, match="已复查合格，不再复查"):
        check_can_recheck(passed, again, TODAY)
    # A failure of an earlier day may still be entered.
    check_can_recheck(passed, replace(again, day=date(2026, 10, 15)), TODAY)


def test_a_new_deadline_is_for_what_failed_and_lies_ahead_of_the_recheck() -> None:
    hazard = after(ORDINARY, ORDERED, SERVED)
    check_can_recheck(hazard, replace(FAILED, new_due=date(2026, 10, 26)), TODAY)
    with pytest.raises(RuleViolation, match="不再定新期限"):
        check_can_recheck(hazard, replace(ON_PAPER, new_due=date(2026, 10, 26)), TODAY)
    with pytest.raises(RuleViolation, match="新期限不能早于复查"):
        check_can_recheck(hazard, replace(FAILED, new_due=date(2026, 10, 18)), TODAY)


def test_correction_needs_a_step_and_a_reason() -> None:
    check_can_correct(after(ORDINARY, ORDERED), "录错日期")
    with pytest.raises(RuleViolation, match="原因"):
        check_can_correct(after(ORDINARY, ORDERED), " ")
    with pytest.raises(RuleViolation, match="没有可以更正"):
        check_can_correct(ORDINARY, "录错")
