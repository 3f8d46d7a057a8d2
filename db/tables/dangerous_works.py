"""危大工程."""

from datetime import date

from sqlalchemy import Boolean
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record, coded, ref
from db.codes import ReviewConclusion, WorkStatus


class DangerousWork(Record):
    """A dangerous work of a project with the dates of its scheme and its review."""

    __tablename__ = "dangerous_work"

    project_id: Mapped[int] = ref("project")
    part_id: Mapped[int | None] = ref("project_part")
    kind: Mapped[str]
    size: Mapped[str | None]
    over_scale: Mapped[bool | None] = mapped_column(Boolean)
    scheme_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    conclusion: Mapped[ReviewConclusion | None] = coded(ReviewConclusion)
    status: Mapped[WorkStatus | None] = coded(WorkStatus)
