"""Numbers of papers (文号): their form, their series by kind and year, and the gaps in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.errors import RuleViolation
from desktop.domain.names import clean_text, half_width

_FORM = re.compile(r"(?P<prefix>[^\W\d_]+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
_OPENING = re.compile(r"[(\[【〔〖](?=\d{4}[)\]】〕〗])")
_CLOSING = re.compile(r"(?<=\d{4})[)\]】〕〗]")
_PREFIX = re.compile(r"[^\W\d_]{1,12}")


@dataclass(frozen=True, order=True)
class PaperNumber:
    """文号: 机关代字〔年份〕序号号."""

    prefix: str
    year: int
    serial: int

    def __str__(self) -> str:
        """As printed: four digits of the year, hexagonal brackets, no leading zeros (GB/T 9704)."""
        return f"{self.prefix}〔{self.year}〕{self.serial}号"


def format_number(prefix: str, year: int, serial: int) -> str:
    """``X建安整〔2026〕15号``; GB/T 9704-2012 7.2.5: 序号不编虚位, 不加“第”字."""
    check_prefix(prefix)
    if serial < 1:
        raise RuleViolation(f"文号的序号应从 1 起，不能是 {serial}")
    return str(PaperNumber(prefix, year, serial))


def check_prefix(prefix: str) -> None:
    """机关代字 is one to twelve letters or Chinese characters."""
    if not _PREFIX.fullmatch(prefix):
        raise RuleViolation(f"机关代字“{prefix}”应为 1 至 12 个汉字或字母，不含数字、括号和空格")


def parse_number(text: str) -> PaperNumber | None:
    """Take a number apart, whatever brackets it was typed with; None where it is none."""
    match = _FORM.fullmatch(clean_number(text))
    if match is None:
        return None
    return PaperNumber(match["prefix"], int(match["year"]), int(match["serial"]))


def has_form(number: str) -> bool:
    """Whether a cleaned number has the form of a 文号."""
    return _FORM.fullmatch(number) is not None


def clean_number(text: str) -> str:
    """The typed number without blanks, the brackets about its year made 〔〕."""
    if has_form(text) and half_width(text) == text:
        return text
    joined = "".join(half_width(clean_text(text)).split())
    return _CLOSING.sub("〕", _OPENING.sub("〔", joined))


@dataclass(frozen=True)
class Used:
    """One number of a series that has left the office: issued or voided."""

    serial: int
    voided: bool = False


@dataclass(frozen=True)
class GapReport:
    """What a series of one kind and year looks like, for the register."""

    first: int
    last: int
    missing: tuple[int, ...]
    doubled: tuple[int, ...]
    voided: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """No number is missing or used twice; a voided number keeps its row and is no gap."""
        return not self.missing and not self.doubled


def gap_report(used: Iterable[Used], first: int = 1) -> GapReport:
    """Gaps and doubles from ``first``, the next number told on the 启用日, to the last one used."""
    rows = sorted(used, key=lambda row: row.serial)
    serials = [row.serial for row in rows]
    held = set(serials)
    last = max(serials, default=first - 1)
    return GapReport(
        first=first,
        last=last,
        missing=tuple(serial for serial in range(first, last + 1) if serial not in held),
        doubled=tuple(sorted({s for i, s in enumerate(serials) if i and serials[i - 1] == s})),
        voided=tuple(row.serial for row in rows if row.voided),
    )


@dataclass(frozen=True)
class Block:
    """领用号段: numbered blanks handed to a person; drawn from a series of its own."""

    prefix: str
    year: int
    first: int
    last: int


def check_block(block: Block, others: Iterable[Block], series_prefixes: Iterable[str]) -> None:
    """A block, the program's series and another register's numbers never share a series."""
    if block.last < block.first or block.first < 1:
        raise RuleViolation(f"号段 {block.first}—{block.last} 的起止号不对")
    if block.prefix in set(series_prefixes):
        raise RuleViolation(f"“{block.prefix}”由本系统编号，号段须另用一个机关代字")
    for other in others:
        same_series = (other.prefix, other.year) == (block.prefix, block.year)
        if same_series and block.first <= other.last and other.first <= block.last:
            raise RuleViolation(f"号段与已领用的 {other.first}—{other.last} 号重叠")
