"""The three files of a closed month, read back with other readers than our own."""

import hashlib
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from db.codes import MonthPart
from desktop.domain.errors import RuleViolation
from desktop.usecases.month_corrections import ExplainCorrection, explain_correction
from desktop.usecases.month_files import write_month_files
from desktop.usecases.month_texts import FieldText, WriteMonthText, write_month_text
from desktop.usecases.months import (
    CloseMonth,
    ConfirmNone,
    OpenMonth,
    close_month,
    confirm_none,
    open_month,
)
from desktop.usecases.papers import VoidPaper, void_paper
from tests.usecases.county import County, do, settle
from tests.usecases.test_month_proof import close, found, notice, on

OCTOBER, NOVEMBER = 202610, 202611


@pytest.fixture
def county(database) -> County:
    """October reported; then its notice is voided, and a visit of October entered late."""
    county = settle(database)
    october, november = on(2026, 10, 31), on(2026, 11, 30)
    hazard = found(database, county, date(2026, 10, 5), october)
    paper = notice(database, hazard, date(2026, 10, 6), october)
    close(database, OCTOBER, october)
    do(database, void_paper, VoidPaper(paper, "单位写错"), november)
    found(database, county, date(2026, 10, 20), november)
    do(database, open_month, OpenMonth(NOVEMBER), november)
    words = FieldText(1, MonthPart.PRACTICE, "本年发现隐患{发现隐患本年累计}项。")
    do(database, write_month_text, WriteMonthText(NOVEMBER, (words,)), november)
    do(database, explain_correction, ExplainCorrection(NOVEMBER, ("D01",), "作废重出"), november)
    do(database, confirm_none, ConfirmNone(NOVEMBER, ("D02",)), november)
    do(database, close_month, CloseMonth(NOVEMBER), november)
    return county


@pytest.fixture
def files(database, county, tmp_path):
    with database.reading() as session:
        return write_month_files(session, NOVEMBER, tmp_path)


def test_the_workbook_is_a_submission_by_itself(files):
    book = load_workbook(files.workbook)
    rows = {row[0]: row for row in book.worksheets[0].iter_rows(values_only=True)}
    titles = rows["代码"][3:11]
    assert titles == (
        "上期累计", "本月", "其中历史", "补报", "更正", "本年累计", "三年行动累计", "上年同期",
    )  # fmt: skip
    assert rows["C01"][3:10] == (1, "—", 0, 1, 0, 2, 2)
    assert rows["D01"][3:10] == (1, "—", 0, 0, -1, 0, 0)
    assert rows["D02"][4] == 0
    assert rows["C08"][6] is None, "a stock has no 补报"
    correction = next(book["更正"].iter_rows(min_row=2, values_only=True))
    assert correction[1:] == ("责令限期整改通知书", "原报累计 1，更正后 0（-1）", "作废重出")
    proofs = {row[0]: row[2:] for row in book["累计核对"].iter_rows(min_row=2, values_only=True)}
    assert proofs["C01"] == ("上期累计 1 + 本月 — + 补报 1 + 更正 0 = 2", "平")
    assert book["文字部分"]["C2"].value == "本年发现隐患2项。"
    late = next(book["C01 发现隐患"].iter_rows(min_row=2, values_only=True))
    assert (late[3].date(), late[5]) == (date(2026, 10, 20), "补报")
    head = dict(book["报送说明"].iter_rows(min_row=2, max_col=2, values_only=True))
    assert head["稿次"] == "第1稿　已封存"


def test_the_package_carries_all_columns_and_ids(files):
    package = json.loads(files.package.read_text("utf-8"))
    told = package.pop("sha256")
    text = json.dumps(package, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == told
    figures = {row["code"]: row for row in package["figures"]}
    one = figures["C01"]
    assert (one["last"], one["supplement"], one["correction"], one["year"]) == (1, 1, 0, 2)
    assert len(one["supplement_ids"]) == 1
    assert len(figures["D01"]["correction_ids"]) == 1
    assert package["corrections"][0]["reason"] == "作废重出"
    assert (package["majors"], package["accidents"]) == ([], None)
    assert "麦大勇" not in files.package.read_text("utf-8")


def test_an_open_month_has_no_files(database, county, tmp_path):
    with database.reading() as session, pytest.raises(RuleViolation, match="还没有封存"):
        write_month_files(session, 202612, tmp_path)
