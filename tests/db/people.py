"""What the tests of the record stand on: an act, a filled row of each kind, invented names."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from db import codes
from db.session import Act, Database
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.inspectors import Grid, Inspector
from db.tables.projects import Project
from db.verify import Check, Found, verify

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 12, 9, 0, tzinfo=ZONE)
ACT = Act("王小满", NOW)
OTHER = Act("李大暑", NOW + timedelta(hours=1, minutes=30))


def grid(name: str = "一号网格", **more: object) -> Grid:
    return Grid(name=name, **more)


def inspector(name: str = "韦秋分", **more: object) -> Inspector:
    return Inspector(name=name, **more)


def project(name: str = "滨江花园", **more: object) -> Project:
    given = {"name_key": name, "kind": codes.ProjectKind.BUILDING, **more}
    return Project(name=name, **given)


def enterprise(name: str = "立秋建筑公司", uscc: str = "SAMPLE-1", **more: object) -> Enterprise:
    given = {"name_key": name, "kind": codes.EnterpriseKind.CONTRACTOR, **more}
    return Enterprise(name=name, uscc=uscc, **given)


def hazard(project_id: int, **more: object) -> Hazard:
    given = {
        "found_on": date(2026, 10, 9),
        "month": 202610,
        "description": "悬挑脚手架连墙件缺失",
        "level": codes.HazardLevel.GENERAL,
        "source": codes.HazardSource.VISIT,
        "state": codes.HazardState.FOUND,
        "entered_on": NOW.date(),
        **more,
    }
    return Hazard(project_id=project_id, **given)


def add(database: Database, *records: object, act: Act = ACT, verb: str = "save_record") -> int:
    """Save records in one commit; its change set."""
    with database.writing(act, verb) as session:
        session.add_all(records)
    return int(session.info["change_set_id"])


def wrong(database: Database, *checks: Check) -> list[Found]:
    """What verify finds."""
    with database.reading() as session:
        return verify(session, database.files_of(session), checks)


def edit(database: Database, *statements: str) -> None:
    """What somebody does with a database editor: the bare database, no foreign keys asked."""
    if database.folder is not None:
        with closing(sqlite3.connect(database.folder.database)) as raw, raw:
            for statement in statements:
                raw.execute(statement)
        return
    with database.engine.begin() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement.replace("%", "%%").replace("X'", "'\\x"))
        connection.exec_driver_sql("SET session_replication_role = DEFAULT")
