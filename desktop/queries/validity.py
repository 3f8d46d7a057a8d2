"""How long a certificate is good, as a list and a record show it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, SQLColumnExpression, false, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from db.codes import CertificateKind, HolderKind
from db.tables.inspectors import Certificate
from desktop.domain.certificates import Expiry, expiry
from desktop.queries.day import BEYOND

LASTING = "长期"
FAR_OFF = date.max


@dataclass(frozen=True)
class Validity:
    """The last valid day (None where it is not known), 长期, and how near the end is."""

    last_day: date | None = None
    lasting: bool = False
    expiry: Expiry | None = None

    @property
    def words(self) -> str:
        if self.lasting:
            return LASTING
        day = "" if self.last_day is None else self.last_day.isoformat()
        return f"{day} {self.expiry.words}" if self.expiry else day

    @property
    def expired(self) -> bool:
        return self.expiry is not None and self.expiry.expired


def validity(valid_to: date | None, lasting: bool | None, today: date) -> Validity:
    """Return the validity of a certificate; the record holds the day after the last one."""
    if lasting or valid_to is None:
        return Validity(lasting=bool(lasting))
    return until(valid_to - timedelta(days=1), today)


def until(last_day: date | None, today: date) -> Validity:
    return Validity(last_day=last_day, expiry=expiry(last_day, today))


def newest(
    holder: HolderKind, holder_id: Any, kind: CertificateKind, value: InstrumentedAttribute[Any]
) -> ScalarSelect[Any]:
    """Return ``value`` of the certificate of a kind that its holder has longest."""
    row = aliased(Certificate)
    is_it = (row.holder_kind == holder, row.holder_id == holder_id, row.kind == kind)
    far = func.coalesce(row.valid_to, date.min)
    found = select(getattr(row, value.key)).where(*is_it)
    found = found.order_by(row.lasting.desc(), far.desc(), row.id.desc()).limit(1)
    return found.correlate_except(row).scalar_subquery()


def reaches(valid_to: SQLColumnExpression[Any], step: str) -> ColumnElement[bool]:
    """Return whether an end (the day after the last valid one) has reached a step of the ladder."""
    bound = {str(day): bind for day, bind in BEYOND.items()}.get(step)
    return false() if bound is None else valid_to <= bound


def reaches_last(last_day: SQLColumnExpression[Any], step: str) -> ColumnElement[bool]:
    """The same for a column that holds the last good day itself."""
    bound = {str(day): bind for day, bind in BEYOND.items()}.get(step)
    return false() if bound is None else last_day < bound
