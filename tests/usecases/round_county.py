"""A county small enough to count by hand what a round of it has to cover.

Of 1 September 2026: 学校 (active) and 道路 (stopped) are due, 礼堂 is finished, 塔楼 begins in
October. Their parties that count are 浪石, 合欢, 红树 and 环岛; of their machines one tower crane.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.act import Act
from db.codes import (
    EnterpriseKind,
    MachineKind,
    PartyRole,
    ProjectStatus,
    SignerRole,
    VisitKind,
    VisitSource,
)
from db.session import Database
from db.tables.inspectors import GridInspector
from db.tables.machines import Machine
from db.tables.projects import Participation, ProjectStatusSince
from db.tables.visits import Visit, VisitEnterprise, VisitMachine
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.queries.seed import firm, grid, in_grid, put
from tests.queries.seed import project as site
from tests.usecases.county import ACT, County, do, settle

FIRST = date(2026, 9, 1)
TODAY = ACT.today


@dataclass(frozen=True)
class RoundCounty:
    """The ids the tests of rounds speak of."""

    base: County
    road: int
    hall: int
    tower: int
    ring: int
    crane: int
    second_grid: int

    @property
    def school(self) -> int:
        return self.base.project


def settle_rounds(database: Database) -> RoundCounty:
    base = settle(database)
    with database.writing(ACT, "add_record") as session:
        road = site(session, "环岛路改造", ProjectStatus.ACTIVE)
        put(session, ProjectStatusSince(project_id=road, since=date(2026, 6, 1), status="stopped"))
        hall = site(session, "老礼堂修缮", ProjectStatus.ACTIVE)
        done = date(2026, 8, 15)
        put(session, ProjectStatusSince(project_id=hall, since=done, status="completed"))
        tower = site(session, "滨海塔楼", ProjectStatus.NOT_STARTED)
        begun = date(2026, 10, 1)
        put(session, ProjectStatusSince(project_id=tower, since=begun, status="active"))
        second = grid(session, "第二网格", [(date(2026, 1, 1), base.inspectors[1])])
        in_grid(session, road, date(2026, 1, 1), second)
        in_grid(session, tower, date(2026, 1, 1), second)
        ring = firm(session, "海南假想环岛市政公司", "91469023MAXX90009", EnterpriseKind.CONTRACTOR)
        _parties(session, base, road, hall, tower, ring)
        crane = _machines(session, base, road, tower)
    return RoundCounty(base, road, hall, tower, ring, crane, second)


def _parties(session, base: County, road: int, hall: int, tower: int, ring: int) -> None:
    new = firm(session, "海南虚构高塔建筑公司", "91469023MAXX90010", EnterpriseKind.CONTRACTOR)
    for project, role, key in (
        (road, PartyRole.CONTRACTOR, ring),
        (road, PartyRole.LABOUR, new),
        (hall, PartyRole.CONTRACTOR, new),
        (tower, PartyRole.CONTRACTOR, new),
        (tower, PartyRole.CLIENT, base.contractor),
    ):
        put(
            session,
            Participation(
                project_id=project,
                role=role,
                enterprise_id=key,
                name="某公司",
                valid_from=date(2026, 1, 1),
            ),
        )


def _machines(session, base: County, road: int, tower: int) -> int:
    crane = Machine(project_id=base.project, kind=MachineKind.TOWER_CRANE, record_no="琼F-T001")
    key = put(session, crane)
    for project, kind, begins, ends in (
        (base.project, MachineKind.GONDOLA, None, None),
        (base.project, MachineKind.HOIST, None, date(2026, 9, 1)),
        (tower, MachineKind.HOIST, date(2026, 10, 5), None),
    ):
        put(session, Machine(project_id=project, kind=kind, valid_from=begins, valid_to=ends))
    put(session, Machine(project_id=road, kind=MachineKind.TOWER_CRANE, status="已拆除"))
    return key


def history_visit(
    database: Database,
    project: int,
    day: date,
    kind: VisitKind = VisitKind.CHECK,
) -> int:
    """A visit as an import stores it."""
    with database.writing(ACT, "import_ledger") as session:
        return put(
            session,
            Visit(
                project_id=project,
                visited_on=day,
                month=day.year * 100 + day.month,
                kind=kind,
                source=VisitSource.IMPORTED,
                history=True,
                online=False,
                entered_on=ACT.today,
            ),
        )


def made_visit(
    database: Database,
    county: RoundCounty,
    project: int,
    day: date,
    *,
    signed: bool = True,
    act: Act = ACT,
    **more,
) -> int:
    """A visit made here, signed by both sides; ``round_id`` and the like as given."""
    given = {"inspectors": county.base.inspectors[:2], "sections": ("安全管理",), **more}
    key = do(database, record_visit, RecordVisit(project, day, **given), act).id
    if signed:
        sign(database, county, key)
    return key


def sign(database: Database, county: RoundCounty, key: int) -> None:
    people = county.base.inspectors
    signed = (
        Signed(SignerRole.INSPECTOR, "林喆", people[0], "[]"),
        Signed(SignerRole.INSPECTOR, "邢䶮", people[1], "[]"),
        Signed(SignerRole.SITE, "麦大勇", None, "[]"),
    )
    do(database, sign_visit, SignVisit(key, signed))


def answered(database: Database, visit: int, enterprise: int, role: PartyRole) -> None:
    """The section of a party answered in a visit."""
    with database.writing(ACT, "record_visit") as session:
        put(session, VisitEnterprise(visit_id=visit, enterprise_id=enterprise, role=role))


def ticked(database: Database, visit: int, machine: int) -> None:
    with database.writing(ACT, "record_visit") as session:
        put(session, VisitMachine(visit_id=visit, machine_id=machine))


def contractor_of(database: Database, project: int) -> int:
    with database.reading() as session:
        rows = select(Participation.enterprise_id).where(
            Participation.project_id == project, Participation.role == PartyRole.CONTRACTOR
        )
        return session.scalars(rows).one()


def change_status(database: Database, project: int, day: date, status: ProjectStatus) -> None:
    with database.writing(ACT, "change_status") as session:
        put(session, ProjectStatusSince(project_id=project, since=day, status=status))


def vacate(database: Database, grid_id: int, day: date) -> None:
    with database.writing(ACT, "appoint_grid_inspector") as session:
        put(session, GridInspector(grid_id=grid_id, since=day, inspector_id=None))
