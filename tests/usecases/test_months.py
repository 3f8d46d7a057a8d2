"""A month closed, withdrawn, submitted, returned; what was frozen stays, on both databases."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from db.codes import MonthState, PaperKind, PaperState, TrainingKind
from db.tables.enterprises import Enterprise
from db.tables.months import Month, MonthFigure
from db.tables.papers import Paper
from db.tables.training import TrainingRecord
from db.verify import verify
from desktop.domain.errors import RuleViolation
from desktop.domain.id_lists import hash_of_ids, unpack_ids
from desktop.queries.closed_months import closed_month
from desktop.queries.months import figure_records, month_page
from desktop.queries.papers import paper_bytes
from desktop.usecases.findings import Finding
from desktop.usecases.months import (
    CloseMonth,
    ConfirmNone,
    MoveMonth,
    OpenMonth,
    ReasonedMonth,
    SubmitMonth,
    approve_month,
    check_month,
    close_month,
    confirm_none,
    open_month,
    return_month,
    seal_month,
    submit_month,
    withdraw_month,
)
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import ACT, County, do, settle

OCTOBER = 202610


@pytest.fixture
def county(database) -> County:
    county = settle(database)
    found(database, county, 12)
    return county


def found(database, county: County, day: int) -> None:
    finding = Finding("灭火器过期", item="B1-3")
    command = RecordVisit(
        county.project, date(2026, 10, day), county.inspectors[:2], findings=(finding,)
    )
    do(database, record_visit, command)


def page(database):
    with database.reading() as session:
        return month_page(session, OCTOBER)


def line(database, code: str):
    return next(row for row in page(database).lines if row.code == code)


def test_a_frozen_list_says_which_record_is_gone(database, county):
    """An import may be undone after the month was closed; the list keeps its length."""
    with database.writing(ACT, "add_record") as session:
        firm = session.scalars(select(Enterprise.id)).first()
        day = {"start": date(2026, 10, 9), "kind": TrainingKind.ANNUAL}
        session.add(TrainingRecord(enterprise_id=firm, name="麦示勇", **day))
    do(database, close_month, CloseMonth(OCTOBER))
    with database.writing(ACT, "undo") as session:
        session.delete(session.scalars(select(TrainingRecord)).one())
    with database.reading() as session:
        (gone,) = figure_records(session, "G01", OCTOBER)
    assert "撤销或删除" in gone.title


def test_closing_freezes_figures_ids_and_report(database, county):
    sealed = do(database, close_month, CloseMonth(OCTOBER))
    assert "检查次数" in sealed.unconfirmed
    assert "发现隐患" not in sealed.unconfirmed
    found(database, county, 13)
    assert line(database, "C01").value == 1
    with database.reading() as session:
        assert len(figure_records(session, "C01", OCTOBER)) == 1
        row = session.scalars(select(MonthFigure).where(MonthFigure.code == "C01")).one()
        assert (row.value, row.count) == (1, 1)
        assert hash_of_ids(unpack_ids(row.ids)) == row.ids_sha256
        assert paper_bytes(session, sealed.paper_id).startswith(b"%PDF")
        month = session.scalars(select(Month)).one()
        assert (month.first_day, month.through) == (date(2026, 10, 1), date(2026, 10, 31))
        sheet = json.loads(session.get(Paper, sealed.paper_id).sheet)
        assert sheet["chain_head"] == month.chain_hash.hex()
        assert verify(session, session.info["files"]) == []


def test_a_closed_month_is_not_closed_again(database, county):
    do(database, close_month, CloseMonth(OCTOBER))
    with pytest.raises(RuleViolation, match="已封存"):
        do(database, close_month, CloseMonth(OCTOBER))


def test_a_month_that_is_not_over_is_not_closed(database, county):
    with pytest.raises(RuleViolation, match="未到"):
        do(database, close_month, CloseMonth(202611))
    do(database, close_month, CloseMonth(202611, date(2026, 11, 10)))
    with pytest.raises(RuleViolation, match="晚于今天"):
        do(database, close_month, CloseMonth(202612))


def test_the_cut_off_leaves_the_rest_to_the_next(database, county):
    found(database, county, 28)
    do(database, close_month, CloseMonth(OCTOBER, date(2026, 10, 27)))
    assert line(database, "C01").value == 1
    assert page(database).through == date(2026, 10, 27)


def test_the_states_in_their_order(database, county):
    move = MoveMonth(OCTOBER)
    do(database, open_month, OpenMonth(OCTOBER))
    with pytest.raises(RuleViolation, match="方可封存"):
        do(database, seal_month, move)
    do(database, check_month, move)
    do(database, approve_month, move)
    do(database, seal_month, move)
    with pytest.raises(RuleViolation, match="不能早于截止日"):
        do(database, submit_month, SubmitMonth(OCTOBER, date(2026, 10, 30)))
    do(database, submit_month, SubmitMonth(OCTOBER, date(2026, 11, 2)))
    assert page(database).state is MonthState.SUBMITTED


def test_a_close_is_withdrawn_with_a_reason(database, county):
    sealed = do(database, close_month, CloseMonth(OCTOBER))
    with pytest.raises(RuleViolation, match="原因"):
        do(database, withdraw_month, ReasonedMonth(OCTOBER, " "))
    do(database, withdraw_month, ReasonedMonth(OCTOBER, "漏录一次检查"))
    found(database, county, 13)
    assert line(database, "C01").value == 2
    with database.reading() as session:
        assert session.get(Paper, sealed.paper_id).state is PaperState.VOIDED
    again = do(database, close_month, CloseMonth(OCTOBER))
    assert line(database, "C01").value == 2
    with database.reading() as session:
        reports = select(Paper).where(Paper.kind == PaperKind.MONTH_REPORT)
        assert len(session.scalars(reports).all()) == 2
        assert closed_month(session, OCTOBER).paper_id == again.paper_id
        assert verify(session, session.info["files"]) == []


def test_a_return_makes_a_new_version_and_keeps_the_old(database, county):
    do(database, close_month, CloseMonth(OCTOBER))
    do(database, submit_month, SubmitMonth(OCTOBER, date(2026, 11, 2)))
    do(database, return_month, ReasonedMonth(OCTOBER, "口径不符"))
    assert (page(database).edition, page(database).state) == (2, MonthState.DRAFT)
    found(database, county, 14)
    do(database, close_month, CloseMonth(OCTOBER))
    with database.reading() as session:
        kept = session.execute(
            select(Month.edition, MonthFigure.value)
            .join(MonthFigure, MonthFigure.month_id == Month.id)
            .where(MonthFigure.code == "C01")
            .order_by(Month.edition)
        ).all()
    assert [tuple(row) for row in kept] == [(1, 1), (2, 2)]


def test_no_state_of_a_month_blocks_a_visit(database, county):
    do(database, close_month, CloseMonth(OCTOBER))
    do(database, submit_month, SubmitMonth(OCTOBER, date(2026, 11, 2)))
    found(database, county, 30)


def test_confirmed_figures_are_printed_as_nought(database, county):
    do(database, confirm_none, ConfirmNone(OCTOBER, ("D01",)))
    sealed = do(database, close_month, CloseMonth(OCTOBER))
    assert "责令限期整改通知书" not in sealed.unconfirmed
    with database.reading() as session:
        sheet = json.loads(session.get(Paper, sealed.paper_id).sheet)
    printed = {row["code"]: row["value"] for row in sheet["lines"]}
    assert printed["D01"] == "0"
    assert printed["B01"] is None
    assert [row["figure"] for row in sheet["confirmations"]] == ["责令限期整改通知书"]
