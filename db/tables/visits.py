"""监督检查: a visit, who came, what was looked at, what was answered."""

from datetime import date

from sqlalchemy import Boolean, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record, coded, ref
from db.codes import (
    AnswerValue,
    CompanionKind,
    PartyRole,
    VisitKind,
    VisitManner,
    VisitSource,
)


class Visit(Record):
    """监督检查. Grid and inspector are those of its day; ``month`` is the month of its day.

    ``told_on`` is the day of 结果告知.
    """

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
    manner: Mapped[VisitManner | None] = coded(VisitManner)
    code_shown_at: Mapped[str | None]
    in_system: Mapped[bool | None]
    system_note: Mapped[str | None]
    statement: Mapped[str | None]
    told_on: Mapped[date | None]


class VisitOrigin(Record):
    """The 指导观摩 whose findings a visit was made to check."""

    __tablename__ = "visit_origin"

    visit_id: Mapped[int] = ref("visit", unique=True)
    guidance_id: Mapped[int] = ref("visit")


class VisitCorrection(Record):
    """更正: the signed visit that a later one corrects and stands in for, and why."""

    __tablename__ = "visit_correction"

    visit_id: Mapped[int] = ref("visit", unique=True)
    corrected_id: Mapped[int] = ref("visit", unique=True)
    reason: Mapped[str]


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
    remark: Mapped[str | None]


class VisitEnterprise(Record):
    """被检查单位: a party whose enterprise section was answered in a visit, in its role."""

    __tablename__ = "visit_enterprise"
    __table_args__ = (UniqueConstraint("visit_id", "enterprise_id", "role"),)

    visit_id: Mapped[int] = ref("visit", index=False)
    enterprise_id: Mapped[int] = ref("enterprise")
    role: Mapped[PartyRole] = coded(PartyRole)


class VisitEnterpriseAnswer(Record):
    """The answer to one item of a party's section; an item without a row is 未查."""

    __tablename__ = "visit_enterprise_answer"
    __table_args__ = (UniqueConstraint("visit_enterprise_id", "item"),)

    visit_enterprise_id: Mapped[int] = ref("visit_enterprise", index=False)
    item: Mapped[str]
    value: Mapped[AnswerValue] = coded(AnswerValue)
    remark: Mapped[str | None]
