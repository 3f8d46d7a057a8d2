"""The manual's files: every page has its chapter, every link and picture is there, no key invented.

Pictures are those of the window; a key is known where the window's code names it.
"""

import re
from pathlib import Path

import pytest

from desktop.reference.manual import (
    INDEX,
    chapter_path,
    chapter_words,
    chapters_with,
    contents,
    picture_path,
)
from desktop.ui.catalogue import PAGES

KEYS = [one.key for one in contents()]
UI = Path(__file__).resolve().parents[2] / "desktop" / "ui"
LINK = re.compile(r"\[[^\]]+\]\((?!pictures/)([^)]+)\)")
PICTURE = re.compile(r"!\[[^\]]+\]\(pictures/([^)]+)\)")
KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Za-z0-9]+|回车|空格)|\bF(?:1[0-2]|[1-9])\b")
AS_QT = {"回车": "Return", "空格": "Space"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_has_a_chapter_with_a_picture(page):
    words = chapter_words(page.key)
    assert words.startswith(f"# {page.title}\n")
    assert PICTURE.search(words), "a clerk looks for what she sees"
    assert len(words) > 300


def test_the_contents_name_every_chapter_once():
    files = {path.stem for path in chapter_path(INDEX).parent.glob("*.md")} - {INDEX}
    assert sorted(KEYS) == sorted(files)


@pytest.mark.parametrize("key", [INDEX, *KEYS])
def test_every_link_and_picture_is_there(key):
    words = chapter_words(key)
    pages = {page.key for page in PAGES}
    for target in LINK.findall(words):
        if target.startswith("page:"):
            assert target.removeprefix("page:") in pages, target
        else:
            assert chapter_path(target.removesuffix(".md")).exists(), target
    for name in PICTURE.findall(words):
        assert picture_path(name).exists(), name


@pytest.mark.parametrize("key", KEYS)
def test_no_key_is_named_that_does_nothing(key):
    code = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    for named in set(KEY.findall(chapter_words(key))):
        *held, last = named.split("+")
        pressed = "+".join([*held, AS_QT.get(last, last)])
        numbered = last.isdigit() and f"{'+'.join(held)}+{{" in code
        shown = numbered or pressed in code or named in code or f"Key_{last}" in code
        assert shown, f"{named} in {key}.md"


def test_the_pictures_stay_light():
    pictures = list(picture_path("desk.png").parent.glob("*.png"))
    assert sum(path.stat().st_size for path in pictures) < 3_000_000
    told = "\n".join(chapter_words(key) for key in KEYS)
    assert [path.name for path in pictures if path.name not in told] == [], "shown by no chapter"


def test_a_search_finds_chapters_that_hold_every_word():
    found = [one.key for one in chapters_with("约谈 反馈")]
    assert "interviews" in found
    assert chapters_with("查无此词甲乙丙") == ()
