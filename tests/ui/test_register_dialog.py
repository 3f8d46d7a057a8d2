"""登记已发文书 in the window: by keyboard, with its scan, from the papers and from the hazards."""

import io
from datetime import date

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from db.codes import HazardState, PaperKind, PaperState
from db.tables.hazards import Hazard
from db.tables.papers import Paper, Service
from desktop.ui.pages.hazards import HazardsPage
from desktop.ui.pages.papers import PapersPage
from desktop.ui.register_dialog import RegisterDialog
from desktop.usecases.findings import Finding
from desktop.usecases.number_blocks import HandOutBlock, hand_out_block
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.documents.reading import pdfium_text
from tests.ui.clerk import ActingDialogs
from tests.ui.helpers import type_words
from tests.usecases.county import settle

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SITE = "示例县中心小学教学楼"
DAY = date(2026, 11, 10)


@pytest.fixture
def county(opened, runner):
    county = settle(opened)
    person = county.inspectors[0]
    command = HandOutBlock(PaperKind.STOP_ORDER, 2026, "示建安停现", 1, 9, DAY, person)
    runner.run(hand_out_block, command)
    return county


@pytest.fixture
def hazards(runner, county):
    findings = (Finding("架体无连墙件", part="3号楼六层"), Finding("灭火器过期", item="B2-6"))
    visit = RecordVisit(county.project, DAY, county.inspectors[:2], findings=findings)
    return runner.run(record_visit, visit).hazards


@pytest.fixture
def scan(tmp_path):
    target = io.BytesIO()
    Image.new("RGB", (300, 420), "white").save(target, "JPEG")
    path = tmp_path / "停工.jpg"
    path.write_bytes(target.getvalue())
    return path


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def enter(qtbot, dialog, key, words):
    """Type into the box that has the focus, which has to be this one, and go on."""
    box = dialog.inputs[key].box
    assert QApplication.focusWidget() is box, key
    type_words(box, words)
    qtbot.keyClick(box, Key.Key_Return)


def test_a_handwritten_stop_order_by_keyboard(qtbot, runner, dialogs, opened, county, hazards):
    dialog = shown(qtbot, RegisterDialog(runner, dialogs, project=(county.project, SITE)))
    assert dialog.blanks.text() == "领用号段的下一张：林喆　示建安停现〔2026〕1号"
    enter(qtbot, dialog, "number", "示建安停现(2026)1号")
    enter(qtbot, dialog, "issued_on", "11.10")
    for key in ("origin", "in_name_of"):
        assert QApplication.focusWidget() is dialog.inputs[key].box
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert QApplication.focusWidget() is dialog.addressee
    assert dialog.addressee.currentText() == "施工单位　海南假想合欢建设集团有限公司"
    dialog.inputs["way"].put_words("直接送达")
    dialog.inputs["served_on"].put_words("2026-11-10")
    dialog.inputs["hour"].put_words("16:40")
    dialog.inputs["receiver"].put_words("麦大勇")
    dialog.inputs["scope"].put_words("3号楼外架")
    dialog.hazards.setFocus()
    dialog.hazards.setCurrentRow(0)
    qtbot.keyClick(dialog.hazards, Key.Key_Space)
    assert dialog.chosen == hazards[:1]
    qtbot.keyClick(dialog.hazards, Key.Key_F5)
    assert dialog.pane.document.pageCount() >= 1
    qtbot.keyClick(dialog.hazards, Key.Key_Return, CTRL)
    assert dialog.issued is not None, dialog.notice.words
    with opened.reading() as session:
        paper = session.get(Paper, dialog.issued.id)
        assert (paper.number, paper.registered) == ("示建安停现〔2026〕1号", True)
        assert (paper.state, paper.served_on) == (PaperState.SERVED, DAY)
        assert session.scalars(select(Service.handed_at)).one() == "16:40"
        states = dict(session.execute(select(Hazard.id, Hazard.state)).all())
    assert [states[key] for key in hazards] == [HazardState.SERVED, HazardState.FOUND]


def test_begun_from_hazards_they_are_ticked(qtbot, runner, dialogs, county, hazards, scan):
    told = {"project": (county.project, SITE), "hazards": hazards}
    dialog = shown(qtbot, RegisterDialog(runner, dialogs, **told))
    assert dialog.chosen == hazards
    dialog.inputs["kind"].put_words("责令限期整改通知书")
    assert dialog.chosen == hazards, "also when the kind is another one"
    dialog.inputs["scans"].put_words(str(scan))
    dialog.issue()
    assert "整改期限" in dialog.notice.words
    dialog.inputs["due"].put_words("2026-11-17")
    dialog.issue()
    assert dialog.issued is not None, dialog.notice.words


def test_what_was_typed_is_there_after_a_power_cut(qtbot, runner, dialogs, county):
    first = shown(qtbot, RegisterDialog(runner, dialogs))
    first.inputs["number"].put_words("示建安停现〔2026〕1号")
    first.inputs["kind"].put_words("责令限期整改通知书")
    first._drafts.keep()
    again = shown(qtbot, RegisterDialog(runner, dialogs))
    assert again.inputs["number"].words == "示建安停现〔2026〕1号"
    assert "已恢复" in again.notice.words
    assert not again.inputs["scope"].isVisible()
    again.reject()
    third = shown(qtbot, RegisterDialog(runner, dialogs))
    assert third.inputs["number"].words == ""


def test_what_lacks_is_said_where_it_lacks(qtbot, runner, dialogs, county):
    dialog = shown(qtbot, RegisterDialog(runner, dialogs))
    assert QApplication.focusWidget() is dialog.inputs["project_id"].box
    dialog.issue()
    assert dialog.grids[0].wrong_of("project_id")
    type_words(dialog.inputs["project_id"].box, "教学楼")
    qtbot.keyClick(dialog.inputs["project_id"].box, Key.Key_Return)
    assert dialog.inputs["project_id"].words == SITE
    dialog.inputs["findings"].put_words("配电房：电缆拖地")
    dialog.inputs["scope"].put_words("配电房")
    dialog.issue()
    assert "隐患来源" in dialog.notice.words
    dialog.inputs["source"].put_words("上级督查")
    dialog.inputs["served_on"].put_words("2026-11-11")
    dialog.issue()
    assert "送达方式" in dialog.notice.words


def test_a_paper_of_another_kind_asks_for_less(qtbot, runner, dialogs, county, opened):
    dialog = shown(qtbot, RegisterDialog(runner, dialogs, project=(county.project, SITE)))
    dialog.inputs["kind"].put_words("函")
    dialog.inputs["kind"].put_words("行政检查通知书")
    assert not dialog.hazards.isVisible()
    assert not dialog.inputs["scope"].isVisible()
    dialog.addressee.setEditText("示例县教育局")
    dialog.inputs["matter"].put_words("专项检查")
    dialog.issue()
    assert dialog.issued is not None, dialog.notice.words
    with opened.reading() as session:
        paper = session.get(Paper, dialog.issued.id)
        assert (paper.enterprise_text, paper.enterprise_id) == ("示例县教育局", None)


def test_from_the_papers_page_the_scan_is_the_original(qtbot, runner, county, hazards, scan):
    dialogs = ActingDialogs()
    page = PapersPage(runner, dialogs)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    page.refresh()

    def fills(dialog: RegisterDialog) -> None:
        dialog.inputs["project_id"].put_value((county.project, SITE))
        dialog.inputs["issued_on"].put_words("2026-11-10")
        dialog.inputs["scope"].put_words("3号楼外架")
        dialog.inputs["scans"].put_words(str(scan))
        dialog.inputs["way"].put_words("直接送达")
        dialog.inputs["receiver"].put_words("麦大勇")
        dialog.hazards.item(0).setCheckState(Qt.CheckState.Checked)
        dialog.issue()
        assert dialog.issued is not None, dialog.notice.words

    dialogs.acts.append(fills)
    page.register()
    record = page.current
    assert (record.registered, record.origin, record.can_void) == (True, "现场手写", True)
    assert page.preview.content.startswith(b"%PDF")
    assert pdfium_text(page.preview.content).strip() == "", "the scan, no words of ours"
    copies = [name for _, name in record.files if name.startswith("录入件")]
    assert copies == ["录入件 停工通知书.pdf"]
    assert dialogs.said[-1][0] == "已登记"


def test_from_a_hazard_it_is_ordered_by_it(qtbot, runner, county, hazards):
    dialogs = ActingDialogs()
    page = HazardsPage(runner, dialogs)
    qtbot.addWidget(page)
    page.show_record(hazards[0])

    def fills(dialog: RegisterDialog) -> None:
        assert dialog.chosen == hazards[:1]
        dialog.inputs["scope"].put_words("3号楼外架")
        dialog.issue()

    dialogs.acts.append(fills)
    page._register_paper(hazards[:1])
    assert page.current.card.state is HazardState.ORDERED
