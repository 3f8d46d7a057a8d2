"""The bound file read back with other libraries: order, page numbers, bookmarks, the missing."""

import io
from datetime import date
from itertools import pairwise

import pdfplumber
import pypdfium2
import pytest
from PIL import Image

from desktop.documents import rectification_notice, service_receipt
from desktop.documents.binding import Bound, Volume, bind, page_count, picture_page
from desktop.documents.dossier import (
    DossierItem,
    DossierParty,
    DossierSheet,
    MissingItem,
    front,
    works_page,
)
from desktop.documents.measure import measure
from tests.documents.reading import BOTTOM, LEFT, MM, RIGHT, TOP
from tests.documents.sheets import BARE, LONG, NOTICE, RECEIPT

AREA = (LEFT - 1, TOP - 1, RIGHT + 1, BOTTOM + 1)
SECTIONS = ("责令限期整改通知书", "停工、复工通知书", "复查意见书")


def scan(wide=1240, high=1754):
    """A signed copy as a scanner gives it."""
    target = io.BytesIO()
    Image.new("RGB", (wide, high), "lightgrey").save(target, "JPEG")
    return picture_page(target.getvalue(), wide, high)


def sheet(items, missing=()):
    return DossierSheet(
        issuer="椰城县建设工程质量安全监督站",
        project="椰城滨海壹号（二期）",
        archived=date(2026, 11, 12),
        permit="460000202603010101",
        place="椰城县滨海大道18号",
        parties=(DossierParty("施工单位", "海南椰城第一建筑工程有限公司"),),
        inspector="韦𣈶",
        first=date(2026, 3, 1),
        last=date(2026, 11, 10),
        kept_until=date(2029, 11, 12),
        keeping="3年，自归档之日起算（建质〔2014〕154号）",
        items=tuple(items),
        missing=tuple(missing),
    )


def bound(papers, missing=(), progress=lambda done, total: None):
    """The file of (section, title, bytes, follows); with its first pages."""
    items = [
        DossierItem(section, title, f"第{n}件", date(2026, 3, 1), page_count(content), "", follows)
        for n, (section, title, content, follows) in enumerate(papers, start=1)
    ]
    first = front(sheet(items, missing), page_count)
    marks = (("封面", 1), ("卷内目录", first.index), ("缺少材料清单", first.missing))
    volume = Volume(
        first.content,
        tuple(mark for mark in marks if mark[1]),
        "施工安全监督档案",
        "zhiben:report",
        "椰城县建设工程质量安全监督站",
    )
    parts = [Bound(title, content, section, follows) for section, title, content, follows in papers]
    return bind(volume, parts, progress), first


@pytest.fixture(scope="module")
def sixty():
    """Sixty papers of one to several pages, every tenth with its scan after it."""
    kinds = [rectification_notice.render(one) for one in (NOTICE, LONG, BARE)]
    kinds.append(service_receipt.render(RECEIPT))
    papers = []
    for n in range(60):
        papers.append((SECTIONS[n // 20], f"文书{n + 1}", kinds[n % 4], False))
        if n % 10 == 9:
            papers.append((SECTIONS[n // 20], f"文书{n + 1}（签字件）", scan(), True))
    missing = (MissingItem("监督交底记录", "缺监督交底记录", "建质〔2014〕154号"),)
    return papers, *bound(papers, missing)


def outline(data):
    opened = pypdfium2.PdfDocument(data)
    found = [
        (mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in opened.get_toc()
    ]
    opened.close()
    return found


def words(page):
    return "".join(char["text"] for char in page.chars)


def test_the_index_points_to_the_first_page_of_each(sixty):
    papers, data, first = sixty
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        told = [
            row
            for page in pdf.pages[first.index - 1 : first.missing - 1]
            for table in page.crop(AREA).extract_tables()
            for row in table
            if row[4] and row[4].isdigit()
        ]
        assert [row[1].strip() for row in told] == [title for _, title, _, _ in papers]
        starts = [int(row[4]) for row in told]
        assert starts == list(first.starts)
        assert starts == sorted(starts)
        ends = [*starts[1:], len(pdf.pages) + 1]
        for (_, _, content, _), begin, end in zip(papers, starts, ends, strict=True):
            with pdfplumber.open(io.BytesIO(content)) as own:
                assert end - begin == len(own.pages)
                assert words(own.pages[0]) in words(pdf.pages[begin - 1])
        counted = [row[0] for row in told if row[0]]
    assert counted == [str(n) for n in range(1, 61)]  # a signed copy is no paper of its own


def test_every_page_bears_its_number_and_the_paper_keeps_its_own(sixty):
    _, data, first = sixty
    opened = pypdfium2.PdfDocument(data)
    for number, page in enumerate(opened, start=1):
        wide, high = page.get_size()
        assert (wide, high) == pytest.approx((210 * MM, 297 * MM), abs=0.5)
        said = page.get_textpage()
        corner = said.get_text_bounded(150 * MM, high - 20 * MM, wide, high).strip()
        assert corner == ("" if number <= first.pages else f"第{number}页")
    opened.close()


def test_the_pages_are_taken_over_unscaled(sixty):
    papers, data, first = sixty
    with (
        pdfplumber.open(io.BytesIO(data)) as pdf,
        pdfplumber.open(io.BytesIO(papers[0][2])) as own,
    ):
        for before, after in zip(own.pages, pdf.pages[first.pages :], strict=False):
            places = [(c["text"], c["x0"], c["top"], c["size"]) for c in before.chars]
            taken = [(c["text"], c["x0"], c["top"], c["size"]) for c in after.chars]
            assert taken[: len(places)] == places


def test_bookmarks_lead_by_entry_to_each_paper_and_its_copies(sixty):
    papers, data, first = sixty
    found = outline(data)
    assert [mark for mark in found if mark[0] == 0] == [
        (0, "封面", 0),
        (0, "卷内目录", first.index - 1),
        (0, "缺少材料清单", first.missing - 1),
        *((0, name, first.starts[n * 22] - 1) for n, name in enumerate(SECTIONS)),
    ]
    below = [(title, page + 1) for level, title, page in found if level > 0]
    titles = [title for _, title, _, _ in papers]
    assert below == list(zip(titles, first.starts, strict=True))
    levels = [level for level, _, _ in found if level > 0]
    assert levels == [2 if follows else 1 for _, _, _, follows in papers]


def test_the_file_passes_the_ruler(sixty):
    _, data, _ = sixty
    report = measure(data)
    assert [one.as_words() for one in report.wrong] == []
    assert "running" in {one.rule.code for one in report.measures}


def test_a_page_taken_out_of_the_file_is_noticed():
    """Every later page then bears a number at which it does not stand."""
    from pypdf import PdfReader, PdfWriter

    data, first = bound([(SECTIONS[0], "文书", rectification_notice.render(NOTICE), False)])
    writer = PdfWriter()
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, start=1):
        if number != first.pages + 1:
            writer.add_page(page)
    writer.add_metadata({"/Subject": "zhiben:report"})
    torn = io.BytesIO()
    writer.write(torn)
    wrong = {one.rule.code for one in measure(torn.getvalue()).wrong}
    assert wrong == {"running"}


def test_what_is_missing_is_in_the_file_and_on_its_cover(sixty):
    _, data, first = sixty
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        cover, lacking = words(pdf.pages[0]), words(pdf.pages[first.missing - 1])
    assert "卷内材料66件" in cover
    assert "1项" in cover
    assert "至2029年11月12日" in cover
    assert "缺少材料清单" in lacking
    assert "缺监督交底记录" in lacking


def test_sixty_papers_stay_within_memory(sixty):
    """A second file of the same size: how much the process grows over what it held before."""
    resource = pytest.importorskip("resource")
    papers, data, _ = sixty
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    again, _ = bound(papers, (MissingItem("监督交底记录", "缺监督交底记录", "建质〔2014〕154号"),))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert again == data
    assert grown < 120 * 1024
    assert len(data) < 16 * 2**20


def test_the_same_papers_give_the_same_bytes():
    papers = [(SECTIONS[0], "文书", rectification_notice.render(BARE), False)]
    assert bound(papers)[0] == bound(papers)[0]


def test_nothing_missing_has_no_list_and_no_bookmark():
    data, first = bound([(SECTIONS[0], "文书", rectification_notice.render(BARE), False)])
    assert first.missing == 0
    assert [title for _, title, _ in outline(data)] == ["封面", "卷内目录", SECTIONS[0], "文书"]


@pytest.mark.parametrize(("wide", "high"), [(595, 842), (842, 595), (300, 200), (1190, 1684)])
@pytest.mark.parametrize("turn", [0, 90])
def test_a_scan_of_any_size_is_laid_on_a4(wide, high, turn):
    from pypdf import PdfReader, PdfWriter

    from reportlab.pdfgen.canvas import Canvas  # isort: skip

    target = io.BytesIO()
    canvas = Canvas(target, (wide, high))
    canvas.rect(1, 1, wide - 2, high - 2, fill=1)
    canvas.save()
    writer = PdfWriter()
    for page in PdfReader(target).pages:
        writer.add_page(page).rotate(turn)
    turned = io.BytesIO()
    writer.write(turned)
    data, first = bound([(SECTIONS[0], "签字件", turned.getvalue(), False)])
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[first.pages]
        assert (page.width, page.height) == pytest.approx((210 * MM, 297 * MM), abs=2)
        (shape,) = [*page.rects, *page.curves]
        assert shape["x0"] >= -1
        assert shape["top"] >= -1
        assert shape["x1"] <= page.width + 1
        assert shape["bottom"] <= page.height + 1
        across = wide if turn == 0 else high
        down = high if turn == 0 else wide
        ratio = (shape["x1"] - shape["x0"]) / (shape["bottom"] - shape["top"])
        assert ratio == pytest.approx(across / down, rel=0.02)


def test_what_is_no_pdf_has_no_pages():
    assert page_count(b"") == 0
    assert page_count(b"%PDF-1.4 nonsense") == 0
    assert page_count(b"\xff\xd8 a picture") == 0


def test_progress_is_told_paper_by_paper():
    seen = []
    papers = [(SECTIONS[0], f"文书{n}", rectification_notice.render(BARE), False) for n in range(3)]
    bound(papers, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert all(after[0] > before[0] for before, after in pairwise(seen))


def test_the_list_of_dangerous_works_passes_the_ruler():
    works = [("深基坑工程", "开挖深度9.6米", "是", "2026-03-01", "", "通过", "实施中")] * 20
    data = works_page(sheet(()), works)
    assert [one.as_words() for one in measure(data).wrong] == []
    assert page_count(data) == 2
