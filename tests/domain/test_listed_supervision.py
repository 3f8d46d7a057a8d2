"""挂牌督办: whom it may name, and when it is lifted (建质〔2011〕158号)."""

from datetime import date

import pytest

from db.codes import HazardLevel, HazardState
from desktop.domain.errors import RuleViolation
from desktop.domain.listed_supervision import check_can_list, check_can_release, check_term

MAJOR, OPEN = HazardLevel.MAJOR, HazardState.SERVED


@pytest.mark.parametrize(
    ("level", "state", "listed_by", "sentence"),
    [
        (HazardLevel.GENERAL, OPEN, "", "第3项是一般隐患，挂牌督办只用于重大隐患"),
        (MAJOR, HazardState.CLOSED, "", "第3项隐患已销号"),
        (MAJOR, OPEN, "示建安督〔2026〕1号", "第3项隐患已由示建安督〔2026〕1号挂牌督办"),
    ],
)
def test_what_is_not_listed(level, state, listed_by, sentence):
    with pytest.raises(RuleViolation, match=sentence):
        check_can_list(3, level, state, listed_by)


def test_an_open_major_is_listed_until_a_day_not_before_the_paper():
    check_can_list(1, MAJOR, OPEN, "")
    check_term(date(2026, 11, 12), date(2026, 11, 12))
    with pytest.raises(RuleViolation, match="治理期限不能早于成文日期"):
        check_term(date(2026, 11, 12), date(2026, 11, 11))


def test_it_stays_listed_until_it_passed():
    check_can_release(1, has_passed=True)
    with pytest.raises(RuleViolation, match="第2项隐患还没有复查合格"):
        check_can_release(2, has_passed=False)
