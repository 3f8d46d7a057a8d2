"""收扫描件: piles of scans find their papers by the codes, on both databases."""

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from sqlalchemy import select

from db.session import files_of
from db.tables.papers import Paper
from db.tables.signatures import Attachment
from desktop.documents import rectification_notice
from desktop.domain.errors import KnownProblem, RuleViolation
from desktop.jobs.runner import Cancelled
from desktop.queries.papers import paper_bytes
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.scan_filing import file_scan, filing_of
from desktop.usecases.scan_sorting import Found, read_sheaves, sorted_sheaves
from tests.documents.sheets import NOTICE
from tests.usecases.county import County, do
from tests.usecases.loop_county import RAIL, TIES, notice, numbered, twelve, visited

FOUND = date(2026, 10, 20)


@pytest.fixture
def county(database) -> County:
    return numbered(database)


@pytest.fixture
def desk(tmp_path):
    """Where the scanner puts its files."""
    folder = tmp_path / "扫描"
    folder.mkdir()
    return folder


@pytest.fixture
def papers(database, county):
    """A notice of two pages and more, and one of one finding."""
    return notice(database, county, *twelve())[0], notice(database, county, TIES, RAIL)[0]


def bytes_of(database, paper) -> bytes:
    with database.reading() as session:
        return paper_bytes(session, paper.id)


def pictures(content, dots=200):
    opened = PdfDocument(content)
    try:
        return [page.render(scale=dots / 72).to_pil().convert("L") for page in opened]
    finally:
        opened.close()


def as_pdf(path, sheets, dots=200):
    """A scan as a copier makes it: pictures in a PDF, no text."""
    sheets[0].save(path, "PDF", save_all=True, append_images=sheets[1:], resolution=dots)
    return path


def look(database, *places):
    sheaves = read_sheaves(places, lambda _done, _total: None)
    with database.reading() as session:
        return sorted_sheaves(session, sheaves)


def keep_all(database, rows):
    return [do(database, file_scan, filing_of(row)) for row in rows if row.paper_id is not None]


def kept(database, paper):
    with database.reading() as session:
        rows = session.scalars(select(Attachment).where(Attachment.record_id == paper.id)).all()
        return [(row.name, row.suffix, files_of(session).get(row.sha256)) for row in rows]


def test_a_pile_of_two_papers_is_parted_and_each_kept_by_its_own(database, papers, desk):
    first, second = papers
    one, two = pictures(bytes_of(database, first)), pictures(bytes_of(database, second))
    empty = Image.new("L", one[0].size, 255)
    turned = [sheet.rotate(180) for sheet in two]
    pile = as_pdf(desk / "一批.pdf", [*one, empty, *turned])
    rows = look(database, pile)
    assert [(row.found, row.paper_id) for row in rows] == [
        (Found.READY, first.id),
        (Found.READY, second.id),
    ]
    assert rows[0].sheaf.pages == tuple(range(1, len(one) + 2))
    assert f"第{len(one) + 1}页没有读到二维码" in rows[0].said
    assert first.number in rows[0].paper
    keep_all(database, rows)
    ((name, suffix, content),) = kept(database, second)
    assert name == f"一批 第{'、'.join(str(n) for n in rows[1].sheaf.pages)}页.pdf"
    assert suffix == "pdf"
    assert len(PdfReader(io.BytesIO(content)).pages) == len(two)


@pytest.mark.parametrize(
    ("ending", "turn"),
    [("jpg", 0), ("jpg", 90), ("jpg", 180), ("jpg", 270), ("png", 0), ("tif", 0)],
)
def test_pictures_are_read_whichever_way_they_lie(database, papers, desk, ending, turn):
    sheet = pictures(bytes_of(database, papers[0]))[0].rotate(turn, expand=True)
    path = desk / f"扫描.{ending}"
    sheet.save(path)
    (row,) = look(database, path)
    assert (row.found, row.paper_id) == (Found.READY, papers[0].id)
    keep_all(database, [row])
    ((name, suffix, content),) = kept(database, papers[0])
    assert (name, suffix, content) == (path.name, ending, path.read_bytes())


def test_a_folder_is_gone_through_and_pages_of_one_paper_come_in_order(database, papers, desk):
    sheets = pictures(bytes_of(database, papers[0]))
    for number, sheet in enumerate(sheets, start=1):
        sheet.save(desk / f"扫描{number:02}.jpg", quality=60)
    (desk / "说明.txt").write_text("不是扫描件")
    rows = look(database, desk)
    assert [row.file for row in rows] == [f"扫描{n:02}.jpg" for n in range(1, len(sheets) + 1)]
    assert {row.paper_id for row in rows} == {papers[0].id}
    keep_all(database, rows)
    assert [one[0] for one in kept(database, papers[0])] == [row.file for row in rows]


def test_a_long_pile_can_be_left_between_two_pages(database, papers, desk):
    sheets = pictures(bytes_of(database, papers[0]))
    told = []

    def progress(done, total):
        told.append((done, total))
        if len(told) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_sheaves([as_pdf(desk / "一批.pdf", sheets * 3)], progress)
    assert told == [(0, 1)] * 3


def test_the_same_scan_is_kept_once(database, papers, desk):
    sheets = pictures(bytes_of(database, papers[0]))
    scan = as_pdf(desk / "甲.pdf", sheets)
    (desk / "乙.pdf").write_bytes(scan.read_bytes())
    first, second = look(database, scan, desk / "乙.pdf")
    assert (first.found, second.found) == (Found.READY, Found.KEPT)
    assert second.said == "与“甲.pdf”是同一份扫描件"
    keep_all(database, [first, second])
    assert len(kept(database, papers[0])) == 1
    (again,) = look(database, scan)
    assert (again.found, again.said) == (Found.KEPT, "同一份扫描件已在这份文书下")
    assert filing_of(again) is None


def test_a_part_of_a_pile_kept_before_is_noticed(database, papers, desk):
    sheets = [pictures(bytes_of(database, one))[0] for one in papers]
    rows = look(database, as_pdf(desk / "一批.pdf", sheets))
    keep_all(database, rows[:1])
    assert [row.found for row in look(database, desk)] == [Found.KEPT, Found.READY]


def said_of(database, path):
    (row,) = look(database, path)
    assert row.found is Found.UNKNOWN
    assert filing_of(row) is None
    return row.said


def test_what_finds_no_paper_says_why(database, papers, desk):
    blank = desk / "空白.png"
    Image.new("L", (1654, 2339), 255).save(blank)
    assert "没有读到二维码" in said_of(database, blank)
    foreign = desk / "外单位.jpg"
    pictures(rectification_notice.render(NOTICE))[0].save(foreign)
    assert "登记簿里没有这份文书" in said_of(database, foreign)
    assert NOTICE.number in said_of(database, foreign)
    broken = desk / "坏.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    assert "已损坏" in said_of(database, broken)
    words = desk / "字.jpg"
    words.write_text("not a picture")
    assert "不是能打开的图片" in said_of(database, words)


def test_a_file_damaged_anywhere_is_told_by_a_sentence(database, papers, desk):
    whole = as_pdf(desk / "甲.pdf", pictures(bytes_of(database, papers[0]), 60)).read_bytes()
    (desk / "甲.pdf").unlink()
    for part in range(1, 12):
        at = len(whole) * part // 12
        (desk / f"截{part}.pdf").write_bytes(whole[:at])
        (desk / f"坏{part}.pdf").write_bytes(whole[:at] + b"\0" * 400 + whole[at + 400 :])
    rows = look(database, desk)
    assert {row.file for row in rows} == {path.name for path in desk.iterdir()}
    assert all(row.said or row.paper_id for row in rows)


def test_a_print_of_other_facts_under_the_same_number_is_noticed(database, papers, desk):
    changed = replace(NOTICE, number=papers[0].number, due=date(2026, 12, 31))
    path = desk / "改过.jpg"
    pictures(rectification_notice.render(changed))[0].save(path)
    assert "内容码与存档不符" in said_of(database, path)


def test_a_voided_paper_takes_no_scan(database, county, desk):
    from desktop.usecases.notices import IssueNotice, issue_rectification_notice

    _, hazards = visited(database, county, FOUND, TIES)
    command = IssueNotice(hazards, FOUND, date(2026, 10, 27))
    issued = do(database, issue_rectification_notice, command)
    path = as_pdf(desk / "作废.pdf", pictures(bytes_of(database, issued)))
    do(database, void_paper, VoidPaper(issued.id, "写错单位"))
    assert said_of(database, path) == "这份文书已作废（写错单位），不收"


def test_a_file_changed_since_it_was_looked_at_is_refused(database, papers, desk):
    path = as_pdf(desk / "甲.pdf", pictures(bytes_of(database, papers[0])))
    (row,) = look(database, path)
    path.write_bytes(path.read_bytes() + b"%")
    with pytest.raises(RuleViolation, match="改动过"):
        do(database, file_scan, filing_of(row))
    path.unlink()
    with pytest.raises(KnownProblem, match="读不出来"):
        do(database, file_scan, filing_of(row))


def test_two_papers_on_one_sheet_are_not_guessed(database, papers, desk):
    one, two = (pictures(bytes_of(database, paper))[0] for paper in papers)
    both = Image.new("L", (one.width * 2, one.height), 255)
    both.paste(one, (0, 0))
    both.paste(two, (one.width, 0))
    both.save(desk / "拼.png")
    assert "几份文书的二维码" in said_of(database, desk / "拼.png")


def test_every_stored_paper_carries_the_code_of_its_row(database, papers):
    with database.reading() as session:
        rows = session.scalars(select(Paper).where(Paper.sha256.is_not(None))).all()
        assert len(rows) >= 4, "notices and their receipts"
        for row in rows:
            content = files_of(session).get(row.sha256)
            assert codes_on(content) == {row.code}


def codes_on(content):
    import zxingcpp

    return {one.text[-16:] for sheet in pictures(content) for one in zxingcpp.read_barcodes(sheet)}
