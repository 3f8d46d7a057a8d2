"""监督检查: a visit, who came, what was looked at, what was answered."""

from datetime import date

from sqlalchemy import Boolean, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record, coded, ref
from db.codes import AnswerValue, CompanionKind, VisitKind, VisitSource


class Visit(Record):
    """监督检查. Grid and inspector are those of its day; ``month`` is the month of its day."""

    __tablename__ = "visit"

    project_id: Mapped[int] = ref("project")
    visited_on: Mapped[date] = mapped_column(index=True)
    month: Mapped[int] = mapped_column(Integer, index=True)
    kind: Mapped[VisitKind] = coded(VisitKind)
    source: Mapped[VisitSource] = coded(VisitSource)
    started_at: Mapped[str | None]
    ended_at: Mapped[str | None]
    part: Mapped[str | None]
    present_party: Mapped[str | None]
    online: Mapped[bool] = mapped_column(Boolean, default=False)
    round_id: Mapped[int | None] = ref("round")
    round_text: Mapped[str | None]
    approval_id: Mapped[int | None] = ref("inspection_approval")
    grid_id: Mapped[int | None] = ref("grid")
    inspector_id: Mapped[int | None] = ref("inspector")
    inspectors_text: Mapped[str | None]
    result: Mapped[str | None]
    notice_no: Mapped[str | None]
    refusal: Mapped[str | None]
    standard: Mapped[str | None]
    check_code: Mapped[str | None]
    history: Mapped[bool] = mapped_column(Boolean, default=False)
    entered_on: Mapped[date]


class VisitInspector(Record):
    """One of the inspectors of a visit, in order."""

    __tablename__ = "visit_inspector"
    __table_args__ = (UniqueConstraint("visit_id", "inspector_id"),)

    visit_id: Mapped[int] = ref("visit", index=False)
    inspector_id: Mapped[int] = ref("inspector")
    position: Mapped[int] = mapped_column(Integer)


class VisitCompanion(Record):
    """陪同、协助: an expert, a third party, a superior; never one of the two."""

    __tablename__ = "visit_companion"

    visit_id: Mapped[int] = ref("visit")
    kind: Mapped[CompanionKind] = coded(CompanionKind)
    name: Mapped[str]
    unit: Mapped[str | None]


class VisitSection(Record):
    """A section of the checklist, or a part of the site, that was looked at."""

    __tablename__ = "visit_section"
    __table_args__ = (UniqueConstraint("visit_id", "section"),)

    visit_id: Mapped[int] = ref("visit", index=False)
    section: Mapped[str]


class VisitAnswer(Record):
    """The answer to one item of the checklist; an item without a row is 未查."""

    __tablename__ = "visit_answer"
    __table_args__ = (UniqueConstraint("visit_id", "item"),)

    visit_id: Mapped[int] = ref("visit", index=False)
    item: Mapped[str]
    value: Mapped[AnswerValue] = coded(AnswerValue)
    remark: Mapped[str | None]


class VisitMachine(Record):
    """A machine ticked by number in a visit."""

    __tablename__ = "visit_machine"
    __table_args__ = (UniqueConstraint("visit_id", "machine_id"),)

    visit_id: Mapped[int] = ref("visit", index=False)
    machine_id: Mapped[int] = ref("machine")
