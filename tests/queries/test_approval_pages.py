"""What the pages of approvals show: card, next step, forms, 频次台账; on both databases."""

from datetime import date

import pytest

from db.codes import PaperKind, PartyRole, ProjectKind, ServiceWay, VisitKind, VisitSource
from db.ids import new_id
from db.tables.projects import Project
from db.tables.rounds import PlannedVisit, Round
from db.tables.visits import VisitEnterprise
from desktop.domain.approvals import ApprovalFacts, ApprovalState
from desktop.queries.approval_card import NextStep, approval_card
from desktop.queries.approval_form import Wanted, approval_ground, notice_start
from desktop.queries.approvals import APPROVALS
from desktop.queries.check_frequency import FREQUENCY, frequency_years
from desktop.queries.todos import todos
from desktop.queries.view import View
from desktop.usecases.approval_papers import ApproveApproval, approve_approval
from desktop.usecases.approvals import (
    CoverVisits,
    ProposeApproval,
    SaveApproval,
    cover_visits,
    propose_approval,
    save_approval,
)
from desktop.usecases.inspection_notices import (
    BindNotice,
    IssueInspectionNotice,
    bind_notice,
    issue_inspection_notice,
)
from desktop.usecases.papers import ServePaper, serve_paper
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.settings import ChangeSettings, change_settings
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import ACT, NOW, County, do, settle

TODAY = NOW.date()
FIRST, LAST, DAY = date(2026, 11, 2), date(2026, 11, 30), date(2026, 11, 9)
SITE = "示例县中心小学教学楼"
FIRM = "海南假想合欢建设集团有限公司"


@pytest.fixture
def county(database) -> County:
    county = settle(database)
    for kind, prefix in (
        (PaperKind.INSPECTION_APPROVAL, "示建检审"),
        (PaperKind.INSPECTION_NOTICE, "示建检通"),
    ):
        do(database, set_next_number, SetNextNumber(kind, 2026, prefix, 1))
    return county


def ask(database, query, *args):
    with database.reading() as session:
        return query(session, *args)


def facts(county: County, **more) -> ApprovalFacts:
    given = {
        "projects": (county.project,),
        "inspectors": county.inspectors[:2],
        "matter": "施工现场安全生产条件",
        **more,
    }
    return ApprovalFacts(VisitSource.PLAN, "安全生产法第六十五条", FIRST, LAST, **given)


def visited(database, county: County, day: date = DAY, **more) -> int:
    given = {"sections": ("安全管理",), **more}
    return do(
        database, record_visit, RecordVisit(county.project, day, county.inspectors[:2], **given)
    ).id


def check(database, county: County, visit: int) -> None:
    with database.writing(ACT, "add_record") as session:
        for role in (PartyRole.CONTRACTOR, PartyRole.SUBCONTRACTOR):
            session.add(VisitEnterprise(visit_id=visit, enterprise_id=county.contractor, role=role))


def rows(database, source, **view):
    return ask(database, source.everything, View(today=TODAY, **view))


def test_each_step_is_the_next_in_turn(database, county):
    def step():
        return ask(database, approval_card, key, TODAY).next_step

    key = do(database, save_approval, SaveApproval(facts(county)))
    assert step() is NextStep.PROPOSE
    do(database, propose_approval, ProposeApproval(key, "林喆", FIRST))
    assert step() is NextStep.APPROVE
    do(database, approve_approval, ApproveApproval(key, "符局长", FIRST, "同意"))
    assert step() is NextStep.NOTIFY
    notice = do(
        database, issue_inspection_notice, IssueInspectionNotice(key, county.project, FIRST, DAY)
    )
    assert step() is NextStep.SERVE
    do(database, serve_paper, ServePaper(notice.id, ServiceWay.DIRECT, DAY, receiver="麦大勇"))
    assert step() is NextStep.VISIT
    visit = visited(database, county, approval_id=key)
    assert step() is NextStep.BIND
    do(database, bind_notice, BindNotice(visit, notice.id))
    assert step() is None
    card = ask(database, approval_card, key, TODAY)
    assert (card.number, card.handled) == ("示建检审〔2026〕1号", "林喆　2026-11-02")
    assert [one.notice for one in card.visits] == ["示建检通〔2026〕1号"]
    assert card.projects == ((county.project, SITE),)


def test_a_visit_beyond_the_approval_is_said(database, county):
    key = do(database, save_approval, SaveApproval(facts(county), (), "林喆", FIRST))
    do(database, approve_approval, ApproveApproval(key, "符局长", FIRST))
    visited(database, county, date(2026, 11, 1), approval_id=key)
    card = ask(database, approval_card, key, TODAY)
    assert card.doubts[-1] == f"超出批准的对象或期间：2026-11-01　{SITE}"


def test_states_narrow_the_list(database, county):
    keys = [do(database, save_approval, SaveApproval(facts(county))) for _ in range(3)]
    for key in keys[1:]:
        do(database, propose_approval, ProposeApproval(key, "林喆", FIRST))
    do(database, approve_approval, ApproveApproval(keys[2], "符局长", FIRST))
    for state, key in zip(list(ApprovalState)[:3], keys, strict=True):
        found = rows(database, APPROVALS, where=(("state", state.name),))
        assert [row.id for row in found] == [key], state
    assert rows(database, APPROVALS, text="示建检审")[0].id == keys[2]
    assert len(rows(database, APPROVALS, where=(("year", "2026"),))) == 3


def test_a_new_one_starts_with_the_office_words(database, county):
    with database.writing(ACT, "open_round") as session:
        session.add(PlannedVisit(project_id=county.project, planned_on=date(2026, 11, 16)))
    ground = ask(database, approval_ground, Wanted(), TODAY)
    assert "第六十五条" in ground.facts.ground
    assert ground.facts.matter
    (site,) = ground.sites
    assert (site.name, site.grid, site.planned) == (SITE, "第一网格", (date(2026, 11, 16),))


def test_for_visits_without_approval_it_starts_with_theirs(database, county):
    ids = tuple(
        visited(database, county, day, source=VisitSource.COMPLAINT, started_at="9:30")
        for day in (date(2026, 11, 8), DAY)
    )
    ground = ask(database, approval_ground, Wanted(visits=ids), TODAY)
    told = ground.facts
    assert (told.first_day, told.last_day) == (date(2026, 11, 8), DAY)
    assert (told.projects, told.inspectors) == ((county.project,), county.inspectors[:2])
    assert (told.urgent, told.source) == (True, VisitSource.COMPLAINT)
    assert told.happened_at.isoformat(timespec="minutes") == "2026-11-08T09:30"
    assert ground.visits == (f"2026-11-08　{SITE}", f"2026-11-09　{SITE}")


def test_a_notice_offers_the_parties_with_their_count(database, county):
    key = do(database, save_approval, SaveApproval(facts(county)))
    start = ask(database, notice_start, key, DAY)
    (site,) = start.sites
    assert site.parties[0].words == f"{FIRM}（本年 0）"
    assert [one.role for one in site.parties] == [
        PartyRole.CONTRACTOR,
        PartyRole.CONSULTANT,
        PartyRole.CLIENT,
    ]


def test_the_site_planned_soonest_is_the_first_to_be_notified(database, county):
    with database.writing(ACT, "add_record") as session:
        keys = [county.project]
        for name in ("示例县体育馆", "示例县图书馆"):
            site = Project(name=name, name_key=name, kind=ProjectKind.BUILDING, start=FIRST)
            session.add(site)
            session.flush()
            keys.append(site.id)
        for key, day in zip(keys, (date(2026, 11, 2), LAST, date(2026, 11, 12)), strict=True):
            session.add(PlannedVisit(project_id=key, planned_on=day))
    key = do(database, save_approval, SaveApproval(facts(county, projects=tuple(keys))))
    start = ask(database, notice_start, key, DAY)
    assert [one.name for one in start.sites] == ["示例县图书馆", "示例县体育馆", SITE]


def test_frequency_by_year_with_the_cap(database, county):
    made = (
        (date(2025, 12, 1), {}),
        (date(2026, 3, 2), {}),
        (date(2026, 5, 6), {"source": VisitSource.CAMPAIGN}),
        (date(2026, 8, 3), {"kind": VisitKind.RECHECK}),
        (date(2026, 9, 1), {"kind": VisitKind.GUIDANCE}),
    )
    for day, more in made:
        check(database, county, visited(database, county, day, **more))
    found = rows(database, FREQUENCY, sort="year", descending=True)
    assert [(row.year, row.checks.words, row.counted) for row in found] == [
        (2026, "日常 1、专项 1、复查 1", 2),
        (2025, "日常 1", 1),
    ]
    assert (found[0].enterprise, found[0].cap, found[0].is_over) == (FIRM, None, False)
    assert rows(database, FREQUENCY, where=(("over", "1"),)) == ()
    do(
        database,
        change_settings,
        ChangeSettings((("inspection.cap", "3"), ("inspection.counts_rechecks", "1"))),
    )
    (over,) = rows(database, FREQUENCY, where=(("over", "1"),))
    assert (over.year, over.counted, over.cap, over.is_over) == (2026, 3, 3, True)
    assert list(ask(database, frequency_years)) == ["2026", "2025"]


def test_what_waits_stands_on_the_desk(database, county):
    def groups():
        return {group.kind: group for group in ask(database, todos, TODAY)}

    visit = visited(database, county)
    visited(database, county, DAY, kind=VisitKind.GUIDANCE)
    found = groups()["unapproved"]
    assert (found.count, found.page, found.where) == (1, "visits", (("unapproved", "1"),))
    assert found.items[0].words == f"2026-11-09 {SITE}：未审批，请补办"
    key = do(
        database,
        save_approval,
        SaveApproval(facts(county, urgent=True, reason="举报"), (), "林喆", DAY),
    )
    assert groups()["approvals"].items[0].id == key
    do(database, cover_visits, CoverVisits(key, (visit,)))
    assert groups()["unapproved"].items[0].words == f"2026-11-09 {SITE}：未审批，已送审待批准"
    do(database, approve_approval, ApproveApproval(key, "符局长", DAY))
    assert not {"unapproved", "approvals"} & groups().keys()


def test_no_notice_is_asked_for_what_is_over(database, county):
    past = facts(county, urgent=True, reason="举报")
    visit = visited(database, county)
    key = do(database, save_approval, SaveApproval(past, (visit,), "林喆", DAY))
    do(database, approve_approval, ApproveApproval(key, "符局长", DAY))
    assert ask(database, approval_card, key, TODAY).next_step is None
    ahead = do(database, save_approval, SaveApproval(facts(county), (), "林喆", FIRST))
    do(database, approve_approval, ApproveApproval(ahead, "符局长", FIRST))
    assert ask(database, approval_card, ahead, LAST).next_step is NextStep.NOTIFY
    assert ask(database, approval_card, ahead, date(2026, 12, 1)).next_step is None


def test_one_of_a_round_starts_with_its_days(database, county):
    with database.writing(ACT, "open_round") as session:
        one = Round(
            id=new_id(session),
            year=2026,
            number=2,
            title="2026年第2轮",
            first_day=date(2026, 7, 1),
            ground="琼建示〔2026〕1号",
        )
        session.add(one)
        round_id = one.id
    ground = ask(database, approval_ground, Wanted(round_id=round_id), TODAY)
    told = ground.facts
    assert (told.round_id, told.document) == (round_id, "琼建示〔2026〕1号")
    assert (told.first_day, told.last_day) == (TODAY, date(2026, 12, 31))
    assert [one.id for one in ground.rounds] == [round_id]
