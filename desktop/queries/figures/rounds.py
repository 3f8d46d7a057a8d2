"""B 轮次: how far the round of the day covers sites, firms and machines (省厅通知二（一）1)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from db.codes import Area, HolderKind
from db.tables.rounds import Round, RoundUnit
from db.tables.visits import Visit
from desktop.domain.rounds import ARTICLE, KIND_WORDS, SCOPE, asked_a_year
from desktop.queries.coverage import counting_in_round, covering_visits, unit_of_visit
from desktop.queries.figures import drills
from desktop.queries.figures.figure import Drill, Figure, Kind, Ratio, Rows
from desktop.queries.figures.span import Span
from desktop.queries.rounds import in_scope

_DRILLS = {
    HolderKind.PROJECT: drills.PROJECTS,
    HolderKind.ENTERPRISE: drills.ENTERPRISES,
    HolderKind.MACHINE: drills.MACHINES,
}
_UNITS = {HolderKind.PROJECT: "个", HolderKind.ENTERPRISE: "家", HolderKind.MACHINE: "台"}
_COVERED_BY = {
    HolderKind.PROJECT: "本轮有要素齐全并已签名的检查",
    HolderKind.ENTERPRISE: "本轮检查答过该单位的企业检查项",
    HolderKind.MACHINE: "本轮检查按编号逐台勾选过",
}


def round_at(day: date) -> Any:
    """The id of the round running on a day, else of the last one begun in its year."""
    running = or_(Round.last_day.is_(None), Round.last_day >= day, Round.year == day.year)
    rows = select(Round.id).where(Round.first_day <= day, running)
    return rows.order_by(Round.first_day.desc()).limit(1).scalar_subquery()


def _rounds(chosen: Any) -> Rows:
    rows = select(Round.id, Round.title, func.coalesce(Round.ground, ""), Round.first_day, false())
    return rows.where(Round.id.in_(chosen)).order_by(Round.first_day, Round.id)


ROUNDS = Drill(Area.ROUNDS, "round", _rounds)


def _of_year(span: Span) -> Select[Any]:
    day = span.through
    return select(Round.id).where(Round.year == day.year, Round.first_day <= day)


def _full(span: Span) -> Select[Any]:
    """Rounds of the year with something to cover and nothing left to be covered."""
    own = select(RoundUnit.id).where(RoundUnit.round_id == Round.id, in_scope(span.through))
    return _of_year(span).where(own.exists(), ~own.where(~_is_covered(span.through)).exists())


def _is_covered(day: date) -> ColumnElement[bool]:
    """Of a unit of any kind and round."""
    by_kind = []
    for kind in SCOPE:
        visits = covering_visits(kind, Visit.id).where(
            unit_of_visit(kind) == RoundUnit.unit_id,
            Visit.id.in_(counting_in_round(Visit.round_id, day)),
            Visit.round_id == RoundUnit.round_id,
        )
        by_kind.append(and_(RoundUnit.unit_kind == kind, visits.exists()))
    return or_(*by_kind)


def _running(span: Span) -> Select[Any]:
    return select(Round.id).where(Round.id == round_at(span.through))


def due_units(kind: HolderKind, span: Span) -> Select[Any]:
    """What the round of the day has to cover of one kind."""
    return select(RoundUnit.unit_id).where(
        RoundUnit.round_id == round_at(span.through),
        RoundUnit.unit_kind == kind,
        in_scope(span.through),
    )


def covered_units_at(kind: HolderKind, span: Span, history: bool | None = None) -> Select[Any]:
    """What the round of the day has covered of one kind by that day."""
    day = span.through
    visits = covering_visits(kind, unit_of_visit(kind)).where(
        Visit.id.in_(counting_in_round(round_at(day), day))
    )
    if history is not None:
        visits = visits.where(Visit.history.is_(history))
    return due_units(kind, span).where(RoundUnit.unit_id.in_(visits))


def _only_history(kind: HolderKind, span: Span) -> Select[Any]:
    ours = covered_units_at(kind, span, history=False)
    return covered_units_at(kind, span).where(RoundUnit.unit_id.not_in(ours))


def _missing(kind: HolderKind, span: Span) -> Select[Any]:
    return due_units(kind, span).where(RoundUnit.unit_id.not_in(covered_units_at(kind, span)))


def _asked(question: Callable[..., Select[Any]], kind: HolderKind) -> Callable[[Span], Select[Any]]:
    return lambda span: question(kind, span)


def _figures(kind: HolderKind, codes: tuple[str, str, str, str]) -> tuple[Figure | Ratio, ...]:
    due, covered, missing, rate = codes
    word, unit, drill = KIND_WORDS[kind], _UNITS[kind], _DRILLS[kind]
    return (
        Figure(
            due,
            f"轮次应覆盖{word}",
            f"期末所在轮次冻结的{word}，加进入的、减离开的；计入的种类为本单位设置，开轮时冻结。",
            ARTICLE,
            Kind.STOCK,
            drill,
            _asked(due_units, kind),
            among=_running,
            unit=unit,
        ),
        Figure(
            covered,
            f"其中已覆盖{word}",
            f"轮次应覆盖{word}中，到期末{_COVERED_BY[kind]}的；只由导入的检查覆盖的为其中历史。",
            ARTICLE,
            Kind.STOCK,
            drill,
            _asked(covered_units_at, kind),
            history=_asked(_only_history, kind),
            among=_asked(due_units, kind),
            unit=unit,
        ),
        Figure(
            missing,
            f"其中未覆盖{word}",
            f"轮次应覆盖{word}中，到期末还没有覆盖的。",
            ARTICLE,
            Kind.STOCK,
            drill,
            _asked(_missing, kind),
            among=_asked(due_units, kind),
            unit=unit,
        ),
        Ratio(
            rate,
            f"{word}覆盖率",
            f"轮次已覆盖{word}÷轮次应覆盖{word}。",
            ARTICLE,
            covered,
            due,
        ),
    )


FIGURES: tuple[Figure | Ratio, ...] = (
    Figure(
        "B20",
        "本年排查轮次",
        f"期末所在年度已经开始的检查轮次；通知要求每年至少 {asked_a_year()} 轮全覆盖。",
        ARTICLE,
        Kind.STOCK,
        ROUNDS,
        _of_year,
        unit="轮",
    ),
    Figure(
        "B21",
        "其中全覆盖轮次",
        "本年排查轮次中，到期末项目、企业、设备都已覆盖的。",
        ARTICLE,
        Kind.STOCK,
        ROUNDS,
        _full,
        among=_of_year,
        unit="轮",
    ),
    *_figures(HolderKind.PROJECT, ("B22", "B23", "B24", "B25")),
    *_figures(HolderKind.ENTERPRISE, ("B26", "B27", "B28", "B29")),
    *_figures(HolderKind.MACHINE, ("B30", "B31", "B32", "B33")),
)
