"""What makes a visit count: complete and signed; what is only listed: card, approval, scan."""

from dataclasses import replace
from datetime import date

import pytest

from db.codes import VisitKind
from desktop.domain.errors import RuleViolation
from desktop.domain.visits import (
    Gap,
    OnVisit,
    VisitFacts,
    check_approval_afterwards,
    check_can_edit,
    check_can_record,
    check_people,
    counts,
    missing,
)

ONE = OnVisit(1, "韦示一", True, True)
TWO = OnVisit(2, "符示二", True, True)
DAY = date(2026, 11, 10)
WHOLE = VisitFacts(VisitKind.CHECK, DAY, (ONE, TWO), looked_at=12, approved=True, site_signed=True)


def gaps(visit: VisitFacts) -> list[Gap]:
    return [row.gap for row in missing(visit)]


@pytest.mark.parametrize(
    ("visit", "lacking", "counted"),
    [
        (WHOLE, [], True),
        (replace(WHOLE, kind=VisitKind.PATROL), [], True),
        (replace(WHOLE, inspectors=(ONE,)), [Gap.INSPECTORS], False),
        (replace(WHOLE, kind=VisitKind.PATROL, inspectors=(ONE,)), [Gap.INSPECTORS], False),
        (replace(WHOLE, kind=VisitKind.RECHECK, inspectors=(ONE,), looked_at=0), [], True),
        (replace(WHOLE, kind=VisitKind.RECHECK, inspectors=()), [Gap.INSPECTORS], False),
        # An expired or unknown card, and a missing approval, are listed, not refused.
        (replace(WHOLE, inspectors=(ONE, replace(TWO, card_valid=False))), [Gap.CARD], True),
        (replace(WHOLE, inspectors=(ONE, replace(TWO, card_valid=None))), [Gap.CARD], True),
        (replace(WHOLE, approved=False), [Gap.APPROVAL], True),
        (
            replace(WHOLE, inspectors=(ONE, replace(TWO, signed=False))),
            [Gap.INSPECTOR_SIGNATURE],
            False,
        ),
        (replace(WHOLE, site_signed=False), [Gap.SITE_SIGNATURE], False),
        (replace(WHOLE, site_signed=False, refusal="负责人不在场"), [], True),
        (replace(WHOLE, looked_at=0), [Gap.NOTHING_LOOKED_AT], False),
        # In ink: the scan may follow.
        (
            replace(
                WHOLE,
                inspectors=(replace(ONE, signed=False), replace(TWO, signed=False)),
                site_signed=False,
                on_paper=True,
            ),
            [Gap.SCAN_PENDING],
            True,
        ),
        (replace(WHOLE, site_signed=False, on_paper=True, scanned=True), [], True),
        # Guidance is recorded and never counted; history is never asked.
        (replace(WHOLE, kind=VisitKind.GUIDANCE), [], False),
        (replace(WHOLE, kind=VisitKind.GUIDANCE, to_check=True), [Gap.TO_CHECK], False),
        # A notice is asked for once there is an approval; what was corrected is asked for nothing.
        (replace(WHOLE, noticed=False), [Gap.NOTICE], True),
        (replace(WHOLE, noticed=False, approved=False), [Gap.APPROVAL], True),
        (replace(WHOLE, corrected=True, approved=False), [], False),
        (VisitFacts(VisitKind.CHECK, DAY, (), 0, False, history=True), [], True),
    ],
)
def test_what_lacks_and_what_counts(visit: VisitFacts, lacking: list[Gap], counted: bool) -> None:
    assert gaps(visit) == lacking
    assert counts(visit) is counted


def test_the_sentence_names_whom() -> None:
    (row,) = missing(replace(WHOLE, inspectors=(ONE, replace(TWO, card_valid=False))))
    assert row.sentence == "当日无有效执法证：符示二"


def test_any_past_day_but_none_ahead() -> None:
    check_can_record(date(2024, 1, 2), date(2026, 11, 12))
    with pytest.raises(RuleViolation, match="晚于今天"):
        check_can_record(date(2026, 11, 13), date(2026, 11, 12))


def test_helpers_are_never_one_of_the_two() -> None:
    check_people((ONE, TWO), ["专家甲"])
    with pytest.raises(RuleViolation, match="韦示一不能既是"):
        check_people((ONE, TWO), ["韦示一"])
    with pytest.raises(RuleViolation, match="重复：韦示一"):
        check_people((ONE, ONE), [])


def test_what_was_signed_is_not_edited() -> None:
    unsigned = replace(
        WHOLE, site_signed=False, inspectors=(replace(ONE, signed=False),), on_paper=True
    )
    check_can_edit(unsigned)
    for signed in (WHOLE, replace(unsigned, scanned=True), replace(unsigned, inspectors=(ONE,))):
        with pytest.raises(RuleViolation, match="更正"):
            check_can_edit(signed)


def test_approval_afterwards_says_why() -> None:
    check_approval_afterwards("", DAY, DAY)
    check_approval_afterwards("接举报须立即处置", date(2026, 11, 11), DAY)
    with pytest.raises(RuleViolation, match="紧急原因"):
        check_approval_afterwards("", date(2026, 11, 11), DAY)
