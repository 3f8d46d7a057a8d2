"""现场检查笔录 from the stored visit, read back as whoever gets the paper reads it."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import select

from db.change import ChainHead
from db.codes import (
    AnswerValue,
    CompanionKind,
    MachineKind,
    PaperKind,
    PartyRole,
    SignerRole,
    VisitKind,
    VisitManner,
)
from db.ids import new_id
from db.tables.machines import Machine
from db.tables.papers import Paper
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import paper_bytes
from desktop.usecases.attachments import NewFile
from desktop.usecases.findings import Finding
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.site_records import IssueSiteRecord, draft_site_record, issue_site_record
from desktop.usecases.visit_command import (
    Answer,
    CheckedEnterprise,
    Companion,
    RecordVisit,
    TickedMachine,
)
from desktop.usecases.visits import record_visit
from tests.documents.reading import pdfium_text
from tests.usecases.county import ACT, County, do, settle

VISITED, TODAY = date(2026, 10, 20), date(2026, 11, 12)
STROKES = json.dumps([[[0, 0], [30, 12], [60, 4]], [[10, 20], [50, 22]]])


def words_of(content: bytes) -> str:
    """The text without spaces: cells and lines break where there is no room."""
    return "".join(pdfium_text(content).split())


def picture(taken: str | None, size=(1600, 1200)) -> bytes:
    target = io.BytesIO()
    exif = Image.Exif()
    if taken:
        exif.get_ifd(34665)[36867] = taken
    Image.new("RGB", size, "orange").save(target, "JPEG", exif=exif)
    return target.getvalue()


@pytest.fixture
def county(database) -> County:
    return settle(database)


@pytest.fixture
def visit(database, county):
    with database.writing(ACT, "add_record") as session:
        crane = Machine(
            id=new_id(session),
            project_id=county.project,
            kind=MachineKind.TOWER_CRANE,
            registration_no="琼AA-T202600017",
        )
        idle = Machine(
            project_id=county.project, kind=MachineKind.HOIST, registration_no="琼AA-S202600018"
        )
        session.add_all([crane, idle])
        key = crane.id
    asked = CheckedEnterprise(
        county.contractor, PartyRole.CONTRACTOR, (Answer("contractor-1", AnswerValue.PASS),)
    )
    command = RecordVisit(
        county.project,
        VISITED,
        county.inspectors[:2],
        started_at="9:30",
        ended_at="11:05",
        part="3号楼",
        present_party="赵一鸣（项目经理，虚构）",
        sections=("B.13",),
        answers=tuple(
            Answer(f"B13-{n}", AnswerValue.NOT_APPLICABLE if n == 10 else AnswerValue.PASS)
            for n in (1, 2, 10)
        ),
        findings=(Finding("三层临边防护栏杆缺失（虚构）", item="B13-4", part="3号楼三层"),),
        companions=(Companion(CompanionKind.EXPERT, "陈默（虚构）", "某学会"),),
        machines=(TickedMachine(key),),
        enterprises=(asked,),
        manner=VisitManner.UNANNOUNCED,
        check_code="HN-0007",
        code_shown_at="9:35",
        statement="无异议（虚构）",
        photos=(
            NewFile("栏杆.jpg", picture("2026:10:20 09:41:30")),
            NewFile("转发的.jpg", picture(None, (600, 900))),
        ),
    )
    return do(database, record_visit, command).id


@pytest.fixture
def issue(database, visit):
    def make(day=TODAY):
        issued = do(database, issue_site_record, IssueSiteRecord(visit, day))
        with database.reading() as session:
            return issued, paper_bytes(session, issued.id)

    return make


def test_it_says_what_was_looked_at_and_what_was_not(issue):
    issued, content = issue()
    words = words_of(content)
    assert issued.number == ""
    for told in (
        "2026年10月20日9时30分至11时5分",
        "四不两直",
        "HN-0007，9:35亮码",
        "录入日期2026年11月12日",
        "林喆（执法证号",
        "陈默（虚构）（专家，某学会）",
        "赵一鸣（项目经理，虚构）",
        "无异议（虚构）",
        "琼AA-T202600017",
    ):
        assert told in words, told
    looked, rest = words.split("未查内容", 1)
    assert "已查内容。JGJ59-2011中1类（高处作业）、起重机械1台、施工单位履责情况。" in looked
    not_looked = rest.split("检查情况", 1)[0]
    assert "高处作业其余6项（安全带，洞口防护，通道口防护" in not_looked
    assert "施工单位履责其余14项" in not_looked
    assert "施工升降机琼AA-S202600018" in not_looked
    assert "监理单位履责情况、建设单位履责情况" in not_looked
    assert "JGJ59-2011其余18类（安全管理，文明施工" in not_looked
    assert "判定标准2024版其余14类" in not_looked
    assert "安全帽" not in not_looked


def test_each_item_stands_with_its_standard_and_article(issue):
    words = words_of(issue()[1])
    assert "高处作业《建筑施工安全检查标准》（JGJ59-2011）" in words
    assert "表B.13第4项不合格" in words
    assert "不涉及" in words
    assert "限期整改1项" in words
    assert "建设工程安全生产管理条例第二十条" in words


def test_photos_are_listed_and_printed_and_none_gets_a_time_made_up(issue):
    content = issue()[1]
    words = words_of(content)
    assert "2026年10月20日9时41分" in words
    assert "转发的.jpg无拍摄信息" in words
    assert content.count(b"/Subtype /Image") == 2
    assert len(content) < 600_000


def test_signatures_drawn_on_screen_are_on_the_paper(database, county, visit, issue):
    signed = [
        Signed(SignerRole.INSPECTOR, name, key, STROKES)
        for name, key in zip(("林喆", "邢䶮"), county.inspectors[:2], strict=True)
    ]
    signed.append(Signed(SignerRole.SITE, "赵一鸣（虚构）", None, STROKES))
    do(database, sign_visit, SignVisit(visit, tuple(signed)))
    _, content = issue()
    assert words_of(content).count("2026年11月12日") >= 4


def test_the_head_of_the_chain_is_in_the_foot(database, visit, issue):
    with database.reading() as session:
        head = session.scalars(select(ChainHead)).one()
        told = f"第{head.n}个变更集"
        digest = head.hash.hex()
    words = words_of(issue()[1])
    assert told in words
    assert digest in words


def test_one_record_a_visit_and_a_reprint_is_the_same_bytes(database, visit, issue):
    issued, content = issue()
    with pytest.raises(RuleViolation, match="已有现场检查笔录"):
        issue()
    with database.reading() as session:
        assert paper_bytes(session, issued.id) == content
    do(database, void_paper, VoidPaper(issued.id, "打印有误"))
    assert issue()[0].id != issued.id


def test_it_is_numbered_where_the_office_numbers_its_records(database, county, visit, issue):
    do(database, set_next_number, SetNextNumber(PaperKind.SITE_RECORD, 2026, "示建安笔", 12))
    issued, content = issue()
    assert issued.number == "示建安笔〔2026〕12号"
    assert issued.number in words_of(content)
    with database.reading() as session:
        paper = session.get_one(Paper, issued.id)
        assert (paper.visit_id, paper.enterprise_id) == (visit, county.contractor)


def test_the_draft_is_seen_before_it_is_issued(database, visit):
    with database.reading() as session:
        assert draft_site_record(session, visit).startswith(b"%PDF")
        assert session.scalar(select(Paper.id)) is None


def test_guidance_has_no_paper_and_no_record_precedes_its_visit(database, county, visit, issue):
    with pytest.raises(RuleViolation, match="不能早于检查日期"):
        issue(date(2026, 10, 19))
    guidance = RecordVisit(county.project, VISITED, county.inspectors[:1], kind=VisitKind.GUIDANCE)
    key = do(database, record_visit, guidance).id
    with pytest.raises(RuleViolation, match="指导观摩不出文书"):
        do(database, issue_site_record, IssueSiteRecord(key, TODAY))


def test_a_correction_prints_what_it_corrects_and_keeps_the_problems(database, county, visit):
    signed = Signed(SignerRole.INSPECTOR, "林喆", county.inspectors[0], STROKES)
    do(database, sign_visit, SignVisit(visit, (signed,), "拒绝签字（虚构）"))
    plain = RecordVisit(county.project, VISITED, county.inspectors[:2], sections=("B.13",))
    again = replace(
        plain,
        answers=(Answer("B13-4", AnswerValue.FAIL),),
        corrects=visit,
        correction_reason="部位写错",
    )
    key = do(database, record_visit, again).id
    issued = do(database, issue_site_record, IssueSiteRecord(key, TODAY))
    with database.reading() as session:
        words = words_of(paper_bytes(session, issued.id))
    assert "部位写错" in words
    assert "三层临边防护栏杆缺失（虚构）" in words
