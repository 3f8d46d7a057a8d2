"""设置: what is typed is kept, what is wrong is said, backup and verify do what they say."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.backup import inspect_backup
from db.codes import InNameOf, PaperKind
from db.session import Database
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.reading import read_ledger
from desktop.queries.calendar import office_calendar
from desktop.queries.first_day import ledger_counts
from desktop.queries.office_card import entrustment_rows, office_card
from desktop.queries.papers import series_rows
from desktop.queries.settings import number_setting
from desktop.ui.pages.office_settings import OfficeSettingsPage
from desktop.usecases.import_ledger import ImportLedger, import_ledger
from desktop.usecases.office import InitOffice, init_office

LEDGERS_DIR = Path(__file__).parent.parent / "data" / "ledgers"


@pytest.fixture
def page(runner, dialogs, qtbot):
    runner.run(init_office, InitOffice("示例县住房和城乡建设局"))
    made = OfficeSettingsPage(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(863, 480)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def put(form, **words):
    for key, text in words.items():
        form.grid.inputs[key].put_words(text)


def test_names_region_and_first_day_are_kept(page, runner):
    form = page.office.form
    assert form.grid.inputs["bureau_name"].words == "示例县住房和城乡建设局"
    put(form, station_name="示例县质安站", start_day="2024.3.15", region_code="澄迈县　469023")
    form.save()
    card = runner.ask(office_card)
    assert (card.station_name, card.region_code) == ("示例县质安站", "469023")
    assert card.start_day == date(2024, 3, 15)
    assert page.office.form.grid.inputs["start_day"].words == "2024-03-15"


def test_what_somebody_is_typing_is_not_overwritten(page, runner):
    put(page.office.form, station_name="还没打完")
    page.refresh()
    assert page.office.form.grid.inputs["station_name"].words == "还没打完"


def test_a_series_begins_where_the_office_is(page, runner, qtbot):
    page.series.add()
    put(page.series.form, prefix="示建安整", next_number="36")
    page.series.form.save()
    rows = runner.ask(series_rows)
    assert [(row.kind, row.year, row.next_words) for row in rows] == [
        (PaperKind.RECTIFICATION_NOTICE, 2026, "示建安整〔2026〕36号")
    ]
    page.series.add()
    put(page.series.form, kind="停工通知书", prefix="示建安整", next_number="1")
    page.series.form.save()
    assert "已用于" in page.series.form.notice.words
    page.series.form.give_up()
    page.show_where({"tab": "numbers"})
    page.series.table.go_to(0)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.series.table.setFocus()
    qtbot.waitUntil(page.series.table.hasFocus)
    qtbot.keyClick(page.series.table, Qt.Key.Key_F2)
    put(page.series.form, next_number="40")
    page.series.form.save()
    assert runner.ask(series_rows)[0].next_number == 40


def test_in_whose_name_papers_go(page, runner, dialogs):
    page.entrustments.add()
    put(page.entrustments.form, in_name_of="局（委托站实施）", first="2026.1.1", document="委托书")
    page.entrustments.form.save()
    row = runner.ask(entrustment_rows)[0]
    assert (row.in_name_of, row.last) == (InNameOf.BUREAU_BY_STATION, None)
    page.entrustments.table.go_to(0)
    dialogs.answers = [True]
    page.entrustments.remove()
    assert runner.ask(entrustment_rows) == ()


def test_a_year_of_days_off_is_loaded_and_looked_at_first(page, runner, dialogs, tmp_path):
    path = tmp_path / "2027年放假.csv"
    path.write_text("日期,休或班,名称\n2027-01-01,休,元旦\n2027-01-03,班,\n", encoding="gbk")
    dialogs.answers = [path]
    page.holidays.load()
    form = page.holidays.form
    assert form.grid.inputs["source"].words == "2027年放假"
    form.save()
    assert not runner.ask(office_calendar).is_workday(date(2027, 1, 1))
    words = [page.holidays.model.row_at(place) for place in range(page.holidays.model.rowCount())]
    assert [row.own for row in words if row.year == 2027] == [True]
    page.holidays.add()
    put(page.holidays.form, text="元旦放三天", source="通知")
    page.holidays.form.save()
    assert "第 1 行" in page.holidays.form.notice.words


def test_a_setting_is_kept_and_taken_back(page, runner):
    put(page.settings.card.form, **{"month.cut_off": "31"})
    page.settings.card.form.save()
    assert "28" in page.settings.card.form.grid.wrong_of("month.cut_off")
    put(page.settings.card.form, **{"month.cut_off": "25"})
    page.settings.card.form.save()
    assert runner.ask(number_setting, "month.cut_off") == 25
    put(page.settings.card.form, **{"month.cut_off": ""})
    page.settings.card.form.save()
    assert runner.ask(number_setting, "month.cut_off") is None


def test_backup_writes_a_file_that_opens(page, dialogs, tmp_path):
    target = tmp_path / "备份.zhiben"
    dialogs.answers = [target, target]
    page.keeping.back_up()
    assert inspect_backup(target).records == 1
    assert "已备份" in page.keeping.notice.words
    page.keeping.back_up()
    assert "已经存在" in page.keeping.notice.words
    dialogs.answers = [tmp_path / "有口令.zhiben"]
    page.keeping.passphrase.setText("虚构的口令")
    page.keeping.back_up()
    assert inspect_backup(tmp_path / "有口令.zhiben").key_wrapped
    assert page.keeping.passphrase.text() == ""


def test_a_backup_is_restored_into_an_empty_folder_and_opened(page, dialogs, tmp_path):
    file, folder = tmp_path / "备份.zhiben", tmp_path / "恢复"
    folder.mkdir()
    dialogs.answers = [file]
    page.keeping.passphrase.setText("虚构的口令")
    page.keeping.back_up()
    dialogs.answers = [file, "虚构的口令", folder]
    page.keeping.restore()
    assert "已恢复" in page.keeping.notice.words
    assert dialogs.started == [(str(folder),)]
    restored = Database.open(str(folder), make=False)
    with restored.reading() as session:
        assert office_card(session).bureau_name == "示例县住房和城乡建设局"
    restored.close()
    dialogs.answers = [file, "虚构的口令", folder]
    page.keeping.restore()
    assert "不会覆盖" in page.keeping.notice.words
    dialogs.answers = [file, "不是这个口令", tmp_path / "另一处"]
    page.keeping.restore()
    assert page.keeping.notice.words.startswith("×")
    assert not (tmp_path / "另一处" / "office.db").exists()


def test_an_automatic_backup_is_restored_from_the_list(page, runner, dialogs, clock, tmp_path):
    told = read_ledger(LEDGERS_DIR / "02-监督人员台账.xlsx", LEDGERS, today=clock.today())
    runner.run(import_ledger, ImportLedger(told))
    page.refresh()
    page.show_where({"tab": "keeping"})
    page.keeping.copies.go_to(0)
    dialogs.answers = [tmp_path / "导入前"]
    page.keeping.copies.entered.emit()
    restored = Database.open(str(tmp_path / "导入前"), make=False)
    with restored.reading() as session:
        assert ledger_counts(session)["inspectors"] == 0
    restored.close()


def test_verify_names_what_was_touched(page, runner, opened, tmp_path):
    page.keeping.verify()
    assert "核验通过" in page.keeping.notice.words
    with opened.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE office SET bureau_name = '被改过的局（虚构）'")
        connection.exec_driver_sql("COMMIT")
    page.keeping.verify()
    assert "1 处不符" in page.keeping.notice.words
    model = page.keeping.wrong
    assert model.data(model.index(0, 2)) == "记录的内容被改动"


def test_arriving_at_a_tab(page):
    page.show_where({"tab": "keeping"})
    assert page.tabs.currentWidget() is page.keeping
