"""What the office settles about itself: settings, names of papers, days off, first day, sample."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.act import Act
from db.codes import HazardLevel, HazardSource, InNameOf, PaperKind
from db.session import Database
from desktop.domain.errors import RuleViolation
from desktop.domain.settings import SETTINGS
from desktop.queries.backups import automatic_backups
from desktop.queries.calendar import office_calendar
from desktop.queries.first_day import first_day_gaps, guide, ledger_counts
from desktop.queries.holidays import holiday_rows
from desktop.queries.issue_form import notice_ground
from desktop.queries.office_card import entrustment_rows, office_card
from desktop.queries.opening_sheet import opening_choices, opening_form, opening_lines
from desktop.queries.papers import issuer_on
from desktop.queries.settings import number_setting, setting_values
from desktop.queries.shapes import known_kinds, known_mapping
from desktop.usecases.backup import BackUpOffice, back_up_office
from desktop.usecases.entrustments import (
    RemoveEntrustment,
    SaveEntrustment,
    remove_entrustment,
    save_entrustment,
)
from desktop.usecases.findings import Finding, RecordHazard, record_hazard
from desktop.usecases.first_day import SkipStep, skip_step
from desktop.usecases.holidays import (
    EnterHolidays,
    RemoveHolidays,
    enter_holidays,
    remove_holidays,
)
from desktop.usecases.office import InitOffice, set_up_office
from desktop.usecases.opening import EnterOpening, OpeningFigure, enter_opening
from desktop.usecases.sample import AddSample, add_sample, remove_sample, sample_place
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.settings import ChangeSettings, change_settings
from desktop.usecases.shapes import RememberShape, remember_shape
from desktop.usecases.verify import verify_office
from tests.usecases.county import settle

ACT = Act("本机", datetime(2026, 11, 12, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")))
TODAY = date(2026, 11, 12)
NAMES = InitOffice("示例县住房和城乡建设局", "示例县质安站", "469023", date(2026, 10, 15))


def do(database, usecase, command, **kw):
    with database.writing(ACT, usecase.__name__) as session:
        return usecase(session, command, ACT, **kw).value


def ask(database, query, *args):
    with database.reading() as session:
        return query(session, *args)


def test_a_setting_is_kept_within_its_bounds_and_taken_back(database):
    assert do(database, change_settings, ChangeSettings((("month.cut_off", "25"),))) == 1
    assert ask(database, number_setting, "month.cut_off") == 25
    assert do(database, change_settings, ChangeSettings((("month.cut_off", "25"),))) == 0
    for value in ("29", "0", "二十五", "2.5"):
        with pytest.raises(RuleViolation):
            do(database, change_settings, ChangeSettings((("month.cut_off", value),)))
    with pytest.raises(RuleViolation):
        do(database, change_settings, ChangeSettings((("no.such", "1"),)))
    do(database, change_settings, ChangeSettings((("month.cut_off", None),)))
    assert ask(database, number_setting, "month.cut_off") is None
    assert set(ask(database, setting_values)) == {row.key for row in SETTINGS}


def test_papers_go_in_the_name_of_their_day(database):
    do(database, set_up_office, NAMES)
    first = SaveEntrustment("监督检查", InNameOf.STATION, date(2026, 1, 1), date(2026, 6, 30))
    do(database, save_entrustment, first)
    second = SaveEntrustment("监督检查", InNameOf.BUREAU_BY_STATION, date(2026, 7, 1))
    key = do(database, save_entrustment, second)
    assert ask(database, issuer_on, date(2026, 6, 30)).in_name_of is InNameOf.STATION
    assert ask(database, issuer_on, date(2026, 7, 1)).in_name_of is InNameOf.BUREAU_BY_STATION
    assert [row.last for row in ask(database, entrustment_rows)] == [None, date(2026, 6, 30)]
    with pytest.raises(RuleViolation, match="重叠"):
        do(
            database,
            save_entrustment,
            SaveEntrustment("处罚", InNameOf.BUREAU, date(2026, 6, 30), date(2026, 6, 30)),
        )
    with pytest.raises(RuleViolation, match="早于"):
        do(
            database,
            save_entrustment,
            SaveEntrustment("处罚", InNameOf.BUREAU, date(2025, 6, 2), date(2025, 6, 1)),
        )
    ended = SaveEntrustment(
        "监督检查", InNameOf.BUREAU_BY_STATION, date(2026, 7, 1), date(2026, 12, 31), None, key
    )
    assert do(database, save_entrustment, ended) == key
    do(database, remove_entrustment, RemoveEntrustment(key))
    assert len(ask(database, entrustment_rows)) == 1
    assert ask(database, verify_office) == ()


def test_the_offices_own_table_of_days_off_goes_first(database):
    assert [row.is_missing for row in ask(database, holiday_rows, TODAY) if row.year == 2027] == [
        True
    ]
    text = "2027-01-01,休,元旦\n2027-01-03,班,\n"
    assert do(database, enter_holidays, EnterHolidays(text, "县政府通知（虚构）")) == 2027
    row = next(row for row in ask(database, holiday_rows, TODAY) if row.year == 2027)
    assert (row.days_off, row.worked, row.own) == (1, 1, True)
    with database.reading() as session:
        calendar = office_calendar(session)
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.is_workday(date(2027, 1, 3))
    with pytest.raises(RuleViolation, match="第 1 行"):
        do(database, enter_holidays, EnterHolidays("元旦放假", "来源"))
    do(database, remove_holidays, RemoveHolidays(2027))
    with pytest.raises(RuleViolation):
        do(database, remove_holidays, RemoveHolidays(2027))


def test_the_guide_says_what_is_open_until_it_is_done_or_put_off(database):
    assert [gap.step for gap in ask(database, first_day_gaps)] == [
        "office",
        "entrustment",
        "numbers",
        "ledgers",
        "opening",
    ]
    do(database, set_up_office, NAMES)
    do(database, save_entrustment, SaveEntrustment("检查", InNameOf.STATION, date(2026, 1, 1)))
    do(
        database,
        set_next_number,
        SetNextNumber(PaperKind.RECTIFICATION_NOTICE, 2026, "示建安整", 8),
    )
    do(database, skip_step, SkipStep("opening"))
    assert [gap.step for gap in ask(database, first_day_gaps)] == ["ledgers"]
    do(database, skip_step, SkipStep("opening", skipped=False))
    states = {state.step.key: state for state in ask(database, guide)}
    assert states["opening"].is_open
    assert states["office"].done
    assert set(ask(database, ledger_counts).values()) == {0}
    assert ask(database, office_card).region_name == "澄迈县"


def test_headers_are_remembered_by_their_shape(database):
    mapping = {"单位全称": "name", "备注": None}
    do(database, remember_shape, RememberShape("enterprises", "abc", mapping))
    assert ask(database, known_mapping, "abc", "enterprises") == mapping
    assert ask(database, known_mapping, "abc", "projects") is None
    assert ask(database, known_kinds, ("abc", "def")) == {"abc": "enterprises"}
    do(database, remember_shape, RememberShape("enterprises", "abc", {"单位全称": None}))
    assert ask(database, known_mapping, "abc", "enterprises") == {"单位全称": None}


def test_figures_once_submitted_stand_by_period(database):
    do(database, set_up_office, NAMES)
    periods = [choice.period for choice in ask(database, opening_choices, TODAY)]
    assert periods == [2023, 2024, 2025, *range(202601, 202611)]
    code = ask(database, opening_lines, 2025)[0].code
    do(database, enter_opening, EnterOpening((OpeningFigure(code, 2025, 12, "2025年年报"),)))
    line = ask(database, opening_lines, 2025)[0]
    assert (line.submitted, line.source) == (12, "2025年年报")
    entered = {choice.period: choice.entered for choice in ask(database, opening_choices, TODAY)}
    assert entered[2025] == 1
    table = ask(database, opening_form, TODAY)
    assert table.titles[3:6] == ("2023年", "2024年", "2025年")
    assert [row[0] for row in table.rows if row[5] == 12] == [code]
    do(database, enter_opening, EnterOpening((OpeningFigure(code, 2025, None),)))
    assert ask(database, opening_lines, 2025)[0].submitted is None


def test_a_backup_is_written_beside_and_nothing_of_it_recorded(database, tmp_path):
    do(database, set_up_office, NAMES)
    target = tmp_path / "今天.zhiben"
    done = do(database, back_up_office, BackUpOffice(target), progress=lambda _done, _of: None)
    assert done.file == target
    assert done.change_sets == 1
    assert ask(database, verify_office) == ()
    assert ask(database, automatic_backups) == ()


def _sample(tmp_path: Path) -> Path:
    place = tmp_path / "治本-示例县"
    made = Database.open(str(place / "office"))
    do(made, set_up_office, NAMES)
    do(made, add_sample, AddSample())
    made.close()
    return place


def test_a_sample_lies_in_its_own_folder_and_can_be_removed(tmp_path):
    real = Database.open(str(tmp_path / "治本"))
    assert not ask(real, sample_place).exists
    place = _sample(tmp_path)
    found = ask(real, sample_place)
    assert (found.folder, found.exists) == (place, True)
    remove_sample(place)
    assert not place.exists()
    assert not ask(real, sample_place).exists
    real.close()


def test_a_sample_somebody_worked_in_stays(tmp_path):
    place = _sample(tmp_path)
    used = Database.open(str(place / "office"))
    do(used, change_settings, ChangeSettings((("month.cut_off", "25"),)))
    used.close()
    with pytest.raises(RuleViolation, match="1 次自己做的"):
        remove_sample(place)
    assert place.exists()


def test_an_office_that_is_no_sample_is_never_removed(tmp_path):
    place = tmp_path / "治本-示例县"
    real = Database.open(str(place / "office"))
    do(real, set_up_office, NAMES)
    real.close()
    with pytest.raises(RuleViolation, match="不是示例县"):
        remove_sample(place)
    assert (place / "office" / "office.db").exists()


def test_the_usual_days_stand_on_a_new_notice(database):
    county = settle(database)
    ids = []
    for level in (HazardLevel.GENERAL, HazardLevel.MAJOR):
        finding = Finding(f"{level}隐患（虚构）", level=level, item=_item(level))
        command = RecordHazard(county.project, TODAY, HazardSource.SUPERIOR, finding)
        ids.append(do(database, record_hazard, command))
    assert ask(database, notice_ground, tuple(ids), TODAY).days is None
    told = (("hazard.days_general", "10"), ("hazard.days_major", "3"))
    do(database, change_settings, ChangeSettings(told))
    assert ask(database, notice_ground, (ids[0],), TODAY).days == 10
    assert ask(database, notice_ground, tuple(ids), TODAY).days == 3


def _item(level):
    return "2024-4-1" if level is HazardLevel.MAJOR else None
