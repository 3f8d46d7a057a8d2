"""Figures on a county of a few records, counted by hand, on both databases."""

from datetime import date

import pytest
from sqlalchemy import event, select

from db.codes import ClosureWay, HazardLevel, HazardSource, SignerRole, VisitKind
from db.tables.visits import Visit
from desktop.domain.errors import RuleViolation
from desktop.domain.visits import counts
from desktop.queries.figures.checks import visit_counts
from desktop.queries.figures.totals import month_values
from desktop.queries.months import figure_records, month_page
from desktop.queries.opening import opening_comparison
from desktop.queries.visits import visit_facts
from desktop.usecases.findings import Finding, RecordHazard, record_hazard
from desktop.usecases.hazards import CloseHazard, RecordRecheck, close_hazard, record_recheck
from desktop.usecases.months import ConfirmNone, confirm_none
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.opening import EnterOpening, OpeningFigure, enter_opening
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import County, do, settle
from tests.usecases.test_thin_line import photo

OCTOBER = 202610
ORDINARY = Finding("灭火器过期", item="B1-3")


@pytest.fixture
def county(database) -> County:
    return settle(database)


def values(database, period: int = OCTOBER):
    with database.reading() as session:
        return month_values(session, period)


def visit(county: County, day: date, *findings: Finding, **more) -> RecordVisit:
    given = {"inspectors": county.inspectors[:2], "sections": ("安全管理",), **more}
    return RecordVisit(county.project, day, findings=findings, **given)


def sign(database, county: County, key: int, *, site: bool = True, refusal: str = "") -> None:
    signed = [
        Signed(SignerRole.INSPECTOR, "林喆", county.inspectors[0], "[]"),
        Signed(SignerRole.INSPECTOR, "邢䶮", county.inspectors[1], "[]"),
    ]
    if site:
        signed.append(Signed(SignerRole.SITE, "麦大勇", None, "[]"))
    do(database, sign_visit, SignVisit(key, tuple(signed), refusal))


def test_what_nobody_recorded_is_unknown(database, county):
    told = values(database)
    assert told.values["A01"] == 1
    assert told.values["A03"] == 0, "one supervised project, and it is no municipal one"
    assert told.values["A10"] == 0
    for code in ("B01", "C01", "C03", "C09", "C22", "D01"):
        assert told.values[code] is None, code


def test_nothing_happened_is_nought_once_confirmed(database, county):
    do(database, confirm_none, ConfirmNone(OCTOBER, ("D02", "C04")))
    told = values(database)
    assert (told.values["D02"], told.values["C04"]) == (0, 0)
    assert told.confirmed["D02"] == "本机"
    assert values(database, 202609).values["D02"] is None
    do(database, record_visit, visit(county, date(2026, 10, 20), ORDINARY))
    with pytest.raises(RuleViolation, match="已有记录"):
        do(database, confirm_none, ConfirmNone(OCTOBER, ("C01",)))


def test_events_belong_to_the_month_of_their_own_day(database, county):
    for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1)):
        do(database, record_visit, visit(county, day, ORDINARY))
    assert values(database, 202609).values["C01"] == 1
    assert values(database).values["C01"] == 2
    assert values(database, 202611).values["C01"] == 1
    assert values(database).year["C01"] == 3
    assert values(database).history["C01"] == 0


def test_a_visit_counts_once_it_is_signed(database, county):
    found = do(database, record_visit, visit(county, date(2026, 10, 20)))
    assert values(database).values["B01"] is None
    sign(database, county, found.id)
    told = values(database)
    assert (told.values["B01"], told.values["B02"]) == (1, 1)


def test_the_table_of_visits_is_judged_as_the_rule_judges_one(database, county):
    first = date(2026, 10, 12)
    whole = do(database, record_visit, visit(county, first)).id
    sign(database, county, whole)
    refused = do(database, record_visit, visit(county, first)).id
    sign(database, county, refused, site=False, refusal="负责人不在场")
    no_site = do(database, record_visit, visit(county, first)).id
    sign(database, county, no_site, site=False)
    blank = do(database, record_visit, visit(county, first, sections=())).id
    sign(database, county, blank)
    guided = do(database, record_visit, visit(county, first, kind=VisitKind.GUIDANCE)).id
    sign(database, county, guided)
    alone = visit(county, first, inspectors=county.inspectors[:1])
    lonely = do(database, record_visit, alone).id
    do(database, record_visit, visit(county, first))
    with database.reading() as session:
        ids = session.scalars(select(Visit.id)).all()
        at_once = set(session.scalars(select(Visit.id).where(visit_counts())))
        one_by_one = {key for key, facts in visit_facts(session, ids).items() if counts(facts)}
    assert at_once == one_by_one == {whole, refused}
    assert lonely not in at_once


def ordered(database, county: County, due: date, *findings: Finding) -> tuple[int, ...]:
    found = do(database, record_visit, visit(county, date(2026, 10, 12), *findings))
    do(database, issue_rectification_notice, IssueNotice(found.hazards, date(2026, 10, 12), due))
    return found.hazards


def close(database, county: County, hazards: tuple[int, ...], day: date) -> None:
    passed = RecordRecheck(
        hazards, day, True, ClosureWay.ON_PAPER, county.inspectors[0], evidence=photo()
    )
    do(database, record_recheck, passed)
    do(database, close_hazard, CloseHazard(hazards, day, ClosureWay.ON_PAPER))


def test_on_the_spot_and_ordered_are_told_apart(database, county):
    there = Finding("配电箱未上锁", item="B1-3", on_the_spot=True)
    spot, in_time, late = (
        there,
        Finding("扫地杆缺失", item="B1-3"),
        Finding("踢脚板缺失", item="B1-3"),
    )
    found = do(database, record_visit, visit(county, date(2026, 10, 12), spot, in_time, late))
    command = IssueNotice(found.hazards[1:], date(2026, 10, 12), date(2026, 10, 20))
    do(database, issue_rectification_notice, command)
    close(database, county, found.hazards[1:2], date(2026, 10, 20))
    close(database, county, found.hazards[2:], date(2026, 10, 21))
    told = values(database).values
    assert (told["C01"], told["C05"], told["C06"]) == (3, 1, 2)
    assert told["C21"] == 33.3, "one of three on the spot"
    assert told["C22"] == 100.0, "two of two ordered ones"
    assert told["C23"] == 50.0, "one of two by its deadline"


def test_overdue_at_the_end_of_the_month(database, county):
    """At 24:00 on the 31st a deadline of the 31st has passed, one of the 1st has not."""
    major = Finding("整层无连墙件", item="2024-7-2")
    ordered(database, county, date(2026, 10, 31), major)
    ordered(database, county, date(2026, 11, 1), major)
    told = values(database).values
    assert (told["C09"], told["C10"]) == (2, 1)


def test_other_sources_stand_apart(database, county):
    told = RecordHazard(county.project, date(2026, 10, 8), HazardSource.COMPLAINT, ORDINARY)
    do(database, record_hazard, told)
    major = Finding("塔机安全装置失效", item="2024-8-4", level=HazardLevel.MAJOR)
    do(
        database,
        record_hazard,
        RecordHazard(county.project, date(2026, 10, 9), HazardSource.SUPERIOR, major),
    )
    answers = values(database).values
    assert (answers["C01"], answers["C04"], answers["C09"]) == (None, 2, 1)


def test_cumulative_figures_start_from_what_was_submitted(database, county):
    """January to August were submitted; September and October are in the record."""
    for day in (date(2026, 8, 5), date(2026, 9, 5), date(2026, 10, 5)):
        do(database, record_visit, visit(county, day, ORDINARY))
    submitted = [OpeningFigure("C01", 202600 + month, 10) for month in range(1, 9)]
    submitted += [OpeningFigure("C01", 2025, 200), OpeningFigure("C01", 202510, 17)]
    do(database, enter_opening, EnterOpening(tuple(submitted)))
    told = values(database)
    assert told.year["C01"] == 80 + 1 + 1, "August's own record stands inside the 80"
    assert told.action["C01"] == 200 + 80 + 1 + 1
    assert told.same_period["C01"] == 17
    with database.reading() as session:
        beside = {row.period: row for row in opening_comparison(session)}
    assert (beside[202608].submitted, beside[202608].recorded) == (10, 1)
    assert beside[202607].recorded is None


def test_a_running_total_of_months_nobody_knows_is_no_nought(database, county):
    """October is confirmed; of the months before nothing is recorded or submitted."""
    do(database, confirm_none, ConfirmNone(OCTOBER, ("D02",)))
    told = values(database)
    assert (told.values["D02"], told.year["D02"], told.action["D02"]) == (0, None, None)
    months = tuple(OpeningFigure("D02", 202600 + month, 0) for month in range(1, 10))
    do(database, enter_opening, EnterOpening(months))
    assert values(database).year["D02"] == 0
    do(database, record_visit, visit(county, date(2026, 10, 20), ORDINARY))
    assert values(database).year["C03"] == 0, "there are hazards, and none is major"


def test_a_foreign_opening_figure_is_refused(database, county):
    with pytest.raises(RuleViolation, match="Z99"):
        do(database, enter_opening, EnterOpening((OpeningFigure("Z99", 202601, 1),)))
    with pytest.raises(RuleViolation, match="不是月份"):
        do(database, enter_opening, EnterOpening((OpeningFigure("C01", 202613, 1),)))


def test_the_records_behind_a_figure(database, county):
    do(database, record_visit, visit(county, date(2026, 10, 20), ORDINARY))
    with database.reading() as session:
        rows = figure_records(session, "C01", OCTOBER)
        projects = figure_records(session, "A01", OCTOBER)
    assert [(row.title, row.day) for row in rows] == [("灭火器过期", date(2026, 10, 20))]
    assert [row.title for row in projects] == ["示例县中心小学教学楼"]


def statements(database, query, *args) -> int:
    asked = []

    def listen(_connection, _cursor, statement, *_more):
        if not statement.startswith(("BEGIN", "PRAGMA", "SET")):
            asked.append(statement)

    event.listen(database.reader, "before_cursor_execute", listen)
    try:
        with database.reading() as session:
            query(session, *args)
    finally:
        event.remove(database.reader, "before_cursor_execute", listen)
    return len(asked)


def test_the_month_page_costs_the_same_however_much_there_is(database, county):
    empty = statements(database, month_page, OCTOBER)
    for day in range(1, 9):
        do(database, record_visit, visit(county, date(2026, 10, day), ORDINARY, ORDINARY))
    assert statements(database, month_page, OCTOBER) == empty <= 12
