"""A paper, the register and the month's page as read, on both databases."""

from datetime import date

import pytest

from db.codes import ClosureWay, PaperState, ServiceWay
from desktop.jobs.runner import InlineRunner
from desktop.queries.month_drill import figure_drill, month_changes
from desktop.queries.month_view import month_at_hand, month_view
from desktop.queries.paper_card import NextStep, paper_card
from desktop.queries.papers import PAPERS, paper_years
from desktop.queries.view import View
from desktop.usecases.attachments import NewFile
from desktop.usecases.hazards import (
    CloseHazard,
    RecordRecheck,
    RecordReply,
    close_hazard,
    record_recheck,
    record_reply,
)
from desktop.usecases.months import CloseMonth, close_month
from desktop.usecases.papers import ServePaper, VoidPaper, serve_paper, void_paper
from tests.ui.thin_line import CABLE, RAIL, notice, visit
from tests.usecases.county import settle

TODAY = date(2026, 11, 12)
ISSUED = date(2026, 10, 20)
OCTOBER = 202610


@pytest.fixture
def runner(database, clock):
    return InlineRunner(database, clock, "本机")


@pytest.fixture
def county(database):
    return settle(database)


def serve(runner, county, paper):
    served = ServePaper(
        paper.id, ServiceWay.DIRECT, ISSUED, "麦大勇", servers=county.inspectors[:1]
    )
    runner.run(serve_paper, served)


def test_each_step_leads_to_the_next(runner, county):
    paper, found = notice(runner, county, ISSUED, RAIL, CABLE)

    def step():
        return runner.ask(paper_card, paper.id, TODAY).next_step

    assert step() is NextStep.SERVE
    serve(runner, county, paper)
    assert step() is NextStep.REPLY
    runner.run(record_reply, RecordReply(found.hazards, date(2026, 10, 24)))
    assert step() is NextStep.RECHECK
    proof = NewFile("照片.pdf", b"%PDF-1.4")
    day, who = date(2026, 10, 26), county.inspectors[0]
    recheck = RecordRecheck(found.hazards, day, True, ClosureWay.ON_PAPER, who, evidence=proof)
    runner.run(record_recheck, recheck)
    assert step() is NextStep.CLOSE
    runner.run(close_hazard, CloseHazard(found.hazards[:1], day, ClosureWay.ON_PAPER))
    card = runner.ask(paper_card, paper.id, TODAY)
    assert [item.hazard_id for item in card.items_for(NextStep.CLOSE)] == [found.hazards[1]]
    runner.run(close_hazard, CloseHazard(found.hazards[1:], day, ClosureWay.ON_PAPER))
    assert step() is None
    told = [
        line.words.split("，")[0] for line in runner.ask(paper_card, paper.id, TODAY).happenings
    ]
    assert told[-1] == "签发"
    assert "复查合格（全部）" in told
    assert told[0] == "销号（全部）"


def test_late_only_while_a_hazard_is_open_after_its_deadline(runner, county):
    paper, _ = notice(runner, county, ISSUED)
    assert not runner.ask(paper_card, paper.id, date(2026, 10, 27)).is_late
    assert runner.ask(paper_card, paper.id, date(2026, 10, 28)).is_late
    (row,) = runner.ask(PAPERS.everything, View(today=date(2026, 10, 27)))
    assert (row.overdue, row.unserved) == (False, True)
    (row,) = runner.ask(PAPERS.everything, View(today=date(2026, 10, 28)))
    assert row.overdue


def test_a_voided_paper_waits_for_nothing(runner, county):
    paper, _ = notice(runner, county, ISSUED)
    runner.run(void_paper, VoidPaper(paper.id, "写错"))
    card = runner.ask(paper_card, paper.id, TODAY)
    assert (card.state, card.next_step, card.can_void) == (PaperState.VOIDED, None, False)
    told = card.happenings[0]
    assert (told.when.date(), told.words, told.who) == (TODAY, "作废：写错", "本机")
    assert len(card.happenings) == 2
    waiting = View(where=(("waits", "unserved"),), today=TODAY)
    assert runner.ask(PAPERS.everything, waiting) == ()
    assert runner.ask(paper_years) == {"2026": "2026年"}


def test_month_at_hand_is_the_one_to_be_reported(runner, county):
    assert runner.ask(month_at_hand, date(2026, 11, 12)) == OCTOBER
    assert runner.ask(month_at_hand, date(2026, 11, 28)) == 202611
    runner.run(close_month, CloseMonth(OCTOBER))
    assert runner.ask(month_at_hand, date(2026, 11, 12)) == 202611


def test_check_page_tells_what_is_open_and_what_the_due_day_is(runner, county):
    notice(runner, county, ISSUED)
    visit(runner, county, date(2026, 10, 22), is_signed=False)
    view = runner.ask(month_view, OCTOBER, date(2026, 10, 29))
    assert [one.words for one in view.opens] == [
        "1 次检查缺签名或要素，不计入检查次数",
        "1 条隐患还没有下达整改",
        "1 份文书还没有登记送达",
    ]
    assert view.due_line.startswith("报送期限 2026-10-30，还有 1 天（")
    assert "省厅通知第三部分（三）" in view.due_line


def test_a_year_without_a_holiday_table_is_said(runner, county):
    view = runner.ask(month_view, 202712, date(2027, 12, 20))
    assert view.page.due is None
    assert "2027" in view.due_line


def test_what_changed_after_sealing_is_told_by_its_records(runner, county):
    visit(runner, county, ISSUED)
    runner.run(close_month, CloseMonth(OCTOBER))
    assert runner.ask(month_changes, OCTOBER) == {}
    late = visit(runner, county, date(2026, 10, 30))
    changes = runner.ask(month_changes, OCTOBER)
    assert (changes["C01"].added, changes["C01"].removed) == (1, 0)
    drilled = runner.ask(figure_drill, "C01", OCTOBER)
    assert len(drilled.rows) == 1
    assert [row.id for row in drilled.added] == list(late.hazards)
    assert drilled.entity == "hazard"
