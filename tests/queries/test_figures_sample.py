"""October 2026 of the sample county, counted from the workbooks by openpyxl alone."""

import json
import re
import unicodedata
from datetime import date, datetime, timedelta

import openpyxl
import pytest

from desktop.app.clock import Clock
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import read_ledger
from desktop.jobs.runner import InlineRunner
from desktop.queries.figures.totals import month_values
from desktop.usecases.import_ledger import ImportLedger, import_ledger
from tests.conftest import ROOT, SAMPLE_DAY

LEDGER_FOLDER = ROOT / "tests" / "data" / "ledgers"
FILES = (
    ("01-企业台账.xlsx", None),
    ("02-监督人员台账.xlsx", None),
    ("03-工程台账.xlsx", "在建"),
    ("03-工程台账.xlsx", "停工"),
    ("03-工程台账.xlsx", "已竣工"),
    ("07-隐患台账-2024年.xlsx", None),
    ("07-隐患台账-2025年.xlsx", None),
    ("07-隐患台账-2026年.xlsx", None),
)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
HEADERS = {
    "day": ("检查日期", "发现日期"),
    "project": ("工程名称",),
    "what": ("隐患内容", "隐患描述"),
    "level": ("隐患级别", "隐患等级"),
    "due": ("整改期限", "限改日期"),
    "closed": ("整改完成日期", "销号日期"),
}


def day_in(cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    text = "".join(unicodedata.normalize("NFKC", str(cell or "")).split())
    if re.fullmatch(r"4[56]\d{3}(\.0)?", text):
        return date(1899, 12, 30) + timedelta(days=int(float(text)))
    found = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D(\d{1,2})日?", text) or re.fullmatch(
        r"(\d{4})(\d{2})(\d{2})", text
    )
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def same(text) -> str:
    folded = unicodedata.normalize("NFKC", str(text or ""))
    return "".join(folded.replace("〔", "(").replace("〕", ")").split())


def hazard_rows() -> list[dict]:
    """Every row of the three years with a day, a known project, a text and a level."""
    known, left_out = project_names(), refused()
    rows, seen = [], set()
    for year in (2024, 2025, 2026):
        path = LEDGER_FOLDER / f"07-隐患台账-{year}年.xlsx"
        book = openpyxl.load_workbook(path, data_only=True)
        for sheet in book:
            places = None
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                titles = [same(cell) for cell in cells]
                if any(title in HEADERS["day"] for title in titles):
                    places = {
                        field: next(titles.index(n) for n in names if n in titles)
                        for field, names in HEADERS.items()
                    }
                    continue
                if places is None:
                    continue
                row = {field: cells[place] for field, place in places.items()}
                found, project = day_in(row["day"]), same(row["project"])
                key = (project, found, same(row["what"]))
                level = same(row["level"])
                if found is None or project not in known or not level or key in seen:
                    continue
                if (path.name, number) in left_out:
                    continue
                seen.add(key)
                rows.append(
                    {
                        "found": found,
                        "major": "重大" in level,
                        "due": day_in(row["due"]),
                        "closed": day_in(row["closed"]),
                    }
                )
    return rows


def refused() -> set[tuple[str, int]]:
    """The rows that cannot come in, as the ledgers' own truth says."""
    truth = json.loads((LEDGER_FOLDER / "truth.json").read_text("utf-8"))
    return {(step["file"], row["row"]) for step in truth["steps"] for row in step["rejected_rows"]}


def project_names() -> set[str]:
    names = set()
    book = openpyxl.load_workbook(LEDGER_FOLDER / "03-工程台账.xlsx", data_only=True)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            names |= {same(cell) for cell in row[:2] if isinstance(cell, str)}
    return names


@pytest.fixture(scope="module")
def sample(migrated_folder, tmp_path_factory):
    import shutil

    from db.session import Database

    folder = shutil.copytree(migrated_folder, tmp_path_factory.mktemp("sample") / "office")
    database = Database.open(str(folder))
    runner = InlineRunner(database, Clock(SAMPLE_DAY), "本机")
    for name, sheet in FILES:
        read = read_ledger(LEDGER_FOLDER / name, LEDGERS, sheet=sheet, today=SAMPLE_DAY)
        runner.run(import_ledger, ImportLedger(read))
    with database.reading() as session:
        yield month_values(session, 202610)
    database.close()


def test_hazards_of_october(sample):
    rows = hazard_rows()
    first, last = OCTOBER
    found = [row for row in rows if first <= row["found"] <= last]
    told = sample.values
    assert told["C01"] == len(found)
    assert told["C03"] == sum(row["major"] for row in found)
    assert sample.history["C01"] == len(found)
    closed = [row for row in rows if row["closed"] and first <= row["closed"] <= last]
    assert told["C06"] == sum(not row["major"] for row in closed)
    assert told["C07"] == sum(row["major"] for row in closed)


def test_open_hazards_at_the_end_of_october(sample):
    last = OCTOBER[1]
    still = [
        row
        for row in hazard_rows()
        if row["found"] <= last and (row["closed"] is None or row["closed"] > last)
    ]
    majors = [row for row in still if row["major"]]
    told = sample.values
    assert told["C08"] == len(still) - len(majors)
    assert told["C09"] == len(majors)
    assert told["C10"] == sum(bool(row["due"]) and row["due"] <= last for row in majors)


def test_the_rate_of_ordered_ones(sample):
    last = OCTOBER[1]
    ordered = [row for row in hazard_rows() if row["found"] <= last]
    closed = [row for row in ordered if row["closed"] and row["closed"] <= last]
    assert sample.values["C14"] == len(ordered)
    assert sample.values["C22"] == round(100 * len(closed) / len(ordered), 1)
