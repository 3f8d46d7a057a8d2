"""One cell of a ledger: what stands there, put right where that is safe, else a reason.

Every reader is pure: the same cell under the same column on the same day reads the same, so
that whoever reads 20,000 rows may keep the answer for each distinct content.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from desktop.domain import identifiers
from desktop.domain.days import NO_END, read_day
from desktop.domain.identifiers import Checked
from desktop.domain.ledger import Column, Kind, Severity, first_words, word_form
from desktop.domain.names import clean_name, clean_text, half_width

BLANKS = frozenset(
    {
        "",
        "/",
        "／",
        "//",
        "\\",
        "-",
        "－",
        "--",
        "—",
        "——",
        "\u2013",
        "无",
        "N/A",
        "#N/A",
        "#REF!",
        "#VALUE!",
    }
    | {"#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d{2}", re.IGNORECASE)
_NUMBER = re.compile(r"[¥￥]?([+-]?[\d,]*\.?\d+)(.*)")
_PEOPLE_SPLIT = re.compile(r"[、,，;；/／|＋+&\n]+")
_MASKED = re.compile("[0-9]+[*\uff0a]+[0-9]*[0-9Xx]")
_LONGEST_QUOTE = 30
_EXACT_DIGITS = 10**15
_YEARS = range(1950, 2101)


class Cell(NamedTuple):
    """The value for the record, None where there is none, and what is wrong, if anything."""

    value: Any
    reason: str | None = None
    severity: Severity = Severity.ERROR


EMPTY = Cell(None)
Reader = Callable[[Any, Column, date], Cell]


def cell_reader(column: Column, today: date) -> Callable[[Any], Cell]:
    """What reads the cells of one column; a required cell that is empty is an error."""
    read = READERS[column.type]

    def read_one(raw: Any) -> Cell:
        bare = _bare(raw, column)
        cell = EMPTY if bare is None else read(bare, column, today)
        if cell.value is not None or not column.required:
            return cell
        return Cell(None, cell.reason or f"“{column.title}”必填，此处为空")

    return read_one


def _bare(raw: Any, column: Column) -> Any:
    """The content without what nobody meant to type; None where that is nothing."""
    if not isinstance(raw, str):
        return raw
    text = clean_text(raw)
    if text.startswith('="') and text.endswith('"'):  # so a CSV keeps Excel from eating digits
        text = clean_text(text[2:-1])
    blank = text in BLANKS or (column.blanks and word_form(text) in column.blanks)
    return None if blank else text


def shown(raw: Any) -> str:
    """A cell's content as the clerk sees it in a message; numbers in full."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, float):
        return f"{raw:.0f}" if raw.is_integer() else f"{raw:.15g}"
    if isinstance(raw, datetime):
        return raw.isoformat(" ")
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def _brief(raw: Any) -> str:
    """The content inside a sentence: a pasted page would drown it."""
    text = " ".join(shown(raw).split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def is_ruined(raw: Any) -> bool:
    """Whether Excel has kept a long number as a number and so lost its last digits."""
    if isinstance(raw, str):
        if not raw[-1:].isdigit():
            return False
        return _SCIENTIFIC.fullmatch(half_width(raw)) is not None
    return isinstance(raw, float | int) and abs(raw) >= _EXACT_DIGITS


_LOST = Cell(None, "长数字已被 Excel 存成约数，末几位失真，此格未录入", Severity.WARNING)


def _text(raw: Any, _column: Column, _today: date) -> Cell:
    if is_ruined(raw):
        return _LOST
    return Cell(raw if isinstance(raw, str) else shown(raw))


def _line(raw: Any, _column: Column, _today: date) -> Cell:
    return _LOST if is_ruined(raw) else Cell(clean_name(shown(raw)))


def _people(raw: Any, _column: Column, _today: date) -> Cell:
    text = shown(raw)
    parts = [part for part in _PEOPLE_SPLIT.split(text) if part.strip()]
    if len(parts) == 1:
        between = text.split()
        # 李 四 is one person, 吴海波 麦志强 are two
        parts = between if any(len(part) > 1 for part in between) else parts
    return Cell(tuple(dict.fromkeys(clean_name(part) for part in parts)) or None)


def _choice(raw: Any, column: Column, _today: date) -> Cell:
    text = shown(raw)
    value = column.choices.get(word_form(text))
    if value is None:
        return Cell(None, f"“{_brief(text)}”不在可选值内，应为：{'、'.join(first_words(column))}")
    return Cell(value)


def _date(raw: Any, column: Column, today: date) -> Cell:
    written = read_day(raw, month_end=column.ends)
    if written is None:
        return Cell(None, f"“{_brief(raw)}”不是有效的日期")
    day = written.day
    if day == NO_END:
        return _forever(column)
    if day.year not in _YEARS:
        return Cell(None, f"日期的年份 {day.year} 不合常理，请核对")
    if column.event and day > today:
        return Cell(None, f"日期 {day.isoformat()} 在今天之后，已发生的事不能是将来的日期")
    if written.month_only:
        return Cell(day, f"只写了年月，按 {day.isoformat()} 计", Severity.WARNING)
    return Cell(day)


def _forever(column: Column) -> Cell:
    if column.ends:
        return Cell(NO_END)
    severity = Severity.ERROR if column.required else Severity.WARNING
    return Cell(None, f"“{column.title}”应为具体日期，不能是“长期”", severity)


def _number(raw: Any, column: Column, _today: date) -> Cell:
    value = _measure(raw, column)
    if value is None:
        return Cell(None, f"“{_brief(raw)}”不是数字，无法识别")
    if value < 0:
        return Cell(None, f"“{_brief(raw)}”是负数，应为正数")
    return Cell(value)


def _measure(raw: Any, column: Column) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    match = _NUMBER.fullmatch(word_form(shown(raw)))
    if match is None:
        return None
    factor = column.units.get(match[2].lower()) if match[2] else column.bare_factor
    # rounding takes away what 0.0001 is not exactly
    return None if factor is None else round(float(match[1].replace(",", "")) * factor, 6)


def _checked(check: Callable[[str], Checked]) -> Reader:
    """A reader for a number whose form is only doubted, never refused."""

    def read(raw: Any, _column: Column, _today: date) -> Cell:
        if is_ruined(raw):
            return _LOST
        value, problem = check(shown(raw))
        return Cell(value) if problem is None else Cell(value, problem, Severity.WARNING)

    return read


def _uscc(raw: Any, _column: Column, _today: date) -> Cell:
    if is_ruined(raw):
        return Cell(None, "统一社会信用代码被 Excel 存成数字，末几位已失真，请设为文本后补全")
    value, problem = identifiers.check_uscc(shown(raw))
    return Cell(None, problem) if problem else Cell(value)


def _id_number(raw: Any, _column: Column, today: date) -> Cell:
    number = raw if isinstance(raw, str | float) else shown(raw)
    if isinstance(number, str) and _MASKED.fullmatch(number):
        return Cell(None, "身份证号是遮蔽的，此格未录入，已登记的号码不变", Severity.WARNING)
    value, problem = identifiers.check_id_number(number, today)
    return Cell(None, problem) if problem else Cell(value)


READERS: Mapping[Kind, Reader] = {
    Kind.TEXT: _text,
    Kind.LINE: _line,
    Kind.PEOPLE: _people,
    Kind.CHOICE: _choice,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.USCC: _uscc,
    Kind.ID_NUMBER: _id_number,
    Kind.PHONE: _checked(identifiers.check_phone),
    Kind.PERMIT: _checked(identifiers.check_permit),
    Kind.PROJECT_CODE: _checked(identifiers.check_project_code),
    Kind.PAPER_NUMBER: _checked(identifiers.check_paper_number),
}
