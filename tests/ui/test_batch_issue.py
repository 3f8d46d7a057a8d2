"""成批催办 in the window: ticked, previewed, issued one by one, stopped, printed together."""

from datetime import date

import pypdf
import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from db.codes import EnterpriseKind, PaperKind, ServiceWay
from db.ids import new_id
from db.tables.enterprises import Enterprise
from db.tables.issuing import PaperCase, PaperRule
from db.tables.papers import Paper
from desktop.domain.names import normal_name
from desktop.ui.batch_issue import BatchIssueBox
from desktop.ui.notice import Tone
from desktop.ui.pages.enterprises import EnterprisesPage
from desktop.usecases.papers import ServePaper, serve_paper
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.typed.batch import alike_start
from tests.ui.clerk import ActingDialogs
from tests.ui.thin_line import RAIL, notice
from tests.usecases.county import ACT, do, settle

KIND = PaperKind.URGING_NOTICE
DAY = date(2026, 11, 12)
CTRL = Qt.KeyboardModifier.ControlModifier
TOLD = '[["报送11月份安全自查表", "", "", "2026-11-10"]]'


@pytest.fixture
def firms(runner, opened):
    """The small county, whose contractor owes something, and four others that do not."""
    county = settle(opened)
    do(opened, set_next_number, SetNextNumber(KIND, 2026, "示建安催", 21))
    issued, _ = notice(runner, county, date(2026, 10, 20), RAIL)
    runner.run(serve_paper, ServePaper(issued.id, ServiceWay.DIRECT, date(2026, 10, 21), "麦大勇"))
    with opened.writing(ACT, "add_record") as session:
        for n in range(1, 5):
            name = f"海南虚拟{n}号建筑有限公司"
            row = Enterprise(
                id=new_id(session),
                name=name,
                name_key=normal_name(name),
                kind=EnterpriseKind.CONTRACTOR,
                uscc=f"虚拟代码{n}",
            )
            session.add(row)
    with opened.reading() as session:
        return list(session.scalars(select(Enterprise.id).order_by(Enterprise.id)))


@pytest.fixture
def box(qtbot, runner, dialogs, firms):
    made = BatchIssueBox(runner, dialogs, runner.ask(alike_start, KIND, DAY, firms))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.form.inputs["items"].put_words(TOLD)
    return made


def states(box):
    return [box.table.item(line, 2).text() for line in range(box.table.rowCount())]


def urged(runner):
    rows = select(Paper.number).where(Paper.kind == KIND).order_by(Paper.serial)
    return runner.ask(lambda session: list(session.scalars(rows)))


def test_one_key_issues_a_paper_to_each_that_is_ticked(qtbot, box, dialogs, runner, firms):
    box.table.item(1, 0).setCheckState(Qt.CheckState.Unchecked)
    assert box.issue_button.text() == f"签发 {len(firms) - 1} 份"
    dialogs.answers = [True]
    qtbot.keyClick(box, Qt.Key.Key_Return, CTRL)
    wanted = [f"示建安催〔2026〕{n}号" for n in range(21, 21 + len(firms) - 1)]
    assert urged(runner) == wanted
    assert [one for one in states(box) if one] == [f"√ {one}" for one in wanted]
    assert states(box)[1] == ""
    assert box.notice.words.endswith(f"已签发 {len(wanted)} 份。")
    assert box.issue_button.text() == "签发 0 份", "nobody gets it twice"


def test_who_owes_nothing_is_told_and_stays_ticked(box, dialogs, runner, firms):
    box.form.inputs["items"].put_words("")
    dialogs.answers = [True]
    box.issue()
    assert len(urged(runner)) == 1, "the contractor owes something by the record"
    told = [one for one in states(box) if one.startswith("▲")]
    assert len(told) == len(firms) - 1
    assert all("缺催办清单" in one for one in told)
    assert box.issue_button.text() == f"签发 {len(firms) - 1} 份"
    box.form.inputs["items"].put_words(TOLD)
    dialogs.answers = [True]
    box.issue()
    assert len(urged(runner)) == len(firms)


def test_stopped_half_way_the_rest_can_go_out_later(box, dialogs, runner, firms, monkeypatch):
    show = box.working.show_progress

    def moved(done, total):
        show(done, total)
        if done == 2:
            box.stop()

    monkeypatch.setattr(box.working, "show_progress", moved)
    dialogs.answers = [True]
    box.issue()
    assert len(urged(runner)) == 2
    assert f"{len(firms) - 2} 家取消后还没有签发" in box.notice.words
    assert box.issue_button.text() == f"签发 {len(firms) - 2} 份"


def test_not_confirmed_nothing_leaves(box, dialogs, runner):
    dialogs.answers = [False]
    box.issue()
    assert urged(runner) == []


def test_what_was_issued_is_saved_as_one_pdf(box, dialogs, tmp_path, firms):
    assert not any(tool.isVisible() for tool in box.after)
    dialogs.answers = [True, tmp_path / "催办.pdf"]
    box.issue()
    assert all(tool.isVisible() for tool in box.after)
    box.save_issued()
    assert len(pypdf.PdfReader(tmp_path / "催办.pdf").outline) == len(firms)


def test_a_kind_that_is_approved_first_is_sent_up_one_by_one(qtbot, runner, dialogs, opened, firms):
    with opened.writing(ACT, "add_record") as session:
        session.add(PaperRule(id=new_id(session), kind=KIND, steps=1))
    made = BatchIssueBox(runner, dialogs, runner.ask(alike_start, KIND, DAY, firms))
    qtbot.addWidget(made)
    made.show()
    made.form.inputs["items"].put_words(TOLD)
    assert "须先审批" in made.notice.words
    assert made.issue_button.text() == f"送审 {len(firms)} 份"
    dialogs.answers = [None]
    made.issue()
    assert cases(runner) == 0, "given up"
    dialogs.answers = ["陈海生"]
    made.issue()
    assert cases(runner) == len(firms)
    assert set(states(made)) == {"√ 已送审"}
    assert urged(runner) == []
    assert not any(tool.isVisible() for tool in made.after)


def cases(runner):
    return runner.ask(lambda session: session.scalar(select(func.count(PaperCase.id))))


def test_from_the_ledger_those_chosen_or_all_that_owe(qtbot, runner, firms):
    dialogs = ActingDialogs()
    page = EnterprisesPage(runner, dialogs)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: page.current is not None)
    seen = []

    def look(box):
        seen.append(box.table.rowCount())
        box.form.inputs["items"].put_words(TOLD)
        dialogs.answers = [True]
        box.issue()
        box.reject()

    dialogs.acts = [look, look]
    both = CTRL | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.table, Qt.Key.Key_U, both)
    assert seen == [1]
    page.table.selectAll()
    page.urge_several()
    assert seen == [1, len(firms)]
    assert dialogs.said[-1] == (f"已签发 {len(firms)} 份催办通知书", Tone.DONE)
