"""工程项目: the project, its parts, and what about it holds from a day on."""

from datetime import date

from sqlalchemy import CheckConstraint, Float, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Period, Record, Since, coded, ref
from db.codes import PartyRole, ProjectKind, ProjectStatus


class Project(Record):
    """工程项目; name, code and permit are copies of the newest of their dated rows."""

    __tablename__ = "project"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    code: Mapped[str | None] = mapped_column(index=True)
    permit: Mapped[str | None] = mapped_column(index=True)
    permit_date: Mapped[date | None]
    kind: Mapped[ProjectKind] = coded(ProjectKind)
    location: Mapped[str | None]
    area_m2: Mapped[float | None] = mapped_column(Float)
    cost_wan: Mapped[float | None] = mapped_column(Float)
    manager: Mapped[str | None]
    chief_consultant: Mapped[str | None]
    start: Mapped[date | None]
    planned_finish: Mapped[date | None]


class ProjectName(Since):
    """工程名称 from a day on."""

    __tablename__ = "project_name"
    subject_name = "project_id"

    project_id: Mapped[int] = ref("project", index=False)
    name: Mapped[str]


class ProjectCode(Since):
    """项目代码 from a day on."""

    __tablename__ = "project_code"
    subject_name = "project_id"

    project_id: Mapped[int] = ref("project", index=False)
    number: Mapped[str | None]


class ProjectPermit(Since):
    """施工许可证 from a day on."""

    __tablename__ = "project_permit"
    subject_name = "project_id"

    project_id: Mapped[int] = ref("project", index=False)
    number: Mapped[str | None]
    issued_on: Mapped[date | None]


class ProjectStatusSince(Since):
    """工程状态 from a day on."""

    __tablename__ = "project_status"
    subject_name = "project_id"

    project_id: Mapped[int] = ref("project", index=False)
    status: Mapped[ProjectStatus] = coded(ProjectStatus)


class ProjectStage(Since):
    """形象进度 from a day on."""

    __tablename__ = "project_stage"
    subject_name = "project_id"

    project_id: Mapped[int] = ref("project", index=False)
    stage: Mapped[str]


class ProjectGrid(Since):
    """The grid of a project from a day on; empty is none."""

    __tablename__ = "project_grid"
    subject_name = "project_id"

    project_id: Mapped[int] = ref("project", index=False)
    grid_id: Mapped[int | None] = ref("grid")


class ProjectInspector(Since):
    """A project's own responsible inspector (主), before its grid's; empty is none of its own."""

    __tablename__ = "project_inspector"
    subject_name = "project_id"

    project_id: Mapped[int] = ref("project", index=False)
    inspector_id: Mapped[int | None] = ref("inspector")


class ProjectAssistant(Period):
    """An inspector who assists (协) at a project for a time."""

    __tablename__ = "project_assistant"

    project_id: Mapped[int] = ref("project")
    inspector_id: Mapped[int] = ref("inspector")


class Participation(Period):
    """参建: a party of a project for a time; ``name`` as it was written."""

    __tablename__ = "participation"
    __table_args__ = (
        CheckConstraint("valid_to > valid_from", name="period"),
        Index("ix_participation_project_role", "project_id", "role"),
    )

    project_id: Mapped[int] = ref("project", index=False)
    role: Mapped[PartyRole] = coded(PartyRole)
    enterprise_id: Mapped[int | None] = ref("enterprise")
    name: Mapped[str]


class ProjectPart(Record):
    """标段 or 单位工程 of a project; a hazard, machine or dangerous work may point at it."""

    __tablename__ = "project_part"

    project_id: Mapped[int] = ref("project")
    name: Mapped[str]
    parent_id: Mapped[int | None] = ref("project_part")
