"""计划、告知、交底、送达地址: begun from a site as it stood that day; on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.codes import PaperKind, PaperState, Post, WorkStatus
from db.ids import new_id
from db.tables.dangerous_works import DangerousWork
from db.tables.enterprises import Enterprise
from db.tables.key_people import KeyPerson
from db.tables.papers import Paper
from db.tables.projects import ProjectAssistant, ProjectPermit
from desktop.documents.opinions import Opinion
from desktop.documents.service_address import Receiver
from desktop.documents.sheets import Officer
from desktop.domain.errors import RuleViolation
from desktop.queries.enterprises import enterprise_card
from desktop.queries.paper_card import paper_card
from desktop.queries.papers import PAPERS, paper_bytes
from desktop.queries.project_card import project_card
from desktop.queries.search import find
from desktop.queries.typed_subject import Subject
from desktop.queries.view import View
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.search import catch_up
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.settings import ChangeSettings, change_settings
from desktop.usecases.typed.all import begin, issue_typed, notes_of
from desktop.usecases.typed.paper import IssueTyped
from tests.documents.reading import pdfium_text
from tests.usecases.county import ACT, County, do, settle
from tests.usecases.loop_county import serve

DAY = date(2026, 11, 12)
PLAN, NOTICE = PaperKind.SUPERVISION_PLAN, PaperKind.SUPERVISION_NOTICE
BRIEFING, ADDRESS = PaperKind.BRIEFING_RECORD, PaperKind.SERVICE_ADDRESS
CONTRACTOR = "海南假想合欢建设集团有限公司"
CLIENT = "海南虚构浪石置业有限公司"
CONSULTANT = "海南虚构红树工程监理有限公司"


@pytest.fixture
def county(database) -> County:
    """The small county with a permit, two dangerous works, a manager and one who assists."""
    county = settle(database)
    site = county.project
    with database.writing(ACT, "add_record") as session:
        session.add_all(
            [
                ProjectPermit(project_id=site, since=date(2026, 1, 5), number="469023202601050101"),
                ProjectPermit(project_id=site, since=date(2026, 11, 20), number="以后换的证"),
                ProjectAssistant(
                    project_id=site,
                    inspector_id=county.inspectors[1],
                    valid_from=date(2026, 3, 1),
                    valid_to=None,
                ),
                KeyPerson(
                    id=new_id(session),
                    project_id=site,
                    name="麦大勇",
                    post=Post.PROJECT_MANAGER,
                    valid_from=date(2026, 1, 1),
                    valid_to=None,
                ),
                DangerousWork(
                    project_id=site, kind="深基坑", size="开挖深度6.2米", over_scale=True
                ),
                DangerousWork(
                    project_id=site, kind="脚手架", over_scale=False, status=WorkStatus.FINISHED
                ),
            ]
        )
    return county


def begun(database, kind: PaperKind, subject: Subject, day: date = DAY):
    with database.reading() as session:
        return begin(session, kind, subject, day)


def issue(database, kind: PaperKind, sheet, subject: Subject):
    return do(database, issue_typed, IssueTyped(kind, sheet, subject))


def printed(database, paper: int) -> str:
    with database.reading() as session:
        return "".join(pdfium_text(paper_bytes(session, paper)).split())


def stored(database, paper: int) -> Paper:
    with database.reading() as session:
        return session.scalar(select(Paper).where(Paper.id == paper))


def refused(database, kind: PaperKind, sheet, subject: Subject, words: str) -> None:
    with pytest.raises(RuleViolation, match=words):
        issue(database, kind, sheet, subject)


def planned(database, county: County, **fields):
    subject = Subject(project_id=county.project)
    sheet = begun(database, PLAN, subject)
    return replace(sheet, **{"frequency": "每两个月不少于一次", **fields}), subject


def test_a_plan_begins_with_the_site_of_that_day(database, county):
    sheet = begun(database, PLAN, Subject(project_id=county.project))
    assert (sheet.version, sheet.made, sheet.frequency) == (1, DAY, "")
    assert (sheet.lead.name, [one.name for one in sheet.assistants]) == ("林喆", ["邢䶮"])
    assert sheet.lead.card.startswith("琼建执")
    assert sheet.permit == "469023202601050101"
    assert [(one.role, one.enterprise, one.person) for one in sheet.parties] == [
        ("建设单位", CLIENT, ""),
        ("施工单位", CONTRACTOR, "麦大勇"),
        ("监理单位", CONSULTANT, ""),
    ]
    assert [(one.name, one.scale, one.beyond) for one in sheet.works] == [
        ("深基坑", "开挖深度6.2米", True)
    ]
    assert sheet.reasons == ("含超过一定规模的危大工程1项",)
    assert sheet.contents


def test_a_plan_of_before_the_assistant_came_does_not_name_him(database, county):
    sheet = begun(database, PLAN, Subject(project_id=county.project), date(2026, 2, 27))
    assert sheet.assistants == ()


def test_the_usual_frequency_is_put_in_where_the_office_set_one(database, county):
    do(database, change_settings, ChangeSettings((("plan.frequency", "每季度不少于一次"),)))
    sheet = begun(database, PLAN, Subject(project_id=county.project))
    assert sheet.frequency == "每季度不少于一次"


def test_a_plan_is_issued_without_a_number_and_its_opinions_may_wait_for_ink(database, county):
    sheet, subject = planned(database, county)
    sheet = replace(sheet, approved=Opinion("同意", "陈站长", DAY))
    paper = issue(database, PLAN, sheet, subject)
    assert paper.number == ""
    words = printed(database, paper.id)
    for part in ("施工安全监督工作计划", "每两个月不少于一次", "第1版", "麦大勇", "同意"):
        assert part in words
    with database.reading() as session:
        card = paper_card(session, paper.id, DAY)
    assert not card.can_serve
    assert not card.lacks_scan
    assert card.can_void


def test_a_later_version_counts_up_and_says_why(database, county):
    sheet, subject = planned(database, county, contents=("只看起重机械",))
    first = issue(database, PLAN, sheet, subject)
    refused(database, PLAN, sheet, subject, "这一版应为第2版")
    later = begun(database, PLAN, Subject(paper_id=first.id))
    assert (later.version, later.frequency) == (2, "每两个月不少于一次")
    assert later.contents == ("只看起重机械",)
    refused(database, PLAN, later, subject, "第2版须写明调整说明")
    later = replace(later, adjusted="隐患较多，增加抽查")
    second = issue(database, PLAN, later, subject)
    assert stored(database, second.id).about_paper_id == first.id
    assert "隐患较多，增加抽查" in printed(database, second.id)
    with pytest.raises(RuleViolation, match="不能作废"):
        do(database, void_paper, VoidPaper(first.id, "写错"))
    do(database, void_paper, VoidPaper(second.id, "写错"))
    assert begun(database, PLAN, subject).version == 2


def test_what_a_plan_lacks_is_said_at_once(database, county):
    subject = Subject(project_id=county.project)
    sheet = begun(database, PLAN, subject)
    refused(database, PLAN, sheet, subject, "不能签发施工安全监督工作计划：缺抽查频次")
    empty = replace(sheet, lead=Officer(""), contents=("", " "))
    refused(database, PLAN, empty, subject, "缺抽查频次、主监督员、监督内容")
    ahead = replace(sheet, frequency="每月", made=date(2026, 11, 13))
    refused(database, PLAN, ahead, subject, "晚于今天")


def test_article_five_is_called_to_mind_and_refuses_nothing(database, county):
    sheet, subject = planned(database, county, reasons=())
    with database.reading() as session:
        told = notes_of(session, IssueTyped(PLAN, sheet, subject))
    assert "应当增加抽查次数" in told[0]
    assert issue(database, PLAN, sheet, subject).id


def test_a_notice_tells_the_client_and_copies_the_others(database, county):
    subject = Subject(project_id=county.project)
    sheet = begun(database, NOTICE, subject)
    assert (sheet.addressee, sheet.copied_to) == (CLIENT, (CONTRACTOR, CONSULTANT))
    assert [one.name for one in sheet.officers] == ["林喆", "邢䶮"]
    assert [one.role for one in sheet.duties] == ["建设单位", "施工单位", "监理单位"]
    do(database, set_next_number, SetNextNumber(NOTICE, 2026, "示建安告", 4))
    refused(database, NOTICE, replace(sheet, focus=()), subject, "缺监督重点")
    paper = issue(database, NOTICE, sheet, subject)
    assert paper.number == "示建安告〔2026〕4号"
    row = stored(database, paper.id)
    with database.reading() as session:
        client = session.scalar(select(Enterprise.id).where(Enterprise.name == CLIENT))
    assert (row.enterprise_text, row.enterprise_id) == (CLIENT, client)
    assert "琼建执" in printed(database, paper.id)


def test_a_notice_waits_for_its_service(database, county):
    subject = Subject(project_id=county.project)
    paper = issue(database, NOTICE, begun(database, NOTICE, subject), subject)
    with database.reading() as session:
        waiting = PAPERS.everything(session, View(where=(("waits", "unserved"),), today=DAY))
        assert [one.id for one in waiting] == [paper.id]
        assert paper_card(session, paper.id, DAY).can_serve
    serve(database, paper.id, DAY)
    assert stored(database, paper.id).state is PaperState.SERVED


def test_a_briefing_cites_the_notice_and_waits_for_its_scan(database, county):
    subject = Subject(project_id=county.project)
    do(database, set_next_number, SetNextNumber(NOTICE, 2026, "示建安告", 4))
    notice = issue(database, NOTICE, begun(database, NOTICE, subject), subject)
    sheet = begun(database, BRIEFING, subject)
    assert sheet.notice_number == "示建安告〔2026〕4号"
    refused(database, BRIEFING, sheet, subject, "缺交底地点")
    sheet = replace(sheet, place="项目部会议室")
    wrong = replace(sheet, notice_number="示建安告〔2026〕9号")
    refused(database, BRIEFING, wrong, subject, "现行的是示建安告〔2026〕4号")
    paper = issue(database, BRIEFING, sheet, subject)
    assert stored(database, paper.id).about_paper_id == notice.id
    words = printed(database, paper.id)
    assert "项目部会议室" in words
    assert "示建安告〔2026〕4号" in words
    with database.reading() as session:
        assert paper_card(session, paper.id, DAY).lacks_scan


def test_a_service_address_is_of_the_unit_as_the_ledger_has_it(database, county):
    subject = Subject(project_id=county.project)
    sheet = begun(database, ADDRESS, subject)
    assert sheet.party == CONTRACTOR
    assert sheet.credit_code.startswith("91469023MAXX9")
    assert sheet.told_by == "林喆"
    agreed = replace(sheet, agrees=True)
    refused(database, ADDRESS, agreed, subject, "民事诉讼法第九十条")
    agreed = replace(
        agreed,
        email="maidayong@example.com",
        receivers=(Receiver("麦大勇", "项目经理", first=DAY),),
    )
    paper = issue(database, ADDRESS, agreed, subject)
    row = stored(database, paper.id)
    assert (row.enterprise_id, row.enterprise_text) == (county.contractor, CONTRACTOR)
    words = printed(database, paper.id)
    assert "■同意" in words
    assert "2026年11月12日起" in words
    briefing = begun(database, BRIEFING, subject)
    assert briefing.addresses == f"{CONTRACTOR}已填写送达地址及电子送达确认书"


def test_a_service_address_of_an_enterprise_alone_names_no_site(database, county):
    with database.reading() as session:
        client = session.scalar(select(Enterprise.id).where(Enterprise.name == CLIENT))
    subject = Subject(enterprise_id=client)
    sheet = begun(database, ADDRESS, subject)
    assert (sheet.party, sheet.project, sheet.told_by) == (CLIENT, "", "")
    row = stored(database, issue(database, ADDRESS, sheet, subject).id)
    assert (row.project_id, row.enterprise_id) == (None, client)


@pytest.mark.parametrize("kind", [PLAN, NOTICE, BRIEFING])
def test_a_paper_of_a_site_is_not_begun_without_one(database, county, kind):
    with pytest.raises(RuleViolation, match="请先选定工程"):
        begun(database, kind, Subject(enterprise_id=county.contractor))


def test_a_site_without_inspector_says_so(database, county):
    sheet = begun(database, NOTICE, Subject(project_id=county.project), date(2025, 12, 30))
    assert sheet.officers == ()
    subject = Subject(project_id=county.project)
    refused(database, NOTICE, replace(sheet, issued=DAY), subject, "缺被告知单位、监督员")


def test_papers_stand_on_the_cards_of_site_and_unit_and_are_found(database, county):
    subject = Subject(project_id=county.project)
    with database.reading() as session:
        before = dict(project_card(session, county.project, DAY).more)["还没出具"]
    assert before == "施工安全监督工作计划、监督告知书、监督交底记录、送达地址及电子送达确认书"
    sheet, subject = planned(database, county)
    issue(database, PLAN, sheet, subject)
    address = issue(database, ADDRESS, begun(database, ADDRESS, subject), subject)
    while do(database, catch_up, frozenset()):
        pass
    with database.reading() as session:
        card = project_card(session, county.project, DAY)
        firm = enterprise_card(session, county.contractor, DAY)
        hits = [(hit.entity, hit.id) for hit in find(session, "送达地址")]
    assert dict(card.more)["还没出具"] == "监督告知书、监督交底记录"
    assert [link.words for link in card.papers] == [
        "2026-11-12　送达地址及电子送达确认书",
        "2026-11-12　施工安全监督工作计划",
    ]
    assert [link.id for link in firm.papers] == [address.id]
    assert hits == [("paper", address.id)]
    do(database, void_paper, VoidPaper(address.id, "写错"))
    with database.reading() as session:
        card = project_card(session, county.project, DAY)
    assert "送达地址" in dict(card.more)["还没出具"]
    assert card.papers[0].words.endswith("已作废")
