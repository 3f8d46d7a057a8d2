"""paper-check: clean on every kind of paper at every length, red where one measure is broken."""

import importlib
import io
from dataclasses import dataclass, replace
from itertools import pairwise

import pdfplumber
import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from desktop.documents import document, letter, minutes, month_report, service_receipt
from desktop.documents.attachments import Attachment
from desktop.documents.blocks import Align, Paragraph, SignatureBlock, Spacer, Title
from desktop.documents.endings import PlainSignature
from desktop.documents.heads import DocumentHead, LetterHead
from desktop.documents.imprint import Imprint
from desktop.documents.measure import RULES, measure
from desktop.documents.page import Form, Paper, render_paper
from desktop.documents.pieces import Picture, Piece
from desktop.documents.typeset import Style
from desktop.domain.errors import KnownProblem
from tests.documents import form_sheets
from tests.documents.office_extremes import BARE, LONG
from tests.documents.official import CIRCULAR, LETTER, MINUTES, PROJECT, REPORT, SHORT, TEXT
from tests.documents.reading import MM
from tests.documents.sheets import MONTH, NOTICE, RECEIPT

RED = (1.0, 0.0, 0.0)
OFFICIAL = {
    "circular": (document, replace(CIRCULAR, enclosures=())),
    "report": (document, REPORT),
    "letter": (letter, LETTER),
    "minutes": (minutes, MINUTES),
}
LONGEST_TITLE = (
    f"椰城县住房和城乡建设局关于对海南椰城第一建筑工程有限公司、椰城滨海置业有限公司在{PROJECT}"
    "项目施工中存在重大事故隐患逾期未整改情况的通报"
)


def said(report):
    return "\n".join(one.as_words() for one in report.wrong)


@pytest.mark.parametrize("kind", OFFICIAL)
@pytest.mark.parametrize(("wanted", "times"), [(1, 0), (2, 1), (7, 0)])
def test_official_papers_are_clean_at_one_two_and_seven_pages(kind, wanted, times):
    module, sheet = OFFICIAL[kind]
    text = TEXT if wanted == 2 else "现予通报。" if wanted == 1 else ""
    if wanted == 1:
        sheet = replace(sheet, copied_to=())
    if wanted == 7:
        text = long_enough(module, sheet)
    data = module.render(replace(sheet, text=text))
    report = measure(data)
    assert report.pages == wanted
    assert report.form is module.paper(sheet).form
    assert report.ok, said(report)


def long_enough(module, sheet):
    """The text again and again until it fills seven pages."""
    paragraphs = TEXT.split("\n") * 12
    text = ""
    for paragraph in paragraphs:
        if measure(module.render(replace(sheet, text=text + paragraph))).pages > 7:
            break
        text += paragraph + "\n"
    return text


@pytest.mark.parametrize(
    ("module", "sheet"),
    [
        (document, CIRCULAR),
        (document, SHORT),
        (document, replace(SHORT, sealed=True)),
        (document, replace(CIRCULAR, title=LONGEST_TITLE, mirrored=True)),
        (document, replace(REPORT, mirrored=True, signers=("符启明",))),
        (document, replace(CIRCULAR, issuer="海南省椰城黎族苗族自治县住房和城乡建设局")),
        (document, replace(CIRCULAR, transcribed=True, sealed=False)),
        (letter, replace(LETTER, text="现予函告。", copied_to=())),
        (
            letter,
            replace(LETTER, issuer="椰城县建设工程质量安全监督站", enclosures=CIRCULAR.enclosures),
        ),
        (minutes, replace(MINUTES, copied_to=(), text="现予纪要。", present=())),
        (service_receipt, RECEIPT),
        (month_report, MONTH),
        (importlib.import_module("desktop.documents.rectification_notice"), NOTICE),
    ],
)
def test_the_longest_and_the_shortest_are_clean(module, sheet):
    report = measure(module.render(sheet))
    assert report.form is not None
    assert report.ok, said(report)


@pytest.mark.parametrize(
    ("kind", "sheet"),
    [
        *(pytest.param(kind, sheet, id=f"bare {kind}") for kind, sheet in BARE.items()),
        *(pytest.param(kind, sheet, id=f"long {kind}") for kind, sheet in LONG.items()),
        *(
            pytest.param(kind, sheet, id=f"{size} {kind}")
            for size in ("full", "bare", "long")
            for kind, sheet in getattr(form_sheets, size.upper()).items()
        ),
    ],
)
def test_the_forms_of_the_office_are_clean(kind, sheet):
    report = measure(importlib.import_module(f"desktop.documents.{kind}").render(sheet))
    assert report.form is Form.FORM
    assert report.ok, said(report)


BODY = Paragraph("监督检查发现的安全隐患应当立即整改。" * 30)
HEAD = (
    DocumentHead("椰城县住房和城乡建设局文件", "X建安〔2026〕12号"),
    Title("关于第三季度建筑施工安全监督检查情况的通报"),
    Spacer(),
)
SIGNED = SignatureBlock("椰城县住房和城乡建设局", "2026年11月12日")
IMPRINT = Imprint(("甲单位",), "椰城县住房和城乡建设局", "2026年11月12日")


def wrong_of(*blocks, form=Form.DOCUMENT, **more):
    paper = Paper("试印", form, "椰城县住房和城乡建设局", blocks, **more)
    return {one.rule.code for one in measure(render_paper(paper)).wrong}


def test_what_is_right_is_not_called_wrong():
    assert wrong_of(*HEAD, BODY, SIGNED, imprint=IMPRINT) == set()


@pytest.mark.parametrize(
    ("blocks", "form", "code"),
    [
        ((HEAD[1], BODY), Form.DOCUMENT, "mark"),
        ((HEAD[0], Title("关于整改的通报", size=18.0), BODY), Form.DOCUMENT, "title"),
        (
            (DocumentHead("椰城县文件", "X建安[2026]012号"), *HEAD[1:], BODY),
            Form.DOCUMENT,
            "number_form",
        ),
        ((*HEAD, Paragraph("国" * 600, style=Style(16.0, 15.79, 32.0))), Form.DOCUMENT, "leading"),
        ((*HEAD, Paragraph("国" * 600, style=Style(16.0, 16.4, 28.95))), Form.DOCUMENT, "squares"),
        ((*HEAD, Paragraph("国" * 9, style=Style(13.0, 13.0, 20.0))), Form.DOCUMENT, "sizes"),
        ((*HEAD, BODY, Paragraph("此页无正文")), Form.DOCUMENT, "never_said"),
        ((*HEAD, Attachment("清单", (BODY,))), Form.DOCUMENT, "first_page"),
        ((*HEAD, BODY), Form.LETTER, "letter_rules"),
        (
            (LetterHead("椰城县住房和城乡建设局", "X建安函〔2026〕3号"), *HEAD[1:], BODY),
            Form.MINUTES,
            "mark_top",
        ),
        (
            (
                *HEAD,
                BODY,
                Paragraph("椰城县住建局　　　", indent=18.0),
                Paragraph("2026年3月5日", indent=20.5),
            ),
            Form.DOCUMENT,
            "date",
        ),
        ((*HEAD, Paragraph("国" * 30, indent=-1.0)), Form.DOCUMENT, "left_margin"),
        ((*HEAD, Paragraph("国" * 30, hang=-1.0)), Form.DOCUMENT, "type_area"),
    ],
)
def test_one_broken_measure_is_found(blocks, form, code):
    assert code in wrong_of(*blocks, form=form)


def test_the_seal_must_have_its_room():
    name = Paragraph("椰城县住建局", align=Align.RIGHT, right=4.4)
    day = Paragraph("2026年11月12日", align=Align.RIGHT, right=4.0)
    assert wrong_of(*HEAD, BODY, Spacer(2.0), name, day) == set()
    assert wrong_of(*HEAD, BODY, name, day) == {"seal"}
    assert wrong_of(*HEAD, BODY, Spacer(4.0), name, day) == {"seal"}


def test_without_a_seal_the_name_stands_one_line_below():
    name = Paragraph("椰城县住建局", align=Align.RIGHT, right=2.0)
    day = Paragraph("2026年3月5日", align=Align.RIGHT, right=0.0)
    assert wrong_of(*HEAD, BODY, PlainSignature("椰城县住建局", "2026年3月5日")) == set()
    assert wrong_of(*HEAD, BODY, name, day) == {"plain"}


@dataclass(frozen=True)
class Photo:
    """A block that is one picture, so far in from the left."""

    indent: float = 0.0

    def pieces(self, measure):
        target = io.BytesIO()
        Image.new("RGB", (60, 40), "grey").save(target, "JPEG")
        picture = Picture(self.indent, 0.0, 120.0, 80.0, target.getvalue())
        return [Piece(90.0, (picture,))]


def test_photos_are_measured_as_lines_are():
    caption = Paragraph("照片1", indent=0.0)
    assert wrong_of(Photo(), caption, form=Form.FORM) == set()
    assert wrong_of(Photo(-20.0), caption, form=Form.FORM) >= {"left_margin", "type_area"}
    assert wrong_of(Photo(400.0), caption, form=Form.FORM) == {"type_area"}


def moved(data, across=0.0, down=0.0):
    """The same file with all its ink moved on the paper, in millimetres."""
    pdf = PdfDocument(data)
    for page in pdf:
        left, bottom, right, top = page.get_mediabox()
        page.set_mediabox(
            left - across * MM, bottom + down * MM, right - across * MM, top + down * MM
        )
        page.set_cropbox(
            left - across * MM, bottom + down * MM, right - across * MM, top + down * MM
        )
    target = io.BytesIO()
    pdf.save(target)
    pdf.close()
    return target.getvalue()


@pytest.mark.parametrize(
    ("move", "codes"),
    [
        ({"across": 2.0}, {"left_margin", "type_area"}),
        ({"down": 2.0}, {"top_margin", "mark_top", "folio_below", "type_area", "imprint_end"}),
        ({"across": 0.4, "down": -0.3}, set()),
    ],
)
def test_a_file_moved_on_its_paper_is_found(move, codes):
    data = moved(document.render(replace(REPORT, text=TEXT * 2)), **move)
    report = measure(data, Form.DOCUMENT)
    assert codes <= {one.rule.code for one in report.wrong}
    if not codes:
        assert report.ok, said(report)


def drawn(draw):
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(210 * MM, 297 * MM))
    draw(canvas)
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize(
    ("draw", "code", "note"),
    [
        (lambda canvas: canvas.drawString(590, 100, "beyond"), "outside", "“b”"),
        (
            lambda canvas: (canvas.drawString(90, 90, "under"), canvas.drawString(91, 92, "other")),
            "overlap",
            "与",
        ),
        (lambda canvas: canvas.drawString(90, 90, "Helvetica"), "fonts", "Helvetica"),
    ],
)
def test_any_file_gets_the_general_checks(draw, code, note):
    report = measure(drawn(draw))
    assert report.form is None
    assert {one.rule.code for one in report.measures} == {
        "outside",
        "overlap",
        "fonts",
        "unreadable",
    }
    found = next(one for one in report.wrong if one.rule.code == code)
    assert note in found.finding.note
    assert found.clause == "本程序"


def test_a_file_names_its_form_or_is_told_it():
    data = drawn(lambda canvas: canvas.drawString(90, 90, "text"))
    assert measure(data).form is None
    assert measure(data, Form.FORM).form is Form.FORM
    assert measure(document.render(SHORT), Form.LETTER).form is Form.DOCUMENT


def test_another_library_reads_the_same_measures():
    """The ruler's own numbers against those of a reader that shares no code with it."""
    data = document.render(REPORT)
    taken = {one.rule.code: one.finding.measured for one in measure(data).measures}
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        second = pdf.pages[1]
        text = [char for char in second.chars if char["size"] == 16.0]
        left = min(char["x0"] for char in text) / MM
        rule = next(one for one in pdf.pages[0].lines if one["stroking_color"] == RED)
        edge = max(line["bottom"] + line["linewidth"] / 2 for line in second.lines) / MM
        folio = [char for char in second.chars if char["size"] == 14.0 and char["text"] == "2"]
        bases = sorted({round(char["matrix"][5], 2) for char in text if "Fang" in char["fontname"]})
    steps = [high - low for low, high in pairwise(bases)]
    assert taken["left_margin"] == pytest.approx(left, abs=0.1)
    assert taken["red_width"] == pytest.approx((rule["x1"] - rule["x0"]) / MM, abs=0.05)
    assert taken["imprint_end"] == pytest.approx(edge - 262, abs=0.05)
    assert taken["folio_size"] == folio[-1]["size"]
    assert taken["leading"] == pytest.approx(min(steps), abs=0.02)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 PDF 文件"),
        (b"PK\x03\x04", "不是 PDF 文件"),
        (b"%PDF-1.4 nothing", "已损坏"),
    ],
)
def test_what_is_no_pdf_is_refused_in_one_sentence(data, words):
    with pytest.raises(KnownProblem) as refusal:
        measure(data)
    assert words in refusal.value.sentence


def test_every_rule_has_a_code_of_its_own_and_a_clause():
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    for rule in RULES:
        assert rule.clause == "本程序" or rule.clause[0].isdigit()


def test_what_it_says_names_rule_measure_clause_and_page():
    blocks = (*HEAD, Paragraph("国" * 600, style=Style(16.0, 15.79, 32.0)))
    report = measure(render_paper(Paper("试", Form.DOCUMENT, "甲", blocks)))
    (words,) = [one.as_words() for one in report.wrong if one.rule.code == "leading"]
    assert words.startswith("不合格　行距：应为 28.95±1.06 磅，实测 32 磅，第")
    assert words.endswith("GB/T 9704-2012 5.2.3")
