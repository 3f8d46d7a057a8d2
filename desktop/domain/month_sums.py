"""The sums a month's report must prove, by the ids of the records behind each figure.

A flow (期间数): 累计 = last submitted 累计 + 本月 + 补报 ± 更正. A stock (时点数): 上次 + 新增 less
减少 = 本次. What was reported is known by frozen ids, what stands now is read from the record;
the total is counted a second time without them, so that the two can disagree.
"""

from collections.abc import Set
from dataclasses import dataclass

_NONE: frozenset[int] = frozenset()
_EARLIER = "@"


@dataclass(frozen=True)
class Moved:
    """What of the days already reported is otherwise now.

    ``late``: stands and was not reported (补报). ``lost``: reported, and stands no longer.
    ``judged``: newly stands here because another figure lost it, so it was judged anew. The
    last two are 更正, down and up.
    """

    late: frozenset[int] = _NONE
    lost: frozenset[int] = _NONE
    judged: frozenset[int] = _NONE

    @property
    def corrected(self) -> frozenset[int]:
        return self.lost | self.judged

    @property
    def correction(self) -> int:
        return len(self.judged) - len(self.lost)


def moved(reported: Set[int], now: Set[int], lost_elsewhere: Set[int] = _NONE) -> Moved:
    """``now`` is what the record holds of the days before this month."""
    gained = frozenset(now - reported)
    judged = gained & lost_elsewhere
    return Moved(gained - judged, frozenset(reported - now), judged)


def carried(
    reported: Set[int], this_month: Set[int], late: Set[int], corrected: Set[int]
) -> frozenset[int]:
    """What stands reported once a report is made; an id among ``corrected`` changes sides."""
    return frozenset((reported ^ corrected) | this_month | late)


@dataclass(frozen=True)
class Movement:
    """A flow of one report; ``total`` is what the record gives without looking at reports.

    None is unknown, shown as — and added as nothing.
    """

    last: float | None
    this_month: float | None
    supplement: int
    correction: float
    total: float | None
    of_year: int | None = None

    @property
    def expected(self) -> float:
        """What the total should be."""
        return (self.last or 0) + (self.this_month or 0) + self.supplement + self.correction

    @property
    def agrees(self) -> bool:
        """Whether the sum holds; money is compared to a hundredth."""
        return abs(self.expected - (self.total or 0)) < 0.005

    @property
    def arithmetic(self) -> str:
        """The sum as the check page shows it."""
        parts = [f"上期累计 {_words(self.last)}", f"本月 {_words(self.this_month)}"]
        if self.of_year is not None:
            parts = [f"{self.of_year}年已报累计 {_words(self.last)}"]
        parts.append(f"补报 {self.supplement}")
        told = f"{' + '.join(parts)} {_signed('更正', self.correction)} = {_words(self.total)}"
        return told if self.agrees else f"{told}（应为 {self.expected:g}）"


@dataclass(frozen=True)
class Stock:
    """A stock (在账、在监): last, and added, less removed, is now."""

    last: float | None
    added: int
    removed: int
    now: float | None

    @property
    def expected(self) -> float:
        return (self.last or 0) + self.added - self.removed

    @property
    def agrees(self) -> bool:
        """Whether the sum holds."""
        return self.expected == (self.now or 0)

    @property
    def arithmetic(self) -> str:
        """The sum as the check page shows it."""
        told = (
            f"上次 {_words(self.last)} + 新增 {self.added} − 减少 {self.removed}"  # noqa: RUF001
            f" = 本次 {_words(self.now)}"
        )
        return told if self.agrees else f"{told}（应为 {self.expected:g}）"


@dataclass(frozen=True)
class FigureSum:
    """The proof of one figure, and the records of its 补报 (新增) and 更正 (减少).

    ``code`` of an earlier year's late entries is ``earlier_code``: they are added to that year's
    total and to the action's, never to this year's.
    """

    code: str
    proof: Movement | Stock
    late: frozenset[int] = _NONE
    corrected: frozenset[int] = _NONE

    @property
    def needs_reason(self) -> bool:
        """A flow already reported changed; of a stock that is nothing unusual."""
        is_flow = isinstance(self.proof, Movement)
        return is_flow and bool(self.corrected or self.correction)

    @property
    def total(self) -> float | None:
        """累计 of a flow, 本次 of a stock."""
        return self.proof.total if isinstance(self.proof, Movement) else self.proof.now

    @property
    def supplement(self) -> int:
        return self.proof.supplement if isinstance(self.proof, Movement) else self.proof.added

    @property
    def correction(self) -> float:
        return self.proof.correction if isinstance(self.proof, Movement) else -self.proof.removed


def earlier_code(code: str, year: int) -> str:
    """C01@2026: what a later year's report still adds to that of 2026."""
    return f"{code}{_EARLIER}{year}"


def figure_of(code: str) -> tuple[str, int | None]:
    """The figure's code, and the earlier year it is told for."""
    bare, _, year = code.partition(_EARLIER)
    return bare, int(year) if year else None


def correction_words(last: float | None, correction: float) -> str:
    """原报累计 12，更正后 11 (-1)."""
    return f"原报累计 {_words(last)}，更正后 {(last or 0) + correction:g}（{correction:+g}）"


def _signed(word: str, value: float) -> str:
    sign = "−" if value < 0 else "+"  # noqa: RUF001
    return f"{sign} {word} {abs(value):g}"


def _words(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"
