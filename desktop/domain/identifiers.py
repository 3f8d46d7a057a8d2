"""Numbers that carry their own check, put right where that is safe, else a reason.

Each ``check_…`` returns the value put right and, where it will not do, one reason. The functions
are pure and cached: a ledger repeats its codes and people thousands of times.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from stdnum.cn import ric, uscc

from desktop.domain.names import clean_text, half_width
from desktop.domain.numbering import clean_number, has_form

USCC_CHARACTERS = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_SEPARATORS = re.compile(r"[\s\-－—_.·]")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d{2}", re.IGNORECASE)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3})(\d{7,8})")
_SHORT = re.compile(r"\d{3,8}")
_PROJECT_CODE = re.compile(r"(\d{4})(\d{6})(\d{2})(\d{2})(\d{6})")
_EARLIEST_BIRTH = 1900
_DAMAGED = "身份证号被 Excel 按数字保存，后三位已失真，请把该列设为文本后补全"


class Checked(NamedTuple):
    """A value put right as far as that is safe, and why it will not do, if so."""

    value: str
    problem: str | None = None


def _compact(text: str) -> str:
    """Without blanks, dashes and full width; letters in capitals."""
    return _SEPARATORS.sub("", half_width(clean_text(text))).upper()


@lru_cache(maxsize=65536)
def check_uscc(text: str) -> Checked:
    """统一社会信用代码, GB 32100-2015.

    python-stdnum refuses the codes of A, N and Y (its first eight must be digits), so only its
    check character is used: a village's N2 code is a lawful client.
    """
    code = _compact(text)
    if len(code) != 18:
        return Checked(code, f"统一社会信用代码应为 18 位，现为 {len(code)} 位")
    strange = next((character for character in code if character not in USCC_CHARACTERS), None)
    if strange is not None:
        return Checked(code, f"统一社会信用代码中不会出现“{strange}”")
    if not code[2:8].isdigit():
        return Checked(code, "统一社会信用代码第 3 至 8 位应为行政区划数字")
    if code[17] != uscc.calc_check_digit(code[:17]):
        return Checked(code, "统一社会信用代码校验位不符，请核对是否抄错或颠倒")
    return Checked(code)


def check_id_number(value: str | float, today: date, *, typed: bool = False) -> Checked:
    """居民身份证号, GB 11643-1999: 18 characters, a day that exists, the right check character.

    The region code is not judged: codes change, people keep theirs. A number cell, 4.69E+17 and
    an ending of 000 are what Excel leaves of a number; ``typed`` by hand 000 is believed.
    """
    if not isinstance(value, str):
        return Checked(f"{value:.0f}", _DAMAGED)
    return _check_id_text(value, today, typed)


@lru_cache(maxsize=65536)
def _check_id_text(text: str, today: date, typed: bool) -> Checked:
    if _SCIENTIFIC.fullmatch(half_width(clean_text(text))):
        return Checked(clean_text(text), _DAMAGED)
    number = _compact(text)
    problem = _id_shape(number, typed) or _id_birth(number, today)
    if problem is None and number[17] != ric.calc_check_digit(number):
        problem = "身份证号校验位不符，请核对是否抄错"
    return Checked(number, problem)


def _id_shape(number: str, typed: bool) -> str | None:
    if len(number) != 18:
        return f"身份证号应为 18 位，现为 {len(number)} 位"
    if not (number.isascii() and number[:17].isdigit() and number[17] in "0123456789X"):
        return "身份证号前 17 位应为数字，末位应为数字或 X"
    if number.endswith("000") and not typed:
        return _DAMAGED
    return None


def _id_birth(number: str, today: date) -> str | None:
    born = birth_day(number)
    if born is None:
        return f"身份证号中的出生日期 {number[6:14]} 不存在"
    if born > today or born.year < _EARLIEST_BIRTH:
        return f"身份证号中的出生日期 {born.isoformat()} 不合常理"
    return None


def birth_day(number: str) -> date | None:
    """The day of birth an ID number tells; None where that day does not exist."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def masked(number: str) -> str:
    """How an identity or phone number is shown unless somebody asks: 460***********1234."""
    return number if len(number) < 8 else f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


@lru_cache(maxsize=65536)
def check_phone(text: str) -> Checked:
    """手机、固话或短号; number ranges are not judged, they grow."""
    number = _SEPARATORS.sub("", half_width(clean_text(text))).strip("()")
    number = number.replace("(", "").replace(")", "")
    number = re.sub(r"^(\+86|0086)(?=1)", "", number)
    if _MOBILE.fullmatch(number) or (_SHORT.fullmatch(number) and number.isascii()):
        return Checked(number)
    if match := _LANDLINE.fullmatch(number):
        return Checked(f"{match[1]}-{match[2]}")
    return Checked(clean_text(text), "电话号码不像手机号或固定电话，请核对")


@dataclass(frozen=True)
class PermitParts:
    """What the 18 digits of a 施工许可证 tell; a hint, never a refusal."""

    region: str
    day: date
    serial: int
    category: str


def permit_parts(permit: str) -> PermitParts | None:
    """Six of the issuing region, eight of the day, two of the serial, two of the category."""
    digits = _compact(permit)
    if len(digits) != 18 or not (digits.isascii() and digits.isdigit()):
        return None
    day = birth_day(digits)
    return PermitParts(digits[:6], day, int(digits[14:16]), digits[16:]) if day else None


def check_permit(text: str) -> Checked:
    """施工许可证编号: kept as it is but for blanks and width; other lengths are allowed."""
    number = "".join(half_width(clean_text(text)).split())
    if len(number) == 18 and number.isdigit() and permit_parts(number) is None:
        return Checked(number, "施工许可证编号第 7 至 14 位应为发证日期，现不是一个日期")
    return Checked(number)


def check_project_code(text: str) -> Checked:
    """投资项目代码, GB/T 40058-2021: 2101-460000-04-01-123456, dashes put in where they lack."""
    shown = "".join(half_width(clean_text(text)).split())
    match = _PROJECT_CODE.fullmatch(_SEPARATORS.sub("", shown))
    if match is None:
        return Checked(shown, "项目代码应为 20 位数字（如 2101-460000-04-01-123456），请核对")
    return Checked("-".join(match.groups()))


def check_paper_number(text: str) -> Checked:
    """文号: 机关代字〔年份〕序号号, the brackets put right."""
    number = clean_number(text)
    if not has_form(number):
        return Checked(number, "文号应为“机关代字〔年份〕序号号”的形式，请核对")
    return Checked(number)
