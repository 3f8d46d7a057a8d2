"""A small invented county for the tests of queries and pages; its days are given by each test."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db.act import Act
from db.base import Record
from db.codes import (
    CertificateKind,
    EnterpriseKind,
    HolderKind,
    MachineKind,
    PartyRole,
    Post,
    ProjectKind,
    ProjectStatus,
    TrainingKind,
)
from db.ids import new_id
from db.session import Database
from db.tables.dangerous_works import DangerousWork
from db.tables.enterprises import Enterprise
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
from db.tables.training import TrainingRecord
from desktop.domain.names import normal_name
from desktop.usecases.search import catch_up

NOW = datetime(2026, 11, 12, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ACT = Act("本机", NOW)
TODAY = ACT.today
START = date(2026, 1, 1)


def put(session: Session, record: Record) -> int:
    """Store a record and give its id at once."""
    record.id = new_id(session)
    session.add(record)
    return record.id


def firm(session: Session, name: str, uscc: str, kind: EnterpriseKind, **more: object) -> int:
    row = Enterprise(name=name, name_key=normal_name(name), uscc=uscc, kind=kind, **more)
    return put(session, row)


def project(session: Session, name: str, status: ProjectStatus, **more: object) -> int:
    row = Project(name=name, name_key=normal_name(name), kind=ProjectKind.BUILDING, **more)
    key = put(session, row)
    put(session, ProjectStatusSince(project_id=key, since=START, status=status))
    return key


def inspector(session: Session, name: str, **more: object) -> int:
    return put(session, Inspector(name=name, **more))


def grid(session: Session, name: str, leads: Iterable[tuple[date, int | None]] = ()) -> int:
    key = put(session, Grid(name=name))
    for since, person in leads:
        put(session, GridInspector(grid_id=key, since=since, inspector_id=person))
    return key


def in_grid(session: Session, project_id: int, since: date, grid_id: int | None) -> None:
    put(session, ProjectGrid(project_id=project_id, since=since, grid_id=grid_id))


def own_inspector(session: Session, project_id: int, since: date, person: int | None) -> None:
    put(session, ProjectInspector(project_id=project_id, since=since, inspector_id=person))


def party(
    session: Session, project_id: int, role: PartyRole, name: str, firm_id: int | None = None
) -> None:
    row = Participation(
        project_id=project_id, role=role, name=name, enterprise_id=firm_id, valid_from=START
    )
    put(session, row)


def certificate(
    session: Session, holder: HolderKind, holder_id: int, kind: CertificateKind, valid_to: date
) -> int:
    row = Certificate(
        holder_kind=holder, holder_id=holder_id, kind=kind, number="甲-001", valid_to=valid_to
    )
    return put(session, row)


class County:
    """Ids of the small county that ``small_county`` stores."""

    builder: int
    consultant: int
    zhou: int
    wu: int
    east: int
    west: int
    school: int
    road: int
    hall: int
    crane: int
    manager: int
    pit: int
    lesson: int


def small_county(database: Database) -> County:
    """Three projects: 学校 in the east grid, 道路 by its own inspector, 礼堂 nobody's."""
    county = County()
    with database.writing(ACT, "import_ledger") as session:
        _people(session, county)
        _sites(session, county)
        _hung(session, county)
    with database.writing(ACT, "catch_up") as session:
        catch_up(session, frozenset(), ACT)
    return county


def _people(session: Session, county: County) -> None:
    county.builder = firm(
        session,
        "海岸建筑有限公司",
        "91469023MAT35T01XA",
        EnterpriseKind.CONTRACTOR,
        phone="13800001234",
        phone_tail="1234",
    )
    county.consultant = firm(
        session, "南风监理有限公司", "91469023MAT35T02XB", EnterpriseKind.CONSULTANT
    )
    county.zhou = inspector(session, "周一鸣", phone="13900005678", phone_tail="5678")
    county.wu = inspector(session, "吴双")
    certificate(
        session,
        HolderKind.ENTERPRISE,
        county.builder,
        CertificateKind.SAFETY_LICENCE,
        date(2026, 12, 1),
    )
    certificate(
        session,
        HolderKind.INSPECTOR,
        county.zhou,
        CertificateKind.ENFORCEMENT_CARD,
        date(2026, 11, 12),
    )


def _sites(session: Session, county: County) -> None:
    county.east = grid(session, "东片网格", [(START, county.zhou)])
    county.west = grid(session, "西片网格", [(START, None)])
    county.school = project(
        session, "重庆路小学教学楼", ProjectStatus.ACTIVE, permit="469023202601010101"
    )
    county.road = project(session, "环城西路改造", ProjectStatus.STOPPED)
    county.hall = project(session, "老礼堂修缮", ProjectStatus.ACTIVE)
    in_grid(session, county.school, START, county.east)
    in_grid(session, county.road, START, county.east)
    in_grid(session, county.hall, START, county.west)
    own_inspector(session, county.road, date(2026, 6, 1), county.wu)
    party(session, county.school, PartyRole.CONTRACTOR, "海岸建筑有限公司", county.builder)
    party(session, county.road, PartyRole.CONTRACTOR, "无名市政公司")
    party(session, county.hall, PartyRole.CONTRACTOR, "无名修缮公司")
    for site in (county.school, county.road, county.hall):
        party(session, site, PartyRole.CLIENT, "示例县某局")


def _hung(session: Session, county: County) -> None:
    county.crane = put(
        session,
        Machine(
            project_id=county.school,
            kind=MachineKind.TOWER_CRANE,
            record_no="琼F-T00123",
            next_inspection=date(2026, 11, 20),
        ),
    )
    county.manager = put(
        session,
        KeyPerson(project_id=county.school, name="单小行", post=Post.PROJECT_MANAGER),
    )
    county.pit = put(
        session, DangerousWork(project_id=county.school, kind="深基坑工程", over_scale=True)
    )
    county.lesson = put(
        session,
        TrainingRecord(
            enterprise_id=county.builder,
            name="林新",
            kind=TrainingKind.ANNUAL,
            hours=12.0,
            start=date(2026, 3, 2),
        ),
    )
