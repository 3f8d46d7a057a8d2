"""检查轮次 and the approval of inspections."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import BIG, Record, coded, ref
from db.codes import HolderKind, VisitSource


class Round(Record):
    """A round: on its first day it freezes the three denominators."""

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


class InspectionApproval(Record):
    """行政检查审批: of a round or a list; an urgent one comes afterwards with its reason."""

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


class ApprovalTarget(Record):
    """A project on the list of an approval."""

    __tablename__ = "approval_target"
    __table_args__ = (UniqueConstraint("approval_id", "project_id"),)

    approval_id: Mapped[int] = ref("inspection_approval", index=False)
    project_id: Mapped[int] = ref("project")
