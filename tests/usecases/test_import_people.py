"""Inspectors and their grids, enterprises, posts, machines, dangerous works, training."""

from datetime import date

from sqlalchemy import select

from db.codes import CertificateKind
from db.tables.dangerous_works import DangerousWork
from db.tables.enterprises import Enterprise
from db.tables.inspectors import Certificate, Grid, GridAssistant, GridInspector, Inspector
from db.tables.key_people import KeyPerson
from db.tables.machines import Machine
from db.tables.training import TrainingRecord
from tests.usecases.import_county import INSPECTOR, PROJECT, TODAY, County, fates, said

NEW_YEAR = date(2026, 1, 1)
ENTERPRISE = {
    "企业名称": "海南示例建筑有限公司",
    "统一社会信用代码": "91469023MAXX00146Y",
    "企业类型": "施工单位",
}
OTHER = {"姓名": "李示二", "联系电话": "13800000153"}
THIRD = {"姓名": "王示三", "联系电话": "13800000154"}
#: invented, with right check digits
ID_NUMBER = "450481198811269944"


def responsible(county: County) -> list[tuple[str, date, str | None]]:
    query = (
        select(Grid.name, GridInspector.since, Inspector.name)
        .join(Grid, Grid.id == GridInspector.grid_id)
        .outerjoin(Inspector, Inspector.id == GridInspector.inspector_id)
    )
    return sorted(county.rows(query))


def assistants(county: County) -> list[tuple[str, str, date, date | None]]:
    query = (
        select(Grid.name, Inspector.name, GridAssistant.valid_from, GridAssistant.valid_to)
        .join(Grid, Grid.id == GridAssistant.grid_id)
        .join(Inspector, Inspector.id == GridAssistant.inspector_id)
    )
    return sorted(county.rows(query), key=str)


def test_the_first_of_a_grid_is_responsible_the_others_assist(pc_county: County) -> None:
    rows = [INSPECTOR | {"网格": "第一网格"}, OTHER | {"网格": "第一网格"}]
    done = pc_county.bring("inspectors", *rows, THIRD | {"网格": " 第一网格"})
    assert responsible(pc_county) == [("第一网格", NEW_YEAR, "陈示明")]
    assert assistants(pc_county) == [
        ("第一网格", "李示二", NEW_YEAR, None),
        ("第一网格", "王示三", NEW_YEAR, None),
    ]
    assert [found.row for found in done.plan.problems if "协办" in found.reason] == [3, 4]
    again = pc_county.bring("inspectors", *rows, THIRD | {"网格": "第一网格"})
    assert (fates(again.plan), again.undo) == ((0, 0, 3, 0), None)


def test_since_dates_a_grid_not_yet_held(pc_county: County) -> None:
    pc_county.bring("inspectors", INSPECTOR | {"网格": "第一网格"}, since=date(2024, 1, 1))
    assert responsible(pc_county) == [("第一网格", date(2024, 1, 1), "陈示明")]


def test_a_newcomer_does_not_put_out_who_is_not_spoken_of(pc_county: County) -> None:
    pc_county.bring("inspectors", INSPECTOR | {"网格": "第一网格"}, today=date(2026, 3, 1))
    pc_county.bring("inspectors", OTHER | {"网格": "第一网格"})
    assert responsible(pc_county) == [("第一网格", NEW_YEAR, "陈示明")]
    assert [row[1] for row in assistants(pc_county)] == ["李示二"]


def test_two_who_change_places(county: County) -> None:
    first, second = INSPECTOR | {"网格": "第一网格"}, OTHER | {"网格": "第二网格"}
    county.bring("inspectors", first, second, today=date(2026, 3, 1))
    done = county.bring("inspectors", first | {"网格": "第二网格"}, second | {"网格": "第一网格"})
    assert fates(done.plan) == (0, 2, 0, 0)
    assert responsible(county) == [
        ("第一网格", NEW_YEAR, "陈示明"),
        ("第一网格", TODAY, "李示二"),
        ("第二网格", NEW_YEAR, "李示二"),
        ("第二网格", TODAY, "陈示明"),
    ]
    assert assistants(county) == []


def test_who_leaves_a_grid_leaves_it_vacant(pc_county: County) -> None:
    pc_county.bring("inspectors", INSPECTOR | {"网格": "第一网格"}, today=date(2026, 3, 1))
    done = pc_county.bring("inspectors", INSPECTOR | {"网格": "第三网格"})
    assert ("第一网格", TODAY, None) in responsible(pc_county)
    assert any("调到" in reason for reason in said(done.plan, "网格"))


def test_an_inspector_is_known_by_number_else_by_name_and_phone(pc_county: County) -> None:
    pc_county.bring("inspectors", INSPECTOR)
    numbered = INSPECTOR | {"身份证号": ID_NUMBER}
    assert fates(pc_county.bring("inspectors", numbered).plan) == (0, 1, 0, 0)
    assert fates(pc_county.bring("inspectors", numbered | {"职务": "站长"}).plan) == (0, 1, 0, 0)
    assert fates(pc_county.bring("inspectors", INSPECTOR | {"职务": "站长"}).plan) == (0, 0, 1, 0)
    namesake = INSPECTOR | {"联系电话": "13800000999"}
    assert fates(pc_county.bring("inspectors", namesake).plan) == (1, 0, 0, 0)
    [(sealed,)] = pc_county.rows(
        select(Inspector.id_number).where(Inspector.id_number.is_not(None))
    )
    assert ID_NUMBER.encode() not in sealed


def test_cards_of_an_inspector(county: County) -> None:
    cards = {"执法证号": "琼A001", "执法证有效期": "2027-05-31", "考核合格证编号": "琼建监01"}
    county.bring("inspectors", INSPECTOR | cards | {"证书有效期": "长期"})
    query = select(Certificate.kind, Certificate.valid_to, Certificate.lasting)
    assert sorted(county.rows(query)) == [
        (CertificateKind.ENFORCEMENT_CARD, date(2027, 6, 1), False),
        (CertificateKind.SUPERVISOR_CERTIFICATE, None, True),
    ]
    renewed = cards | {"执法证有效期": "2030-05-31", "证书有效期": "长期"}
    assert fates(county.bring("inspectors", INSPECTOR | renewed).plan) == (0, 1, 0, 0)
    assert date(2030, 6, 1) in [row[0] for row in county.rows(select(Certificate.valid_to))]


def test_one_code_under_two_names(pc_county: County) -> None:
    other = ENTERPRISE | {"企业名称": "海南示例建筑工程有限公司", "联系电话": "0898-66660000"}
    done = pc_county.bring("enterprises", ENTERPRISE, other)
    assert fates(done.plan) == (1, 1, 0, 0)
    assert any("海南示例建筑有限公司" in reason for reason in said(done.plan, "企业名称"))
    assert pc_county.rows(select(Enterprise.name, Enterprise.phone)) == [
        ("海南示例建筑有限公司", "0898-66660000")
    ]
    again = pc_county.bring("enterprises", ENTERPRISE, other)
    assert (fates(again.plan), again.undo) == ((0, 0, 2, 0), None)


def test_brackets_make_no_other_name(pc_county: County) -> None:
    name = "海南示例（琼海）有限公司"
    pc_county.bring("enterprises", ENTERPRISE | {"企业名称": name})
    done = pc_county.bring("enterprises", ENTERPRISE | {"企业名称": "海南示例(琼海) 有限公司"})
    assert (fates(done.plan), said(done.plan, "企业名称")) == ((0, 0, 1, 0), [])


def test_a_licence_that_is_renewed(pc_county: County) -> None:
    licence = {"安全生产许可证编号": "琼JZ安许证字01", "安许证有效期至": "2026-12-31"}
    pc_county.bring("enterprises", ENTERPRISE | licence)
    plan = pc_county.look("enterprises", ENTERPRISE | licence | {"安许证有效期至": "2029-12-31"})
    assert [(d.column, d.before, d.after) for d in plan.differences] == [
        ("安许证有效期至", "2026-12-31", "2029-12-31")
    ]


def test_what_belongs_to_no_known_project_is_refused(pc_county: County) -> None:
    pc_county.bring("projects", PROJECT)
    own = {"工程名称": PROJECT["工程名称"]}
    unknown = {"工程名称": "示例县没有这个工程"}
    rows = {
        "key-people": {"姓名": "张示一", "岗位": "项目经理"},
        "machines": {"设备类型": "塔吊", "备案编号": "琼TD-001"},
        "dangerous-works": {"危大类别": "深基坑工程", "是否超规模": "√"},
    }
    for ledger, row in rows.items():
        done = pc_county.bring(ledger, own | row, unknown | row)
        assert fates(done.plan) == (1, 0, 0, 1)
        assert any("示例县没有这个工程" in r for r in said(done.plan, "工程名称"))
        again = pc_county.bring(ledger, own | row, unknown | row)
        assert (fates(again.plan), again.undo) == ((0, 0, 1, 1), None)
    assert pc_county.rows(select(DangerousWork.over_scale)) == [(True,)]


def test_a_person_on_a_post(county: County) -> None:
    county.bring("projects", PROJECT)
    row = {"工程名称": PROJECT["工程名称"], "姓名": "张示一", "岗位": "安全员"}
    county.bring("key-people", row)
    full = row | {"身份证号": ID_NUMBER, "证书编号": "琼建安C01", "有效期至": "2026-12-31"}
    assert fates(county.bring("key-people", full).plan) == (0, 1, 0, 0)
    assert fates(county.bring("key-people", row).plan) == (0, 0, 1, 0)
    assert fates(county.bring("key-people", row | {"岗位": "总监"}).plan) == (1, 0, 0, 0)
    assert [row[0] for row in county.rows(select(KeyPerson.id_number_tail))] == ["9944", None]


def test_machines_are_known_by_record_else_by_registration(pc_county: County) -> None:
    pc_county.bring("projects", PROJECT)
    row = {"工程名称": PROJECT["工程名称"], "设备类型": "施工电梯"}
    pc_county.bring("machines", row | {"使用登记编号": "登001"})
    both = row | {"备案编号": "琼SC-1", "使用登记编号": "登001", "下次检测日期": "2027-06-14"}
    assert fates(pc_county.bring("machines", both).plan) == (0, 1, 0, 0)
    other = row | {"备案编号": "琼SC-2", "使用登记编号": "登001"}
    assert fates(pc_county.bring("machines", other).plan) == (1, 0, 0, 0)
    nameless = row | {"状态": "在用"}
    assert fates(pc_county.bring("machines", nameless, nameless).plan) == (1, 0, 1, 0)
    assert fates(pc_county.bring("machines", nameless).plan) == (0, 0, 1, 0)
    assert len(pc_county.rows(select(Machine.id))) == 3


def test_training(county: County) -> None:
    county.bring("enterprises", ENTERPRISE)
    row = {
        "企业名称": ENTERPRISE["企业名称"],
        "姓名": "赵示五",
        "培训类型": "新员工",
        "学时": "32学时",
        "身份证号": ID_NUMBER,
    }
    done = county.bring("training", row, row | {"开始日期": "2026-03-01"}, row)
    assert fates(done.plan) == (2, 0, 1, 0)
    assert [row[0] for row in county.rows(select(TrainingRecord.hours))] == [32.0, 32.0]
    unknown = county.bring("training", row | {"企业名称": "没有登记的示例公司"})
    assert fates(unknown.plan) == (0, 0, 0, 1)
