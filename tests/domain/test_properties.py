"""What must hold for every number and every day, not only for those thought of."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.calendar import WorkCalendar, add_months
from desktop.domain.identifiers import check_id_number, check_uscc
from desktop.domain.months import last_day, last_month, month_of, next_month, period_of
from desktop.domain.names import clean_name, clean_text, normal_name
from desktop.domain.numbering import format_number, parse_number
from desktop.reference.holidays import year_tables

CALENDAR = WorkCalendar(year_tables())
TODAY = date(2026, 11, 12)
CODE = "91110000600037341L"
PERSON = "469023199002289612"
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_of_a_code_is_always_seen(place: int, character: str) -> None:
    typed = CODE[:place] + character + CODE[place + 1 :]
    assert (check_uscc(typed).problem is None) is (typed == CODE)


@given(st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_of_an_id_number_is_always_seen(place: int, digit: str) -> None:
    whole = next(
        n for n in (PERSON[:17] + c for c in "0123456789X") if not check_id_number(n, TODAY).problem
    )
    typed = whole[:place] + digit + whole[place + 1 :]
    assert (check_id_number(typed, TODAY).problem is None) is (typed == whole)


# Without apostrophes: of two typed ones each cleaning takes one away.
@given(st.text(st.characters(exclude_characters="'\uff07\u2018\u2019")))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)
    assert normal_name(normal_name(text)) == normal_name(text)
    assert len(clean_text(text)) <= len(text)


@given(st.dates(date(2019, 1, 1), date(2026, 8, 31)), st.integers(1, 60))
def test_as_many_working_days_lie_between_as_were_added(day: date, count: int) -> None:
    end = CALENDAR.add_workdays(day, count)
    between = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))
    assert sum(CALENDAR.is_workday(d) for d in between) == count
    assert CALENDAR.is_workday(end)


@given(DAYS, st.integers(0, 36))
def test_months_never_skip_one(day: date, count: int) -> None:
    end = add_months(day, count)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == count
    assert end.day <= day.day


@given(DAYS)
def test_every_day_belongs_to_one_whole_month(day: date) -> None:
    month = month_of(day)
    period = period_of(month)
    assert period.first <= day <= period.through == last_day(month)
    assert last_month(next_month(month)) == month


@given(
    st.sampled_from(["X建安整", "示建质安改", "琼建质"]),
    st.integers(2000, 2099),
    st.integers(1, 99999),
)
def test_numbers_of_papers_go_there_and_back(prefix: str, year: int, serial: int) -> None:
    found = parse_number(format_number(prefix, year, serial))
    assert found is not None
    assert (found.prefix, found.year, found.serial) == (prefix, year, serial)
