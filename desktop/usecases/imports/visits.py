"""检查台账: visits of the past, which count by their own day and are asked for no signature."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from db.codes import Area, VisitKind, VisitSource
from db.tables.visits import Visit, VisitInspector
from desktop.domain.labels import label
from desktop.domain.ledgers.visits import LEDGER
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import OWN, Entry, Facts, Importer, Rows, Work
from desktop.usecases.imports.references import BETWEEN, PROJECT, chosen, people_of

_SIGNS = (
    ("复查", VisitKind.RECHECK),
    ("巡查", VisitKind.PATROL),
    ("指导", VisitKind.GUIDANCE),
    ("观摩", VisitKind.GUIDANCE),
)


def visit_kind(text: str | None) -> VisitKind:
    """The kind an office's own word means; a word that says nothing else is a check."""
    return next((kind for sign, kind in _SIGNS if sign in (text or "")), VisitKind.CHECK)


def _held(ground: Ground, rows: Rows) -> dict[int, Facts]:
    held: dict[int, Facts] = {}
    every = select(Visit).order_by(Visit.id)
    if rows:
        days = {facts["inspected_on"] for facts in rows}
        every = every.where(Visit.visited_on.between(min(days), max(days)))
    for query in chosen(every, Visit.project_id, rows, "project"):
        for row in ground.session.scalars(query):
            held[row.id] = {
                "project": row.project_id,
                "inspected_on": row.visited_on,
                "inspectors": people_of(row.inspectors_text),
                "kind": label(row.kind),
                "round": row.round_text,
                "result": row.result,
                "notice_no": row.notice_no,
                OWN: not row.history,
            }
    return held


def _prepare(ground: Ground, facts: Facts) -> Iterator[tuple[str, str]]:
    for name in facts["inspectors"]:
        if not ground.inspectors.all(name):
            yield "inspectors", f"监督人员台账里没有“{name}”，按姓名录入"


def _columns(facts: Facts) -> dict[str, Any]:
    day = facts["inspected_on"]
    return {
        "project_id": facts["project"],
        "visited_on": day,
        "month": day.year * 100 + day.month,
        "kind": visit_kind(facts["kind"]),
        "round_text": facts["round"],
        "inspectors_text": BETWEEN.join(facts["inspectors"]),
        "result": facts["result"],
        "notice_no": facts["notice_no"],
    }


def _store(work: Work, entries: Sequence[Entry]) -> None:
    rows, people = [], []
    rounds = work.ground.rounds
    for entry in work.number(entries):
        row = {"id": entry.id, **_columns(entry.facts), "source": VisitSource.IMPORTED}
        grid, inspector = work.ground.postings.on(row["project_id"], row["visited_on"])
        row |= {"grid_id": grid, "inspector_id": inspector, "online": False}
        row["round_id"] = rounds.on(row["kind"], row["project_id"], row["visited_on"])
        rows.append(row | {"history": True, "entered_on": work.act.today})
        people += _people(work.ground, entry)
    work.insert(Visit, rows)
    work.insert(VisitInspector, people)
    for entry in entries:
        if not entry.is_new:
            _change(work, entry)


def _people(ground: Ground, entry: Entry) -> list[Facts]:
    known = [ground.inspectors.one(name) for name in entry.facts["inspectors"]]
    ids = dict.fromkeys(key for key in known if key is not None)
    return [
        {"visit_id": entry.id, "inspector_id": key, "position": place}
        for place, key in enumerate(ids, 1)
    ]


def _change(work: Work, entry: Entry) -> None:
    work.change(work.record(Visit, entry.id), _columns(entry.facts))
    if "inspectors" in IMPORTER.differing(entry):
        own = select(VisitInspector).where(VisitInspector.visit_id == entry.id)
        for row in work.session.scalars(own).all():
            work.session.delete(row)
        work.session.flush()
        work.insert(VisitInspector, _people(work.ground, entry))


IMPORTER = Importer(
    LEDGER,
    Area.VISITS,
    _held,
    _store,
    refers=(PROJECT,),
    prepare=_prepare,
    same={"kind": lambda old, new: visit_kind(old) == visit_kind(new)},
    own="这次检查是在本系统记录的，以系统内记录为准，本行未改动它",
)
