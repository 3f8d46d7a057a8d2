"""A command comes back from its JSON as it was, for every kind that can be sent up."""

import json
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest

from db.codes import NumberSource, PaperKind
from desktop.domain.issuing import AS_USUAL, Leave
from desktop.queries.typed_subject import Subject
from desktop.usecases.command_json import from_json, to_json
from desktop.usecases.issuing_kinds import ISSUING, command_from, sheet_of
from desktop.usecases.typed.paper import IssueTyped

MOMENT = datetime(2026, 11, 12, 14, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
VALUES = {
    str: "“甲”〔2026〕\n乙",
    int: 7,
    float: 1.5,
    bool: True,
    date: date(2026, 11, 12),
    datetime: MOMENT.replace(tzinfo=None),
    time: time(9, 5),
    Decimal: Decimal("3.20"),
    bytes: b"\x00\xff",
    type(None): None,
}


def filled(hint: Any, *, longest: bool) -> Any:
    """A value of that type: of a union its last member or its first, rows of two or of none."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return filled(args[0] if longest else args[-1], longest=longest)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return (filled(args[0], longest=longest),) * (2 if longest else 0)
    if origin is tuple:
        return tuple(filled(one, longest=longest) for one in args)
    if is_dataclass(hint):
        return whole(hint, longest=longest)
    if isinstance(hint, type) and hint in VALUES:
        return VALUES[hint]
    return next(iter(hint))


def whole(kind: Any, /, *, longest: bool, **given: Any) -> Any:
    hints = get_type_hints(kind)
    values = {
        one.name: filled(hints[one.name], longest=longest)
        for one in fields(kind)
        if one.name not in given
    }
    return kind(**values, **given)


@pytest.mark.parametrize("longest", [True, False], ids=["full", "bare"])
@pytest.mark.parametrize("one", ISSUING, ids=lambda one: one.kind.value)
def test_a_draft_is_kept_whole(one, longest):
    given = {}
    if one.command is IssueTyped:
        sheet = whole(sheet_of(one.kind), longest=longest)
        given = {"kind": one.kind, "sheet": sheet}
    command = whole(one.command, longest=longest, **given)
    assert command_from(one.kind, to_json(command)) == command


def test_every_issuing_kind_stands_once():
    kinds = [one.kind for one in ISSUING]
    assert len(set(kinds)) == len(kinds)
    assert {PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER, PaperKind.REFERRAL} <= set(kinds)


@dataclass(frozen=True)
class Plain:
    """A small command."""

    day: datetime | date
    leave: Leave = AS_USUAL
    subject: Subject | None = None


def test_a_day_stays_a_day_and_a_moment_a_moment():
    for value in (date(2026, 11, 12), datetime(2026, 11, 12)):  # noqa: DTZ001 - a printed time
        back = from_json(Plain, to_json(Plain(value)))
        assert type(back.day) is type(value)
        assert back.day == value


def test_a_field_of_a_newer_program_has_its_default():
    text = json.dumps({"day": "2026-11-12"})
    assert from_json(Plain, text) == Plain(date(2026, 11, 12))


def test_the_source_of_the_number_is_kept():
    leave = Leave(NumberSource.BLOCK, "示建安停〔2026〕9号", 12)
    command = replace(Plain(date(2026, 11, 12)), leave=leave, subject=Subject(hazards=(1, 2)))
    assert from_json(Plain, to_json(command)) == command


def test_what_the_codec_does_not_know_is_refused():
    with pytest.raises(TypeError, match="set"):
        to_json(Plain({1}))
    with pytest.raises(TypeError):
        from_json(Plain, json.dumps({"day": 3}))
