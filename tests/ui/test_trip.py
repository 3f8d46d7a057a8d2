"""The clerk's whole trip through the real window: first day, import, visit, notice, month."""

from datetime import date

import openpyxl
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from db.codes import HazardState
from db.session import Database
from db.tables.hazards import Hazard
from db.tables.papers import Paper
from db.tables.projects import Project
from db.tables.visits import Visit
from desktop.usecases.verify import verify_office
from tests.documents.reading import pdfium_text
from tests.queries.test_figures_sample import LEDGER_FOLDER, hazard_rows
from tests.ui.clerk import CTRL, Key, at_work

OCTOBER = 202610
VISITED = date(2026, 10, 20)
SITE = "海燕（示例）湾一号（2标段）"


@pytest.fixture
def clerk(office, qtbot, monkeypatch):
    """The window as the command starts it, on a new office."""
    with at_work(office, qtbot, monkeypatch) as found:
        yield found


@pytest.fixture
def record(office):
    """Asks the stored record, past the window."""
    opened = Database.open(str(office))

    def ask(query):
        with opened.reading() as session:
            return query(session)

    yield ask
    opened.close()


def first_day(clerk):
    """Names, region, 启用日; then the next number of the notices."""
    page = clerk.page
    assert page.key == "first_day"
    clerk.wait(lambda: page.office.form is not None)
    clerk.fill(
        page.office.form,
        bureau_name="示例县住房和城乡建设局",
        station_name="示例县建设工程质量安全监督站",
        region_code="澄迈县　469023",
        start_day="2026-10-01",
    )
    clerk.click(page.next)
    clerk.wait(lambda: page.step == "entrustment")
    clerk.click(page.next)
    clerk.click_named(page.series, "新增")
    clerk.fill(page.series.form, prefix="示建安整", next_number="36")
    page.series.form.save()
    clerk.wait(lambda: page.series.model.rowCount() == 1)
    clerk.wait(lambda: "示例县建设工程质量安全监督站" in clerk.window.windowTitle())


def bring(clerk, name, sheet=None):
    """One workbook through the four steps, by keyboard."""
    page = clerk.page
    clerk.dialogs.answers = [LEDGER_FOLDER / name]
    clerk.press(Key.Key_O, modifier=CTRL)
    clerk.wait(lambda: page.file.sheets.topLevelItemCount() > 0 and page.next.isEnabled())
    if sheet is not None:
        tree = page.file.sheets
        lines = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
        tree.setCurrentItem(next(line for line in lines if line.text(0) == sheet))
    for step in (1, 2, 3):
        clerk.wait(page.next.isEnabled)
        clerk.bot.keyClick(page, Key.Key_Return)
        clerk.wait(lambda step=step: page.step == step and not page.working.is_working)
    return page.work.done


def import_all(clerk):
    clerk.go_to("import_wizard")
    bring(clerk, "01-企业台账.xlsx")
    bring(clerk, "02-监督人员台账.xlsx")
    for sheet in ("在建", "停工", "已竣工"):
        bring(clerk, "03-工程台账.xlsx", sheet)
    return bring(clerk, "07-隐患台账-2026年.xlsx")


def undo_and_redo_import(clerk, record):
    """The import of hazards is taken back as a whole and made again."""
    page = clerk.page
    clerk.click(page.result.undo)
    clerk.wait(lambda: "已撤销" in page.result._said.text())
    assert record(lambda session: session.scalars(select(Hazard)).first()) is None
    return bring(clerk, "07-隐患台账-2026年.xlsx")


def find_edit_undo(clerk, record):
    """Ctrl+K by pinyin initials, F2, Ctrl+Enter, and back again by Ctrl+Z."""
    clerk.press(Key.Key_K, modifier=CTRL)
    box = QApplication.activeModalWidget()
    clerk.bot.keyClicks(box.box, "hyslwyh2bd")
    clerk.wait(lambda: box.hits.count() > 0)
    clerk.bot.keyClick(box.box, Key.Key_Return)
    clerk.wait(lambda: clerk.page.key == "projects" and clerk.page.current is not None)
    page = clerk.page
    clerk.wait(lambda: page.current.title == SITE)
    before = record(lambda s: s.scalars(select(Project).where(Project.name == SITE)).one())
    clerk.press(Key.Key_F2)
    clerk.wait(lambda: page.side.form is not None)
    form = page.side.form
    clerk.fill(form, location="示例县瑞虚镇海燕路 1 号")
    clerk.bot.keyClick(form.grid.inputs["location"].box, Key.Key_Return, CTRL)
    stored = lambda: record(lambda s: s.get(Project, before.id).location)  # noqa: E731
    clerk.wait(lambda: stored() == "示例县瑞虚镇海燕路 1 号")
    clerk.wait(lambda: page.side.form not in (form, None))  # Ctrl+Enter went on to the next one
    page.side.form.give_up()
    page.show_record(before.id)
    clerk.wait(lambda: page.current is not None and page.current.title == SITE)
    clerk.dialogs.answers = [True, True]
    page.setFocus()
    clerk.press(Key.Key_Z, modifier=CTRL)
    clerk.wait(lambda: stored() == before.location)
    return before.id


def record_visit(clerk):
    """By hand and keyboard: day, two inspectors, a section of 2024 all passed, one item failed."""
    clerk.go_to("visit_entry")
    page = clerk.page
    clerk.wait(page.head.project.hasFocus)
    clerk.type("hyslwyh2bd")
    clerk.wait(lambda: page.head.project._hits)
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: page.head.ground is not None)
    clerk.type("20261020")
    clerk.press(Key.Key_Return)
    clerk.type("whb")
    clerk.wait(lambda: page.head.people.box._hits)
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: len(page.head.people.ids) == 2)
    clerk.press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    clerk.wait(page.checklist.section_list.hasFocus)
    clerk.type("/wslqj")
    clerk.press(Key.Key_Return, Key.Key_A)
    clerk.type("/lbfh")
    clerk.press(Key.Key_Return, Key.Key_2)
    clerk.chinese("五层临边无防护栏杆")
    clerk.press(*[Key.Key_Return] * 4, Key.Key_A)
    clerk.press(Key.Key_Return, modifier=CTRL)
    clerk.wait(lambda: page.saved is not None)
    return page.saved.id


def issue_notice(clerk):
    """From the visit to its notice: previewed, then issued with the number of its series."""

    def act(dialog):
        dialog.show()
        clerk.wait(lambda: dialog.grid is not None)
        clerk.fill(dialog, issued_on="2026-10-20", days="7")
        clerk.wait(lambda: dialog.grid.inputs["due"].words == "2026-10-27")
        assert "法" in dialog.arithmetic.text()
        clerk.click_named(dialog, "预览")
        clerk.wait(lambda: dialog.pane.content)
        assert "临边无防护栏杆" in pdfium_text(dialog.pane.content)
        clerk.click(dialog.issue_button)
        clerk.wait(lambda: dialog.result() or dialog.notice.words)
        assert dialog.result(), dialog.notice.words

    clerk.dialogs.acts = [act]
    after = clerk.page.after
    assert after.first.text() == "签发责令限期整改通知书（1 项）"
    clerk.press(Key.Key_Space)
    clerk.wait(lambda: clerk.page.key == "hazards")
    clerk.wait(lambda: any("36号" in words for words, _ in clerk.dialogs.said))


def go_the_loop(clerk, tmp_path):
    """Served, replied with proof, re-checked, closed."""
    proof = tmp_path / "整改后.png"
    QImage(60, 40, QImage.Format.Format_RGB32).save(str(proof))
    page = clerk.page
    for step, typed in (
        ("登记送达", {"receiver": "麦大勇", "served_on": "2026-10-20"}),
        ("登记整改回复", {"replied_on": "2026-10-24", "evidence": proof}),
        (
            "登记复查",
            {
                "rechecked_on": "2026-10-26",
                "way": "书面复核",
                "inspector_id": "吴海波",
                "evidence": proof,
            },
        ),
        ("销号", {"closed_on": "2026-10-26", "way": "书面复核"}),
    ):
        clerk.step(step)
        clerk.wait(lambda: page.side.form is not None)
        clerk.fill(page.side.form, **typed)
        clerk.save(page.side.form)


def sign_visit(clerk, visit):
    clerk.window.open_record("visit", visit)
    clerk.step("登记签名")
    form = clerk.page.side.form
    clerk.fill(form, site="麦大勇")
    clerk.save(form)


def expected_of_october():
    """Counted from the workbooks by openpyxl alone, and one hazard and visit of the trip."""
    rows = [row for row in hazard_rows() if row["found"].year == 2026]
    last = date(2026, 10, 31)
    month = [row for row in rows if row["found"].month == 10]
    closed = [row for row in rows if row["closed"] and row["closed"].month == 10]
    closed = [row for row in closed if row["closed"].year == 2026]
    still = [row for row in rows if row["found"] <= last]
    still = [row for row in still if row["closed"] is None or row["closed"] > last]
    return {
        "B01": 1,
        "B02": 1,
        "C01": len(month) + 1,
        "C03": sum(row["major"] for row in month),
        "C06": sum(not row["major"] for row in closed) + 1,
        "C08": sum(not row["major"] for row in still),
        "C09": sum(row["major"] for row in still),
        "D01": 1,
    }


def month_shows(clerk, tmp_path):
    """The figures, the records behind one, the report and the workbook."""
    clerk.go_to("month")
    page = clerk.page
    clerk.wait(lambda: page.view is not None and page.view.page.lines)
    shown = {line.code: line.value for line in page.view.page.lines}
    expected = expected_of_october()
    assert {code: shown[code] for code in expected} == expected
    model = page.table.rows_model
    clerk.wait(lambda: model.where(lambda row: row.code == "B01") is not None)
    page.table.go_to(model.where(lambda row: row.code == "B01"))
    clerk.wait(lambda: page.figure.line is not None and page.figure.line.code == "B01")
    clerk.bot.keyClick(page.table, Key.Key_Return)
    drill = page.figure.drill
    clerk.wait(
        lambda: drill.heading.text().endswith("1 条") and drill.table.currentIndex().isValid()
    )
    clerk.bot.keyClick(drill.table, Key.Key_Return)
    clerk.wait(lambda: clerk.page.key == "visits" and clerk.page.current is not None)
    assert clerk.page.current.project == SITE
    clerk.go_to("month")
    clerk.dialogs.answers = ["2026-10-31", True, tmp_path / "报送"]
    for state in ("草稿", "已核对", "已审定", "已封存"):
        page.table.setFocus()
        clerk.press(Key.Key_Return, modifier=CTRL)
        clerk.wait(lambda state=state: page.state.text().startswith(state))
    clerk.click_named(page, "导出报送文件…")
    clerk.wait(lambda: len(list((tmp_path / "报送").glob("*"))) == 3)
    check_files(tmp_path / "报送", expected)


def check_files(folder, expected):
    report = next(folder.glob("*.pdf")).read_bytes()
    assert "2026年10月" in "".join(pdfium_text(report).split())
    book = openpyxl.load_workbook(next(folder.glob("*.xlsx")))
    cells = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    for code, value in expected.items():
        line = next(row for row in cells if code in row)
        assert value in line or str(value) in line
    book.close()


def test_the_clerk_s_trip(clerk, record, tmp_path):
    first_day(clerk)
    imported = import_all(clerk)
    again = undo_and_redo_import(clerk, record)
    assert again.plan.read == imported.plan.read
    site = find_edit_undo(clerk, record)
    visit = record_visit(clerk)
    issue_notice(clerk)
    go_the_loop(clerk, tmp_path)
    sign_visit(clerk, visit)
    month_shows(clerk, tmp_path)
    (hazard,) = record(lambda s: s.scalars(select(Hazard).where(Hazard.visit_id == visit)).all())
    assert (hazard.project_id, hazard.state) == (site, HazardState.CLOSED)
    assert (hazard.closed_on, hazard.notice_no) == (date(2026, 10, 26), "示建安整〔2026〕36号")
    assert record(lambda s: s.get(Visit, visit)).visited_on == VISITED
    papers = record(lambda s: s.scalars(select(Paper.number).order_by(Paper.id)).all())
    assert "示建安整〔2026〕36号" in papers
    assert record(verify_office) == ()
