"""A form made of a sheet's own annotations: any sheet goes in, and the same sheet comes out.

What a field is asked as follows from its type alone; its word is the one on the sheet.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, get_args, get_type_hints

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.documents.sheets import Officer, words_of
from desktop.jobs.runner import Runner
from desktop.ui.fields import Field, Own
from desktop.ui.forms import FieldGrid
from desktop.ui.inputs import Input
from desktop.ui.sheet_fields import (
    MUST,
    UNTOLD,
    Told,
    columns_of,
    empty_of,
    empty_part,
    is_part,
    part_of_many,
    plain_field,
    without_none,
)
from desktop.ui.sheet_inputs import MomentInput, OfficersInput, PartsInput, TableInput
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, column, row

_MOMENTS = (datetime, datetime | date)
_FEW, _MANY, _SIGNS = 3, 10, 30


@dataclass(frozen=True)
class Manner:
    """What the annotations do not say: which fields have to be told, which are long, the day.

    ``days`` name those that cannot lie ahead; the first is that of the issue, and the officers'
    cards are those of it.
    """

    required: Collection[str] = ()
    long: Collection[str] = ()
    days: tuple[str, ...] = ()
    untold: Collection[str] = ()
    all_long_but: str | None = None


@dataclass(frozen=True)
class Slot:
    """A field that is asked; ``may_wait`` while the paper is only looked at."""

    field: Field
    empty: Any

    @property
    def may_wait(self) -> bool:
        return self.empty is not MUST


class PartForm(FieldGrid):
    """The fields of one sheet, or of one part of it; what is not asked stays as it was."""

    def __init__(
        self,
        runner: Runner,
        part: Any,
        manner: Manner,
        day: Callable[[], date] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._manner, self._base, self._runner = manner, part, runner
        self.slots = _slots(part, manner, day or self.day)
        super().__init__(runner, [one.field for one in self.slots.values()], parent)
        self.put_part(part)
        if manner.days and manner.days[0] in self.inputs:
            self.inputs[manner.days[0]].left.connect(self._on_day_left)

    def put_part(self, part: Any) -> None:
        self._base = part
        self.put({key: getattr(part, key) for key in self.slots})

    def read(self, *, whole: bool = True) -> tuple[dict[str, Any], dict[str, str]]:
        """What is told, and what is wrong with it; a draft (not ``whole``) may have gaps."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for key, slot in self.slots.items():
            box = self.inputs[key]
            if not whole and slot.may_wait and not box.words.strip():
                values[key] = slot.empty
                continue
            try:
                value = _drafted(box) if not whole else box.value()
            except NotUnderstood as error:
                wrong[key] = str(error)
            else:
                values[key] = slot.empty if value is None else value
        return values, wrong

    def part(self, *, whole: bool = True) -> Any | None:
        """The sheet; or None, with each wrong box marked and the first one in focus."""
        for box in self.inputs.values():
            box.settle()
        values, wrong = self.read(whole=whole)
        for key in values:
            self._clear(key)
        for key, sentence in wrong.items():
            self.show_wrong(key, sentence)
        if wrong:
            self.inputs[next(iter(wrong))].setFocus()
            return None
        return self.made_of(values)

    def quietly(self) -> Any | None:
        """The sheet as far as it can be read, None where it cannot; marks nothing."""
        values, wrong = self.read(whole=False)
        return None if wrong else self.made_of(values)

    def made_of(self, values: Mapping[str, Any]) -> Any:
        return replace(self._base, **values)

    def _on_day_left(self) -> None:
        for box in self.inputs.values():
            if isinstance(box, OfficersInput):
                box.look_again()

    def day(self) -> date:
        """The day the paper is dated, as far as it can be read."""
        try:
            day = self.inputs[self._manner.days[0]].value()
        except (NotUnderstood, LookupError):
            day = None
        if isinstance(day, datetime):
            return day.date()
        return day if isinstance(day, date) else self._runner.today()


class GroupInput(PartsInput):
    """A part of a sheet with a few fields of its own."""

    def __init__(
        self, field: Field, runner: Runner, *, part: type, day: Callable[[], date]
    ) -> None:
        self.inner = PartForm(runner, empty_part(part), Manner(required=()), day)
        super().__init__(field, _framed(self.inner), runner)
        self.setFocusProxy(self.inner)
        self.inner.setFocusProxy(next(iter(self.inner.inputs.values())))
        self.inner.changed.connect(self.changed)

    @property
    def words(self) -> str:
        return _json_of(self.inner)

    def put_words(self, words: str) -> None:
        self.inner.put_typed(json.loads(words) if words else {})

    def put_value(self, value: Any) -> None:
        self.inner.put_part(value)

    def settle(self) -> None:
        for box in self.inner.inputs.values():
            box.settle()
        super().settle()

    def value(self) -> Any:
        return _told(self.inner)

    def drafted(self) -> Any:
        return _told(self.inner, whole=False)


class GroupsInput(PartsInput):
    """Several parts too large for the lines of a table, one below the other."""

    def __init__(
        self, field: Field, runner: Runner, *, part: type, day: Callable[[], date]
    ) -> None:
        self._part, self._on_day = part, day
        self.forms: list[PartForm] = []
        self._frames: dict[PartForm, QFrame] = {}
        body = QWidget()
        self._lines = column(body, 6)
        self.more = button(f"加一份{field.title}", self.add)
        self._lines.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        super().__init__(field, body, runner)
        self.setFocusProxy(self.more)

    @property
    def words(self) -> str:
        told = [form.typed() for form in self.forms]
        return json.dumps(told, ensure_ascii=False) if told else ""

    def put_words(self, words: str) -> None:
        self._clear()
        for typed in json.loads(words) if words else []:
            self._add(empty_part(self._part)).put_typed(typed)
        self.changed.emit()

    def put_value(self, value: Any) -> None:
        self._clear()
        for one in value:
            self._add(one)
        self.changed.emit()

    def add(self) -> None:
        self._add(empty_part(self._part)).focus_first()
        self.changed.emit()

    def settle(self) -> None:
        for form in self.forms:
            for box in form.inputs.values():
                box.settle()
        super().settle()

    def value(self) -> Any:
        if not self.forms and self.field.required:
            raise NotUnderstood(f"请填写{self.field.title}")
        return tuple(_told(form) for form in self.forms)

    def drafted(self) -> Any:
        return tuple(_told(form, whole=False) for form in self.forms)

    def _add(self, part: Any) -> PartForm:
        first = next(iter(words_of(self._part)))
        manner = Manner(required=(first,), all_long_but=first)
        form = PartForm(self.runner, part, manner, self._on_day)
        frame = _framed(form)
        layout = frame.layout()
        assert isinstance(layout, QVBoxLayout)
        feet = row(None, 4)
        feet.addStretch(1)
        feet.addWidget(button(f"删去这份{self.field.title}", partial(self._drop, form), "link"))
        layout.addLayout(feet)
        self._lines.insertWidget(len(self.forms), frame)
        self.forms.append(form)
        self._frames[form] = frame
        form.changed.connect(self.changed)
        return form

    def _drop(self, form: PartForm) -> None:
        self.forms.remove(form)
        frame = self._frames.pop(form)
        frame.hide()
        frame.deleteLater()
        self.changed.emit()

    def _clear(self) -> None:
        for form in tuple(self.forms):
            self._drop(form)


def _drafted(box: Input) -> Any:
    return box.drafted() if isinstance(box, PartsInput) else box.value()


def _framed(inner: QWidget) -> QFrame:
    frame = QFrame()
    frame.setObjectName("card")
    column(frame, 4, (8, 6, 8, 6)).addWidget(inner)
    return frame


def _json_of(form: PartForm) -> str:
    """What was typed into a part; nothing where every box is empty."""
    typed = form.typed()
    return json.dumps(typed, ensure_ascii=False) if any(typed.values()) else ""


def _told(form: PartForm, *, whole: bool = True) -> Any:
    values, wrong = form.read(whole=whole)
    for sentence in wrong.values():
        raise NotUnderstood(sentence)
    return form.made_of(values)


def _slots(part: Any, manner: Manner, day: Callable[[], date]) -> dict[str, Slot]:
    kind = type(part)
    found: dict[str, Slot] = {}
    for key, hint in get_type_hints(kind).items():
        if key in manner.untold:
            continue
        empty = empty_of(hint)
        text = getattr(part, key)
        told = Told(
            key,
            words_of(kind)[key],
            required=key in manner.required or empty is MUST,
            lines=_lines_of(key, text, manner),
            may_be_ahead=key not in manner.days,
        )
        is_day = key in manner.days[:1]
        field = plain_field(hint, told) or _moment_field(hint, told, None if is_day else day)
        field = field or _own_field(hint, told, day)
        if field is not None:
            found[key] = Slot(field, empty)
    return found


def _lines_of(key: str, value: Any, manner: Manner) -> int:
    """How many lines a text is given: one, or as many as it begins with and one more."""
    if isinstance(value, tuple):
        return _room_for([one for one in value if isinstance(one, str)])
    is_other = manner.all_long_but is not None and key != manner.all_long_but
    if not isinstance(value, str):
        return 1
    is_long = "\n" in value or is_other or key in manner.long
    return _room_for(value.splitlines()) if is_long else 1


def _room_for(lines: Sequence[str]) -> int:
    begun = sum(1 + len(line) // _SIGNS for line in lines)
    return min(max(begun + 1, _FEW), _MANY)


def _moment_field(hint: Any, told: Told, usual: Callable[[], date] | None) -> Field | None:
    if without_none(hint) not in _MOMENTS:
        return None
    whole_day, ahead = date in get_args(hint), told.may_be_ahead
    make = partial(MomentInput, whole_day=whole_day, may_be_ahead=ahead, usual=usual)
    return Own(told.key, told.title, told.required, make=make)


def _own_field(hint: Any, told: Told, day: Callable[[], date]) -> Field | None:
    """A field with a box of its own; None for what is not asked (ink, and types not known)."""
    made: Callable[..., Input] | None = None
    many = part_of_many(hint)
    bare = without_none(hint)
    if Officer in (bare, many):
        made = partial(OfficersInput, day=day, single=many is None)
        return Own(told.key, told.title, told.required, make=made)
    if many is not None and is_part(many):
        shape = (
            partial(TableInput) if columns_of(many) is not None else partial(GroupsInput, day=day)
        )
        made = partial(shape, part=many)
    elif is_part(bare):
        made = partial(GroupInput, part=bare, day=day)
    return None if made is None else Own(told.key, told.title, told.required, make=made, wide=True)


def sheet_manner(
    required: Collection[str] = (),
    long: Collection[str] = (),
    days: tuple[str, ...] = (),
    fixed: Collection[str] = (),
) -> Manner:
    """How a whole sheet is asked: what is put in at issue, or fixed by the kind, is not."""
    return Manner(required, long, days, UNTOLD.union(fixed))
