"""The guide of the first day: what is open is said, what is put off rests, and it leads on."""

import shutil
from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.codes import InNameOf, PaperKind
from db.session import Database
from desktop.jobs.runner import InlineRunner
from desktop.queries.first_day import first_day_gaps
from desktop.queries.office_card import office_card
from desktop.ui.pages.first_day import FirstDayPage
from desktop.usecases.entrustments import SaveEntrustment, save_entrustment
from desktop.usecases.office import InitOffice, init_office
from desktop.usecases.sample import AddSample, add_sample
from desktop.usecases.series import SetNextNumber, set_next_number


@pytest.fixture
def page(runner, dialogs, qtbot):
    made = FirstDayPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(863, 470)
    made.show()
    return made


def signs(page):
    return [page.list.item(place).text()[0] for place in range(page.list.count())]


def test_an_empty_office_has_every_step_open(page):
    assert signs(page) == ["○"] * 5 + ["·"]
    assert page.step == "office"
    assert page.skip.isVisible()


def test_the_office_is_named_here(page, runner):
    form = page.office.form
    for key, words in {
        "bureau_name": "示例县住房和城乡建设局",
        "region_code": "澄迈县　469023",
        "start_day": "2025-07-01",
    }.items():
        form.grid.inputs[key].put_words(words)
    form.save()
    assert runner.ask(office_card).start_day == date(2025, 7, 1)
    assert signs(page)[0] == "√"
    assert not page.skip.isVisible()


def test_going_on_keeps_what_was_typed(page, runner):
    page.office.form.grid.inputs["start_day"].put_words("哪天呢")
    page.go_on()
    assert page.step == "office"
    page.office.form.grid.inputs["start_day"].put_words("2025-07-01")
    page.go_on()
    assert page.step == "entrustment"
    assert runner.ask(office_card).start_day == date(2025, 7, 1)


def test_each_step_gets_its_sign_when_done(page, runner):
    runner.run(save_entrustment, SaveEntrustment("检查", InNameOf.STATION, date(2026, 1, 1)))
    runner.run(set_next_number, SetNextNumber(PaperKind.RECTIFICATION_NOTICE, 2026, "示建安整", 5))
    assert signs(page) == ["○", "√", "√", "○", "○", "·"]


def test_a_step_put_off_rests_until_it_is_taken_up(page, runner, qtbot):
    page.show_where({"step": "opening"})
    qtbot.mouseClick(page.skip, Qt.MouseButton.LeftButton)
    assert signs(page)[4] == "－"
    assert page.step == "sample"
    assert "opening" not in [gap.step for gap in runner.ask(first_day_gaps)]
    page.show_where({"step": "opening"})
    qtbot.mouseClick(page.skip, Qt.MouseButton.LeftButton)
    assert signs(page)[4] == "○"
    assert page.step == "opening"


def test_it_leads_to_the_wizard_and_to_the_desk(page, qtbot):
    went = []
    page.go.connect(lambda key, where: went.append((key, where)))
    page.show_where({"step": "ledgers"})
    assert list(page.ledgers.buttons)[:3] == ["enterprises", "inspectors", "projects"]
    qtbot.mouseClick(page.ledgers.buttons["machines"], Qt.MouseButton.LeftButton)
    page.show_where({"step": "sample"})
    page.go_on()
    assert went == [("import_wizard", {"ledger": "machines"}), ("desk", {})]


def test_the_sample_county_is_made_opened_and_removed(page, runner, dialogs, office, clock, qtbot):
    folder = office.with_name("office-示例县")
    assert page.sample.open.text() == "建立并打开示例县"
    page.sample.open_sample()
    assert dialogs.started == [("demo", str(folder))]
    _make_sample(office, folder, clock)
    page.refresh()
    page.sample.open_sample()
    assert dialogs.started[-1] == (str(folder / "office"),)
    dialogs.answers = [True]
    page.show_where({"step": "sample"})
    qtbot.mouseClick(page.sample.remove, Qt.MouseButton.LeftButton)
    assert not folder.exists()
    assert "已移除" in page.sample.notice.words


def test_a_sample_somebody_worked_in_stays(page, runner, dialogs, office, clock):
    folder = office.with_name("office-示例县")
    _make_sample(office, folder, clock)
    used = Database.open(str(folder / "office"))
    InlineRunner(used, clock, "本机").run(
        set_next_number, SetNextNumber(PaperKind.RECTIFICATION_NOTICE, 2026, "示建安整", 5)
    )
    used.close()
    page.refresh()
    dialogs.answers = [True]
    page.sample.remove_sample()
    assert folder.exists()
    assert "自己做的操作" in page.sample.notice.words


def _make_sample(office, folder, clock):
    shutil.copytree(office, folder / "office")
    made = Database.open(str(folder / "office"))
    runner = InlineRunner(made, clock, "本机")
    runner.run(init_office, InitOffice("示例县住房和城乡建设局", sample=True))
    runner.run(add_sample, AddSample())
    made.close()
