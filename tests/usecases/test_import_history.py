"""Hazards, visits and papers of the past, and the undoing of a whole import."""

from datetime import date

import pytest
from sqlalchemy import func, select

from db.change import Change, ChangeSet
from db.codes import (
    HazardLevel,
    HazardSource,
    HazardState,
    PaperKind,
    PaperState,
    PartyRole,
    VisitKind,
)
from db.errors import Refused
from db.tables.enterprises import Enterprise
from db.tables.hazards import Hazard
from db.tables.inspectors import Grid, Inspector
from db.tables.papers import Paper
from db.tables.projects import Participation, Project
from db.tables.visits import Visit, VisitInspector
from db.verify import verify
from desktop.app.clock import Clock
from desktop.domain.hazards import HazardFacts, derive_state
from desktop.jobs.runner import Cancelled, InlineRunner
from desktop.usecases.import_ledger import ImportLedger, import_ledger
from desktop.usecases.undo import Undo, undo
from tests.usecases.import_county import (
    HAZARD,
    INSPECTOR,
    PROJECT,
    TODAY,
    County,
    act,
    fates,
    said,
)

OTHER = {"姓名": "李示二", "联系电话": "13800000153"}


@pytest.fixture
def known(county: County) -> County:
    """One project in a grid whose responsible inspector changed on 1 July 2026."""
    grid = {"网格": "第一网格"}
    county.bring("inspectors", INSPECTOR | grid, since=date(2026, 1, 1))
    county.bring("projects", PROJECT | grid, since=date(2026, 1, 1))
    moved = INSPECTOR | {"网格": "第二网格"}
    county.bring("inspectors", moved, OTHER | grid, since=date(2026, 7, 1))
    return county


def test_a_hazard_has_the_inspector_of_its_own_day(known: County) -> None:
    days = ("2025-12-31", "2026-05-06", "2026-07-01")
    known.bring("hazards", *(HAZARD | {"检查日期": day} for day in days))
    query = (
        select(Hazard.found_on, Grid.name, Inspector.name)
        .outerjoin(Grid, Grid.id == Hazard.grid_id)
        .outerjoin(Inspector, Inspector.id == Hazard.inspector_id)
        .order_by(Hazard.found_on)
    )
    assert known.rows(query) == [
        (date(2025, 12, 31), None, None),
        (date(2026, 5, 6), "第一网格", "陈示明"),
        (date(2026, 7, 1), "第一网格", "李示二"),
    ]


def test_a_hazard_is_history_with_the_state_the_rule_derives(known: County) -> None:
    opened = HAZARD | {"整改期限": "2026-05-13"}
    closed = opened | {"隐患内容": "配电箱未上锁", "整改完成日期": "2026-05-10"}
    known.bring("hazards", opened, closed)
    query = select(Hazard.history, Hazard.source, Hazard.month, Hazard.state, Hazard.entered_on)
    brought = (True, HazardSource.LEDGER, 202605)
    day = date(2026, 11, 12)
    assert known.rows(query.order_by(Hazard.id)) == [
        (*brought, HazardState.ORDERED, day),
        (*brought, HazardState.CLOSED, day),
    ]
    for at, state in ((None, HazardState.ORDERED), (date(2026, 5, 10), HazardState.CLOSED)):
        facts = HazardFacts(
            date(2026, 5, 6), HazardLevel.GENERAL, history=True, imported_closure=at
        )
        assert derive_state(facts) is state


@pytest.mark.parametrize(
    ("day", "clause", "criterion"),
    [
        ("2024-05-06", "2022版 6-1", "2022-6-1"),
        ("2024-12-12", "6-1", "2022-6-1"),
        ("2024-12-13", "6-1", "2024-6-1"),
        ("2025-05-06", "见现场记录", None),
        ("2025-05-06", "", None),
    ],
)
def test_the_criterion_is_that_of_the_day(known: County, day, clause, criterion) -> None:
    known.bring("hazards", HAZARD | {"检查日期": day, "判定条款": clause})
    assert known.rows(select(Hazard.criterion, Hazard.clause)) == [(criterion, clause or None)]


def test_hazards_again_and_changed(known: County) -> None:
    row = HAZARD | {"整改期限": "长期", "检查人": "陈示明、李示二", "通知书编号": "示建〔2026〕1号"}
    known.bring("hazards", row)
    assert fates(known.bring("hazards", row | {"隐患内容": "三层 临边防护缺失"}).plan)[2] == 1
    done = known.bring("hazards", row | {"整改完成日期": "2026-05-20"})
    assert fates(done.plan) == (0, 1, 0, 0)
    assert known.rows(select(Hazard.state, Hazard.closed_on)) == [
        (HazardState.CLOSED, date(2026, 5, 20))
    ]


def test_a_hazard_of_our_own_is_left_alone(known: County) -> None:
    known.bring("hazards", HAZARD)
    with known.database.writing(act(), "edit_record") as session:
        session.scalars(select(Hazard)).one().history = False
    done = known.bring("hazards", HAZARD | {"隐患级别": "重大"})
    assert (fates(done.plan), done.undo) == ((0, 0, 1, 0), None)
    assert any("未改动" in reason for reason in said(done.plan, "隐患级别"))


def test_visits_of_the_past(known: County) -> None:
    row = {
        "工程名称": PROJECT["工程名称"],
        "检查日期": "2026-08-03",
        "检查人员": "李示二，赵离任",
        "检查类型": "复查",
        "轮次": "第三轮",
        "处理意见": "整改合格",
    }
    done = known.bring("visits", row, row | {"检查日期": "2026-08-04", "检查类型": "季度检查"})
    assert fates(done.plan) == (2, 0, 0, 0)
    assert any("赵离任" in reason for reason in said(done.plan, "检查人员"))
    query = select(Visit.kind, Visit.month, Visit.history, Visit.round_text).order_by(Visit.id)
    assert known.rows(query) == [
        (VisitKind.RECHECK, 202608, True, "第三轮"),
        (VisitKind.CHECK, 202608, True, "第三轮"),
    ]
    assert len(known.rows(select(VisitInspector.id))) == 2
    assert fates(known.bring("visits", row).plan) == (0, 0, 1, 0)
    changed = known.bring("visits", row | {"检查人员": "李示二、陈示明"})
    assert fates(changed.plan) == (0, 1, 0, 0)
    assert len(known.rows(select(VisitInspector.id))) == 3


def test_papers_of_the_past(known: County) -> None:
    row = {
        "文号": "示建质安改〔2026〕0012号",
        "文书种类": "整改通知书",
        "印发日期": "2026-05-06",
        "工程名称": PROJECT["工程名称"],
        "送达日期": "2026-05-07",
    }
    letter = {
        "文号": "示建函〔2026〕3号",
        "文书种类": "情况说明",
        "印发日期": "2026-06-01",
        "工程名称": "没有登记的示例工程",
        "状态": "已作废",
    }
    done = known.bring("papers", row, letter)
    assert fates(done.plan) == (2, 0, 0, 0)
    assert any("没有登记的示例工程" in reason for reason in said(done.plan, "工程名称"))
    query = select(Paper.kind, Paper.kind_text, Paper.state, Paper.project_text, Paper.history)
    assert known.rows(query.order_by(Paper.id)) == [
        (
            PaperKind.RECTIFICATION_NOTICE,
            "整改通知书",
            PaperState.IMPORTED,
            PROJECT["工程名称"],
            True,
        ),
        (None, "情况说明", PaperState.VOIDED, "没有登记的示例工程", True),
    ]
    assert fates(known.bring("papers", row, letter).plan) == (0, 0, 2, 0)
    assert known.bring("papers", row | {"送达日期": "2026-05-08"}).undo is not None


def test_a_whole_import_is_one_change_set_and_is_undone_as_one(known: County) -> None:
    rows = [HAZARD | {"隐患内容": f"第{number}处防护缺失"} for number in range(50)]
    done = known.bring("hazards", *rows)
    counted = select(func.count()).where(Change.change_set_id == int(done.undo or 0))
    assert known.rows(counted) == [(50,)]
    with known.database.writing(act(), "undo") as session:
        assert undo(session, Undo(done.undo or ""), act()).value.records == 50
    assert known.rows(select(Hazard.id)) == []
    with known.database.reading() as session:
        assert list(verify(session, known.database.files_of(session))) == []
    assert fates(known.bring("hazards", *rows).plan) == (50, 0, 0, 0)


def test_what_others_stand_on_is_not_undone(county: County) -> None:
    projects = county.bring("projects", PROJECT)
    county.bring("hazards", HAZARD)
    with pytest.raises(Refused, match="引用"), county.database.writing(act(), "undo") as session:
        undo(session, Undo(projects.undo or ""), act())
    assert len(county.rows(select(Project.id))) == 1


def test_names_are_tied_to_what_comes_in_later(county: County) -> None:
    paper = {
        "文号": "示建质安改〔2026〕0012号",
        "文书种类": "整改通知书",
        "印发日期": "2026-05-06",
        "工程名称": PROJECT["工程名称"],
        "企业名称": PROJECT["施工单位"],
    }
    county.bring("papers", paper)
    county.bring("projects", PROJECT)
    firm = {"统一社会信用代码": "91469023MAXX00146Y", "企业类型": "施工单位"}
    county.bring("enterprises", firm | {"企业名称": PROJECT["施工单位"]})
    [(firm_id,)] = county.rows(select(Enterprise.id))
    [(project_id,)] = county.rows(select(Project.id))
    assert county.rows(select(Paper.project_id, Paper.enterprise_id)) == [(project_id, firm_id)]
    role = Participation.role == PartyRole.CONTRACTOR
    assert county.rows(select(Participation.enterprise_id).where(role)) == [(firm_id,)]


def test_an_update_is_undone_to_what_stood_before(known: County) -> None:
    stood = known.rows(select(Project.location, Project.name))
    done = known.bring("projects", PROJECT | {"工程地点": "示例镇二号", "状态": "停工"})
    with known.database.writing(act(), "undo") as session:
        undo(session, Undo(done.undo or ""), act())
    assert known.rows(select(Project.location, Project.name)) == stood
    assert fates(known.bring("projects", PROJECT).plan) == (0, 0, 1, 0)


def test_an_import_changed_since_is_not_undone(known: County) -> None:
    done = known.bring("hazards", HAZARD)
    known.bring("hazards", HAZARD | {"整改完成日期": "2026-05-20"})
    with (
        pytest.raises(Refused, match="后来又被改过"),
        known.database.writing(act(), "undo") as session,
    ):
        undo(session, Undo(done.undo or ""), act())
    assert len(known.rows(select(Hazard.id))) == 1


def test_imports_of_the_same_row_are_undone_the_last_first(known: County) -> None:
    stood = known.rows(select(Project.location))
    imports = [known.bring("projects", PROJECT | {"工程地点": place}) for place in ("甲路", "乙路")]
    for done in reversed(imports):
        with known.database.writing(act(), "undo") as session:
            undo(session, Undo(done.undo or ""), act())
    assert known.rows(select(Project.location)) == stood
    with (
        pytest.raises(Refused, match="已经撤销"),
        known.database.writing(act(), "undo") as session,
    ):
        undo(session, Undo(imports[1].undo or ""), act())


def test_a_verb_and_a_subject_stand_in_the_timeline(known: County) -> None:
    done = known.bring("hazards", HAZARD)
    query = select(ChangeSet.verb, ChangeSet.subject).where(ChangeSet.id == int(done.undo or 0))
    assert known.rows(query) == [("import_ledger", "隐患台账 1 条")]


def test_a_long_import_shows_how_far_it_is_and_can_be_cancelled(pc_county: County) -> None:
    pc_county.bring("projects", PROJECT)
    rows = [HAZARD | {"隐患内容": f"第{number}处防护缺失"} for number in range(2500)]
    sheet = pc_county.sheet(rows, "hazards")
    runner = InlineRunner(pc_county.database, Clock(TODAY), "本机")
    steps: list[tuple[int, int]] = []

    def cancel(done: int, total: int) -> None:
        steps.append((done, total))
        if done >= len(rows):
            raise Cancelled

    with pytest.raises(Cancelled):
        runner.run(import_ledger, ImportLedger(sheet), cancel)
    assert pc_county.rows(select(Hazard.id)) == []
    assert steps == [(0, 5000), (1000, 5000), (2000, 5000), (2500, 5000)]
    steps.clear()
    runner.run(import_ledger, ImportLedger(sheet), lambda done, total: steps.append((done, total)))
    assert steps[-1] == (5000, 5000)
    assert len(pc_county.rows(select(Hazard.id))) == 2500
