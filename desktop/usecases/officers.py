"""Who acts for the office on a paper: the names, with the 执法证 each one held on that day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.codes import CertificateKind, HolderKind
from db.tables.inspectors import Certificate, Inspector
from desktop.documents.sheets import Officer


def officers_on(session: Session, ids: Sequence[int], day: date) -> tuple[Officer, ...]:
    """In the order asked for; the card last issued by the day, also where it had run out."""
    named = select(Inspector.id, Inspector.name).where(Inspector.id.in_(ids))
    held = (
        select(Certificate.holder_id, Certificate.number)
        .where(
            Certificate.holder_kind == HolderKind.INSPECTOR,
            Certificate.kind == CertificateKind.ENFORCEMENT_CARD,
            Certificate.holder_id.in_(ids),
            Certificate.number.is_not(None),
            or_(Certificate.valid_from.is_(None), Certificate.valid_from <= day),
        )
        .order_by(func.coalesce(Certificate.valid_from, date.min), Certificate.id)
    )
    names = dict(session.execute(named).all())
    cards = dict(session.execute(held).all())
    return tuple(Officer(names[one], cards.get(one) or "") for one in ids if one in names)
