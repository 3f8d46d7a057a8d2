"""文书用语: the office's own words and official passages, and how two editions differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from db.codes import InNameOf
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label

REMEDY = "救济告知"
PROHIBITIONS = "五个严禁告知"


@dataclass(frozen=True)
class Passage:
    """A passage that must be the official text: ``name`` is the field that prints it.

    With ``in_name_of`` it is printed where papers of the day go in that name.
    """

    key: str
    title: str
    name: str
    in_name_of: InNameOf | None = None


PASSAGES: tuple[Passage, ...] = (
    Passage("block.prohibitions", PROHIBITIONS, PROHIBITIONS),
    *(Passage(f"block.remedy.{way}", f"{REMEDY}·{label(way)}", REMEDY, way) for way in InNameOf),
)


def passage_for(name: str, in_name_of: InNameOf) -> Passage:
    """The passage that a field prints on a day whose papers go in this name."""
    ways = (None, in_name_of)
    return next(one for one in PASSAGES if one.name == name and one.in_name_of in ways)


def tidy(body: str) -> str:
    """The words as they are kept: without empty lines around them or blanks at a line's end."""
    return "\n".join(line.rstrip() for line in body.splitlines()).strip("\n")


def check_changed(body: str, present: str) -> None:
    """An edition that says the same as the one before it is none."""
    if tidy(body) == tidy(present):
        raise RuleViolation("用语没有改动，不必再存一版")


def check_passage(body: str) -> None:
    """An official text is printed as it stands: it names no field."""
    for number, line in enumerate(body.splitlines(), start=1):
        if "{" in line or "}" in line:
            raise RuleViolation(f"第{number}行有大括号：这一段照原文印出，不能用字段")


class Change(StrEnum):
    """What became of a line between two editions."""

    SAME = " "
    GONE = "-"
    NEW = "+"


@dataclass(frozen=True)
class ChangedLine:
    """A line of either edition, in parts; a part is marked that its counterpart has not."""

    change: Change
    parts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _is_other in self.parts)


def difference(old: str, new: str) -> tuple[ChangedLine, ...]:
    """The lines of both editions in order; what was replaced goes before what replaced it."""
    return tuple(_changed_lines(tidy(old).splitlines(), tidy(new).splitlines()))


def _changed_lines(old: list[str], new: list[str]) -> Iterator[ChangedLine]:
    for tag, first, last, start, end in SequenceMatcher(a=old, b=new).get_opcodes():
        gone, come = old[first:last], new[start:end]
        if tag == "equal":
            yield from (ChangedLine(Change.SAME, ((line, False),)) for line in gone)
        elif len(gone) == len(come):
            for before, after in zip(gone, come, strict=True):
                yield ChangedLine(Change.GONE, _parts(before, after))
                yield ChangedLine(Change.NEW, _parts(after, before))
        else:
            yield from (ChangedLine(Change.GONE, ((line, False),)) for line in gone)
            yield from (ChangedLine(Change.NEW, ((line, False),)) for line in come)


def _parts(line: str, other: str) -> tuple[tuple[str, bool], ...]:
    found = SequenceMatcher(a=line, b=other, autojunk=False).get_opcodes()
    told = ((line[first:last], tag != "equal") for tag, first, last, _start, _end in found)
    return tuple(part for part in told if part[0])
