"""Numbers in the real window, its answers from threads: a block, its use by hand, the gaps."""

from datetime import date

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from db.codes import PaperKind
from db.session import Database
from db.tables.papers import Paper, Service
from desktop.app.clock import Clock
from desktop.jobs.runner import InlineRunner
from desktop.usecases.findings import Finding
from desktop.usecases.verify import verify_office
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.ui.clerk import CTRL, Key, at_work
from tests.usecases.county import settle

SITE = "示例县中心小学教学楼"
FOUND = date(2026, 10, 20)


@pytest.fixture
def site(office):
    """A county with a hazard that was stopped by hand on site."""
    opened = Database.open(str(office))
    county = settle(opened)
    runner = InlineRunner(opened, Clock(date(2026, 11, 12)), "本机")
    finding = Finding("架体无连墙件", part="3号楼六层")
    visit = RecordVisit(county.project, FOUND, county.inspectors[:2], findings=(finding,))
    runner.run(record_visit, visit)
    opened.close()
    return county


@pytest.fixture
def clerk(site, office, qtbot, monkeypatch):
    with at_work(office, qtbot, monkeypatch) as found:
        yield found


def hand_out(clerk):
    """新增 in 设置 · 领用号段."""
    clerk.go_to("office_settings")
    page = clerk.page
    page.show_where({"tab": "blocks"})
    panel = page.blocks
    panel.add()
    clerk.fill(panel.form, kind="停工通知书", prefix="示建安停现", first=1, last=20)
    clerk.fill(panel.form, inspector_id="林喆", handed_on="2026-10-09")
    clerk.wait(lambda: panel.form.grid.inputs["inspector_id"]._found)
    panel.form.save()
    clerk.wait(lambda: panel.form is None or panel.form.notice.words)
    assert panel.form is None, panel.form.notice.words
    clerk.wait(lambda: panel.model.row_at(0) is not None)
    assert panel.model.row_at(0).next_words == "示建安停现〔2026〕1号"


def register(clerk, scan):
    """Ctrl+Shift+R on the papers page; the scan is what is shown then."""

    def act(dialog):
        with clerk.bot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        box = dialog.inputs["project_id"].box
        clerk.wait(box.hasFocus)
        clerk.chinese("教学楼")
        clerk.press(Key.Key_Return)
        clerk.wait(lambda: dialog.inputs["project_id"].words == SITE)
        clerk.fill(dialog_of(dialog), issued_on="2026-10-20", number="示建安停现(2026)2号")
        clerk.wait(lambda: dialog.hazards.count() == 1)
        assert box.text() == SITE
        clerk.fill(dialog_of(dialog), scope="3号楼外架", way="直接送达", hour="1640")
        clerk.fill(dialog_of(dialog), receiver="麦大勇", scans=scan, due="2026-10-30")
        dialog.hazards.setFocus()
        dialog.hazards.setCurrentRow(0)
        clerk.press(Key.Key_Space)
        clerk.press(Key.Key_F5)
        clerk.wait(lambda: dialog.pane.content)
        clerk.press(Key.Key_Return, modifier=CTRL)
        clerk.wait(lambda: dialog.result() or dialog.notice.words)
        assert dialog.result(), dialog.notice.words

    clerk.go_to("papers")
    clerk.dialogs.acts = [act]
    clerk.press(Key.Key_R, modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)
    clerk.wait(lambda: clerk.page.current is not None and clerk.page.preview.content)
    assert clerk.page.current.number == "示建安停现〔2026〕2号"
    assert "扫描件（现场手写）" in clerk.page.preview.waiting.text()


class dialog_of:  # noqa: N801 - reads as what it stands for
    """A dialog of several grids, filled as a form of one."""

    def __init__(self, dialog):
        self.grid = dialog


def look_at_gaps(clerk):
    def act(box):
        clerk.wait(lambda: box.gaps.model.row_at(0) is not None)
        assert box.gaps.summary.text() == "△ 要查明的 1 个；共列 1 个"
        assert box.gaps.model.row_at(0).number == "示建安停现〔2026〕1号"

    clerk.dialogs.acts = [act]
    clerk.page.show_series()
    clerk.wait(lambda: not clerk.dialogs.acts)


def test_a_blank_is_handed_out_used_by_hand_and_accounted_for(clerk, office, tmp_path):
    scan = tmp_path / "停工.jpg"
    Image.new("RGB", (300, 420), "white").save(scan)
    hand_out(clerk)
    register(clerk, scan)
    look_at_gaps(clerk)
    opened = Database.open(str(office))
    with opened.reading() as session:
        (paper,) = session.query(Paper).all()
        (service,) = session.query(Service).all()
        assert (paper.kind, paper.registered) == (PaperKind.STOP_ORDER, True)
        assert (service.handed_at, service.served_on) == ("16:40", FOUND)
        assert verify_office(session) == ()
    opened.close()
