"""Entering, changing and deleting records of the ledgers by hand, on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from db.act import Act
from db.change import ChangeSet
from db.codes import (
    EnterpriseKind,
    MachineKind,
    PaperState,
    PartyRole,
    Post,
    ProjectKind,
    ProjectStatus,
    TrainingKind,
)
from db.errors import Refused
from db.session import vault_of
from db.tables.inspectors import Inspector
from db.tables.papers import Paper
from db.tables.projects import Participation, Project, ProjectGrid
from desktop.domain.days import NO_END
from desktop.domain.errors import RuleViolation
from desktop.queries.dangerous_works import dangerous_work_card
from desktop.queries.enterprises import enterprise_card
from desktop.queries.inspectors import inspector_card
from desktop.queries.key_people import key_person_card
from desktop.queries.machines import machine_card
from desktop.queries.project_card import project_card
from desktop.queries.responsibility import responsible_for
from desktop.queries.training import training_card
from desktop.usecases.assignments import (
    AssignGrid,
    ChangeStatus,
    assign_grid,
    change_status,
    preview_assignment,
)
from desktop.usecases.bulk import EditRecords, edit_records, preview
from desktop.usecases.dangerous_works import SaveDangerousWork, save_dangerous_work
from desktop.usecases.enterprises import SaveEnterprise, save_enterprise
from desktop.usecases.inspectors import SaveInspector, save_inspector
from desktop.usecases.key_people import SaveKeyPerson, save_key_person
from desktop.usecases.machines import SaveMachine, save_machine
from desktop.usecases.projects import SaveProject, save_project
from desktop.usecases.records import DeleteRecord, delete_record
from desktop.usecases.training import SaveTraining, save_training
from desktop.usecases.undo import Undo, undo
from tests.queries.seed import ACT, TODAY, small_county

OTHER = Act("张三", ACT.now)
FIRM = SaveEnterprise("新海建筑有限公司", "91469023MAT35T09XJ", EnterpriseKind.CONTRACTOR)
HOUSE = SaveProject(
    name="新建办公楼",
    kind=ProjectKind.BUILDING,
    client="某局",
    contractor="海岸建筑有限公司",
    status=ProjectStatus.ACTIVE,
    start=date(2026, 5, 1),
)


@pytest.fixture
def county(database):
    return small_county(database)


def do(database, usecase, command, act=ACT):
    with database.writing(act, usecase.__name__) as session:
        return usecase(session, command, act).value


def card(database, query, key, day=TODAY):
    with database.reading() as session:
        return query(session, key, day)


def refused(database, usecase, command) -> str:
    with pytest.raises((RuleViolation, Refused)) as caught:
        do(database, usecase, command)
    return caught.value.sentence


def test_an_enterprise_is_entered_changed_and_told(database, county):
    expiry = date(2027, 5, 1)
    key = do(
        database,
        save_enterprise,
        replace(FIRM, safety_licence="琼JZ安许证字", safety_licence_expiry=expiry),
    )
    shown = card(database, enterprise_card, key)
    assert shown.values["safety_licence_expiry"].last_day == expiry
    assert shown.timeline.happenings[-1].words == "新增（新海建筑有限公司）"
    changed = replace(
        FIRM,
        phone="13700001111",
        safety_licence="琼JZ安许证字",
        safety_licence_expiry=NO_END,
        id=key,
        version=1,
    )
    do(database, save_enterprise, changed, OTHER)
    shown = card(database, enterprise_card, key)
    assert shown.values["safety_licence_expiry"].words == "长期"
    assert "联系电话 （空） → 13700001111" in shown.timeline.happenings[0].words
    assert "安全生产许可证有效期至 2027-05-01 → （空）" in shown.timeline.happenings[0].words
    assert shown.timeline.happenings[0].who == "张三"


def test_two_clerks_at_one_record_the_second_is_told_who_changed_what(database, county):
    key = do(database, save_enterprise, FIRM)
    do(database, save_enterprise, replace(FIRM, phone="13700001111", id=key, version=1), OTHER)
    late = replace(FIRM, principal="李四", id=key, version=1)
    sentence = refused(database, save_enterprise, late)
    assert "张三 11-12 09:30改了 联系电话 （空） → 13700001111" in sentence
    assert card(database, enterprise_card, key).values["principal"] is None


def test_a_certificate_alone_counts_as_a_change_of_its_holder(database, county):
    key = do(database, save_enterprise, FIRM)
    licence = replace(FIRM, safety_licence="甲", id=key, version=1)
    do(database, save_enterprise, licence, OTHER)
    assert "没有保存" in refused(database, save_enterprise, replace(licence, safety_licence="乙"))


def test_saving_what_is_there_already_changes_nothing(database, county):
    key = do(database, save_enterprise, FIRM)
    with database.reading() as session:
        before = session.scalar(select(func.max(ChangeSet.n)))
    do(database, save_enterprise, replace(FIRM, id=key, version=1))
    with database.reading() as session:
        assert session.scalar(select(func.max(ChangeSet.n))) == before


def test_a_code_is_used_once(database, county):
    do(database, save_enterprise, FIRM)
    sentence = refused(database, save_enterprise, replace(FIRM, name="另一家公司"))
    assert "统一社会信用代码已用于“新海建筑有限公司”" in sentence


def test_an_identity_number_is_sealed_and_kept(database, county):
    number = "46902319900101001X"
    key = do(database, save_inspector, SaveInspector("郑七", id_number=number))
    do(database, save_inspector, SaveInspector("郑七", post="站长", id=key, version=1))
    with database.reading() as session:
        row = session.get_one(Inspector, key)
        assert row.id_number_tail == "001X"
        assert number.encode() not in row.id_number
        assert vault_of(session).open(row.id_number) == number
    assert card(database, inspector_card, key).values["id_number"] == "001X"
    again = SaveInspector("郑八", id_number=number)
    assert "已用于“郑七”" in refused(database, save_inspector, again)


def test_the_small_ledgers(database, county):
    crane = SaveMachine(county.road, MachineKind.HOIST, record_no="琼S-1", owner="甲公司")
    key = do(database, save_machine, crane)
    do(database, save_machine, replace(crane, owner="乙公司", id=key, version=1))
    words = card(database, machine_card, key).timeline.happenings[0].words
    assert words == "修改（施工升降机 琼S-1）：产权单位 甲公司 → 乙公司"
    pit = SaveDangerousWork(county.road, "高支模", over_scale=True, scheme_on=date(2026, 3, 3))
    key = do(database, save_dangerous_work, pit)
    assert card(database, dangerous_work_card, key).values["over_scale"] is True
    person = SaveKeyPerson(
        county.road, "钱二", Post.SAFETY_OFFICER, certificate="C-1", certificate_expiry=TODAY
    )
    key = do(database, save_key_person, person)
    assert card(database, key_person_card, key).warnings == ("证书今天到期",)
    lesson = SaveTraining(county.builder, "孙三", TrainingKind.NEW_HIRE, hours=8.0, start=TODAY)
    key = do(database, save_training, lesson)
    assert card(database, training_card, key).more == (("新进32学时", "还差 24 学时"),)


def test_a_new_project_holds_from_its_start(database, county):
    key = do(database, save_project, replace(HOUSE, grid=county.east))
    shown = card(database, project_card, key)
    assert shown.values["contractor"] == "海岸建筑有限公司"
    assert any(link.id == county.builder for link in shown.links)
    with database.reading() as session:
        answer = responsible_for(session, key, date(2026, 5, 1))
        assert answer.inspector == "周一鸣"
        assert responsible_for(session, key, date(2026, 4, 30)).inspector is None


def test_a_change_holds_from_the_day_said_and_the_past_stays(database, county):
    key = do(database, save_project, replace(HOUSE, grid=county.east))
    changed = replace(
        HOUSE,
        grid=county.east,
        inspector=county.wu,
        contractor="另一建筑公司",
        name="新建综合办公楼",
        since=date(2026, 9, 1),
        id=key,
        version=1,
    )
    do(database, save_project, changed)
    with database.reading() as session:
        assert responsible_for(session, key, date(2026, 8, 31)).inspector == "周一鸣"
        assert responsible_for(session, key, date(2026, 9, 1)).inspector == "吴双"
    before = card(database, project_card, key, date(2026, 8, 31))
    assert before.values["contractor"] == "海岸建筑有限公司"
    now = card(database, project_card, key)
    assert now.values["contractor"] == "另一建筑公司"
    assert "工程名称自此日起：新建综合办公楼" in [x.words for x in now.timeline.happenings]
    assert now.version > 1


def test_a_day_before_another_entry_is_refused_by_the_form(database, county):
    key = do(database, save_project, replace(HOUSE, grid=county.east))
    moved = replace(HOUSE, grid=county.west, since=date(2026, 9, 1), id=key, version=1)
    do(database, save_project, moved)
    version = card(database, project_card, key).version
    late = replace(HOUSE, grid=None, since=date(2026, 8, 1), id=key, version=version)
    assert "自 2026-09-01 起已另有登记" in refused(database, save_project, late)


def test_many_projects_move_to_a_grid_from_a_day_and_back_by_undo(database, county):
    keys = (county.school, county.road, county.hall)
    done = do(database, assign_grid, AssignGrid(keys, county.west, date(2026, 10, 1)))
    assert (done.changed, done.unchanged, done.said) == (2, 1, "")
    with database.reading() as session:
        assert responsible_for(session, county.school, date(2026, 9, 30)).grid == "东片网格"
        assert responsible_for(session, county.school, date(2026, 10, 1)).grid == "西片网格"
    last = card(database, project_card, county.school).timeline.last
    assert last.words.startswith("本机 2026-11-12 09:30 调整网格（2 个工程，网格 西片网格")
    do(database, undo, Undo(str(last.id)))
    with database.reading() as session:
        assert responsible_for(session, county.school, TODAY).grid == "东片网格"
        assert session.scalar(select(func.count()).select_from(ProjectGrid)) == 3


def test_an_earlier_day_is_allowed_and_later_entries_are_said(database, county):
    do(database, assign_grid, AssignGrid((county.school,), county.west, date(2026, 10, 1)))
    done = do(database, assign_grid, AssignGrid((county.school,), None, date(2026, 3, 1)))
    assert done.said == "其中 1 个工程在这天之后另有登记，那些登记不变。"
    with database.reading() as session:
        assert responsible_for(session, county.school, date(2026, 3, 1)).grid is None
        assert responsible_for(session, county.school, TODAY).grid == "西片网格"


def test_a_status_for_many(database, county):
    keys = (county.school, county.road)
    command = ChangeStatus(keys, ProjectStatus.STOPPED, date(2026, 11, 1))
    done = do(database, change_status, command)
    assert (done.changed, done.unchanged) == (1, 1)


def test_a_bulk_edit_shows_first_what_it_will_do(database, county):
    other = do(database, save_machine, SaveMachine(county.road, MachineKind.HOIST, status="在用"))
    command = EditRecords("machine", (county.crane, other), "status", "在用")
    with database.reading() as session:
        seen = preview(session, command)
    assert [(row.id, row.old, row.new) for row in seen] == [(county.crane, None, "在用")]
    assert do(database, edit_records, command) == 1
    last = card(database, machine_card, county.crane).timeline.last
    assert last.records == 1
    do(database, undo, Undo(str(last.id)))
    assert card(database, machine_card, county.crane).values["status"] is None
    wrong = replace(command, column="id_number_key")
    assert "不能批量修改" in refused(database, edit_records, wrong)


def test_what_others_refer_to_is_not_deleted(database, county):
    firm = DeleteRecord("enterprise", county.builder, 1)
    sentence = refused(database, delete_record, firm)
    assert "参建记录 1 条" in sentence
    assert "培训记录 1 条" in sentence
    school = DeleteRecord("project", county.school, 1)
    assert "起重机械 1 条" in refused(database, delete_record, school)
    person = DeleteRecord("inspector", county.zhou, 1)
    assert "网格责任记录 1 条" in refused(database, delete_record, person)


def test_what_nobody_needs_goes_with_all_its_own_and_comes_back_by_undo(database, county):
    do(database, delete_record, DeleteRecord("project", county.hall, 1))
    with database.reading() as session:
        assert session.get(Project, county.hall) is None
        set_id = session.scalar(select(ChangeSet.id).order_by(ChangeSet.n.desc()).limit(1))
    do(database, undo, Undo(str(set_id)))
    with database.reading() as session:
        assert responsible_for(session, county.hall, TODAY).grid == "西片网格"
    gone = DeleteRecord("machine", 12345, 1)
    assert "已经被删除" in refused(database, delete_record, gone)


def test_what_an_import_would_take_for_another_is_not_entered_twice(database, county):
    crane = SaveMachine(county.school, MachineKind.TOWER_CRANE, record_no="琼F-T00123")
    assert "已经登记过" in refused(database, save_machine, crane)
    pit = SaveDangerousWork(county.school, "深基坑工程")
    assert "已经登记过" in refused(database, save_dangerous_work, pit)
    lesson = SaveTraining(county.builder, "林新", TrainingKind.ANNUAL, start=date(2026, 3, 2))
    assert "已经登记过" in refused(database, save_training, lesson)
    twin = replace(HOUSE, permit="469023202601010101")
    assert "已用于“重庆路小学教学楼”" in refused(database, save_project, twin)
    do(database, save_machine, replace(crane, id=county.crane, version=1, owner="甲"))


def test_what_was_changed_after_the_preview_is_not_overwritten(database, county):
    command = AssignGrid((county.school,), county.west, TODAY)
    with database.reading() as session:
        seen = tuple((row.id, row.old) for row in preview_assignment(session, command))
    assert seen == ((county.school, "东片网格"),)
    do(database, assign_grid, replace(command, grid=None), OTHER)
    assert "又被改过" in refused(database, assign_grid, replace(command, seen=seen))
    edit = EditRecords("machine", (county.crane,), "owner", "甲", seen=((county.crane, None),))
    do(database, edit_records, replace(edit, value="乙", seen=()), OTHER)
    assert "又被改过" in refused(database, edit_records, edit)


def test_what_came_before_an_enterprise_is_tied_to_it(database, county):
    with database.writing(ACT, "import_ledger") as session:
        party = Participation(
            project_id=county.school,
            role=PartyRole.CONSULTANT,
            name="新海建筑 有限公司",
            valid_from=date(2026, 1, 1),
        )
        paper = Paper(
            kind_text="函告",
            project_text="新建办公楼",
            enterprise_text="新海建筑有限公司",
            issued_on=date(2026, 3, 2),
            month=202603,
            state=PaperState.IMPORTED,
            history=True,
            entered_on=TODAY,
        )
        session.add_all([party, paper])
    firm = do(database, save_enterprise, FIRM)
    house = do(database, save_project, HOUSE)
    with database.reading() as session:
        assert session.get_one(Participation, party.id).enterprise_id == firm
        held = session.get_one(Paper, paper.id)
        assert (held.enterprise_id, held.project_id) == (firm, house)


def test_a_name_two_enterprises_bear_ties_nothing(database, county):
    do(database, save_enterprise, FIRM)
    with database.writing(ACT, "import_ledger") as session:
        party = Participation(
            project_id=county.school,
            role=PartyRole.CONSULTANT,
            name=FIRM.name,
            valid_from=date(2026, 1, 1),
        )
        session.add(party)
    do(database, save_enterprise, replace(FIRM, uscc="91469023MAT35T0A89"))
    with database.reading() as session:
        assert session.get_one(Participation, party.id).enterprise_id is None
