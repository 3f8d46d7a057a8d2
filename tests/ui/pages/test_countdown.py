"""The countdown of the desk: every number leads to its records, nodes are confirmed by name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.queries.countdown import countdown
from desktop.ui.countdown_card import CountdownCard, NodesDialog
from desktop.ui.pages.workbench import WorkbenchPage
from desktop.usecases.rounds import OpenRound, RefreshRound, open_round, refresh_round
from tests.ui.clerk import ActingDialogs
from tests.usecases.round_county import FIRST, TODAY, settle_rounds


@pytest.fixture
def county(opened):
    return settle_rounds(opened)


@pytest.fixture
def dialogs():
    return ActingDialogs()


@pytest.fixture
def page(runner, county, dialogs, qtbot):
    key = runner.run(open_round, OpenRound(FIRST)).id
    runner.run(refresh_round, RefreshRound(key))
    made = WorkbenchPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    return made


def links(page):
    card = page.findChild(CountdownCard)
    return {one.text(): one for one in card.findChildren(QPushButton)}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("在账重大隐患 —", ["hazards", {"level": "major", "progress": "open"}]),
        ("项目 3", ["rounds", {"state": "missing", "kind": "project"}]),
        ("邢䶮 6", ["rounds", {"state": "missing", "inspector": "邢䶮"}]),
    ],
)
def test_every_number_leads_to_its_records(page, qtbot, text, gone):
    with qtbot.waitSignal(page.go) as went:
        qtbot.keyClick(links(page)[text], Qt.Key.Key_Space)
    assert went.args == gone


def test_nodes_are_ticked_beside_what_the_record_shows(page, runner, dialogs, qtbot):
    def tick_the_first(dialog):
        assert isinstance(dialog, NodesDialog)
        first = dialog.ticks.topLevelItem(0)
        assert first.text(0) == "▲ 2024-12-31"
        first.setCheckState(0, Qt.CheckState.Checked)
        dialog.act()

    before = len(runner.ask(countdown, TODAY).unmet)
    dialogs.acts.append(tick_the_first)
    words = f"▲ 通知节点未确认达到 {before} 个（已过期 8 个）…"
    links(page)[words].click()
    assert len(runner.ask(countdown, TODAY).unmet) == before - 1
    assert any(text.startswith("▲ 通知节点未确认达到 9 个") for text in links(page))
