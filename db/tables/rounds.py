"""检查轮次, the week's plan, and the approval of inspections."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import BIG, Record, coded, ref
from db.codes import HolderKind, VisitManner, VisitSource


class Round(Record):
    """A round: on its first day it freezes the three denominators.

    ``party_roles`` and ``machine_kinds`` are the codes that counted then, joined by commas.
    """

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        CheckConstraint("last_day >= first_day", name="days"),
    )

    year: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    ground: Mapped[str | None]
    party_roles: Mapped[str | None]
    machine_kinds: Mapped[str | None]


class RoundUnit(Record):
    """A project, enterprise or machine in a round's scope; arrivals and departures say why."""

    __tablename__ = "round_unit"
    __table_args__ = (UniqueConstraint("round_id", "unit_kind", "unit_id"),)

    round_id: Mapped[int] = ref("round", index=False)
    unit_kind: Mapped[HolderKind] = coded(HolderKind)
    unit_id: Mapped[int] = mapped_column(BIG)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    reason: Mapped[str | None]
    left_reason: Mapped[str | None]


class PlannedVisit(Record):
    """A visit planned for a day of a week; done when one was made, never by itself."""

    __tablename__ = "planned_visit"
    __table_args__ = (UniqueConstraint("project_id", "planned_on"),)

    round_id: Mapped[int | None] = ref("round")
    project_id: Mapped[int] = ref("project", index=False)
    planned_on: Mapped[date] = mapped_column(index=True)
    inspector_id: Mapped[int | None] = ref("inspector", index=False)
    partner_id: Mapped[int | None] = ref("inspector", index=False)
    remark: Mapped[str | None]


class InspectionApproval(Record):
    """行政检查审批: of a round or a list; an urgent one comes afterwards with its reason.

    ``document`` is the superior's or the government's paper it rests on; ``in_system`` whether
    the provincial system has its 检查码.
    """

    __tablename__ = "inspection_approval"

    source: Mapped[VisitSource] = coded(VisitSource)
    ground: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    approved_by: Mapped[str | None]
    approved_on: Mapped[date | None]
    urgent: Mapped[bool] = mapped_column(Boolean, default=False)
    reason: Mapped[str | None]
    round_id: Mapped[int | None] = ref("round")
    check_code: Mapped[str | None]
    title: Mapped[str | None]
    matter: Mapped[str | None]
    manner: Mapped[VisitManner | None] = coded(VisitManner)
    document: Mapped[str | None]
    assistants: Mapped[str | None]
    proposed_by: Mapped[str | None]
    proposed_on: Mapped[date | None]
    reviewed_by: Mapped[str | None]
    reviewed_on: Mapped[date | None]
    opinion: Mapped[str | None]
    reported_by: Mapped[str | None]
    happened_at: Mapped[str | None]
    in_system: Mapped[bool | None]
    system_note: Mapped[str | None]
    entered_on: Mapped[date | None]


class ApprovalInspector(Record):
    """An inspector whom an approval names."""

    __tablename__ = "approval_inspector"
    __table_args__ = (UniqueConstraint("approval_id", "inspector_id"),)

    approval_id: Mapped[int] = ref("inspection_approval", index=False)
    inspector_id: Mapped[int] = ref("inspector")
    position: Mapped[int] = mapped_column(Integer)


class ApprovalTarget(Record):
    """A project on the list of an approval."""

    __tablename__ = "approval_target"
    __table_args__ = (UniqueConstraint("approval_id", "project_id"),)

    approval_id: Mapped[int] = ref("inspection_approval", index=False)
    project_id: Mapped[int] = ref("project")
