"""期初数 in a workbook: what is written can be filled in and read again."""

import pytest
from openpyxl import Workbook

from desktop.domain.errors import KnownProblem
from desktop.domain.opening import opening_periods, period_days, read_period
from desktop.exchange.opening import OpeningCell, read_opening, write_opening

TITLES = ("代码", "指标", "单位", "2025年", "2026年1月")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025年", 2025),
        ("2025年度", 2025),
        ("\uff12\uff10\uff12\uff15", 2025),
        ("2026年1月", 202601),
        ("2026-01", 202601),
        ("2026.12", 202612),
        ("202603", 202603),
        ("2026年13月", None),
        ("单位", None),
        ("", None),
    ],
)
def test_a_heading_is_a_period_or_nothing(text, period):
    assert read_period(text) == period


def test_the_periods_before_the_first_day():
    from datetime import date

    assert opening_periods(date(2026, 3, 1)) == (2023, 2024, 2025, 202601, 202602)
    assert opening_periods(date(2026, 3, 2))[-1] == 202603
    assert opening_periods(date(2026, 1, 1)) == (2023, 2024, 2025)
    assert period_days(2025) == (date(2025, 1, 1), date(2025, 12, 31))
    assert period_days(202602) == (date(2026, 2, 1), date(2026, 2, 28))


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "期初数.xlsx"
    write_opening(
        path, TITLES, [("B01", "检查次数", "次", 512, None), ("C01", "隐患", "项", None, 7)]
    )
    found = read_opening(path)
    assert found.cells == (OpeningCell("B01", 2025, 512.0), OpeningCell("C01", 202601, 7.0))
    assert found.problems == ()


def test_what_is_no_number_is_said_by_its_place(tmp_path):
    book = Workbook()
    book.active.append(["启用前已报数（虚构）"])
    book.active.append(list(TITLES))
    book.active.append(["B01", "检查次数", "次", "1,024", "约三十"])
    book.active.append(["C01", "发现隐患", "项", "—", ""])
    path = tmp_path / "期初数.xlsx"
    book.save(path)
    found = read_opening(path)
    assert found.cells == (OpeningCell("B01", 2025, 1024.0),)
    assert found.problems == ("第 3 行 2026年1月“约三十”不是数字",)


def test_another_workbook_is_refused(tmp_path):
    path = tmp_path / "别的.xlsx"
    book = Workbook()
    book.active.append(["姓名", "电话"])
    book.save(path)
    with pytest.raises(KnownProblem):
        read_opening(path)
