"""A save: one new record committed with its change set, against the same row committed raw.

The honest reference is the same INSERT into a copy of the same office, with the same indexes and
the same durability (WAL, synchronous FULL), by the bare driver: one statement, one commit.
"""

import gc
import shutil
import sqlite3
import tempfile
from datetime import date, datetime
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
_FAR = 1_000_000
SAVES = 40
_NOW = datetime(2026, 11, 12, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
_ACT = Act("本机", _NOW)
_INSERT = (
    "INSERT INTO hazard (id, version, project_id, found_on, month, description, level, source,"
    " state, due, history, entered_on) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)"
)
_FOUND, _DUE = date(2026, 10, 9), date(2026, 10, 19)


def measure() -> dict[str, object]:
    """Return the name, the ratio of each round, and the bar."""
    with tempfile.TemporaryDirectory() as scratch:
        office = Path(scratch) / "office"
        database = Database.open(str(office))
        key = _one_project(database)
        database.close()
        copy = Path(scratch) / "raw.db"
        shutil.copy(office / "office.db", copy)
        database, raw = Database.open(str(office)), _raw(copy)
        gc.collect()
        gc.freeze()  # as the window does once it stands
        try:
            ratios = [_round(database, raw, key, turn) for turn in range(ROUNDS + 1)][1:]
        finally:
            gc.unfreeze()
            raw.close()
            database.close()
    return {"name": "a save with its change set / a raw commit", "ratios": ratios, "bar": BAR}


def _one_project(database: Database) -> int:
    with database.writing(_ACT, "save_record") as session:
        project = Project(name="滨江花园", name_key="滨江花园", kind=codes.ProjectKind.BUILDING)
        session.add(project)
    return project.id


def _raw(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def _round(database: Database, raw: sqlite3.Connection, project: int, turn: int) -> float:
    ours: list[float] = []
    bare: list[float] = []
    for step in range(SAVES):
        text = f"第{turn}轮第{step}处悬挑脚手架连墙件缺失"
        started = perf_counter()
        with database.writing(_ACT, "save_record") as session:
            session.add(_hazard(project, text))
        between = perf_counter()
        key = _FAR + turn * SAVES + step
        days = _FOUND.isoformat(), 202610
        kinds = "general", "visit", "found"
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(_INSERT, (key, project, *days, text, *kinds, _DUE.isoformat(), "2026-11-12"))
        raw.execute("COMMIT")
        ours.append(between - started)
        bare.append(perf_counter() - between)
    return median(ours) / median(bare)


def _hazard(project: int, text: str) -> Hazard:
    return Hazard(
        project_id=project,
        found_on=_FOUND,
        month=202610,
        description=text,
        level=codes.HazardLevel.GENERAL,
        source=codes.HazardSource.VISIT,
        state=codes.HazardState.FOUND,
        due=_DUE,
        entered_on=_NOW.date(),
    )
