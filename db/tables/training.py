"""培训."""

from datetime import date

from sqlalchemy import Float
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record, coded, ref
from db.codes import TrainingKind


class TrainingSession(Record):
    """A training session held or supervised by the office."""

    __tablename__ = "training_session"

    title: Mapped[str]
    kind: Mapped[TrainingKind | None] = coded(TrainingKind)
    held_on: Mapped[date]
    hours: Mapped[float | None] = mapped_column(Float)
    place: Mapped[str | None]
    covers_major_hazards: Mapped[bool | None]
    organiser: Mapped[str | None]
    lecturer: Mapped[str | None]


class TrainingRecord(Record):
    """One person's training or apprenticeship; ``hired_on`` is the first day of work."""

    __tablename__ = "training_record"

    enterprise_id: Mapped[int] = ref("enterprise")
    session_id: Mapped[int | None] = ref("training_session")
    name: Mapped[str] = mapped_column(index=True)
    id_number: Mapped[bytes | None]
    id_number_key: Mapped[bytes | None] = mapped_column(index=True)
    id_number_tail: Mapped[str | None]
    kind: Mapped[TrainingKind] = coded(TrainingKind)
    hours: Mapped[float | None] = mapped_column(Float)
    start: Mapped[date | None]
    end: Mapped[date | None]
    mentor: Mapped[str | None]
    hired_on: Mapped[date | None]
    works_alone_from: Mapped[date | None]
    score: Mapped[float | None] = mapped_column(Float)
    passed: Mapped[bool | None]
