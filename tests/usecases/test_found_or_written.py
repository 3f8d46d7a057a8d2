"""The one search box names the papers one may write before the records it finds."""

import pytest

from desktop.usecases.found_or_written import find_or_write
from desktop.usecases.search import catch_up
from tests.usecases.county import ACT, settle


@pytest.mark.parametrize(
    ("typed", "first"),
    [("yss", "移送书"), ("YS S", "移送书"), ("通报", "通报"), ("gpdb", "挂牌督办通知书")],
)
def test_a_paper_is_offered_by_how_it_begins(opened_office, typed, first):
    with opened_office.reading() as session:
        found = find_or_write(session, typed)
    assert (found[0].kind, found[0].title, dict(found[0].id)) == ("出文书", first, {"write": first})


def test_one_letter_and_the_middle_of_a_name_offer_none(opened_office):
    with opened_office.reading() as session:
        assert all(one.kind != "出文书" for one in find_or_write(session, "y"))
        assert all(one.kind != "出文书" for one in find_or_write(session, "书"))


def test_records_are_found_as_before(opened_office):
    with opened_office.reading() as session:
        assert [one.title for one in find_or_write(session, "教学楼")] == ["示例县中心小学教学楼"]


@pytest.fixture
def opened_office(database):
    settle(database)
    with database.writing(ACT, "catch_up") as session:
        catch_up(session, frozenset(), ACT)
    return database
