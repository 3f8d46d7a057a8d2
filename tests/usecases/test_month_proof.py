"""Months in a row with late entries and corrections; 累计 by hand each time, on both databases.

The office starts on 1 September 2026 with 期初数 of January to August: 10 found hazards a month.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text

from db.act import Act
from db.codes import MonthState, PaperKind
from db.tables.hazards import Hazard
from db.tables.months import MonthFigure
from db.tables.office import Office
from db.tables.papers import Paper
from desktop.domain.errors import RuleViolation
from desktop.queries.closed_months import closed_month
from desktop.queries.month_reasons import proposed_reason
from desktop.queries.month_view import month_view
from desktop.queries.months import month_page
from desktop.usecases.edit_hazard import EditHazard, edit_hazard
from desktop.usecases.findings import Finding
from desktop.usecases.month_corrections import ExplainCorrection, explain_correction
from desktop.usecases.months import (
    CloseMonth,
    ConfirmNone,
    MoveMonth,
    OpenMonth,
    ReasonedMonth,
    SetCutOff,
    SubmitMonth,
    approve_month,
    check_month,
    close_month,
    confirm_none,
    open_month,
    reopen_month,
    return_month,
    set_cut_off,
    submit_month,
    withdraw_month,
)
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.opening import EnterOpening, OpeningFigure, enter_opening
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.verify import verify_office
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import County, do, settle

SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER, JANUARY = 202609, 202610, 202611, 202612, 202701
FOUND, SPOT, NOTICES, OPEN_GENERAL = "C01", "C05", "D01", "C08"
MINUS = "−"  # noqa: RUF001


def on(year: int, month: int, day: int) -> Act:
    return Act("王录入", datetime(year, month, day, 9, tzinfo=ZoneInfo("Asia/Shanghai")))


@pytest.fixture
def county(database) -> County:
    county = settle(database)
    with database.writing(on(2026, 9, 1), "init_office") as session:
        session.scalars(select(Office)).one().start_day = date(2026, 9, 1)
    figures = tuple(OpeningFigure(FOUND, 202600 + month, 10) for month in range(1, 9))
    do(database, enter_opening, EnterOpening(figures), on(2026, 9, 1))
    return county


def found(database, county: County, day: date, act: Act, *, spot: bool = False) -> int:
    finding = Finding("灭火器过期", item="B1-3", on_the_spot=spot)
    command = RecordVisit(county.project, day, county.inspectors[:2], findings=(finding,))
    return do(database, record_visit, command, act).hazards[0]


def notice(database, hazard: int, day: date, act: Act) -> int:
    command = IssueNotice((hazard,), day, date(2027, 6, 30))
    return do(database, issue_rectification_notice, command, act).id


def page(database, period: int):
    with database.reading() as session:
        return month_page(session, period)


def line(database, period: int, code: str):
    return next(one for one in page(database, period).lines if one.code == code)


def sums(database, period: int, code: str) -> tuple[float | None, ...]:
    """Last, this month, supplement, correction, total."""
    one = line(database, period, code)
    assert one.agrees, one.proof
    return one.last, one.value, one.supplement, one.correction, one.year


def close(database, period: int, act: Act, *, submit: bool = True, through=None) -> None:
    do(database, close_month, CloseMonth(period, through), act)
    if submit:
        do(database, submit_month, SubmitMonth(period, act.today), act)


def whole(database) -> None:
    with database.reading() as session:
        assert not verify_office(session)


def test_three_months_in_a_row(database, county):
    # September, cut off on the 25th: one found before, one after that nobody can report yet.
    september = on(2026, 9, 29)
    found(database, county, date(2026, 9, 5), september)
    found(database, county, date(2026, 9, 28), september)
    close(database, SEPTEMBER, september, through=date(2026, 9, 25))
    assert sums(database, SEPTEMBER, FOUND) == (80, 1, 0, 0, 81)
    assert page(database, SEPTEMBER).cut_off_words.startswith("本期数据截至2026年9月25日")

    # October: a visit of 10 September is entered late; two are found, both ordered by a notice.
    october = on(2026, 10, 31)
    found(database, county, date(2026, 9, 10), october)
    first = found(database, county, date(2026, 10, 12), october)
    other = found(database, county, date(2026, 10, 13), october, spot=True)
    wrong = notice(database, first, date(2026, 10, 12), october)
    assert sums(database, OCTOBER, FOUND) == (81, 2, 2, 0, 85)
    assert sums(database, OCTOBER, NOTICES) == (None, 1, 0, 0, 1)
    close(database, OCTOBER, october)
    assert sums(database, OCTOBER, FOUND) == (81, 2, 2, 0, 85)

    # November: the notice is voided and written anew, the hazard of the 13th was not put right.
    november = on(2026, 11, 30)
    do(database, void_paper, VoidPaper(wrong, "单位写错"), november)
    notice(database, first, date(2026, 11, 2), november)
    with database.reading() as session:
        version = session.get(Hazard, other).version
    do(database, edit_hazard, EditHazard(other, version, "灭火器过期"), november)
    found(database, county, date(2026, 11, 3), november)
    assert sums(database, NOVEMBER, FOUND) == (85, 1, 0, 0, 86)
    assert sums(database, NOVEMBER, NOTICES) == (1, 1, 0, -1, 1)
    assert sums(database, NOVEMBER, SPOT) == (1, 0, 0, -1, 0)
    told = line(database, NOVEMBER, NOTICES).proof
    assert told == f"上期累计 1 + 本月 1 + 补报 0 {MINUS} 更正 1 = 1"
    with database.reading() as session:
        number = session.get(Paper, wrong).number
        assert proposed_reason(session, NOTICES, {wrong}) == f"{number}作废：单位写错"
    with pytest.raises(RuleViolation, match="写明理由才能审定：当场改正、责令限期整改通知书"):
        close(database, NOVEMBER, november)
    do(database, open_month, OpenMonth(NOVEMBER), november)
    reason = ExplainCorrection(NOVEMBER, (SPOT, NOTICES), "复核时发现判错，文书作废重出")
    do(database, explain_correction, reason, november)
    close(database, NOVEMBER, november)
    with database.reading() as session:
        closed = closed_month(session, NOVEMBER)
    assert [(one.name, one.told) for one in closed.corrections] == [
        ("当场改正", "原报累计 1，更正后 0（-1）"),
        ("责令限期整改通知书", "原报累计 1，更正后 0（-1）"),
    ]
    # The stock: 4 of September and October stand open at the end of October, 5 with November's
    # and the one that was taken for put right on the spot.
    stock = line(database, NOVEMBER, OPEN_GENERAL)
    assert stock.proof == f"上次 4 + 新增 2 {MINUS} 减少 0 = 本次 6"
    whole(database)


def test_a_new_year_begins_anew_and_the_action_goes_on(database, county):
    november = on(2026, 11, 30)
    found(database, county, date(2026, 11, 5), november)
    close(database, NOVEMBER, november)
    december = on(2026, 12, 30)
    found(database, county, date(2026, 12, 3), december)
    close(database, DECEMBER, december, through=date(2026, 12, 25))
    assert sums(database, DECEMBER, FOUND) == (81, 1, 0, 0, 82)
    assert line(database, DECEMBER, FOUND).action == 82

    january = on(2027, 1, 31)
    found(database, county, date(2026, 12, 28), january)
    found(database, county, date(2027, 1, 8), january)
    found(database, county, date(2027, 1, 9), january)
    assert sums(database, JANUARY, FOUND) == (0, 2, 0, 0, 2)
    assert line(database, JANUARY, FOUND).action == 82 + 1 + 2
    earlier = {one.code: one for one in page(database, JANUARY).earlier}
    assert earlier["C01@2026"].name == "2026年发现隐患"
    told = "2026年已报累计 82 + 补报 1 + 更正 0 = 83"
    assert earlier["C01@2026"].proof == told
    close(database, JANUARY, january)
    assert {one.code: one.proof for one in page(database, JANUARY).earlier}["C01@2026"] == told

    february = on(2027, 2, 28)
    found(database, county, date(2026, 12, 30), february)
    found(database, county, date(2027, 1, 20), february)
    found(database, county, date(2027, 2, 2), february)
    assert sums(database, 202702, FOUND) == (2, 1, 1, 0, 4)
    earlier = {one.code: one.proof for one in page(database, 202702).earlier}
    assert earlier["C01@2026"] == "2026年已报累计 83 + 补报 1 + 更正 0 = 84"
    assert line(database, 202702, FOUND).action == 85 + 1 + 1 + 1
    close(database, 202702, february)
    whole(database)


def test_what_lies_before_the_program_is_never_late(database, county):
    """A ledger of August comes in after September was reported: it stands inside the 期初数."""
    september = on(2026, 9, 30)
    found(database, county, date(2026, 9, 5), september)
    close(database, SEPTEMBER, september)
    october = on(2026, 10, 31)
    found(database, county, date(2026, 8, 20), october)
    assert sums(database, OCTOBER, FOUND) == (81, None, 0, 0, 81)


def test_an_opening_figure_put_right_is_a_correction(database, county):
    september = on(2026, 9, 30)
    close(database, SEPTEMBER, september)
    changed = EnterOpening((OpeningFigure(FOUND, 202608, 7),))
    do(database, enter_opening, changed, on(2026, 10, 5))
    assert sums(database, OCTOBER, FOUND) == (80, None, 0, -3, 77)
    close_it = CloseMonth(OCTOBER)
    with pytest.raises(RuleViolation, match="写明理由才能审定：发现隐患"):
        do(database, close_month, close_it, on(2026, 10, 31))


def test_a_skipped_month_comes_late(database, county):
    september = on(2026, 9, 30)
    found(database, county, date(2026, 9, 5), september)
    close(database, SEPTEMBER, september)
    november = on(2026, 11, 30)
    found(database, county, date(2026, 10, 6), november)
    found(database, county, date(2026, 11, 6), november)
    assert sums(database, NOVEMBER, FOUND) == (81, 1, 1, 0, 83)


def test_a_second_version_stands_on_what_the_first_stood_on(database, county):
    september, october = on(2026, 9, 30), on(2026, 10, 31)
    found(database, county, date(2026, 9, 5), september)
    close(database, SEPTEMBER, september)
    found(database, county, date(2026, 10, 5), october)
    close(database, OCTOBER, october)
    do(database, return_month, ReasonedMonth(OCTOBER, "口径不符"), october)
    november = on(2026, 11, 30)
    with pytest.raises(RuleViolation, match="2026年10月第2稿还没有封存"):
        close(database, NOVEMBER, november)
    found(database, county, date(2026, 10, 6), november)
    assert sums(database, OCTOBER, FOUND) == (81, 2, 0, 0, 83)
    close(database, OCTOBER, november)
    assert sums(database, NOVEMBER, FOUND) == (83, None, 0, 0, 83)
    with database.reading() as session:
        first, second = (closed_month(session, OCTOBER, number) for number in (1, 2))
    by_code = [{one.code: one for one in month.figures} for month in (first, second)]
    assert [figures[FOUND].year for figures in by_code] == [82, 83]
    assert (first.state, second.state) == (MonthState.RETURNED, MonthState.SUBMITTED)
    whole(database)


def test_an_old_month_sent_back_after_the_next_was_submitted(database, county):
    """November's report stands on the October it knew; what differs is late in December's."""
    october, november = on(2026, 10, 31), on(2026, 11, 30)
    found(database, county, date(2026, 10, 5), october)
    close(database, OCTOBER, october)
    found(database, county, date(2026, 11, 5), november)
    close(database, NOVEMBER, november)
    december = on(2026, 12, 31)
    do(database, return_month, ReasonedMonth(OCTOBER, "漏报"), december)
    found(database, county, date(2026, 10, 6), december)
    close(database, OCTOBER, december)
    assert sums(database, OCTOBER, FOUND) == (80, 2, 0, 0, 82)
    assert sums(database, NOVEMBER, FOUND) == (81, 1, 0, 0, 82)
    assert sums(database, DECEMBER, FOUND) == (82, None, 1, 0, 83)
    whole(database)


def test_a_close_is_not_withdrawn_from_under_the_next(database, county):
    september, october = on(2026, 9, 30), on(2026, 10, 31)
    close(database, SEPTEMBER, september, submit=False)
    close(database, OCTOBER, october, submit=False)
    with pytest.raises(RuleViolation, match="2026年10月第1稿已按它的累计封存"):
        do(database, withdraw_month, ReasonedMonth(SEPTEMBER, "漏录"), october)
    do(database, withdraw_month, ReasonedMonth(OCTOBER, "漏录"), october)
    do(database, withdraw_month, ReasonedMonth(SEPTEMBER, "漏录"), october)


def test_a_sum_that_does_not_agree_is_named_and_not_approved(database, county):
    """The reported total was changed past the program: 81 was sent, 91 stands in the record."""
    found(database, county, date(2026, 9, 5), on(2026, 9, 30))
    close(database, SEPTEMBER, on(2026, 9, 30))
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE month_figure SET total = 91 WHERE code = 'C01'"))
    october = on(2026, 10, 31)
    one = line(database, OCTOBER, FOUND)
    assert not one.agrees
    assert one.proof == "上期累计 91 + 本月 — + 补报 0 + 更正 0 = 81（应为 91）"
    do(database, open_month, OpenMonth(OCTOBER), october)
    do(database, check_month, MoveMonth(OCTOBER), october)
    with pytest.raises(RuleViolation, match="累计不平，不能审定：发现隐患 上期累计 91"):
        do(database, approve_month, MoveMonth(OCTOBER), october)
    with database.reading() as session:
        told = [(row.table, row.label, row.what) for row in verify_office(session)]
    assert ("month_figure", "2026年9月第1稿 C01 发现隐患", "封存的累计与其各项之和不符") in told


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("value", 2, "封存的数值与其明细的数目不符"),
        ("supplement", 3, "封存的补报与其明细的数目不符"),
        ("last", 79, "封存的累计与其各项之和不符"),
    ],
)
def test_a_frozen_number_changed_by_hand_is_named(database, county, column, value, told):
    found(database, county, date(2026, 9, 5), on(2026, 9, 30))
    close(database, SEPTEMBER, on(2026, 9, 30))
    with database.engine.begin() as connection:
        change = f"UPDATE month_figure SET {column} = {value} WHERE code = 'C01'"
        connection.execute(text(change))
    with database.reading() as session:
        wrong = [row.what for row in verify_office(session) if row.table == "month_figure"]
    assert told in wrong


def test_a_report_begins_with_what_the_last_one_ended_with(database, county):
    """Both totals of September were changed alike, so that its own sum still holds."""
    found(database, county, date(2026, 9, 5), on(2026, 9, 30))
    close(database, SEPTEMBER, on(2026, 9, 30))
    close(database, OCTOBER, on(2026, 10, 31))
    with database.engine.begin() as connection:
        change = "UPDATE month_figure SET total = total + 5, last = last + 5"
        first = "(SELECT min(id) FROM month)"
        connection.execute(text(f"{change} WHERE code = 'C01' AND month_id = {first}"))
    with database.reading() as session:
        wrong = [(row.label, row.what) for row in verify_office(session)]
    assert ("2026年10月第1稿 C01 发现隐患", "封存的上期累计与上期报表不符") in wrong


def test_the_check_page_says_what_the_sums_go_on_from(database, county):
    close(database, SEPTEMBER, on(2026, 9, 30), submit=False)
    with database.reading() as session:
        told = [one.words for one in month_view(session, NOVEMBER, date(2026, 11, 30)).opens]
    assert told[:2] == [
        "2026年9月第1稿封存后还没有登记已报，本期累计先按它接起",
        "2026年10月没有报过，其间的记录列入本期补报",
    ]


def test_the_cut_off_of_a_draft_is_changed(database, county):
    act = on(2026, 10, 31)
    found(database, county, date(2026, 10, 28), act)
    do(database, open_month, OpenMonth(OCTOBER), act)
    do(database, set_cut_off, SetCutOff(OCTOBER, date(2026, 10, 25)), act)
    assert line(database, OCTOBER, FOUND).value is None
    with pytest.raises(RuleViolation, match="不在2026年10月内"):
        do(database, set_cut_off, SetCutOff(OCTOBER, date(2026, 11, 1)), act)
    do(database, check_month, MoveMonth(OCTOBER), act)
    with pytest.raises(RuleViolation, match="方可改截止日"):
        do(database, set_cut_off, SetCutOff(OCTOBER, date(2026, 10, 30)), act)
    do(database, reopen_month, MoveMonth(OCTOBER), act)
    do(database, set_cut_off, SetCutOff(OCTOBER, date(2026, 10, 30)), act)
    assert line(database, OCTOBER, FOUND).value == 1


def test_nothing_happened_before_the_cut_off(database, county):
    """What comes after it belongs to the next report and does not stand in the way."""
    act = on(2026, 10, 31)
    found(database, county, date(2026, 10, 28), act)
    do(database, open_month, OpenMonth(OCTOBER, date(2026, 10, 25)), act)
    do(database, confirm_none, ConfirmNone(OCTOBER, (FOUND,)), act)
    assert line(database, OCTOBER, FOUND).value == 0
    close(database, OCTOBER, act)
    assert sums(database, OCTOBER, FOUND) == (80, 0, 0, 0, 80)
    assert sums(database, NOVEMBER, FOUND) == (80, None, 1, 0, 81)


def test_a_thing_counted_once_is_not_summed(database, county):
    one = line(database, OCTOBER, "B02")
    assert (one.supplement, one.correction, one.last) == (None, None, None)
    assert "只计一次" in one.proof


def test_submitted_by_whom_and_how(database, county):
    act = on(2026, 9, 30)
    close(database, SEPTEMBER, act, submit=False)
    sent = SubmitMonth(SEPTEMBER, act.today, "", "政务邮箱")
    do(database, submit_month, sent, act)
    told = page(database, SEPTEMBER)
    assert (told.submitted_by, told.submitted_how) == ("王录入", "政务邮箱")
    with database.reading() as session:
        words = month_view(session, SEPTEMBER, date(2026, 10, 1)).due_line
    assert words == "已于 2026-09-30 报送（政务邮箱），王录入登记"


def test_no_state_of_a_month_stops_a_visit(database, county):
    act = on(2026, 10, 31)
    move = MoveMonth(OCTOBER)
    steps = (
        (open_month, OpenMonth(OCTOBER)),
        (check_month, move),
        (approve_month, move),
        (close_month, CloseMonth(OCTOBER)),
        (submit_month, SubmitMonth(OCTOBER, act.today)),
        (return_month, ReasonedMonth(OCTOBER, "口径不符")),
    )
    for usecase, command in steps:
        do(database, usecase, command, act)
        hazard = found(database, county, date(2026, 10, 9), act)
        notice(database, hazard, date(2026, 10, 9), act)
    with database.reading() as session:
        kind = Paper.kind == PaperKind.RECTIFICATION_NOTICE
        assert len(session.scalars(select(Paper).where(kind)).all()) == len(steps)
        frozen = select(MonthFigure.value).where(MonthFigure.code == FOUND)
        assert session.scalars(frozen).all() == [3]
