"""Numbers of papers (文号): their form, their series by kind and year, and the gaps in them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from db.codes import NumberSource, PaperKind
from desktop.domain.calendar import check_not_future, chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.names import clean_text, half_width

_FORM = re.compile(r"(?P<prefix>[^\W\d_]+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
_OPENING = re.compile(r"[(\[【〔〖](?=\d{4}[)\]】〕〗])")
_CLOSING = re.compile(r"(?<=\d{4})[)\]】〕〗]")
_PREFIX = re.compile(r"[^\W\d_]{1,12}")
_MOST = 1000


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
    if match is None or not int(match["serial"]):
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

    def __str__(self) -> str:
        """示建安现〔2026〕1—50号."""
        return f"{self.prefix}〔{self.year}〕{self.first}—{self.last}号"

    def holds(self, number: PaperNumber) -> bool:
        """Whether this is one of its numbers."""
        inside = self.first <= number.serial <= self.last
        return inside and (number.prefix, number.year) == (self.prefix, self.year)


@dataclass(frozen=True)
class Held:
    """Who numbers with a 机关代字 in a year already: a source, and of which kind of paper."""

    source: NumberSource
    kind: PaperKind | None = None


def check_source(prefix: str, wanted: Held, held: Iterable[Held]) -> None:
    """The program's series, blocks and other registers never share a 机关代字 of one year."""
    for other in held:
        if other.source is not wanted.source:
            raise RuleViolation(_OTHERS[wanted.source, other.source].format(prefix, _told(other)))
        if other.kind is not wanted.kind:
            told = f"机关代字“{prefix}”已用于{_told(other)}"
            raise RuleViolation(f"{told}，一个代字只编一种文书")


_SERIES, _BLOCK, _EXTERNAL = NumberSource.SERIES, NumberSource.BLOCK, NumberSource.EXTERNAL
_OTHERS = {
    (_SERIES, _BLOCK): "“{}”是{}领用号段的代字，本系统自动编号须另用一个机关代字",
    (_SERIES, _EXTERNAL): "“{}”已用于另行取的文号，本系统自动编号须另用一个机关代字",
    (_BLOCK, _SERIES): "“{}”由本系统为{}编号，号段须另用一个机关代字",
    (_BLOCK, _EXTERNAL): "“{}”已用于另行取的文号，号段须另用一个机关代字",
    (_EXTERNAL, _SERIES): "“{}”由本系统为{}编号，另行取的号不能用它",
    (_EXTERNAL, _BLOCK): "“{}”是{}领用号段的代字，请从号段中选号",
}


def _told(held: Held) -> str:
    return label(held.kind) if held.kind is not None else ""


def check_block(block: Block, others: Iterable[Block]) -> None:
    """A block has a beginning and an end, a sensible size, and no number handed out before."""
    check_prefix(block.prefix)
    if block.last < block.first or block.first < 1:
        raise RuleViolation(f"号段 {block.first}—{block.last} 的起止号不对")
    if block.last - block.first >= _MOST:
        raise RuleViolation(f"一个号段最多 {_MOST} 个号，请核对起止号")
    for other in others:
        same_series = (other.prefix, other.year) == (block.prefix, block.year)
        if same_series and block.first <= other.last and other.first <= block.last:
            raise RuleViolation(f"号段与已领用的 {other.first}—{other.last} 号重叠")


def check_can_use(block: Block, number: PaperNumber, gone: Collection[int]) -> None:
    """A number of a block leaves once: on a paper, voided, or returned with the rest."""
    if not block.holds(number):
        raise RuleViolation(f"文号{number}不在领用的号段{block}内")
    if number.serial in gone:
        raise RuleViolation(f"号段中的{number.serial}号已用、已作废或已交回")


def check_can_settle(block: Block, serial: int, gone: Collection[int], reason: str) -> None:
    """A spoiled or lost blank is voided with its reason; its number keeps its row."""
    check_can_use(block, PaperNumber(block.prefix, block.year, serial), gone)
    if not reason.strip():
        raise RuleViolation("号段中的号作废须写明原因（写坏、遗失等）")


def check_can_return(handed_on: date, closed_on: date | None, day: date, today: date) -> None:
    """A block comes back once, not before it was handed out."""
    if closed_on is not None:
        raise RuleViolation(f"这个号段已于{chinese_date(closed_on)}交回")
    check_not_future(day, today, "交回")
    if day < handed_on:
        raise RuleViolation(f"交回日期不能早于领用日期{chinese_date(handed_on)}")
