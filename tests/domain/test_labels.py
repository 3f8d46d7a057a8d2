"""Every stored code has exactly one word, and no two codes of one enum share it."""

from enum import StrEnum

import pytest

from db import codes
from desktop.domain.labels import LABELS, code_of, label, labels_of
from desktop.domain.verbs import verb_label

ENUMS = [
    enum
    for enum in vars(codes).values()
    if isinstance(enum, type) and issubclass(enum, StrEnum) and enum is not StrEnum
]


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_every_member_has_its_own_chinese_word(enum: type[StrEnum]) -> None:
    words = labels_of(enum)
    assert list(words) == list(enum)
    assert len(set(words.values())) == len(words)
    assert all(any("\u4e00" <= character <= "\u9fff" for character in w) for w in words.values())
    assert len(LABELS[enum]) == len(enum)


def test_equal_stored_values_of_two_enums_keep_their_own_words() -> None:
    assert label(codes.HazardState.ORDERED) == "已责令整改"
    assert label(codes.Outcome.ORDERED) == "限期整改"
    assert label(codes.HazardStepKind.CLOSED) == "销号"


def test_word_to_code_and_verbs() -> None:
    assert code_of(codes.ProjectStatus, "停工") is codes.ProjectStatus.STOPPED
    assert code_of(codes.ProjectStatus, "飞了") is None
    assert verb_label("undo") == "撤销"
    assert verb_label("something_newer") == "something_newer"
