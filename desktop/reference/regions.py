"""Regions and parks (区划、重点园区): who may be the office, for ``init --region``."""

from dataclasses import dataclass
from functools import cache

from desktop.reference.resources import read_csv


@dataclass(frozen=True)
class Region:
    """A county, a district or a park; ``bureau`` is a usual name, never taken for the office's."""

    code: str
    name: str
    level: str
    parent: str
    bureau: str


@cache
def regions() -> tuple[Region, ...]:
    """The regions of the province, then its parks (level 园区)."""
    counties = (
        Region(row["code"], row["name"], row["level"], row["parent"], row["bureau"])
        for row in read_csv("regions.csv")
    )
    parks = (
        Region(row["code"], row["name"], "园区", row["parent"], row["authority"])
        for row in read_csv("parks.csv")
    )
    return (*counties, *parks)


def region(code: str) -> Region | None:
    """One region or park by its code."""
    return next((row for row in regions() if row.code == code), None)
