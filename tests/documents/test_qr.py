"""二维码: read back by another library from pages as a scanner sees them."""

import hashlib
import io
import json
from dataclasses import asdict, replace
from datetime import date

import pytest
import segno
import zxingcpp
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import PdfDocument

from desktop.documents import (
    document,
    letter,
    minutes,
    month_report,
    rectification_notice,
    service_receipt,
)
from desktop.documents.blocks import Paragraph
from desktop.documents.measure import measure
from desktop.documents.page import Form, Paper, render_paper
from desktop.documents.qr import Code, code_of, read_code, squares, words_of_code
from desktop.documents.stamping import Stamp
from tests.documents.official import CIRCULAR, LETTER, MINUTES
from tests.documents.sheets import MONTH, NOTICE, RECEIPT

PAPERS = {
    "document": (document, CIRCULAR),
    "letter": (letter, LETTER),
    "minutes": (minutes, MINUTES),
    "form": (rectification_notice, NOTICE),
    "receipt": (service_receipt, RECEIPT),
    "report": (month_report, replace(MONTH, chain_head="ab12" * 16)),
}


def scanned(data, dpi=200):
    opened = PdfDocument(data)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in opened]
    finally:
        opened.close()


def read(picture):
    found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [read_code(one.text) for one in found]


def read_large(picture):
    """A worn code shows itself when its squares are more dots wide."""
    return read(picture.resize((picture.width * 2, picture.height * 2)))


def digits(sheet):
    """Of the sheet's JSON with its keys in order, the first sixteen digits of the hash."""
    told = json.dumps(
        asdict(sheet), ensure_ascii=False, sort_keys=True, default=lambda day: day.isoformat()
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@pytest.mark.parametrize("kind", PAPERS)
def test_every_page_of_every_format_says_number_and_hash(kind):
    module, sheet = PAPERS[kind]
    data = module.render(sheet)
    named = {
        "receipt": f"送达回证 {NOTICE.number}",
        "report": "椰城县2026年10月房屋市政工程安全生产治本攻坚工作月报",
    }
    wanted = Code(named.get(kind) or sheet.number, digits(sheet))
    assert [read(page) for page in scanned(data)] == [[wanted]] * len(scanned(data, 20))
    report = measure(data)
    assert report.ok, report.wrong
    assert {"code_apart", "code_side"} <= {one.rule.code for one in report.measures}


def worn(page):
    """Laid crooked on the glass, dusty, a seal across the code, kept as a small JPEG."""
    turned = page.rotate(3, fillcolor="white", resample=Image.Resampling.BICUBIC)
    noise = Image.effect_noise(turned.size, 60).convert("RGB")
    dusty = ImageChops.multiply(turned, noise.point(lambda value: min(255, value + 150)))
    wide, high = dusty.size
    centre = (wide * 28 // 210, high * 277 // 297)
    reach = wide * 16 // 210
    box = (centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach)
    ImageDraw.Draw(dusty).ellipse(box, outline=(200, 30, 30), width=8)
    target = io.BytesIO()
    dusty.save(target, "JPEG", quality=45)
    return Image.open(target)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_worn_scan_is_read_whichever_way_it_lies(turn):
    page = worn(scanned(rectification_notice.render(NOTICE))[0])
    assert read_large(page.rotate(turn, expand=True)) == [Code(NOTICE.number, digits(NOTICE))]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "椰建安整〔2026〕1号",
        "送达地址及电子送达确认书",
        "琼椰" * 9 + "〔2026〕9999号",
        "长" * 60,
    ],
)
def test_the_code_is_the_one_the_library_would_draw_whole(name):
    words = words_of_code(Code(name, "0123456789abcdef"))
    version = (len(squares(words)) - 17) // 4
    whole = segno.make_qr(
        words.encode(), version=version, error="m", mode="byte", mask=2, boost_error=False
    )
    assert [[int(one) for one in row] for row in squares(words)] == [
        [one & 1 for one in row] for row in whole.matrix
    ]


def test_words_say_what_was_put_in_and_a_long_name_gives_way_to_the_hash():
    code = Code("椰建安整〔2026〕12号", "00ff00ff00ff00ff")
    assert read_code(words_of_code(code)) == code
    assert read_code(words_of_code(Code("长" * 60, code.digits))).digits == code.digits
    assert read_code("https://example.com") is None


def test_a_draft_carries_none_nor_does_a_transcript():
    assert code_of("（文号签发时编）", NOTICE) == ""
    assert code_of(NOTICE.number, replace(NOTICE, transcribed=True)) == ""
    for sheet in (replace(NOTICE, number="（文号签发时编）"), replace(NOTICE, transcribed=True)):
        data = rectification_notice.render(sheet)
        assert [read(page) for page in scanned(data)] == [[], []]
    blank = replace(RECEIPT, way=None)
    assert read(scanned(service_receipt.render(blank))[0]) == []
    assert read(scanned(month_report.render(replace(MONTH, chain_head="")))[0]) == []


def test_the_same_facts_give_the_same_bytes_and_others_another_code():
    assert rectification_notice.render(NOTICE) == rectification_notice.render(NOTICE)
    later = replace(NOTICE, due=date(2026, 11, 26))
    codes = {read(scanned(rectification_notice.render(one))[0])[0] for one in (NOTICE, later)}
    assert len(codes) == 2


def test_the_code_stands_opposite_the_page_number_and_is_kept_once():
    data = rectification_notice.render(NOTICE)
    first, second = scanned(data, 254)  # ten dots a millimetre
    for page, left in ((first, 28), (second, 171)):
        box = (left * 10 - 15, 2625, left * 10 + 145, 2785)
        dark = page.convert("L").crop(box).point(lambda value: 255 * (value < 128)).getbbox()
        assert dark == pytest.approx((15, 15, 145, 145), abs=2)
    assert data.count(b"/Subtype /Form") == 1


def test_a_code_too_near_the_text_is_found(monkeypatch):
    put = Stamp.put
    monkeypatch.setattr(Stamp, "put", lambda *args: put(*args[:4], 225.5 * 72 / 25.4))
    words = words_of_code(Code("甲", "0" * 16))
    data = render_paper(Paper("试", Form.FORM, "甲", (Paragraph("国" * 900),), code=words))
    assert [one.rule.code for one in measure(data).wrong] == ["code_apart"]
    assert measure(data).wrong[0].finding.measured == pytest.approx(1.0, abs=0.05)
