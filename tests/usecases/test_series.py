"""Numbers of papers: one series a kind and year, drawn without gaps, on both databases."""

from datetime import date

import pytest

from db.codes import PaperKind
from desktop.domain.errors import RuleViolation
from desktop.usecases.done import Done
from desktop.usecases.findings import Finding
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.series import SetNextNumber, draw_number, set_next_number
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import County, do, settle

NOTICE, STOP = PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER


def draw(session, day, _act):
    return Done(draw_number(session, NOTICE, day).number)


@pytest.fixture
def county(database) -> County:
    return settle(database)


def test_numbers_follow_each_other(database, county):
    drawn = [do(database, draw, date(2026, 11, 12)) for _ in range(3)]
    assert drawn == ["示建安整〔2026〕7号", "示建安整〔2026〕8号", "示建安整〔2026〕9号"]


def test_a_new_year_begins_at_one(database, county):
    do(database, draw, date(2026, 11, 12))
    assert do(database, draw, date(2027, 1, 4)) == "示建安整〔2027〕1号"
    assert do(database, draw, date(2026, 12, 30)) == "示建安整〔2026〕8号"


def test_a_kind_without_a_series_is_said(database, county):
    def stop(session, day, _act):
        return Done(draw_number(session, STOP, day).number)

    with pytest.raises(RuleViolation, match="停工通知书的机关代字"):
        do(database, stop, date(2026, 11, 12))


def test_what_fails_gives_its_number_back(database, county):
    def fail(session, day, _act):
        draw_number(session, NOTICE, day)
        raise RuleViolation("没有成")

    with pytest.raises(RuleViolation):
        do(database, fail, date(2026, 11, 12))
    assert do(database, draw, date(2026, 11, 12)) == "示建安整〔2026〕7号"


def test_one_prefix_serves_one_kind(database, county):
    with pytest.raises(RuleViolation, match="已用于责令限期整改通知书"):
        do(database, set_next_number, SetNextNumber(STOP, 2026, "示建安整", 1))


def test_a_used_series_only_goes_on(database, county):
    finding = Finding("灭火器过期", item="B2-6")
    visit = RecordVisit(
        county.project, date(2026, 10, 20), county.inspectors[:2], findings=(finding,)
    )
    found = do(database, record_visit, visit)
    command = IssueNotice(found.hazards, date(2026, 10, 20), date(2026, 10, 27))
    do(database, issue_rectification_notice, command)
    with pytest.raises(RuleViolation, match="不能小于"):
        do(database, set_next_number, SetNextNumber(NOTICE, 2026, "示建安整", 7))
    with pytest.raises(RuleViolation, match="机关代字到下一年再改"):
        do(database, set_next_number, SetNextNumber(NOTICE, 2026, "示住建整", 8))
    do(database, set_next_number, SetNextNumber(NOTICE, 2026, "示建安整", 20))
    assert do(database, draw, date(2026, 11, 12)) == "示建安整〔2026〕20号"
