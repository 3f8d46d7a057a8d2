"""The register by keyboard: the very bytes, service, replies item by item, voiding, numbers."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from db.codes import HazardState, PaperKind, PaperState
from db.tables.hazards import Hazard
from db.tables.papers import Paper, Service
from desktop.queries.papers import paper_bytes
from desktop.ui.pages.papers import PapersPage
from desktop.ui.series_box import SeriesBox
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.receipts import blank_receipt
from tests.documents.reading import pdfium_text
from tests.ui.helpers import type_words
from tests.ui.thin_line import CABLE, RAIL, notice
from tests.usecases.county import settle

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def county(opened):
    return settle(opened)


@pytest.fixture
def issued(runner, county):
    """Number 8 of 28 October with two items, and number 7 of the 20th with one."""
    first, _ = notice(runner, county, date(2026, 10, 20), RAIL)
    second, _ = notice(runner, county, date(2026, 10, 28), RAIL, CABLE)
    return first, second


@pytest.fixture
def page(qtbot, runner, dialogs, issued):
    made = PapersPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    qtbot.waitUntil(lambda: made.current is not None)
    return made


def look_at(qtbot, page, key):
    page.table.go_to(page.model.where(lambda row: row.id == key))
    qtbot.waitUntil(lambda: page.current is not None and page.current.id == key)


def fill(page, **values):
    for key, words in values.items():
        page.side.form.grid.inputs[key].put_words(words)


def cells(page, number):
    return [page.model.index(number, place).data() for place in range(page.model.columnCount())]


def stored(opened, key):
    with opened.reading() as session:
        return paper_bytes(session, key)


def test_newest_paper_first_with_what_it_waits_for(page):
    assert page.model.rowCount() == 2
    assert cells(page, 0)[:3] == ["2026-10-28", "示建安整〔2026〕8号", "▲ 待送达，逾期"]
    assert cells(page, 0)[3] == "责令限期整改通知书"


def test_the_original_beside_the_record_is_what_was_stored(qtbot, page, opened, issued):
    for one in issued:
        look_at(qtbot, page, one.id)
        assert page.preview.content == stored(opened, one.id)


def test_served_by_keyboard_and_the_receipt_stands_beside(qtbot, page, opened, issued):
    look_at(qtbot, page, issued[1].id)
    assert page.side.pane.step_button.text() == "登记送达"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.side.pane.step_button, Qt.Key.Key_Space)
    fill(page, served_on="2026-10-28")
    receiver = page.side.form.grid.inputs["receiver"].box
    receiver.setFocus()
    type_words(receiver, "麦大勇")
    qtbot.keyClick(receiver, Qt.Key.Key_S, CTRL)
    assert page.current.served_on == date(2026, 10, 28)
    assert page.current.id == issued[1].id
    assert [link.words for link in page.current.papers] == ["送达回证 2026-10-28"]
    assert "签收人 麦大勇" in page.current.happenings[0].words
    with opened.reading() as session:
        assert session.scalars(select(Service)).one().receiver == "麦大勇"


def test_a_refused_service_says_why_beside_the_form(qtbot, page, issued):
    look_at(qtbot, page, issued[1].id)
    page.take(page.current.next_step)
    fill(page, served_on="2026-10-28", receiver="")
    page.side.form.save()
    assert "须写明签收人" in page.side.form.notice.words


def test_of_two_items_one_is_rechecked_and_closed(qtbot, page, runner, opened, issued, tmp_path):
    look_at(qtbot, page, issued[1].id)
    page.take(page.current.next_step)
    fill(page, served_on="2026-10-28", receiver="麦大勇")
    page.side.form.save()
    assert page.side.pane.step_button.text() == "登记整改回复"
    page.take(page.current.next_step)
    fill(page, replied_on="2026-11-02")
    page.side.form.save()
    assert page.side.pane.step_button.text() == "登记复查"
    proof = tmp_path / "整改照片.pdf"
    proof.write_bytes(b"%PDF-1.4 proof")
    page.take(page.current.next_step)
    first, second = page.current.items
    fill(page, **{f"item{second.hazard_id}": "否"})
    fill(page, rechecked_on="2026-11-03", inspector_id="林喆")
    fill(page, evidence=str(proof))
    page.side.form.save()
    assert page.side.form is None, page.side.form.notice.words
    states = [item.state for item in page.current.items]
    assert states == [HazardState.RECHECKED, HazardState.REPLIED]
    assert page.current.happenings[0].words.startswith("复查合格（第1项）")
    page.take(page.current.items[0].next_step)
    fill(page, closed_on="2026-11-03")
    page.side.form.save()
    with opened.reading() as session:
        assert session.get(Hazard, first.hazard_id).state is HazardState.CLOSED
    assert page.side.pane.step_button.text() == "登记复查"


def test_voided_paper_keeps_its_row_and_says_so(qtbot, page, opened, issued):
    look_at(qtbot, page, issued[1].id)
    page.void()
    fill(page, reason="被通知单位写错")
    page.side.form.save()
    assert page.model.rowCount() == 2
    assert page.current.state is PaperState.VOIDED
    assert page.side.pane.step_button is None
    assert "被通知单位写错" in page.preview._mark.text()
    assert page.preview.content == stored(opened, issued[1].id)


def test_filters_narrow_to_what_waits_and_what_is_void(page, runner, issued):
    runner.run(void_paper, VoidPaper(issued[0].id, "写错"))
    page.show_where({"waits": "unserved"})
    assert [row.id for _, row in page.model.loaded_rows()] == [issued[1].id]
    page.show_where({"mark": "voided"})
    assert [row.id for _, row in page.model.loaded_rows()] == [issued[0].id]
    page.show_where({"year": "2026"})
    assert page.model.rowCount() == 2
    page.show_where({"kind": "stop_order"})
    assert page.model.rowCount() == 0


def test_items_open_their_hazards(qtbot, page, issued):
    look_at(qtbot, page, issued[1].id)
    detail = page.describe(page.current)
    with qtbot.waitSignal(page.open_record) as opened:
        detail.links[0].act()
    assert opened.args == ["hazard", page.current.items[0].hazard_id]


def test_number_report_tells_voided_from_missing(page, runner, dialogs, opened, issued, qtbot):
    from desktop.queries.papers import series_rows

    runner.run(void_paper, VoidPaper(issued[0].id, "写错"))
    with opened.reading() as session:
        rows = series_rows(session)
    box = SeriesBox(runner, dialogs, rows)
    qtbot.addWidget(box)
    (line, is_whole), *_ = box.lines
    assert is_whole
    assert "7—8 号，下一号 9" in line
    assert "作废 7 号" in line
    assert box.gaps.summary.text() == "√ 没有缺号、跳号、重号；共列 1 个"
    assert box.gaps.model.row_at(0).known == "写错"


def test_papers_of_the_past_say_that_they_have_no_original(qtbot, page, opened, issued):
    from db.act import Act
    from tests.usecases.county import NOW

    with opened.writing(Act("本机", NOW), "import_ledger") as session:
        paper = Paper(
            kind=None,
            kind_text="函告",
            number="示建函〔2025〕3号",
            project_text="示例县老街改造",
            issued_on=date(2025, 5, 6),
            month=202505,
            state=PaperState.IMPORTED,
            state_text="已办结",
            history=True,
            entered_on=date(2026, 11, 12),
        )
        session.add(paper)
        session.flush()
        key = paper.id
    page.refresh()
    look_at(qtbot, page, key)
    number = page.model.where(lambda row: row.id == key)
    assert cells(page, number)[1:4] == ["示建函〔2025〕3号", "已办结", "函告"]
    assert cells(page, number)[8] == "历史导入"
    assert page.preview.content == b""
    assert "历史导入" in page.preview._empty.text()
    assert page.side.pane.step_button is None


def test_where_it_is_narrow_the_original_takes_the_place_of_the_list(qtbot, page, issued):
    page.resize(850, 420)
    assert page.preview.isHidden()
    qtbot.keyClick(page.table, Qt.Key.Key_F3)
    assert not page.preview.isHidden()
    assert page._lists.isHidden()
    qtbot.keyClick(page.preview.view, Qt.Key.Key_Escape)
    assert page.preview.isHidden()
    assert not page._lists.isHidden()


def test_receipt_leads_back_to_its_notice(qtbot, page, runner, issued):
    look_at(qtbot, page, issued[1].id)
    page.take(page.current.next_step)
    fill(page, served_on="2026-10-28", receiver="麦大勇")
    page.side.form.save()
    page.show_record(page.current.papers[0].id)
    assert page.current.kind is PaperKind.SERVICE_RECEIPT
    assert page.current.next_step is None
    assert page.current.papers[0].id == issued[1].id


def test_blank_receipt_names_the_paper_and_leaves_the_rest_for_ink(page, opened, issued, dialogs):
    with opened.reading() as session:
        words = pdfium_text(blank_receipt(session, issued[1].id))
    assert "示建安整〔2026〕8号" in words
    assert "海南假想合欢建设集团有限公司" in words
    assert "■" not in words
    dialogs.answers = [True]
    page.show_blank_receipt()
    assert dialogs.asked[-1].startswith("送达回证")
    with opened.reading() as session:
        kinds = session.scalars(select(Paper.kind)).all()
    assert PaperKind.SERVICE_RECEIPT not in kinds
