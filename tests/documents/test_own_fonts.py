"""The office's own fonts: found by the names they carry, embedded, backed by ours."""

import io
import logging
from dataclasses import replace

import pdfplumber
import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from desktop.documents import document
from desktop.documents.fonts import PARSES
from desktop.documents.measure import measure
from desktop.documents.own_fonts import own_fonts
from desktop.documents.press import Press, press, use_press
from desktop.domain.errors import KnownProblem
from desktop.reference.resources import resource
from tests.documents.official import SHORT
from tests.documents.reading import MM, body, pages, plumber_text

# As the makers call these fonts within their files: by such names a paper's faces are judged.
CALLED = {
    "方正小标宋简体": "FZXBSJW--GB1-0",
    "仿宋_GB2312": "FangSong_GB2312",
    "宋体": "SimSun",
    "新宋体": "NSimSun",
    "黑体": "SimHei",
}
WORDS = "关于公布重大事故隐患的公告现予椰城县住房和城乡建设局文件年月日0123456789〔〕X安号，。"


@pytest.fixture(autouse=True)
def _as_before():
    yield
    use_press(Press())


def made(source, family, *, closed=False, words=WORDS):
    """One of our fonts with fewer characters and another name, as an office's own would be."""
    font = TTFont(resource(f"fonts/{source}.ttf"))
    options = Options()
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(text=words)
    subsetter.subset(font)
    names = font["name"]
    names.names = []
    for kind, value in ((1, family), (4, family), (6, CALLED[family])):
        for language in (0x409, 0x804):
            names.setName(value, kind, 3, 1, language)
    font["OS/2"].fsType = 2 if closed else 0
    return font


@pytest.fixture
def folder(tmp_path):
    made("FandolKai-Regular", "方正小标宋简体").save(tmp_path / "FZXBSJW.TTF")
    made("FandolKai-Regular", "仿宋_GB2312").save(tmp_path / "fangsong.ttf")
    (tmp_path / "readme.txt").write_text("许可证", "utf-8")
    return tmp_path


def fonts_of(data):
    with pdfplumber.open(io.BytesIO(data)) as opened:
        return {char["fontname"].split("+")[1] for page in opened.pages for char in page.chars}


def test_papers_are_set_in_the_office_s_fonts_and_in_ours_where_those_lack_a_character(folder):
    sheet = replace(SHORT, text="现予公告，韦𣈶另行通知。")
    before = document.render(sheet)
    use_press(Press(str(folder)))
    data = document.render(sheet)
    assert {"FZXBSJW--GB1-0", "FangSong_GB2312"} <= fonts_of(data)
    assert "NotoSerifSC-Black" not in fonts_of(data)
    assert "FandolFang-Regular" in fonts_of(data)  # 另行通知 is in none of the own ones
    assert "HanaMinB" in fonts_of(data)
    words = plumber_text(data)
    for said in ("关于公布重大事故隐患的公告", "另行通知", "𣈶"):
        assert said in words
    assert measure(data).ok, [one.as_words() for one in measure(data).wrong]
    assert data == document.render(sheet)
    use_press(Press())
    assert document.render(sheet) == before


def test_an_own_font_is_parsed_once(folder):
    use_press(Press(str(folder)))
    for _ in range(3):
        document.render(SHORT)
    own = {name: times for name, times in PARSES.items() if str(folder) in name}
    assert set(own.values()) == {1}
    assert len(own) == 2


def test_a_collection_is_looked_through(tmp_path):
    collection = TTCollection()
    collection.fonts = [made("FandolKai-Regular", "宋体"), made("FandolKai-Regular", "新宋体")]
    collection.save(tmp_path / "simsun.ttc")
    found = own_fonts(tmp_path)
    assert [(face, file.place) for face, file in found.items()] == [("NotoSerifSC-Regular", 0)]
    use_press(Press(str(tmp_path)))
    assert measure(document.render(SHORT)).ok


def test_what_may_not_be_embedded_is_refused_by_name(tmp_path):
    made("FandolKai-Regular", "黑体", closed=True).save(tmp_path / "closed.ttf")
    with pytest.raises(KnownProblem, match=r"closed\.ttf 不允许嵌入"):
        own_fonts(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a font at all", b"ttcf\0\1\0\0\xff\xff\xff\xff"])
def test_a_broken_file_is_refused_by_name(tmp_path, content):
    (tmp_path / "broken.ttf").write_bytes(content)
    with pytest.raises(KnownProblem, match=r"broken\.ttf 已损坏"):
        own_fonts(tmp_path)


def test_a_font_that_cannot_be_read_further_is_named(tmp_path):
    font = made("FandolKai-Regular", "黑体")
    font["name"].names = [one for one in font["name"].names if one.nameID != 6]
    font.save(tmp_path / "nameless.ttf")
    use_press(Press(str(tmp_path)))
    with pytest.raises(KnownProblem, match=r"nameless\.ttf 读不懂"):
        document.render(replace(SHORT, urgency="特急"))


def test_a_folder_that_is_gone_stops_no_paper(tmp_path, folder):
    use_press(Press(str(folder)))
    with pytest.raises(KnownProblem, match="不存在"):
        use_press(Press(str(tmp_path / "gone")))
    assert press() == Press()
    assert "NotoSerifSC-Black" in fonts_of(document.render(SHORT))


def test_even_pages_mirror_where_the_office_prints_on_both_sides():
    sheet = replace(SHORT, text="监督检查发现的安全隐患应当立即整改。" * 60)
    use_press(Press(mirrored=True))
    first, second = pages(document.render(sheet))[:2]
    assert min(char.x0 for char in body(first)) == pytest.approx(28 * MM, abs=0.3)
    assert min(char.x0 for char in body(second)) == pytest.approx(26 * MM, abs=0.3)
    assert measure(document.render(sheet)).ok


def test_nothing_is_logged_of_it(caplog, folder):
    with caplog.at_level(logging.WARNING):
        use_press(Press(str(folder)))
    assert not caplog.records
