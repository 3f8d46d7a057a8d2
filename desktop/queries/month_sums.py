"""The proof of a month: each figure's sum from what was reported and what the record holds now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.codes import Area, MonthState
from db.tables.months import MonthFigure
from desktop.domain.month_sums import (
    FigureSum,
    Moved,
    Movement,
    Stock,
    earlier_code,
    figure_of,
    moved,
)
from desktop.domain.months import Edition
from desktop.queries.figures.catalogue import COUNTS
from desktop.queries.figures.figure import Ask, Figure, Kind
from desktop.queries.figures.listed import listed
from desktop.queries.figures.span import Span, month_span
from desktop.queries.figures.totals import MonthValues, month_values
from desktop.queries.month_chain import (
    Chain,
    Reported,
    chain_below,
    floor_of,
    ids_in,
    program_month,
)

Sums = Mapping[str, FigureSum]
_NOTHING: frozenset[int] = frozenset()
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Proved:
    """A month's values with their proof, and the report they go on from (``basis``).

    ``pending`` is an earlier 稿 that must come first.
    """

    values: MonthValues
    sums: Sums
    pending: Edition | None = None
    basis: Edition | None = None


def proved_values(
    session: Session, period: int, through: date | None = None, *, is_begun: bool = True
) -> Proved:
    """The live month. One before the program that nobody began proves nothing."""
    program = program_month(session)
    if not is_begun and program is not None and period < program:
        return Proved(month_values(session, period, through), {})
    chain = chain_below(session, period)
    floors = {row.code: floor_of(chain, row.code, period, program) for row in COUNTS}
    reported = {row.code for row in COUNTS if _goes_on(chain, row.code)}
    values = month_values(session, period, through, floors, reported)
    sums = _Sums(chain, month_span(period, through), values, floors).of(session)
    action = values.action | _action(chain, values, sums)
    year = values.year | _totals(sums)
    basis = chain.newest.edition if chain.newest is not None else None
    return Proved(replace(values, year=year, action=action), sums, _pending(chain), basis)


def frozen_sums(rows: Mapping[str, MonthFigure]) -> Sums:
    """The proof of a closed month as it was frozen."""
    found = {}
    kinds = {row.code: row.kind for row in COUNTS}
    for name, row in rows.items():
        code, year = figure_of(name)
        if row.supplement is None or code not in kinds:
            continue
        late, corrected = ids_in(row.supplement_ids), ids_in(row.correction_ids)
        proof: Movement | Stock
        correction = row.correction or 0
        if kinds[code] is Kind.STOCK:
            proof = Stock(row.last, int(row.supplement), int(-correction), row.value)
        else:
            more = int(row.supplement)
            proof = Movement(row.last, row.value, more, correction, row.total, of_year=year)
        found[name] = FigureSum(name, proof, late, corrected)
    return found


def _totals(sums: Sums) -> dict[str, float | None]:
    flows = ((code, one.proof) for code, one in sums.items())
    return {code: flow.total for code, flow in flows if isinstance(flow, Movement)}


def _pending(chain: Chain) -> Edition | None:
    newest = chain.newest
    is_back = newest is not None and newest.state is MonthState.RETURNED
    return replace(newest.edition, number=newest.number + 1) if newest and is_back else None


def _action(chain: Chain, values: MonthValues, sums: Sums) -> dict[str, float | None]:
    """The action's total goes on from the last report's, whatever the year."""
    moved_by: dict[str, float] = defaultdict(float)
    for name, one in sums.items():
        code, _year = figure_of(name)
        if _goes_on(chain, code) and isinstance(one.proof, Movement):
            moved_by[code] += one.supplement + one.correction
    found: dict[str, float | None] = {}
    for code, change in moved_by.items():
        basis = chain.basis(code)
        last, value = basis.action if basis else None, values.values.get(code)
        total = (last or 0) + (value or 0) + change
        found[code] = total if total or last is not None else None
    return found


def _goes_on(chain: Chain, code: str) -> bool:
    """Whether the last report proved this figure."""
    basis = chain.basis(code)
    return basis is not None and basis.supplement is not None


@dataclass(frozen=True)
class _Line:
    """One flow in one year: what was reported of it, and what stands of the days before."""

    row: Figure
    year: int
    told: Reported | None
    now: frozenset[int]

    @property
    def ids(self) -> frozenset[int]:
        return self.told.ids if self.told is not None else _NOTHING


@dataclass(frozen=True)
class _Sums:
    """What the sums of one month are made from."""

    chain: Chain
    span: Span
    values: MonthValues
    floors: Mapping[str, date]

    @property
    def year(self) -> int:
        return self.span.first.year

    def of(self, session: Session) -> Sums:
        reported = self.chain.reported()
        now = listed(session, [ask for row in COUNTS for ask in self._asks(row)])
        found = [self._stock(row, now) for row in COUNTS if row.kind is Kind.STOCK]
        lines = [
            _Line(row, year, reported.get((row.code, year)), now.get(key, _NOTHING))
            for row in COUNTS
            for year, key in self._years(row)
        ]
        lost: dict[Area, set[int]] = defaultdict(set)
        for line in lines:
            lost[line.row.drill.area] |= line.ids - line.now
        for line in lines:
            change = moved(line.ids, line.now, lost[line.row.drill.area])
            found.append(self._flow(line, change))
        return {one.code: one for one in found if one is not None}

    def _years(self, row: Figure) -> list[tuple[int, str]]:
        """The years a flow is reported for, this one under its own code."""
        if row.kind is Kind.STOCK or not row.adds:
            return []
        earlier = range(self.floors[row.code].year, self.year)
        return [*((year, earlier_code(row.code, year)) for year in earlier), (self.year, row.code)]

    def _asks(self, row: Figure) -> Iterator[Ask]:
        if row.kind is Kind.STOCK and self.chain.basis(row.code) is not None:
            yield Ask(row.code, row, self.span)
        for year, key in self._years(row):
            begins = max(self.floors[row.code], date(year, 1, 1))
            ends = min(date(year, 12, 31), self.span.first - _DAY)
            if begins <= ends:
                yield Ask(key, row, Span(begins, ends))

    def _stock(self, row: Figure, now: Mapping[str, frozenset[int]]) -> FigureSum | None:
        basis = self.chain.basis(row.code)
        if basis is None:
            return None
        change = moved(ids_in(basis.ids), now[row.code])
        told = self.values.values.get(row.code)
        proof = Stock(basis.value, len(change.late), len(change.lost), told)
        return FigureSum(row.code, proof, change.late, change.lost)

    def _flow(self, line: _Line, change: Moved) -> FigureSum | None:
        if line.year != self.year:
            return _earlier(line, change)
        code, told = line.row.code, line.told
        opening = self.values.opening.get(code)
        drift = (opening or 0) - told.opening if told else 0
        total = self.values.year.get(code)
        if total is None and told is not None and told.total is not None:
            total = 0  # what was reported was known: corrected to nothing it is no —
        proof = Movement(
            told.total if told else opening,
            self.values.values.get(code),
            len(change.late),
            change.correction + drift,
            total,
        )
        return FigureSum(code, proof, change.late, change.corrected)


def _earlier(line: _Line, change: Moved) -> FigureSum | None:
    """A year gone by, where anything of it is otherwise now than it was reported."""
    told = line.told
    last = told.total if told else None
    total = (told.opening if told else 0) + len(line.now)
    proof = Movement(last, None, len(change.late), change.correction, total, of_year=line.year)
    if proof.agrees and not change.late and not change.corrected:
        return None
    key = earlier_code(line.row.code, line.year)
    return FigureSum(key, proof, change.late, change.corrected)
