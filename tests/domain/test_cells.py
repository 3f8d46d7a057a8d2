"""One cell of a ledger: put right where that is safe, else refused with a reason."""

from datetime import date

import pytest

from db.codes import MachineKind, Post
from desktop.domain.cells import BLANKS, Cell, cell_reader
from desktop.domain.days import NO_END
from desktop.domain.ledger import Severity
from desktop.domain.ledgers import (
    dangerous_works,
    hazards,
    inspectors,
    key_people,
    machines,
    papers,
    projects,
    training,
)

TODAY = date(2026, 11, 12)


def wide(text: str) -> str:
    """The same in the full width that input methods give."""
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


def read(ledger: object, key: str, raw: object) -> Cell:
    return cell_reader(ledger.LEDGER.column(key), TODAY)(raw)  # type: ignore[attr-defined]


def is_error(cell: Cell, *words: str) -> bool:
    told = cell.reason or ""
    return cell.value is None and cell.severity is Severity.ERROR and any(w in told for w in words)


@pytest.mark.parametrize("raw", [*sorted(BLANKS), " / ", "\u3000", "'", "\n"])
def test_blank(raw: str) -> None:
    assert read(projects, "permit", raw) == Cell(None)
    assert is_error(read(projects, "name", raw), "必填")


@pytest.mark.parametrize("raw", ["办理中", " 正在办理 ", "办 理 中", "未办"])
def test_permit_under_way_is_none(raw: str) -> None:
    assert read(projects, "permit", raw) == Cell(None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("14363.55万元", 14363.55),
        ("49,232.39", 49232.39),
        (wide("40403.24"), 40403.24),
        (13543.28, 13543.28),
        ("¥1,200", 1200.0),
        ("1.5亿元", 15000.0),
        ("50000元", 5.0),
    ],
)
def test_money(raw: object, value: float) -> None:
    assert read(projects, "cost_wan", raw).value == pytest.approx(value)


@pytest.mark.parametrize("raw", ["22040.77m²", "22040.77㎡", "22,040.77 平方米", "2.204077万㎡"])
def test_area(raw: str) -> None:
    assert read(projects, "area_m2", raw).value == pytest.approx(22040.77)


@pytest.mark.parametrize("raw", [32, 32.0, "32", "32学时", wide("32"), " 32 课时"])
def test_hours(raw: object) -> None:
    assert read(training, "hours", raw) == Cell(32.0)


@pytest.mark.parametrize("raw", ["三十二", "约32", "32人", "-1", True, date(2026, 1, 1), "1.2.3"])
def test_no_number(raw: object) -> None:
    assert is_error(read(training, "hours", raw), "数")


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("邢䶮/林喆", ("邢䶮", "林喆")),
        ("邢䶮，林喆；𬱖某", ("邢䶮", "林喆", "𬱖某")),
        ("吴海波 麦志强", ("吴海波", "麦志强")),
        ("李 四、王　五", ("李四", "王五")),
        ("李 四", ("李四",)),
        ("甲某、甲某", ("甲某",)),
    ],
)
def test_people(raw: str, names: tuple[str, ...]) -> None:
    assert read(hazards, "inspectors", raw).value == names


def test_choices_and_their_other_words() -> None:
    assert read(machines, "kind", " 塔 吊 ").value is MachineKind.TOWER_CRANE
    assert read(key_people, "post", "项目经理\n").value is Post.PROJECT_MANAGER
    assert read(dangerous_works, "over_scale", "√").value is True
    assert read(dangerous_works, "over_scale", "×").value is False
    assert is_error(read(machines, "kind", "挖掘机"), "应为：塔式起重机")


@pytest.mark.parametrize(
    "raw", [469023198006049600.0, "469023198006049000", "4.69023E+17", "46902319800604960"]
)
def test_ruined_identity_number(raw: object) -> None:
    assert is_error(read(inspectors, "id_number", raw), "失真", "位")


@pytest.mark.parametrize("raw", [469023202412132900.0, "4.69E+17"])
def test_ruined_number_is_not_taken_elsewhere(raw: object) -> None:
    cell = read(projects, "permit", raw)
    assert (cell.value, cell.severity) == (None, Severity.WARNING)
    assert "失真" in str(cell.reason)
    assert is_error(read(papers, "number", raw), "失真")


@pytest.mark.parametrize(
    "raw", ['="469023202412132901"', "'469023202412132901", wide("469023202412132901")]
)
def test_long_number_as_text(raw: str) -> None:
    assert read(projects, "permit", raw) == Cell("469023202412132901")


def test_number_cell_in_a_column_of_text() -> None:
    assert read(inspectors, "phone", 13800000122.0) == Cell("13800000122")
    assert read(projects, "stage", 12.0) == Cell("12")


def test_no_end_only_where_a_period_ends() -> None:
    assert read(inspectors, "certificate_expiry", "长期") == Cell(NO_END)
    assert read(projects, "start", "长期").severity is Severity.WARNING
    assert is_error(read(hazards, "found_on", "长期"), "日期")


def test_month_is_taken_to_its_end_or_beginning() -> None:
    assert read(projects, "planned_finish", "2026年2月").value == date(2026, 2, 28)
    assert read(projects, "start", "2026年2月").value == date(2026, 2, 1)


def test_days_that_cannot_be() -> None:
    assert is_error(read(hazards, "found_on", "2026-11-13"), "将来")
    assert read(hazards, "found_on", "2026-11-12").value == TODAY
    assert is_error(read(hazards, "due", "2026.2.30"), "日期")
    assert is_error(read(projects, "start", date(1900, 1, 5)), "年份")


def test_markup_and_formulas_are_only_text() -> None:
    assert read(projects, "name", "<b>&工程").value == "<b>&工程"
    assert read(projects, "name", '=HYPERLINK("x")').value == '=HYPERLINK("x")'
