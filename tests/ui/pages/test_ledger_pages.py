"""The pages of the ledgers, on a real office: found, read, edited, moved, undone, by keyboard."""

from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt

from desktop.queries.cards import Ref
from desktop.ui.bulk import BulkDialog
from desktop.ui.catalogue import PAGES
from desktop.ui.pages.certificates import CertificatesPage
from desktop.ui.pages.dangerous_works import DangerousWorksPage
from desktop.ui.pages.enterprises import EnterprisesPage
from desktop.ui.pages.grids import GridsPage
from desktop.ui.pages.inspectors import InspectorsPage
from desktop.ui.pages.key_people import KeyPeoplePage
from desktop.ui.pages.machines import MachinesPage
from desktop.ui.pages.projects import ProjectsPage
from desktop.ui.pages.training import TrainingPage
from desktop.usecases.search import catch_up
from tests.queries.seed import small_county
from tests.ui.helpers import type_words

CTRL = Qt.KeyboardModifier.ControlModifier
LEDGERS = {
    EnterprisesPage: 2,
    InspectorsPage: 2,
    GridsPage: 2,
    ProjectsPage: 3,
    KeyPeoplePage: 1,
    MachinesPage: 1,
    DangerousWorksPage: 1,
    TrainingPage: 1,
}


@pytest.fixture
def county(opened):
    return small_county(opened)


@pytest.fixture
def show(runner, dialogs, qtbot):
    runner.after_write.append(catch_up)

    def make(page_class, record=None):
        page = page_class(runner, dialogs)
        qtbot.addWidget(page)
        page.resize(1176, 700)
        with qtbot.waitExposed(page):
            page.show()
        if record is not None:
            page.show_record(record)
        qtbot.waitUntil(lambda: page.current is not None, timeout=3000)
        return page

    return make


def words_of(page):
    return [label.text() for label in page.side.pane.findChildren(type(page._nothing))]


def put(form, **typed):
    for key, value in typed.items():
        form.grid.inputs[key].put_words(value)


@pytest.mark.parametrize("page_class", LEDGERS, ids=lambda page: page.key)
def test_every_ledger_shows_its_list_and_the_record_beside_it(show, county, page_class):
    page = show(page_class)
    assert page.model.rowCount() == LEDGERS[page_class]
    texts = words_of(page)
    assert page.current.title in texts
    assert any("导入台账" in text for text in texts)
    page.edit()
    assert page.side.is_editing
    page.side.form.give_up()
    page.add()
    assert page.side.is_editing
    assert page.help


@pytest.mark.parametrize("page_class", LEDGERS, ids=lambda page: page.key)
def test_a_form_saved_as_it_opened_changes_nothing(show, county, dialogs, page_class):
    page = show(page_class)
    version = page.current.version
    page.edit()
    page.side.form.save()
    wrong = page.side.form and [page.side.form.grid.wrong_of(k) for k in page.side.form.grid.inputs]
    assert not page.side.is_editing, wrong
    assert page.current.version == version


def test_a_record_is_edited_by_keyboard_and_undone(show, county, dialogs, qtbot):
    page = show(EnterprisesPage, county.builder)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    form = page.side.form
    form.grid.inputs["principal"].setFocus()
    type_words(form.grid.inputs["principal"].box, "林负责")
    qtbot.keyClick(form.grid.inputs["principal"].box, Qt.Key.Key_S, CTRL)
    assert page.current.values["principal"] == "林负责"
    lines = [line.words for line in page.current.timeline.happenings]
    assert "修改（海岸建筑有限公司）：主要负责人 （空） → 林负责" in lines
    dialogs.answers = [True]
    qtbot.keyClick(page.table, Qt.Key.Key_Z, CTRL)
    assert page.current.values["principal"] is None
    assert "撤销“本机" in dialogs.asked[-1]


def test_what_an_import_refuses_the_form_refuses_beside_the_box(show, county):
    page = show(EnterprisesPage, county.builder)
    page.add()
    form = page.side.form
    put(form, name="新公司", uscc="91469023MA5TEST01", kind="施工单位")
    form.save()
    assert page.side.is_editing
    assert "信用代码" in form.grid.wrong_of("uscc")
    put(form, safety_licence_expiry="20261345")
    form.save()
    assert "没有这一天" in form.grid.wrong_of("safety_licence_expiry")


def test_a_licence_may_be_lasting(show, county):
    page = show(EnterprisesPage, county.builder)
    page.edit()
    put(page.side.form, safety_licence_expiry="长期")
    page.side.form.save()
    assert page.current.values["safety_licence_expiry"].words == "长期"


def test_the_second_clerk_is_told(show, county, runner):
    first, second = show(MachinesPage, county.crane), show(MachinesPage, county.crane)
    first.edit()
    second.edit()
    put(first.side.form, owner="甲租赁公司")
    first.side.form.save()
    put(second.side.form, owner="乙租赁公司")
    second.side.form.save()
    assert "产权单位 （空） → 甲租赁公司" in second.side.form.notice.words


def test_a_new_machine_is_picked_to_its_project(show, county, qtbot):
    page = show(MachinesPage)
    page.add()
    picker = page.side.form.grid.inputs["project"]
    picker.put_value((county.road, "环城西路改造"))
    put(page.side.form, kind="施工升降机", record_no="琼S-77", next_inspection="20270101")
    page.side.form.save()
    assert page.model.rowCount() == 2
    assert page.current.values["project"] == Ref(county.road, "环城西路改造")


def test_a_project_moves_to_a_grid_from_a_day(show, county):
    page = show(ProjectsPage, county.hall)
    assert "▲ 盲区：今天没有责任监督员，请划入网格或指定监督员" in words_of(page)
    page.assign_grid()
    page.side.form.grid.inputs["grid"].put_value((county.east, "东片网格"))
    put(page.side.form, since="20261101")
    page.side.form.save()
    assert "主 周一鸣" in page.current.subtitle
    lines = [line.words for line in page.current.timeline.happenings]
    assert "网格自此日起：东片网格" in lines


def test_who_was_responsible_on_a_day(show, county, dialogs):
    page = show(ProjectsPage, county.road)
    dialogs.answers = ["3.15"]
    page.ask_responsible()
    said = dialogs.said[-1][0]
    assert said == (
        "2026-03-15 环城西路改造：主 周一鸣（所在网格“东片网格”的责任监督员，自 2026-01-01 起）"
    )
    dialogs.answers = ["2.30"]
    page.ask_responsible()
    assert "没有这一天" in dialogs.said[-1][0]


def test_blind_spots_are_a_filter_and_marked(show, county):
    page = show(ProjectsPage)
    page.show_where({"inspector": "none"})
    assert page.model.rowCount() == 1
    assert page.model.row_at(0).name == "老礼堂修缮"
    assert page.model.index(0, 2).data() == "▲ 盲区"


def test_many_projects_are_moved_after_a_look(show, county, runner, qtbot, dialogs):
    page = show(ProjectsPage)
    page.table.selectAll()
    dialog = BulkDialog(runner, page.title, page.bulk, page.selected_ids)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.grid.inputs["grid"].put_value((county.west, "西片网格"))
    put(dialog, since="20261101")
    dialog.look()
    assert dialog.notice.words == "● 会改 2 条，1 条本来就是这样"
    seen = {dialog.rows.item(line, 0).text() for line in range(2)}
    assert seen == {"重庆路小学教学楼", "环城西路改造"}
    dialog.do()
    assert dialog.said.startswith("已改 2 条")
    assert {page.model.row_at(line).grid for line in range(3)} == {"西片网格"}


def test_bulk_edit_of_nothing_chosen_says_so(show, county, dialogs):
    page = show(MachinesPage)
    page.table.clearSelection()
    page.edit_many()
    assert "请先在列表里选中" in dialogs.said[-1][0]


def test_a_changed_value_must_be_looked_at_again(show, county, runner, qtbot):
    page = show(MachinesPage)
    dialog = BulkDialog(runner, page.title, page.bulk, (county.crane,))
    qtbot.addWidget(dialog)
    dialog.what.setCurrentIndex(dialog.what.findText("状态"))
    put(dialog, status="在用")
    dialog.look()
    assert dialog.do_button.isEnabled()
    put(dialog, status="停用")
    assert not dialog.do_button.isEnabled()


def test_deleting_asks_and_is_refused_where_needed(show, county, dialogs):
    page = show(EnterprisesPage, county.builder)
    dialogs.answers = [True]
    page.delete()
    assert "培训记录 1 条" in page.side.pane.notice.words
    page = show(EnterprisesPage, county.consultant)
    dialogs.answers = [True, True]
    page.delete()
    assert page.model.rowCount() == 1
    assert "已删除" in dialogs.said[-1][0]
    page.undo_last()
    assert page.model.rowCount() == 2


def test_a_grid_gets_its_inspector_from_a_day(show, county):
    page = show(GridsPage, county.west)
    page.appoint()
    page.side.form.grid.inputs["inspector"].put_value((county.wu, "吴双"))
    put(page.side.form, since="20261001")
    page.side.form.save()
    assert page.current.subtitle == "主 吴双"
    page.add_assistant()
    page.side.form.grid.inputs["inspector"].put_value((county.zhou, "周一鸣"))
    page.side.form.save()
    assert ("协办（协）", ("周一鸣",)) in page.current.more
    page.end_assistant()
    put(page.side.form, last_day="20261111")
    page.side.form.save()
    assert ("协办（协）", ()) in page.current.more


def test_links_lead_on(show, county, qtbot):
    page = show(EnterprisesPage, county.builder)
    opened, gone = [], []
    page.open_record.connect(lambda entity, key: opened.append((entity, key)))
    page.go.connect(lambda key, where: gone.append((key, where)))
    for step in page.describe(page.current).links:
        step.act()
    assert opened == [("project", county.school)]
    assert gone == [("training", {"text": "海岸建筑有限公司"})]


def test_certificates_lead_to_their_holder(show, county, qtbot):
    page = show(CertificatesPage)
    assert page.model.rowCount() == 3
    assert page.model.index(0, 0).data() == "▲ 已过期1天"
    page.show_where({"text": "zym"})
    assert page.model.rowCount() == 1
    opened = []
    page.open_record.connect(lambda entity, key: opened.append((entity, key)))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened == [("inspector", county.zhou)]


def test_export_has_what_is_seen_and_no_whole_identity_number(show, county, dialogs, tmp_path):
    page = show(InspectorsPage)
    path = tmp_path / "out.xlsx"
    dialogs.answers = [path]
    page.export()
    sheet = openpyxl.load_workbook(path).active
    rows = list(sheet.iter_rows(values_only=True))
    titles = next(row for row in rows if "姓名" in row)
    assert titles[0] == "姓名"
    assert {row[0] for row in rows[rows.index(titles) + 1 :] if row[0]} == {"周一鸣", "吴双"}


def test_every_page_of_the_side_bar_can_be_made(runner, dialogs, qtbot):
    import importlib

    for ref in PAGES:
        module, name = ref.target.split(":")
        page_class = getattr(importlib.import_module(module), name)
        assert page_class.key == ref.key


def test_years_on_offer_follow_the_day(show, county):
    page = show(TrainingPage)
    combo = page.filter_bar._combos["year"]
    assert combo.itemData(1) == str(date(2026, 11, 12).year)
