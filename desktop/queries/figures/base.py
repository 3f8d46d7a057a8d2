"""A 基数: what the office supervises, and with whom."""

from datetime import date
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Select, or_, select

from db.codes import (
    CertificateKind,
    HolderKind,
    MachineKind,
    PartyRole,
    ProjectKind,
    ProjectStatus,
    WorkStatus,
)
from db.tables.dangerous_works import DangerousWork
from db.tables.inspectors import Certificate, Grid, GridInspector, Inspector
from db.tables.key_people import KeyPerson
from db.tables.machines import Machine
from db.tables.projects import (
    Participation,
    Project,
    ProjectGrid,
    ProjectInspector,
    ProjectStatusSince,
)
from desktop.domain.projects import SUPERVISED
from desktop.queries.figures import drills
from desktop.queries.figures.figure import Figure, Kind
from desktop.queries.figures.span import Span

GONE = ("已拆除", "拆除", "已拆卸", "拆卸", "已退场", "退场", "已报废", "报废")
"""What a ledger writes of a machine that stands on its site no longer."""
LIFTING = tuple(k for k in MachineKind if k not in (MachineKind.GONDOLA, MachineKind.OTHER))


@lru_cache(maxsize=64)
def supervised_on(day: date) -> Select[Any]:
    """Projects under supervision (在监): a stopped site stays in until 中止监督."""
    rows = ProjectStatusSince.as_of(day).where(ProjectStatusSince.status.in_(SUPERVISED))
    return rows.with_only_columns(ProjectStatusSince.project_id)


def blind_spots_on(day: date) -> Select[Any]:
    """Supervised projects without an inspector of their own and without one of their grid."""
    own = ProjectInspector.as_of(day).where(ProjectInspector.inspector_id.is_not(None))
    posted = GridInspector.as_of(day).where(GridInspector.inspector_id.is_not(None))
    posted = posted.with_only_columns(GridInspector.grid_id)
    in_grid = ProjectGrid.as_of(day).where(ProjectGrid.grid_id.in_(posted))
    project = ProjectStatusSince.project_id
    return supervised_on(day).where(
        project.not_in(own.with_only_columns(ProjectInspector.project_id)),
        project.not_in(in_grid.with_only_columns(ProjectGrid.project_id)),
    )


def _supervised(span: Span) -> Select[Any]:
    return supervised_on(span.through)


def _of_kind(kind: ProjectKind, span: Span) -> Select[Any]:
    chosen = select(Project.id).where(Project.kind == kind)
    return chosen.where(Project.id.in_(supervised_on(span.through)))


def _parties(role: PartyRole, span: Span) -> Select[Any]:
    return (
        select(Participation.enterprise_id)
        .distinct()
        .where(
            Participation.role == role,
            Participation.enterprise_id.is_not(None),
            Participation.holds_on(span.through),
            Participation.project_id.in_(supervised_on(span.through)),
        )
    )


def machines_on_site(span: Span) -> Select[Any]:
    """Lifting machines that stand on supervised sites at the end of the span."""
    day = span.through
    return select(Machine.id).where(
        Machine.kind.in_(LIFTING),
        Machine.project_id.in_(supervised_on(day)),
        or_(Machine.status.is_(None), Machine.status.not_in(GONE)),
        or_(Machine.valid_from.is_(None), Machine.valid_from <= day),
        or_(Machine.valid_to.is_(None), Machine.valid_to > day),
    )


def _stopped(span: Span) -> Select[Any]:
    rows = ProjectStatusSince.as_of(span.through)
    rows = rows.where(ProjectStatusSince.status == ProjectStatus.STOPPED)
    return rows.with_only_columns(ProjectStatusSince.project_id)


def _carded(span: Span) -> Select[Any]:
    day = span.through
    return (
        select(Certificate.holder_id)
        .distinct()
        .where(
            Certificate.holder_kind == HolderKind.INSPECTOR,
            Certificate.kind == CertificateKind.ENFORCEMENT_CARD,
            or_(Certificate.lasting.is_(True), Certificate.valid_to > day),
            or_(Certificate.valid_from.is_(None), Certificate.valid_from <= day),
        )
    )


def _on_posts(span: Span) -> Select[Any]:
    day = span.through
    return select(KeyPerson.id).where(
        KeyPerson.project_id.in_(supervised_on(day)),
        or_(KeyPerson.valid_from.is_(None), KeyPerson.valid_from <= day),
        or_(KeyPerson.valid_to.is_(None), KeyPerson.valid_to > day),
    )


def _works(span: Span) -> Select[Any]:
    return select(DangerousWork.id).where(
        DangerousWork.status == WorkStatus.ONGOING,
        DangerousWork.project_id.in_(supervised_on(span.through)),
    )


FIGURES = (
    Figure(
        "A01",
        "在监项目",
        "截至期末当日状态为在建、停工的工程；停工工程在中止监督前仍在监。",
        "省厅通知二（一）1",
        Kind.STOCK,
        drills.PROJECTS,
        _supervised,
    ),
    Figure(
        "A02",
        "其中房屋建筑",
        "在监项目中工程类别为房屋建筑的。",
        "省厅通知二（一）1",
        Kind.STOCK,
        drills.PROJECTS,
        lambda span: _of_kind(ProjectKind.BUILDING, span),
        among=_supervised,
        within="A01",
    ),
    Figure(
        "A03",
        "其中市政工程",
        "在监项目中工程类别为市政工程的。",
        "省厅通知二（一）1",
        Kind.STOCK,
        drills.PROJECTS,
        lambda span: _of_kind(ProjectKind.MUNICIPAL, span),
        among=_supervised,
        within="A01",
    ),
    Figure(
        "A04",
        "参建施工企业",
        "期末为在监项目施工单位、且已登入企业台账的企业，同一企业只计一次。",
        "省厅通知二（一）1",
        Kind.STOCK,
        drills.ENTERPRISES,
        partial(_parties, PartyRole.CONTRACTOR),
        unit="家",
    ),
    Figure(
        "A05",
        "建筑起重机械",
        "在监项目现场的塔式起重机、施工升降机、物料提升机、门式起重机、架桥机；"
        "不含吊篮和其他，台账状态为已拆除的不计。",
        "省厅通知二（二）6",
        Kind.STOCK,
        drills.MACHINES,
        machines_on_site,
        unit="台",
    ),
    Figure(
        "A06",
        "在施危大工程",
        "在监项目中状态为实施中的危大工程，按台账现状。",
        "省厅通知二（一）4",
        Kind.STOCK,
        drills.DANGEROUS_WORKS,
        _works,
        unit="项",
    ),
    Figure(
        "A07",
        "其中超规模",
        "在施危大工程中超过一定规模的。",
        "省厅通知二（一）4",
        Kind.STOCK,
        drills.DANGEROUS_WORKS,
        lambda span: _works(span).where(DangerousWork.over_scale.is_(True)),
        among=_works,
        unit="项",
        within="A06",
    ),
    Figure(
        "A08",
        "监督人员",
        "监督人员台账中的人员。",
        "省厅通知二（四）12、三（三）",
        Kind.STOCK,
        drills.INSPECTORS,
        lambda _span: select(Inspector.id),
        unit="人",
    ),
    Figure(
        "A09",
        "网格",
        "已设的网格。",
        "省厅通知二（四）12",
        Kind.STOCK,
        drills.GRIDS,
        lambda _span: select(Grid.id),
    ),
    Figure(
        "A10",
        "盲区项目",
        "期末在监、而本工程和所在网格当日都没有责任监督员的项目。",
        "省厅通知二（四）14",
        Kind.STOCK,
        drills.PROJECTS,
        lambda span: blind_spots_on(span.through),
        among=_supervised,
        within="A01",
    ),
    Figure(
        "A11",
        "其中停工工程",
        "期末当日状态为停工、尚未中止监督的工程。",
        "省厅通知二（一）1",
        Kind.STOCK,
        drills.PROJECTS,
        _stopped,
        among=_supervised,
        within="A01",
    ),
    Figure(
        "A12",
        "参建监理企业",
        "期末为在监项目监理单位、且已登入企业台账的企业，同一企业只计一次。",
        "省厅通知二（一）1",
        Kind.STOCK,
        drills.ENTERPRISES,
        partial(_parties, PartyRole.CONSULTANT),
        unit="家",
    ),
    Figure(
        "A13",
        "参建建设单位",
        "期末为在监项目建设单位、且已登入企业台账的企业，同一企业只计一次。",
        "省厅通知二（一）1",
        Kind.STOCK,
        drills.ENTERPRISES,
        partial(_parties, PartyRole.CLIENT),
        unit="家",
    ),
    Figure(
        "A14",
        "持有效执法证的监督人员",
        "期末当日执法证在有效期内的监督人员；没有登记有效期的不计。",
        "省厅通知二（四）12；安全生产法第六十七条",
        Kind.STOCK,
        drills.INSPECTORS,
        _carded,
        among=lambda _span: select(Inspector.id),
        unit="人",
        within="A08",
    ),
    Figure(
        "A15",
        "在岗关键岗位人员",
        "期末在监项目的项目负责人、技术负责人、安全员、总监等岗位人员，按台账任职起止。",
        "省厅通知二（三）10",
        Kind.STOCK,
        drills.KEY_PEOPLE,
        _on_posts,
        unit="人次",
    ),
)
