"""Workbooks written: what stands in them, what must not, and what happens when they cannot be."""

import errno
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from db.codes import HazardLevel
from desktop.domain.days import NO_END
from desktop.domain.errors import KnownProblem
from desktop.domain.ledger import Ledger
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.months import FigureRecords, FigureRow, MonthBook, write_month
from desktop.exchange.reading import read_ledger
from desktop.exchange.refused import write_refused
from desktop.exchange.writing import Field, write_workbook, written
from tests.exchange.test_truth import FIRST_STEPS, TODAY, name, read_step

COLUMNS = (Field("一"), Field("二", 30))


def cells(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(path).active]


@pytest.mark.parametrize("step", FIRST_STEPS, ids=name)
def test_what_was_exported_reads_the_same(step: dict, tmp_path: Path) -> None:
    sheet = read_step(step)
    keys = [column.key for column in sheet.ledger.columns]
    before = [row.values for row in sheet.rows if not row.is_refused()]
    path = tmp_path / "导出.xlsx"
    write_workbook(
        path, sheet.ledger.title, sheet.ledger.columns, [[v[k] for k in keys] for v in before]
    )
    after = read_ledger(path, LEDGERS, ledger=sheet.ledger.key, today=TODAY)
    assert [row.values for row in after.rows] == before


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
def test_every_exported_header_is_known_again(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    write_workbook(path, ledger.title, ledger.columns, [])
    sheet = read_ledger(path, LEDGERS, today=TODAY)
    assert sheet.ledger is ledger
    assert [header.field for header in sheet.headers] == [column.key for column in ledger.columns]


def test_long_numbers_are_text_and_days_are_days(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_workbook(path, "表", COLUMNS, [("469023202412132901", date(2026, 3, 5)), (10**17, 12.5)])
    sheet = load_workbook(path).active
    assert (sheet["A2"].data_type, sheet["A2"].number_format) == ("s", "@")
    assert (sheet["B2"].value, sheet["B2"].number_format) == (datetime(2026, 3, 5), "yyyy-mm-dd")  # noqa: DTZ001
    assert (sheet["A3"].data_type, sheet["B3"].data_type) == ("s", "n")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("x")', "@SUM(1)", "+861380000", "-cmd|' /C calc'!A0", "\t=1"]
)
def test_no_cell_starts_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "表.xlsx"
    write_workbook(path, "表", COLUMNS, [(text, "<b>&")])
    cell = load_workbook(path).active["A2"]
    assert cell.data_type == "s"
    assert cell.value[0] not in "=+-@\t"


@given(st.text(max_size=60))
def test_no_text_starts_a_formula(text: str) -> None:
    assert not str(written(text)).startswith(("=", "@", "\t", "\r"))


def test_words_for_codes(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    rows = [(HazardLevel.MAJOR, True), (NO_END, ("甲", "乙")), ("-2层临边\x0b", "#N/A")]
    write_workbook(path, "表", COLUMNS, rows)
    assert cells(path)[1:] == [["重大", "是"], ["长期", "甲、乙"], ["-2层临边", "#N/A"]]


def test_refused_rows_stand_as_they_stood_with_their_reason(tmp_path: Path) -> None:
    sheet = read_step(FIRST_STEPS[0])
    path = tmp_path / "未导入.xlsx"
    assert write_refused(path, sheet) == 5
    rows = cells(path)
    assert rows[0][:4] == ["行号", "原因", "序号", "单位名称"]
    assert [row[0] for row in rows[1:]] == [32, 52, 73, 80, 100]
    assert rows[1][4] == "91469023MAXX0029G3"
    assert "校验" in str(rows[1][1])


def test_refused_rows_can_be_imported_once_mended(tmp_path: Path) -> None:
    path = tmp_path / "未导入.xlsx"
    write_refused(path, read_step(FIRST_STEPS[0]))
    again = read_ledger(path, LEDGERS, today=TODAY)
    assert (again.ledger.key, len(again.rows)) == ("enterprises", 5)


def figure_row(code: str, name: str, value: int | None) -> FigureRow:
    told = (80, value, "", 2, -1, 93, 900, None)
    return FigureRow(code, name, "次", *told, definition="本月检查的次数", article="通知二（三）")


def test_month_has_figures_and_their_records(tmp_path: Path) -> None:
    path = tmp_path / "月报.xlsx"
    figures = [figure_row("F01", "检查次数", 12), figure_row("F02", "约谈次数", None)]
    records = [
        FigureRecords("F01", "检查次数", COLUMNS, (("示例县第一小学", date(2026, 10, 3)),)),
        FigureRecords("F02", "约谈次数", COLUMNS, ()),
    ]
    corrections = [("F01", "检查次数", "原报累计 80，更正后 79（-1）", "重复登记")]
    book = MonthBook("2026年10月", figures=figures, corrections=corrections, records=records)
    write_month(path, book)
    written = load_workbook(path)
    assert written.sheetnames == ["2026年10月", "更正", "F01 检查次数"]
    assert cells(path)[1][:11] == [
        "F01", "检查次数", "次", 80, 12, None, 2, -1, 93, 900, "—",
    ]  # fmt: skip
    assert cells(path)[2][4] == "—"
    assert written["更正"]["D2"].value == "重复登记"
    assert written["F01 检查次数"]["A2"].value == "示例县第一小学"


def refusal(path: Path) -> str:
    with pytest.raises(KnownProblem) as caught:
        write_workbook(path, "表", COLUMNS, [("a", "b")])
    return caught.value.sentence


def test_where_it_cannot_be_written(tmp_path: Path) -> None:
    assert "不存在" in refusal(tmp_path / "没有" / "表.xlsx")
    (tmp_path / "目录.xlsx").mkdir()
    assert "文件夹" in refusal(tmp_path / "目录.xlsx")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "关闭"), (errno.ENOSPC, "磁盘已满"), (errno.EIO, "没有写成")],
)
def test_failure_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(Path, "replace", fail)
    assert words in refusal(path)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["表.xlsx"]


@pytest.mark.parametrize("number", [errno.EROFS, errno.EIO])
def test_a_place_that_fails_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, "Told In English")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(KnownProblem) as told:
        write_workbook(tmp_path / "甲.xlsx", "台账", COLUMNS, [["甲", "乙"]])
    assert "English" not in told.value.sentence
    assert "甲.xlsx" in told.value.sentence
