"""The wizard on the office's own workbooks: four steps, by keyboard, and back again."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from stdnum.cn import uscc

from db.session import Database
from desktop.domain.ledger import Severity
from desktop.jobs.qt import QtRunner
from desktop.jobs.runner import InlineRunner
from desktop.queries.imports import earlier_imports
from desktop.queries.projects import PROJECTS
from desktop.queries.view import View
from desktop.ui.import_check import counts_sentence
from desktop.ui.pages.import_wizard import CHECK, DONE, FILE, HEADERS, ImportWizardPage
from desktop.usecases.imports.plan import Fate
from desktop.usecases.verify import verify_office

LEDGERS = Path(__file__).parent.parent / "data" / "ledgers"
PROJECTS_FILE = LEDGERS / "03-工程台账.xlsx"
SOON = 20000


@pytest.fixture
def page(runner, dialogs, qtbot):
    made = ImportWizardPage(runner, dialogs)
    qtbot.addWidget(made)
    made.show()
    return made


def press(qtbot, page, key=Qt.Key.Key_Return):
    qtbot.keyClick(page.focusWidget() or page, key)


def choose_sheet(page, name):
    for place in range(page.file.sheets.topLevelItemCount()):
        item = page.file.sheets.topLevelItem(place)
        if item.text(0) == name:
            page.file.sheets.setCurrentItem(item)


def project_names(runner):
    return {row.name for row in runner.ask(PROJECTS.everything, View(today=runner.today()))}


def small_book(path, headers, *rows, title="企业"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(headers)
    for line in rows:
        sheet.append(line)
    book.save(path)
    return path


def firms_book(path, title="企业名称", name="海南虚构浪石置业有限公司", code="91469023MAXX000179"):
    return small_book(path, [title, "统一社会信用代码", "企业类型"], [name, code, "建设单位"])


def test_a_sheet_comes_in_by_keyboard_and_goes_again(page, runner, dialogs, qtbot):
    dialogs.answers = [PROJECTS_FILE]
    qtbot.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert page.file.sheets.topLevelItemCount() >= 3
    choose_sheet(page, "停工")
    assert page.file.kinds.currentText() == "在建工程台账"
    press(qtbot, page)
    assert page.step == HEADERS
    assert page.headers.is_ready
    press(qtbot, page)
    assert page.step == CHECK
    assert "读到 11 行" in page.check.counts.text()
    assert project_names(runner) == set()
    press(qtbot, page)
    assert page.step == DONE
    done = page.work.done
    assert done.plan.read == 11
    assert len(project_names(runner)) == done.plan.count(Fate.ADDED) > 0
    qtbot.mouseClick(page.result.undo, Qt.MouseButton.LeftButton)
    assert project_names(runner) == set()
    assert "已撤销" in page.result._said.text()
    assert runner.ask(verify_office) == ()


def test_enter_on_the_last_step_opens_the_ledger(page, dialogs, qtbot):
    went = []
    page.go.connect(lambda key, where: went.append(key))
    page.open_file(LEDGERS / "02-监督人员台账.xlsx")
    for _step in range(4):
        press(qtbot, page)
    assert went == ["inspectors"]


def test_the_problems_are_those_of_the_truth(page, qtbot):
    page.open_file(LEDGERS / "01-企业台账.xlsx")
    press(qtbot, page)
    press(qtbot, page)
    plan = page.work.plan
    assert plan.read == 125
    model = page.check.problems.model
    wrong = {line.row for line in page.check._problems if line.severity is Severity.ERROR}
    assert wrong == plan.refused
    page.check.problems.bar.put("", {"severity": "error"})
    assert 0 < model.rowCount() < len(page.check._problems)
    assert all(model.data(model.index(row, 1)) == "▲ 拒收" for row in range(model.rowCount()))
    page.check.problems.bar.put("信用代码", {})
    assert 0 < model.rowCount() <= len(page.check._problems)


def test_enter_in_the_filter_goes_to_the_list_and_esc_empties_it(page, qtbot):
    page.open_file(LEDGERS / "01-企业台账.xlsx")
    press(qtbot, page)
    press(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    box = page.check.problems.bar.box
    assert page.focusWidget() is box
    box.setText("信用代码")
    press(qtbot, page)
    assert page.step == CHECK
    assert page.focusWidget() is page.check.problems.table
    box.setFocus()
    press(qtbot, page, Qt.Key.Key_Escape)
    assert (page.step, box.text()) == (CHECK, "")
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.step == HEADERS


def test_what_a_second_import_would_change_is_shown_before(page, runner, tmp_path, qtbot):
    path = firms_book(tmp_path / "企业.xlsx")
    shown = _import(page, qtbot, path)
    assert counts_sentence(shown) == "读到 1 行：新增 1，更新 0，未变 0，拒收 0"
    small_book(
        path,
        ["企业名称", "统一社会信用代码", "企业类型", "联系电话"],
        ["海南虚构浪石置业有限公司", "91469023MAXX000179", "建设单位", "13800000001"],
    )
    page.open_file(path)
    press(qtbot, page)
    press(qtbot, page)
    assert page.check.tabs.tabText(1) == "会改动的（1）"
    changes = page.check.differences.model
    assert [changes.data(changes.index(0, place)) for place in (2, 3, 4)] == [
        "联系电话",
        "（空）",
        "13800000001",
    ]
    assert page.next.text() == "导入 1 行"


def _import(page, qtbot, path):
    page.open_file(path)
    for _step in range(3):
        press(qtbot, page)
    assert page.step == DONE
    return page.work.done.plan


def test_a_corrected_header_is_remembered_for_the_same_shape(page, runner, tmp_path, qtbot):
    path = firms_book(tmp_path / "企业.xlsx", "单位全称")
    page.open_file(path)
    assert page.file.kind is None
    assert not page.next.isEnabled()
    page.file.kinds.setCurrentIndex(page.file.kinds.findData("enterprises"))
    page.file._on_kind()
    press(qtbot, page)
    assert page.step == HEADERS
    assert "企业名称" in page.headers._notice.words
    press(qtbot, page)
    assert page.step == HEADERS
    page.headers._choose("单位全称", "name")
    press(qtbot, page)
    press(qtbot, page)
    assert page.step == DONE
    undo = page.result.undo
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    other = firms_book(
        tmp_path / "企业2.xlsx", "单位全称", "海南假想合欢建设集团有限公司", "91469023MAXX000254"
    )
    page.open_file(other)
    assert page.file.kind == "enterprises"
    press(qtbot, page)
    assert page.headers.mapping["单位全称"] == "name"
    assert page.headers.is_ready


def test_two_headers_for_one_field_are_refused(page, tmp_path, qtbot):
    path = small_book(
        tmp_path / "企业.xlsx",
        ["企业名称", "信用代码", "企业类型", "别名"],
        ["海南虚构浪石置业有限公司", "91469023MAXX000179", "建设单位", "浪石"],
    )
    page.open_file(path)
    press(qtbot, page)
    page.headers._choose("别名", "name")
    assert "两列" in page.headers._notice.words
    press(qtbot, page)
    assert page.step == HEADERS


def test_the_refused_rows_come_out_with_their_reasons(page, dialogs, tmp_path, qtbot):
    page.open_file(LEDGERS / "04-关键岗位人员台账.xlsx")
    for _step in range(3):
        press(qtbot, page)
    assert page.step == CHECK
    assert not page.next.isEnabled()  # no project is known yet: every row is refused
    page.open_file(LEDGERS / "01-企业台账.xlsx")
    for _step in range(3):
        press(qtbot, page)
    target = tmp_path / "拒收.xlsx"
    dialogs.answers = [target]
    qtbot.mouseClick(page.result.refused, Qt.MouseButton.LeftButton)
    sheet = load_workbook(target).active
    titles = [cell.value for cell in next(sheet.iter_rows(max_row=1))]
    assert titles[:2] == ["行号", "原因"]
    numbers = {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert numbers == page.work.done.plan.refused


def test_refusals_of_the_record_are_written_out_too(page, dialogs, tmp_path, qtbot):
    path = small_book(
        tmp_path / "人员.xlsx",
        ["工程名称", "姓名", "岗位", "证书编号"],
        ["没有这个工程（虚构）", "韦某", "专职安全员", "琼建安C（2024）0000001"],
    )
    page.open_file(PROJECTS_FILE)
    choose_sheet(page, "停工")
    for _step in range(3):
        press(qtbot, page)
    known = next(iter(project_names(page.runner)))
    book = load_workbook(path)
    book.active.append([known, "王某", "专职安全员", "琼建安C（2024）0000002"])
    book.save(path)
    page.open_file(path)
    for _step in range(3):
        press(qtbot, page)
    assert page.step == DONE
    target = tmp_path / "拒收.xlsx"
    dialogs.answers = [target]
    page._on_save_refused()
    rows = list(load_workbook(target).active.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [2]
    assert "未找到" in rows[0][1] or "没有" in rows[0][1]


def project_book(path, *permits):
    headers = ["工程名称", "项目代码", "施工许可证号", "工程类别", "建设单位", "施工单位", "状态"]
    rows = [
        [
            "示例县虚构中学宿舍楼",
            "2601-469023-04-01-000001",
            permit,
            "房屋建筑",
            "示例县教育局（虚构）",
            "海南假想合欢建设集团有限公司",
            "在建",
        ]
        for permit in permits
    ]
    return small_book(path, headers, *rows, title="在建")


@pytest.mark.parametrize(("is_same", "projects"), [(True, 1), (False, 2)])
def test_the_wizard_asks_whether_it_is_the_same_project(
    page, runner, tmp_path, qtbot, is_same, projects
):
    _import(page, qtbot, project_book(tmp_path / "旧.xlsx", "469023202601010101"))
    page.open_file(project_book(tmp_path / "新.xlsx", "469023202605050101"))
    press(qtbot, page)
    press(qtbot, page)
    assert page.check.tabs.currentWidget() is page.check.doubts
    item = page.check.doubts.item(0)
    assert "示例县虚构中学宿舍楼" in item.text()
    assert item.checkState() is Qt.CheckState.Checked
    if not is_same:
        item.setCheckState(Qt.CheckState.Unchecked)
        assert page.check.tabs.currentWidget() is page.check.doubts
    assert page.work.plan.count(Fate.ADDED) == projects - 1
    page.go_on()
    assert page.step == DONE
    assert len(runner.ask(PROJECTS.everything, View(today=runner.today()))) == projects
    page.open_file(tmp_path / "新.xlsx")
    press(qtbot, page)
    press(qtbot, page)
    assert counts_sentence(page.work.plan).startswith("读到 1 行：新增 0，更新 0，未变 1")


def test_from_which_day_is_asked_where_it_matters(page, tmp_path, qtbot):
    page.open_file(project_book(tmp_path / "工程.xlsx", "469023202601010101"))
    press(qtbot, page)
    assert page.headers.since.isVisible()
    page.headers.since.put_words("2026年13月")
    press(qtbot, page)
    assert page.step == HEADERS
    page.headers.since.put_words("2026.3.1")
    press(qtbot, page)
    assert page.work.since == date(2026, 3, 1)
    page.open_file(firms_book(tmp_path / "企业.xlsx"))
    press(qtbot, page)
    assert not page.headers.since.isVisible()


def test_a_file_may_be_dropped(page, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(LEDGERS / "02-监督人员台账.xlsx"))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    assert page.file.kind == "inspectors"


def test_a_file_that_is_no_table_is_one_sentence(page, tmp_path):
    path = tmp_path / "不是表格.xlsx"
    path.write_bytes(b"\x00\x01\x02 not a workbook")
    page.open_file(path)
    assert page.step == FILE
    assert page.notice.words.startswith("×")
    assert not page.working.is_working


def test_identity_numbers_are_masked_on_every_step(page, qtbot):
    page.open_file(LEDGERS / "02-监督人员台账.xlsx")
    press(qtbot, page)
    body = page.headers.findChildren(type(page.headers._about))
    shown = " ".join(label.text() for label in body)
    assert "*" in shown
    press(qtbot, page)
    values = [line.value for line in page.check._problems if "身份证" in line.column]
    assert values
    assert all("*" in value or len(value) < 8 for value in values)


def test_an_earlier_import_is_undone_after_a_restart(page, office, clock, dialogs, qtbot):
    page.open_file(LEDGERS / "02-监督人员台账.xlsx")
    for _step in range(3):
        press(qtbot, page)
    database = Database.open(str(office))
    runner = InlineRunner(database, clock, "本机")
    later = ImportWizardPage(runner, dialogs)
    qtbot.addWidget(later)
    later.show()
    assert later.earlier.model.rowCount() == 1
    later.earlier.table.go_to(0)
    assert later.earlier.undo.isEnabled()
    dialogs.answers = [True]
    qtbot.mouseClick(later.earlier.undo, Qt.MouseButton.LeftButton)
    assert "02-监督人员台账.xlsx" in dialogs.asked[-1]
    assert [row.undone for row in runner.ask(earlier_imports)] == [True]
    later.earlier.refresh()
    later.earlier.table.go_to(0)
    assert not later.earlier.undo.isEnabled()
    database.close()


def test_arriving_for_one_kind_says_which(page):
    page.show_where({"ledger": "machines"})
    assert "起重机械台账" in page.file._said.text()


def test_threads_show_progress_and_cancel_stores_nothing(office, clock, dialogs, tmp_path, qtbot):
    database = Database.open(str(office))
    runner = QtRunner(clock, "本机")
    page = ImportWizardPage(runner, dialogs)
    qtbot.addWidget(page)
    page.show()
    runner.open(lambda: database)
    many = [[f"海南虚构第{n}劳务有限公司", None, "劳务单位"] for n in range(10)]
    path = small_book(tmp_path / "劳务.xlsx", ["企业名称", "信用代码", "企业类型"], *many)
    page.open_file(path)
    assert page.working.is_working
    qtbot.waitUntil(lambda: page.file.is_ready, timeout=SOON)
    page.go_on()
    qtbot.waitUntil(lambda: page.step == HEADERS, timeout=SOON)
    page.go_on()
    qtbot.mouseClick(page.working.findChild(type(page.next)), Qt.MouseButton.LeftButton)
    assert not page.working.is_working
    assert page.step == HEADERS
    assert "取消" in page.notice.words
    page.go_on()
    qtbot.waitUntil(lambda: page.step == CHECK, timeout=SOON)
    assert runner.wait_for_done(20)
    database.close()


def test_an_import_on_threads_shows_how_far_it_is(office, clock, dialogs, qtbot):
    database = Database.open(str(office))
    runner = QtRunner(clock, "本机")
    page = ImportWizardPage(runner, dialogs)
    qtbot.addWidget(page)
    page.show()
    seen = []
    page.work.moved.connect(lambda done, total: seen.append((done, total)))
    runner.open(lambda: database)
    page.open_file(LEDGERS / "01-企业台账.xlsx")
    for step, is_reached in ((FILE, page.file), (HEADERS, page.headers)):
        qtbot.waitUntil(lambda s=step, r=is_reached: page.step == s and r.is_ready, timeout=SOON)
        qtbot.waitUntil(page.next.isEnabled, timeout=SOON)
        page.go_on()
    qtbot.waitUntil(lambda: page.step == CHECK, timeout=SOON)
    page.go_on()
    assert page.working.is_working
    assert not page.steps.isEnabled()
    qtbot.waitUntil(lambda: page.step == DONE, timeout=SOON)
    assert seen
    assert seen[-1] == (250, 250)
    page.work.undo(page.work.done.undo)
    qtbot.waitUntil(lambda: "已撤销" in page.notice.words, timeout=SOON)
    assert runner.wait_for_done(20)
    database.close()


def test_a_missing_file_says_so(page, tmp_path):
    path = tmp_path / "移走了.xlsx"
    shutil.copy(LEDGERS / "02-监督人员台账.xlsx", path)
    page.open_file(path)
    path.unlink()
    page.go_on()
    page.go_on()
    assert page.notice.words
    assert page.step == HEADERS


def test_cancelling_an_import_under_way_stores_nothing(office, clock, dialogs, tmp_path, qtbot):
    path = tmp_path / "企业.csv"
    lines = [f"海南虚构第{n}劳务有限公司,{_code(n)},劳务单位" for n in range(6000)]
    path.write_text("\n".join(["企业名称,信用代码,企业类型", *lines]), encoding="utf-8")
    database = Database.open(str(office))
    runner = QtRunner(clock, "本机")
    page = ImportWizardPage(runner, dialogs)
    qtbot.addWidget(page)
    page.show()
    runner.open(lambda: database)
    page.open_file(path)
    qtbot.waitUntil(page.next.isEnabled, timeout=SOON)
    for step in (HEADERS, CHECK):
        page.go_on()
        qtbot.waitUntil(lambda s=step: page.step == s and page.next.isEnabled(), timeout=SOON)
    page.work.moved.connect(lambda _done, _total: page.working.cancelled.emit())
    page.go_on()
    qtbot.waitUntil(lambda: "取消" in page.notice.words, timeout=SOON)
    assert page.step == CHECK
    assert page.next.isEnabled()
    assert runner.wait_for_done(20)
    with database.reading() as session:
        assert earlier_imports(session) == ()
    database.close()


def _code(number):
    body = f"91469023MAXX{number:05d}"
    return body + uscc.calc_check_digit(body)
