"""What the pages of visits and hazards read, on both databases."""

from datetime import date

import pytest

from db.codes import AnswerValue, HazardLevel, HazardState, Outcome, SignerRole
from desktop.domain.errors import RuleViolation
from desktop.queries.desk import desk
from desktop.queries.hazard_detail import grids_offered, hazard_detail
from desktop.queries.hazards import HAZARDS
from desktop.queries.issue_form import notice_ground, proposed_due
from desktop.queries.view import View
from desktop.queries.visit_card import visit_card
from desktop.queries.visit_form import candidates_named, ground_of
from desktop.usecases.edit_hazard import EditHazard, edit_hazard
from desktop.usecases.findings import Finding
from desktop.usecases.notices import IssueNotice, draft_notice
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visit_command import Answer, RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import County, do, settle

VISITED, TODAY = date(2026, 10, 20), date(2026, 11, 12)
RAIL = Finding("三层临边防护栏杆缺失", item="B13-4", part="3号楼三层")
TIES = Finding("连墙件整层缺失", item="2024-7-2")


@pytest.fixture
def county(database) -> County:
    return settle(database)


@pytest.fixture
def read(database):
    def ask(query, *args):
        with database.reading() as session:
            return query(session, *args)

    return ask


@pytest.fixture
def visit(database, county):
    return do(
        database,
        record_visit,
        RecordVisit(
            county.project,
            VISITED,
            county.inspectors[:2],
            sections=("2024-7", "B.13"),
            answers=(Answer("B13-1", AnswerValue.PASS),),
            findings=(RAIL, TIES),
        ),
    )


def sign(database, county, visit):
    signed = (Signed(SignerRole.INSPECTOR, "林喆", county.inspectors[0]),)
    do(database, sign_visit, SignVisit(visit.id, signed, "不同意检查结论（虚构）"))


def test_the_site_proposes_who_answers_for_it_on_that_day(county, read, visit):
    ground = read(ground_of, county.project, TODAY)
    assert [one.name for one in ground.proposed] == ["林喆"]
    assert ground.proposed[0].card is True
    assert ground.open_hazards == 2
    assert ground.last_visit == VISITED
    assert [role for role, _ in ground.parties] == ["建设单位", "施工单位", "监理单位"]
    before = read(ground_of, county.project, date(2023, 12, 1))
    assert before.proposed == ()
    assert before.responsible.startswith("盲区")


def test_a_card_is_judged_by_the_day_of_the_visit(county, read):
    (now,) = read(candidates_named, "邢", TODAY)
    (later,) = read(candidates_named, "邢", date(2028, 1, 1))
    assert (now.card, later.card) == (True, False)
    assert later.words == "邢䶮（当日无有效执法证）"


def test_one_visit_whole(database, county, read, visit):
    sign(database, county, visit)
    card = read(visit_card, visit.id, TODAY)
    assert card.sections == ("脚手架工程", "高处作业")
    answers = {row.code: row.value for row in card.answers}
    assert answers["B13-4"] is AnswerValue.FAIL
    assert [row.level for row in card.hazards] == [HazardLevel.GENERAL, HazardLevel.MAJOR]
    assert [one.name for one in card.unsigned] == ["邢䶮"]
    assert not card.site_is_open
    assert card.to_order == visit.hazards
    assert read(visit_card, visit.id + 99, TODAY) is None


def test_one_hazard_with_what_surrounds_it(county, read, visit):
    detail = read(hazard_detail, visit.hazards[0], TODAY)
    assert (detail.grid, detail.responsible) == ("第一网格", "林喆")
    assert detail.locked == ""
    assert list(detail.visits) == [visit.id]
    assert read(grids_offered) == {str(county.grid): "第一网格"}


@pytest.mark.parametrize(
    ("progress", "count"), [("open", 2), ("major", 1), ("found", 2), ("overdue", 0), ("closed", 0)]
)
def test_progress_is_one_choice(read, visit, progress, count):
    view = View(where=(("progress", progress),), today=TODAY)
    assert read(HAZARDS.outline, view).count == count


def test_a_notice_is_seen_before_it_has_a_number(county, read, visit):
    ground = read(notice_ground, visit.hazards, TODAY)
    assert [one.name for one in ground.officers] == ["林喆", "邢䶮"]
    assert ground.projects == 1
    content = read(draft_notice, IssueNotice(visit.hazards, TODAY, date(2026, 11, 19)))
    assert content.startswith(b"%PDF")
    hazard = read(hazard_detail, visit.hazards[0], TODAY)
    assert hazard.card.state is HazardState.FOUND


def test_a_term_that_ends_on_a_sunday_runs_to_monday(read, county):
    """12 November 2026 and three days: Sunday the 15th gives way to Monday."""
    due = read(proposed_due, TODAY, 3)
    assert due.day == date(2026, 11, 16)
    assert "顺延" in due.arithmetic


def test_an_unsigned_hazard_is_put_right_a_signed_one_is_not(database, county, read, visit):
    key = visit.hazards[0]
    version = read(hazard_detail, key, TODAY).card.version
    do(database, edit_hazard, EditHazard(key, version, "四层临边防护缺失", "4层", True))
    card = read(hazard_detail, key, TODAY).card
    assert (card.description, card.outcome) == ("四层临边防护缺失", Outcome.ON_THE_SPOT)
    assert (card.state, card.closed_on) == (HazardState.CLOSED, VISITED)
    with pytest.raises(RuleViolation, match="没有保存您的改动"):
        do(database, edit_hazard, EditHazard(key, version, "另一个窗口的改动"))
    sign(database, county, visit)
    assert read(hazard_detail, key, TODAY).locked == "检查记录已签名，有误请用更正"
    with pytest.raises(RuleViolation, match="检查记录已签名"):
        do(database, edit_hazard, EditHazard(key, card.version, "签名之后的改动"))


def test_the_desk_in_one_reading(county, read, visit):
    found = read(desk, TODAY)
    assert found.blind == 0
    assert [rung.count for rung in found.ladder] == [0, 0, 0, 0, 0]
    october, november = found.months
    assert october.is_late
    assert "2026年10月30日" in october.words
    assert november.arithmetic.startswith("2026年12月1日前的最后一个工作日为2026年11月30日")
