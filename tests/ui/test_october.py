"""The whole round in the window: its board, its month as submitted, sent back and put right."""

import shutil

import pytest

from db.codes import HolderKind
from db.session import Database
from desktop.usecases.verify import verify_office
from tests.app import october
from tests.ui.clerk import CTRL, Key, at_work
from tests.ui.test_trip import record_visit

ADDED = {"B01": 1, "B02": 0, "B04": 2, "C01": 1, "C08": 1}
"""What one visit more, with one finding, adds to the month; the round's approval covers it."""


@pytest.fixture
def place(demo, tmp_path):
    return shutil.copytree(demo / "office", tmp_path / "office")


@pytest.fixture
def clerk(place, qtbot, monkeypatch):
    """The window on a copy of the demo's office."""
    with at_work(place, qtbot, monkeypatch) as found:
        yield found


def the_board_tells_the_round(clerk):
    """Covered are the sites of the round's own checks, counted from the script."""
    clerk.go_to("rounds")
    page = clerk.page
    clerk.wait(lambda: getattr(page, "board", None) is not None)
    projects = next(bar for bar in page.board.bars if bar.kind is HolderKind.PROJECT)
    rows = [
        row
        for row in october.SCRIPT["visit"]
        if row.get("kind", "check") == "check" and row.get("approval") != "complaint"
    ]
    assert projects.progress.covered == len({row["project"] for row in rows})


def shown(clerk) -> dict:
    clerk.go_to("month")
    page = clerk.page
    clerk.wait(lambda: page.view is not None)
    place = page.months.findData(202610)
    page.months.setCurrentIndex(place)
    page.months.activated.emit(place)
    clerk.wait(lambda: page.view.page.period == 202610 and page.view.page.lines)
    return values_of(page)


def values_of(page) -> dict:
    return {line.code: line.value for line in page.view.page.lines}


def step_on(clerk, *states):
    page = clerk.page
    for state in states:
        page.table.setFocus()
        clerk.press(Key.Key_Return, modifier=CTRL)
        clerk.wait(lambda state=state: page.state.text().startswith(state))


def test_the_round_and_its_month(clerk, place):
    the_board_tells_the_round(clerk)
    values, expected = shown(clerk), october.expected()
    assert {code: values[code] for code in expected} == expected
    page = clerk.page
    assert page.state.text().startswith("已报")
    clerk.dialogs.answers = ["一次检查漏报"]
    clerk.click_named(page, "登记退回…")
    clerk.wait(lambda: page.state.text().startswith("草稿"))
    visit = record_visit(clerk)
    sign(clerk, visit)
    changed = {**expected, **{code: expected[code] + more for code, more in ADDED.items()}}
    changed["B02"] = len({row["project"] for row in october.visits()} | {site_of(place, visit)})
    shown(clerk)
    clerk.wait(lambda: values_of(page)["B01"] == changed["B01"])
    values = values_of(page)
    assert {code: values[code] for code in changed} == changed
    clerk.dialogs.answers = [True, "2026-11-12 政务邮箱"]
    step_on(clerk, "已核对", "已审定", "已封存", "已报")
    assert (page.view.page.edition, page.view.page.proof.wrong_sums) == (2, ())
    check_record(place)


def sign(clerk, visit):
    """By the two and by the site; what it found is ordered another day."""
    clerk.window.open_record("visit", visit)
    clerk.click_named(clerk.window, "登记签名")
    form = clerk.page.side.form
    clerk.fill(form, site="麦大勇")
    clerk.save(form)


def site_of(place, visit) -> str:
    from db.tables.projects import Project
    from db.tables.visits import Visit

    database = Database.open(str(place))
    with database.reading() as session:
        name = session.get_one(Project, session.get_one(Visit, visit).project_id).name
    database.close()
    return name


def check_record(place):
    database = Database.open(str(place))
    with database.reading() as session:
        assert verify_office(session) == ()
    database.close()
