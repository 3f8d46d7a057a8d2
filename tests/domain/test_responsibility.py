"""Who on that day: own assignment before the grid's, and March stays March."""

from datetime import date

import pytest

from desktop.domain.errors import RuleViolation
from desktop.domain.grids import Candidate, check_can_assist, check_can_take_over, grid_code
from desktop.domain.responsibility import (
    Period,
    Posting,
    Since,
    Through,
    as_of,
    check_period,
    responsible_on,
)

GRIDS = {
    10: Posting(
        (Since(date(2026, 1, 1), 1), Since(date(2026, 6, 1), 2), Since(date(2026, 9, 1), None)),
        (Period(3, date(2026, 1, 1)), Period(2, date(2026, 1, 1), date(2026, 7, 1))),
    ),
    20: Posting((Since(date(2026, 1, 1), 4),)),
}
STAYS = (Since(date(2026, 1, 1), 10),)
MOVES = (Since(date(2026, 1, 1), 10), Since(date(2026, 4, 1), 20), Since(date(2026, 8, 1), None))


@pytest.mark.parametrize(
    ("day", "own", "grid_of", "inspector", "assistants", "through"),
    [
        (date(2026, 3, 15), Posting(), STAYS, 1, (3, 2), Through.GRID),
        (date(2026, 5, 31), Posting(), STAYS, 1, (3, 2), Through.GRID),
        # From 1 June the assistant is 主: he no longer assists himself.
        (date(2026, 6, 1), Posting(), STAYS, 2, (3,), Through.GRID),
        (date(2026, 9, 1), Posting(), STAYS, None, (), Through.NOBODY),
        (date(2025, 12, 31), Posting(), STAYS, None, (), Through.NOBODY),
        (date(2026, 4, 1), Posting(), MOVES, 4, (), Through.GRID),
        (date(2026, 8, 1), Posting(), MOVES, None, (), Through.NOBODY),
        (date(2026, 3, 15), Posting((Since(date(2026, 2, 1), 7),)), STAYS, 7, (), Through.PROJECT),
        (date(2026, 1, 15), Posting((Since(date(2026, 2, 1), 7),)), STAYS, 1, (3, 2), Through.GRID),
        # Its own assignment vacated: back to the grid's.
        (
            date(2026, 3, 15),
            Posting((Since(date(2026, 2, 1), 7), Since(date(2026, 3, 1), None))),
            STAYS,
            1,
            (3, 2),
            Through.GRID,
        ),
        (
            date(2026, 3, 15),
            Posting((Since(date(2026, 2, 1), 7),), (Period(8, date(2026, 2, 1)),)),
            (),
            7,
            (8,),
            Through.PROJECT,
        ),
    ],
)
def test_who_on_that_day(
    day: date,
    own: Posting,
    grid_of: tuple[Since, ...],
    inspector: int | None,
    assistants: tuple[int, ...],
    through: Through,
) -> None:
    found = responsible_on(day, own, grid_of, GRIDS)
    assert (found.inspector, found.assistants, found.through) == (inspector, assistants, through)
    assert found.blind_spot is (inspector is None)


def test_as_of_takes_the_latest_row_in_any_order() -> None:
    rows = [Since(date(2026, 6, 1), 2), Since(date(2026, 1, 1), 1)]
    assert as_of(rows, date(2026, 6, 30)) == 2
    assert as_of([], date(2026, 6, 30)) is None


def test_a_period_is_half_open() -> None:
    period = Period(1, date(2026, 1, 1), date(2026, 2, 1))
    assert period.covers(date(2026, 1, 31))
    assert not period.covers(date(2026, 2, 1))
    with pytest.raises(RuleViolation):
        check_period(date(2026, 2, 1), date(2026, 2, 1))


def test_posting_asks_for_somebody_who_is_there() -> None:
    here = Candidate(5, "吴示五")
    gone = Candidate(6, "王示六", left_on=date(2026, 5, 1))
    held = (Since(date(2026, 1, 1), 5),)
    check_can_take_over(here, date(2026, 5, 1), ())
    check_can_take_over(gone, date(2026, 4, 30), held)
    with pytest.raises(RuleViolation, match="已是责任监督员"):
        check_can_take_over(here, date(2026, 5, 1), held)
    with pytest.raises(RuleViolation, match="离岗"):
        check_can_take_over(gone, date(2026, 5, 1), ())
    with pytest.raises(RuleViolation, match="不能同时"):
        check_can_assist(here, Period(5, date(2026, 5, 1)), held)


def test_grid_code() -> None:
    assert grid_code("469023", 3, 1) == "469023-03-01"
