"""收扫描件 in the window: what was recognised is seen first, one key keeps all, 取消 stops."""

from datetime import date

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from sqlalchemy import select

from db.tables.signatures import Attachment
from desktop.queries.papers import paper_bytes
from desktop.ui.scan_box import ScanBox
from tests.ui.thin_line import CABLE, RAIL, notice
from tests.usecases.county import settle
from tests.usecases.test_scan_filing import as_pdf, pictures


@pytest.fixture
def issued(runner, opened):
    county = settle(opened)
    first, _ = notice(runner, county, date(2026, 10, 20), RAIL)
    second, _ = notice(runner, county, date(2026, 10, 28), RAIL, CABLE)
    return first, second


@pytest.fixture
def desk(tmp_path, runner, issued):
    folder = tmp_path / "扫描"
    folder.mkdir()
    for number, one in enumerate(issued):
        as_pdf(folder / f"scan{number}.pdf", pictures(runner.ask(paper_bytes, one.id)))
    Image.new("L", (1654, 2339), 255).save(folder / "空白.png")
    return folder


@pytest.fixture
def box(qtbot, runner, dialogs, issued):
    made = ScanBox(runner, dialogs)
    qtbot.addWidget(made)
    made.show()
    return made


def cells(box):
    return [
        [box.table.item(line, place).text() for place in range(4)]
        for line in range(box.table.rowCount())
    ]


def kept(runner):
    return runner.ask(lambda session: session.scalars(select(Attachment.record_id)).all())


def test_the_table_says_which_paper_before_anything_is_kept(box, desk, dialogs, runner, issued):
    dialogs.answers = [desk]
    box.choose_folder()
    rows = cells(box)
    assert [row[0] for row in rows] == ["scan0.pdf", "scan1.pdf", "空白.png"]
    assert issued[0].number in rows[0][2]
    assert rows[0][3].startswith("√ 可归档")
    assert rows[2][3].startswith("▲ 认不出：没有读到二维码")
    assert box.said.text() == "可归档 2 份　认不出 1 份"
    assert kept(runner) == []


def test_one_key_keeps_all_and_what_was_kept_says_so(qtbot, box, desk, runner, issued):
    box.look_at((desk,))
    with qtbot.waitActive(box):
        box.activateWindow()
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sorted(kept(runner)) == sorted(one.id for one in issued)
    assert box.kept == 2
    assert [row[3] for row in cells(box)[:2]] == ["○ 已收过：同一份扫描件已在这份文书下"] * 2
    assert "已归档 2 份" in box.notice.words
    assert not box.file_button.isEnabled()


def test_dropped_files_are_looked_at(box, desk):
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(desk / "scan0.pdf"))])
    event = QDropEvent(
        QPointF(QPoint(9, 9)),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    box.dropEvent(event)
    assert [row[0] for row in cells(box)] == ["scan0.pdf"]


def test_nothing_recognised_is_said_in_one_sentence(box, desk):
    box.look_at((desk / "空白.png",))
    assert "一份也没有认出来" in box.notice.words
    assert not box.file_button.isEnabled()
    box.look_at((desk / "没有",))
    assert "没有找到扫描件" in box.notice.words


def test_a_stop_between_two_leaves_what_was_kept(box, desk, runner, issued, monkeypatch):
    box.look_at((desk,))
    show = box.working.show_progress
    monkeypatch.setattr(box.working, "show_progress", lambda *told: (show(*told), box.stop()))
    box.file_all()
    assert kept(runner) == [issued[0].id]
    assert "已归档 1 份，取消后还有 1 份没有归档" in box.notice.words
    assert box.file_button.isEnabled(), "the other one may be kept now"


def test_a_file_taken_away_meanwhile_is_told_by_its_name(box, desk, runner):
    box.look_at((desk,))
    (desk / "scan0.pdf").unlink()
    box.file_all()
    assert len(kept(runner)) == 1
    assert "scan0.pdf" in box.notice.words
    assert "读不出来" in box.notice.words
