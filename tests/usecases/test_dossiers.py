"""归档 of a project, on both databases: what goes in, what is missing, what is kept."""

import io
import json
from datetime import date

import pypdfium2
import pytest
from PIL import Image
from sqlalchemy import select

from db.codes import NumberSource, PaperKind, PaperState, ProjectStatus, ServiceWay
from db.session import files_of
from db.tables.dangerous_works import DangerousWork
from db.tables.papers import Paper, Service
from db.tables.projects import ProjectStatusSince
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import Leave
from desktop.queries.dossiers import dossier_view, projects_to_file
from desktop.queries.papers import paper_bytes
from desktop.usecases.attachments import NewFile
from desktop.usecases.dossiers import MakeDossier, draft_dossier, make_dossier
from desktop.usecases.paper_scans import BindPaperScan, bind_paper_scan
from desktop.usecases.papers import ServePaper, VoidPaper, serve_paper, void_paper
from desktop.usecases.registered_papers import RegisterPaper, register_paper
from tests.documents.reading import pdfium_text
from tests.usecases.county import ACT, County, do
from tests.usecases.loop_county import FOUND, RAIL, TIES, notice, numbered, stop, visited

TODAY = date(2026, 11, 12)


@pytest.fixture
def county(database) -> County:
    return numbered(database)


def file(database, county, day=TODAY, progress=lambda done, total: None):
    with database.writing(ACT, make_dossier.__name__) as session:
        command = MakeDossier(county.project, day)
        return make_dossier(session, command, ACT, progress).value


def view(database, county):
    with database.reading() as session:
        return dossier_view(session, county.project, TODAY)


def said(database, county):
    return [one.words for one in view(database, county).lacks]


def scanned(name="回证.jpg"):
    target = io.BytesIO()
    Image.new("RGB", (600, 850), "white").save(target, "JPEG")
    return NewFile(name, target.getvalue())


def test_what_is_missing_is_what_a_hand_finds(database, county):
    """One served notice without its signed receipt, nothing else: counted by hand."""
    issued, _ = notice(database, county, RAIL)
    assert said(database, county) == [
        "缺施工安全监督工作计划",
        "缺施工安全监督告知书",
        "缺监督交底记录",
        "缺送达地址及电子送达确认书",
        "缺行政检查审批表、通知书",
        "缺现场检查笔录",
        f"责令限期整改通知书 {issued.number}：送达回证的签收件未收回",
        f"责令限期整改通知书 {issued.number}：没有与之对应的复查意见书",
    ]


def test_a_signed_receipt_that_came_back_is_bound_after_its_paper(database, county):
    issued, _ = notice(database, county, RAIL)
    with database.reading() as session:
        about = Paper.about_paper_id == issued.id
        receipt = session.scalar(
            select(Paper.id).where(about, Paper.kind == PaperKind.SERVICE_RECEIPT)
        )
    do(database, bind_paper_scan, BindPaperScan(receipt, scanned()))
    found = view(database, county)
    assert [(one.name, one.follows) for one in found.materials] == [
        ("责令限期整改通知书", False),
        ("送达回证", True),
        ("送达回证（签字件）", True),
    ]
    assert not any("送达回证" in words for words in said(database, county))


def test_a_receipt_given_at_service_is_bound_too(database, county):
    _, hazards = visited(database, county, FOUND, TIES)
    order = stop(database, hazards)
    day = date(2026, 10, 21)
    do(
        database,
        serve_paper,
        ServePaper(order.id, ServiceWay.DIRECT, day, "麦大勇", receipt=scanned()),
    )
    names = [one.name for one in view(database, county).materials]
    assert names == ["停工通知书", "送达回证", "送达回证（签字件）"]
    assert said(database, county)[-1] == f"停工通知书 {order.number}：没有与之对应的复工通知书"
    with database.reading() as session:
        assert session.scalar(select(Service.receipt_id)) is not None


def test_an_electronic_service_has_no_ink_to_come_back(database, county):
    _, hazards = visited(database, county, FOUND, TIES)
    order = stop(database, hazards)
    way = ServiceWay.ELECTRONIC
    do(database, serve_paper, ServePaper(order.id, way, date(2026, 10, 21), consent=True))
    assert not any("签收件" in words for words in said(database, county))


def test_what_was_written_on_site_goes_in_as_its_scan(database, county):
    """录入件: the scan is the original; until it comes, our copy stands in and this is said."""
    _, hazards = visited(database, county, FOUND, TIES)
    command = RegisterPaper(
        kind=PaperKind.STOP_ORDER,
        issued_on=FOUND,
        origin="现场手写",
        project_id=county.project,
        hazards=hazards,
        scope="3号楼外架",
        reason="架体随时可能倾覆",
        due=date(2026, 10, 30),
        leave=Leave(NumberSource.EXTERNAL, "示建安停手〔2026〕3号"),
        officers=county.inspectors[:2],
    )
    paper = do(database, register_paper, command).id
    (only,) = view(database, county).materials
    assert only.name == "停工通知书（录入件）"
    assert "停工通知书 示建安停手〔2026〕3号：未存原件" in said(database, county)
    do(database, bind_paper_scan, BindPaperScan(paper, scanned("原件.jpg")))
    (only,) = view(database, county).materials
    assert only.name == "停工通知书"
    assert not any("未存原件" in words for words in said(database, county))
    made = file(database, county)
    with database.reading() as session:
        assert json.loads(session.get(Paper, made.id).sheet)["items"][0]["sha256"] == only.sha256


def test_a_voided_paper_stays_out_and_an_unserved_one_is_named(database, county):
    _, hazards = visited(database, county, FOUND, TIES)
    order = stop(database, hazards)
    assert f"停工通知书 {order.number}：未送达，没有送达回证" in said(database, county)
    do(database, void_paper, VoidPaper(order.id, "写错工程"))
    found = view(database, county)
    assert found.materials == ()
    assert "缺停工、复工通知书" not in [one.words for one in found.lacks]


def test_the_file_is_kept_with_the_hashes_of_all_that_went_in(database, county):
    issued, _ = notice(database, county, RAIL)
    with database.writing(ACT, "add_record") as session:
        session.add(DangerousWork(project_id=county.project, kind="深基坑工程", over_scale=True))
    seen = []
    made = file(database, county, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (4, 4)
    with database.reading() as session:
        row = session.get(Paper, made.id)
        content = paper_bytes(session, made.id)
        own = session.get(Paper, issued.id)
        sheet = json.loads(row.sheet)
    assert row.kind is PaperKind.DOSSIER
    assert row.project_id == county.project
    assert row.state is PaperState.ISSUED
    assert row.number is None
    works, order, receipt = sheet["items"]
    assert works["name"] == "危大工程清单"
    assert len(works["sha256"]) == 64
    assert order["sha256"] == own.sha256
    assert receipt["follows"] is True
    assert len(sheet["missing"]) == made.missing == 8
    opened = pypdfium2.PdfDocument(content)
    assert len(opened) == made.pages
    opened.close()
    words = pdfium_text(content)
    for told in (
        "示例县中心小学教学楼",
        "海南假想合欢建设集团有限公司",
        "深基坑工程",
        issued.number,
    ):
        assert told in words, told
    assert "3年，自归档之日起算（建质〔2014〕154号），至2029年11月12日" in words


def test_the_same_record_gives_the_same_file(database, county):
    notice(database, county, RAIL)
    with database.reading() as session:
        command = MakeDossier(county.project, TODAY)
        assert draft_dossier(session, command, TODAY) == draft_dossier(session, command, TODAY)
    assert view(database, county).filings == ()


def test_a_file_is_no_part_of_the_next_one(database, county):
    notice(database, county, RAIL)
    first = file(database, county)
    second = file(database, county)
    assert first.items == second.items
    assert [one.paper_id for one in view(database, county).filings] == [second.id, first.id]


def test_what_cannot_be_read_is_named_and_keeps_nothing_back(database, county, monkeypatch):
    issued, _ = notice(database, county, RAIL)
    do(database, bind_paper_scan, BindPaperScan(issued.id, NewFile("签字.pdf", b"%PDF-1.4 torn")))
    made = file(database, county)
    with database.reading() as session:
        sheet = json.loads(session.get(Paper, made.id).sheet)
        assert files_of(session).get(session.get(Paper, made.id).sha256)
    assert "责令限期整改通知书（签字件）：文件缺失或打不开，未收入" in [
        one["words"] for one in sheet["missing"]
    ]


def test_nothing_to_file_and_a_day_to_come_are_refused(database, county):
    with pytest.raises(RuleViolation, match="示例县中心小学教学楼还没有可以归档的文书"):
        file(database, county)
    notice(database, county, RAIL)
    with pytest.raises(RuleViolation, match="归档"):
        file(database, county, date(2026, 11, 13))


def test_a_completed_project_waits_to_be_filed(database, county):
    notice(database, county, RAIL)
    with database.reading() as session:
        assert projects_to_file(session, TODAY).count == 0
    with database.writing(ACT, "change_status") as session:
        session.add(
            ProjectStatusSince(
                project_id=county.project,
                since=date(2026, 11, 10),
                status=ProjectStatus.COMPLETED,
            )
        )
    assert "缺终止施工安全监督告知书" in said(database, county)
    with database.reading() as session:
        group = projects_to_file(session, TODAY)
    (item,) = group.items
    assert item.id == county.project
    assert "保存3年" in item.words
    assert group.article == "建质〔2014〕154号"
    file(database, county)
    with database.reading() as session:
        assert projects_to_file(session, TODAY).count == 0
