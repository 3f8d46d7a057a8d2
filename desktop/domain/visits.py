"""Visits (检查): what makes one count, and what it lacks; nothing that happened is refused.

安全生产法第六十七、六十八条: cards are shown, the record is signed by both sides, a refusal to sign
is noted. 建质〔2014〕154号: at least two inspectors. 国办发〔2024〕54号: none without approval.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from db.codes import VisitKind
from desktop.domain.calendar import check_not_future
from desktop.domain.errors import RuleViolation

_TWO_NEEDED = (VisitKind.CHECK, VisitKind.PATROL)


class Gap(Enum):
    """What a visit lacks, in the words of the list; the second says whether it then counts not."""

    INSPECTORS = ("检查人员不足", True)
    INSPECTOR_SIGNATURE = ("检查人未签名", True)
    SITE_SIGNATURE = ("被检查单位未签名，也未注明拒签原因", True)
    NOTHING_LOOKED_AT = ("没有勾选任何检查内容", True)
    SCAN_PENDING = ("待补扫描", False)
    CARD = ("当日无有效执法证", False)
    APPROVAL = ("未审批", False)

    @property
    def words(self) -> str:
        """The Chinese words."""
        return self.value[0]

    @property
    def blocks(self) -> bool:
        """Whether a visit with this gap is not counted."""
        return self.value[1]


@dataclass(frozen=True)
class Lacking:
    """One gap of one visit, with whom it concerns."""

    gap: Gap
    detail: str = ""

    @property
    def sentence(self) -> str:
        """As listed beside the visit."""
        return f"{self.gap.words}：{self.detail}" if self.detail else self.gap.words


@dataclass(frozen=True)
class OnVisit:
    """An inspector of the visit; ``card_valid`` is his 执法证 on that day, None if unknown."""

    inspector: int
    name: str
    card_valid: bool | None
    signed: bool


@dataclass(frozen=True)
class VisitFacts:
    """What the rules need of one visit; ``on_paper`` is signed in ink, ``scanned`` bound to it."""

    kind: VisitKind
    day: date
    inspectors: tuple[OnVisit, ...]
    looked_at: int
    approved: bool
    site_signed: bool = False
    refusal: str = ""
    on_paper: bool = False
    scanned: bool = False
    history: bool = False


def missing(visit: VisitFacts) -> tuple[Lacking, ...]:
    """Everything the visit lacks. History is never asked; 指导观摩 has no papers to lack."""
    if visit.history or visit.kind is VisitKind.GUIDANCE:
        return ()
    return (*_people(visit), *_signatures(visit), *_grounds(visit))


def _people(visit: VisitFacts) -> list[Lacking]:
    needed = 2 if visit.kind in _TWO_NEEDED else 1
    found = []
    if len(visit.inspectors) < needed:
        found.append(Lacking(Gap.INSPECTORS, f"须{needed}名，现{len(visit.inspectors)}名"))
    without = [row.name for row in visit.inspectors if not row.card_valid]
    if without:
        found.append(Lacking(Gap.CARD, "、".join(without)))
    return found


def _signatures(visit: VisitFacts) -> list[Lacking]:
    if visit.on_paper:
        return [] if visit.scanned else [Lacking(Gap.SCAN_PENDING)]
    found = []
    unsigned = [row.name for row in visit.inspectors if not row.signed]
    if unsigned:
        found.append(Lacking(Gap.INSPECTOR_SIGNATURE, "、".join(unsigned)))
    if not visit.site_signed and not visit.refusal.strip():
        found.append(Lacking(Gap.SITE_SIGNATURE))
    return found


def _grounds(visit: VisitFacts) -> list[Lacking]:
    looked = visit.looked_at or visit.kind is VisitKind.RECHECK
    found = [] if looked else [Lacking(Gap.NOTHING_LOOKED_AT)]
    return found if visit.approved else [*found, Lacking(Gap.APPROVAL)]


def counts(visit: VisitFacts) -> bool:
    """谁检查谁签字谁负责: only what is complete and signed counts; 指导观摩 never does."""
    if visit.kind is VisitKind.GUIDANCE:
        return False
    return not any(row.gap.blocks for row in missing(visit))


def check_can_record(day: date, today: date) -> None:
    """Any past day can be entered; only a visit that lies ahead is refused."""
    check_not_future(day, today, "检查")


def check_people(inspectors: Sequence[OnVisit], companions: Collection[str]) -> None:
    """Experts, third parties and superiors assist, never one of the two (国办发〔2024〕54号)."""
    ids = [row.inspector for row in inspectors]
    doubled = [row.name for i, row in enumerate(inspectors) if row.inspector in ids[:i]]
    if doubled:
        raise RuleViolation(f"检查人员重复：{'、'.join(doubled)}")
    both = [row.name for row in inspectors if row.name in companions]
    if both:
        raise RuleViolation(f"{'、'.join(both)}不能既是检查人员又是陪同、协助人员")


def check_can_edit(visit: VisitFacts) -> None:
    """What was signed is never rewritten: a correction (更正) is a new fact that cites it."""
    if visit.scanned or visit.site_signed or any(row.signed for row in visit.inspectors):
        raise RuleViolation("检查记录已签名，不能修改；请用更正")


def check_approval_afterwards(urgent_reason: str, approved_on: date, visited_on: date) -> None:
    """An approval given after the visit says why it was urgent (司法部解答: 补办手续)."""
    if approved_on > visited_on and not urgent_reason.strip():
        raise RuleViolation("检查后补办审批须写明紧急原因")
