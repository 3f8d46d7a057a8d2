"""The catalogue of figures: every one the office reports, shows and drills into."""

from desktop.queries.figures import base, checks, hazards, papers
from desktop.queries.figures.figure import Figure, Ratio

CATALOGUE = "2026.11"
"""The version of the declarations below; a package names it."""

FIGURES: tuple[Figure | Ratio, ...] = (
    *base.FIGURES,
    *checks.FIGURES,
    *hazards.FIGURES,
    *papers.FIGURES,
)
COUNTS = tuple(figure for figure in FIGURES if isinstance(figure, Figure))


def figure(code: str) -> Figure | Ratio:
    """The figure of that code."""
    return next(row for row in FIGURES if row.code == code)
