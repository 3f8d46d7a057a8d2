"""The search cache: two characters are enough, anything is found by any piece of it."""

import pytest

from db.search import Entry, find, put_entries, read_up_to, remove_entries, set_read_up_to, terms
from tests.db.people import ACT

ENTRIES = (
    Entry("project", 1, "滨江花园三期", "在建", "bjhysq", "滨江花园三期 460100202610010101"),
    Entry("project", 2, "江滨大厦", "在建", "jbds", "江滨大厦 460100202610010102"),
    Entry("enterprise", 1, "立秋建筑公司", "施工单位", "lqjzgs", "立秋建筑公司 91460000MA5SAMPLE1"),
    Entry("inspector", 1, "韦𣈶", "监督员", "wc", "韦𣈶 13800001234"),
    Entry("paper", 1, "样建监〔2026〕7号", "责令限期整改通知书", "yjj", "样建监〔2026〕7号 整改"),
    Entry("paper", 2, "O'Brien\\ 100% _x", "怪名字", "obrien", "O'Brien\\ 100% _x 怪名字"),
)


@pytest.fixture
def indexed(database):
    with database.writing(ACT, "index") as session:
        put_entries(session, ENTRIES)
    return database


def titles(database, query, limit=10):
    with database.reading() as session:
        return [entry.title for entry in find(session, query, limit)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("滨江", ["滨江花园三期"]),
        ("江滨", ["江滨大厦"]),
        ("江花园", ["滨江花园三期"]),
        ("三期 滨江", ["滨江花园三期"]),
        ("bjhy", ["滨江花园三期"]),
        ("BJHY", ["滨江花园三期"]),
        ("jzgs", ["立秋建筑公司"]),
        ("1234", ["韦𣈶"]),
        ("韦𣈶", ["韦𣈶"]),
        ("𣈶", ["韦𣈶"]),
        ("花", ["滨江花园三期"]),
        ("〔2026〕7", ["样建监〔2026〕7号"]),
        ("ma5sample", ["立秋建筑公司"]),
        ("O'Brien\\", ["O'Brien\\ 100% _x"]),
        ("%", ["O'Brien\\ 100% _x"]),
        ("_", ["O'Brien\\ 100% _x"]),
        ('" OR 1', []),
        ("NEAR(", []),
        ("塔机", []),
        ("", []),
        ("   ", []),
    ],
)
def test_found_by_any_piece(indexed, query, expected):
    assert titles(indexed, query) == expected


def test_a_title_that_begins_so_comes_first(indexed):
    with indexed.writing(ACT, "index") as session:
        put_entries(session, [Entry("project", 9, "江滨", "", "jb", "江滨")])
        put_entries(session, [Entry("project", 8, "老江滨旧址", "", "ljbjz", "老江滨旧址")])
    assert titles(indexed, "江滨") == ["江滨", "江滨大厦", "老江滨旧址"]


def test_a_changed_record_is_found_by_its_new_words_alone(indexed):
    with indexed.writing(ACT, "index") as session:
        put_entries(session, [Entry("project", 1, "海棠苑", "在建", "hty", "海棠苑")])
    assert titles(indexed, "海棠") == ["海棠苑"]
    assert titles(indexed, "滨江") == []


def test_a_removed_record_is_not_found(indexed):
    with indexed.writing(ACT, "index") as session:
        remove_entries(session, [("project", 1), ("project", 77)])
    assert titles(indexed, "滨江") == []
    assert titles(indexed, "江滨") == ["江滨大厦"]


def test_a_rare_find_among_many_near_ones(indexed):
    """Both terms stand in hundreds of entries, the word itself in one, and the oldest."""
    near = [
        Entry("hazard", at, f"塔吊{at}吊篮", "", "td", f"塔吊{at} 吊篮 篮塔") for at in range(900)
    ]
    with indexed.writing(ACT, "index") as session:
        put_entries(session, [Entry("hazard", 5000, "塔吊篮", "", "tdl", "塔吊篮"), *near])
    assert titles(indexed, "塔吊篮") == ["塔吊篮"]


def test_the_limit_holds(indexed):
    with indexed.writing(ACT, "index") as session:
        put_entries(
            session, [Entry("x", at, f"同名{at:03}", "", "tm", "同名") for at in range(300)]
        )
    assert len(titles(indexed, "同名", 20)) == 20


def test_the_cache_says_how_far_it_has_read(database):
    with database.writing(ACT, "index") as session:
        assert read_up_to(session) == (0, 0)
        set_read_up_to(session, 7, 40)
    with database.reading() as session:
        assert read_up_to(session) == (7, 40)


def test_terms_are_twos():
    assert terms("塔机a12") == ["塔机", "a1", "12"]
    assert terms("机") == ["机"]
