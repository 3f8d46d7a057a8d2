"""Headers under titles, over two rows, with units, corrected by hand; and rows of no data."""

from datetime import date
from pathlib import Path

import pytest

from db.codes import HazardLevel
from desktop.domain.errors import KnownProblem
from desktop.domain.ledger import Severity
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import outline, read_ledger
from desktop.exchange.rows import Sheet
from tests.exchange.make import (
    COVERED,
    HAZARD_HEADER,
    HAZARD_ROW,
    hazards,
    ods,
    ods_cell,
    workbook,
)

TODAY = date(2026, 11, 12)


def read(path: Path, **asked: object) -> Sheet:
    return read_ledger(path, LEDGERS, today=TODAY, **asked)  # type: ignore[arg-type]


def errors(sheet: Sheet) -> list[tuple[int, str]]:
    return [(p.row, p.column) for p in sheet.problems() if p.severity is Severity.ERROR]


def test_rows_are_numbered_as_excel_does(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", ("隐患", [(), (), HAZARD_HEADER, (), HAZARD_ROW]))
    sheet = read(path)
    assert sheet.header_row == 3
    assert [row.row for row in sheet.rows] == [5]


def test_rows_that_are_no_data(tmp_path: Path) -> None:
    rows = [
        ("一、房屋建筑工程",),
        (1, 2, 3, 4, 5, 6, 7),
        HAZARD_ROW,
        HAZARD_HEADER,
        (*HAZARD_ROW[:2], "电缆拖地", *HAZARD_ROW[3:]),
        ("合 计", "", "2条"),
        ("填表人：甲某", "", "审核人：乙某"),
        ("", "2026年10月31日"),
        ("注：本表一式两份。",),
    ]
    sheet = read(hazards(tmp_path / "表.xlsx", *rows))
    assert [row.row for row in sheet.rows] == [4, 6]
    assert errors(sheet) == []


def test_total_beside_a_name_is_no_inspector(tmp_path: Path) -> None:
    rows = [("序号", "姓名", "职务", "联系电话"), (1, "甲某", "站长", ""), ("合计", "1人", "", "")]
    sheet = read(workbook(tmp_path / "表.xlsx", ("人员", rows)))
    assert [row.values["name"] for row in sheet.rows] == ["甲某"]


def test_a_row_that_lacks_something_is_data(tmp_path: Path) -> None:
    sheet = read(hazards(tmp_path / "表.xlsx", ("", *HAZARD_ROW[1:]), HAZARD_ROW))
    assert len(sheet.rows) == 2
    assert errors(sheet) == [(2, "工程名称")]


def test_merged_cell_gives_its_value_to_each_row_but_makes_no_row(tmp_path: Path) -> None:
    rows = [HAZARD_ROW, ("", *HAZARD_ROW[1:]), ("",)]
    sheet = read(hazards(tmp_path / "表.xlsx", *rows, merge="A2:A4"))
    assert [row.values["project"] for row in sheet.rows] == ["示例县第一小学"] * 2


def test_merged_cells_of_open_document(tmp_path: Path) -> None:
    head, first, second = HAZARD_HEADER[:4], HAZARD_ROW[:4], ("电缆拖地", "重大")
    path = ods(
        tmp_path / "表.ods",
        "隐患",
        [
            "".join(map(ods_cell, head)),
            ods_cell(first[0], 2) + ods_cell(first[1], 2) + "".join(map(ods_cell, first[2:])),
            COVERED * 2 + "".join(map(ods_cell, second)),
        ],
    )
    sheet = read(path)
    assert [row.values["found_on"] for row in sheet.rows] == [date(2026, 3, 5)] * 2
    assert sheet.rows[1].values["level"] is HazardLevel.MAJOR


def test_header_over_two_rows_without_merged_cells(tmp_path: Path) -> None:
    rows = [
        ("工程名称", "危大类别", "论证", "", "状态"),
        ("", "", "日期", "结论", ""),
        ("示例县第一小学", "基坑", "2026/3/5", "通过", "实施中"),
    ]
    sheet = read(workbook(tmp_path / "表.xlsx", ("危大", rows), merge="C1:D1"))
    values = sheet.rows[0].values
    assert (values["reviewed_on"], values["conclusion"].name) == (date(2026, 3, 5), "PASSED")


def test_header_in_yuan_is_told_and_reckoned(tmp_path: Path) -> None:
    header = ("工程名称", "类别", "建设单位", "施工单位", "状态", "工程造价（元）")
    row = ("示例县第一小学", "房建", "示例县教育局", "示例建设有限公司", "在建", 12_345_600)
    sheet = read(workbook(tmp_path / "表.xlsx", ("工程", [header, row])))
    assert sheet.rows[0].values["cost_wan"] == pytest.approx(1234.56)
    assert any("换算" in note.reason for note in sheet.notes)


def test_bare_certificate_number_is_taken_with_a_warning(tmp_path: Path) -> None:
    rows = [("姓名", "证号", "职务"), ("甲某", "示监001", "监督员")]
    sheet = read(workbook(tmp_path / "表.xlsx", ("人员", rows)))
    assert sheet.rows[0].values["certificate"] == "示监001"
    assert [(note.column, note.severity) for note in sheet.notes] == [("证号", Severity.WARNING)]


def test_better_header_wins_over_the_bare_one(tmp_path: Path) -> None:
    rows = [("姓名", "证号", "考核合格证编号", "网格"), ("甲某", "执001", "示监001", "一")]
    sheet = read(workbook(tmp_path / "表.xlsx", ("人员", rows)))
    assert sheet.rows[0].values["certificate"] == "示监001"


def test_a_name_and_little_else_is_not_guessed_but_may_be_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", ("人员", [("姓名", "职务"), ("甲某", "监督员")]))
    with pytest.raises(KnownProblem, match="指明台账种类"):
        read(path)
    assert read(path, ledger="inspectors").rows[0].values["post"] == "监督员"


def test_mapping_corrects_the_headers(tmp_path: Path) -> None:
    header = ("项目", "查的日子", "问题", "轻重", "备注")
    row = ("示例县第一小学", "2026.3.5", "临边无防护", "重大", "无")
    path = workbook(tmp_path / "表.xlsx", ("表", [("台账",), header, row]))
    (seen,) = outline(path, LEDGERS)
    assert seen.ledger is None
    assert seen.samples["问题"] == ("临边无防护",)
    mapping = dict(zip(header, ("project", "found_on", "description", "level", None), strict=True))
    sheet = read(path, ledger="hazards", sheet="表", mapping=mapping)
    assert sheet.header_row == 2
    assert sheet.rows[0].values["description"] == "临边无防护"
    assert sheet.shape == seen.shape


def test_mapping_without_a_required_column_is_refused(tmp_path: Path) -> None:
    path = hazards(tmp_path / "表.xlsx", HAZARD_ROW)
    mapping = {"工程名称": "project", "检查日期": "found_on", "隐患内容": "description"}
    with pytest.raises(KnownProblem, match="隐患级别"):
        read(path, ledger="hazards", sheet="隐患", mapping=mapping)


def test_shape_is_of_the_headers_alone(tmp_path: Path) -> None:
    one = read(hazards(tmp_path / "一.xlsx", HAZARD_ROW))
    two = read(workbook(tmp_path / "二.xlsx", ("另", [("标题",), HAZARD_HEADER, HAZARD_ROW])))
    assert one.shape == two.shape


def test_outline_names_the_ledger_of_each_sheet(tmp_path: Path) -> None:
    rows = [HAZARD_HEADER, HAZARD_ROW]
    path = workbook(tmp_path / "表.xlsx", ("说明", [("填表说明",)]), ("隐患", rows), ("旧", rows))
    assert [(o.sheet, o.ledger and o.ledger.key) for o in outline(path, LEDGERS)] == [
        ("隐患", "hazards"),
        ("旧", "hazards"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_tables_of_every_encoding(tmp_path: Path, encoding: str) -> None:
    lines = [",".join(HAZARD_HEADER), ",".join(HAZARD_ROW).replace("甲某", "王𬱖")]
    path = tmp_path / "表.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    sheet = read(path)
    assert sheet.sheet is None
    assert sheet.rows[0].values["inspectors"] == ("王𬱖", "乙某")


def test_text_table_with_tabs_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("\n\n" + "\t".join(HAZARD_HEADER) + "\n\n" + "\t".join(HAZARD_ROW), "utf-8")
    sheet = read(path)
    assert (sheet.header_row, sheet.rows[0].row) == (3, 5)


def test_visits_and_papers_are_told_from_hazards(tmp_path: Path) -> None:
    visits = [
        ("工程名称", "检查日期", "检查人员", "检查类型", "轮次", "处理意见", "文号"),
        ("示例县第一小学", "20260305", "甲某 乙某", "监督检查", "第一轮", "限期整改", "/"),
    ]
    papers = [
        ("文号", "文书种类", "日期", "工程名称", "送达日期", "状态"),
        ("示建安改[2026]1号", "责令限期整改通知书", "2026.3.5", "示例县第一小学", "长期", ""),
    ]
    sheet = read(workbook(tmp_path / "检查.xlsx", ("检查", visits)))
    assert (sheet.ledger.key, errors(sheet)) == ("visits", [])
    assert sheet.rows[0].values["inspectors"] == ("甲某", "乙某")
    sheet = read(workbook(tmp_path / "文书.xlsx", ("文书", papers)))
    assert sheet.ledger.key == "papers"
    assert sheet.rows[0].values["number"] == "示建安改〔2026〕1号"


def test_future_day_of_an_event_is_refused_a_planned_one_is_not(tmp_path: Path) -> None:
    ahead = ("示例县第一小学", "2026-11-12", "甲处", "一般", "2026-12-31", "2026-11-13", "甲某")
    sheet = read(hazards(tmp_path / "表.xlsx", ahead))
    assert errors(sheet) == [(2, "整改完成日期")]


def test_a_project_called_like_a_total_is_data(tmp_path: Path) -> None:
    row = ("合计大厦工程", "", *HAZARD_ROW[2:])
    sheet = read(hazards(tmp_path / "表.xlsx", row))
    assert errors(sheet) == [(2, "检查日期")]


def test_blank_rows_far_below_are_left_alone(tmp_path: Path) -> None:
    sheet = read(hazards(tmp_path / "表.xlsx", HAZARD_ROW, *[()] * 50, (" ",)))
    assert len(sheet.rows) == 1
