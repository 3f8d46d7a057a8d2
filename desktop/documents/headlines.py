"""标题: where a headline breaks: words stay whole, its lines make a trapezium or a diamond.

GB/T 9704-2012 7.3.1: 回行时要做到词意完整, 排列对称, 长短适宜, 间距恰当. There is no dictionary
behind this: the words of the trade that headlines are made of, names given with the paper, and
what the marks tell.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from desktop.documents.breaking import breaks
from desktop.reference.resources import resource

_MOST_LINES = 6
_LONGEST = 10
_NEVER = 1000.0
_INSIDE, _LOOSE, _HALF, _BETWEEN = 30.0, 5.0, 3.0, 1.0
_SHAPE = 0.3  # against a line that is a square longer or shorter than the mean
_HOURGLASS = 20.0
_SHORTEST = 0.35  # of its share

_KINDS = "通知|通报|报告|函|复函|公告|通告|纪要|意见|请示|批复|决定|方案|办法"
_END = re.compile(rf"的(?:{_KINDS})$")
_QUOTED = re.compile(r"《[^《》]{1,20}》|“[^“”]{1,20}”|（[^（）]{1,10}）")
_TIES_BACK = frozenset("的等了之")
_JOINS = frozenset("和及与暨或")


def headline_lines(
    text: str, widths: Sequence[float], room: float, names: Sequence[str] = ()
) -> list[str] | None:
    """The lines of a headline; None where it needs more lines than are weighed here.

    ``widths`` are those of its characters, ``names`` are never taken apart.
    """
    reach = [0.0]
    for width in widths:
        reach.append(reach[-1] + width)
    costs = break_costs(text, names)
    for count in range(1, _MOST_LINES + 1):
        if count * room < reach[-1] - 0.01:
            continue
        best = min(_cuts(reach, costs, count, room), default=None)
        if best is not None and best[0] < _NEVER:
            edges = (0, *best[1], len(text))
            return [text[start:end].strip() for start, end in pairwise(edges)]
    return None


def _cuts(
    reach: Sequence[float], costs: Sequence[float], count: int, room: float
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Every way to cut the headline into so many lines that fit, with what speaks against it."""
    square = room / 20
    mean = reach[-1] / count
    for cut in _places(reach, costs, count, room):
        edges = (0.0, *(reach[place] for place in cut), reach[-1])
        lines = [end - start for start, end in pairwise(edges)]
        shape = sum(((line - mean) / square) ** 2 for line in lines) / count * _SHAPE
        shape += _HOURGLASS * _is_hourglass(lines)
        yield shape + sum(costs[place] for place in cut), cut


def _places(
    reach: Sequence[float], costs: Sequence[float], count: int, room: float, start: int = 0
) -> Iterator[tuple[int, ...]]:
    """Where lines may end, none of them much shorter than its share or longer than the room."""
    left = reach[-1] - reach[start]
    if count == 1:
        if left <= room + 0.01:
            yield ()
        return
    for place in range(start + 1, len(reach) - 1):
        wide = reach[place] - reach[start]
        if wide > room + 0.01:
            return
        if costs[place] < _NEVER and wide >= left / count * _SHORTEST:
            for others in _places(reach, costs, count - 1, room, place):
                yield (place, *others)


def _is_hourglass(lines: Sequence[float]) -> bool:
    """Lines that first become shorter and then longer: neither trapezium nor diamond."""
    shrunk = False
    for upper, lower in pairwise(lines):
        if shrunk and lower > upper + 0.01:
            return True
        shrunk = shrunk or lower < upper - 0.01
    return False


def break_costs(text: str, names: Sequence[str] = ()) -> list[float]:
    """For each place before a character: what speaks against a line's end there."""
    allowed = breaks(text)
    words = _words(text, names)
    costs = [_cost(text, place, words) if allowed[place] else _NEVER for place in range(len(text))]
    costs.append(0.0)
    end = _END.search(text)
    if end is not None:
        for place in range(end.start(), len(text)):
            costs[place] = _NEVER
    return costs


def _cost(text: str, place: int, words: Sequence[int]) -> float:
    """``words`` tells for each character which word it is of; words of one unknown one are odd."""
    if place == 0:
        return _NEVER
    before, after = text[place - 1], text[place]
    if words[place - 1] == words[place]:
        return _NEVER if words[place] % 4 == 0 else _INSIDE
    if after in _TIES_BACK or before in _JOINS:
        return _NEVER if after == "的" else _INSIDE
    if text.startswith("关于", place) or before in "、 ，；：":
        return 0.0
    if before in _TIES_BACK or after in _JOINS or before in "》”）":
        return _BETWEEN
    known = (words[place - 1] % 4 < 3) + (words[place] % 4 < 3)
    return (_LOOSE, _HALF, _BETWEEN)[known]


def _words(text: str, names: Sequence[str]) -> list[int]:
    """The number of the word each character is of.

    Its remainder by four says of what kind: 0 a name or quotation, 1 a word of the trade, 3 a
    single character of which nothing is known.
    """
    kinds = [3] * len(text)
    starts = [True] * len(text)
    for start, end in _held(text, names):
        if kinds[start] == 3:  # what stands within a name is part of it
            for place in range(start, end):
                kinds[place], starts[place] = 0, place == start
    place = 0
    while place < len(text):
        word = _word_at(text, place) if kinds[place] == 3 else ""
        if word and all(kind == 3 for kind in kinds[place : place + len(word)]):
            for inner in range(place, place + len(word)):
                kinds[inner], starts[inner] = 1, inner == place
            place += len(word)
        else:
            place += 1
    found, number = [], 0
    for kind, start in zip(kinds, starts, strict=True):
        number += start
        found.append(number * 4 + kind)
    return found


def _held(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    for name in filter(None, names):
        for found in re.finditer(re.escape(name), text):
            yield found.span()
    for found in _QUOTED.finditer(text):
        yield found.span()


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(resource("wording/headline_words.txt").read_text("utf-8").split())


def _word_at(text: str, place: int) -> str:
    known = _vocabulary()
    for length in range(min(_LONGEST, len(text) - place), 1, -1):
        if text[place : place + length] in known:
            return text[place : place + length]
    return ""
