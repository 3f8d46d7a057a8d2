"""What the record derives, held against what it keeps: hazards, signatures, closed months.

The change log proves that nobody changed a row past the program; these prove that the program
itself kept its copies right.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from db.tables.hazards import Hazard, HazardStep
from db.tables.issuing import PaperCase
from db.tables.months import MonthFigure
from db.tables.signatures import Signature
from db.tables.visits import Visit
from db.verify import Wrong
from desktop.domain import cases
from desktop.domain import hazards as rules
from desktop.domain.id_lists import hash_of_ids, unpack_ids
from desktop.domain.month_sums import figure_of
from desktop.queries.case_facts import case_facts
from desktop.queries.figures.catalogue import COUNTS
from desktop.queries.figures.figure import Kind
from desktop.queries.hazards import hazard_facts
from desktop.queries.month_chain import below, closed_links
from desktop.usecases.signing import visit_digests

_AT_ONCE = 500


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


def signed_visits(connection: Connection) -> Iterator[Wrong]:
    """Every signed visit against what its signatures bound: 谁检查谁签字谁负责."""
    with Session(connection) as session:
        rows = select(Signature.record_id, Signature.content_sha256).where(
            Signature.entity == Visit.__tablename__
        )
        bound: dict[int, set[str]] = {}
        for key, digest in session.execute(rows):
            bound.setdefault(key, set()).add(digest)
        ids = list(bound)
        for at in range(0, len(ids), _AT_ONCE):
            digests = visit_digests(session, ids[at : at + _AT_ONCE])
            for key, digest in digests.items():
                if bound[key] != {digest}:
                    visit = session.get_one(Visit, key)
                    label = f"{visit.visited_on.isoformat()}的检查"
                    yield Wrong("visit", key, label, "签名之后内容有变，与签名认定的不符")
            session.expunge_all()


def closed_months(connection: Connection) -> Iterator[Wrong]:
    """Every frozen figure against its lists, and its sum against what it was added from."""
    with Session(connection) as session:
        links = closed_links(session)
        rows = session.scalars(select(MonthFigure)).all()
        figures: dict[int, dict[str, MonthFigure]] = {}
        for row in rows:
            figures.setdefault(row.month_id, {})[row.code] = row
        for link in links:
            under = below(links, link.period, link.at)[-1:]
            basis = figures.get(under[0].id, {}) if under else {}
            is_same_year = bool(under) and under[0].period // 100 == link.period // 100
            for row in figures.get(link.id, {}).values():
                wrong = [*_wrong_in(row), *_wrong_after(row, basis.get(row.code), is_same_year)]
                for what in dict.fromkeys(wrong):
                    name = NAMES.get(figure_of(row.code)[0], "")
                    label = f"{link.edition.words} {row.code} {name}".rstrip()
                    yield Wrong("month_figure", row.id, label, what)


def _wrong_in(row: MonthFigure) -> Iterator[str]:
    """What a frozen figure says that its own lists and parts do not give."""
    try:
        late = len(unpack_ids(row.supplement_ids)) if row.supplement_ids else 0
        ids = unpack_ids(row.ids) if row.ids else ()
    except ValueError:
        yield "封存的明细读不出来"
        return
    if row.ids is not None:
        if len(ids) != row.count or hash_of_ids(ids) != row.ids_sha256:
            yield "封存的明细与其数目或摘要不符"
        elif row.value is not None and row.value != len(ids):
            yield "封存的数值与其明细的数目不符"
    if row.supplement is None:
        return
    if row.supplement != late:
        yield "封存的补报与其明细的数目不符"
    parts = ((row.last or 0) + row.supplement + (row.correction or 0), row.value or 0)
    is_stock = KINDS.get(row.code) is Kind.STOCK
    summed = parts[0] if is_stock else sum(parts)
    if abs(summed - ((row.value if is_stock else row.total) or 0)) >= 0.005:
        yield "封存的累计与其各项之和不符"


def _wrong_after(row: MonthFigure, basis: MonthFigure | None, is_same_year: bool) -> Iterator[str]:
    """A sum begins with what the report before it ended with; a year's flow begins anew."""
    if basis is None or row.supplement is None:
        return
    is_stock = KINDS.get(row.code) is Kind.STOCK
    if not is_stock and not is_same_year:
        return
    ended = basis.value if is_stock else basis.total
    if (row.last or 0) != (ended or 0):
        yield "封存的上期累计与上期报表不符"


def case_states(connection: Connection) -> Iterator[Wrong]:
    """The state of every draft, derived anew from its opinions."""
    with Session(connection) as session:
        for case in session.scalars(select(PaperCase).order_by(PaperCase.id)):
            if case.state is not cases.state_of(case_facts(session, case)):
                yield Wrong("paper_case", case.id, case.title, "状态与审核、签发意见推出的不符")


KINDS = {row.code: row.kind for row in COUNTS}
NAMES = {row.code: row.name for row in COUNTS}
CHECKS = (hazard_states, signed_visits, closed_months, case_states)
