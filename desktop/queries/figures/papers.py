"""D 措施: papers that left the office, and the projects they stopped or set to rights."""

from typing import Any

from sqlalchemy import Select, select

from db.codes import PaperKind, PaperState
from db.tables.papers import Paper, Service
from desktop.domain.labels import label
from desktop.queries.figures import drills
from desktop.queries.figures.figure import Figure, Kind, Ratio
from desktop.queries.figures.span import Span

_GROUNDS = "国办发〔2024〕54号；海南省涉企行政检查条例（试行）"


def _issued(kind: PaperKind, span: Span) -> Select[Any]:
    first, last = span.months
    return select(Paper.id).where(
        Paper.kind == kind,
        Paper.month.between(first, last),
        Paper.issued_on.between(span.first, span.through),
        Paper.state != PaperState.VOIDED,
    )


def _papers(code: str, name: str, kind: PaperKind, article: str) -> Figure:
    return Figure(
        code,
        name,
        "签发日期在期内的，作废的不计；历史导入的按台账印发日期。",
        article,
        Kind.FLOW,
        drills.PAPERS,
        lambda span: _issued(kind, span),
        history=lambda span: _issued(kind, span).where(Paper.history.is_(True)),
        unit="份",
    )


def _projects(kind: PaperKind, span: Span) -> Select[Any]:
    rows = select(Paper.project_id).distinct()
    return rows.where(Paper.id.in_(_issued(kind, span)), Paper.project_id.is_not(None))


def _ordered(code: str, name: str, kind: PaperKind, within: str) -> Figure:
    return Figure(
        code,
        name,
        f"期内签发了{label(kind)}的项目，同一项目只计一次；作废的不计。",
        "安全生产法第六十五条；省厅通知二（一）2",
        Kind.FLOW,
        drills.PROJECTS,
        lambda span: _projects(kind, span),
        among=lambda span: _issued(kind, span),
        adds=False,
        within=within,
    )


def _served(span: Span) -> Select[Any]:
    return select(Service.id).where(Service.served_on.between(span.first, span.through))


_LADDER = (
    ("D15", PaperKind.LETTER, "省厅通知二（一）2"),
    ("D16", PaperKind.CIRCULAR, "省厅通知二（一）2"),
    ("D17", PaperKind.EXPOSURE_LIST, "省厅通知二（一）2、二（三）11"),
    ("D18", PaperKind.LISTED_SUPERVISION_NOTICE, "安全生产法第四十一条；建质〔2011〕158号"),
    ("D19", PaperKind.LISTED_SUPERVISION_RELEASE, "建质〔2011〕158号"),
    ("D20", PaperKind.REFERRAL, "行政处罚法第二十七条"),
    ("D21", PaperKind.URGING_NOTICE, "省厅通知二（四）17"),
    ("D22", PaperKind.INQUIRY_RECORD, "行政处罚法第五十五条"),
)
"""What presses where putting right is slow (函告、通报、约谈、曝光), each counted by its paper."""

FIGURES: tuple[Figure | Ratio, ...] = (
    _papers(
        "D01",
        "责令限期整改通知书",
        PaperKind.RECTIFICATION_NOTICE,
        "安全生产法第六十五条；省厅通知二（一）2",
    ),
    _papers(
        "D02",
        "停工通知书",
        PaperKind.STOP_ORDER,
        "安全生产法第六十五条；省厅通知二（一）2",
    ),
    _papers("D03", "约谈通知书", PaperKind.INTERVIEW_NOTICE, "省厅通知二（一）2"),
    Figure(
        "D04",
        "其中全面停工",
        "停工通知书中停工范围为全面停工的。",
        "安全生产法第六十五条",
        Kind.FLOW,
        drills.PAPERS,
        lambda span: _issued(PaperKind.STOP_ORDER, span).where(Paper.whole_site.is_(True)),
        among=lambda span: _issued(PaperKind.STOP_ORDER, span),
        unit="份",
        within="D02",
    ),
    _papers(
        "D05", "复工通知书", PaperKind.RESUMPTION_NOTICE, "安全生产法第六十五条；建质〔2014〕154号"
    ),
    _papers("D06", "复查意见书", PaperKind.RECHECK_OPINION, "建质〔2014〕154号"),
    _papers("D07", "约谈记录", PaperKind.INTERVIEW_RECORD, "省厅通知二（一）2"),
    _papers("D08", "行政检查审批表", PaperKind.INSPECTION_APPROVAL, _GROUNDS),
    _papers("D09", "行政检查通知书", PaperKind.INSPECTION_NOTICE, _GROUNDS),
    _papers("D10", "现场检查笔录", PaperKind.SITE_RECORD, "安全生产法第六十八条"),
    Figure(
        "D11",
        "送达文书",
        "送达日期在期内的。",
        "民事诉讼法第八十七条",
        Kind.FLOW,
        drills.SERVICES,
        _served,
        unit="份",
    ),
    _ordered("D12", "责令限期整改项目", PaperKind.RECTIFICATION_NOTICE, "D01"),
    _ordered("D13", "停工整改项目", PaperKind.STOP_ORDER, "D02"),
    Ratio(
        "D14",
        "停工率",
        "停工整改项目÷检查项目。",
        "省厅通知二（一）2",
        "D13",
        "B02",
    ),
    *(_papers(code, label(kind), kind, article) for code, kind, article in _LADDER),
)
