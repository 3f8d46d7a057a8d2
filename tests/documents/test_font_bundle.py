"""The committed fonts are those that were looked at: digests, size, licences, characters."""

import hashlib

import pytest
from fontTools.ttLib import TTFont

from desktop.reference.resources import resource

FONTS = resource("fonts")
FILES = sorted(FONTS.glob("*.ttf"))


def characters(name):
    with TTFont(FONTS / f"{name}.ttf", lazy=True) as font:
        return set(font.getBestCmap())


def gb2312_han():
    cells = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(char) for cell in cells for char in cell.decode("gb2312", "ignore")}


def test_every_font_has_the_digest_that_was_committed():
    listed = dict(
        reversed(line.split()) for line in (FONTS / "SHA256SUMS").read_text().splitlines()
    )
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES}


def test_the_bundle_stays_under_75_megabytes():
    assert sum(path.stat().st_size for path in FONTS.rglob("*") if path.is_file()) < 75e6


def test_the_licences_lie_beside_the_fonts():
    texts = " ".join(path.read_text("utf-8") for path in (FONTS / "LICENSES").iterdir())
    for words in ("GNU GENERAL PUBLIC LICENSE", "embed this font", "SIL OPEN FONT LICENSE"):
        assert words in texts
    assert "Hanazono Font License" in texts
    for path in FILES:
        assert f"`{path.name}`" in (FONTS / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_font_can_be_embedded_and_carries_its_licence(path):
    with TTFont(path) as font:
        assert "glyf" in font
        assert font["OS/2"].fsType in (0, 8)
        assert font["name"].getDebugName(13)
        assert not {"fpgm", "cvt ", "GSUB", "GPOS", "BASE"} & set(font.keys())


@pytest.mark.parametrize(
    "name",
    [path.stem for path in FILES if path.stem != "HanaMinB"],
)
def test_every_face_has_the_whole_of_gb_2312(name):
    han = gb2312_han()
    assert len(han) == 6763
    assert han <= characters(name)


@pytest.mark.parametrize("name", ["FandolFang-Regular", "FandolKai-Regular"])
def test_fandol_keeps_no_glyph_that_shows_another_character(name):
    """Seen in the originals: 幹 drawn as 干, 餘 as 余, 醜 as 丑, 鬱 as 郁, 懲 as 誠, ￥ as $."""
    assert not {ord(char) for char in "幹捨餘滷醜衹鬆鹼鬱懲￥"} & characters(name)


def test_the_window_font_has_the_signs_of_the_window():
    assert {ord(char) for char in "✓→←↑↓●○■□▲▼×★☆①⑳㎡℃“”…—〔〕·￥"} <= characters(
        "NotoSansSC-Medium"
    )


def test_names_of_the_third_level_have_a_font():
    assert ord("𬱖") in characters("NotoSerifSC-Regular")
    assert ord("𣈶") in characters("HanaMinB")
    assert ord("𣈶") not in characters("NotoSerifSC-Regular")
