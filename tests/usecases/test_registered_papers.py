"""录入件: papers written on site or issued elsewhere, registered afterwards, on both databases."""

import io
from datetime import date
from hashlib import sha256

import pytest
from PIL import Image
from sqlalchemy import func, select

from db.codes import (
    CaseStep,
    HazardSource,
    HazardState,
    HazardStepKind,
    InNameOf,
    NumberSource,
    Outcome,
    PaperKind,
    PaperState,
    ServiceWay,
)
from db.tables.hazards import Hazard, HazardStep
from db.tables.issuing import PaperCase
from db.tables.papers import Paper, Service
from db.tables.signatures import Attachment
from desktop.documents.measure import measure
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import Leave
from desktop.queries.cases import case_card
from desktop.queries.figures.catalogue import FIGURES
from desktop.queries.figures.span import month_span
from desktop.queries.notices import NOTICES
from desktop.queries.number_blocks import block_rows
from desktop.queries.paper_card import NextStep, paper_card
from desktop.queries.papers import ORIGINAL, TRANSCRIPT, paper_bytes
from desktop.queries.view import View
from desktop.queries.visit_card import file_bytes
from desktop.usecases.attachments import NewFile
from desktop.usecases.findings import Finding
from desktop.usecases.number_blocks import HandOutBlock, hand_out_block
from desktop.usecases.paper_rules import SetSteps, set_steps
from desktop.usecases.paper_scans import BindPaperScan, bind_paper_scan
from desktop.usecases.papers import ServePaper, VoidPaper, serve_paper, void_paper
from desktop.usecases.registered_papers import NewHazards, RegisterPaper, register_paper
from desktop.usecases.verify import verify_office
from tests.documents.reading import pdfium_text
from tests.usecases.county import ACT, do
from tests.usecases.loop_county import RAIL, TIES, notice, numbered, visited

STOP, NOTICE = PaperKind.STOP_ORDER, PaperKind.RECTIFICATION_NOTICE
DAY = date(2026, 10, 20)
HANDED = ServePaper(0, ServiceWay.DIRECT, DAY, "麦大勇", hour="16:40", place="3号楼")


def picture(shade: int = 200, size: tuple[int, int] = (300, 420)) -> NewFile:
    target = io.BytesIO()
    Image.new("RGB", size, (shade, shade, shade)).save(target, "JPEG")
    return NewFile(f"手写{shade}.jpg", target.getvalue())


@pytest.fixture
def county(database):
    return numbered(database)


@pytest.fixture
def block(database, county) -> int:
    command = HandOutBlock(STOP, 2026, "示建安停现", 1, 5, date(2026, 10, 9), county.inspectors[0])
    return do(database, hand_out_block, command)


def ask(database, query, *given):
    with database.reading() as session:
        return query(session, *given)


def stop_order(county, hazards, **more) -> RegisterPaper:
    told = {
        "kind": STOP,
        "issued_on": DAY,
        "origin": "现场手写",
        "project_id": county.project,
        "hazards": hazards,
        "scope": "3号楼外架",
        "reason": "架体随时可能倾覆",
        "due": date(2026, 10, 30),
        "scans": (picture(),),
        "service": HANDED,
        "leave": Leave(NumberSource.EXTERNAL, "示建安停手[2026]3号"),
    }
    return RegisterPaper(**{**told, **more})


def test_a_handwritten_stop_order_counts_from_its_real_service(database, county):
    _, hazards = visited(database, county, DAY, TIES, RAIL)
    done = do(database, register_paper, stop_order(county, hazards))
    assert done.number == "示建安停手〔2026〕3号"
    with database.reading() as session:
        paper = session.get(Paper, done.id)
        assert (paper.registered, paper.history, paper.origin) == (True, False, "现场手写")
        assert (paper.issued_on, paper.month, paper.entered_on) == (DAY, 202610, ACT.today)
        assert (paper.state, paper.served_on, paper.due) == (
            PaperState.SERVED,
            DAY,
            date(2026, 10, 30),
        )
        assert paper.number_source is NumberSource.EXTERNAL
        (service,) = session.scalars(select(Service)).all()
        assert (service.handed_at, service.receiver) == ("16:40", "麦大勇")
        for hazard in session.scalars(select(Hazard)):
            assert (hazard.outcome, hazard.state) == (Outcome.STOPPED, HazardState.SERVED)
            assert (hazard.due, hazard.notice_no) == (date(2026, 10, 30), done.number)
        steps = session.scalars(select(HazardStep).order_by(HazardStep.id)).all()
        assert {(step.kind, step.happened_on) for step in steps} == {
            (HazardStepKind.ORDERED, DAY),
            (HazardStepKind.SERVED, DAY),
        }
        receipts = select(func.count()).where(Paper.kind == PaperKind.SERVICE_RECEIPT)
        assert session.scalar(receipts) == 0, "the receiver signed the handwritten paper itself"
    assert ask(database, verify_office) == ()


def test_the_scan_is_the_original_and_ours_a_copy(database, county):
    _, hazards = visited(database, county, DAY, TIES)
    pages = (picture(120), picture(220, (420, 300)))
    done = do(database, register_paper, stop_order(county, hazards, scans=pages))
    original = ask(database, paper_bytes, done.id)
    assert original.startswith(b"%PDF")
    assert pdfium_text(original).strip() == "", "two pages of pictures, no words of ours"
    with database.reading() as session:
        own = session.scalars(select(Attachment).order_by(Attachment.id)).all()
        copy = file_bytes(session, next(one.id for one in own if one.purpose == TRANSCRIPT))
        kept = [one.sha256 for one in own if one.purpose == ORIGINAL]
    assert kept == [sha256(one.content).hexdigest() for one in pages]
    assert measure(copy).ok
    words = pdfium_text(copy)
    assert "录入件（以原件为准）" in words
    assert "2026年10月20日16时40分" in words.replace("\n", ""), "stopped when it was handed over"
    assert "示建安停手〔2026〕3号" in words


def test_one_pdf_is_kept_byte_for_byte(database, county):
    _, hazards = visited(database, county, DAY, TIES)
    scan = NewFile("停工通知书.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")
    done = do(database, register_paper, stop_order(county, hazards, scans=(scan,)))
    assert ask(database, paper_bytes, done.id) == scan.content
    mixed = stop_order(county, (), scans=(scan, picture()))
    with pytest.raises(RuleViolation, match="至少一项"):
        do(database, register_paper, mixed)


def test_a_mixed_scan_is_refused_whole(database, county):
    _, hazards = visited(database, county, DAY, TIES)
    scan = NewFile("停工通知书.pdf", b"%PDF-1.4\n%%EOF")
    with pytest.raises(RuleViolation, match="不要混在一起"):
        do(database, register_paper, stop_order(county, hazards, scans=(scan, picture())))
    with database.reading() as session:
        assert session.scalar(select(func.count(Paper.id))) == 0
        assert session.scalar(select(Hazard.state)) is HazardState.FOUND


def test_its_scan_may_follow(database, county):
    _, hazards = visited(database, county, DAY, TIES)
    done = do(database, register_paper, stop_order(county, hazards, scans=()))
    card = ask(database, paper_card, done.id, ACT.today)
    assert (card.has_bytes, card.lacks_scan) == (False, True)
    do(database, bind_paper_scan, BindPaperScan(done.id, picture()))
    card = ask(database, paper_card, done.id, ACT.today)
    assert (card.has_bytes, card.lacks_scan) == (True, False)
    assert ask(database, paper_bytes, done.id).startswith(b"%PDF")


def test_a_blank_of_a_block_is_used_by_it(database, county, block):
    _, hazards = visited(database, county, DAY, TIES)
    leave = Leave(NumberSource.EXTERNAL, "示建安停现(2026)1号")
    done = do(database, register_paper, stop_order(county, hazards, leave=leave))
    assert done.number == "示建安停现〔2026〕1号", "known as a blank by its number"
    (row,) = ask(database, block_rows)
    assert (row.used, row.open) == ((1,), (2, 3, 4, 5))


def test_an_order_without_a_number_still_orders(database, county):
    _, hazards = visited(database, county, DAY, TIES, RAIL)
    done = do(database, register_paper, stop_order(county, hazards, leave=Leave()))
    assert done.number == ""
    view = View(today=ACT.today)
    (row,) = ask(database, NOTICES.everything, view)
    assert (row.items, row.open, row.moved, row.waits) == (2, 2, 0, "待回复、复查")
    assert ask(database, paper_card, done.id, ACT.today).next_step is NextStep.REPLY


def test_our_own_series_is_not_written_by_hand(database, county):
    _, hazards = visited(database, county, DAY, TIES)
    leave = Leave(NumberSource.EXTERNAL, "示建安停〔2026〕9号")
    with pytest.raises(RuleViolation, match="由本系统为停工通知书编号"):
        do(database, register_paper, stop_order(county, hazards, leave=leave))
    with pytest.raises(RuleViolation, match="不再由本系统编号"):
        do(database, register_paper, stop_order(county, hazards, leave=Leave(number="9")))


def test_new_hazards_come_with_a_notice_of_another_system(database, county):
    new = NewHazards(
        (Finding("电缆拖地", part="配电房"), Finding("灭火器过期", item="B2-6")),
        DAY,
        HazardSource.PLATFORM,
    )
    command = RegisterPaper(
        NOTICE,
        DAY,
        "省级监管平台",
        county.project,
        Leave(NumberSource.EXTERNAL, "琼监平台〔2026〕88号"),
        new=new,
        due=date(2026, 10, 27),
        in_name_of=InNameOf.STATION,
        service=ServePaper(0, ServiceWay.ELECTRONIC, date(2026, 10, 22), consent=True),
    )
    done = do(database, register_paper, command)
    with database.reading() as session:
        hazards = session.scalars(select(Hazard).order_by(Hazard.id)).all()
        assert [(one.state, one.due, one.source) for one in hazards] == [
            (HazardState.SERVED, date(2026, 10, 27), HazardSource.PLATFORM)
        ] * 2
        paper = session.get(Paper, done.id)
        assert (paper.in_name_of, paper.served_on) == (InNameOf.STATION, date(2026, 10, 22))
        copy = session.scalar(select(Attachment.id).where(Attachment.purpose == TRANSCRIPT))
        assert "示例县建设工程质量安全监督站" in pdfium_text(file_bytes(session, copy))
    card = ask(database, paper_card, done.id, ACT.today)
    assert card.next_step is NextStep.REPLY
    assert ask(database, verify_office) == ()


def test_what_our_visits_find_is_not_typed_twice(database, county):
    new = NewHazards((Finding("电缆拖地"),), DAY, HazardSource.VISIT)
    with pytest.raises(RuleViolation, match="先登记检查"):
        do(database, register_paper, stop_order(county, (), new=new))


def test_any_other_paper_has_a_card(database, county):
    command = RegisterPaper(
        PaperKind.INSPECTION_NOTICE,
        DAY,
        "协同办公系统",
        county.project,
        matter="专项检查三天",
        scans=(picture(),),
    )
    done = do(database, register_paper, command)
    assert done.number == ""
    card = ask(database, paper_card, done.id, ACT.today)
    assert (card.kind_words, card.registered, card.next_step) == (
        "行政检查通知书",
        True,
        NextStep.SERVE,
    )
    do(database, serve_paper, ServePaper(done.id, ServiceWay.DIRECT, DAY, "麦大勇"))
    with database.reading() as session:
        copy = session.scalar(select(Attachment.id).where(Attachment.purpose == TRANSCRIPT))
        words = pdfium_text(file_bytes(session, copy))
    assert "专项检查三天" in words
    assert "协同办公系统" in words


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"origin": " "}, "原件出自哪里"),
        ({"issued_on": date(2026, 11, 13)}, "成文"),
        ({"scope": ""}, "停工部位"),
        ({"kind": PaperKind.RESUMPTION_NOTICE}, "在它自己的页面办理"),
        ({"kind": PaperKind.LETTER}, "请不要选隐患"),
        ({"service": ServePaper(0, ServiceWay.DIRECT, date(2026, 10, 19), "麦")}, "不能早于签发"),
        ({"due": date(2026, 10, 19)}, "不能早于"),
        ({"leave": Leave(NumberSource.EXTERNAL, "三号")}, "代字〔年份〕序号号"),
    ],
)
def test_what_is_refused_leaves_nothing(database, county, more, refusal):
    _, hazards = visited(database, county, DAY, TIES)
    with pytest.raises(RuleViolation, match=refusal):
        do(database, register_paper, stop_order(county, hazards, **more))
    with database.reading() as session:
        assert session.scalar(select(func.count(Paper.id))) == 0


def test_a_wrong_entry_is_withdrawn_and_made_anew(database, county, block):
    """Served or not: the hazards are as they were, and the number is free for the right entry."""
    _, hazards = visited(database, county, DAY, TIES)
    leave = Leave(NumberSource.BLOCK, "示建安停现〔2026〕2号", block)
    wrong = do(database, register_paper, stop_order(county, hazards, leave=leave))
    do(database, void_paper, VoidPaper(wrong.id, "录错工程"))
    with database.reading() as session:
        hazard = session.scalars(select(Hazard)).one()
        assert (hazard.state, hazard.outcome, hazard.due) == (
            HazardState.FOUND,
            Outcome.ORDERED,
            None,
        )
        assert session.get(Paper, wrong.id).number.startswith("示建安停现〔2026〕2号（登记作废")
    right = do(database, register_paper, stop_order(county, hazards, leave=leave))
    assert right.number == "示建安停现〔2026〕2号"
    (row,) = ask(database, block_rows)
    assert (row.used, row.voided) == ((2,), ())
    assert ask(database, verify_office) == ()


def test_hazards_that_came_with_a_withdrawn_entry_stay_found(database, county):
    new = NewHazards((Finding("电缆拖地"),), DAY, HazardSource.ASSIGNED)
    wrong = do(database, register_paper, stop_order(county, (), new=new))
    do(database, void_paper, VoidPaper(wrong.id, "录错"))
    with database.reading() as session:
        hazard = session.scalars(select(Hazard)).one()
        told = (hazard.state, hazard.outcome, hazard.due, hazard.notice_no)
    assert told == (HazardState.FOUND, Outcome.ORDERED, None, None)
    assert ask(database, verify_office) == ()


def test_a_stop_order_takes_over_what_a_notice_ordered(database, county):
    issued, hazards = notice(database, county, TIES)
    later = stop_order(
        county,
        hazards,
        issued_on=date(2026, 10, 23),
        service=ServePaper(0, ServiceWay.DIRECT, date(2026, 10, 23), "麦大勇", hour="9:05"),
    )
    done = do(database, register_paper, later)
    assert ask(database, paper_card, done.id, ACT.today).next_step is NextStep.REPLY
    assert ask(database, paper_card, issued.id, ACT.today).items[0].moved == done.number


def test_the_month_counts_it_by_its_own_day(database, county):
    _, hazards = visited(database, county, DAY, TIES)
    do(database, register_paper, stop_order(county, hazards))
    stops = next(one for one in FIGURES if one.code == "D02")
    with database.reading() as session:
        counted = [
            len(session.execute(stops.ids(month_span(month))).all()) for month in (202610, 202611)
        ]
        brought = session.execute(stops.history(month_span(202610))).all()
    assert counted == [1, 0]
    assert brought == []


def test_the_approval_of_what_was_written_by_hand_follows(database, county):
    """Two steps and 24 hours by the office's own rule; they run from the handing over."""
    do(database, set_steps, SetSteps(STOP, 2))
    _, hazards = visited(database, county, DAY, TIES)
    done = do(database, register_paper, stop_order(county, hazards, officers=county.inspectors[:1]))
    with database.reading() as session:
        (case,) = session.scalars(select(PaperCase)).all()
        assert (case.paper_id, case.steps, case.drafter) == (done.id, 2, "林喆")
        assert case.due_at == "2026-10-21T16:40"
        assert case.afterwards == "现场手写，已当场交付"
        key = case.id
    card = ask(database, case_card, key, ACT.today)
    assert card.step is CaseStep.REVIEW
    assert not card.can_revise
    assert ask(database, verify_office) == ()


def test_what_another_system_issued_was_approved_there(database, county):
    do(database, set_steps, SetSteps(STOP, 2))
    _, hazards = visited(database, county, DAY, TIES)
    do(database, register_paper, stop_order(county, hazards, origin="综合执法系统"))
    with database.reading() as session:
        assert session.scalar(select(func.count(PaperCase.id))) == 0
