"""A day's trip in 2027, for which no holiday table came with the program, on both databases."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.act import Act
from db.codes import ClosureWay, ServiceWay
from desktop.domain.calendar import WorkCalendar
from desktop.queries.calendar import office_calendar
from desktop.queries.home import home
from desktop.queries.months import month_page
from desktop.usecases.findings import Finding
from desktop.usecases.hazards import CloseHazard, RecordRecheck, close_hazard, record_recheck
from desktop.usecases.months import CloseMonth, close_month
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.papers import ServePaper, serve_paper
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import do, settle
from tests.usecases.test_thin_line import photo

DAY = date(2027, 3, 3)
ACT = Act("本机", datetime(2027, 3, 3, 17, 0, tzinfo=ZoneInfo("Asia/Shanghai")))


def test_a_day_without_a_holiday_table(database):
    county = settle(database)
    with database.reading() as session:
        calendar = office_calendar(session)
    assert isinstance(calendar, WorkCalendar)
    assert 2027 not in calendar.years, "choose a later year for this test"
    finding = Finding("临边防护栏杆缺失", item="B13-4")
    visit = RecordVisit(county.project, DAY, county.inspectors[:2], findings=(finding,))
    found = do(database, record_visit, visit, ACT)
    notice = IssueNotice(found.hazards, DAY, date(2027, 3, 10))
    issued = do(database, issue_rectification_notice, notice, ACT)
    assert issued.number == "示建安整〔2027〕1号"
    service = ServePaper(issued.id, ServiceWay.DIRECT, DAY, "麦大勇")
    do(database, serve_paper, service, ACT)
    recheck = RecordRecheck(
        found.hazards,
        DAY,
        passed=True,
        way=ClosureWay.ON_SITE,
        inspector_id=county.inspectors[0],
        evidence=photo(),
    )
    do(database, record_recheck, recheck, ACT)
    do(database, close_hazard, CloseHazard(found.hazards, DAY, ClosureWay.ON_SITE), ACT)
    do(database, close_month, CloseMonth(202702), ACT)
    with database.reading() as session:
        page = month_page(session, 202703)
        assert home(session, DAY).period == 202703
    assert page.due is None
    assert "缺少2027年的节假日安排" in page.due_words
    assert next(line for line in page.lines if line.code == "C01").value == 1
