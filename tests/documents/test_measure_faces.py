"""paper-check of faces and parted numbers: red where a face is another or a number runs over."""

from dataclasses import replace

import pytest

from desktop.documents import document
from desktop.documents.blocks import Paragraph, Spacer, Title
from desktop.documents.fonts import Face
from desktop.documents.heads import DocumentHead
from desktop.documents.measure import measure
from desktop.documents.page import Form, Paper, render_paper
from desktop.domain.errors import RuleViolation
from tests.documents.official import CIRCULAR

HAN = "脚手架连墙件整层缺失经现场核查属实请立即组织整改" * 8
HEAD = (DocumentHead("椰城县住建局文件", "X建安〔2026〕12号"), Title("关于整改的通报"), Spacer())


def wrong(*blocks):
    paper = Paper(title="通报", form=Form.DOCUMENT, author="局", blocks=(*HEAD, *blocks))
    return {one.rule.code for one in measure(render_paper(paper)).wrong}


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ((Paragraph("一、基本情况"), Paragraph(HAN)), "level_faces"),
        ((Paragraph("（一）检查情况", Face.HEI), Paragraph(HAN)), "level_faces"),
        ((Paragraph("1.第一层", Face.KAI), Paragraph(HAN)), "level_faces"),
        ((Paragraph(HAN, Face.SONG),), "text_face"),
        ((Paragraph(HAN), Title("再一个标题", face=Face.HEI)), "title_face"),
        ((Paragraph(HAN[:22] + "共检查2"), Paragraph("026个工程。", indent=0.0)), "parted"),
        ((Paragraph(HAN[:24] + "至11"), Paragraph("月止。", indent=0.0)), "parted"),
    ],
)
def test_another_face_or_a_parted_number_is_found(blocks, code):
    assert code in wrong(*blocks)


def test_the_right_faces_are_clean():
    blocks = (
        Paragraph("一、基本情况", Face.HEI),
        Paragraph("（一）检查情况", Face.KAI),
        Paragraph("1.第一层"),
        Paragraph(HAN),
    )
    assert wrong(*blocks) == set()


def test_a_text_full_of_numbers_is_not_called_too_wide():
    text = "2026年11月12日检查123.5米，QTZ80型" * 40
    report = measure(document.render(replace(CIRCULAR, text=text, enclosures=())))
    assert report.wrong == ()


def test_a_line_that_begins_with_a_borrowed_character_keeps_its_distance():
    text = f"一、整改。𠮷𬱖公司应当立即整改。\n𠮷𬱖公司收到后签收。{HAN}"
    report = measure(document.render(replace(CIRCULAR, addressees=("𠮷𬱖公司",), text=text)))
    assert report.wrong == ()


def test_who_signs_has_a_name_that_fits():
    with pytest.raises(RuleViolation, match="签发人有25个字，最多24个字"):
        document.render(replace(CIRCULAR, signers=("符启明", "甲" * 25)))
