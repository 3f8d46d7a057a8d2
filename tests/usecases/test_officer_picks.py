"""Officers as they are picked for a paper: with the card of its day, on both databases."""

from datetime import date

from desktop.documents.sheets import Officer
from desktop.usecases.officer_picks import officers_named, officers_printed
from tests.usecases.county import settle

DAY, TOO_LATE = date(2026, 11, 12), date(2028, 6, 1)


def test_found_by_name_with_the_card_of_the_day(database):
    county = settle(database)
    with database.reading() as session:
        one = officers_named(session, "林", DAY)[0]
        later = officers_named(session, "林", TOO_LATE)[0]
    assert (one.id, one.card) == (county.inspectors[0], True)
    assert one.officer == Officer("林喆", f"琼建执{county.inspectors[0]:04}")
    assert later.card is False, "the card ran out on 1 January 2028"


def test_those_on_a_sheet_are_known_again_and_strangers_kept(database):
    county = settle(database)
    known = Officer("邢䶮", f"琼建执{county.inspectors[1]:04}")
    other_card, stranger = Officer("邢䶮", "HN9"), Officer("韦𣈶", "HN1")
    with database.reading() as session:
        found = officers_printed(session, (known, other_card, stranger), DAY)
    assert tuple(one.officer for one in found) == (known, other_card, stranger)
    assert [one.card for one in found] == [True, None, None]
    assert len({one.id for one in found}) == 3
