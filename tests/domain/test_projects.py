"""How a project's first status begins, as the import contract says."""

from datetime import date

import pytest

from db.codes import ProjectStatus
from desktop.domain.projects import (
    FirstKnown,
    first_statuses,
    held_since,
    is_supervised,
)

IMPORTED = date(2026, 11, 12)
NOT_STARTED, ACTIVE = ProjectStatus.NOT_STARTED, ProjectStatus.ACTIVE
STOPPED, COMPLETED = ProjectStatus.STOPPED, ProjectStatus.COMPLETED
START, FINISH = date(2025, 3, 1), date(2026, 10, 1)


@pytest.mark.parametrize(
    ("status", "supervised"),
    [
        (NOT_STARTED, False),
        (ACTIVE, True),
        (STOPPED, True),
        (COMPLETED, False),
        (None, False),
    ],
)
def test_a_stopped_site_stays_supervised(status: ProjectStatus | None, supervised: bool) -> None:
    assert is_supervised(status) is supervised


@pytest.mark.parametrize(
    ("start", "since", "held"),
    [
        (START, None, START),
        (date(2026, 12, 1), None, IMPORTED),
        (None, None, date(2026, 1, 1)),
        (START, date(2024, 1, 1), date(2024, 1, 1)),
    ],
)
def test_held_since(start: date | None, since: date | None, held: date) -> None:
    assert held_since(FirstKnown(ACTIVE, start, None, IMPORTED, since)) == held


@pytest.mark.parametrize(
    ("status", "start", "finish", "rows"),
    [
        (NOT_STARTED, date(2026, 12, 1), None, [(date(2026, 1, 1), NOT_STARTED)]),
        (ACTIVE, START, FINISH, [(START, ACTIVE)]),
        (STOPPED, START, FINISH, [(START, ACTIVE), (IMPORTED, STOPPED)]),
        (COMPLETED, START, FINISH, [(START, ACTIVE), (FINISH, COMPLETED)]),
        (COMPLETED, START, date(2027, 1, 1), [(START, ACTIVE), (IMPORTED, COMPLETED)]),
        (COMPLETED, START, None, [(START, ACTIVE), (IMPORTED, COMPLETED)]),
        (STOPPED, None, None, [(date(2026, 1, 1), ACTIVE), (IMPORTED, STOPPED)]),
        (STOPPED, IMPORTED, None, [(IMPORTED, STOPPED)]),
    ],
)
def test_first_statuses(
    status: ProjectStatus,
    start: date | None,
    finish: date | None,
    rows: list[tuple[date, ProjectStatus]],
) -> None:
    assert list(first_statuses(FirstKnown(status, start, finish, IMPORTED))) == rows
