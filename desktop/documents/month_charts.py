"""The charts of a month's report: facts a sheet can keep, and what they are drawn as."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from desktop.documents.bar_rows import BarRows
from desktop.documents.blocks import KeepTogether, Paragraph, Spacer, plain_style
from desktop.documents.chart_frame import Frame, Series
from desktop.documents.charts import BarChart, TrendChart
from desktop.documents.fonts import Face
from desktop.documents.pieces import Block

_NOTE = plain_style(9.0, 1.35)
_HEIGHT = 40.0


class Shape(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    ROWS = "rows"
    COURSE = "course"


@dataclass(frozen=True)
class ChartSeries:
    """One row of values; None is unknown."""

    name: Annotated[str, "图例"]
    values: Annotated[tuple[float | None, ...], "数值"]


@dataclass(frozen=True)
class ChartFacts:
    """A chart as a sheet keeps it; ``note`` says below it what is counted."""

    title: Annotated[str, "图名"]
    shape: Annotated[str, "图形"]
    labels: Annotated[tuple[str, ...], "横轴"]
    series: Annotated[tuple[ChartSeries, ...], "数列"]
    unit: Annotated[str, "单位"] = ""
    note: Annotated[str, "图注"] = ""

    @property
    def is_empty(self) -> bool:
        """Nothing of it is known: an empty frame would only say so at length."""
        return not any(value is not None for one in self.series for value in one.values)


def chart_blocks(charts: tuple[ChartFacts, ...]) -> list[Block]:
    """Each chart with its note below it, whole on one page; of an empty one only its name."""
    drawn = [one for one in charts if not one.is_empty]
    blocks: list[Block] = []
    for one in drawn:
        blocks += [KeepTogether((_frame(one), *_note(one.note))), Spacer(0.5)]
    empty = "、".join(one.title for one in charts if one.is_empty)
    return [*blocks, *_note(f"没有数据、未画的图：{empty}。" if empty else "")]


def _note(words: str) -> list[Block]:
    return [Paragraph(words, Face.SONG, indent=0.0, style=_NOTE)] if words else []


_FRAMES: dict[Shape, Callable[..., Frame]] = {
    Shape.BARS: BarChart,
    Shape.ROWS: BarRows,
    Shape.COURSE: TrendChart,
}


def _frame(one: ChartFacts) -> Frame:
    series = tuple(Series(part.name, part.values) for part in one.series)
    return _FRAMES[Shape(one.shape)](one.title, one.labels, series, one.unit, _HEIGHT)
