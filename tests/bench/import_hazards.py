"""Import of a hazards ledger of 20,000 × 20 against its bare parts: reading and inserting.

Ours is the whole import: the workbook read, every cell checked, projects and keys looked up, a
backup, the rows, the change set that undoes them. The search reads on in the log after every
write, in short stretches, and is no part of it. The bare side reads the same workbook with
calamine and inserts the same columns under the same indexes with the driver, WAL and FULL.
Both begin from fresh files, turn about, in one process; the ratio is of each pair.
"""

import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from db.session import Database
from desktop.app.clock import Clock
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import read_ledger
from desktop.jobs.runner import InlineRunner
from desktop.usecases.import_ledger import ImportLedger, import_ledger, unhurried_collection
from desktop.usecases.imports.plan import Fate

NAME = "import of 20,000 x 20 hazards, checks, backup and change set / calamine + executemany"
BAR = 1.8
ROWS = 20_000
ROUNDS = 5
TODAY = date(2026, 11, 12)
PROJECTS = tuple(
    f"示例县第{number}号安置房工程（{number % 3 + 1}标段）" for number in range(1, 121)
)
HEADERS = [
    "序号",
    "工程名称",
    "检查日期",
    "隐患内容",
    "隐患级别",
    "判定条款",
    "整改期限",
    "整改完成日期",
    "通知书编号",
    "检查人",
] + [f"备注{number}" for number in range(1, 11)]
_PLACES = [
    "五层临边",
    "配电房",
    "生活区",
    "西侧围挡",
    "3号楼东侧",
    "卸料平台",
    "钢筋加工棚",
    "地下室A区",
    "塔吊基础",
]
_WRONGS = (
    "防护栏杆缺失，未设踢脚板",
    "配电箱未上锁，一闸多机",
    "消防通道被占用",
    "作业人员未系安全带",
    "电缆拖地，未架空敷设",
    "灭火器过期、数量不足",
    "裸土未覆盖，扬尘治理不到位",
)


def ledger_rows(count: int) -> Iterator[list[Any]]:
    """Invented findings: days, levels and deadlines as an office has them."""
    dice = random.Random(7)
    for number in range(count):
        found = date(2024, 1, 1) + timedelta(dice.randrange(1000))
        major = number % 40 == 0
        yield [
            number + 1,
            dice.choice(PROJECTS),
            found,
            f"{dice.choice(_PLACES)}{dice.choice(_WRONGS)}，第{number}处",
            "重大" if major else "一般",
            ("2022版 6-1" if found < date(2024, 12, 13) else "2024版 6-1") if major else "",
            found + timedelta(7),
            found + timedelta(dice.randrange(1, 20)) if number % 9 else "",
            f"示建质安改〔{found.year}〕{number // 3 % 9999 + 1:04d}号",
            dice.choice(("符国栋、欧阳静", "黄玥，林喆", "吴海波 麦志强")),
            *(f"备注内容{number % 97}-{place}" for place in range(10)),
        ]


def write_ledger(path: Path, count: int) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("隐患")
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADERS)
    for number, row in enumerate(ledger_rows(count), 1):
        for place, value in enumerate(row):
            if isinstance(value, date):
                moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell
                sheet.write_datetime(number, place, moment, days)
            elif value != "":
                sheet.write(number, place, value)
    book.close()


def make_office(folder: Path) -> None:
    """An office that holds the projects and nothing else."""
    from db.act import Act
    from db.codes import ProjectKind
    from db.tables.projects import Project
    from desktop.domain.names import normal_name
    from desktop.usecases.office import InitOffice, init_office

    database = Database.open(str(folder))
    act = Act("本机", datetime(2026, 11, 12, 9, 0))  # noqa: DTZ001 - no clock is asked
    with database.writing(act, "init_office") as session:
        init_office(session, InitOffice(), act)
        for name in PROJECTS:
            session.add(Project(name=name, name_key=normal_name(name), kind=ProjectKind.BUILDING))
    database.close()


def ours(office: Path, ledger: Path) -> None:
    """As the command and the window do it."""
    database = Database.open(str(office))
    runner = InlineRunner(database, Clock(TODAY), "本机")
    with unhurried_collection():
        sheet = read_ledger(ledger, LEDGERS, today=TODAY)
        done = runner.run(import_ledger, ImportLedger(sheet, file=ledger.name))
    database.close()
    assert done.plan.count(Fate.REJECTED) == 0


def bare(database: Path, ledger: Path, schema: list[str]) -> None:
    """Read with calamine, insert with the driver: what no import can do without."""
    import python_calamine

    connection = sqlite3.connect(database)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", *schema):
        connection.execute(statement)
    rows = python_calamine.load_workbook(str(ledger)).get_sheet_by_index(0).to_python()
    names = [row[1] for row in connection.execute("PRAGMA table_info(hazard)")]
    fixed = dict.fromkeys(names)
    fixed |= {"version": 1, "level": "general", "source": "ledger", "state": "closed"}
    fixed |= {"history": 1, "entered_on": "2026-11-12", "month": 202401}
    place = {name: number for number, name in enumerate(names)}
    ids = {name: number for number, name in enumerate(PROJECTS)}
    values = []
    for number, row in enumerate(rows[1:], 1):
        line = list(fixed.values())
        line[place["id"]] = number
        line[place["project_id"]] = ids[row[1]]
        line[place["found_on"]] = row[2].isoformat()
        line[place["description"]] = row[3]
        line[place["due"]] = row[6].isoformat()
        line[place["closed_on"]] = row[7].isoformat() if row[7] else None
        line[place["notice_no"]] = row[8]
        line[place["inspectors_text"]] = row[9]
        values.append(line)
    marks = ", ".join("?" * len(names))
    with connection:
        connection.executemany(f"INSERT INTO hazard VALUES ({marks})", values)
    connection.close()


def schema_of(office: Path) -> list[str]:
    """How the office's own table of hazards and its indexes are made."""
    connection = sqlite3.connect(office / "office.db")
    query = "SELECT sql FROM sqlite_master WHERE tbl_name = 'hazard' AND sql IS NOT NULL"
    found = [row[0] for row in connection.execute(f"{query} ORDER BY type DESC")]
    connection.close()
    return found


def timed(work: Callable[..., None], *args: object) -> float:
    started = time.perf_counter()
    work(*args)
    return time.perf_counter() - started


def measure(rounds: int = ROUNDS) -> dict[str, object]:
    """Return the name, the ratio of each round, and the bar; the first pair only warms up."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        ledger = scratch / "ledger.xlsx"
        write_ledger(ledger, ROWS)
        make_office(scratch / "office")
        schema = schema_of(scratch / "office")
        ratios = []
        for number in range(rounds + 1):
            office = Path(shutil.copytree(scratch / "office", scratch / f"office{number}"))
            database = scratch / f"bare{number}.db"
            sides = [(ours, office, ledger), (bare, database, ledger, schema)]
            order = sides if number % 2 else sides[::-1]
            spent = {side[0]: timed(*side) for side in order}
            ratios.append(spent[ours] / spent[bare])
            shutil.rmtree(office)
    return {"name": NAME, "ratios": ratios[1:], "bar": BAR}
