"""A clerk's day by keyboard alone on the demo's office: plan, approve, notify, visit, order, undo.

The mouse only chooses pages at the side; in every page and dialog it is keys.
"""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from db.codes import HazardState, PaperState
from db.session import Database
from db.tables.hazards import Hazard
from db.tables.papers import Paper, VisitNotice
from db.tables.rounds import InspectionApproval, PlannedVisit, Round
from db.tables.visits import Visit
from tests.ui import test_october
from tests.ui.clerk import CTRL, Key

clerk, place = test_october.clerk, test_october.place
SHIFT = Qt.KeyboardModifier.ShiftModifier
TODAY = date(2026, 11, 12)


def ask(place, query):
    opened = Database.open(str(place))
    with opened.reading() as session:
        found = query(session)
    opened.close()
    return found


def on(dialog, clerk):
    """Stand in a dialog as one that was just opened."""
    dialog.show()
    dialog.activateWindow()
    clerk.wait(lambda: dialog.isAncestorOf(QApplication.focusWidget() or clerk.window))


def enter_step(clerk, starts):
    """Enter on the row stands on its next step, Enter again does it."""
    page = clerk.page
    clerk.wait(lambda: page.side.form is None and _step(page).startswith(starts))
    page.table.setFocus()
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: _stands_on_step(page))
    clerk.press(Key.Key_Return)


def _step(page):
    button = page.side.pane.step_button
    return "" if button is None else button.text()


def _stands_on_step(page):
    """The button is another one each time the record is read again."""
    return page.side.pane.step_button is QApplication.focusWidget()


def save(clerk):
    """Ctrl+S in the form one types in."""
    form = clerk.page.side.form
    clerk.press(Key.Key_S, modifier=CTRL)
    clerk.wait(lambda: clerk.page.side.form is not form or form.notice.words)
    assert clerk.page.side.form is not form, form.notice.words


def plan_what_is_not_covered(clerk, place):
    """The first two of the board's list, put on free days of this week."""
    clerk.go_to("rounds")
    page = clerk.page
    clerk.wait(lambda: page.board is not None and page.model.rowCount() > 2)
    clerk.wait(page.table.hasFocus)
    clerk.press(Key.Key_Home)
    clerk.press(Key.Key_Down, modifier=SHIFT)
    clerk.wait(lambda: len(page.table.selected_rows) == 2)
    clerk.press(Key.Key_J, modifier=CTRL)
    clerk.wait(lambda: any(words.startswith("已排 2 处") for words, _ in clerk.dialogs.said))
    assert ask(place, lambda s: s.scalar(select(func.count(PlannedVisit.id)))) == 2


def close_the_round_by_mistake(clerk, place):
    """And take it back: Ctrl+Z shows what was done last, Enter undoes it."""
    page = clerk.page
    last_day = lambda: ask(place, lambda s: s.scalars(select(Round.last_day)).one())  # noqa: E731
    page.close_round()
    clerk.wait(lambda: page.side.form is not None)
    save(clerk)
    clerk.wait(lambda: last_day() == TODAY)

    def undo(box):
        on(box, clerk)
        clerk.wait(lambda: box.chosen is not None and box.chosen.words.startswith("结束"))
        clerk.press(Key.Key_Return)
        clerk.wait(lambda: box.result() or box.notice.words)
        assert box.result(), box.notice.words

    clerk.dialogs.acts, clerk.dialogs.answers = [undo], [True]
    page.table.setFocus()
    clerk.press(Key.Key_Z, modifier=CTRL)
    clerk.wait(lambda: last_day() is None)


def approve_a_check(clerk):
    """Proposed for a site by two inspectors, then approved; its form gets the next number."""
    clerk.go_to("approvals")
    page = clerk.page
    clerk.wait(lambda: page.model.rowCount() == 3)

    def propose(dialog):
        on(dialog, clerk)
        clerk.wait(lambda: dialog._grids)
        dialog.people.box.setFocus()
        for initials, many in (("whb", 1), ("lz", 2)):
            clerk.type(initials)
            clerk.wait(lambda: dialog.people.box._hits)
            clerk.press(Key.Key_Return)
            clerk.wait(lambda many=many: len(dialog.people.ids) == many)
        clerk.press(Key.Key_F4)
        clerk.type("hyslwyh")
        clerk.press(Key.Key_Return)
        clerk.wait(lambda: len(dialog.sites.ids) == 1)
        clerk.press(Key.Key_Return, modifier=CTRL)
        clerk.wait(lambda: dialog.result() or dialog.notice.words)
        assert dialog.result(), dialog.notice.words

    clerk.dialogs.acts = [propose]
    page.table.setFocus()
    clerk.press(Key.Key_N, modifier=CTRL)
    clerk.wait(lambda: page.current is not None and page.current.state.value == "待批准")
    enter_step(clerk, "批准")
    clerk.wait(lambda: page.side.form is not None)
    clerk.chinese("陈示明")
    save(clerk)
    clerk.wait(lambda: page.current.number)
    return page.current.id


def notify_and_serve(clerk):
    """The 行政检查通知书 of the site, previewed, issued and handed over."""
    page = clerk.page

    def issue(dialog):
        on(dialog, clerk)
        clerk.wait(lambda: dialog.grid is not None)
        clerk.press(Key.Key_F5)
        clerk.wait(lambda: dialog.pane.content)
        clerk.press(Key.Key_Return, modifier=CTRL)
        clerk.wait(lambda: dialog.result() or dialog.notice.words)
        assert dialog.result(), dialog.notice.words

    clerk.dialogs.acts = [issue]
    enter_step(clerk, "签发通知书")
    enter_step(clerk, "登记送达")
    clerk.wait(lambda: page.side.form is not None)
    clerk.fill(page.side.form, receiver="麦大勇")
    page.side.form.grid.inputs["receiver"].box.setFocus()
    save(clerk)
    enter_step(clerk, "登记检查")
    clerk.wait(lambda: clerk.page.key == "visit_entry")


def visit(clerk):
    """On the approval and its notice: a section passed, one item failed."""
    page = clerk.page
    clerk.wait(lambda: page.head.ground is not None)
    clerk.wait(page.head.inputs["visited_on"].box.hasFocus)
    clerk.wait(lambda: page.head.grounds.notice.value() is not None)
    clerk.press(Key.Key_Return)
    for initials in ("whb", "lz"):
        count = len(page.head.people.ids)
        if count < 2:
            clerk.type(initials)
            clerk.wait(lambda: page.head.people.box._hits)
            clerk.press(Key.Key_Return)
            clerk.wait(lambda: page.head.people.box.text() == "")
    clerk.wait(lambda: len(page.head.people.ids) == 2)
    clerk.press(*[Key.Key_Return] * 3)
    clerk.wait(page.checklist.section_list.hasFocus)
    clerk.type("/wslqj")
    clerk.press(Key.Key_Return, Key.Key_A)
    clerk.type("/lbfh")
    clerk.press(Key.Key_Return, Key.Key_2)
    clerk.chinese("五层临边无防护栏杆")
    clerk.press(*[Key.Key_Return] * 4)
    clerk.press(Key.Key_Return, modifier=CTRL)
    clerk.wait(lambda: page.saved is not None)
    return page.saved.id


def order_and_serve(clerk):
    """From the visit Enter issues the notice; on the hazard Enter serves it."""

    def issue(dialog):
        on(dialog, clerk)
        clerk.wait(lambda: dialog.grid is not None)
        clerk.type("7")
        clerk.press(Key.Key_Return)
        clerk.wait(lambda: dialog.grid.inputs["due"].words == "2026-11-19")
        clerk.press(Key.Key_Return, modifier=CTRL)
        clerk.wait(lambda: dialog.result() or dialog.notice.words)
        assert dialog.result(), dialog.notice.words

    clerk.dialogs.acts = [issue]
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: clerk.page.key == "hazards")
    enter_step(clerk, "登记送达")
    clerk.wait(lambda: clerk.page.side.form is not None)
    clerk.fill(clerk.page.side.form, receiver="麦大勇")
    clerk.page.side.form.grid.inputs["receiver"].box.setFocus()
    save(clerk)


def find(clerk, letters):
    """Ctrl+K, the number, Enter: the paper."""
    clerk.press(Key.Key_K, modifier=CTRL)
    box = QApplication.activeModalWidget()
    clerk.bot.keyClicks(box.box, letters)
    clerk.wait(lambda: box.hits.count() > 0)
    clerk.bot.keyClick(box.box, Key.Key_Return)
    clerk.wait(lambda: clerk.page.key == "papers" and clerk.page.current is not None)


def test_a_day_by_keyboard(clerk, place):
    plan_what_is_not_covered(clerk, place)
    close_the_round_by_mistake(clerk, place)
    approval = approve_a_check(clerk)
    notify_and_serve(clerk)
    visited = visit(clerk)
    order_and_serve(clerk)
    hazard = ask(place, lambda s: s.scalars(select(Hazard).filter_by(visit_id=visited)).one())
    assert (hazard.state, hazard.due) == (HazardState.SERVED, date(2026, 11, 19))
    made = ask(place, lambda s: s.get(Visit, visited))
    assert (made.approval_id, made.visited_on) == (approval, TODAY)
    bound = select(Paper.state).join(VisitNotice, VisitNotice.paper_id == Paper.id)
    bound = bound.where(VisitNotice.visit_id == visited)
    assert ask(place, lambda s: s.scalars(bound).all()) == [PaperState.SERVED]
    approved = ask(place, lambda s: s.get(InspectionApproval, approval))
    assert (approved.approved_by, approved.approved_on) == ("陈示明", TODAY)
    find(clerk, hazard.notice_no.split("〕")[1].rstrip("号"))
    assert clerk.page.current.number == hazard.notice_no
    test_october.check_record(place)
