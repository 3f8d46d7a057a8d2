"""登记检查 whole: machines, parties, grounds, companions, guidance and corrections by keyboard."""

from datetime import date

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from sqlalchemy import select

from db.codes import (
    AnswerValue,
    Area,
    CompanionKind,
    EnterpriseKind,
    HazardSource,
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
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.inspectors import Inspector
from db.tables.machines import Machine
from db.tables.papers import Paper, PaperItem, Recheck, VisitNotice
from db.tables.projects import Participation, ProjectPart
from db.tables.rounds import ApprovalTarget, InspectionApproval, Round
from db.tables.visits import (
    Visit,
    VisitAnswer,
    VisitCompanion,
    VisitCorrection,
    VisitEnterprise,
    VisitMachine,
    VisitOrigin,
    VisitSection,
)
from desktop.queries.pickers import projects_named
from desktop.ui.pages.visit_entry import VisitEntryPage
from desktop.usecases.done import Done
from desktop.usecases.findings import Finding, RecordHazard, record_hazard
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visit_command import Answer, RecordVisit
from desktop.usecases.visits import record_visit
from tests.ui.pages.test_visit_entry import Keyboard, fill_head, site, stored

Key = Qt.Key
DAY = date(2026, 11, 5)


def plant(session, project_id, _act):
    """A crane, a building, and the contractor of the site in the ledger of enterprises."""
    name = "海南虚构木麻黄建设有限公司"
    firm = Enterprise(
        id=new_id(session),
        name=name,
        name_key=name,
        uscc="91469023MAXX900017",
        kind=EnterpriseKind.CONTRACTOR,
    )
    session.add(firm)
    session.flush()
    crane = Machine(
        project_id=project_id,
        kind=MachineKind.TOWER_CRANE,
        registration_no="琼AA-T202600017",
        valid_from=date(2026, 1, 1),
    )
    hoist = Machine(
        project_id=project_id,
        kind=MachineKind.HOIST,
        registration_no="琼AA-S202600018",
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 11, 1),
    )
    party = Participation(
        project_id=project_id,
        role=PartyRole.CONTRACTOR,
        enterprise_id=firm.id,
        name=name,
        valid_from=date(2020, 1, 1),
    )
    session.add_all([crane, hoist, party, ProjectPart(project_id=project_id, name="3号楼")])
    return Done(firm.id, frozenset({Area.PROJECTS}))


def stand(session, project_id, _act):
    """An approval of the site for November, its notice, and the round it is of."""
    turn = Round(id=new_id(session), year=2026, number=2, title="第2轮", first_day=date(2026, 7, 1))
    session.add(turn)
    session.flush()
    approval = InspectionApproval(
        id=new_id(session),
        source=VisitSource.CAMPAIGN,
        ground="秋季高处作业专项（虚构）",
        title="高处作业专项",
        first_day=date(2026, 11, 1),
        last_day=date(2026, 11, 30),
        approved_on=date(2026, 10, 30),
        manner=VisitManner.UNANNOUNCED,
        check_code="HN-0007",
        round_id=turn.id,
    )
    session.add(approval)
    session.flush()
    session.add(ApprovalTarget(approval_id=approval.id, project_id=project_id))
    notice = paper_of(session, project_id, PaperKind.INSPECTION_NOTICE, approval_id=approval.id)
    session.flush()
    return Done((turn.id, approval.id, notice.id), frozenset({Area.ROUNDS}))


def paper_of(session, project_id, kind, **more):
    row = Paper(
        id=new_id(session),
        kind=kind,
        number=f"示建安〔2026〕{kind.value}",
        project_id=project_id,
        issued_on=date(2026, 11, 4),
        month=202611,
        state=PaperState.ISSUED,
        entered_on=date(2026, 11, 4),
        **more,
    )
    session.add(row)
    return row


@pytest.fixture
def project(county):
    return county.ask(projects_named, "赤道风")[0].id


@pytest.fixture
def firm(county, project):
    return county.run(plant, project)


@pytest.fixture
def page(county, dialogs, qtbot, firm):
    made = VisitEntryPage(county, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def keys(qtbot, page):
    return Keyboard(qtbot, page)


def save(keys):
    keys.press(Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)


def test_the_site_offers_its_parts_machines_and_parties_above_the_standards(page, keys, firm):
    fill_head(page, keys)
    keys_of = [section.key for section in page.sheet.sections[:3]]
    assert keys_of == ["part@3号楼", "machine@", f"contractor@{firm}"]
    (crane,) = page.sheet.sections[1].items
    assert crane.title == "琼AA-T202600017 塔式起重机"
    assert len(page.sheet.sections[2].items) == 15


def test_machines_and_parties_answer_to_the_same_keys(page, keys, county, firm):
    fill_head(page, keys)
    keys.press(Key.Key_Up)
    keys.press(Key.Key_Right, Key.Key_1, Key.Key_1, Key.Key_2)
    keys.chinese("专职安全员不足")
    keys.press(Key.Key_Escape)
    keys.press(Key.Key_Left, Key.Key_Up, Key.Key_Right)
    assert page.checklist.current_row.code.startswith("machine@")
    keys.press(Key.Key_3)
    assert "设备只记已查" in page.state.text()
    keys.press(Key.Key_1)
    save(keys)
    (visit,) = stored(county, Visit)
    (party,) = stored(county, VisitEnterprise, visit_id=visit.id)
    assert (party.enterprise_id, party.role) == (firm, PartyRole.CONTRACTOR)
    (hazard,) = stored(county, Hazard, visit_id=visit.id)
    assert (hazard.criterion, hazard.part) == ("contractor-3", "海南虚构木麻黄建设有限公司")
    assert len(stored(county, VisitMachine, visit_id=visit.id)) == 1
    assert stored(county, VisitAnswer, visit_id=visit.id) == []


def test_a_party_and_a_machine_are_found_by_their_initials(page, keys):
    fill_head(page, keys)
    keys.type("/aqrz")  # 施工安全日志 of the contractor
    assert page.checklist.current_row.title.startswith("施工安全日志")
    keys.press(Key.Key_Return, Key.Key_1)
    assert [one.role for one in page.sheet.enterprises_given()] == [PartyRole.CONTRACTOR]


def test_a_part_of_the_site_is_ticked_first(page, keys, county):
    fill_head(page, keys)
    keys.press(Key.Key_Home, Key.Key_Space)
    save(keys)
    (visit,) = stored(county, Visit)
    assert [row.section for row in stored(county, VisitSection, visit_id=visit.id)] == ["3号楼"]


def test_what_the_visit_stands_on_is_proposed_from_the_approval(page, keys, county, project):
    turn, approval, notice = county.run(stand, project)
    fill_head(page, keys)
    assert "高处作业专项" in page.head.grounds.summary.text()
    keys.press(Key.Key_Space)
    save(keys)
    (visit,) = stored(county, Visit)
    assert (visit.approval_id, visit.round_id) == (approval, turn)
    assert (visit.manner, visit.check_code) == (VisitManner.UNANNOUNCED, "HN-0007")
    assert [row.paper_id for row in stored(county, VisitNotice)] == [notice]


def test_the_second_block_is_filled_by_keyboard(page, keys, county):
    fill_head(page, keys)
    keys.press(Key.Key_Space, Key.Key_F4)
    assert page.head.grounds.approval.hasFocus()
    for _ in range(6):
        keys.press(Key.Key_Return)
    assert page.head.grounds.companions.kind.hasFocus()
    keys.press(Key.Key_Return)
    keys.chinese("陈工")
    keys.press(Key.Key_Return)
    keys.chinese("某学会")
    keys.press(Key.Key_Return, Key.Key_Return)
    assert page.head.grounds.inputs["in_system"].box.hasFocus()
    keys.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    keys.chinese("无网络")
    keys.press(Key.Key_Return)
    keys.chinese("同意整改")
    keys.press(Key.Key_Return)
    keys.type("20261105")
    keys.press(Key.Key_Return, Key.Key_Space, Key.Key_Return, Key.Key_Return)
    assert page.checklist.section_list.hasFocus()
    save(keys)
    (visit,) = stored(county, Visit)
    assert (visit.in_system, visit.system_note, visit.statement) == (False, "无网络", "同意整改")
    assert (visit.told_on, visit.online) == (DAY, True)
    (one,) = stored(county, VisitCompanion)
    assert (one.kind, one.name, one.unit) == (CompanionKind.EXPERT, "陈工", "某学会")


def test_a_draft_keeps_site_grounds_and_companions(page, keys, county, dialogs, qtbot, project):
    _turn, approval, notice = county.run(stand, project)
    fill_head(page, keys)
    page.head.grounds.notice.want(None)
    page.head.grounds.companions.name.setText("陈工")
    page.head.grounds.companions.add()
    keys.press(Key.Key_Up, Key.Key_Up, Key.Key_Right, Key.Key_1)
    page._drafts.keep()
    other = VisitEntryPage(county, dialogs)
    qtbot.addWidget(other)
    other.show()
    assert other.head.grounds.values()["approval_id"] == approval
    assert [one.name for one in other.head.grounds.companions.chosen] == ["陈工"]
    assert other.sheet.machines_given() == page.sheet.machines_given() != ()
    assert notice


def test_a_recheck_ticks_its_notices(page, keys, county, project, qtbot):
    def order(session, project_id, _act):
        row = paper_of(session, project_id, PaperKind.RECTIFICATION_NOTICE)
        session.flush()
        hazard = session.scalars(select(Hazard).where(Hazard.project_id == project_id)).one()
        session.add(PaperItem(paper_id=row.id, hazard_id=hazard.id, position=1))
        return Done(row.id, frozenset({Area.PAPERS}))

    found = Finding("五层无栏杆", "B13-4")
    county.run(record_hazard, RecordHazard(project, DAY, HazardSource.COMPLAINT, found))
    key = county.run(order, project)
    page.show_where({"project": str(project), "kind": "recheck", "papers": str(key)})
    assert page.sheet.orders_given() == (key,)
    save(keys)
    (visit,) = stored(county, Visit)
    assert [row.paper_id for row in stored(county, Recheck)] == [key]
    with qtbot.waitSignal(page.go) as gone:
        keys.press(Key.Key_Space)
    assert gone.args == ["notices", {"paper": str(key), "visit": str(visit.id)}]


def test_guidance_keeps_words_and_becomes_a_check(page, keys, county):
    fill_head(page, keys)
    page.head.inputs["kind"].put_value(VisitKind.GUIDANCE)
    keys.type("/lbfh")
    keys.press(Key.Key_Return, Key.Key_2)
    keys.chinese("五层无栏杆")
    keys.press(Key.Key_Escape)
    save(keys)
    (guidance,) = stored(county, Visit)
    (answer,) = stored(county, VisitAnswer)
    assert (answer.value, answer.remark) == (AnswerValue.FAIL, "五层无栏杆")
    assert not stored(county, Hazard, visit_id=guidance.id)
    page.show_where({"guidance": str(guidance.id)})
    assert page.head.kind is VisitKind.CHECK
    assert [one.description for one in page.sheet.found] == ["五层无栏杆"]
    save(keys)
    (origin,) = stored(county, VisitOrigin)
    assert origin.guidance_id == guidance.id
    (hazard,) = stored(county, Hazard, visit_id=origin.visit_id)
    assert hazard.description == "五层无栏杆"


def test_a_signed_visit_is_corrected_with_the_reason(page, keys, county, project):
    people = county.ask(_two)
    first = county.run(
        record_visit,
        RecordVisit(
            project,
            DAY,
            tuple(people),
            part="2号楼",
            sections=("B.13",),
            answers=(Answer("B13-1", AnswerValue.PASS),),
            findings=(Finding("五层无栏杆", "B13-4"),),
        ),
    )
    signed = [Signed(SignerRole.INSPECTOR, name, key, "[]") for key, name in people.items()]
    county.run(sign_visit, SignVisit(first.id, tuple(signed), "不同意（虚构）"))
    page.show_where({"correct": str(first.id)})
    assert page.head.inputs["part"].words == "2号楼"
    assert page.again.reason.isVisible()
    keys.chinese("部位写错")
    page.head.inputs["part"].put_words("3号楼")
    page.checklist.go_to_item("B13-4")
    keys.press(Key.Key_1)
    assert "随原检查保留" in page.state.text()
    save(keys)
    (told,) = stored(county, VisitCorrection)
    assert (told.corrected_id, told.reason) == (first.id, "部位写错")
    (corrected,) = stored(county, Visit, id=told.visit_id)
    assert corrected.part == "3号楼"
    answers = {row.item: row.value for row in stored(county, VisitAnswer, visit_id=corrected.id)}
    assert answers == {"B13-1": AnswerValue.PASS, "B13-4": AnswerValue.FAIL}
    assert len(stored(county, Hazard, visit_id=first.id)) == 1
    assert not stored(county, Hazard, visit_id=corrected.id)


def _two(session):
    rows = session.execute(select(Inspector.id, Inspector.name).order_by(Inspector.id).limit(2))
    return {row.id: row.name for row in rows}


def test_the_site_of_another_project_lets_go_of_the_first(page, keys, county):
    fill_head(page, keys)
    keys.press(Key.Key_Up, Key.Key_Right, Key.Key_1)
    assert page.sheet.enterprises_given()
    others = county.ask(projects_named, "示例")
    other = next(one for one in others if one.id != site(county).id)
    page.head.choose(other.id)
    assert page.sheet.enterprises_given() == ()
    assert all("@" not in key for key in page.sheet.answers)


def test_photos_of_a_phone_are_picked_by_the_hours_of_the_visit(page, keys, dialogs, tmp_path):
    for name, taken in (
        ("早.jpg", "2026:11:05 07:00:00"),
        ("中.jpg", "2026:11:05 09:41:00"),
        ("昨.jpg", "2026:11:04 09:41:00"),
        ("转发.jpg", None),
    ):
        exif = Image.Exif()
        if taken:
            exif.get_ifd(34665)[36867] = taken
        Image.new("RGB", (40, 30)).save(tmp_path / name, exif=exif)
    fill_head(page, keys)
    page.head.inputs["started_at"].put_words("9:30")
    page.head.inputs["ended_at"].put_words("11:00")
    dialogs.answers = [tmp_path]
    keys.press(Key.Key_I, modifier=Qt.KeyboardModifier.ControlModifier)
    assert [path.name for path in page.photos.paths] == ["中.jpg"]
    assert "无拍摄信息 1 张没有加入" in page.state.text()
