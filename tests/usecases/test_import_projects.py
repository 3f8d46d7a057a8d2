"""Projects: from which day what a ledger brings holds, and how a project is known again."""

from datetime import date

import pytest
from sqlalchemy import select

from db.codes import PartyRole, ProjectStatus
from db.tables.inspectors import Inspector
from db.tables.projects import (
    Participation,
    Project,
    ProjectAssistant,
    ProjectGrid,
    ProjectInspector,
    ProjectPermit,
    ProjectStage,
    ProjectStatusSince,
)
from tests.usecases.import_county import INSPECTOR, PROJECT, TODAY, County, fates, said

STATUSES = select(ProjectStatusSince.since, ProjectStatusSince.status).order_by(
    ProjectStatusSince.since
)
NEW_YEAR = date(2026, 1, 1)
START = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("row", "since", "expected"),
    [
        # 未开工 from 1 January
        ({"状态": "未开工"}, None, [(NEW_YEAR, ProjectStatus.NOT_STARTED)]),
        # 在建 from the start
        ({"状态": "在建"}, None, [(START, ProjectStatus.ACTIVE)]),
        # without a start, 1 January of the year
        ({"状态": "在建", "开工日期": ""}, None, [(NEW_YEAR, ProjectStatus.ACTIVE)]),
        # 停工 = 在建 from the start and 停工 from the import day
        (
            {"状态": "停工"},
            None,
            [(START, ProjectStatus.ACTIVE), (TODAY, ProjectStatus.STOPPED)],
        ),
        # 竣工 additionally from the planned finish if past
        (
            {"状态": "竣工", "计划竣工日期": "2026-08-31"},
            None,
            [(START, ProjectStatus.ACTIVE), (date(2026, 8, 31), ProjectStatus.COMPLETED)],
        ),
        # … else from the import day
        (
            {"状态": "竣工", "计划竣工日期": "2027-08-31"},
            None,
            [(START, ProjectStatus.ACTIVE), (TODAY, ProjectStatus.COMPLETED)],
        ),
        # --since dates what the office does not hold yet
        ({"状态": "在建"}, date(2026, 6, 1), [(date(2026, 6, 1), ProjectStatus.ACTIVE)]),
    ],
)
def test_first_statuses(pc_county: County, row, since, expected) -> None:
    pc_county.bring("projects", PROJECT | row, since=since)
    assert pc_county.rows(STATUSES) == expected


def test_a_status_that_differs_starts_on_the_import_day(pc_county: County) -> None:
    pc_county.bring("projects", PROJECT, today=date(2026, 11, 1))
    done = pc_county.bring("projects", PROJECT | {"状态": "停工"})
    assert fates(done.plan) == (0, 1, 0, 0)
    assert pc_county.rows(STATUSES) == [
        (START, ProjectStatus.ACTIVE),
        (TODAY, ProjectStatus.STOPPED),
    ]


def test_a_status_that_differs_starts_at_since(pc_county: County) -> None:
    pc_county.bring("projects", PROJECT, today=date(2026, 11, 1))
    pc_county.bring("projects", PROJECT | {"状态": "停工"}, since=date(2026, 9, 9))
    assert pc_county.rows(STATUSES)[1:] == [(date(2026, 9, 9), ProjectStatus.STOPPED)]


def test_a_second_value_for_one_day_replaces_the_first_and_says_so(pc_county: County) -> None:
    pc_county.bring("projects", PROJECT, today=date(2026, 11, 1))
    pc_county.bring("projects", PROJECT | {"状态": "停工"})
    done = pc_county.bring("projects", PROJECT | {"状态": "竣工"})
    assert pc_county.rows(STATUSES)[1:] == [(TODAY, ProjectStatus.COMPLETED)]
    assert any("以本行为准" in reason for reason in said(done.plan, "状态"))


def test_stage_and_grid_hold_from_the_start_then_from_the_change(county: County) -> None:
    county.bring("projects", PROJECT | {"形象进度": "基础施工", "网格": "第一网格"}, today=NEW_YEAR)
    county.bring("projects", PROJECT | {"形象进度": "主体三层", "网格": "第二网格"})
    stages = select(ProjectStage.since, ProjectStage.stage).order_by(ProjectStage.since)
    assert county.rows(stages) == [(START, "基础施工"), (TODAY, "主体三层")]
    assert [row[0] for row in county.rows(select(ProjectGrid.since))] == [START, TODAY]


def test_the_same_again_changes_nothing(county: County) -> None:
    county.bring("inspectors", INSPECTOR)
    row = PROJECT | {
        "项目代码": "2501-469023-04-01-100001",
        "发证日期": "2025-01-01",
        "建筑面积": "1,234.5",
        "造价(万元)": "88.8",
        "监理单位": "示例监理咨询有限公司",
        "计划竣工日期": "长期",
        "形象进度": "主体",
        "网格": "第一网格",
        "责任监督员": "陈示明、查无此人",
    }
    assert fates(county.bring("projects", row).plan) == (1, 0, 0, 0)
    again = county.bring("projects", row)
    assert (fates(again.plan), again.undo) == ((0, 0, 1, 0), None)
    later = county.bring("projects", row, today=date(2027, 2, 1), since=date(2026, 12, 1))
    assert fates(later.plan) == (0, 0, 1, 0)


def test_an_empty_cell_deletes_nothing(pc_county: County) -> None:
    pc_county.bring("projects", PROJECT | {"形象进度": "主体", "工程地点": "示例镇一号"})
    done = pc_county.bring("projects", PROJECT | {"形象进度": "", "工程地点": "/"})
    assert fates(done.plan) == (0, 0, 1, 0)
    assert pc_county.rows(select(Project.location)) == [("示例镇一号",)]


@pytest.mark.parametrize("change", [{}, {"工程名称": "示例县第一小学综合楼"}])
def test_a_new_permit_of_a_known_code_is_the_same_project_with_a_warning(
    pc_county: County, change
) -> None:
    coded = PROJECT | {"项目代码": "2501-469023-04-01-100001"}
    pc_county.bring("projects", coded)
    done = pc_county.bring("projects", coded | change | {"施工许可证编号": "469023202606010202"})
    assert fates(done.plan) == (0, 1, 0, 0)
    assert any("项目代码相同" in reason for reason in said(done.plan, "施工许可证编号"))
    permits = select(ProjectPermit.number).order_by(ProjectPermit.since)
    assert [row[0] for row in pc_county.rows(permits)] == [
        "469023202501010101",
        "469023202606010202",
    ]


def test_a_new_permit_of_a_known_name_and_contractor_is_the_same_project(pc_county: County) -> None:
    pc_county.bring("projects", PROJECT)
    done = pc_county.bring("projects", PROJECT | {"施工许可证编号": "469023202606010202"})
    assert fates(done.plan) == (0, 1, 0, 0)
    assert any("施工单位相同" in reason for reason in said(done.plan, "施工许可证编号"))


def test_a_namesake_of_another_contractor_is_another_project(pc_county: County) -> None:
    pc_county.bring("projects", PROJECT)
    other = {"施工许可证编号": "469023202606010202", "施工单位": "海南另一示例建筑有限公司"}
    assert fates(pc_county.bring("projects", PROJECT | other).plan) == (1, 0, 0, 0)


def test_another_consultant_takes_part_from_the_change_on(county: County) -> None:
    county.bring("projects", PROJECT | {"监理单位": "示例甲监理"}, today=date(2026, 11, 1))
    done = county.bring("projects", PROJECT | {"监理单位": "示例乙监理"})
    assert any("未关联企业" in reason for reason in said(done.plan, "监理单位"))
    parts = select(Participation.name, Participation.valid_from, Participation.valid_to)
    parts = parts.where(Participation.role == PartyRole.CONSULTANT)
    assert sorted(county.rows(parts), key=lambda row: row[1]) == [
        ("示例甲监理", START, TODAY),
        ("示例乙监理", TODAY, None),
    ]


def test_several_inspectors_of_a_project(county: County) -> None:
    county.bring("inspectors", INSPECTOR, INSPECTOR | {"姓名": "李示二", "联系电话": "13800000153"})
    done = county.bring("projects", PROJECT | {"责任监督员": "李示二、陈示明、王示无"})
    names = dict(county.rows(select(Inspector.id, Inspector.name)))
    own = county.rows(select(ProjectInspector.inspector_id, ProjectInspector.since))
    assert [(names[key], since) for key, since in own] == [("李示二", START)]
    helpers = county.rows(select(ProjectAssistant.inspector_id, ProjectAssistant.valid_from))
    assert [(names[key], begun) for key, begun in helpers] == [("陈示明", START)]
    reasons = said(done.plan, "责任监督员")
    assert any("王示无" in reason for reason in reasons)
    assert any("协办" in reason for reason in reasons)


def test_an_inspector_whose_name_another_bears_is_said(pc_county: County) -> None:
    pc_county.bring("inspectors", INSPECTOR, INSPECTOR | {"联系电话": "13800000153"})
    done = pc_county.bring("projects", PROJECT | {"责任监督员": "陈示明"})
    assert [reason for reason in said(done.plan, "责任监督员") if "陈示明" in reason]


def test_rows_of_one_file_that_name_the_same_project(pc_county: County) -> None:
    """The later word stands; the same file again finds it so, and changes nothing."""
    rows = (PROJECT, PROJECT | {"状态": "停工"}, PROJECT | {"状态": "停工"})
    done = pc_county.bring("projects", *rows)
    assert fates(done.plan) == (1, 1, 1, 0)
    assert any("第 2 行" in reason for reason in said(done.plan, "状态"))
    again = pc_county.bring("projects", *rows)
    assert (fates(again.plan), again.undo) == ((0, 0, 3, 0), None)


def test_a_dry_run_tells_the_differences_and_stores_nothing(pc_county: County) -> None:
    pc_county.bring("projects", PROJECT | {"工程地点": "示例镇一号"})
    plan = pc_county.look("projects", PROJECT | {"工程地点": "示例镇二号", "状态": "停工"})
    told = {(change.column, change.before, change.after) for change in plan.differences}
    assert told == {("工程地点", "示例镇一号", "示例镇二号"), ("状态", "在建", "停工")}
    assert pc_county.rows(select(Project.location)) == [("示例镇一号",)]


def test_what_held_before_does_not_become_the_newest(pc_county: County) -> None:
    """A permit brought in as of a day before the present one is history."""
    pc_county.bring("projects", PROJECT, today=date(2026, 3, 1))
    pc_county.bring("projects", PROJECT | {"施工许可证编号": "469023202606010202"})
    older = PROJECT | {"施工许可证编号": "469023202505050303"}
    pc_county.bring("projects", older, since=date(2026, 5, 5))
    assert pc_county.rows(select(Project.permit)) == [("469023202606010202",)]
    again = pc_county.bring("projects", older, since=date(2026, 5, 5))
    assert again.undo is None
