"""Boxes for what a sheet holds beside plain fields: a moment, officers, a table of parts."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime, tzinfo
from typing import Any, get_type_hints

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.documents.sheets import Officer
from desktop.jobs.runner import Runner
from desktop.ui.fields import Day, Field, Flag, Hour, Number
from desktop.ui.inputs import Input, LineInput
from desktop.ui.people import People
from desktop.ui.sheet_fields import MUST, Column, columns_of
from desktop.ui.small_table import Head, SmallTable
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, row
from desktop.usecases.officer_picks import OfficerPick, officers_named, officers_printed

_WIDTHS: dict[type[Field], int] = {Day: 92, Flag: 84, Number: 60}
_KEYS = "回车到下一格，在空行按回车离开表格；Shift+回车 换行；Insert 插一行，Ctrl+Delete 删一行；\
可以从 WPS 复制几行几列粘贴"


class PartsInput(Input):
    """A box of parts with fields of their own: ``drafted`` is their value with its gaps."""

    def drafted(self) -> Any:
        raise NotImplementedError


class MomentInput(Input):
    """A day and an hour beside it; ``whole_day`` takes a day without an hour.

    An hour without a day is one of the ``usual`` day, where there is one.
    """

    def __init__(
        self,
        field: Field,
        runner: Runner,
        *,
        whole_day: bool,
        may_be_ahead: bool,
        usual: Callable[[], date] | None,
    ) -> None:
        self._whole_day, self._usual = whole_day, usual
        self._zone: tzinfo | None = None
        ahead = may_be_ahead
        self.day = LineInput(Day("day", field.title, field.required, may_be_ahead=ahead), runner)
        self.hour = LineInput(Hour("hour", "时刻", hint="时刻，如 9:30"), runner)
        both = QWidget()
        super().__init__(field, both, runner)
        line = row(both, 4)
        line.addWidget(self.day, 3)
        line.addWidget(self.hour, 2)
        self.hour.box.setAccessibleName(f"{field.title}的时刻")
        both.setFocusProxy(self.day)
        for one in (self.day, self.hour):
            one.changed.connect(self.changed)
            one.left.connect(self.left)

    @property
    def words(self) -> str:
        return f"{self.day.words.strip()} {self.hour.words.strip()}".strip()

    def put_words(self, words: str) -> None:
        day, _, hour = words.partition(" ")
        self.day.put_words(day)
        self.hour.put_words(hour)

    def put_value(self, value: datetime | date | None) -> None:
        self._zone = value.tzinfo if isinstance(value, datetime) else None
        pattern = "%Y-%m-%d %H:%M" if isinstance(value, datetime) else "%Y-%m-%d"
        self.put_words("" if value is None else value.strftime(pattern))

    def value(self) -> datetime | date | None:
        day, hour = self.day.value(), self.hour.value()
        if day is None and hour is not None:
            if self._usual is None:
                raise NotUnderstood("请填日期")
            day = self._usual()
        if day is None:
            return None
        if hour is not None:
            return datetime.combine(day, hour, self._zone)
        if not self._whole_day:
            raise NotUnderstood("请填时刻，如 9:30")
        whole: date = day
        return whole

    def mark_wrong(self, is_wrong: bool) -> None:
        for one in (self.day, self.hour):
            one.mark_wrong(is_wrong)


class OfficersInput(Input):
    """Who acts for the office, each with the card of the day; ``single`` is the one officer."""

    def __init__(
        self, field: Field, runner: Runner, *, day: Callable[[], date], single: bool
    ) -> None:
        self._day, self._single = day, single
        self.people = People(runner, day, flows=True, query=officers_named)
        super().__init__(field, self.people, runner)
        self.people.box.setAccessibleName(field.title)
        self.people.box.textEdited.connect(lambda _words: self.changed.emit())
        self.people.changed.connect(self._on_changed)
        self.people.passed.connect(self.focusNextChild)

    @property
    def officers(self) -> tuple[Officer, ...]:
        return tuple(one.officer for one in self.people.chosen if isinstance(one, OfficerPick))

    @property
    def words(self) -> str:
        told = [asdict(one) for one in self.officers]
        return json.dumps(told, ensure_ascii=False) if told else ""

    def put_words(self, words: str) -> None:
        told = json.loads(words) if words else []
        self._put(tuple(Officer(**one) for one in told))

    def put_value(self, value: Any) -> None:
        self._put((value,) if isinstance(value, Officer) else value)

    def value(self) -> Any:
        left = self.people.box.text().strip()
        if left:
            raise NotUnderstood(f"“{left}”没有选中，请选中或删去")
        if not self.officers and self.field.required:
            raise NotUnderstood(f"请填写{self.field.title}")
        return (self.officers or (None,))[0] if self._single else self.officers

    def mark_wrong(self, is_wrong: bool) -> None:
        self.people.box.setProperty("wrong", is_wrong)
        self.people.box.style().polish(self.people.box)

    def look_again(self) -> None:
        """Their cards as they are on the day, which has changed."""
        if self.officers:
            self._ask(self.officers)

    def _put(self, officers: tuple[Officer, ...]) -> None:
        """As they are printed at once, then with what is known of their cards."""
        named = tuple(one for one in officers if one.name)
        told = (OfficerPick(-n, one.name, True, one.card) for n, one in enumerate(named, start=1))
        self.people.put(tuple(told))
        if named:
            self._ask(named)

    def _ask(self, officers: tuple[Officer, ...]) -> None:
        self.runner.read(
            self, officers_printed, officers, self._day(), done=self._on_printed, latest="cards"
        )

    def _on_printed(self, picks: tuple[OfficerPick, ...]) -> None:
        if tuple(one.officer for one in picks) == self.officers:
            self.people.put(picks)

    def _on_changed(self) -> None:
        """A single officer is the one picked last."""
        if self._single and len(self.people.chosen) > 1:
            self.people.put(self.people.chosen[-1:])
        else:
            self.changed.emit()


class TableInput(PartsInput):
    """A tuple of parts as the lines of a table."""

    def __init__(self, field: Field, runner: Runner, *, part: type) -> None:
        self._part = part
        self._columns: Sequence[Column] = columns_of(part) or ()
        self._wrong: tuple[int, int] | None = None
        heads = [Head(one.field.title, *_look(one.field)) for one in self._columns]
        self.table = SmallTable(heads)
        super().__init__(field, self.table, runner)
        self.table.setToolTip(_KEYS)
        feet = row(None, 4)
        feet.addStretch(1)
        for title, act, keys in (
            ("插一行", self.table.insert_line, "Insert"),
            ("删一行", self.table.remove_line, "Ctrl+Delete"),
            ("粘贴", self.table.paste, "Ctrl+V　从 WPS 复制几行几列"),
        ):
            made = button(title, act, "link", keys)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            feet.addWidget(made)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.addLayout(feet)
        self.table.typed.connect(self.changed)

    @property
    def words(self) -> str:
        told = self.table.words
        return json.dumps(told, ensure_ascii=False) if told else ""

    def put_words(self, words: str) -> None:
        self.table.put(tuple(map(tuple, json.loads(words) if words else [])))
        self.changed.emit()

    def put_value(self, value: Any) -> None:
        self.table.put(tuple(self._words(one) for one in value))
        self.changed.emit()

    def settle(self) -> None:
        self.table.settle()
        super().settle()

    def value(self) -> Any:
        self._wrong = None
        made = self._parts(whole=True)
        if not made and self.field.required:
            raise NotUnderstood(f"请填写{self.field.title}")
        return made

    def drafted(self) -> Any:
        return self._parts(whole=False)

    def _parts(self, *, whole: bool) -> tuple[Any, ...]:
        lines = enumerate(self.table.words)
        return tuple(self._made(number, line, whole=whole) for number, line in lines)

    def mark_wrong(self, is_wrong: bool) -> None:
        if is_wrong and self._wrong is not None:
            self.table.setCurrentCell(*self._wrong)

    def _words(self, part: Any) -> tuple[str, ...]:
        return tuple(_cell_words(one.field, _at(part, one.path)) for one in self._columns)

    def _made(self, number: int, line: Sequence[str], *, whole: bool) -> Any:
        told: dict[str, Any] = {}
        for place, one in enumerate(self._columns):
            if not (whole or line[place] or one.empty is MUST):
                _put_in(told, one.path, one.empty)
                continue
            try:
                value = one.field.value_of(line[place], self.runner.today())
            except NotUnderstood as error:
                self._wrong = (self.table.line_of(number), place)
                raise NotUnderstood(f"第{number + 1}行{one.field.title}：{error}") from None
            _put_in(told, one.path, one.empty if value is None else value)
        return _built(self._part, told)


def _look(field: Field) -> tuple[int | None, bool]:
    return _WIDTHS.get(type(field)), isinstance(field, Flag)


def _cell_words(field: Field, value: Any) -> str:
    return "" if value is False else field.words_of(value)


def _at(part: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        part = getattr(part, name)
    return part


def _put_in(told: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        told = told.setdefault(name, {})
    told[path[-1]] = value


def _built(part: type, told: dict[str, Any]) -> Any:
    hints = get_type_hints(part)
    return part(
        **{
            name: _built(hints[name], value) if isinstance(value, dict) else value
            for name, value in told.items()
        }
    )
