"""最近的操作: whatever was done last, on any page, is taken back from one list."""

from datetime import date

import pytest
from sqlalchemy import select

from db.tables.hazards import Hazard
from desktop.ui.pages.rounds import RoundsPage
from desktop.ui.recent_box import RecentBox
from desktop.usecases.rounds import CloseRound, OpenRound, close_round, open_round
from tests.ui.clerk import Key
from tests.ui.thin_line import notice, visit
from tests.usecases.county import settle

DAY = date(2026, 10, 20)


@pytest.fixture
def county(opened):
    return settle(opened)


def test_a_round_closed_by_mistake_is_open_again(qtbot, runner, dialogs, county):
    made = runner.run(open_round, OpenRound(date(2026, 10, 1)))
    runner.run(close_round, CloseRound(made.id, date(2026, 11, 1)))
    page = RoundsPage(runner, dialogs)
    qtbot.addWidget(page)
    page.show()
    assert not page.board.chosen.is_open
    boxes = []

    def run(box):
        boxes.append(box)
        qtbot.addWidget(box)
        assert box.chosen.words.startswith("结束")
        box.undo()
        return box.result() == box.DialogCode.Accepted.value

    dialogs.run = run
    dialogs.answers = [True]
    page.setFocus()
    page.undo_last()
    assert boxes
    assert page.board.chosen.is_open
    assert dialogs.said[-1][0].startswith("已撤销：")


def test_what_was_issued_stays_and_says_why(qtbot, runner, dialogs, county, opened):
    notice(runner, county, DAY)
    box = RecentBox(runner, dialogs)
    qtbot.addWidget(box)
    dialogs.answers = [True]
    qtbot.keyClick(box.table, Key.Key_Return)
    assert "不能撤销" in box.notice.words
    assert box.undone is None
    assert box.undo_button.isEnabled()
    with opened.reading() as session:
        assert session.scalars(select(Hazard)).first() is not None


def test_a_visit_nobody_signed_goes_with_its_hazards(qtbot, runner, dialogs, county, opened):
    visit(runner, county, DAY, is_signed=False)
    box = RecentBox(runner, dialogs)
    qtbot.addWidget(box)
    dialogs.answers = [True]
    qtbot.keyClick(box.table, Key.Key_Return)
    assert box.undone is not None
    with opened.reading() as session:
        assert session.scalars(select(Hazard)).first() is None
