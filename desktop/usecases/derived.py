"""What the record derives, held against what it keeps: states of hazards, lists of closed months.

The change log proves that nobody changed a row past the program; these prove that the program
itself kept its copies right.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from db.codes import MonthState
from db.tables.hazards import Hazard, HazardStep
from db.tables.months import Month, MonthFigure
from db.verify import Wrong
from desktop.domain import hazards as rules
from desktop.domain.id_lists import hash_of_ids, unpack_ids
from desktop.domain.months import month_words
from desktop.queries.hazards import hazard_facts

_AT_ONCE = 500
_CLOSED = (MonthState.SEALED, MonthState.SUBMITTED, MonthState.RETURNED)


def hazard_states(connection: Connection) -> Iterator[Wrong]:
    """State, deadline and closure of every hazard with steps, derived anew."""
    with Session(connection) as session:
        ids = session.scalars(select(HazardStep.hazard_id).distinct()).all()
        for at in range(0, len(ids), _AT_ONCE):
            rows = select(Hazard).where(Hazard.id.in_(ids[at : at + _AT_ONCE]))
            hazards = session.scalars(rows).all()
            facts = hazard_facts(session, hazards)
            for hazard in hazards:
                told = facts[hazard.id]
                kept = (hazard.state, hazard.due, hazard.closed_on)
                derived = (
                    rules.derive_state(told),
                    rules.derive_due(told),
                    rules.derive_closed_on(told),
                )
                if kept != derived:
                    label = hazard.description[:40]
                    yield Wrong("hazard", hazard.id, label, "状态、期限或销号日期与步骤推出的不符")


def closed_months(connection: Connection) -> Iterator[Wrong]:
    """Every frozen list against its count and its hash."""
    with Session(connection) as session:
        rows = (
            select(MonthFigure, Month.period, Month.edition)
            .join(Month, Month.id == MonthFigure.month_id)
            .where(Month.state.in_(_CLOSED), MonthFigure.ids.is_not(None))
        )
        for figure, period, edition in session.execute(rows):
            ids = unpack_ids(figure.ids or b"")
            if len(ids) != figure.count or hash_of_ids(ids) != figure.ids_sha256:
                label = f"{month_words(period)}第{edition}稿 {figure.code}"
                yield Wrong("month_figure", figure.id, label, "封存的明细与其数目或摘要不符")


CHECKS = (hazard_states, closed_months)
