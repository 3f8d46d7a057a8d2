"""通报, 公告, 报告, 函告, 复函: begun with the record's facts, issued; on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.codes import CaseStep, InNameOf, PaperKind
from db.tables.enterprises import Enterprise
from db.tables.issuing import Signatory
from db.tables.office import Entrustment, Office
from desktop.domain.errors import RuleViolation
from desktop.queries.paper_card import paper_card
from desktop.queries.papers import PAPERS
from desktop.queries.typed_subject import Subject
from desktop.queries.view import View
from desktop.usecases.typed.all import issue_typed
from desktop.usecases.typed.paper import IssueTyped
from tests.usecases.county import ACT, County, do
from tests.usecases.loop_county import FOUND, RAIL, TIES, notice, numbered, twelve, visited
from tests.usecases.typed_acts import (
    BUREAU,
    CLIENT,
    CONSULTANT,
    CONTRACTOR,
    DAY,
    SECOND,
    SITE,
    begun,
    issued,
    of_site,
    second_site,
    series,
)

CIRCULAR, ANNOUNCEMENT = PaperKind.CIRCULAR, PaperKind.ANNOUNCEMENT
REPORT, LETTER, REPLY = PaperKind.REPORT, PaperKind.LETTER, PaperKind.REPLY_LETTER
PREFIXES = {
    CIRCULAR: "示建安",
    ANNOUNCEMENT: "示建公",
    REPORT: "示建报",
    LETTER: "示建函",
    REPLY: "示建复函",
}
CRITERION = (
    "《房屋市政工程生产安全重大事故隐患判定标准（2024版）》（建质规〔2024〕5号）第七条第（二）项"
)
# The visit of 20 October found a major and an ordinary hazard, to be put right by the 27th.
FIRST = (
    f"1. 3号楼六层：整层无连墙件，属重大事故隐患，判定依据为{CRITERION}；"
    "整改期限2026年10月27日，已逾期16天。"
)


@pytest.fixture
def county(database) -> County:
    county = numbered(database)
    for kind, prefix in PREFIXES.items():
        series(database, kind, prefix)
    return county


@pytest.fixture
def hazards(database, county) -> tuple[int, ...]:
    return notice(database, county, TIES, RAIL)[1]


def filled(sheet):
    """The clerk has written what the record could not know."""
    for blank, words in (
        ("【事由】", "节前安全检查情况"),
        ("【有关情况】", "近期开展节前检查，总体受控。"),
        ("【已采取的措施】", "已部署自查。"),
        ("【下一步打算】", "持续督促。"),
        ("【来函事由】", "核查项目情况"),
        ("【来函日期】", "2026年11月9日"),
        ("【来函标题】", "关于商请核查项目情况的函"),
        ("【答复意见】", "本局记录未见该项目受到行政处罚。"),
    ):
        sheet = replace(
            sheet, title=sheet.title.replace(blank, words), text=sheet.text.replace(blank, words)
        )
    return sheet


def test_a_circular_tells_of_the_hazards_of_a_site(database, county, hazards):
    subject = Subject(hazards=hazards)
    sheet = begun(database, CIRCULAR, subject)
    assert sheet.title == f"{BUREAU}关于{SITE}重大事故隐患逾期未整改的通报"
    lines = sheet.text.split("\n")
    assert lines[1] == "一、基本情况"
    assert lines[2] == (
        f"经监督检查，{SITE}（施工单位：{CONTRACTOR}，监理单位：{CONSULTANT}）"
        "存在事故隐患2项，其中重大事故隐患1项，具体如下。"
    )
    assert lines[3] == FIRST
    assert lines[4].startswith("2. 3号楼三层：临边防护栏杆缺失，不符合《建筑施工安全检查标准》")
    assert "已下达责令限期整改通知书（示建安整〔2026〕7号），责令改正" in sheet.text
    # 12 November and seven days is Thursday the 19th, a working day.
    assert "2026年11月19日前将整改情况书面报我局" in sheet.text
    assert set(sheet.names) >= {SITE, CONTRACTOR, CONSULTANT, CLIENT}

    left = issued(database, sheet, CIRCULAR, subject)
    assert (left.row.number, left.row.title) == ("示建安〔2026〕1号", sheet.title)
    assert left.row.project_id == county.project
    assert left.hazards == hazards
    for words in ("示建安〔2026〕1号", "各在建工程建设、施工、监理单位：", "整层无连墙件", "印发"):
        assert words in left.words


def test_a_paper_about_hazards_moves_none_and_orders_nothing(database, county, hazards):
    subject = Subject(hazards=hazards)
    left = issued(database, begun(database, CIRCULAR, subject), CIRCULAR, subject)
    with database.reading() as session:
        overdue = PAPERS.everything(session, View(where=(("waits", "overdue"),), today=DAY))
        waiting = PAPERS.everything(session, View(where=(("waits", "unserved"),), today=DAY))
        card = paper_card(session, left.row.id, DAY)
    assert [row.number for row in overdue] == ["示建安整〔2026〕7号"]
    assert waiting == ()
    assert [item.hazard_id for item in card.items] == list(hazards)


def test_hazards_of_two_sites_are_told_by_site(database, county, hazards):
    other = second_site(database, county)
    _, more = visited(database, of_site(county, other), FOUND, RAIL)
    subject = Subject(hazards=(*hazards, *more))
    sheet = begun(database, CIRCULAR, subject)
    assert sheet.title == f"{BUREAU}关于2个在建工程重大事故隐患逾期未整改的通报"
    assert "2个在建工程存在事故隐患3项，其中重大事故隐患1项" in sheet.text
    assert f"1. {SITE}，3号楼六层：整层无连墙件" in sheet.text
    assert f"3. {SECOND}，3号楼三层：临边防护栏杆缺失" in sheet.text
    left = issued(database, sheet, CIRCULAR, subject)
    assert left.row.project_id is None
    assert left.hazards == (*hazards, *more)
    letter = begun(database, LETTER, subject)
    assert letter.addressees == (CONTRACTOR,), "the contractor of both"


def test_many_hazards_stand_in_an_attachment(database, county):
    _, hazards = notice(database, county, *twelve())
    subject = Subject(hazards=hazards)
    sheet = begun(database, LETTER, subject)
    assert "隐患清单见附件。" in sheet.text
    (table,) = sheet.enclosures
    assert (len(table.rows), table.rows[11][2]) == (12, "12层：第12处临边防护缺失")
    left = issued(database, sheet, LETTER, subject)
    assert "附件：隐患清单" in left.words
    assert "第12处临边防护缺失" in left.words


def test_a_letter_goes_to_the_head_office(database, county, hazards):
    subject = Subject(hazards=hazards)
    sheet = begun(database, LETTER, subject)
    assert (sheet.addressees, sheet.copied_to) == ((CONTRACTOR,), (CLIENT,))
    with database.writing(ACT, "add_record") as session:
        head = Enterprise(
            name="海南虚构总部集团有限公司",
            name_key="海南虚构总部集团有限公司",
            uscc="91469023MAXX90099",
            kind=session.get(Enterprise, county.contractor).kind,
        )
        session.add(head)
        session.flush()
        session.get(Enterprise, county.contractor).parent_id = head.id
    sheet = begun(database, LETTER, subject)
    assert sheet.addressees == ("海南虚构总部集团有限公司",)
    assert sheet.copied_to == (CONTRACTOR, CLIENT)
    left = issued(database, sheet, LETTER, subject)
    assert left.row.enterprise_text == "海南虚构总部集团有限公司"
    for words in ("示建函〔2026〕1号", "海南虚构总部集团有限公司：", "特此函告。", "联系人：林喆"):
        assert words in left.words


def test_a_report_goes_up_with_its_signer(database, county, hazards):
    with database.writing(ACT, "add_record") as session:
        session.scalars(select(Office)).one().region_code = "469023"
        for name, since, until, whose in (
            ("陈前任", date(2025, 1, 1), date(2026, 6, 1), None),
            ("符局长", date(2026, 6, 1), None, None),
            ("王代理", date(2026, 11, 1), None, "符局长"),
        ):
            session.add(
                Signatory(
                    step=CaseStep.SIGN,
                    name=name,
                    deputy_for=whose,
                    valid_from=since,
                    valid_to=until,
                )
            )
    subject = Subject(hazards=hazards)
    sheet = begun(database, REPORT, subject)
    assert sheet.addressees == ("海南省住房和城乡建设厅",)
    assert sheet.signers == ("符局长",)
    assert "对上述2项隐患继续督促整改" in sheet.text
    left = issued(database, sheet, REPORT, subject)
    assert left.row.enterprise_text == "海南省住房和城乡建设厅"
    for words in ("签发人：符局长", "海南省住房和城乡建设厅：", "特此报告。", FIRST[:12]):
        assert "".join(words.split()) in left.words
    with pytest.raises(RuleViolation, match="缺签发人"):
        do(database, issue_typed, IssueTyped(REPORT, replace(sheet, signers=()), subject))


@pytest.mark.parametrize("kind", [CIRCULAR, ANNOUNCEMENT, REPORT, LETTER, REPLY])
def test_without_a_record_the_clerk_writes_what_is_missing(database, county, kind):
    subject = Subject()
    sheet = begun(database, kind, subject)
    assert "【" in sheet.title
    assert "【" in sheet.text
    if kind is not ANNOUNCEMENT:
        sheet = replace(sheet, addressees=("示例县人民政府",))
    if kind is REPORT:
        sheet = replace(sheet, signers=("符局长",))
    with pytest.raises(RuleViolation, match=r"标题中还有待写的【.*】，请写好或删去这一处"):
        do(database, issue_typed, IssueTyped(kind, sheet, subject))
    left = issued(database, filled(sheet), kind, subject)
    assert left.row.number == f"{PREFIXES[kind]}〔2026〕1号", "no number was lost to the refusal"
    assert "【" not in left.words


def test_an_announcement_is_addressed_to_nobody(database, county, hazards):
    subject = Subject(hazards=hazards[:1])
    sheet = begun(database, ANNOUNCEMENT, subject)
    assert sheet.addressees == ()
    assert "存在重大事故隐患1项，具体如下" in sheet.text
    left = issued(database, sheet, ANNOUNCEMENT, subject)
    assert left.row.enterprise_text is None
    assert "特此公告。" in left.words
    assert f"{BUREAU}文件" not in left.words


def test_what_is_published_names_nobody_by_his_number(database, county, hazards):
    subject = Subject(hazards=hazards)
    sheet = begun(database, CIRCULAR, subject)
    told = replace(sheet, text=f"{sheet.text}\n项目经理身份证号11010519491231002X。")
    with pytest.raises(RuleViolation, match="正文中有身份证件号码"):
        do(database, issue_typed, IssueTyped(CIRCULAR, told, subject))
    letter = begun(database, LETTER, subject)
    told = replace(letter, text=f"{letter.text}\n项目经理身份证号11010519491231002X。")
    issued(database, told, LETTER, subject)


def test_the_title_speaks_in_the_name_of_the_day(database, county, hazards):
    subject = Subject(hazards=hazards)
    sheet = begun(database, LETTER, subject)
    with database.writing(ACT, "add_record") as session:
        session.add(
            Entrustment(
                matter="监督检查",
                in_name_of=InNameOf.STATION,
                valid_from=date(2026, 11, 1),
            )
        )
    with pytest.raises(RuleViolation, match="标题以示例县住房和城乡建设局的名义"):
        do(database, issue_typed, IssueTyped(LETTER, sheet, subject))
    sheet = begun(database, LETTER, subject)
    assert sheet.title.startswith("示例县建设工程质量安全监督站关于")
    assert "书面函复我站" in sheet.text


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        ({"title": " "}, "标题"),
        ({"text": ""}, "正文"),
        ({"addressees": ()}, "主送机关"),
    ],
)
def test_what_a_letter_must_have(database, county, hazards, change, lacking):
    subject = Subject(hazards=hazards)
    sheet = replace(begun(database, LETTER, subject), **change)
    with pytest.raises(RuleViolation, match=f"不能签发函告：缺{lacking}"):
        do(database, issue_typed, IssueTyped(LETTER, sheet, subject))
