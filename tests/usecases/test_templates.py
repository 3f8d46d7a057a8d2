"""The province's workbook: added once, bound once, filled from what was frozen."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from db.codes import CellContent
from desktop.domain.errors import RuleViolation
from desktop.queries.figures.catalogue import FIGURES
from desktop.queries.figures.figure import Kind
from desktop.queries.templates import template_rows
from desktop.usecases.attachments import NewFile
from desktop.usecases.template_views import proposals, template_view
from desktop.usecases.templates import (
    AddTemplate,
    BindCells,
    BoundCell,
    RemoveTemplate,
    add_template,
    bind_cells,
    remove_template,
    write_filled_template,
    write_filled_templates,
)
from tests.conftest import ROOT
from tests.exchange.test_templates import form
from tests.usecases.county import County, do, settle
from tests.usecases.test_month_proof import close, found, on

OCTOBER, NOVEMBER = 202610, 202611
SHEET = "附件1 月报表"


@pytest.fixture
def county(database) -> County:
    return settle(database)


@pytest.fixture
def template(database, county) -> int:
    return do(database, add_template, AddTemplate(NewFile("附件1.xlsx", form())))


def view(database, key: int):
    with database.reading() as session:
        return template_view(session, key)


def bind(database, key: int, *cells: BoundCell) -> None:
    do(database, bind_cells, BindCells(key, cells))


def test_cells_are_bound_and_set_free(database, template):
    bind(
        database,
        template,
        BoundCell(SHEET, "C4", "C01"),
        BoundCell(SHEET, "D4", "C01", CellContent.YEAR),
    )
    assert [(one.place, one.content) for one in view(database, template).bound] == [
        ("C4", CellContent.VALUE),
        ("D4", CellContent.YEAR),
    ]
    bind(database, template, BoundCell(SHEET, "C4"))
    assert [one.place for one in view(database, template).bound] == ["D4"]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (BoundCell(SHEET, "C5", "C01"), "公式"),
        (BoundCell(SHEET, "B1", "C01"), "左上角的 A1"),
        (BoundCell("附件9", "B2", "C01"), "没有“附件9”这张表"),
        (BoundCell(SHEET, "C4", "Z99"), "没有代码为“Z99”的指标"),
    ],
)
def test_what_cannot_be_bound_is_said(database, template, cell, told):
    with pytest.raises(RuleViolation, match=told):
        bind(database, template, cell)


def test_names_propose_their_cells(database, template):
    told = [(one.place, one.code, one.content) for one in proposals(view(database, template))]
    assert told == [
        ("C3", "B01", CellContent.VALUE),
        ("D3", "B01", CellContent.YEAR),
    ], "the cells of 发现隐患 hold something already"


def test_the_month_fills_it(database, county, template, tmp_path):
    october, november = on(2026, 10, 31), on(2026, 11, 30)
    found(database, county, date(2026, 10, 5), october)
    close(database, OCTOBER, october)
    found(database, county, date(2026, 10, 6), november)
    found(database, county, date(2026, 11, 6), november)
    bind(
        database,
        template,
        BoundCell(SHEET, "C3", "B01"),
        BoundCell(SHEET, "C4", "C01"),
        BoundCell(SHEET, "D4", "C01", CellContent.YEAR),
        BoundCell(SHEET, "E4", "C01", CellContent.SUPPLEMENT),
        BoundCell(SHEET, "E3", "C09", CellContent.SUPPLEMENT),
    )
    with database.reading() as session, pytest.raises(RuleViolation, match="还没有封存"):
        write_filled_template(session, template, NOVEMBER, tmp_path / "报表.xlsx")
    close(database, NOVEMBER, november)
    with database.reading() as session:
        (path,) = write_filled_templates(session, NOVEMBER, tmp_path)
    assert path == tmp_path / "省表" / "附件1-2026-11-第1稿.xlsx"
    sheet = load_workbook(io.BytesIO(path.read_bytes()))[SHEET]
    places = ("C3", "C4", "D4", "E4", "E3")
    assert [sheet[place].value for place in places] == ["—", 1, 3, 1, None]


def test_our_own_form_names_every_figure(database, county):
    """Where the province sent no form, every count and rate of the catalogue has its row."""
    path = ROOT / "resources" / "templates" / "月报表样.xlsx"
    key = do(database, add_template, AddTemplate(NewFile(path.name, path.read_bytes())))
    told = proposals(view(database, key))
    values = {one.code for one in told if one.content is CellContent.VALUE}
    assert values == {row.code for row in FIGURES}
    flows = {row.code for row in FIGURES if getattr(row, "kind", None) is Kind.FLOW}
    assert {one.code for one in told if one.content is CellContent.YEAR} == flows


def test_a_name_is_given_once_and_a_template_removed(database, template):
    with pytest.raises(RuleViolation, match="已有叫“附件1”的模板"):
        do(database, add_template, AddTemplate(NewFile("附件1.xlsx", form())))
    do(database, remove_template, RemoveTemplate(template))
    with database.reading() as session:
        assert template_rows(session) == ()
