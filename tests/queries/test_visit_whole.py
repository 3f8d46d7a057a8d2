"""What form, pane and lists read of a whole visit, on both databases."""

from datetime import date

import pytest

from db.codes import (
    AnswerValue,
    MachineKind,
    PaperKind,
    PaperState,
    PartyRole,
    SignerRole,
    VisitKind,
)
from db.ids import new_id
from db.tables.machines import Machine
from db.tables.papers import Paper, PaperItem
from db.tables.projects import ProjectPart
from desktop.queries.todos import todos
from desktop.queries.view import View
from desktop.queries.visit_again import visit_again
from desktop.queries.visit_card import visit_card
from desktop.queries.visit_offer import visit_offer
from desktop.queries.visit_times import visits_for_photos
from desktop.queries.visits import VISITS
from desktop.usecases.findings import Finding
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visit_command import Answer, CheckedEnterprise, RecordVisit, TickedMachine
from desktop.usecases.visits import record_visit
from tests.usecases.county import ACT, County, do, settle

VISITED, TODAY = date(2026, 10, 20), date(2026, 11, 12)
RAIL = Finding("三层临边防护栏杆缺失（虚构）", item="B13-4", part="3号楼三层")


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
def crane(database, county):
    with database.writing(ACT, "add_record") as session:
        row = Machine(
            id=new_id(session),
            project_id=county.project,
            kind=MachineKind.TOWER_CRANE,
            registration_no="琼AA-T202600017",
            valid_from=date(2026, 10, 1),
        )
        session.add_all([row, ProjectPart(project_id=county.project, name="3号楼")])
        return row.id


def record(database, county, **more):
    told = {"sections": ("B.13", "3号楼"), **more}
    command = RecordVisit(county.project, VISITED, county.inspectors[:2], **told)
    return do(database, record_visit, command)


def sign(database, county, visit_id):
    signed = (Signed(SignerRole.INSPECTOR, "林喆", county.inspectors[0], "[]"),)
    do(database, sign_visit, SignVisit(visit_id, signed, "不同意（虚构）"))


def test_a_site_offers_what_stood_there_that_day(database, county, crane, read):
    offer = read(visit_offer, county.project, VISITED)
    assert [row.id for row in offer.machines] == [crane]
    assert [row.role for row in offer.parties] == [
        PartyRole.CONTRACTOR,
        PartyRole.CONSULTANT,
        PartyRole.CLIENT,
    ]
    assert offer.parts == ("3号楼",)
    assert (offer.orders, offer.rounds, offer.round_id) == ((), (), None)
    assert read(visit_offer, county.project, date(2026, 9, 30)).machines == ()


def test_an_order_is_offered_while_its_hazards_are_open(database, county, read):
    found = record(database, county, findings=(RAIL,))
    with database.writing(ACT, "add_record") as session:
        for number, state in enumerate((PaperState.SERVED, PaperState.VOIDED), start=1):
            paper = Paper(
                id=new_id(session),
                kind=PaperKind.RECTIFICATION_NOTICE,
                number=f"示建改〔2026〕{number}号",
                project_id=county.project,
                issued_on=VISITED,
                month=202610,
                state=state,
                entered_on=VISITED,
            )
            session.add(paper)
            session.flush()
            session.add(PaperItem(paper_id=paper.id, hazard_id=found.hazards[0], position=1))
    offer = read(visit_offer, county.project, TODAY)
    assert [row.words for row in offer.orders] == ["示建改〔2026〕1号 责令限期整改通知书"]
    assert read(visit_offer, county.project, date(2026, 10, 19)).orders == ()


def test_the_form_takes_a_visit_up_again_as_it_was(database, county, crane, read):
    asked = CheckedEnterprise(
        county.contractor, PartyRole.CONTRACTOR, (Answer("contractor-1", AnswerValue.PASS),)
    )
    found = record(
        database,
        county,
        findings=(RAIL,),
        machines=(TickedMachine(crane, "已试验"),),
        enterprises=(asked,),
        part="二层",
        statement="无异议",
    )
    again = read(visit_again, found.id)
    assert (again.words["part"], again.words["statement"]) == ("二层", "无异议")
    assert again.sections == ("B.13", "3号楼")
    assert again.answers == (("B13-4", AnswerValue.FAIL, ""),)
    assert again.machines == ((crane, "已试验"),)
    assert again.parties[0].answers == (("contractor-1", AnswerValue.PASS, ""),)
    assert again.standing == frozenset({"B13-4"})
    card = read(visit_card, found.id, TODAY)
    assert card.ground.machines == ("塔式起重机 琼AA-T202600017：已试验",)
    assert card.ground.parties == ("施工单位 海南假想合欢建设集团有限公司：合格 1",)


def test_a_corrected_visit_is_asked_for_nothing_and_its_hazards_move_on(database, county, read):
    first = record(database, county, findings=(RAIL,))
    sign(database, county, first.id)
    second = record(
        database,
        county,
        answers=(Answer("B13-4", AnswerValue.FAIL),),
        corrects=first.id,
        correction_reason="部位写错",
    )
    old, new = (read(visit_card, one.id, TODAY) for one in (first, second))
    assert old.missing == ()
    assert (old.ground.corrected_by.id, old.to_order) == (second.id, ())
    assert new.ground.corrects.reason == "部位写错"
    assert [row.id for row in new.hazards] == list(first.hazards)
    listed = read(VISITS.outline, View(where=(("unsigned", "1"),), today=TODAY))
    assert listed.count == 1
    waiting = {group.kind: group for group in read(todos, TODAY)}
    assert [item.id for item in waiting["incomplete"].items] == [second.id]


def test_guidance_waits_to_become_a_check(database, county, read):
    failed = (Answer("B13-4", AnswerValue.FAIL, "三层临边无栏杆"),)
    found = record(database, county, kind=VisitKind.GUIDANCE, answers=failed)
    groups = {group.kind: group for group in read(todos, TODAY)}
    assert groups["to_check"].count == 1
    where = View(where=groups["to_check"].where, today=TODAY)
    assert read(VISITS.outline, where).count == 1
    record(database, county, guidance_id=found.id, findings=(RAIL,))
    assert read(VISITS.outline, where).count == 0


def test_only_unsigned_visits_take_photos(database, county, read):
    found = record(database, county, started_at="9:30", ended_at="上午")
    (one,) = read(visits_for_photos, VISITED, VISITED)
    assert (one.id, str(one.started), one.ended) == (found.id, "09:30:00", None)
    sign(database, county, found.id)
    assert read(visits_for_photos, VISITED, VISITED) == ()
