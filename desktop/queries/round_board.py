"""The board of a round: three denominators, coverage by grid, and what is not covered and whose.

A unit is whose its site is today. A firm on several sites stands with each of their inspectors
and counts in each of their grids.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.codes import HolderKind, MachineKind, VisitKind
from db.tables.enterprises import Enterprise
from db.tables.inspectors import Grid, Inspector
from db.tables.machines import Machine
from db.tables.projects import Participation, Project
from db.tables.rounds import Round, RoundUnit
from db.tables.visits import Visit
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.rounds import KIND_WORDS, SCOPE, Progress, asked_a_year
from desktop.queries.coverage import Covering, covered_units, uncounted_visits
from desktop.queries.day import days_from
from desktop.queries.held import grid_of, responsible_of
from desktop.queries.planned_visits import planned_days
from desktop.queries.round_scope import scope_changes
from desktop.queries.rounds import RoundRow, counting_of, rounds

NO_GRID = "未划网格"
_BETWEEN = "、"


@dataclass(frozen=True)
class Site:
    """A project with whose it is today."""

    id: int
    name: str
    grid: str
    inspector: str
    last_visit: date | None


@dataclass(frozen=True)
class UnitRow:
    """A unit of the round with how it stands."""

    id: int
    kind: HolderKind
    unit_id: int
    name: str
    detail: str
    sites: tuple[Site, ...]
    joined_on: date
    reason: str
    left_on: date | None
    left_reason: str
    covering: Covering | None
    planned_on: date | None
    uncounted_on: date | None = None

    @property
    def is_covered(self) -> bool:
        return self.covering is not None

    @property
    def state(self) -> str:
        """未覆盖, 已覆盖 or 已离开, as the filter has it."""
        if self.left_on is not None:
            return "left"
        return "covered" if self.is_covered else "missing"

    @property
    def grids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(site.grid or NO_GRID for site in self.sites))

    @property
    def inspectors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(site.inspector for site in self.sites if site.inspector))

    @property
    def covered_on(self) -> date | None:
        return self.covering.day if self.covering is not None else None

    @property
    def last_visit(self) -> date | None:
        days = [site.last_visit for site in self.sites if site.last_visit is not None]
        return max(days, default=None)


@dataclass(frozen=True)
class Bar:
    """One denominator: 首日 + 进入 - 离开 = 应覆盖, and how much of it is covered."""

    kind: HolderKind
    first: int
    joined: int
    left: int
    progress: Progress

    @property
    def title(self) -> str:
        return KIND_WORDS[self.kind]

    @property
    def words(self) -> str:
        one = self.progress
        told = "—" if one.percent is None else f"{one.percent:.1f}%"
        history = f"（其中历史导入 {one.history}）" if one.history else ""
        return f"{one.covered}/{one.due}　{told}{history}"

    @property
    def arithmetic(self) -> str:
        due = self.progress.due
        return f"首日 {self.first} ＋ 进入 {self.joined} － 离开 {self.left} ＝ 应覆盖 {due}"


@dataclass(frozen=True)
class GridLine:
    """A grid's part of one denominator, and whose it is."""

    grid: str
    inspector: str
    due: int
    covered: int


@dataclass(frozen=True)
class Board:
    """A round as the page shows it; without one, only that there is none."""

    chosen: RoundRow | None
    choices: tuple[RoundRow, ...]
    bars: tuple[Bar, ...]
    units: tuple[UnitRow, ...]
    pending: int
    this_year: int
    unlisted: int = 0
    """Parties of its sites that the ledger of enterprises does not hold: they count nowhere."""

    @property
    def asked_words(self) -> str:
        return f"通知要求每年至少 {asked_a_year()} 轮全覆盖，本年已开 {self.this_year} 轮"

    @property
    def unlisted_words(self) -> str:
        if not self.unlisted:
            return ""
        return f"另有 {self.unlisted} 家参建单位没有登入企业台账，未计入应覆盖的企业"

    @property
    def grids(self) -> tuple[str, ...]:
        return tuple(sorted({grid for unit in self.units for grid in unit.grids}))

    @property
    def inspectors(self) -> tuple[str, ...]:
        return tuple(sorted({name for unit in self.units for name in unit.inspectors}))

    def by_grid(self, kind: HolderKind) -> tuple[GridLine, ...]:
        """Coverage of one kind by grid, the least covered first."""
        due: Counter[str] = Counter()
        covered: Counter[str] = Counter()
        whose: dict[str, dict[str, None]] = {}
        for unit in self.units:
            if unit.kind is kind and unit.left_on is None:
                for site in unit.sites:
                    names = whose.setdefault(site.grid or NO_GRID, {})
                    names.update({site.inspector: None} if site.inspector else {})
                due.update(unit.grids)
                covered.update(unit.grids if unit.is_covered else ())
        lines = [
            GridLine(grid, _BETWEEN.join(whose.get(grid, {})), due[grid], covered[grid])
            for grid in due
        ]
        return tuple(sorted(lines, key=lambda line: (line.covered / line.due, line.grid)))


def round_board(session: Session, round_id: int | None, today: date) -> Board:
    """The chosen round, else the newest; in a dozen statements whatever its size."""
    every = rounds(session)
    this_year = sum(one.year == today.year for one in every)
    chosen = next((one for one in every if one.ref.id == round_id), None)
    chosen = chosen or (every[0] if every else None)
    if chosen is None:
        return Board(None, (), (), (), 0, this_year)
    units = _units(session, chosen.ref.id, today)
    one = session.get_one(Round, chosen.ref.id)
    pending = len(scope_changes(session, one, today))
    bars = tuple(_bar(kind, units) for kind in SCOPE)
    unlisted = _unlisted(session, chosen, today)
    return Board(chosen, every, bars, units, pending, this_year, unlisted)


def round_units(session: Session, round_id: int, today: date) -> tuple[UnitRow, ...]:
    """Every unit of a round, those of a finished project too."""
    if session.get(Round, round_id) is None:
        raise RuleViolation("没有这一轮，请刷新")
    return _units(session, round_id, today)


def _unlisted(session: Session, chosen: RoundRow, today: date) -> int:
    party = Participation
    rows = select(func.count(party.name.distinct())).where(
        party.enterprise_id.is_(None),
        party.role.in_(chosen.counting.party_roles),
        party.holds_on(today),
        party.project_id.in_(_of_round(chosen.ref.id, HolderKind.PROJECT)),
    )
    return session.scalar(rows) or 0


def _bar(kind: HolderKind, units: Iterable[UnitRow]) -> Bar:
    own = [unit for unit in units if unit.kind is kind]
    due = [unit for unit in own if unit.left_on is None]
    covering = [unit.covering for unit in due if unit.covering is not None]
    return Bar(
        kind,
        first=sum(not unit.reason for unit in own),
        joined=sum(bool(unit.reason) for unit in own),
        left=sum(unit.left_on is not None for unit in own),
        progress=Progress(len(due), len(covering), sum(one.history for one in covering)),
    )


def _units(session: Session, round_id: int, today: date) -> tuple[UnitRow, ...]:
    covered = {kind: covered_units(session, round_id, kind) for kind in SCOPE}
    sites = _sites(session, round_id, today)
    told = {
        HolderKind.PROJECT: {key: (one.name, "", (one,)) for key, one in sites.items()},
        HolderKind.ENTERPRISE: _enterprises(session, round_id, sites, today),
        HolderKind.MACHINE: _machines(session, round_id, sites),
    }
    planned = planned_days(session, today)
    uncounted = uncounted_visits(session, round_id)
    rows = session.scalars(
        select(RoundUnit).where(RoundUnit.round_id == round_id).order_by(RoundUnit.id)
    )
    found = []
    for row in rows:
        name, detail, own = told[row.unit_kind].get(row.unit_id, ("已删除的记录", "", ()))
        found.append(
            UnitRow(
                id=row.id,
                kind=row.unit_kind,
                unit_id=row.unit_id,
                name=name,
                detail=detail,
                sites=own,
                joined_on=row.joined_on,
                reason=row.reason or "",
                left_on=row.left_on,
                left_reason=row.left_reason or "",
                covering=covered[row.unit_kind].get(row.unit_id),
                planned_on=min((planned[s.id] for s in own if s.id in planned), default=None),
                uncounted_on=uncounted.get(row.unit_id) if _is_site(row) else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (SCOPE.index(one.kind), one.name, one.id)))


def _is_site(row: RoundUnit) -> bool:
    return row.unit_kind is HolderKind.PROJECT


Told = Mapping[int, tuple[str, str, tuple[Site, ...]]]


def _of_round(round_id: int, kind: HolderKind) -> Any:
    return select(RoundUnit.unit_id).where(
        RoundUnit.round_id == round_id, RoundUnit.unit_kind == kind
    )


def _sites(session: Session, round_id: int, today: date) -> dict[int, Site]:
    """The sites of the round and those its machines stand on, with whose they are today."""
    grid, leader = aliased(Grid), aliased(Inspector)
    last = select(func.max(Visit.visited_on)).where(
        Visit.project_id == Project.id, Visit.kind != VisitKind.GUIDANCE, Visit.visited_on <= today
    )
    machines = select(Machine.project_id).where(
        Machine.id.in_(_of_round(round_id, HolderKind.MACHINE))
    )
    rows = (
        select(
            Project.id,
            Project.name,
            func.coalesce(grid.name, ""),
            func.coalesce(leader.name, ""),
            last.correlate(Project).scalar_subquery(),
        )
        .select_from(Project)
        .outerjoin(grid, grid.id == grid_of(Project.id))
        .outerjoin(leader, leader.id == responsible_of(Project.id))
        .where(Project.id.in_(_of_round(round_id, HolderKind.PROJECT)) | Project.id.in_(machines))
    )
    return {row[0]: Site(*row) for row in session.execute(rows, days_from(today))}


def _enterprises(session: Session, round_id: int, sites: Mapping[int, Site], today: date) -> Told:
    """Firms with the sites of the round they are on today, else on which they were."""
    firms = Enterprise.id.in_(_of_round(round_id, HolderKind.ENTERPRISE))
    names = dict(session.execute(select(Enterprise.id, Enterprise.name).where(firms)).all())
    party = Participation
    rows = select(party.enterprise_id, party.project_id, party.role, party.valid_to).where(
        party.enterprise_id.in_(_of_round(round_id, HolderKind.ENTERPRISE)),
        party.project_id.in_(_of_round(round_id, HolderKind.PROJECT)),
        party.role.in_(counting_of(session.get_one(Round, round_id)).party_roles),
    )
    now: dict[int, dict[int, None]] = {}
    roles: dict[int, dict[str, None]] = {}
    before: dict[int, dict[int, None]] = {}
    for firm, project, role, until in session.execute(rows):
        if firm is None or project not in sites:
            continue
        holds = until is None or until > today
        (now if holds else before).setdefault(firm, {})[project] = None
        roles.setdefault(firm, {})[label(role)] = None
    return {
        key: (
            name,
            _BETWEEN.join(roles.get(key, {})),
            tuple(sites[site] for site in now.get(key) or before.get(key, {})),
        )
        for key, name in names.items()
    }


def _machines(session: Session, round_id: int, sites: Mapping[int, Site]) -> Told:
    rows = select(
        Machine.id, Machine.record_no, Machine.registration_no, Machine.kind, Machine.project_id
    ).where(Machine.id.in_(_of_round(round_id, HolderKind.MACHINE)))
    return {
        key: (record or registration or "无编号", label(MachineKind(kind)), (sites[site],))
        for key, record, registration, kind, site in session.execute(rows)
    }
