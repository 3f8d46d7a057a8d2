"""C 隐患, its loop: re-checked, extended, stopped, entered in the national register, by source."""

from typing import Any

from sqlalchemy import Select, and_, exists, select

from db.codes import HazardLevel, HazardSource, HazardState, HazardStepKind, Outcome
from db.tables.hazards import Hazard, HazardStep
from desktop.domain.labels import label
from desktop.queries.figures import drills
from desktop.queries.figures.figure import Figure, Ids, Kind, Ratio
from desktop.queries.figures.hazards import OWN_SOURCES, found_in, open_at_end
from desktop.queries.figures.span import ACTION_BEGAN, Span

_ARTICLE = "省厅通知二（一）2"
_MAJOR = Hazard.level == HazardLevel.MAJOR


def _hazards(*conditions: Any) -> Ids:
    def ids(span: Span) -> Select[Any]:
        told = (part(span) if callable(part) else part for part in conditions)
        return select(Hazard.id).where(*told)

    return ids


def _figure(
    code: str,
    name: str,
    definition: str,
    kind: Kind,
    *conditions: Any,
    among: Ids | None = None,
    within: str = "",
) -> Figure:
    return Figure(
        code,
        name,
        definition,
        _ARTICLE,
        kind,
        drills.HAZARDS,
        _hazards(*conditions),
        history=_hazards(*conditions, Hazard.history.is_(True)),
        among=among,
        unit="项",
        within=within,
    )


def _took(kind: HazardStepKind) -> Any:
    """A step of the kind on or before the last day of the span."""

    def condition(span: Span) -> Any:
        return exists().where(
            HazardStep.hazard_id == Hazard.id,
            HazardStep.kind == kind,
            HazardStep.happened_on <= span.through,
        )

    return condition


def _steps(kind: HazardStepKind) -> Ids:
    def ids(span: Span) -> Select[Any]:
        days = HazardStep.happened_on.between(span.first, span.through)
        return select(HazardStep.id).where(HazardStep.kind == kind, days)

    return ids


def _rechecks(span: Span) -> Select[Any]:
    kinds = (HazardStepKind.RECHECK_PASSED, HazardStepKind.RECHECK_FAILED)
    days = HazardStep.happened_on.between(span.first, span.through)
    return select(HazardStep.id).where(HazardStep.kind.in_(kinds), days)


def _of_source(code: str, source: HazardSource) -> Figure:
    return _figure(
        code,
        f"其他来源：{label(source)}",
        f"发现日期在期内、来源为{label(source)}的隐患，不计入本局发现。",
        Kind.FLOW,
        found_in,
        Hazard.source == source,
        among=_hazards(found_in, Hazard.source.not_in(OWN_SOURCES)),
        within="C04",
    )


def _majors_so_far(span: Span) -> Any:
    return and_(_MAJOR, Hazard.found_on.between(ACTION_BEGAN, span.through))


_OPEN_MAJORS = _hazards(open_at_end, _MAJOR)
_OTHER_SOURCES = tuple(one for one in HazardSource if one not in OWN_SOURCES)

FIGURES: tuple[Figure | Ratio, ...] = (
    _figure(
        "C17",
        "录入全国数据库的重大隐患",
        "入库日期在期内的重大隐患。",
        Kind.FLOW,
        lambda span: Hazard.national_on.between(span.first, span.through),
        _MAJOR,
    ),
    _figure(
        "C18",
        "在账重大中经延期",
        "期末在账重大隐患中，整改期限经批准延期的。",
        Kind.STOCK,
        open_at_end,
        _MAJOR,
        _took(HazardStepKind.EXTENDED),
        among=_OPEN_MAJORS,
        within="C09",
    ),
    _figure(
        "C19",
        "在账重大中待审查",
        "期末在账重大隐患中，已复查合格、尚未审核销号的，按隐患现状。",
        Kind.STOCK,
        open_at_end,
        _MAJOR,
        Hazard.state.in_((HazardState.RECHECKED, HazardState.REVIEWED)),
        among=_OPEN_MAJORS,
        within="C09",
    ),
    Figure(
        "C20",
        "复查不合格",
        "复查日期在期内、复查结果为不合格的，一项一次计一次。",
        _ARTICLE,
        Kind.FLOW,
        drills.STEPS,
        _steps(HazardStepKind.RECHECK_FAILED),
        among=_rechecks,
        unit="项次",
    ),
    _figure(
        "C24",
        "停工整改的隐患",
        "发现日期在期内、责令停工整改的隐患。",
        Kind.FLOW,
        found_in,
        Hazard.outcome == Outcome.STOPPED,
        among=_hazards(found_in),
    ),
    _figure(
        "C25",
        "累计重大隐患",
        "2024年1月1日至期末发现的重大隐患，各来源都计。",
        Kind.STOCK,
        _majors_so_far,
    ),
    _figure(
        "C26",
        "其中重大已整改销号",
        "累计重大隐患中，期末24时已销号的。",
        Kind.STOCK,
        _majors_so_far,
        lambda span: Hazard.closed_on <= span.through,
        among=_hazards(_majors_so_far),
        within="C25",
    ),
    Ratio(
        "C27",
        "重大隐患整改率",
        "累计重大已整改销号÷累计重大隐患；不剔除未到期的。",
        _ARTICLE,
        "C26",
        "C25",
    ),
    *(_of_source(f"C{at}", source) for at, source in enumerate(_OTHER_SOURCES, start=41)),
)
