"""The catalogue of figures: every one the office reports, shows and drills into."""

from desktop.queries.figures import (
    base,
    checks,
    hazards,
    loop,
    papers,
    rounds,
    sites,
    training,
    visits,
)
from desktop.queries.figures.figure import Figure, Ratio

CATALOGUE = "2026.12"
"""The version of the declarations below; a package names it."""

FIGURES: tuple[Figure | Ratio, ...] = (
    *base.FIGURES,
    *checks.FIGURES,
    *visits.FIGURES,
    *rounds.FIGURES,
    *hazards.FIGURES,
    *loop.FIGURES,
    *papers.FIGURES,
    *sites.FIGURES,
    *training.FIGURES,
)
HEADLINES = tuple(
    "A01 A10 B01 B02 B25 B33 C01 C03 C06 C07 C09 C10 C21 C22 D01 D02".split()  # noqa: SIM905
)
"""What the first page of the report carries, two a row: both rates stand beside one another."""

COUNTS = tuple(figure for figure in FIGURES if isinstance(figure, Figure))


def figure(code: str) -> Figure | Ratio:
    """The figure of that code."""
    return next(row for row in FIGURES if row.code == code)
