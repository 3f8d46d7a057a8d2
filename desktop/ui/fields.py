"""Fields of a form as declarations: what is asked, and what counts as an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from desktop.ui.typed import NotUnderstood, typed_date, typed_hour, typed_number

Check = Callable[[Any], str | None]


@dataclass(frozen=True)
class Field:
    """One line of text. ``check`` answers with the sentence that is wrong with a value."""

    key: str
    title: str
    required: bool = False
    hint: str = ""
    check: Check | None = None
    length: int = 500

    def value_of(self, words: str, today: date) -> Any:
        """The value typed; raises NotUnderstood with a sentence."""
        if not words.strip():
            if self.required:
                raise NotUnderstood(f"请填写{self.title}")
            return None
        value = self.understood(words.strip(), today)
        wrong = self.check(value) if self.check is not None else None
        if wrong:
            raise NotUnderstood(wrong)
        return value

    def understood(self, words: str, today: date) -> Any:
        if len(words) > self.length:
            raise NotUnderstood(f"最多 {self.length} 个字，现在有 {len(words)} 个")
        return words

    def words_of(self, value: Any) -> str:
        """The value as it stands in the box."""
        return "" if value is None else str(value)


@dataclass(frozen=True)
class LongText(Field):
    """Several lines."""

    length: int = 2000
    lines: int = 4


@dataclass(frozen=True)
class Day(Field):
    """A day, typed as the clerk likes; a future one only where ``may_be_ahead``.

    An event (检查、发现、复查、送达、整改完成) cannot lie ahead; a plan or an end can.
    """

    hint: str = "如 20260305、2026.3.5、3.5、今天"
    may_be_ahead: bool = False

    def understood(self, words: str, today: date) -> Any:
        day = typed_date(words, today)
        if day > today and not self.may_be_ahead:
            raise NotUnderstood(f"{self.title}不能晚于今天（{today.isoformat()}）")
        return day

    def words_of(self, value: Any) -> str:
        return "" if value is None else value.isoformat()


@dataclass(frozen=True)
class Hour(Field):
    """An hour of the day, as 9:30."""

    hint: str = "如 9:30"

    def understood(self, words: str, today: date) -> time:
        return typed_hour(words)

    def words_of(self, value: Any) -> str:
        return "" if value is None else value.strftime("%H:%M")


@dataclass(frozen=True)
class Number(Field):
    """A number; an int when it has no decimals."""

    decimals: int = 0
    least: int | None = None
    most: int | None = None

    def understood(self, words: str, today: date) -> int | Decimal:
        number = typed_number(words, self.decimals)
        if self.least is not None and number < self.least:
            raise NotUnderstood(f"不能小于 {self.least}")
        if self.most is not None and number > self.most:
            raise NotUnderstood(f"不能大于 {self.most}")
        return number if self.decimals else int(number)


@dataclass(frozen=True)
class Choice(Field):
    """One of a few; the mapping is value → word, as ``labels_of`` gives it."""

    choices: Mapping[Any, str] = field(default_factory=dict)

    def understood(self, words: str, today: date) -> Any:
        for value, word in self.choices.items():
            if word == words:
                return value
        raise NotUnderstood(f"请从列表中选{self.title}")

    def words_of(self, value: Any) -> str:
        return self.choices.get(value, "")


@dataclass(frozen=True)
class Flag(Field):
    """Yes or no."""

    def understood(self, words: str, today: date) -> bool:
        return words == "是"

    def words_of(self, value: Any) -> str:
        return "是" if value else "否"


@dataclass(frozen=True)
class Pick(Field):
    """A record found by typing: ``query(session, text)`` gives rows with ``id`` and ``words``.

    The value is the id; ``words_of`` wants an (id, words) pair to start with.
    """

    query: Callable[..., Any] | None = None


@dataclass(frozen=True)
class Own(Field):
    """A field with a box of its own kind: ``make(field, runner)`` gives its Input.

    A ``wide`` box stands below its title, over the whole form.
    """

    make: Callable[..., Any] | None = None
    wide: bool = False
