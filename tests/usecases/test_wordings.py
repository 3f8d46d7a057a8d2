"""文书用语 of the office: editions, restoring, official passages by entrustment; both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.change import ChangeSet
from db.codes import InNameOf, PaperKind
from db.tables.papers import Paper
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import paper_bytes
from desktop.queries.typed_subject import Subject
from desktop.queries.wordings import office_words, waiting_passages, wording_card, wording_rows
from desktop.reference.wording import wording
from desktop.usecases.closure_approvals import IssueClosureApproval, issue_closure_approval
from desktop.usecases.entrustments import SaveEntrustment, save_entrustment
from desktop.usecases.inspection_notices import IssueInspectionNotice, issue_inspection_notice
from desktop.usecases.interviews import (
    HoldInterview,
    IssueInterview,
    hold_interview,
    issue_interview,
)
from desktop.usecases.notices import IssueNotice, draft_notice, issue_rectification_notice
from desktop.usecases.receipts import blank_receipt
from desktop.usecases.recheck_opinions import IssueRecheckOpinion, issue_recheck_opinion
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.site_records import IssueSiteRecord, issue_site_record
from desktop.usecases.typed.all import begin, issue_typed
from desktop.usecases.typed.paper import IssueTyped
from desktop.usecases.undo import Undo, undo
from desktop.usecases.waiting_words import waiting_words
from desktop.usecases.wordings import (
    RestoreWording,
    SaveWording,
    restore_wording,
    save_wording,
)
from tests.documents.reading import pdfium_text
from tests.usecases.county import County, do
from tests.usecases.loop_county import FOUND, RAIL, TIES, notice, numbered, serve, stop, visited
from tests.usecases.test_approvals import approved, facts
from tests.usecases.test_notice_work import RECHECKED
from tests.usecases.test_stop_and_resume import rechecked

KIND = PaperKind.RECTIFICATION_NOTICE
DUE = date(2026, 10, 27)
OWN = "{被通知单位}：\n经查，{工程名称}有{隐患数}处隐患。\n{隐患清单}\n限{整改期限}前改正。"
BUREAU, ENTRUSTED = "block.remedy.bureau", "block.remedy.bureau_by_station"


@pytest.fixture
def county(database) -> County:
    return numbered(database)


def ask(database, query, *args):
    with database.reading() as session:
        return query(session, *args)


def read(database, key: int) -> str:
    return pdfium_text(ask(database, paper_bytes, key)).replace("\n", "").replace("\r", "")


def ordered(database, county, day: date = FOUND) -> int:
    _, hazards = visited(database, county, FOUND, RAIL)
    return do(database, issue_rectification_notice, IssueNotice(hazards, day, DUE)).id


def test_an_edition_changes_the_next_paper_and_not_the_issued_ones(database, county):
    before = ordered(database, county)
    kept = ask(database, paper_bytes, before)
    assert do(database, save_wording, SaveWording(KIND, OWN, "照本局习惯")) == 1
    after = ordered(database, county)
    assert "经查，示例县中心小学教学楼有1处隐患。" in read(database, after)
    assert "限2026年10月27日（含当日）前改正。" in read(database, after)
    assert "逾期后果" not in read(database, after)
    assert ask(database, paper_bytes, before) == kept
    assert "逾期后果" in read(database, before)
    with database.reading() as session:
        sheets = dict(session.execute(select(Paper.id, Paper.sheet)).all())
    assert "经查" in sheets[after]
    assert "经查" not in sheets[before]
    card = ask(database, wording_card, KIND)
    assert [(one.number, one.remark, one.saved_on) for one in card.editions] == [
        (1, "照本局习惯", date(2026, 11, 12))
    ]
    (row,) = (one for one in ask(database, wording_rows) if one.key == KIND)
    assert (row.title, row.edition, row.is_own) == ("责令限期整改通知书", 1, True)


def test_an_old_edition_and_the_shipped_words_come_back(database, county):
    shipped = ask(database, office_words, KIND)
    do(database, save_wording, SaveWording(KIND, OWN))
    do(database, save_wording, SaveWording(KIND, OWN.replace("经查", "经现场检查")))
    assert do(database, restore_wording, RestoreWording(KIND, 1)) == 3
    assert ask(database, office_words, KIND) == OWN
    with pytest.raises(RuleViolation, match="没有改动"):
        do(database, restore_wording, RestoreWording(KIND, 1))
    with pytest.raises(RuleViolation, match="没有第9版"):
        do(database, restore_wording, RestoreWording(KIND, 9))
    assert do(database, restore_wording, RestoreWording(KIND)) == 4
    assert ask(database, office_words, KIND) == shipped
    assert not next(one for one in ask(database, wording_rows) if one.key == KIND).is_own
    card = ask(database, wording_card, KIND)
    remarks = [one.remark for one in card.editions]
    assert remarks == ["恢复随程序的用语", "恢复第1版", "", ""]
    assert card.words_of(card.editions[0]) == wording(KIND).body.strip("\n")


def test_a_save_is_undone_like_any_other_act(database, county):
    do(database, save_wording, SaveWording(KIND, OWN))
    do(database, save_wording, SaveWording(KIND, OWN.replace("经查", "经现场检查")))
    with database.reading() as session:
        last = session.scalars(select(ChangeSet).order_by(ChangeSet.n.desc())).first()
    assert (last.verb, last.subject) == ("save_wording", "责令限期整改通知书 第2版")
    do(database, undo, Undo(str(last.id)))
    assert ask(database, office_words, KIND) == OWN


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{被通知单位}：\n请改正{工程名}的隐患。", "第2行的“{工程名}”不是本文书的字段"),
        ("{被通知单位}：\n请于{整改期限前改正。", "第2行的大括号没有成对"),
        ("{被通知单位}：\n\ue000", "第2行.*没有字体能印"),
        ("  \n", "不能为空"),
        (OWN + "\n\n", "没有改动"),
    ],
)
def test_what_could_not_be_printed_is_refused_when_saved(database, county, body, words):
    do(database, save_wording, SaveWording(KIND, OWN))
    with pytest.raises(RuleViolation, match=words):
        do(database, save_wording, SaveWording(KIND, body))
    assert ask(database, office_words, KIND) == OWN


def test_what_is_no_paper_has_no_words(database, county):
    for key in ("month_report", "no_such"):
        with pytest.raises(RuleViolation, match="没有这种文书"):
            do(database, save_wording, SaveWording(key, "甲"))


def test_a_line_whose_field_is_empty_falls_away(database, county):
    do(database, save_wording, SaveWording(KIND, f"{OWN}\n有疑问请拨打{{联系方式}}。"))
    _, hazards = visited(database, county, FOUND, RAIL)
    silent = ask(database, draft_notice, IssueNotice(hazards, FOUND, DUE))
    told = ask(database, draft_notice, IssueNotice(hazards, FOUND, DUE, contact="0898-6"))
    assert "有疑问" not in pdfium_text(silent)
    assert "有疑问请拨打0898-6。" in pdfium_text(told)


def test_the_remedy_follows_the_entrustment_of_the_day(database, county):
    entrust(database, InNameOf.BUREAU, date(2026, 1, 1), date(2026, 10, 20))
    entrust(database, InNameOf.BUREAU_BY_STATION, date(2026, 10, 21), None)
    do(database, save_wording, SaveWording(BUREAU, "向示例县人民政府申请复议。"))
    before = ordered(database, county, date(2026, 10, 20))
    waiting = ask(database, waiting_passages, KIND, date(2026, 10, 21))
    assert [one.key for one in waiting] == [ENTRUSTED]
    assert "行政复议法第二十条" in waiting[0].source
    assert not ask(database, waiting_passages, KIND, date(2026, 10, 20))
    do(database, save_wording, SaveWording(ENTRUSTED, "受委托实施，由委托的局承担责任。"))
    after = ordered(database, county, date(2026, 10, 21))
    assert "向示例县人民政府申请复议。" in read(database, before)
    assert "受委托实施" not in read(database, before)
    assert "受委托实施，由委托的局承担责任。" in read(database, after)
    # One of yesterday written today says what held yesterday.
    assert "向示例县人民政府" in read(database, ordered(database, county, date(2026, 10, 20)))


def entrust(database, way: InNameOf, first: date, last: date | None) -> None:
    do(database, save_entrustment, SaveEntrustment("监督检查", way, first, last))


def test_a_passage_not_entered_is_said_and_hinders_nothing(database, county):
    _, hazards = visited(database, county, FOUND, RAIL)
    command = IssueNotice(hazards, FOUND, DUE)
    said = ask(database, waiting_words, command)
    assert "待录入原文：救济告知·局（行政复议法第二十条" in said
    issued = do(database, issue_rectification_notice, command)
    assert "救济" not in read(database, issued.id)
    assert ask(database, waiting_words, IssueInterview(FOUND, DUE, "会议室", "逾期")) == ""
    # Words that do not name the field wait for nothing.
    do(database, save_wording, SaveWording(KIND, OWN))
    assert ask(database, waiting_words, command) == ""


def test_a_passage_is_the_text_itself(database, county):
    with pytest.raises(RuleViolation, match="第2行有大括号"):
        do(database, save_wording, SaveWording(BUREAU, "可以申请复议。\n{工程名称}"))
    do(database, save_wording, SaveWording(BUREAU, "甲。\n乙。"))
    do(database, save_wording, SaveWording(BUREAU, "", "原文有误，先撤下"))
    row = next(one for one in ask(database, wording_rows) if one.key == BUREAU)
    assert (row.edition, row.is_waiting) == (2, True)


MARK = "本行为本局自定。"


def test_every_paper_of_the_loop_carries_the_words_of_the_office(database, county):
    marked = (
        PaperKind.SITE_RECORD,
        KIND,
        PaperKind.SERVICE_RECEIPT,
        PaperKind.RECHECK_OPINION,
        PaperKind.STOP_ORDER,
        PaperKind.CLOSURE_APPROVAL,
        PaperKind.INTERVIEW_NOTICE,
        PaperKind.INTERVIEW_RECORD,
    )
    mark(database, *marked)
    visit, _ = visited(database, county, FOUND, RAIL)
    do(database, issue_site_record, IssueSiteRecord(visit, FOUND))
    issued, hazards = notice(database, county, RAIL)
    assert MARK in pdfium_text(ask(database, blank_receipt, issued.id))
    rechecked(database, county, issued.id, hazards)
    do(database, issue_recheck_opinion, IssueRecheckOpinion(issued.id, RECHECKED))
    do(database, issue_closure_approval, IssueClosureApproval(hazards, RECHECKED))
    _, others = visited(database, county, FOUND, RAIL)
    serve(database, stop(database, others).id, FOUND)
    call = IssueInterview(date(2026, 11, 2), date(2026, 11, 5), "会议室", "逾期", hazards=others)
    talk = do(database, issue_interview, call).interview_id
    do(database, hold_interview, HoldInterview(talk, date(2026, 11, 5), "符某", ("逾期",)))
    assert kinds_with(database, MARK) == set(marked)


def test_the_papers_of_approval_carry_them_with_the_prohibitions(database, county):
    both = (PaperKind.INSPECTION_APPROVAL, PaperKind.INSPECTION_NOTICE)
    for kind in both:
        do(database, set_next_number, SetNextNumber(kind, 2026, f"示建{kind.value[-3:]}", 1))
    mark(database, *both)
    key = approved(database, facts(county))
    day = date(2026, 11, 9)
    command = IssueInspectionNotice(key, county.project, day, day)
    assert "五个严禁告知（国办发〔2024〕54号原文）" in ask(database, waiting_words, command)
    do(database, save_wording, SaveWording("block.prohibitions", "一严禁；二严禁。"))
    assert ask(database, waiting_words, command) == ""
    issued = do(database, issue_inspection_notice, command)
    assert "五个严禁。一严禁；二严禁。" in read(database, issued.id)
    assert kinds_with(database, MARK) == set(both)


def mark(database, *kinds: PaperKind) -> None:
    for kind in kinds:
        body = ask(database, office_words, kind)
        do(database, save_wording, SaveWording(kind, f"{body}\n{MARK}"))


def kinds_with(database, words: str) -> set[PaperKind]:
    """The kinds all of whose papers say it, in the sheet and in print."""
    with database.reading() as session:
        papers = session.execute(select(Paper.id, Paper.kind, Paper.sheet)).all()
    assert papers
    silent = {
        kind
        for key, kind, sheet in papers
        if words not in sheet or words not in read(database, key)
    }
    return {kind for _, kind, _ in papers} - silent


def test_typed_papers_have_them_too(database, county):
    """挂牌督办 prints the remedy; a document's first line is its title."""
    kind = PaperKind.LISTED_SUPERVISION_NOTICE
    mark(database, kind)
    do(database, set_next_number, SetNextNumber(kind, 2026, "示建督", 1))
    _, hazards = visited(database, county, FOUND, TIES)
    subject = Subject(hazards=hazards)
    day = date(2026, 11, 12)
    sheet = replace(ask(database, begin, kind, subject, day), due=date(2026, 12, 12))
    command = IssueTyped(kind, sheet, subject)
    assert "救济告知·局" in ask(database, waiting_words, command)
    do(database, save_wording, SaveWording(BUREAU, "可以申请复议。"))
    assert ask(database, waiting_words, command) == ""
    issued = do(database, issue_typed, command)
    assert "可以申请复议。" in read(database, issued.id)
    assert MARK in read(database, issued.id)
    own = "{发文机关}通报{事由}\n本局通报如下。\n{隐患清单}"
    do(database, save_wording, SaveWording(PaperKind.CIRCULAR, own))
    begun = ask(database, begin, PaperKind.CIRCULAR, subject, day)
    assert begun.title.startswith("示例县住房和城乡建设局通报")
    assert begun.text.startswith("本局通报如下。")
