"""The figures of a round on a county counted by hand, on both databases."""

from datetime import date

import pytest

from db.codes import PartyRole
from desktop.queries.figures.catalogue import FIGURES
from desktop.queries.figures.totals import month_values
from desktop.usecases.rounds import (
    CloseRound,
    OpenRound,
    RefreshRound,
    close_round,
    open_round,
    refresh_round,
)
from desktop.usecases.settings import ChangeSettings, change_settings
from tests.queries.test_figures import statements
from tests.usecases.county import do
from tests.usecases.round_county import (
    FIRST,
    RoundCounty,
    answered,
    contractor_of,
    history_visit,
    made_visit,
    settle_rounds,
    sign,
    ticked,
)


@pytest.fixture
def county(database) -> RoundCounty:
    return settle_rounds(database)


def values(database, period: int):
    with database.reading() as session:
        return month_values(session, period)


def codes(told) -> dict[str, float | None]:
    own = (row.code for row in FIGURES if "B20" <= row.code <= "B33")
    return {code: told[code] for code in own}


def test_without_a_round_all_of_it_is_unknown(database, county):
    assert set(codes(values(database, 202611).values).values()) == {None}


def test_the_denominators_and_what_is_covered_of_them(database, county):
    """学校 by a visit brought in, 道路 by our own; 合欢 answered, the crane ticked."""
    history_visit(database, county.school, date(2026, 9, 10))
    key = do(database, open_round, OpenRound(FIRST)).id
    visit = made_visit(
        database, county, county.road, date(2026, 10, 20), signed=False, round_id=key
    )
    answered(database, visit, county.ring, PartyRole.CONTRACTOR)
    ticked(database, visit, county.crane)
    sign(database, county, visit)
    told = values(database, 202610)
    assert codes(told.values) == {
        "B20": 1,
        "B21": 0,
        "B22": 2,
        "B23": 2,
        "B24": 0,
        "B25": 100.0,
        "B26": 4,
        "B27": 1,
        "B28": 3,
        "B29": 25.0,
        "B30": 1,
        "B31": 1,
        "B32": 0,
        "B33": 100.0,
    }
    assert told.history["B23"] == 1
    september = values(database, 202609)
    assert (september.values["B22"], september.values["B23"]) == (2, 1)
    assert september.values["B25"] == 50.0
    assert values(database, 202608).values["B22"] is None


def test_arrivals_stand_in_the_months_after_their_day(database, county):
    key = do(database, open_round, OpenRound(FIRST)).id
    do(database, refresh_round, RefreshRound(key))
    assert [values(database, month).values["B22"] for month in (202609, 202610)] == [2, 3]
    assert [values(database, month).values["B30"] for month in (202609, 202610)] == [1, 2]


def test_a_round_is_full_when_nothing_is_left(database, county):
    """Only sites and contractors are asked for here, each of them once."""
    only = (("round.party_roles", "contractor"), ("round.machine_kinds", "gantry_crane"))
    do(database, change_settings, ChangeSettings(only))
    key = do(database, open_round, OpenRound(FIRST)).id
    do(database, refresh_round, RefreshRound(key))
    assert values(database, 202611).values["B33"] is None, "no machine is no 100 %"
    day = date(2026, 11, 3)
    for site in (county.school, county.road, county.tower):
        visit = made_visit(database, county, site, day, signed=False, round_id=key)
        answered(database, visit, contractor_of(database, site), PartyRole.CONTRACTOR)
        assert values(database, 202611).values["B21"] == 0
        sign(database, county, visit)
    assert values(database, 202611).values["B21"] == 1
    do(database, close_round, CloseRound(key, date(2026, 11, 11)))
    do(database, open_round, OpenRound(date(2026, 11, 12)))
    told = values(database, 202611).values
    assert (told["B20"], told["B21"], told["B22"], told["B23"]) == (2, 1, 3, 0)


def test_it_costs_the_same_however_many_units(database, county):
    key = do(database, open_round, OpenRound(FIRST)).id
    few = statements(database, month_values, 202611)
    do(database, refresh_round, RefreshRound(key))
    assert statements(database, month_values, 202611) == few
