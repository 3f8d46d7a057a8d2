"""隐患台账: history, which counts by its own dates and is asked for no paper."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from db.codes import Area, HazardSource, HazardState, Outcome
from db.tables.hazards import Hazard
from desktop.domain.ledgers.hazards import LEDGER
from desktop.reference.standards import find_criterion
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import OWN, Entry, Facts, Importer, Rows, Work
from desktop.usecases.imports.references import PROJECT, chosen, people_of

_HELD = (
    Hazard.id,
    Hazard.project_id.label("project"),
    Hazard.found_on,
    Hazard.description,
    Hazard.level,
    Hazard.clause,
    Hazard.due,
    Hazard.closed_on,
    Hazard.notice_no,
    Hazard.inspectors_text.label("inspectors"),
    Hazard.history.label(OWN),
)


def _held(ground: Ground, rows: Rows) -> dict[int, Facts]:
    """Plain columns, no objects: of a busy year there may be tens of thousands."""
    held: dict[int, Facts] = {}
    every = select(*_HELD).order_by(Hazard.id)
    if rows:
        days = {facts["found_on"] for facts in rows}
        every = every.where(Hazard.found_on.between(min(days), max(days)))
    for query in chosen(every, Hazard.project_id, rows, "project"):
        for row in ground.session.execute(query).mappings():
            facts = held[row["id"]] = dict(row)
            del facts["id"]
            facts["inspectors"] = people_of(facts["inspectors"])
            facts[OWN] = not facts[OWN]
    return held


class _Criteria(dict[tuple[Any, Any], tuple[str | None, str | None]]):
    """The standard and criterion a clause names on a day; most rows name none."""

    def __missing__(self, key: tuple[Any, Any]) -> tuple[str | None, str | None]:
        clause, day = key
        found = find_criterion(clause, day) if clause else None
        self[key] = pair = (found.standard, found.full_code) if found else (None, None)
        return pair


def _ledger_columns(facts: Facts, criteria: _Criteria) -> dict[str, Any]:
    """What the ledger says, as columns; the state is that of an imported loop."""
    people, clause, found_on = facts["inspectors"], facts["clause"], facts["found_on"]
    standard, criterion = criteria[(clause, found_on if clause else None)]
    closed_on, due = facts["closed_on"], facts["due"]
    return {
        "project_id": facts["project"],
        "found_on": found_on,
        "month": found_on.year * 100 + found_on.month,
        "description": facts["description"],
        "level": facts["level"],
        "standard": standard,
        "criterion": criterion,
        "clause": clause,
        "outcome": Outcome.ORDERED if due is not None else None,
        "due": due,
        "closed_on": closed_on,
        "state": HazardState.ORDERED if closed_on is None else HazardState.CLOSED,
        "notice_no": facts["notice_no"],
        "inspectors_text": "、".join(people) if people else None,
    }


class _Days(dict[Any, Any]):
    """Days as stored: thousands of rows share some hundred of them."""

    def __missing__(self, day: date | None) -> str | None:
        self[day] = written = None if day is None else day.isoformat()
        return written


def _new_rows(work: Work, entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """Rows with values as stored, which spares the bulk insert a conversion for each."""
    criteria, posted, days = _Criteria(), work.ground.postings.on, _Days()
    brought = {"source": HazardSource.LEDGER.value, "history": 1}
    brought["entered_on"] = days[work.act.today]
    for entry in entries:
        row = _ledger_columns(entry.facts, criteria)
        found_on, outcome = row["found_on"], row["outcome"]
        grid, inspector = posted(row["project_id"], found_on)
        yield {
            **row,
            **brought,
            "id": entry.id,
            "found_on": days[found_on],
            "due": days[row["due"]],
            "closed_on": days[row["closed_on"]],
            "level": row["level"].value,
            "state": row["state"].value,
            "outcome": outcome and outcome.value,
            "grid_id": grid,
            "inspector_id": inspector,
        }


def _store(work: Work, entries: Sequence[Entry]) -> None:
    work.insert(Hazard, list(_new_rows(work, work.number(entries))))
    criteria = _Criteria()
    for entry in entries:
        if entry.is_new:
            continue
        work.change(work.record(Hazard, entry.id), _ledger_columns(entry.facts, criteria))


IMPORTER = Importer(
    LEDGER,
    Area.HAZARDS,
    _held,
    _store,
    refers=(PROJECT,),
    own="这条隐患是在本系统登记的，以系统内记录为准，本行未改动它",
)
