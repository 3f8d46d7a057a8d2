"""A round's scope by hand: who is due on a day, who joins, who leaves and why."""

from datetime import date

import pytest

from db.codes import HolderKind, MachineKind, PartyRole, ProjectStatus, VisitKind, VisitSource
from desktop.domain.errors import RuleViolation
from desktop.domain.rounds import (
    ARRIVED,
    COMPLETED,
    ENTERED_LATE,
    LEFT,
    SUSPENDED,
    Change,
    Counting,
    Days,
    Ground,
    Held,
    MachineRow,
    PartyRow,
    Progress,
    StatusRow,
    Stay,
    Unit,
    asked_a_year,
    changes,
    check_can_change,
    check_can_close,
    check_can_open,
    due_on,
    stands_in_round,
    stays_of,
)

P, E, M = HolderKind.PROJECT, HolderKind.ENTERPRISE, HolderKind.MACHINE
JAN, MAR, JUL, AUG, SEP, OCT = (date(2026, month, 1) for month in (1, 3, 7, 8, 9, 10))
NEW, ON, STOP, DONE = (
    ProjectStatus.NOT_STARTED,
    ProjectStatus.ACTIVE,
    ProjectStatus.STOPPED,
    ProjectStatus.COMPLETED,
)
COUNTING = Counting(
    frozenset({PartyRole.CONTRACTOR, PartyRole.CLIENT}), frozenset({MachineKind.TOWER_CRANE})
)


def ground(*statuses, parties=(), machines=()):
    return Ground(
        tuple(StatusRow(*row) for row in statuses),
        tuple(PartyRow(p, role, firm, stay) for p, role, firm, stay in parties),
        tuple(MachineRow(*row) for row in machines),
    )


@pytest.mark.parametrize(
    ("statuses", "day", "is_due"),
    [
        (((1, JAN, ON),), JUL, True),
        (((1, JAN, NEW),), JUL, False),
        (((1, JAN, NEW), (1, JUL, ON)), JUL, True),
        (((1, JAN, NEW), (1, AUG, ON)), JUL, False),
        # A stopped site stays until 中止监督; 竣工 ends it on its own day.
        (((1, JAN, ON), (1, MAR, STOP)), JUL, True),
        (((1, JAN, ON), (1, JUL, DONE)), JUL, False),
        (((1, JAN, ON), (1, AUG, DONE)), JUL, True),
        (((1, JAN, ON), (1, MAR, NEW), (1, JUL, ON)), JUL, True),
        (((1, JAN, ON), (1, MAR, NEW)), JUL, False),
        ((), JUL, False),
    ],
)
def test_projects_under_supervision_are_due(statuses, day, is_due):
    due = due_on(stays_of(ground(*statuses), COUNTING), day)
    assert (Unit(P, 1) in due) is is_due


@pytest.mark.parametrize(
    ("role", "stay", "day", "is_due"),
    [
        (PartyRole.CONTRACTOR, Stay(JAN), JUL, True),
        (PartyRole.CONTRACTOR, Stay(JAN, JUL), JUL, False),
        (PartyRole.CONTRACTOR, Stay(AUG), JUL, False),
        # A role that the office's setting does not count.
        (PartyRole.LABOUR, Stay(JAN), JUL, False),
        # Its project is finished by then.
        (PartyRole.CLIENT, Stay(JAN), SEP, False),
    ],
)
def test_parties_are_due_with_their_projects(role, stay, day, is_due):
    facts = ground((1, JAN, ON), (1, SEP, DONE), parties=((1, role, 7, stay),))
    assert (Unit(E, 7) in due_on(stays_of(facts, COUNTING), day)) is is_due


def test_an_enterprise_on_two_projects_is_one_unit():
    facts = ground(
        (1, JAN, ON),
        (1, AUG, DONE),
        (2, AUG, ON),
        parties=(
            (1, PartyRole.CONTRACTOR, 7, Stay(JAN)),
            (2, PartyRole.CLIENT, 7, Stay(JAN)),
        ),
    )
    assert stays_of(facts, COUNTING)[Unit(E, 7)] == (Stay(JAN),)


@pytest.mark.parametrize(
    ("kind", "stay", "gone", "is_due"),
    [
        (MachineKind.TOWER_CRANE, Stay(date.min), False, True),
        (MachineKind.TOWER_CRANE, Stay(JAN, JUL), False, False),
        (MachineKind.TOWER_CRANE, Stay(AUG), False, False),
        (MachineKind.TOWER_CRANE, Stay(JAN), True, False),
        (MachineKind.GONDOLA, Stay(JAN), False, False),
    ],
)
def test_machines_that_stand_on_the_sites_are_due(kind, stay, gone, is_due):
    facts = ground((1, JAN, ON), machines=((5, 1, kind, stay, gone),))
    assert (Unit(M, 5) in due_on(stays_of(facts, COUNTING), JUL)) is is_due


def test_arrivals_join_with_their_day_and_departures_leave_with_their_reason():
    facts = ground(
        (1, JAN, ON),
        (2, JAN, ON),
        (2, SEP, DONE),
        (3, AUG, ON),
        (4, JAN, ON),
        (4, AUG, NEW),
        (5, JAN, ON),
        machines=((9, 1, MachineKind.TOWER_CRANE, Stay(JAN, SEP), False),),
        parties=((3, PartyRole.CONTRACTOR, 7, Stay(JAN)),),
    )
    frozen = {Unit(P, key): Held(JUL) for key in (1, 2, 4)} | {Unit(M, 9): Held(JUL)}
    found = changes(frozen, stays_of(facts, COUNTING), JUL, OCT, completed={2})
    assert found == (
        Change(Unit(P, 3), AUG, ARRIVED[P], joins=True),
        Change(Unit(P, 5), JUL, ENTERED_LATE, joins=True),
        Change(Unit(E, 7), AUG, ARRIVED[E], joins=True),
        Change(Unit(P, 2), SEP, COMPLETED, joins=False),
        Change(Unit(P, 4), AUG, SUSPENDED, joins=False),
        Change(Unit(M, 9), SEP, LEFT[M], joins=False),
    )


@pytest.mark.parametrize(
    ("held", "statuses", "proposed"),
    [
        # The rule took it out, and it is under supervision again.
        (Held(JUL, AUG, None, SUSPENDED), ((1, JAN, ON),), True),
        # A person took it out: it stays out.
        (Held(JUL, AUG, None, "已发中止监督告知书"), ((1, JAN, ON),), False),
        # A person put it in: it stays in although it is not under supervision.
        (Held(AUG, None, "补办手续的零星工程"), ((1, JAN, NEW),), False),
        (Held(JUL), ((1, JAN, ON),), False),
        (Held(JUL), ((1, JAN, NEW),), True),
        (Held(AUG, None, ARRIVED[P]), ((1, JAN, NEW),), True),
        (Held(JUL, AUG, None, COMPLETED), ((1, JAN, NEW),), False),
    ],
)
def test_what_a_person_decided_stays_decided(held, statuses, proposed):
    stays = stays_of(ground(*statuses), COUNTING)
    found = changes({Unit(P, 1): held}, stays, JUL, OCT, completed=set())
    assert bool(found) is proposed


def test_a_machine_called_gone_without_a_day_leaves_on_the_day_of_asking():
    facts = ground((1, JAN, ON), machines=((9, 1, MachineKind.TOWER_CRANE, Stay(JAN), True),))
    frozen = {Unit(P, 1): Held(JUL), Unit(M, 9): Held(JUL)}
    (change,) = changes(frozen, stays_of(facts, COUNTING), JUL, OCT, completed=set())
    assert (change.day, change.joins) == (OCT, False)


@pytest.mark.parametrize(
    ("kind", "source", "stands"),
    [
        (VisitKind.CHECK, VisitSource.PLAN, True),
        (VisitKind.PATROL, VisitSource.CAMPAIGN, True),
        (VisitKind.CHECK, VisitSource.IMPORTED, True),
        (VisitKind.RECHECK, VisitSource.PLAN, False),
        (VisitKind.GUIDANCE, VisitSource.PLAN, False),
        (VisitKind.CHECK, VisitSource.COMPLAINT, False),
        (VisitKind.CHECK, VisitSource.ASSIGNED, False),
    ],
)
def test_cases_stand_beside_the_rounds(kind, source, stands):
    assert stands_in_round(kind, source) is stands


def test_nothing_to_cover_is_no_percentage():
    assert Progress(0, 0).percent is None
    assert Progress(3, 0).percent == 0.0
    assert (Progress(3, 2, 1).percent, Progress(3, 2, 1).missing) == (66.7, 1)


def test_the_notice_asks_two_a_year():
    assert asked_a_year() == 2


def test_rounds_follow_one_another():
    first = Days("2026年第1轮", JAN, date(2026, 6, 30))
    check_can_open(JUL, OCT, [first])
    with pytest.raises(RuleViolation, match="重叠"):
        check_can_open(date(2026, 6, 30), OCT, [first])
    with pytest.raises(RuleViolation, match="还没有结束"):
        check_can_open(OCT, OCT, [first, Days("2026年第2轮", JUL)])
    with pytest.raises(RuleViolation, match="晚于今天"):
        check_can_open(OCT, SEP, [])


def test_a_round_ends_on_a_day_that_has_come():
    check_can_close(Days("", JUL), OCT, OCT)
    for last in (date(2026, 6, 30), date(2026, 10, 2)):
        with pytest.raises(RuleViolation):
            check_can_close(Days("", JUL), last, OCT)
    with pytest.raises(RuleViolation, match="已于2026-09-01结束"):
        check_can_close(Days("", JUL, SEP), OCT, OCT)


def test_the_scope_changes_only_with_a_reason_and_while_the_round_runs():
    check_can_change(Days("", JUL), SEP, OCT, "已发中止监督告知书")
    for day, reason in ((MAR, "早了"), (SEP, "  "), (SEP, COMPLETED)):
        with pytest.raises(RuleViolation):
            check_can_change(Days("", JUL), day, OCT, reason)
    with pytest.raises(RuleViolation, match="已结束"):
        check_can_change(Days("", JUL, SEP), AUG, OCT, "原因")
