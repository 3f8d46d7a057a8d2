"""The one certificate of a kind that a form shows with its holder."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Record
from db.codes import CertificateKind, HolderKind
from db.tables.inspectors import Certificate
from desktop.domain.days import NO_END
from desktop.usecases.records import put_values, touch


@dataclass(frozen=True)
class Held:
    """A certificate as typed: its number and its last day, which may be 长期."""

    holder: HolderKind
    kind: CertificateKind
    number: str | None
    last_day: date | None


def put_certificate(session: Session, record: Record, held: Held) -> None:
    """Write what was typed; nothing typed takes the certificate away."""
    row = session.scalars(
        select(Certificate)
        .where(Certificate.holder_kind == held.holder, Certificate.holder_id == record.id)
        .where(Certificate.kind == held.kind)
        .order_by(Certificate.lasting.desc(), Certificate.valid_to.desc())
    ).first()
    is_empty = held.number is None and held.last_day is None
    if row is None and is_empty:
        return
    if row is not None and is_empty:
        session.delete(row)
        touch(session, record)
        return
    if row is None:
        row = Certificate(holder_kind=held.holder, holder_id=record.id, kind=held.kind)
        session.add(row)
    is_lasting = held.last_day == NO_END
    ends = held.last_day is not None and not is_lasting
    valid_to = held.last_day + timedelta(days=1) if ends and held.last_day else None
    put_values(row, number=held.number, valid_to=valid_to, lasting=is_lasting)
    if session.is_modified(row):
        touch(session, record)
