"""隐患 and the steps of its loop."""

from datetime import date

from sqlalchemy import Boolean, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record, coded, ref
from db.codes import ClosureWay, HazardLevel, HazardSource, HazardState, HazardStepKind, Outcome


class Hazard(Record):
    """隐患. ``state``, ``due`` and ``closed_on`` are copies set by the deriving function.

    ``national_no`` and ``national_on`` are its number and day in the national register of majors.
    """

    __tablename__ = "hazard"
    __table_args__ = (
        Index("ix_hazard_project_found", "project_id", "found_on"),
        Index("ix_hazard_month_level_state", "month", "level", "state"),
        Index("ix_hazard_state_due", "state", "due"),
    )

    project_id: Mapped[int] = ref("project", index=False)
    part_id: Mapped[int | None] = ref("project_part", index=False)
    visit_id: Mapped[int | None] = ref("visit")
    found_on: Mapped[date]
    month: Mapped[int] = mapped_column(Integer)
    description: Mapped[str]
    part: Mapped[str | None]
    level: Mapped[HazardLevel] = coded(HazardLevel)
    source: Mapped[HazardSource] = coded(HazardSource)
    standard: Mapped[str | None]
    criterion: Mapped[str | None]
    clause: Mapped[str | None]
    outcome: Mapped[Outcome | None] = coded(Outcome)
    due: Mapped[date | None]
    closed_on: Mapped[date | None]
    state: Mapped[HazardState] = coded(HazardState)
    notice_no: Mapped[str | None]
    inspectors_text: Mapped[str | None]
    grid_id: Mapped[int | None] = ref("grid", index=False)
    inspector_id: Mapped[int | None] = ref("inspector", index=False)
    history: Mapped[bool] = mapped_column(Boolean, default=False)
    entered_on: Mapped[date]
    national_no: Mapped[str | None]
    national_on: Mapped[date | None]


class HazardStep(Record):
    """A step of the loop that happened: who, when, by what paper or visit, on what evidence."""

    __tablename__ = "hazard_step"
    append_only = True

    hazard_id: Mapped[int] = ref("hazard")
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[HazardStepKind] = coded(HazardStepKind)
    happened_on: Mapped[date]
    entered_on: Mapped[date]
    who: Mapped[str]
    inspector_id: Mapped[int | None] = ref("inspector", index=False)
    paper_id: Mapped[int | None] = ref("paper", index=False)
    visit_id: Mapped[int | None] = ref("visit", index=False)
    evidence_id: Mapped[int | None] = ref("attachment", index=False)
    way: Mapped[ClosureWay | None] = coded(ClosureWay)
    new_due: Mapped[date | None]
    remark: Mapped[str | None]


class HazardCondition(Record):
    """A condition (joined by 且) of the criterion that was ticked for this hazard."""

    __tablename__ = "hazard_condition"
    __table_args__ = (UniqueConstraint("hazard_id", "position"),)

    hazard_id: Mapped[int] = ref("hazard", index=False)
    position: Mapped[int] = mapped_column(Integer)
    text: Mapped[str]
