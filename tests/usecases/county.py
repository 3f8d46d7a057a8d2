"""A very small county, written by hand: one project, its parties, three inspectors, a grid."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.act import Act
from db.codes import (
    CertificateKind,
    EnterpriseKind,
    HolderKind,
    PaperKind,
    PartyRole,
    ProjectKind,
    ProjectStatus,
)
from db.ids import new_id
from db.session import Database, vault_of
from db.tables.enterprises import Enterprise
from db.tables.inspectors import Certificate, Grid, GridInspector, Inspector
from db.tables.office import Office
from db.tables.projects import Participation, Project, ProjectGrid, ProjectStatusSince
from desktop.domain.names import normal_name
from desktop.usecases.series import SetNextNumber, set_next_number

NOW = datetime(2026, 11, 12, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ACT = Act("本机", NOW)
SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class County:
    """The ids the tests speak of."""

    project: int
    inspectors: tuple[int, int, int]
    grid: int
    contractor: int


def do(database: Database, usecase, command, act: Act = ACT):
    """Run one use-case in its transaction."""
    with database.writing(act, usecase.__name__) as session:
        return usecase(session, command, act).value


def settle(database: Database) -> County:
    with database.writing(ACT, "add_record") as session:
        session.add(
            Office(
                bureau_name="示例县住房和城乡建设局",
                station_name="示例县建设工程质量安全监督站",
                key_check=vault_of(session).fingerprint(),
            )
        )
        county = _county(session)
    do(
        database,
        set_next_number,
        SetNextNumber(PaperKind.RECTIFICATION_NOTICE, 2026, "示建安整", 7),
    )
    return county


def _county(session) -> County:
    people = tuple(_inspector(session, name) for name in ("林喆", "邢䶮", "吴海波"))
    firms = {
        role: _firm(session, name, kind, number)
        for number, (role, name, kind) in enumerate(
            (
                (PartyRole.CLIENT, "海南虚构浪石置业有限公司", EnterpriseKind.CLIENT),
                (PartyRole.CONTRACTOR, "海南假想合欢建设集团有限公司", EnterpriseKind.CONTRACTOR),
                (PartyRole.CONSULTANT, "海南虚构红树工程监理有限公司", EnterpriseKind.CONSULTANT),
            )
        )
    }
    grid = Grid(id=new_id(session), name="第一网格")
    project = Project(
        id=new_id(session),
        name="示例县中心小学教学楼",
        name_key=normal_name("示例县中心小学教学楼"),
        kind=ProjectKind.BUILDING,
        start=SINCE,
    )
    session.add_all([grid, project])
    session.add(GridInspector(grid_id=grid.id, since=SINCE, inspector_id=people[0]))
    session.add(ProjectGrid(project_id=project.id, since=SINCE, grid_id=grid.id))
    session.add(ProjectStatusSince(project_id=project.id, since=SINCE, status=ProjectStatus.ACTIVE))
    for role, (firm, name) in firms.items():
        session.add(
            Participation(
                project_id=project.id, role=role, enterprise_id=firm, name=name, valid_from=SINCE
            )
        )
    return County(project.id, people, grid.id, firms[PartyRole.CONTRACTOR][0])


def _inspector(session, name: str) -> int:
    person = Inspector(id=new_id(session), name=name)
    session.add(person)
    session.add(
        Certificate(
            holder_kind=HolderKind.INSPECTOR,
            holder_id=person.id,
            kind=CertificateKind.ENFORCEMENT_CARD,
            number=f"琼建执{person.id:04}",
            valid_to=date(2028, 1, 1),
        )
    )
    return person.id


def _firm(session, name: str, kind: EnterpriseKind, number: int) -> tuple[int, str]:
    firm = Enterprise(
        id=new_id(session),
        name=name,
        name_key=normal_name(name),
        uscc=f"91469023MAXX9{number:04}",
        kind=kind,
    )
    session.add(firm)
    return firm.id, name
