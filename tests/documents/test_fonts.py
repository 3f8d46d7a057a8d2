"""Fonts are parsed once, rare ones only when asked for; nothing is printed as a blank."""

import json
import subprocess
import sys

import pytest

from desktop.documents import rectification_notice
from desktop.documents.fonts import PARSES, Face, check_glyphs, glyphs, to_unicode_map, width
from desktop.documents.plain import plain
from desktop.domain.errors import RuleViolation
from tests.documents.sheets import NOTICE

PROBE = """
import json, sys
from dataclasses import replace
from desktop.documents import rectification_notice, service_receipt
from desktop.documents.fonts import PARSES
from tests.documents.sheets import BARE, NOTICE
before = "reportlab" in sys.modules
for turn in range(3):
    rectification_notice.render(BARE)
ordinary = dict(PARSES)
for turn in range(3):
    rectification_notice.render(NOTICE)
print(json.dumps([before, ordinary, dict(PARSES)]))
"""


def test_fonts_are_parsed_once_a_process_and_the_rare_one_only_when_asked_for():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    before, ordinary, all_of_them = json.loads(done.stdout)
    assert before is False
    assert "HanaMinB" not in ordinary
    assert all_of_them["HanaMinB"] == 1
    assert set(all_of_them.values()) == {1}


def test_no_font_was_parsed_twice_here():
    rectification_notice.render(NOTICE)
    assert max(PARSES.values()) == 1


@pytest.mark.parametrize(
    ("char", "font"),
    [
        ("国", "FandolFang-Regular"),
        ("鬱", "NotoSerifSC-Regular"),
        ("𬱖", "NotoSerifSC-Regular"),
        ("𣈶", "HanaMinB"),
    ],
)
def test_a_character_comes_from_the_first_font_that_has_it(char, font):
    assert glyphs(Face.FANG)[char].font == font


def test_han_are_square_and_digits_half_as_wide():
    assert width("国家", Face.FANG, 16) == pytest.approx(32)
    assert width("12", Face.FANG, 16) == pytest.approx(16)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("陈𰻞", "“𰻞”（U+30EDE）"),
        ("李\ue000", "自造字符（U+E000"),
        ("王\x07", "控制字符（U+0007）"),
        ("\u202e", "控制字符（U+202E）"),
        ("葛\U000e0100", "附加符号（U+E0100）"),
    ],
)
def test_what_no_font_can_print_is_refused_with_its_code_point(text, code):
    with pytest.raises(RuleViolation) as refusal:
        check_glyphs(text, "工程名称")
    assert code in refusal.value.sentence
    assert refusal.value.sentence.startswith("工程名称中的")


def test_every_character_of_the_standard_table_of_names_is_printed():
    check_glyphs("𠅤𠙶𠳐𡎚㑇㑊㕮㘎𫰛𬱟𬳵龘㛃𠮷·—…℃㎡①Ⅷ", "姓名")


def test_pasted_blanks_are_made_plain():
    assert plain("甲\u00a0乙\t丙\r\n丁\u200b\ufeff") == "甲 乙 丙\n丁"


def test_to_unicode_beyond_the_bmp_is_a_surrogate_pair_and_blocks_hold_a_hundred_rows():
    """ISO 32000-1 9.10.3: values are UTF-16BE; a bfchar block has at most 100 rows."""
    cmap = to_unicode_map("F", [0, ord("国"), 0x20BB7] + [0x4E00] * 130)
    assert "<01> <56FD>" in cmap
    assert "<02> <D842DFB7>" in cmap
    assert "100 beginbfchar" in cmap
    assert "33 beginbfchar" in cmap


def test_the_private_function_of_reportlab_is_still_the_one_that_is_replaced():
    from reportlab.pdfbase import ttfonts

    glyphs(Face.FANG)["国"]
    assert ttfonts.makeToUnicodeCMap is to_unicode_map
    assert "makeToUnicodeCMap" in ttfonts.TTFont.addObjects.__code__.co_names
