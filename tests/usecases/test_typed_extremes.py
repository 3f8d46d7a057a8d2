"""Sixty hazards, one of two thousand characters, names with markup: a right paper all the same."""

import pytest

from db.codes import PaperKind
from db.tables.projects import Project
from desktop.queries.typed_subject import Subject
from desktop.usecases.findings import Finding
from tests.usecases.county import ACT, County
from tests.usecases.loop_county import notice, numbered
from tests.usecases.typed_acts import begun, issued, series

KINDS = (
    PaperKind.LETTER,
    PaperKind.CIRCULAR,
    PaperKind.URGING_NOTICE,
    PaperKind.EXPOSURE_LIST,
)
LONG = "脚手架连墙件缺失（<b>&amp;</b>），架体随时可能倾覆；" * 80
NAME = "示例<i>县</i>&“三合一”改造（2026年）"


@pytest.fixture
def county(database) -> County:
    county = numbered(database)
    for kind, prefix in zip(KINDS, "函通催曝", strict=True):
        series(database, kind, prefix)
    with database.writing(ACT, "add_record") as session:
        session.get(Project, county.project).name = NAME
    return county


@pytest.mark.parametrize("kind", KINDS)
def test_much_and_odd_is_printed_whole(database, county, kind):
    many = tuple(Finding(f"第{n}处临边防护缺失", part=f"{n}层") for n in range(1, 60))
    _, hazards = notice(database, county, *many, Finding(LONG, part="外架"))
    subject = Subject(hazards=hazards)
    left = issued(database, begun(database, kind, subject), kind, subject)
    assert left.hazards == hazards
    for words in ("第1处临边防护缺失", "第59处临边防护缺失", "<b>&amp;</b>", "".join(NAME.split())):
        assert words in left.words, words
    assert left.words.count("倾") == 80, "none of it is lost between two pages"
