"""What people really type: every kind gives a right paper, or one sentence that names the field."""

from dataclasses import MISSING, fields, is_dataclass, replace

import pytest

from desktop.documents import document
from desktop.documents.measure import measure
from desktop.documents.measure_rules import GENERAL
from desktop.documents.sheets import words_of
from desktop.domain.errors import RuleViolation
from tests.documents.every_kind import KINDS
from tests.documents.office_extremes import WHOLE
from tests.documents.official import REPORT
from tests.documents.reading import pdfium_text

MARKUP = '<b>甲&amp;"乙"</b>${x}%s\\n'
SIXTY, TWELVE = 60, 12
FIRMS = tuple(f"海南椰城第{number}建筑工程有限公司" for number in range(1, TWELVE + 1))
UNTYPED = frozenset(["kind", "words", "chain_head", "code"])
"""What nobody types: names of kinds, templates, the state of the record."""

NARROW = frozenset(
    ["issuer", "number", "mark", "printer", "title", "urgency", "secrecy", "contact", "remark"]
)
"""What has a place of its own that cannot grow."""

GENERALLY = {rule.code for rule in GENERAL} | {"type_area", "folio"}
ALL = [pytest.param(kind, id=kind.kind.value) for kind in KINDS]


def texts(sheet):
    """The names of the sheet's own fields of text."""
    return [one.name for one in fields(sheet) if isinstance(getattr(sheet, one.name), str)]


def lists(sheet):
    return [one.name for one in fields(sheet) if isinstance(getattr(sheet, one.name), tuple)]


def filled(sheet, value):
    """The sheet with the value wherever text can be typed, also in its lists."""
    changed = {}
    for one in fields(sheet):
        held = getattr(sheet, one.name)
        if one.name in ("words", "remedy", "sha256", "urgency", "secrecy"):
            continue
        if type(held) is str:
            changed[one.name] = value
        elif isinstance(held, tuple) and held and type(held[0]) is str:
            changed[one.name] = tuple(value for _ in held)
        elif isinstance(held, tuple) and held and is_dataclass(held[0]):
            changed[one.name] = tuple(filled(part, value) for part in held)
    return replace(sheet, **changed)


def faults(data):
    """What lies outside, over another, or out of the type area."""
    return [one.as_words() for one in measure(data).wrong if one.rule.code in GENERALLY]


@pytest.mark.parametrize("kind", ALL)
def test_markup_is_printed_as_it_was_typed(kind):
    data = kind.render(filled(kind.full, MARKUP))
    assert MARKUP in pdfium_text(data).replace(" ", "")
    assert faults(data) == []


@pytest.mark.parametrize(("char", "told"), [("\x07", "U+0007"), ("\ue000", "U+E000"), ("𰻞", "𰻞")])
@pytest.mark.parametrize("kind", ALL)
def test_what_cannot_be_printed_is_refused_with_its_field(kind, char, told):
    words = words_of(type(kind.full))
    for name in texts(kind.full):
        if name == "words":
            continue
        with pytest.raises(RuleViolation) as refusal:
            kind.render(replace(kind.full, **{name: f"甲{char}乙"}))
        sentence = refusal.value.sentence
        assert told in sentence
        assert f"的{words[name]}" in sentence
        assert "\n" not in sentence


@pytest.mark.parametrize("kind", ALL)
def test_two_thousand_characters_are_all_printed(kind):
    """In every description at once; a name, a number or a remark as long is refused by name."""
    words = words_of(type(kind.full))
    typed = [name for name in texts(kind.full) if name not in UNTYPED]
    for name in (one for one in typed if one in NARROW):
        with pytest.raises(RuleViolation, match=f"^{words[name]}有2000个字，最多"):
            kind.render(replace(kind.full, **{name: WHOLE}))
    long = [name for name in typed if name not in NARROW]
    data = kind.render(replace(kind.full, **dict.fromkeys(long, WHOLE)))
    assert faults(data) == []
    assert pdfium_text(data).count("核") >= WHOLE.count("核") * bool(long)


@pytest.mark.parametrize("kind", ALL)
def test_sixty_items_and_twelve_recipients(kind):
    names = [name for name in lists(kind.full) if name in ("addressees", "copied_to")]
    sheet = replace(kind.grown(kind.full, SIXTY), **dict.fromkeys(names, FIRMS))
    data = kind.render(sheet)
    assert faults(data) == []
    said = pdfium_text(data)
    assert not names or all(firm in said for firm in FIRMS)


@pytest.mark.parametrize("kind", ALL)
def test_nobody_and_nothing(kind):
    """No recipient, no item, no word: a paper with its blanks, or one sentence."""
    free = {one.name for one in fields(kind.full) if _has_default(one)} - {"words", "kind"}
    nothing = dict.fromkeys([name for name in lists(kind.full) if name in free], ())
    silence = dict.fromkeys([name for name in texts(kind.full) if name in free], "")
    data = kind.render(replace(kind.full, **nothing, **silence))
    assert faults(data) == []
    for silent in ("None", "{", "：。", "，。"):
        assert silent not in pdfium_text(data), silent


def _has_default(one):
    return one.default is not MISSING or one.default_factory is not MISSING


def test_more_copies_than_a_page_holds_are_refused():
    many = tuple(f"海南椰城第{number}建筑工程有限公司" for number in range(1, 201))
    with pytest.raises(RuleViolation, match="版记一面排不下"):
        document.render(replace(REPORT, copied_to=many))
