"""The tables of a month's report: what stands on its first page, all figures by their sections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from desktop.documents.blocks import Align, Paragraph, Spacer, plain_style
from desktop.documents.fonts import Face
from desktop.documents.month_facts import CorrectionLine, FigureLine
from desktop.documents.pieces import Block, Piece
from desktop.documents.tables import Cell, Row, Table
from desktop.domain.figure_sections import section_words

UNKNOWN = "—"
"""What is not known is never printed as nought."""

_LATE = "已报期内发生，报后录入"
_BEGUN = 2
_PAIRED = plain_style(10.5, 1.35)
_SMALL = plain_style(9.0, 1.2)
_NOTE = plain_style(9.0, 1.35)
_FIGURES = (10.0, 50.0, 15.0, 13.0, 12.0, 12.0, 15.0, 16.0, 15.0)
_TITLES = (
    "代码",
    "指标",
    "本月",
    "其中\n历史",
    "补报",
    "更正",
    "本年\n累计",
    "三年行动\n累计",
    "上年\n同期",
)


def headline_table(lines: tuple[FigureLine, ...]) -> Table:
    """The figures everybody asks for, two a row."""
    titles = ("指标", "本月", "本年\n累计") * 2
    rows = [Row(tuple(_title(one) for one in titles), 7.0)]
    for place in range(0, len(lines), 2):
        cells = [cell for line in lines[place : place + 2] for cell in _headline(line)]
        rows.append(Row((*cells, *[Cell()] * (6 - len(cells))), 7.0))
    return Table((48.0, 15.0, 15.0) * 2, tuple(rows), header=1, style=_PAIRED)


def _headline(line: FigureLine) -> tuple[Cell, ...]:
    return (Cell(_named(line), face=Face.SONG), _number(value_of(line)), _number(line.year))


def figure_blocks(lines: tuple[FigureLine, ...]) -> list[Block]:
    """A table a section (A 基数 …), each followed by what its figures count."""
    blocks: list[Block] = []
    for letter, own in groupby(lines, key=lambda line: line.code[:1]):
        section = tuple(own)
        blocks += [
            Paragraph(section_words(letter), Face.HEI, 0.0, style=_PAIRED, with_next=True),
            _Begun(Table(_FIGURES, (_heading(), *map(_figure, section)), header=1, style=_SMALL)),
            Spacer(0.15),
            *_definitions(section),
            Spacer(0.4),
        ]
    return blocks


def _heading() -> Row:
    return Row(tuple(_title(title) for title in _TITLES), 9.0)


def _figure(line: FigureLine) -> Row:
    numbers = (
        value_of(line),
        str(line.history) if line.history else "",
        line.supplement,
        line.correction,
        line.year,
        line.action,
        line.same_period,
    )
    named = Cell(_named(line), face=Face.SONG)
    code = Cell(line.code, align=Align.CENTRE, face=Face.SONG)
    return Row((code, named, *map(_number, numbers)), 5.6)


def _definitions(lines: Iterable[FigureLine]) -> Iterator[Block]:
    """口径 in small type, one after the other; figures that count alike are told together."""
    told: dict[str, list[str]] = {}
    for line in lines:
        if line.definition:
            told.setdefault(line.definition.rstrip("。"), []).append(line.code)
    words = "".join(f"{'、'.join(codes)} {meaning}。" for meaning, codes in told.items())
    if words:
        yield Paragraph(f"口径：{words}", Face.SONG, indent=0.0, style=_NOTE)


@dataclass(frozen=True)
class _Begun:
    """A table of which no page holds the heading and less than three rows."""

    table: Table

    def pieces(self, measure: float) -> list[Piece]:
        cut = self.table.pieces(measure)
        begun = len(cut[: self.table.header + _BEGUN])
        return [replace(piece, with_next=True) for piece in cut[:begun]] + cut[begun:]


def change_table(
    supplements: tuple[CorrectionLine, ...], corrections: tuple[CorrectionLine, ...]
) -> Table:
    """补报 and 更正, each figure with its old and new value and why."""
    rows = [Row(tuple(_title(one) for one in ("类别", "指标", "原值、新值", "理由")), 7.0)]
    for kind, lines, reason in (("补报", supplements, _LATE), ("更正", corrections, UNKNOWN)):
        for line in lines:
            words = (kind, line.figure, line.told, line.reason or reason)
            rows.append(Row(tuple(Cell(one, face=Face.SONG) for one in words), 7.0))
    return Table((14.0, 36.0, 58.0, 48.0), tuple(rows), header=1, style=_PAIRED)


def value_of(line: FigureLine) -> str:
    return UNKNOWN if line.value is None else line.value


def _named(line: FigureLine) -> str:
    return f"{line.name}（{line.unit}）" if line.unit and line.unit != "%" else line.name


def _title(words: str) -> Cell:
    return Cell(words, align=Align.CENTRE, face=Face.HEI)


def _number(words: str) -> Cell:
    return Cell(words, align=Align.RIGHT, face=Face.SONG)
