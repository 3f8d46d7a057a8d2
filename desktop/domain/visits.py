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
    NOTICE = ("没有行政检查通知书", False)
    TO_CHECK = ("发现的问题还没有转为检查", False)

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
    """What the rules need of one visit; ``on_paper`` is signed in ink, ``scanned`` bound to it.

    ``to_check``: a 指导观摩 found something that no check looked at yet. ``corrected``: a later
    visit corrects this one and stands for it in every count.
    """

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
    noticed: bool = True
    to_check: bool = False
    corrected: bool = False


def missing(visit: VisitFacts) -> tuple[Lacking, ...]:
    """Everything the visit lacks. History and what was corrected are never asked.

    指导观摩 has no papers to lack; what it found must become a check (国办发〔2024〕54号).
    """
    if visit.history or visit.corrected:
        return ()
    if visit.kind is VisitKind.GUIDANCE:
        return (Lacking(Gap.TO_CHECK),) if visit.to_check else ()
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
    if not visit.approved:
        return [*found, Lacking(Gap.APPROVAL)]
    return found if visit.noticed else [*found, Lacking(Gap.NOTICE)]


def counts(visit: VisitFacts) -> bool:
    """谁检查谁签字谁负责: only what is complete and signed counts; 指导观摩 never does."""
    if visit.kind is VisitKind.GUIDANCE or visit.corrected:
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


def check_in_round(day: date, title: str, first: date, last: date | None) -> None:
    """A visit belongs to a round only by its own day."""
    if day < first or (last is not None and day > last):
        term = f"{first.isoformat()}至{last.isoformat() if last else '今'}"
        raise RuleViolation(f"检查日期不在{title}（{term}）之内，请改选轮次或不选")


def check_finds(kind: VisitKind, findings: int) -> None:
    """指导观摩 gives no order: what it finds becomes a check (国办发〔2024〕54号)."""
    if kind is VisitKind.GUIDANCE and findings:
        raise RuleViolation("指导观摩不登记隐患；发现的问题先记下，再转为检查后登记")


def check_recheck(kind: VisitKind, notices: int) -> None:
    """Notices are re-checked by a 复查 only."""
    if notices and kind is not VisitKind.RECHECK:
        raise RuleViolation("复查通知书须选类别“复查”")


def check_can_print(visit: VisitFacts) -> None:
    """指导观摩 leaves no paper; what was brought in has its own on file."""
    if visit.kind is VisitKind.GUIDANCE:
        raise RuleViolation("指导观摩不出文书；发现的问题请转为检查")
    if visit.history:
        raise RuleViolation("历史导入的检查没有现场检查笔录，原件在纸质档案里")


def check_can_correct(visit: VisitFacts, reason: str) -> None:
    """更正: only what was signed, and only once; what is unsigned is taken back, entered anew."""
    if not reason.strip():
        raise RuleViolation("请写明更正原因")
    if visit.history:
        raise RuleViolation("历史导入的检查请在台账中更正后重新导入")
    if visit.corrected:
        raise RuleViolation("这次检查已经更正过，请更正最后一次的记录")
    if not (visit.site_signed or visit.refusal or any(row.signed for row in visit.inspectors)):
        raise RuleViolation("这次检查还没有签名，不用更正：撤销登记后重新登记即可")


def check_approval_afterwards(urgent_reason: str, approved_on: date, visited_on: date) -> None:
    """An approval given after the visit says why it was urgent (司法部解答: 补办手续)."""
    if approved_on > visited_on and not urgent_reason.strip():
        raise RuleViolation("检查后补办审批须写明紧急原因")
