"""A visit with all it stands on and all it looked at, on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.codes import (
    AnswerValue,
    MachineKind,
    PaperKind,
    PaperState,
    PartyRole,
    SignerRole,
    VisitKind,
    VisitManner,
    VisitSource,
)
from db.ids import new_id
from db.tables.hazards import Hazard
from db.tables.machines import Machine
from db.tables.papers import Paper, Recheck, VisitNotice
from db.tables.rounds import InspectionApproval, Round
from db.tables.signatures import Signature
from db.tables.visits import (
    Visit,
    VisitCorrection,
    VisitEnterprise,
    VisitEnterpriseAnswer,
    VisitMachine,
    VisitOrigin,
)
from db.verify import verify
from desktop.domain.errors import RuleViolation
from desktop.domain.visits import counts
from desktop.queries.figures.checks import visit_counts
from desktop.queries.visits import visit_facts
from desktop.usecases.findings import Finding
from desktop.usecases.signing import Signed, SignVisit, sign_visit, visit_digest
from desktop.usecases.verify import verify_office
from desktop.usecases.visit_command import Answer, CheckedEnterprise, RecordVisit, TickedMachine
from desktop.usecases.visits import record_visit
from tests.usecases.county import ACT, County, do, settle

VISITED = date(2026, 10, 20)
RAIL = Finding("三层临边防护栏杆缺失（虚构）", item="B13-4", part="3号楼三层")


@pytest.fixture
def county(database) -> County:
    return settle(database)


@pytest.fixture
def add(database):
    def put(make, **values):
        with database.writing(ACT, "add_record") as session:
            row = make(id=new_id(session), **values)
            session.add(row)
            return row.id

    return put


@pytest.fixture
def crane(add, county):
    """It came on 1 October and left on 25 October: the day it left it stood there no more."""
    return add(
        Machine,
        project_id=county.project,
        kind=MachineKind.TOWER_CRANE,
        registration_no="琼AA-T202600017",
        valid_from=date(2026, 10, 1),
        valid_to=date(2026, 10, 25),
    )


def visit_of(county, **more) -> RecordVisit:
    plain = RecordVisit(county.project, VISITED, county.inspectors[:2], sections=("B.13",))
    return replace(plain, **more)


def rows(database, model, **of):
    with database.reading() as session:
        return session.scalars(select(model).filter_by(**of).order_by(model.id)).all()


def sign(database, county, visit_id, strokes="[]"):
    names = ("林喆", "邢䶮")
    signed = [
        Signed(SignerRole.INSPECTOR, name, one, strokes)
        for name, one in zip(names, county.inspectors[:2], strict=True)
    ]
    signed.append(Signed(SignerRole.SITE, "赵工（虚构）", None, strokes))
    return do(database, sign_visit, SignVisit(visit_id, tuple(signed)))


def does_count(database, visit_id) -> bool:
    """By the rule of one visit, and by the figures for a whole table; the two must agree."""
    with database.reading() as session:
        told = counts(visit_facts(session, [visit_id])[visit_id])
        figure = select(Visit.id).where(Visit.id == visit_id, visit_counts())
        assert (session.scalar(figure) is not None) is told
        return told


def test_manner_code_and_statement_are_kept(database, county):
    command = visit_of(
        county,
        manner=VisitManner.UNANNOUNCED,
        check_code="HN-0001",
        code_shown_at="09:35",
        in_system=False,
        system_note="现场无网络",
        statement="同意，立即整改（虚构）",
        told_on=VISITED,
        online=True,
    )
    (visit,) = rows(database, Visit, id=do(database, record_visit, command).id)
    assert (visit.manner, visit.code_shown_at, visit.in_system, visit.system_note) == (
        VisitManner.UNANNOUNCED,
        "09:35",
        False,
        "现场无网络",
    )
    assert (visit.statement, visit.told_on, visit.online) == (
        "同意，立即整改（虚构）",
        VISITED,
        True,
    )


def test_a_machine_is_ticked_by_number_only_while_it_stands_there(database, county, crane):
    ticked = (TickedMachine(crane, "限位器已试验"),)
    found = do(database, record_visit, visit_of(county, machines=ticked))
    (row,) = rows(database, VisitMachine, visit_id=found.id)
    assert (row.machine_id, row.remark) == (crane, "限位器已试验")
    gone = visit_of(county, machines=ticked, visited_on=date(2026, 10, 25))
    with pytest.raises(RuleViolation, match="不在这个工程"):
        do(database, record_visit, gone)


def test_a_party_answers_its_own_section(database, county):
    asked = CheckedEnterprise(
        county.contractor,
        PartyRole.CONTRACTOR,
        (
            Answer("contractor-1", AnswerValue.PASS),
            Answer("contractor-7", AnswerValue.FAIL),
            Answer("contractor-8", AnswerValue.NOT_LOOKED),
        ),
    )
    diary = Finding("施工安全日志缺 10 月（虚构）", "contractor-7", enterprise_id=county.contractor)
    command = visit_of(county, sections=(), enterprises=(asked,), findings=(diary,))
    found = do(database, record_visit, command)
    (party,) = rows(database, VisitEnterprise, visit_id=found.id)
    answers = rows(database, VisitEnterpriseAnswer, visit_enterprise_id=party.id)
    assert {row.item: row.value for row in answers} == {
        "contractor-1": AnswerValue.PASS,
        "contractor-7": AnswerValue.FAIL,
    }
    (hazard,) = rows(database, Hazard, visit_id=found.id)
    assert hazard.clause == "省厅通知二（五）16"
    assert "没有勾选任何检查内容" not in found.missing


@pytest.mark.parametrize(
    ("role", "answers", "sentence"),
    [
        (PartyRole.CONTRACTOR, (), "一项也没有答"),
        (PartyRole.CONTRACTOR, (Answer("client-1", AnswerValue.PASS),), "不是检查当日有效"),
        (PartyRole.CONTRACTOR, (Answer("contractor-1", AnswerValue.FAIL),), "须写明隐患"),
        (PartyRole.CONSULTANT, (Answer("consultant-1", AnswerValue.PASS),), "不是该工程的参建单位"),
    ],
)
def test_a_section_that_is_not_the_partys_is_refused(database, county, role, answers, sentence):
    asked = (CheckedEnterprise(county.contractor, role, answers),)
    with pytest.raises(RuleViolation, match=sentence):
        do(database, record_visit, visit_of(county, enterprises=asked))


def test_a_visit_belongs_to_its_round_by_its_day(database, county, add):
    told = {"year": 2026, "number": 2, "title": "2026年第2轮", "first_day": date(2026, 10, 1)}
    key = add(Round, **told)
    found = do(database, record_visit, visit_of(county, round_id=key))
    assert rows(database, Visit, id=found.id)[0].round_id == key
    early = visit_of(county, round_id=key, visited_on=date(2026, 9, 30))
    with pytest.raises(RuleViolation, match=r"不在2026年第2轮（2026-10-01至今）之内"):
        do(database, record_visit, early)


def paper(add, county, kind, **more):
    told = {
        "kind": kind,
        "number": f"示建安〔2026〕{kind.value}",
        "project_id": county.project,
        "issued_on": VISITED,
        "month": 202610,
        "state": PaperState.ISSUED,
        "entered_on": VISITED,
    }
    return add(Paper, **{**told, **more})


def test_approval_and_notice_are_what_a_visit_stands_on(database, county, add):
    approval = add(
        InspectionApproval,
        source=VisitSource.PLAN,
        ground="年度监督检查计划（虚构）",
        first_day=VISITED,
        last_day=VISITED,
        approved_on=VISITED,
    )
    alone = do(database, record_visit, visit_of(county, approval_id=approval))
    assert "没有行政检查通知书" in alone.missing
    notice = paper(add, county, PaperKind.INSPECTION_NOTICE)
    both = visit_of(county, approval_id=approval, notice_id=notice)
    found = do(database, record_visit, both)
    assert not {"未审批", "没有行政检查通知书"} & set(found.missing)
    assert rows(database, VisitNotice, visit_id=found.id)[0].paper_id == notice
    other = paper(add, county, PaperKind.RECTIFICATION_NOTICE)
    with pytest.raises(RuleViolation, match="没有这份文书"):
        do(database, record_visit, visit_of(county, notice_id=other))


def test_a_recheck_names_its_notices(database, county, add):
    order = paper(add, county, PaperKind.RECTIFICATION_NOTICE)
    command = visit_of(county, kind=VisitKind.RECHECK, sections=(), rechecked=(order,))
    found = do(database, record_visit, command)
    assert [row.paper_id for row in rows(database, Recheck, visit_id=found.id)] == [order]
    with pytest.raises(RuleViolation, match="须选类别“复查”"):
        do(database, record_visit, replace(command, kind=VisitKind.CHECK))
    voided = paper(add, county, PaperKind.STOP_ORDER, state=PaperState.VOIDED)
    with pytest.raises(RuleViolation, match="已作废"):
        do(database, record_visit, replace(command, rechecked=(voided,)))


def test_guidance_has_no_hazards_and_what_it_finds_becomes_a_check(database, county):
    failed = (Answer("B13-4", AnswerValue.FAIL, "三层临边无栏杆"),)
    guidance = visit_of(county, kind=VisitKind.GUIDANCE, answers=failed)
    found = do(database, record_visit, guidance)
    assert found.missing == ("发现的问题还没有转为检查",)
    assert not does_count(database, found.id)
    with pytest.raises(RuleViolation, match="指导观摩不登记隐患"):
        do(database, record_visit, replace(guidance, findings=(RAIL,)))
    check = visit_of(county, guidance_id=found.id, findings=(RAIL,))
    checked = do(database, record_visit, check)
    assert rows(database, VisitOrigin, visit_id=checked.id)[0].guidance_id == found.id
    with database.reading() as session:
        assert not visit_facts(session, [found.id])[found.id].to_check
    with pytest.raises(RuleViolation, match="没有这次指导观摩"):
        do(database, record_visit, visit_of(county, guidance_id=checked.id))


def test_the_signature_binds_machines_and_parties_too(database, county, crane):
    asked = CheckedEnterprise(
        county.contractor, PartyRole.CONTRACTOR, (Answer("contractor-1", AnswerValue.PASS),)
    )
    command = visit_of(county, sections=(), machines=(TickedMachine(crane),), enterprises=(asked,))
    found = do(database, record_visit, command)
    sign(database, county, found.id)
    assert does_count(database, found.id)
    signed = {row.content_sha256 for row in rows(database, Signature)}
    with database.reading() as session:
        visit = session.get_one(Visit, found.id)
        assert signed == {visit_digest(session, visit)}
    with database.writing(ACT, "edit_visit") as session:
        session.scalars(select(VisitMachine)).one().remark = "改"
    with database.reading() as session:
        assert signed != {visit_digest(session, session.get_one(Visit, found.id))}


def test_what_is_bound_afterwards_leaves_the_signature_good(database, county, add):
    found = do(database, record_visit, visit_of(county))
    sign(database, county, found.id)
    told = {"year": 2026, "number": 2, "title": "2026年第2轮", "first_day": date(2026, 10, 1)}
    key = add(Round, **told)
    with database.writing(ACT, "edit_visit") as session:
        visit = session.get_one(Visit, found.id)
        visit.round_id, visit.told_on, visit.in_system = key, VISITED, True
    with database.reading() as session:
        signed = set(session.scalars(select(Signature.content_sha256)))
        assert signed == {visit_digest(session, session.get_one(Visit, found.id))}


def test_a_correction_cites_the_old_and_counts_once(database, county):
    first = do(database, record_visit, visit_of(county, findings=(RAIL,), part="二号楼"))
    right = visit_of(
        county,
        part="3号楼",
        answers=(Answer("B13-4", AnswerValue.FAIL),),
        corrects=first.id,
        correction_reason="部位写错",
    )
    with pytest.raises(RuleViolation, match="撤销登记后重新登记"):
        do(database, record_visit, right)
    sign(database, county, first.id)
    assert does_count(database, first.id)
    second = do(database, record_visit, right)
    assert not does_count(database, first.id)
    assert not does_count(database, second.id)
    sign(database, county, second.id)
    assert [does_count(database, one) for one in (first.id, second.id)] == [False, True]
    (told,) = rows(database, VisitCorrection)
    assert (told.visit_id, told.corrected_id, told.reason) == (second.id, first.id, "部位写错")
    assert len(rows(database, Hazard)) == 1
    with pytest.raises(RuleViolation, match="已经更正过"):
        do(database, record_visit, right)
    with database.reading() as session:
        assert verify(session, session.info["files"]) == []


def test_a_correction_says_why_and_keeps_what_was_found(database, county):
    first = do(database, record_visit, visit_of(county, findings=(RAIL,)))
    sign(database, county, first.id)
    right = visit_of(county, corrects=first.id, correction_reason="部位写错")
    with pytest.raises(RuleViolation, match="请写明更正原因"):
        do(database, record_visit, replace(right, correction_reason=" "))
    passed = replace(right, answers=(Answer("B13-4", AnswerValue.PASS),))
    with pytest.raises(RuleViolation, match="须写明隐患"):
        do(database, record_visit, passed)


def test_verify_names_a_visit_that_changed_after_its_signatures(database, county, crane):
    plain = do(database, record_visit, visit_of(county, findings=(RAIL,)))
    found = do(database, record_visit, visit_of(county, machines=(TickedMachine(crane),)))
    for one in (plain, found):
        sign(database, county, one.id)
    with database.reading() as session:
        assert verify_office(session) == ()
    with database.writing(ACT, "edit_visit") as session:
        session.scalars(select(VisitMachine)).one().remark = "改"
    with database.reading() as session:
        (wrong,) = verify_office(session)
    assert (wrong.table, wrong.id) == ("visit", found.id)
    assert "签名之后内容有变" in wrong.what
