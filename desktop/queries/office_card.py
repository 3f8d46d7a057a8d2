"""本单位 as it stands: names, region, 启用日, in whose name papers go."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import InNameOf
from db.tables.office import Entrustment, Office
from desktop.reference.regions import region


@dataclass(frozen=True)
class OfficeCard:
    """The one row of the office; all None before the first day."""

    bureau_name: str | None = None
    station_name: str | None = None
    region_code: str | None = None
    start_day: date | None = None
    sample: bool = False

    @property
    def region_name(self) -> str:
        found = None if self.region_code is None else region(self.region_code)
        return "" if found is None else found.name


def office_card(session: Session) -> OfficeCard:
    row = session.scalar(select(Office))
    if row is None:
        return OfficeCard()
    return OfficeCard(row.bureau_name, row.station_name, row.region_code, row.start_day, row.sample)


@dataclass(frozen=True)
class EntrustmentRow:
    """In whose name papers go, for what, from when to when (last day inclusive)."""

    id: int
    matter: str
    in_name_of: InNameOf
    document: str | None
    first: date
    last: date | None


def entrustment_rows(session: Session) -> tuple[EntrustmentRow, ...]:
    """Every period, the newest first."""
    rows = session.scalars(select(Entrustment).order_by(Entrustment.valid_from.desc()))
    return tuple(
        EntrustmentRow(
            row.id,
            row.matter,
            row.in_name_of,
            row.document,
            row.valid_from,
            None if row.valid_to is None else row.valid_to - timedelta(days=1),
        )
        for row in rows
    )
