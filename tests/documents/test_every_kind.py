"""Every kind at one, two and seven pages: clean under the ruler, and read by another library."""

import io
from functools import cache

import pdfplumber
import pytest

from db.codes import PaperKind
from desktop.documents.formats import format_of
from desktop.documents.measure import measure
from desktop.documents.page import Form
from tests.documents.every_kind import KINDS, SIZES
from tests.documents.pictures import write_pictures
from tests.documents.reading import BOTTOM, LEFT, MM, RIGHT, TOP

FACES = {
    "FandolFang-Regular",
    "FandolKai-Regular",
    "NotoSansSC-Medium",
    "NotoSerifSC-Regular",
    "NotoSerifSC-Black",
    "HanaMinB",  # the rare characters of names
}
# A cover and an index; a record with ten ruled lines for what is said: two pages at the least.
LEAST = {PaperKind.DOSSIER: 2, PaperKind.INQUIRY_RECORD: 2}
CASES = [
    pytest.param(kind, size, id=f"{kind.kind.value}-{size}") for kind in KINDS for size in SIZES
]


@cache
def drawn(kind, size):
    return kind.render(kind.of_pages(size))


def test_no_kind_is_left_out():
    assert {kind.kind for kind in KINDS} == set(PaperKind)


@pytest.mark.parametrize(("kind", "size"), CASES)
def test_the_ruler_finds_nothing(kind, size):
    report = measure(drawn(kind, size))
    assert [one.as_words() for one in report.wrong] == []
    assert report.form is format_of(kind.kind)
    assert report.pages == max(size, LEAST.get(kind.kind, 1))


@pytest.mark.parametrize(("kind", "size"), CASES)
def test_another_library_reads_the_same_measures(kind, size):
    """First, second and last page: margins, page number, faces, all embedded as subsets."""
    data = drawn(kind, size)
    count = max(size, LEAST.get(kind.kind, 1))
    wanted = sorted({1, min(2, count), count})
    with pdfplumber.open(io.BytesIO(data), pages=wanted) as pdf:
        for number, page in zip(wanted, pdf.pages, strict=True):
            check_page(page, number, format_of(kind.kind))


def check_page(page, number, form):
    assert (page.width, page.height) == pytest.approx((210 * MM, 297 * MM), abs=0.1)
    chars = [char for char in page.chars if char["text"].strip()]
    assert {char["fontname"].partition("+")[2] for char in chars} <= FACES
    assert all(len(char["fontname"].partition("+")[0]) == 6 for char in chars)
    is_headed = form is Form.LETTER and number == 1
    inside = [char for char in chars if char["top"] < BOTTOM]
    # The name of the office on a letter stands above the type area, 30 mm below the edge (10.1).
    assert min(char["top"] for char in inside) >= (25 * MM if is_headed else TOP - 1)
    for char in inside:
        assert char["x0"] >= LEFT - 0.3, char
        assert char["x1"] <= RIGHT + 2, char  # pdfminer forgets spacing between strings
        assert char["bottom"] <= BOTTOM + 4, char
    folio = [char for char in chars if char["top"] > BOTTOM and char["size"] == 14.0]
    said = "".join(char["text"] for char in sorted(folio, key=lambda char: char["x0"]))
    assert said == ("" if is_headed else f"—{number}—")
    if folio and number % 2:  # 单页居右空一字, 双页居左空一字 (7.5)
        assert max(char["x1"] for char in folio) == pytest.approx(RIGHT - 14, abs=0.5)
    elif folio:
        assert min(char["x0"] for char in folio) == pytest.approx(LEFT + 14, abs=0.5)


def test_the_pictures_come_with_their_measures(tmp_path):
    """The command for whoever looks, on one kind."""
    (kind,) = (one for one in KINDS if one.kind is PaperKind.LETTER)
    written = write_pictures(tmp_path, (kind,), full=False)
    names = {path.name for path in written}
    assert {"letter-1.pdf", "letter-1.txt", "letter-1-1.png", "letter-7-7.png"} <= names
    told = (tmp_path / "letter-2.txt").read_text("utf-8")
    assert "合格" in told
    assert "不合格" not in told
