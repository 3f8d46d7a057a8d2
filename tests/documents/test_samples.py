"""The sample sheet of every kind: printed whole, in whatever words it is given."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

import pytest

from db.codes import PaperKind
from desktop.documents.measure import measure
from desktop.documents.samples import FORMS, SampleField, sample_fields, sample_paper, sample_sheet
from desktop.documents.sheets import words_of
from desktop.queries.wordings import WORDED
from desktop.reference.wording import wording
from tests.documents.reading import pdfium_text

OWN = "示例县只写这一行，没有别的。"
REMEDY = "不服的，另行告知。"


@pytest.mark.parametrize("kind", WORDED)
def test_a_sample_of_every_kind_keeps_the_measures(kind: PaperKind) -> None:
    content = sample_paper(kind, wording(kind).body, {"救济告知": REMEDY})
    report = measure(content)
    assert report.ok, report.wrong
    words = pdfium_text(content).replace("\n", "").replace("\r", "")
    assert "示例" in words
    assert not {"{", "}", "None"} & {piece for piece in ("{", "}", "None") if piece in words}
    for field in sample_fields(kind):
        assert field.is_table or field.example != "示例", field


@pytest.mark.parametrize("kind", [one for one in WORDED if not wording(one).body.count("关于")])
def test_it_is_drawn_in_the_words_it_is_given(kind: PaperKind) -> None:
    words = pdfium_text(sample_paper(kind, OWN, {})).replace("\n", "").replace("\r", "")
    assert OWN in words


@pytest.mark.parametrize("kind", FORMS)
def test_no_field_is_made_up_of_nothing(kind: PaperKind) -> None:
    """A word without an invented value would print the fallback's bare 示例."""
    bare = [where for where, text in leaves(sample_sheet(kind), kind.value) if text == "示例"]
    assert not bare


def leaves(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for one in value:
            yield from leaves(one, where)
    elif is_dataclass(value):
        for name, word in words_of(type(value)).items():
            yield from leaves(getattr(value, name), f"{where}/{word}")


def test_a_passage_stands_where_the_words_name_it() -> None:
    body = wording("stop_order").body
    content = sample_paper(PaperKind.STOP_ORDER, body, {"救济告知": REMEDY})
    assert f"救济途径。{REMEDY}" in pdfium_text(content)
    assert "救济" not in pdfium_text(sample_paper(PaperKind.STOP_ORDER, body, {}))


def test_names_are_told_apart_from_tables() -> None:
    fields = {one.name: one for one in sample_fields(PaperKind.RECTIFICATION_NOTICE)}
    assert fields["隐患清单"].is_table
    assert fields["整改期限"] == SampleField("整改期限", "2026年11月20日（含当日）", False)
    assert fields["工程名称"].example.startswith("示例小学教学楼工程")
