"""Lines of Chinese: words broken where they may be, each line spread or squeezed to its measure.

A full-width character takes one square of the grid; digits and Latin letters take their own width.
A line that is short of its measure is spread between characters, one that is over it by a mark is
squeezed in the blank halves of the marks inside it (标点挤压).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from desktop.documents.breaking import CLOSING, OPENING, PARTS, breaks, is_solid
from desktop.documents.fonts import Face, Glyph, glyphs

_NEARLY = 1e-6
_SQUEEZE = 0.5  # a mark can lose its blank half, no more
_SPREAD = 0.095  # from a tenth of the size on, readers of the PDF see a blank between characters


@dataclass(frozen=True)
class Style:
    """How one kind of text is set; ``pitch`` is the square of a full-width character."""

    size: float
    pitch: float
    leading: float


@dataclass(frozen=True)
class Span:
    """Some words in one face."""

    text: str
    face: Face = Face.FANG


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font drawn in one go; ``spacing`` is added after each."""

    x: float
    text: str
    font: str
    spacing: float
    sink: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line, set: its runs, how far it reaches, and its words."""

    runs: tuple[Run, ...]
    width: float
    text: str


class _Atom(NamedTuple):
    """One character with the font it comes from, its own width and its step to the next."""

    char: str
    glyph: Glyph
    natural: float
    advance: float


class _Atoms(dict[str, _Atom]):
    """The characters of one face in one style, each made once."""

    def __init__(self, face: Face, style: Style) -> None:
        super().__init__()
        self._chain = glyphs(face)
        self._size, self._extra = style.size, style.pitch - style.size

    def __missing__(self, char: str) -> _Atom:
        glyph = self._chain[char]
        natural = glyph.advance * self._size
        square = abs(glyph.advance - 1.0) < _NEARLY
        atom = _Atom(char, glyph, natural, natural + self._extra if square else natural)
        self[char] = atom
        return atom


_made = cache(_Atoms)


def forget() -> None:
    """Set every line anew: the fonts are others now."""
    _made.cache_clear()
    _lines.cache_clear()


def set_lines(
    spans: Sequence[Span],
    style: Style,
    measure: float,
    margins: tuple[float, float] = (0.0, 0.0),
    *,
    even: bool = True,
) -> list[Line]:
    """The lines of one paragraph; ``margins`` move the first line in, and all others.

    ``even`` spreads every line but the last to the measure.
    """
    return list(_lines(tuple(spans), style, measure, margins, even))


# Most paragraphs of a batch of papers are the same words: each is set once.
@lru_cache(maxsize=1024)
def _lines(
    spans: tuple[Span, ...],
    style: Style,
    measure: float,
    margins: tuple[float, float],
    even: bool,
) -> tuple[Line, ...]:
    indent, hang = margins
    atoms = _atoms(spans, style)
    text = "".join([atom.char for atom in atoms])
    free = breaks(text)
    lines: list[Line] = []
    start = 0
    while start < len(atoms) or not lines:
        room = measure - (hang if lines else indent)
        end = _line_end(_Search(atoms, text, free, start, room))
        shown = _trimmed(atoms, start, end)
        lines.append(_set(shown, room, style, spread=even and end < len(atoms)))
        start = end
        while start < len(atoms) and atoms[start].char == " ":
            start += 1
    return tuple(lines)


def natural_width(spans: Sequence[Span], style: Style) -> float:
    """How wide the words are on one line."""
    return sum(atom.advance for atom in _atoms(spans, style))


def _atoms(spans: Sequence[Span], style: Style) -> list[_Atom]:
    atoms: list[_Atom] = []
    for span in spans:
        known = _made(span.face, style)
        atoms += [known[char] for char in span.text]
    return atoms


@dataclass(frozen=True)
class _Search:
    """What is asked when a line's end is looked for."""

    atoms: Sequence[_Atom]
    text: str
    free: Sequence[bool]
    start: int
    room: float


def _line_end(search: _Search) -> int:
    atoms, start = search.atoms, search.start
    end, reach = start, 0.0
    while end < len(atoms) and reach + atoms[end].natural <= search.room + _NEARLY:
        reach += atoms[end].advance
        end += 1
    if end >= len(atoms) or search.free[end]:
        return max(end, start + 1)
    squeezed = _squeezed_end(search, end)
    if squeezed is not None:
        return squeezed
    for place in range(end, start, -1):
        if search.free[place]:
            return place
    for kept in (PARTS, None):  # the measure is too narrow for what is read as one thing
        loose = breaks(search.text, kept)
        for place in range(end, start, -1):
            if loose[place]:
                return place
    return max(end, start + 1)


def _squeezed_end(search: _Search, end: int) -> int | None:
    """The next break up to two characters on, where the blank halves of marks make room for it."""
    atoms = search.atoms
    for place in range(end + 1, min(end + 2, len(atoms)) + 1):
        if search.free[place]:
            shown = _trimmed(atoms, search.start, place)
            reach = sum([atom.advance for atom in shown[:-1]]) + shown[-1].natural
            can_give = sum(_SQUEEZE * shown[index].natural for index in _squeezable(shown))
            return place if reach - search.room <= can_give + _NEARLY else None
    return None


def _squeezable(atoms: Sequence[_Atom]) -> list[int]:
    """The marks inside a line; those at its edges keep their square, so that edges stay even."""
    return [
        index
        for index, atom in enumerate(atoms)
        if 0 < index < len(atoms) - 1 and (atom.char in OPENING or atom.char in CLOSING)
    ]


def _trimmed(atoms: Sequence[_Atom], start: int, end: int) -> Sequence[_Atom]:
    while end > start + 1 and atoms[end - 1].char == " ":
        end -= 1
    return atoms[start:end]


def _set(atoms: Sequence[_Atom], room: float, style: Style, *, spread: bool) -> Line:
    steps = [atom.advance for atom in atoms[:-1]] + [atom.natural for atom in atoms[-1:]]
    slack = room - sum(steps)
    if slack < -_NEARLY:
        _squeeze(atoms, steps, -slack)
    elif spread and slack > _NEARLY:
        _spread(atoms, steps, slack, style.size * _SPREAD)
    text = "".join(atom.char for atom in atoms)
    return Line(_runs(atoms, steps), sum(steps), text)


def _squeeze(atoms: Sequence[_Atom], steps: list[float], over: float) -> None:
    inside = _squeezable(atoms)
    if not inside:
        return
    each = over / len(inside)
    for index in inside:
        # The blank of an opening mark lies before its ink: what shrinks is the step to it.
        steps[index - 1 if atoms[index].char in OPENING else index] -= each


def _spread(atoms: Sequence[_Atom], steps: list[float], slack: float, most: float) -> None:
    gaps = [
        index
        for index in range(len(atoms) - 1)
        if not is_solid(atoms[index].char, atoms[index + 1].char)
    ]
    if gaps:
        each = min(slack / len(gaps), most)
        for index in gaps:
            steps[index] += each


def _runs(atoms: Sequence[_Atom], steps: Sequence[float]) -> tuple[Run, ...]:
    """Neighbours of one font and one spacing become one run; the last one's spacing shows not."""
    if not atoms:
        return ()
    runs: list[Run] = []
    x = begun = 0.0
    first, count = 0, len(atoms)
    # Glyph and spacing of the run begun at ``first``, spacing before the character looked at.
    own = atoms[0].glyph
    spacing = before = steps[0] - atoms[0].natural
    for index in range(1, count + 1):
        x += steps[index - 1]
        if index < count:
            glyph = atoms[index].glyph
            same = glyph is own or (glyph.font == own.font and glyph.sink == own.sink)
            if same and -_NEARLY < spacing - before < _NEARLY:
                before = steps[index] - atoms[index].natural
                continue
        words = "".join([atom.char for atom in atoms[first:index]])
        shown = round(spacing, 4) if index - first > 1 else 0.0
        runs.append(Run(begun, words, own.font, shown, own.sink))
        if index < count:
            first, begun, own = index, x, atoms[index].glyph
            spacing = before = steps[index] - atoms[index].natural
    return tuple(runs)
