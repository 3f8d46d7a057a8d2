"""移送书 and its like: begun from a record, completed, issued; on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.codes import PaperKind
from db.tables.papers import Paper
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import paper_bytes
from desktop.queries.typed_subject import Subject
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.typed.all import begin, issue_typed
from desktop.usecases.typed.paper import IssueTyped
from tests.documents.reading import pdfium_text
from tests.usecases.county import County, do
from tests.usecases.loop_county import numbered

DAY = date(2026, 11, 12)


@pytest.fixture
def county(database) -> County:
    return numbered(database)


def test_a_referral_is_begun_completed_and_issued(database, county):
    do(database, set_next_number, SetNextNumber(PaperKind.REFERRAL, 2026, "椰建安移", 3))
    subject = Subject(project_id=county.project)
    with database.reading() as session:
        sheet = begin(session, PaperKind.REFERRAL, subject, DAY)
    assert sheet.project == "示例县中心小学教学楼"
    assert sheet.party == "海南假想合欢建设集团有限公司"
    sheet = replace(
        sheet,
        addressee="椰城县综合行政执法局",
        matter="涉嫌违法分包",
        reason="由你单位查处",
        basis="《中华人民共和国行政处罚法》第二十七条",
    )
    issued = do(database, issue_typed, IssueTyped(PaperKind.REFERRAL, sheet, subject))
    assert issued.number == "椰建安移〔2026〕3号"
    with database.reading() as session:
        row = session.scalar(select(Paper).where(Paper.id == issued.id))
        words = pdfium_text(paper_bytes(session, issued.id))
    assert row.enterprise_text == "椰城县综合行政执法局"
    assert "涉嫌违法分包" in words
    assert "〔2026〕3号" in words


def test_what_it_lacks_is_said_before_a_number_is_drawn(database, county):
    subject = Subject(project_id=county.project)
    with database.reading() as session:
        sheet = begin(session, PaperKind.REFERRAL, subject, DAY)
    with pytest.raises(RuleViolation, match="缺接收机关、案由、移送事由、移送依据"):
        do(database, issue_typed, IssueTyped(PaperKind.REFERRAL, sheet, subject))
