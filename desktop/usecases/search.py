"""Keeping the search cache up: after each write it reads on in the change log."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db import search
from db.change import Change, ChangeSet
from db.codes import Area
from db.session import Act
from db.tables.dangerous_works import DangerousWork
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.inspectors import Certificate, Grid, Inspector
from db.tables.issuing import PaperCase
from db.tables.key_people import KeyPerson
from db.tables.machines import Machine
from db.tables.papers import Paper
from db.tables.projects import Project
from db.tables.rounds import InspectionApproval, Round
from db.tables.training import TrainingRecord, TrainingSession
from db.tables.visits import Visit
from desktop.domain.cases import state_words
from desktop.domain.labels import label
from desktop.usecases.done import Done
from desktop.usecases.initials import initials_of

#: changes a stretch: about a tenth of a second
_AT_ONCE = 500
_TITLE = 60
Entries = Iterator[search.Entry]


def catch_up(session: Session, _changed: frozenset[Area], _act: Act) -> Done[bool]:
    """Read the next stretch of the change log; the answer is whether there may be more.

    Runs after every write, and when an office is opened: the log says what is new, not the
    areas announced, so a write of another PC is caught up too. A stretch is short, so that
    a clerk's save never waits for a whole import to be read.
    """
    n, position = search.read_up_to(session)
    follows = or_(ChangeSet.n > n, Change.position > position)
    query = (
        select(ChangeSet.n, Change.position, Change.entity, Change.record_id)
        .join(Change, Change.change_set_id == ChangeSet.id)
        .where(ChangeSet.n >= n, follows)
        .order_by(ChangeSet.n, Change.position)
        .limit(_AT_ONCE)
    )
    stretch = session.execute(query).all()
    if not stretch:
        return Done(False)
    changed: dict[str, dict[int, None]] = {}
    for row in stretch:
        if row.entity in _MAKERS:
            changed.setdefault(row.entity, {})[row.record_id] = None
    for owner, dependents in _SHOWN_BY.items():
        renamed = _renamed(session, owner, list(changed.get(owner.__tablename__, ())))
        for column in dependents if renamed else ():
            shown = session.scalars(select(column.class_.id).where(column.in_(renamed)))
            changed.setdefault(column.class_.__tablename__, {}).update(dict.fromkeys(shown))
    for entity, found in changed.items():
        ids = list(found)
        for at in range(0, len(ids), _AT_ONCE):
            _take_in(session, entity, ids[at : at + _AT_ONCE], _MAKERS[entity])
    search.set_read_up_to(session, stretch[-1].n, stretch[-1].position)
    return Done(len(stretch) == _AT_ONCE)


def _renamed(session: Session, model: Any, ids: list[int]) -> list[int]:
    """Return the records found by another name than they bear now."""
    if not ids:
        return []
    known, named = search.titles(session, model.__tablename__, ids), _names(session, model, ids)
    return [key for key, title in known.items() if named.get(key, title) != title]


def _take_in(
    session: Session, entity: str, ids: list[int], make: Callable[[Session, list[int]], Entries]
) -> None:
    entries = list(make(session, ids))
    held = {entry.record_id for entry in entries}
    search.remove_entries(session, [(entity, key) for key in ids if key not in held])
    search.put_entries(session, entries)


def _entry(
    record: Any, title: str, detail: Iterable[str | None], *words: str | None
) -> search.Entry:
    """``detail`` is shown below the title and found by; ``words`` are only found by."""
    shown = [part for part in detail if part]
    found = [title, *shown, *(word for word in words if word)]
    return search.Entry(
        entity=record.__tablename__,
        record_id=record.id,
        title=title,
        detail="　".join(shown),
        initials=initials_of(title, by_words=not isinstance(record, Hazard | Visit)),
        words=" ".join(found).lower(),
    )


def _all(session: Session, model: Any, ids: list[int]) -> Iterable[Any]:
    return session.scalars(select(model).where(model.id.in_(ids)))


def _names(session: Session, model: Any, ids: Iterable[int | None]) -> Mapping[int | None, str]:
    wanted = {key for key in ids if key is not None}
    rows = session.execute(select(model.id, model.name).where(model.id.in_(wanted)))
    return {key: name for key, name in rows}  # noqa: C416 - rows of two columns


def _enterprises(session: Session, ids: list[int]) -> Entries:
    for row in _all(session, Enterprise, ids):
        people = row.principal or row.legal_person
        yield _entry(row, row.name, (label(row.kind), row.uscc, people, row.phone))


def _inspectors(session: Session, ids: list[int]) -> Entries:
    cards: dict[int, list[str]] = {}
    held = select(Certificate.holder_id, Certificate.number)
    held = held.where(Certificate.holder_kind == "inspector", Certificate.holder_id.in_(ids))
    for holder, number in session.execute(held):
        cards.setdefault(holder, []).append(number or "")
    for row in _all(session, Inspector, ids):
        yield _entry(row, row.name, (row.post, row.phone), *cards.get(row.id, ()))


def _grids(session: Session, ids: list[int]) -> Entries:
    for row in _all(session, Grid, ids):
        yield _entry(row, row.name, (row.code,))


def _projects(session: Session, ids: list[int]) -> Entries:
    for row in _all(session, Project, ids):
        yield _entry(row, row.name, (row.permit, row.location), row.code, row.manager)


def _key_people(session: Session, ids: list[int]) -> Entries:
    rows = list(_all(session, KeyPerson, ids))
    sites = _names(session, Project, (row.project_id for row in rows))
    for row in rows:
        detail = (label(row.post), sites[row.project_id])
        yield _entry(row, row.name, detail, row.id_number_tail)


def _machines(session: Session, ids: list[int]) -> Entries:
    rows = list(_all(session, Machine, ids))
    sites = _names(session, Project, (row.project_id for row in rows))
    for row in rows:
        title = f"{label(row.kind)} {row.record_no or row.registration_no or ''}".rstrip()
        yield _entry(row, title, (sites[row.project_id], row.owner), row.registration_no)


def _dangerous_works(session: Session, ids: list[int]) -> Entries:
    rows = list(_all(session, DangerousWork, ids))
    sites = _names(session, Project, (row.project_id for row in rows))
    for row in rows:
        yield _entry(row, row.kind, (sites[row.project_id], row.size))


def _training(session: Session, ids: list[int]) -> Entries:
    rows = list(_all(session, TrainingRecord, ids))
    firms = _names(session, Enterprise, (row.enterprise_id for row in rows))
    for row in rows:
        yield _entry(row, row.name, (label(row.kind), firms[row.enterprise_id]))


def _hazards(session: Session, ids: list[int]) -> Entries:
    rows = list(_all(session, Hazard, ids))
    sites = _names(session, Project, (row.project_id for row in rows))
    for row in rows:
        day = row.found_on.isoformat()
        detail = (day, label(row.level), sites[row.project_id], row.notice_no)
        yield _entry(row, row.description[:_TITLE], detail, row.description[_TITLE:])


def _papers(session: Session, ids: list[int]) -> Entries:
    rows = list(_all(session, Paper, ids))
    sites = _names(session, Project, (row.project_id for row in rows))
    for row in rows:
        kind = row.kind_text or (label(row.kind) if row.kind else "文书")
        detail = (kind, row.issued_on.isoformat(), sites.get(row.project_id), row.title)
        yield _entry(row, row.number or kind, detail, row.enterprise_text)


def _cases(session: Session, ids: list[int]) -> Entries:
    for row in _all(session, PaperCase, ids):
        state = state_words(row.state, row.steps, afterwards=row.afterwards is not None)
        detail = (row.drafted_on.isoformat(), state, row.drafter, row.addressee)
        yield _entry(row, row.title, detail)


def _visits(session: Session, ids: list[int]) -> Entries:
    rows = list(_all(session, Visit, ids))
    sites = _names(session, Project, (row.project_id for row in rows))
    for row in rows:
        day = row.visited_on.isoformat()
        detail = (day, label(row.kind), row.inspectors_text, row.notice_no)
        yield _entry(row, sites[row.project_id], detail)


def _approvals(session: Session, ids: list[int]) -> Entries:
    for row in _all(session, InspectionApproval, ids):
        days = f"{row.first_day.isoformat()} 至 {row.last_day.isoformat()}"
        state = "已批准" if row.approved_on else "未批准"
        yield _entry(row, row.title or "", (label(row.source), days, state), row.matter)


def _rounds(session: Session, ids: list[int]) -> Entries:
    for row in _all(session, Round, ids):
        ends = f"至 {row.last_day.isoformat()}" if row.last_day else "进行中"
        yield _entry(row, row.title, (f"{row.first_day.isoformat()} 起", ends, row.ground))


def _sessions(session: Session, ids: list[int]) -> Entries:
    for row in _all(session, TrainingSession, ids):
        yield _entry(row, row.title, (row.held_on.isoformat(), row.organiser, row.place))


_MAKERS: Mapping[str, Callable[[Session, list[int]], Entries]] = {
    "enterprise": _enterprises,
    "inspector": _inspectors,
    "grid": _grids,
    "project": _projects,
    "key_person": _key_people,
    "machine": _machines,
    "dangerous_work": _dangerous_works,
    "training_record": _training,
    "hazard": _hazards,
    "paper": _papers,
    "paper_case": _cases,
    "visit": _visits,
    "inspection_approval": _approvals,
    "round": _rounds,
    "training_session": _sessions,
}

#: whose details show the name of a record, and so are read again when it is renamed
_SHOWN_BY: Mapping[Any, tuple[InstrumentedAttribute[Any], ...]] = {
    Project: (
        KeyPerson.project_id,
        Machine.project_id,
        DangerousWork.project_id,
        Hazard.project_id,
        Paper.project_id,
        Visit.project_id,
    ),
    Enterprise: (TrainingRecord.enterprise_id,),
}
