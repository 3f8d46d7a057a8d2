"""Counters that no slow machine can blur: statements a screen, commits a save, rows a paint."""

import importlib
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from db.codes import AnswerValue, PaperKind, PartyRole, ServiceWay, VisitSource
from db.session import Database
from desktop.app.clock import Clock
from desktop.domain.approvals import ApprovalFacts
from desktop.queries.listing import Listing
from desktop.queries.view import PAGE
from desktop.ui.catalogue import PAGES
from desktop.ui.list_page import ListPage
from desktop.usecases.approvals import SaveApproval, save_approval
from desktop.usecases.cases import DraftCase, draft_case
from desktop.usecases.interviews import IssueInterview, issue_interview
from desktop.usecases.papers import ServePaper, serve_paper
from desktop.usecases.planned_visits import Planned, PlanVisits, plan_visits
from desktop.usecases.rounds import OpenRound, open_round
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.training_sessions import SaveSession, save_session
from desktop.usecases.visit_command import Answer, CheckedEnterprise, RecordVisit
from desktop.usecases.visits import record_visit
from desktop.usecases.wordings import SaveWording, save_wording
from tests.queries.seed import small_county
from tests.ui.crowd import CountingRunner, counted, multiply
from tests.ui.thin_line import notice, visit
from tests.usecases.county import County, settle

OCTOBER = date(2026, 10, 20)
SMALL, LARGE = PAGE + 10, 3 * PAGE
SETTLED_MS = 300
FONTS = """
from reportlab.pdfbase import ttfonts
from desktop.documents.rectification_notice import render
from desktop.documents.service_receipt import render as render_receipt
from tests.documents.sheets import NOTICE, RECEIPT

parsed = []
init = ttfonts.TTFontFile.__init__
def counting(self, *args, **kw):
    parsed.append(args[0])
    init(self, *args, **kw)
ttfonts.TTFontFile.__init__ = counting
for draw, sheet in ((render, NOTICE), (render, NOTICE), (render_receipt, RECEIPT)):
    parsed.clear()
    draw(sheet)
    print(len(parsed), len(set(parsed)))
"""


def build(office, clock, times):
    """A county with each kind of record, copied."""
    database = Database.open(str(office))
    runner = CountingRunner(database, clock, "本机")
    county: County = settle(database)
    small_county(database)
    issued, _ = notice(runner, county, OCTOBER)
    visit(runner, county, date(2026, 10, 22), is_signed=False)
    runner.run(serve_paper, ServePaper(issued.id, ServiceWay.DIRECT, OCTOBER, "麦大勇"))
    runner.run(set_next_number, SetNextNumber(PaperKind.INTERVIEW_NOTICE, 2026, "示建安约"))
    talk = {"place": "会议室", "reason": "逾期", "enterprise_id": county.contractor}
    runner.run(issue_interview, IssueInterview(date(2026, 11, 10), date(2026, 11, 16), **talk))
    other = IssueInterview(date(2026, 11, 11), date(2026, 11, 17), **talk)
    runner.run(draft_case, DraftCase(other, "林喆"))
    runner.run(save_session, SaveSession("判定标准宣贯", OCTOBER))
    ground = ApprovalFacts(VisitSource.PLAN, "安全生产法第六十五条", OCTOBER, OCTOBER)
    runner.run(save_approval, SaveApproval(replace(ground, projects=(county.project,))))
    duty = Answer("contractor-1", AnswerValue.PASS)
    asked = CheckedEnterprise(county.contractor, PartyRole.CONTRACTOR, (duty,))
    came = RecordVisit(county.project, OCTOBER, county.inspectors[:2], enterprises=(asked,))
    runner.run(record_visit, came)
    runner.run(open_round, OpenRound(date(2026, 11, 1)))
    runner.run(save_wording, SaveWording("block.prohibitions", "一严禁；二严禁。"))
    runner.run(plan_visits, PlanVisits((Planned(county.project, date(2026, 11, 20)),)))
    database.close()
    multiply(office, times)


@pytest.fixture(scope="module")
def counties(migrated_folder, tmp_path_factory):
    """A county of a little more than one page a list, and one several times as large."""
    clock, opened = Clock(date(2026, 11, 12)), []
    for times in (SMALL, LARGE):
        office = shutil.copytree(migrated_folder, tmp_path_factory.mktemp("county") / "office")
        build(office, clock, times)
        database = Database.open(str(office))
        opened.append(database)
    yield opened
    for database in opened:
        database.close()


@pytest.fixture
def small(counties, clock):
    return counties[0], CountingRunner(counties[0], clock, "本机")


@pytest.fixture
def large(counties, clock):
    return counties[1], CountingRunner(counties[1], clock, "本机")


def show(ref, office, dialogs, qtbot):
    """The page as the window shows it; the statements it took."""
    module, _, name = ref.target.partition(":")
    database, runner = office
    with counted(database.reader, "before_cursor_execute") as statements:
        page = getattr(importlib.import_module(module), name)(runner, dialogs)
        qtbot.addWidget(page)
        page.resize(1180, 640)
        with qtbot.waitExposed(page):
            page.show()
        if isinstance(page, ListPage):
            qtbot.waitUntil(lambda: page.current is not None, timeout=5000)
        else:
            qtbot.wait(SETTLED_MS)
    return page, statements


@pytest.mark.parametrize("ref", PAGES, ids=lambda ref: ref.key)
def test_a_screen_asks_as_often_for_many_records_as_for_some(ref, small, large, dialogs, qtbot):
    _, few = show(ref, small, dialogs, qtbot)
    page, many = show(ref, large, dialogs, qtbot)
    assert many == few
    if isinstance(getattr(page, "source", None), Listing):
        assert sum(large[1].fetched) <= 2 * PAGE


def test_the_end_of_a_long_list_costs_no_more_than_its_beginning(large, dialogs, qtbot):
    """OFFSET would read all rows before it; a page is read from its key."""
    ref = next(ref for ref in PAGES if ref.key == "projects")
    page, _ = show(ref, large, dialogs, qtbot)
    large[1].fetched.clear()
    with counted(large[0].reader, "before_cursor_execute") as statements:
        page.table.scrollToBottom()
        QApplication.processEvents()
        page.table.repaint()
    assert page.model.rowCount() > 4 * PAGE
    assert sum(large[1].fetched) <= 2 * PAGE
    assert not any("OFFSET" in statement for statement in statements if "LIMIT" not in statement)


@pytest.mark.parametrize(
    ("key", "place"),
    [("projects", "location"), ("inspectors", "post"), ("dangerous_works", "size")],
)
def test_a_save_is_one_commit(key, place, small, dialogs, qtbot):
    ref = next(ref for ref in PAGES if ref.key == key)
    page, _ = show(ref, small, dialogs, qtbot)
    page.edit()
    page.side.form.grid.inputs[place].put_words("改后的内容")
    with counted(small[0].engine, "commit") as commits:
        page.go_on()
    assert len(commits) == 1


def test_a_font_is_parsed_once_a_process():
    """Registering the fonts anew for every notice made a batch four times slower."""
    done = subprocess.run(
        [sys.executable, "-c", FONTS], capture_output=True, text=True, check=True, timeout=60
    )
    first, *later = done.stdout.splitlines()
    parsed, fonts = first.split()
    assert int(parsed) > 0
    assert parsed == fonts
    assert later == ["0 0", "0 0"]
