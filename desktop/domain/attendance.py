"""参加人员名单: one person a line as pasted from a sheet, with hours and score."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.errors import RuleViolation
from desktop.domain.names import half_width

_APART = re.compile(r"[\t,，、;；]+|\s{2,}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NONE = ("-", "—", "无")
_MOST = 3
_PASS = 60.0
_LONGEST = 40


@dataclass(frozen=True)
class Attendee:
    """One line of the list: hours where they are not those of the session, score of a test."""

    name: str
    hours: float | None = None
    score: float | None = None

    @property
    def passed(self) -> bool | None:
        """60 of 100, as tests of this kind are marked; None where there was none."""
        return None if self.score is None else self.score >= _PASS


def read_attendees(text: str) -> tuple[Attendee, ...]:
    """The people of a pasted list; a line that cannot be read is refused by its number."""
    lines = enumerate(text.splitlines(), start=1)
    return tuple(_attendee(line.strip(), place) for place, line in lines if line.strip())


def attendee_lines(people: Iterable[Attendee]) -> str:
    """The list again as it is typed."""
    return "\n".join(_line(one) for one in people)


def _attendee(line: str, place: int) -> Attendee:
    name, *numbers = (part.strip() for part in _APART.split(line) if part.strip())
    if len(numbers) >= _MOST:
        raise RuleViolation(f"名单第{place}行“{line[:20]}”多于姓名、学时、成绩三样，请每行只写一人")
    if len(name) > _LONGEST or _NUMBER.fullmatch(half_width(name)):
        raise RuleViolation(f"名单第{place}行“{line[:20]}”开头不是姓名")
    return Attendee(name, *(_number(part, line, place) for part in numbers))


def _number(part: str, line: str, place: int) -> float | None:
    if part in _NONE:
        return None
    plain = half_width(part).removesuffix("学时").removesuffix("分").strip()
    if _NUMBER.fullmatch(plain) is None:
        raise RuleViolation(f"名单第{place}行“{line[:20]}”中的“{part}”不是学时或成绩的数字")
    return float(plain)


def _line(one: Attendee) -> str:
    numbers = (one.hours, one.score)
    words = ["-" if number is None else f"{number:g}" for number in numbers]
    while words and words[-1] == "-":
        words.pop()
    return "\t".join([one.name, *words])
