"""Verify of a large record, against reading the same rows raw: time and memory."""

import resource
import sqlite3
import tempfile
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

from db import codes
from db.change import insert_rows
from db.ids import new_ids
from db.session import Act, Database
from db.tables.hazards import Hazard
from db.tables.projects import Project
from db.verify import verify

BAR = 3.0
ROUNDS = 5
ROWS = 50_000
_ACT = Act("本机", datetime(2026, 11, 12, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")))


def measure(rows: int = ROWS, rounds: int = ROUNDS) -> dict[str, object]:
    """Return the name, the ratio of each round, and the bar."""
    with tempfile.TemporaryDirectory() as scratch:
        office = Path(scratch) / "office"
        database = Database.open(str(office))
        fill(database, rows)
        ratios = []
        for _ in range(rounds):
            started = process_time()
            with database.reading() as session:
                found = verify(session, database.files_of(session))
            between = process_time()
            read_raw(office / "office.db")
            ratios.append((between - started) / (process_time() - between))
            assert found == []
        database.close()
    return {"name": "verify / reading the same rows raw", "ratios": ratios, "bar": BAR}


def fill(database: Database, rows: int) -> None:
    """As many hazards as ``rows`` and their changes, in sets of a thousand."""
    with database.writing(_ACT, "save_record") as session:
        project = Project(name="滨江花园", name_key="滨江花园", kind=codes.ProjectKind.BUILDING)
        session.add(project)
    for _ in range(rows // 1000):
        with database.writing(_ACT, "import") as session:
            insert_rows(
                session,
                Hazard.__table__,
                [_hazard(key, project.id) for key in new_ids(session, 1000)],
            )


def _hazard(key: int, project_id: int) -> dict[str, object]:
    return {
        "id": key,
        "version": 1,
        "project_id": project_id,
        "found_on": date(2026, 10, 1 + key % 28),
        "month": 202610,
        "description": f"{key % 40}号楼北侧悬挑脚手架连墙件缺失，作业层未满铺脚手板",
        "part": f"{key % 40}号楼",
        "level": codes.HazardLevel.GENERAL,
        "source": codes.HazardSource.LEDGER,
        "state": codes.HazardState.CLOSED,
        "due": date(2026, 10, 30),
        "closed_on": date(2026, 10, 29),
        "notice_no": f"样建监〔2026〕{key}号",
        "inspectors_text": "韦秋分、符春分",
        "history": True,
        "entered_on": date(2026, 11, 12),
    }


def read_raw(path: Path) -> int:
    """Read every row of every table, as fast as the driver gives them."""
    count = 0
    with closing(sqlite3.connect(path)) as raw:
        names = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            if not name.startswith(("sqlite_", "cache_")):
                for _row in raw.execute(f"SELECT * FROM {name}"):
                    count += 1
    return count


def memory_in_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
