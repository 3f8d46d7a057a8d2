"""A save: one record loaded, changed and committed with its change set; against a raw commit.

The honest reference is the same UPDATE of the same row in a copy of the same office, by the bare
driver with the same durability (WAL, synchronous FULL): one statement, one commit.
"""

import shutil
import sqlite3
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from db import codes
from db.session import Act, Database
from db.tables.hazards import Hazard
from db.tables.projects import Project

BAR = 3.0
ROUNDS = 9
SAVES = 40
_NOW = datetime(2026, 11, 12, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
_ACT = Act("本机", _NOW)
_UPDATE = "UPDATE hazard SET description = ?, due = ?, version = version + 1 WHERE id = ?"


def measure() -> dict[str, object]:
    """Return the name, the ratio of each round, and the bar."""
    with tempfile.TemporaryDirectory() as scratch:
        office = Path(scratch) / "office"
        database = Database.open(str(office))
        key = _one_hazard(database)
        database.close()
        copy = Path(scratch) / "raw.db"
        shutil.copy(office / "office.db", copy)
        database, raw = Database.open(str(office)), _raw(copy)
        try:
            ratios = [_round(database, raw, key, turn) for turn in range(ROUNDS + 1)][1:]
        finally:
            raw.close()
            database.close()
    return {"name": "a save with its change set / a raw commit", "ratios": ratios, "bar": BAR}


def _one_hazard(database: Database) -> int:
    with database.writing(_ACT, "save_record") as session:
        project = Project(name="滨江花园", name_key="滨江花园", kind=codes.ProjectKind.BUILDING)
        session.add(project)
        session.flush()
        hazard = Hazard(
            project_id=project.id,
            found_on=date(2026, 10, 9),
            month=202610,
            description="3号楼北侧悬挑脚手架连墙件缺失，作业层未满铺脚手板",
            level=next(iter(codes.HazardLevel)),
            source=next(iter(codes.HazardSource)),
            state=next(iter(codes.HazardState)),
            due=date(2026, 10, 19),
            entered_on=date(2026, 11, 12),
        )
        session.add(hazard)
    return hazard.id


def _raw(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def _round(database: Database, raw: sqlite3.Connection, key: int, turn: int) -> float:
    ours, bare = [], []
    for step in range(SAVES):
        text, due = f"第{turn}轮第{step}次", _NOW.date() + timedelta(days=step + 1)
        started = perf_counter()
        with database.writing(_ACT, "save_record") as session:
            hazard = session.get_one(Hazard, key)
            hazard.description, hazard.due = text, due
        between = perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(_UPDATE, (text, due.isoformat(), key))
        raw.execute("COMMIT")
        ours.append(between - started)
        bare.append(perf_counter() - between)
    return median(ours) / median(bare)
