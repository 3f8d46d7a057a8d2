"""A list read page by page holds what one read of all holds, in the same order."""

from datetime import date

import pytest
from sqlalchemy import select

from db.ids import new_ids
from db.session import Act
from db.tables.office import Setting
from desktop.queries.listing import Listing, Whole
from desktop.queries.view import PAGE, View

COUNT = 2 * PAGE + 137
LISTING = Listing(
    select(Setting.id, Setting.key, Setting.value),
    Setting.id,
    {"key": Setting.key, "value": Setting.value},
    lambda row: (row.key, row.value),
    matches=Setting.key.contains,
    filters={"value": lambda value: Setting.value == value},
)


@pytest.fixture
def filled(database, clock):
    with database.writing(Act("本机", clock.now()), "fill") as session:
        for number, record_id in enumerate(new_ids(session, COUNT)):
            # Many equal values: the id must decide between them, also across pages.
            setting = Setting(id=record_id, key=f"k{number:05}", value=f"v{number % 3}")
            session.add(setting)
    return database


@pytest.mark.parametrize("sort", ["key", "value"])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_make_up_the_whole(filled, sort, descending):
    view = View(sort=sort, descending=descending)
    with filled.reading() as session:
        outline = LISTING.outline(session, view)
        pages = [LISTING.page(session, view, anchor) for anchor in outline.anchors]
        whole = LISTING.everything(session, view)
    assert outline.count == COUNT
    assert [len(page) for page in pages] == [PAGE, PAGE, 137]
    assert sum(pages, ()) == whole
    assert outline.first == pages[0]
    place = {"key": 0, "value": 1}[sort]
    values = [row[place] for row in whole]
    assert values == sorted(values, reverse=descending)


def test_a_filter_narrows_count_and_pages(filled):
    with filled.reading() as session:
        outline = LISTING.outline(session, View(where=(("value", "v1"),)))
        typed = LISTING.outline(session, View(text="k0000"))
    assert outline.count == sum(number % 3 == 1 for number in range(COUNT))
    assert typed.count == 10
    assert typed.anchors == (None,)


def test_an_empty_list_is_one_empty_page(database):
    with database.reading() as session:
        outline = LISTING.outline(session, View())
    assert (outline.count, outline.first) == (0, ())


class Named:
    """A row of a short list."""

    def __init__(self, name, day):
        self.name, self.day = name, day


def test_a_short_list_sorts_by_value_with_the_unknown_last():
    rows = (Named("乙", date(2026, 3, 1)), Named("甲", None), Named("丙", date(2025, 3, 1)))
    source = Whole(lambda session: rows, text=lambda row: row.name)
    ordered = source.everything(None, View(sort="day"))
    assert [row.name for row in ordered] == ["丙", "乙", "甲"]
    ordered = source.everything(None, View(sort="day", descending=True))
    assert [row.name for row in ordered] == ["乙", "丙", "甲"]
    assert [row.name for row in source.everything(None, View(text="甲"))] == ["甲"]
