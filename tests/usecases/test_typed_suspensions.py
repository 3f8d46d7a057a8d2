"""中止、恢复、终止施工安全监督告知书: one rests on the other; on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from db.codes import PaperKind, ServiceWay
from desktop.documents.restart_notice import RestartCheck
from desktop.queries.paper_card import paper_card
from desktop.queries.project_card import project_card
from desktop.queries.typed_subject import Subject
from desktop.usecases.papers import ServePaper, VoidPaper, serve_paper, void_paper
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.typed.all import notes_of
from desktop.usecases.typed.paper import IssueTyped
from tests.usecases.county import County, do, settle
from tests.usecases.loop_county import RAIL, visited
from tests.usecases.test_typed_project_papers import (
    CLIENT,
    CONSULTANT,
    CONTRACTOR,
    DAY,
    begun,
    issue,
    printed,
    refused,
    stored,
)

SUSPENSION, RESTART = PaperKind.SUSPENSION_NOTICE, PaperKind.RESTART_NOTICE
TERMINATION = PaperKind.TERMINATION_NOTICE
SEEN = {"applied": date(2026, 11, 3), "checked": date(2026, 11, 5), "conclusion": "符合要求"}
FOUND = tuple(RestartCheck(item, "符合要求") for item in ("塔式起重机重新检查", "脚手架重新验收"))


@pytest.fixture
def county(database) -> County:
    county = settle(database)
    for kind, prefix in (
        (SUSPENSION, "示建安中"),
        (RESTART, "示建安恢"),
        (TERMINATION, "示建安终"),
    ):
        do(database, set_next_number, SetNextNumber(kind, 2026, prefix, 1))
    return county


def suspended(database, county: County):
    subject = Subject(project_id=county.project)
    sheet = replace(
        begun(database, SUSPENSION, subject),
        **SEEN,
        reason="建设资金不到位",
        parts=("主体三层",),
        measures="基坑回填，塔式起重机断电上锁",
        starts=date(2026, 11, 6),
    )
    return sheet, subject


def restarted(database, county: County):
    subject = Subject(project_id=county.project)
    sheet = replace(begun(database, RESTART, subject), **SEEN, checks=FOUND)
    return sheet, subject


def on_card(database, county: County) -> str | None:
    with database.reading() as session:
        return dict(project_card(session, county.project, DAY).more).get("监督中止")


def test_a_suspension_is_begun_completed_and_issued(database, county):
    subject = Subject(project_id=county.project)
    first = begun(database, SUSPENSION, subject)
    assert (first.addressee, first.copied_to) == (CLIENT, (CONTRACTOR, CONSULTANT))
    assert [one.name for one in first.inspectors] == ["林喆"]
    lacks = "缺查验日期、查验结论、中止原因、在施部位、安全保障措施"
    refused(database, SUSPENSION, first, subject, lacks)
    sheet, subject = suspended(database, county)
    paper = issue(database, SUSPENSION, sheet, subject)
    assert paper.number == "示建安中〔2026〕1号", "nothing was drawn by what was refused"
    words = printed(database, paper.id)
    for part in ("2026年11月3日", "建设资金不到位", "自2026年11月6日起中止", "〔2026〕1号", CLIENT):
        assert part in words
    with database.reading() as session:
        assert paper_card(session, paper.id, DAY).can_serve


def test_days_stand_in_their_order(database, county):
    sheet, subject = suspended(database, county)
    early = replace(sheet, checked=date(2026, 11, 2))
    refused(database, SUSPENSION, early, subject, "申请日期2026年11月3日晚于查验日期2026年11月2日")
    later = replace(sheet, issued=date(2026, 11, 4))
    refused(database, SUSPENSION, later, subject, "查验日期2026年11月5日晚于成文日期2026年11月4日")
    ahead = replace(sheet, issued=date(2026, 11, 13))
    refused(database, SUSPENSION, ahead, subject, "晚于今天")
    coming = replace(sheet, starts=date(2026, 12, 1))
    assert issue(database, SUSPENSION, coming, subject).number, "a planned day may lie ahead"


def test_the_five_working_days_are_shown_and_refuse_nothing(database, county):
    sheet, subject = suspended(database, county)
    with database.reading() as session:
        told = notes_of(session, IssueTyped(SUSPENSION, sheet, subject))
    # Thursday 5 November: Fri 6, Mon 9, Tue 10, Wed 11, Thu 12
    assert "第5个工作日为2026年11月12日（星期四）" in told[0]
    assert "已经超过" not in told[0]
    late = replace(sheet, checked=date(2026, 11, 4))
    with database.reading() as session:
        assert "已经超过" in notes_of(session, IssueTyped(SUSPENSION, late, subject))[0]
        unseen = notes_of(session, IssueTyped(SUSPENSION, replace(sheet, checked=None), subject))
    assert len(unseen) == 1
    assert issue(database, SUSPENSION, late, subject).number


def test_a_site_is_not_suspended_twice(database, county):
    sheet, subject = suspended(database, county)
    first = issue(database, SUSPENSION, sheet, subject)
    refused(database, SUSPENSION, sheet, subject, "已由示建安中〔2026〕1号中止监督")
    do(database, void_paper, VoidPaper(first.id, "写错"))
    assert issue(database, SUSPENSION, sheet, subject).number == "示建安中〔2026〕2号"


def test_a_restart_rests_on_its_suspension(database, county):
    sheet, subject = suspended(database, county)
    first = issue(database, SUSPENSION, sheet, subject)
    do(
        database,
        serve_paper,
        ServePaper(first.id, ServiceWay.DIRECT, DAY, "浪石置业 陈某"),
    )
    assert on_card(database, county) == "示建安中〔2026〕1号（2026-11-12）"
    blank = begun(database, RESTART, Subject(paper_id=first.id))
    assert blank.suspension_number == first.number
    assert blank.addressee == CLIENT
    told = replace(blank, **SEEN)
    refused(database, RESTART, told, subject, "查验清单第1项.*没有写查验情况")
    sheet, subject = restarted(database, county)
    other = replace(sheet, suspension_number="示建安中〔2026〕9号")
    refused(database, RESTART, other, subject, "现行的是示建安中〔2026〕1号")
    paper = issue(database, RESTART, replace(sheet, issued=DAY), Subject(paper_id=first.id))
    assert on_card(database, county) is None
    row = stored(database, paper.id)
    assert (row.about_paper_id, row.project_id) == (first.id, county.project)
    words = printed(database, paper.id)
    assert "示建安中〔2026〕1号" in words
    assert "塔式起重机重新检查" in words
    refused(database, RESTART, sheet, subject, "已经有恢复施工安全监督告知书")
    again, subject = suspended(database, county)
    assert issue(database, SUSPENSION, again, subject).number == "示建安中〔2026〕2号"


def test_a_suspension_older_than_the_record_is_cited_as_typed(database, county):
    sheet, subject = restarted(database, county)
    refused(database, RESTART, sheet, subject, "缺中止告知书文号")
    old = replace(sheet, suspension_number="示建安中〔2025〕3号")
    paper = issue(database, RESTART, old, subject)
    assert stored(database, paper.id).about_paper_id is None
    assert "示建安中〔2025〕3号" in printed(database, paper.id)


def test_a_restart_cites_no_other_paper_and_none_that_was_voided(database, county):
    sheet, subject = suspended(database, county)
    voided = issue(database, SUSPENSION, sheet, subject)
    do(database, void_paper, VoidPaper(voided.id, "写错"))
    sheet, subject = restarted(database, county)
    cites = replace(sheet, suspension_number=voided.number)
    refused(database, RESTART, cites, subject, "已作废")
    ended, subject = terminated(database, county)
    other = issue(database, TERMINATION, ended, subject)
    cites = replace(sheet, suspension_number=other.number)
    refused(database, RESTART, cites, subject, "不是本工程的中止施工安全监督告知书")


def terminated(database, county: County):
    subject = Subject(project_id=county.project)
    return replace(begun(database, TERMINATION, subject), **SEEN), subject


def test_a_termination_names_what_was_handed_in(database, county):
    sheet, subject = terminated(database, county)
    assert len(sheet.materials) == 2
    refused(database, TERMINATION, replace(sheet, materials=()), subject, "缺申请材料")
    paper = issue(database, TERMINATION, sheet, subject)
    assert paper.number == "示建安终〔2026〕1号"
    assert "标准化自评" in printed(database, paper.id)


def test_hazards_left_open_are_told_before_a_termination(database, county):
    visited(database, county, date(2026, 10, 20), RAIL)
    sheet, subject = terminated(database, county)
    with database.reading() as session:
        told = notes_of(session, IssueTyped(TERMINATION, sheet, subject))
    assert told[-1] == "本工程还有 1 条隐患没有销号，请先核实"
    assert issue(database, TERMINATION, sheet, subject).number
