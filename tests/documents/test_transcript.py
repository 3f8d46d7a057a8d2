"""The card of a paper issued elsewhere, and its scan: measured and read back."""

import io
from datetime import date, datetime, time

import pypdfium2
import pytest
from PIL import Image

from db.codes import PaperKind
from desktop.documents import scan_pages, transcript
from desktop.documents.measure import measure
from desktop.documents.scan_pages import PagePicture
from desktop.documents.transcript import TranscriptSheet
from desktop.domain.errors import RuleViolation
from desktop.domain.registering import REGISTERED_KINDS
from tests.documents.reading import pdfium_text

WHOLE = TranscriptSheet(
    PaperKind.LETTER,
    "示例县住房和城乡建设局",
    "示政办函〔2026〕31号",
    date(2026, 10, 20),
    "协同办公系统",
    "海南假想合欢建设集团有限公司",
    "示例县中心小学教学楼",
    "函告逾期未整改的隐患",
    datetime.combine(date(2026, 10, 20), time(16, 40)),
    "麦大勇",
    date(2026, 11, 12),
)


@pytest.mark.parametrize("kind", REGISTERED_KINDS)
def test_the_card_of_every_kind_is_well_set(kind):
    sheet = TranscriptSheet(kind, "示例县住房和城乡建设局", "", date(2026, 10, 20), "现场手写")
    report = measure(transcript.render(sheet))
    assert report.ok, report.wrong


@pytest.mark.parametrize("length", [0, 40, 2000])
def test_a_long_summary_goes_on_over_the_page(length):
    words = "函告逾期未整改的隐患，" * (length // 11)
    sheet = TranscriptSheet(**{**vars(WHOLE), "matter": words})
    content = transcript.render(sheet)
    assert measure(content).ok, measure(content).wrong
    assert "".join(pdfium_text(content).split()).count("隐患") >= length // 11


def test_it_says_that_it_is_a_copy_on_every_page():
    sheet = TranscriptSheet(**{**vars(WHOLE), "matter": "很长的摘要。" * 330})
    content = transcript.render(sheet)
    pages = len(pypdfium2.PdfDocument(content))
    assert pages > 1
    assert pdfium_text(content).count("录入件（以原件为准）") == pages
    assert "2026年10月20日16时40分" in "".join(pdfium_text(content).split())


def test_what_cannot_be_printed_is_refused_with_its_place():
    sheet = TranscriptSheet(**{**vars(WHOLE), "matter": "\ue000"})
    with pytest.raises(RuleViolation, match="内容摘要"):
        transcript.render(sheet)


def test_pages_of_a_scan_stand_as_they_were_taken():
    pages = tuple(picture(wide, high) for wide, high in ((300, 420), (420, 300)))
    content = scan_pages.render(pages)
    sizes = [tuple(map(round, page.get_size())) for page in pypdfium2.PdfDocument(content)]
    assert sizes == [(595, 842), (842, 595)]
    assert scan_pages.render(pages) == content, "the same pages give the same bytes"


def picture(wide, high):
    target = io.BytesIO()
    Image.new("RGB", (wide, high), "white").save(target, "JPEG")
    return PagePicture(wide, high, target.getvalue())
