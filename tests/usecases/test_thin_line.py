"""One hazard from its visit to its closure, on both databases."""

import hashlib
import io
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import select

from db.codes import (
    AnswerValue,
    ClosureWay,
    HazardLevel,
    HazardSource,
    HazardState,
    HazardStepKind,
    PaperKind,
    PaperState,
    ServiceWay,
    SignerRole,
)
from db.tables.hazards import Hazard, HazardStep
from db.tables.office import NumberSeries
from db.tables.papers import Paper, Service
from db.tables.signatures import Attachment, Signature
from db.tables.visits import Visit, VisitAnswer
from db.verify import verify
from desktop.domain.errors import KnownProblem, RuleViolation
from desktop.queries.papers import paper_bytes, series_rows
from desktop.usecases.attachments import NewFile
from desktop.usecases.findings import Finding, RecordHazard, record_hazard
from desktop.usecases.hazards import (
    CloseHazard,
    RecordRecheck,
    RecordReply,
    ReviewHazard,
    close_hazard,
    record_recheck,
    record_reply,
    review_hazard,
)
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.papers import ServePaper, VoidPaper, serve_paper, void_paper
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visit_command import Answer, RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import County, do, settle

FAILED = Finding("三层临边防护栏杆缺失", item="B3-1", part="3号楼三层")
NO_TIES = "2024-7-2"


@pytest.fixture
def county(database) -> County:
    return settle(database)


def photo(taken: str | None = None) -> NewFile:
    picture = Image.new("RGB", (8, 8), "white")
    exif = Image.Exif()
    if taken:
        exif[306] = taken
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return NewFile("现场.jpg", out.getvalue())


def visit_of(county: County, *findings: Finding, **more) -> RecordVisit:
    given = {
        "sections": ("脚手架工程",),
        "answers": (Answer("2024-7-1", AnswerValue.PASS),),
        **more,
    }
    return RecordVisit(
        county.project, date(2026, 10, 20), county.inspectors[:2], findings=findings, **given
    )


def signed(county: County, visit: int) -> SignVisit:
    return SignVisit(
        visit,
        (
            Signed(SignerRole.INSPECTOR, "林喆", county.inspectors[0], "[[1,2]]"),
            Signed(SignerRole.INSPECTOR, "邢䶮", county.inspectors[1], "[[1,2]]"),
            Signed(SignerRole.SITE, "麦大勇", None, "[[1,2]]"),
        ),
    )


def one(database, table, **where):
    with database.reading() as session:
        return session.scalars(select(table).filter_by(**where)).one()


def test_visit_freezes_who_was_responsible_and_makes_hazards(database, county):
    found = do(database, record_visit, visit_of(county, FAILED))
    visit = one(database, Visit, id=found.id)
    assert (visit.month, visit.grid_id, visit.inspector_id) == (
        202610,
        county.grid,
        county.inspectors[0],
    )
    assert visit.inspectors_text == "林喆、邢䶮"
    hazard = one(database, Hazard, visit_id=found.id)
    assert (hazard.level, hazard.source) == (HazardLevel.GENERAL, HazardSource.VISIT)
    assert (hazard.state, hazard.month) == (HazardState.FOUND, 202610)
    assert hazard.clause == "《建筑施工安全检查标准》（JGJ 59-2011）表B.3扣件式钢管脚手架“施工方案”"
    answers = {"2024-7-1": AnswerValue.PASS, "B3-1": AnswerValue.FAIL}
    with database.reading() as session:
        stored = session.scalars(select(VisitAnswer)).all()
    assert {row.item: row.value for row in stored} == answers


def test_what_a_visit_lacks_is_said_and_never_refused(database, county):
    alone = RecordVisit(county.project, date(2026, 10, 20), county.inspectors[:1])
    found = do(database, record_visit, alone)
    words = "；".join(found.missing)
    for gap in ("检查人员不足", "检查人未签名", "被检查单位未签名", "没有勾选", "未审批"):
        assert gap in words
    assert "执法证" not in words


def test_a_visit_that_lies_ahead_is_refused_and_leaves_nothing(database, county):
    ahead = RecordVisit(county.project, date(2026, 11, 13), county.inspectors[:2])
    with pytest.raises(RuleViolation, match="晚于今天"):
        do(database, record_visit, ahead)
    with database.reading() as session:
        assert session.scalars(select(Visit)).all() == []


def test_an_item_of_another_day_is_refused(database, county):
    early = RecordVisit(
        county.project,
        date(2024, 12, 12),
        county.inspectors[:2],
        answers=(Answer("2024-7-1", AnswerValue.PASS),),
    )
    with pytest.raises(RuleViolation, match="不是检查当日有效的检查项"):
        do(database, record_visit, early)


def test_photos_keep_their_bytes_and_only_their_own_time(database, county):
    with_time, without = photo("2026:10:20 09:31:05"), photo()
    do(database, record_visit, visit_of(county, photos=(with_time, without)))
    with database.reading() as session:
        kept = session.scalars(select(Attachment).order_by(Attachment.id)).all()
    assert [row.taken_at for row in kept] == ["2026-10-20T09:31:05", None]
    assert [row.has_exif for row in kept] == [True, False]
    assert kept[0].sha256 == hashlib.sha256(with_time.content).hexdigest()


def test_a_file_that_is_no_picture_is_named(database, county):
    command = visit_of(county, photos=(NewFile("会议纪要.jpg", b"no picture"),))
    with pytest.raises(KnownProblem, match="会议纪要"):
        do(database, record_visit, command)


def test_signatures_bind_to_what_the_record_said(database, county):
    found = do(database, record_visit, visit_of(county, FAILED))
    left = do(database, sign_visit, signed(county, found.id))
    assert left == ("未审批",)
    with database.reading() as session:
        digests = {row.content_sha256 for row in session.scalars(select(Signature))}
    assert len(digests) == 1
    with pytest.raises(RuleViolation, match="已签过名"):
        do(database, sign_visit, signed(county, found.id))


def test_a_stranger_does_not_sign_as_inspector(database, county):
    found = do(database, record_visit, visit_of(county))
    stranger = Signed(SignerRole.INSPECTOR, "吴海波", county.inspectors[2], "[[1,2]]")
    with pytest.raises(RuleViolation, match="不是本次检查的检查人员"):
        do(database, sign_visit, SignVisit(found.id, (stranger,)))


def issue(database, county: County, *findings: Finding) -> tuple[int, tuple[int, ...]]:
    found = do(database, record_visit, visit_of(county, *findings))
    command = IssueNotice(found.hazards, date(2026, 10, 20), date(2026, 10, 27))
    return do(database, issue_rectification_notice, command).id, found.hazards


def test_a_notice_takes_its_number_and_keeps_its_bytes(database, county):
    paper_id, hazards = issue(database, county, FAILED)
    paper = one(database, Paper, id=paper_id)
    assert (paper.number, paper.serial, paper.state) == (
        "示建安整〔2026〕7号",
        7,
        PaperState.ISSUED,
    )
    assert paper.enterprise_id == county.contractor
    with database.reading() as session:
        content = paper_bytes(session, paper_id)
    assert content.startswith(b"%PDF")
    assert hashlib.sha256(content).hexdigest() == paper.sha256
    hazard = one(database, Hazard, id=hazards[0])
    assert (hazard.state, hazard.due) == (HazardState.ORDERED, date(2026, 10, 27))
    assert hazard.notice_no == paper.number
    assert one(database, NumberSeries).next_number == 8


def test_a_refused_notice_takes_no_number(database, county):
    found = do(database, record_visit, visit_of(county, FAILED))
    late = IssueNotice(found.hazards, date(2026, 10, 20), date(2026, 10, 19))
    with pytest.raises(RuleViolation, match="整改期限不能早于"):
        do(database, issue_rectification_notice, late)
    unprintable = Finding("\U0003a000 脚手架", item="B3-1")
    odd = do(database, record_visit, visit_of(county, unprintable))
    command = IssueNotice(odd.hazards, date(2026, 10, 20), date(2026, 10, 27))
    with pytest.raises(RuleViolation, match=r"U\+3A000"):
        do(database, issue_rectification_notice, command)
    assert one(database, NumberSeries).next_number == 7


def test_ordinary_hazard_goes_the_whole_line(database, county):
    paper_id, hazards = issue(database, county, FAILED)
    served = ServePaper(
        paper_id, ServiceWay.DIRECT, date(2026, 10, 21), "麦大勇", servers=county.inspectors[:1]
    )
    receipt = do(database, serve_paper, served)
    assert one(database, Paper, id=receipt).kind is PaperKind.SERVICE_RECEIPT
    assert one(database, Service).served_on == date(2026, 10, 21)
    assert one(database, Hazard, id=hazards[0]).state is HazardState.SERVED
    do(database, record_reply, RecordReply(hazards, date(2026, 10, 25)))
    unproved = RecordRecheck(
        hazards, date(2026, 10, 26), True, ClosureWay.ON_PAPER, county.inspectors[0]
    )
    with pytest.raises(RuleViolation, match="缺整改证据"):
        do(database, record_recheck, unproved)
    with pytest.raises(RuleViolation, match="尚未复查合格"):
        do(database, close_hazard, CloseHazard(hazards, date(2026, 10, 26), ClosureWay.ON_PAPER))
    proved = RecordRecheck(
        hazards,
        date(2026, 10, 26),
        True,
        ClosureWay.ON_PAPER,
        county.inspectors[0],
        evidence=photo(),
    )
    do(database, record_recheck, proved)
    do(database, close_hazard, CloseHazard(hazards, date(2026, 10, 26), ClosureWay.ON_PAPER))
    closed = one(database, Hazard, id=hazards[0])
    assert (closed.state, closed.closed_on) == (HazardState.CLOSED, date(2026, 10, 26))
    with database.reading() as session:
        steps = session.scalars(select(HazardStep).order_by(HazardStep.position)).all()
        assert verify(session, session.info["files"]) == []
    assert [row.kind for row in steps] == [
        HazardStepKind.ORDERED,
        HazardStepKind.SERVED,
        HazardStepKind.REPLIED,
        HazardStepKind.RECHECK_PASSED,
        HazardStepKind.CLOSED,
    ]


def test_on_the_spot_is_closed_the_day_it_was_found(database, county):
    there = Finding("灭火器过期", item="B1-3", on_the_spot=True)
    found = do(database, record_visit, visit_of(county, there))
    hazard = one(database, Hazard, id=found.hazards[0])
    assert (hazard.state, hazard.closed_on) == (HazardState.CLOSED, date(2026, 10, 20))
    with pytest.raises(RuleViolation):
        do(
            database,
            issue_rectification_notice,
            IssueNotice(found.hazards, date(2026, 10, 20), date(2026, 10, 27)),
        )


def test_a_major_hazard_needs_two_on_site_and_a_third_who_reviews(database, county):
    paper_id, hazards = issue(database, county, Finding("整层无连墙件", item=NO_TIES))
    assert one(database, Hazard, id=hazards[0]).level is HazardLevel.MAJOR
    assert "第七条第（二）项" in one(database, Hazard, id=hazards[0]).clause
    back = do(database, record_visit, visit_of(county))
    alone = RecordRecheck(
        hazards,
        date(2026, 10, 20),
        True,
        ClosureWay.ON_SITE,
        county.inspectors[0],
        evidence=photo(),
    )
    with pytest.raises(RuleViolation, match="两名监督员"):
        do(database, record_recheck, alone)
    together = RecordRecheck(
        hazards,
        date(2026, 10, 20),
        True,
        ClosureWay.ON_SITE,
        visit_id=back.id,
        evidence=photo(),
    )
    do(database, record_recheck, together)
    close = CloseHazard(hazards, date(2026, 10, 30), ClosureWay.ON_SITE)
    with pytest.raises(RuleViolation, match="审核"):
        do(database, close_hazard, close)
    with pytest.raises(RuleViolation, match="检查人"):
        do(database, review_hazard, ReviewHazard(hazards, date(2026, 10, 28), county.inspectors[1]))
    do(database, review_hazard, ReviewHazard(hazards, date(2026, 10, 28), county.inspectors[2]))
    do(database, close_hazard, close)
    assert one(database, Hazard, id=hazards[0]).state is HazardState.CLOSED
    assert paper_id


def test_a_voided_notice_keeps_its_row_and_gives_its_hazards_back(database, county):
    paper_id, hazards = issue(database, county, FAILED)
    do(database, void_paper, VoidPaper(paper_id, "被通知单位写错"))
    assert one(database, Paper, id=paper_id).state is PaperState.VOIDED
    hazard = one(database, Hazard, id=hazards[0])
    assert (hazard.state, hazard.notice_no) == (HazardState.FOUND, None)
    again = IssueNotice(hazards, date(2026, 10, 21), date(2026, 10, 28))
    assert do(database, issue_rectification_notice, again).number == "示建安整〔2026〕8号"
    with database.reading() as session:
        series = series_rows(session)[0]
    assert series.gaps.whole
    assert series.gaps.voided == (7,)


def test_what_was_served_is_not_voided(database, county):
    paper_id, _ = issue(database, county, FAILED)
    do(
        database,
        serve_paper,
        ServePaper(paper_id, ServiceWay.DIRECT, date(2026, 10, 21), "麦大勇"),
    )
    with pytest.raises(RuleViolation, match="已送达"):
        do(database, void_paper, VoidPaper(paper_id, "写错"))


def test_a_hazard_from_elsewhere_needs_no_visit(database, county):
    told = RecordHazard(
        county.project,
        date(2026, 10, 8),
        HazardSource.COMPLAINT,
        Finding("夜间塔吊吊运过人行道"),
    )
    key = do(database, record_hazard, told)
    hazard = one(database, Hazard, id=key)
    assert (hazard.source, hazard.visit_id, hazard.level) == (
        HazardSource.COMPLAINT,
        None,
        HazardLevel.GENERAL,
    )
