"""曝光清单 with its photos, and 询问笔录; on both databases."""

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from PIL import Image

from db.codes import PaperKind
from desktop.documents.exposure_list import ExposedCase, ShownPhoto
from desktop.documents.inquiry_record import Answer, Asked
from desktop.documents.sheets import Officer
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import PAPERS
from desktop.queries.typed_subject import Subject
from desktop.queries.view import View
from desktop.usecases.attachments import NewFile
from desktop.usecases.typed.all import draft_paper, issue_typed
from desktop.usecases.typed.paper import IssueTyped
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import County, do
from tests.usecases.loop_county import FOUND, RAIL, TIES, notice, numbered, visited
from tests.usecases.typed_acts import (
    CLIENT,
    CONSULTANT,
    CONTRACTOR,
    DAY,
    SECOND,
    SITE,
    begun,
    issued,
    of_site,
    picture_sizes,
    second_site,
    series,
)

EXPOSURE, INQUIRY = PaperKind.EXPOSURE_LIST, PaperKind.INQUIRY_RECORD
BLAMED = (f"施工单位：{CONTRACTOR}", f"监理单位：{CONSULTANT}", f"建设单位：{CLIENT}")


@pytest.fixture
def county(database) -> County:
    return numbered(database)


def picture(name: str, wide: int, high: int) -> NewFile:
    out = io.BytesIO()
    Image.new("RGB", (wide, high), "gray").save(out, "JPEG")
    return NewFile(name, out.getvalue())


def photographed(database, county: County) -> tuple[int, ...]:
    """A visit with six photos that found a major hazard."""
    photos = tuple(picture(f"{n}.jpg", 400, 300 + n) for n in range(6))
    command = RecordVisit(
        county.project, FOUND, county.inspectors[:2], findings=(TIES,), photos=photos
    )
    return do(database, record_visit, command).hazards


def test_sites_with_what_was_found_and_done(database, county):
    _, hazards = notice(database, county, TIES, RAIL)
    other = second_site(database, county)
    _, more = visited(database, of_site(county, other), date(2026, 11, 3), RAIL)
    subject = Subject(hazards=(more[0], *hazards))
    sheet = begun(database, EXPOSURE, subject)
    first, second = sheet.cases
    assert first == ExposedCase(
        SITE,
        "1. 3号楼六层：整层无连墙件。\n2. 3号楼三层：临边防护栏杆缺失。",
        "已下达责令限期整改通知书（示建安整〔2026〕7号）\n整改期限2026年10月27日，已逾期16天",
        BLAMED,
    )
    assert second == ExposedCase(SECOND, "3号楼三层：临边防护栏杆缺失。", "", BLAMED[:1])
    assert (sheet.first, sheet.last, sheet.photos) == (FOUND, date(2026, 11, 3), ())
    left = issued(database, sheet, EXPOSURE, subject)
    assert (left.row.number, left.row.enterprise_text, left.row.project_id) == (None, None, None)
    assert left.hazards == (more[0], *hazards)
    for words in ("2项突出问题", SECOND, "整层无连墙件", "2026年10月20日至2026年11月3日"):
        assert words in left.words, words


def test_photos_of_the_visit_are_printed_as_the_clerk_leaves_them(database, county):
    subject = Subject(hazards=photographed(database, county))
    sheet = begun(database, EXPOSURE, subject)
    assert [one.caption for one in sheet.photos] == ["3号楼六层"] * 4, "the first of six"
    shown = replace(sheet.photos[1], caption="六层外架东侧")
    left = issued(database, replace(sheet, photos=(shown,)), EXPOSURE, subject)
    assert "六层外架东侧" in left.words
    assert "附：现场照片" in left.words
    assert (400, 301) in picture_sizes(left.content)
    with database.reading() as session:
        draft = draft_paper(session, IssueTyped(EXPOSURE, sheet, subject))
    assert {(400, 300 + n) for n in range(4)} <= set(picture_sizes(draft))
    unknown = replace(sheet, photos=(ShownPhoto(99_999),))
    with pytest.raises(RuleViolation, match="没有编号为99999的照片，请核对或删去这一行"):
        do(database, issue_typed, IssueTyped(EXPOSURE, unknown, subject))


@pytest.mark.parametrize(
    ("cases", "sentence"),
    [
        ((), "不能签发曝光清单：缺曝光清单"),
        ((ExposedCase("某工程", " "),), "曝光清单第1项缺存在的问题"),
        ((ExposedCase("", "无连墙件"),), "曝光清单第1项缺工程名称"),
        ((ExposedCase("某工程", "11010519491231002X无证上岗"),), "曝光清单中有身份证件号码"),
    ],
)
def test_what_is_exposed_must_be_said(database, county, cases, sentence):
    sheet = replace(begun(database, EXPOSURE, Subject()), cases=cases)
    with pytest.raises(RuleViolation, match=sentence):
        do(database, issue_typed, IssueTyped(EXPOSURE, sheet, Subject()))


def test_a_list_is_numbered_where_the_office_numbers_it(database, county):
    series(database, EXPOSURE, "示建安曝")
    sheet = begun(database, EXPOSURE, Subject(project_id=county.project))
    assert sheet.cases == (ExposedCase(SITE, "", "", BLAMED),)
    sheet = replace(sheet, cases=(ExposedCase("某工程", "无连墙件"),))
    left = issued(database, sheet, EXPOSURE, Subject())
    assert left.row.number == "示建安曝〔2026〕1号"


ASKED = Asked("麦大勇", "男", CONTRACTOR, "项目经理", "", "13800000000")


def asked(database, county, **change):
    sheet = begun(database, INQUIRY, Subject(project_id=county.project))
    given = {
        "matter": "涉嫌未及时消除事故隐患",
        "inquirers": (Officer("林喆", "琼建执0001"), Officer("邢䶮", "琼建执0002")),
        "asked": ASKED,
        "started": datetime(2026, 11, 12, 9, 30),  # noqa: DTZ001 - as it is typed
        "ended": datetime(2026, 11, 12, 10, 20),  # noqa: DTZ001 - as it is typed
        **change,
    }
    return replace(sheet, **given)


def test_an_inquiry_begins_with_who_watches_the_site(database, county):
    subject = Subject(project_id=county.project)
    sheet = begun(database, INQUIRY, subject)
    assert [one.name for one in sheet.inquirers] == ["林喆"], "the grid's inspector"
    assert (sheet.asked.unit, sheet.project, sheet.started) == (CONTRACTOR, SITE, DAY)
    answers = (Answer("脚手架由谁搭设？", "由班组自行搭设。"), Answer("是否验收？", "没有。"))
    sheet = asked(database, county, answers=answers, recorder="邢䶮")
    left = issued(database, sheet, INQUIRY, subject)
    for words in ("麦大勇", "脚手架由谁搭设？", "由班组自行搭设。", "9时30分至10时20分"):
        assert words in left.words, words
    assert left.row.issued_on == DAY
    with database.reading() as session:
        waits = PAPERS.everything(session, View(where=(("waits", "unscanned"),), today=DAY))
    assert [row.id for row in waits] == [left.row.id], "signed in ink, its scan is to come"


def test_without_answers_there_are_lines_to_write_on(database, county):
    left = issued(database, asked(database, county), INQUIRY, Subject(project_id=county.project))
    assert "问：" not in left.words
    assert "本页核对签名" in left.words


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"matter": ""}, "不能签发询问笔录：缺案由"),
        ({"inquirers": (Officer("林喆"),)}, "询问人不得少于两人（行政处罚法第四十二条）"),
        ({"inquirers": (Officer("林喆"), Officer(" 林喆"))}, "询问人不得少于两人"),
        ({"asked": Asked(" ", unit=CONTRACTOR)}, "缺被询问人的姓名"),
        ({"asked": Asked("邢䶮")}, "被询问人不能同时是询问人"),
        ({"ended": datetime(2026, 11, 12, 9)}, "询问结束时间不能早于开始时间"),  # noqa: DTZ001
        ({"started": date(2026, 11, 13)}, "晚于"),
    ],
)
def test_what_an_inquiry_must_have(database, county, change, sentence):
    sheet = asked(database, county, **change)
    with pytest.raises(RuleViolation, match=sentence):
        do(database, issue_typed, IssueTyped(INQUIRY, sheet, Subject(project_id=county.project)))
