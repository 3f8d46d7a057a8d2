"""培训: the list of persons trained, and the one record with the person's hours of the year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import Session

from db.codes import TrainingKind
from db.tables.enterprises import Enterprise
from db.tables.training import TrainingRecord
from desktop.domain.labels import label
from desktop.domain.training import Attendance, annual_shortfall, new_hire_shortfall
from desktop.queries.cards import Card, Happening, Link, Ref
from desktop.queries.edits import Tie
from desktop.queries.listing import Listing
from desktop.queries.matching import by_pinyin, matcher
from desktop.queries.timeline import timeline_of


@dataclass(frozen=True)
class TrainingRow:
    """One line of the list."""

    id: int
    enterprise: str
    name: str
    kind: TrainingKind
    hours: float | None
    start: date | None
    end: date | None
    mentor: str | None
    id_number_tail: str | None


def _row(row: Row[Any]) -> TrainingRow:
    record: TrainingRecord = row[0]
    return TrainingRow(
        id=record.id,
        enterprise=row.enterprise,
        name=record.name,
        kind=record.kind,
        hours=record.hours,
        start=record.start,
        end=record.end,
        mentor=record.mentor,
        id_number_tail=record.id_number_tail,
    )


def _in_year(value: str) -> ColumnElement[bool]:
    return TrainingRecord.start.between(date(int(value), 1, 1), date(int(value), 12, 31))


TRAINING = Listing(
    rows=select(TrainingRecord, Enterprise.name.label("enterprise"))
    .select_from(TrainingRecord)
    .join(Enterprise, Enterprise.id == TrainingRecord.enterprise_id),
    id=TrainingRecord.id,
    sorts={
        "enterprise": by_pinyin("enterprise", TrainingRecord.enterprise_id),
        "name": by_pinyin("training_record", TrainingRecord.id),
        "kind": TrainingRecord.kind,
        "hours": func.coalesce(TrainingRecord.hours, 0.0),
        "start": func.coalesce(TrainingRecord.start, date.min),
        "end": func.coalesce(TrainingRecord.end, date.min),
    },
    make=_row,
    matches=matcher(
        (("enterprise", TrainingRecord.enterprise_id), ("training_record", TrainingRecord.id)),
        Enterprise.name,
        TrainingRecord.name,
        func.coalesce(TrainingRecord.mentor, ""),
    ),
    filters={
        "kind": lambda value: TrainingRecord.kind == TrainingKind(value),
        "year": _in_year,
    },
)


def training_card(session: Session, key: int, today: date) -> Card | None:
    """One training record, and what its person still lacks."""
    record = session.get(TrainingRecord, key)
    if record is None:
        return None
    firm = session.get_one(Enterprise, record.enterprise_id)
    others = _of_person(session, record)
    names = "name kind hours start end mentor"
    return Card(
        id=key,
        version=record.version,
        title=f"{record.name}　{label(record.kind)}",
        subtitle=firm.name,
        values={
            "enterprise": Ref(firm.id, firm.name),
            "id_number": record.id_number_tail,
            **{name: getattr(record, name) for name in names.split()},
        },
        more=_lacking(others, record.kind, today),
        links=(Link(firm.name, "enterprise", firm.id),),
        timeline=timeline_of(
            session, (Tie("training_record", (key,)),), [_told(row) for row in others if row.start]
        ),
    )


def _of_person(session: Session, record: TrainingRecord) -> list[TrainingRecord]:
    """All records of the person: by identity number, else by name within the enterprise."""
    same: ColumnElement[bool] = (TrainingRecord.enterprise_id == record.enterprise_id) & (
        TrainingRecord.name == record.name
    )
    if record.id_number_key is not None:
        same = or_(same, TrainingRecord.id_number_key == record.id_number_key)
    return list(session.scalars(select(TrainingRecord).where(same).order_by(TrainingRecord.start)))


def _lacking(
    rows: list[TrainingRecord], kind: TrainingKind, today: date
) -> tuple[tuple[str, str], ...]:
    held = [
        Attendance(row.kind, row.hours or 0.0, row.start, row.end, row.mentor or "")
        for row in rows
        if row.start is not None
    ]
    if kind is TrainingKind.APPRENTICESHIP:
        return ()
    if kind is TrainingKind.NEW_HIRE:
        return (("新进32学时", _words(new_hire_shortfall(held))),)
    return ((f"{today.year}年20学时", _words(annual_shortfall(held, today.year))),)


def _words(lacking: float) -> str:
    return f"还差 {lacking:g} 学时" if lacking else "已满"


def _told(row: TrainingRecord) -> Happening:
    hours = "" if row.hours is None else f" {row.hours:g} 学时"
    assert row.start is not None
    return Happening(row.start, f"{label(row.kind)}{hours}")
