"""A crash report leads a maintainer to the place and holds nothing of the office's data."""

from datetime import datetime
from zoneinfo import ZoneInfo

from desktop.app.crash import write_crash_report

NOW = datetime(2026, 11, 12, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


MESSAGE = "cannot read 示例张三 460100199001011234\nvalues of the row"


def _fail(message):
    raise ValueError(message)


def test_report_names_the_place_and_no_person():
    try:
        _fail(MESSAGE)
    except ValueError as error:
        text = write_crash_report(error, NOW).read_text(encoding="utf-8")
    assert "in _fail" in text
    assert "ValueError: cannot read" in text
    assert "张三" not in text
    assert "46010019" not in text
    assert "values of the row" not in text
