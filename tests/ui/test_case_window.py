"""From the dialog to the stamped paper in the real window: sent up, sent back, signed, issued."""

from datetime import date

import pytest
from sqlalchemy import select

from db.codes import CaseState, NumberSource, PaperKind, PaperState
from db.session import Database
from db.tables.issuing import PaperCase
from db.tables.papers import Paper
from desktop.queries.papers import paper_bytes
from desktop.usecases.office import InitOffice, set_up_office
from tests.ui.clerk import Key, at_work
from tests.usecases.county import do
from tests.usecases.loop_county import FOUND, RAIL, numbered, visited


@pytest.fixture
def place(office):
    database = Database.open(str(office))
    county = numbered(database)
    names = ("示例县住房和城乡建设局", "示例县建设工程质量安全监督站", "469023")
    do(database, set_up_office, InitOffice(*names, date(2026, 1, 1)))
    visited(database, county, FOUND, RAIL)
    database.close()
    return office


def stored(place, table):
    database = Database.open(str(place))
    with database.reading() as session:
        found = list(session.scalars(select(table).order_by(table.id)))
    database.close()
    return found


def written(due, typed=""):
    """The act on the dialog: a deadline, maybe a number of another register, and Ctrl+Enter."""

    def act(clerk, dialog):
        dialog.show()
        clerk.wait(lambda: dialog.grid is not None and dialog.number_row.source.count() > 1)
        clerk.wait(lambda: dialog.issue_button.text() in {"送审", "再送审"})
        dialog.grid.put({"due": due})
        if typed:
            row = dialog.number_row
            row.source.setCurrentIndex(row.source.findData(NumberSource.EXTERNAL.value))
            row.typed.setText(typed)
        dialog.issue()
        clerk.wait(lambda: not dialog.isVisible() or dialog.notice.words)
        assert not dialog.isVisible(), dialog.notice.words

    return act


def test_a_notice_is_sent_up_sent_back_and_signed(place, qtbot, monkeypatch):
    with at_work(place, qtbot, monkeypatch) as clerk:
        clerk.dialogs.settings.put("drafter", "林喆 安全监督股")
        two_steps(clerk)
        clerk.go_to("hazards")
        clerk.wait(lambda: clerk.page.current is not None)
        act = written(date(2026, 11, 30), "示建函〔2026〕88号")
        clerk.dialogs.acts = [lambda dialog: act(clerk, dialog)]
        clerk.page._issue(clerk.page.selected_ids or (clerk.page.current.id,))
        assert "已送审" in clerk.dialogs.said[-1][0]
        clerk.go_to("cases")
        page = clerk.page
        clerk.wait(lambda: page.current is not None and page.preview.content)
        clerk.step("审核…")
        send(clerk, name="周国平")
        clerk.wait(lambda: page.current.state is CaseState.REVIEWED)
        clerk.click_named(page, "退回…")
        send(clerk, name="郑海涛", opinion="期限改为二十一日")
        clerk.wait(lambda: page.current.state is CaseState.RETURNED)
        again = written(date(2026, 11, 21))
        clerk.dialogs.acts = [lambda dialog: again(clerk, dialog)]
        clerk.step("修改后再送审…")
        clerk.wait(lambda: page.current.state is CaseState.DRAFTED)
        clerk.step("审核…")
        send(clerk, name="周国平")
        clerk.step("签发…")
        send(clerk, name="郑海涛")
        clerk.wait(lambda: page.current.state is CaseState.ISSUED)
        original = []
        page.runner.read(page, paper_bytes, page.current.paper_id, done=original.append)
        clerk.wait(lambda: original and page.preview.content == original[0])
    paper, sheet = stored(place, Paper)
    assert (paper.number, paper.due) == ("示建函〔2026〕88号", date(2026, 11, 21))
    assert (paper.state, sheet.kind) == (PaperState.ISSUED, PaperKind.ISSUE_SHEET)
    assert [case.edition for case in stored(place, PaperCase)] == [2]


def two_steps(clerk):
    """设置 · 发文审批: 整改通知书 is reviewed and signed."""
    clerk.go_to("office_settings")
    clerk.page.show_where({"tab": "approval"})
    shelf = clerk.page.approval.steps
    shelf.add()
    clerk.fill(shelf.form, kind="责令限期整改通知书", steps="审核、签发")
    shelf.form.save()
    clerk.wait(lambda: shelf.form is None and shelf.model.rowCount() == 1)


def send(clerk, **typed):
    page = clerk.page
    clerk.wait(lambda: page.side.form is not None)
    form = page.side.form
    clerk.fill(form, **typed)
    clerk.save(form)


def test_the_draft_is_reached_from_the_desk(place, qtbot, monkeypatch):
    """Home shows what waits; Enter leads to it."""
    with at_work(place, qtbot, monkeypatch) as clerk:
        clerk.dialogs.settings.put("drafter", "林喆")
        two_steps(clerk)
        clerk.go_to("hazards")
        clerk.wait(lambda: clerk.page.current is not None)
        act = written(date(2026, 11, 30))
        clerk.dialogs.acts = [lambda dialog: act(clerk, dialog)]
        clerk.page._issue((clerk.page.current.id,))
        (case,) = stored(place, PaperCase)
        clerk.window.open_record("paper_case", case.id)
        clerk.wait(lambda: clerk.page.key == "cases" and clerk.page.current is not None)
        page = clerk.page
        clerk.wait(lambda: page.preview.content)
        again = written(date(2026, 11, 28))
        clerk.dialogs.acts = [lambda dialog: again(clerk, dialog)]
        page.table.setFocus()
        clerk.press(Key.Key_F2)
        clerk.wait(lambda: not clerk.dialogs.acts)
    (changed,) = stored(place, PaperCase)
    assert changed.id == case.id
    assert changed.edition == 1, "nobody had said anything yet"
    assert changed.content == case.content.replace("2026-11-30", "2026-11-28")
