"""The month's page by keyboard: figures, their records, 无发生, and the way to 已报."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from db.codes import MonthState, ServiceWay
from db.tables.months import Month, NothingHappened
from desktop.queries.months import figure_records, month_page
from desktop.queries.papers import paper_bytes
from desktop.ui.columns import UNKNOWN
from desktop.ui.notice import Tone
from desktop.ui.pages.month import MonthPage
from desktop.usecases.papers import ServePaper, serve_paper
from tests.ui.thin_line import notice, visit
from tests.usecases.county import settle

OCTOBER = 202610


@pytest.fixture
def county(opened):
    return settle(opened)


@pytest.fixture
def october(runner, county):
    """Two visits in October, one of them unsigned; one notice, served."""
    issued, _ = notice(runner, county, date(2026, 10, 20))
    visit(runner, county, date(2026, 10, 22), is_signed=False)
    runner.run(serve_paper, ServePaper(issued.id, ServiceWay.DIRECT, date(2026, 10, 21), "麦大勇"))
    return county


@pytest.fixture
def page(qtbot, runner, dialogs, october):
    made = MonthPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


def row_of(page, code):
    return page.table.rows_model.where(lambda row: row.code == code)


def shown(page, code):
    model = page.table.rows_model
    number = row_of(page, code)
    return [model.index(number, place).data() for place in range(model.columnCount())]


def choose(qtbot, page, code):
    page.table.go_to(row_of(page, code))
    qtbot.waitUntil(lambda: page.figure.line is not None and page.figure.line.code == code)


def test_opens_on_the_month_to_be_reported(page):
    assert page.months.currentText() == "2026年10月"
    assert page.state.text() == "未起草（实时数）"
    assert "2026-10-30" in page.due.text()
    assert "已过 13 天" in page.due.text()


def test_unknown_is_a_dash_and_known_is_counted(page):
    assert shown(page, "B01")[2] == "1"
    assert shown(page, "C01")[2] == "2"
    assert shown(page, "D01")[2] == "1"
    assert shown(page, "D03")[2] == UNKNOWN
    assert "待确认" in shown(page, "D03")[4]


def test_a_figure_says_what_it_means_and_opens_its_records(qtbot, page):
    choose(qtbot, page, "C01")
    assert page.figure._definition.text().startswith("口径：")
    assert "省厅通知" in page.figure._article.text() or "安全生产法" in page.figure._article.text()
    assert page.figure.line.name in page.help
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.figure.drill.model.rowCount() == 2
    with qtbot.waitSignal(page.open_record) as opened:
        qtbot.keyClick(page.figure.drill.table, Qt.Key.Key_Return)
    assert opened.args[0] == "hazard"
    assert opened.args[1] == page.figure.drill.rows[0].id


def test_a_ratio_shows_its_two_sides(qtbot, page):
    line = next(line for line in page.view.page.lines if line.is_ratio and line.value is not None)
    choose(qtbot, page, line.code)
    assert "÷" in page.figure._sum.text()
    sides = page.figure.drill._sides
    assert [sides.itemText(place)[:3] for place in range(2)] == ["分子：", "分母："]
    above = len(page.figure.drill.rows)
    sides.setCurrentIndex(1)
    sides.activated.emit(1)
    assert round(100 * above / len(page.figure.drill.rows), 1) == line.value


def test_nothing_happened_is_confirmed_by_name(qtbot, page, opened, dialogs):
    choose(qtbot, page, "D03")
    dialogs.answers = [True]
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert shown(page, "D03")[2] == "0"
    assert "本机确认无发生" in shown(page, "D03")[4]
    with opened.reading() as session:
        kept = session.scalars(select(NothingHappened)).one()
    assert (kept.code, kept.who, kept.at[:10]) == ("D03", "本机", "2026-11-12")


def test_ticked_figures_are_confirmed_together(page, dialogs):
    page.tabs.setCurrentWidget(page.checks)
    assert not page.checks.confirm_button.isEnabled()
    before = page.checks.ticks.count()
    for number in (0, 1):
        page.checks.ticks.item(number).setCheckState(Qt.CheckState.Checked)
    dialogs.answers = [True]
    page.checks.confirm_button.click()
    assert page.checks.ticks.count() == before - 2


def test_check_page_says_what_does_not_count(page):
    told = [one.words for one in page.view.opens]
    assert "1 次检查缺签名或要素，不计入检查次数" in told
    assert "1 条隐患还没有下达整改" in told
    assert not [words for words in told if "送达" in words]


def test_goes_the_whole_chain_by_keyboard(qtbot, page, opened, dialogs):
    def press():
        qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    dialogs.answers = ["2026-10-31", True, "2026-11-02"]
    for state in ("草稿", "已核对", "已审定", "已封存", "已报"):
        press()
        assert page.state.text() == f"{state} · 第1稿"
    with opened.reading() as session:
        month = session.scalars(select(Month)).one()
        assert (month.state, month.submitted_on) == (MonthState.SUBMITTED, date(2026, 11, 2))
    assert "将印“—”" not in dialogs.asked[1]


def test_a_refusal_stays_on_the_page(page, dialogs):
    dialogs.answers = ["2026-10-31", True, "2026-10-30"]
    for _ in range(5):
        page.go_on()
    assert "不能早于截止日" in page.notice.words
    assert page.view.page.state is MonthState.SEALED


def test_sealed_figures_stay_and_what_came_later_is_told(
    qtbot, page, runner, opened, october, dialogs
):
    dialogs.answers = ["2026-10-31", True]
    for _ in range(4):
        page.go_on()
    visit(runner, october, date(2026, 10, 28))
    assert shown(page, "C01")[2] == "2"
    assert "补报 +1" in shown(page, "C01")[4]
    choose(qtbot, page, "C01")
    assert len(page.figure.drill.rows) == 2
    page.figure.drill._on_side(1)
    assert len(page.figure.drill.rows) == 1
    with opened.reading() as session:
        assert len(figure_records(session, "C01", OCTOBER)) == 2


def test_preview_shows_the_draft_and_then_the_stored_report(page, opened, dialogs):
    page.tabs.setCurrentWidget(page.preview)
    assert "没有封存" in page.preview._mark.text()
    assert page.preview.document.pageCount() > 1
    dialogs.answers = ["2026-10-31", True]
    for _ in range(4):
        page.go_on()
    with opened.reading() as session:
        stored = paper_bytes(session, month_page(session, OCTOBER).paper_id)
    assert page.preview.content == stored
    assert page.preview._mark.isHidden()


def test_files_to_submit_are_written(page, dialogs, tmp_path):
    dialogs.answers = ["2026-10-31", True, tmp_path / "报送"]
    for _ in range(4):
        page.go_on()
    page.steps.write_files()
    kinds = sorted(path.suffix for path in (tmp_path / "报送").iterdir())
    assert kinds == [".json", ".pdf", ".xlsx"]
    assert dialogs.said[-1][1] is Tone.DONE


def test_withdrawn_and_returned_with_a_reason(page, dialogs):
    dialogs.answers = ["2026-10-31", True, "漏了一次检查"]
    for _ in range(4):
        page.go_on()
    page.steps.withdraw()
    assert page.state.text() == "草稿 · 第1稿"
    assert "漏了一次检查" in page.due.text()
    dialogs.answers = [True, "2026-11-02", "口径不符"]
    for _ in range(4):
        page.go_on()
    page.steps.send_back()
    assert page.state.text() == "草稿 · 第2稿"
    assert [row.edition for row in page.view.editions] == [2, 1]


def test_turns_to_the_month_before(qtbot, page):
    qtbot.keyClick(page.table, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.months.currentText() == "2026年9月"
    assert shown(page, "C01")[2] == UNKNOWN


def test_nothing_is_confirmed_in_a_sealed_month(qtbot, page, dialogs):
    dialogs.answers = ["2026-10-31", True]
    for _ in range(4):
        page.go_on()
    choose(qtbot, page, "D03")
    assert page.figure.none_button.isHidden()
    assert shown(page, "D03")[4] == "封存时未确认"
    assert page.checks.ticks.count() == 0
    asked = len(dialogs.asked)
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(dialogs.asked) == asked


def test_a_figure_over_the_months_is_drawn(qtbot, page):
    page.tabs.setCurrentWidget(page.chart)
    choose(qtbot, page, "C01")
    points = {point.period: point.value for point in page.chart.points}
    assert (min(points), max(points), len(points)) == (202510, 202610, 13)
    assert points[202610] == 2
    assert points[202609] is None


def test_arrives_at_a_month_and_a_figure(page):
    page.show_record(202609)
    assert page.months.currentText() == "2026年9月"
    page.show_where({"month": "202610", "figure": "D01"})
    assert page.months.currentText() == "2026年10月"
    assert page.table.current.code == "D01"
