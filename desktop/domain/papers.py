"""Papers (文书): issue, service (送达), voiding, deadlines and wording.

A paper's clock starts from service by 民事诉讼法 88 to 95; the deadline printed on it is the
deadline. Issued paper is frozen: a mistake is voided (its row stays) or corrected by another.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from db.codes import PaperKind, PaperState, ServiceWay
from desktop.domain.calendar import Due, WorkCalendar, check_not_future, chinese_date, due_date
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.reference.terms import Term, Unit, terms

_FIELD = re.compile(r"\{([^{}]*)\}")
NOTICE_ARTICLE = "期限由文书确定（安全生产法第六十五条）；按自然日计，末日遇法定休假日顺延"

SERVED_KINDS = frozenset(
    {
        PaperKind.INSPECTION_NOTICE,
        PaperKind.RECTIFICATION_NOTICE,
        PaperKind.STOP_ORDER,
        PaperKind.RECHECK_OPINION,
        PaperKind.RESUMPTION_NOTICE,
        PaperKind.INTERVIEW_NOTICE,
        PaperKind.LISTED_SUPERVISION_NOTICE,
        PaperKind.LISTED_SUPERVISION_RELEASE,
        PaperKind.URGING_NOTICE,
        PaperKind.SUPERVISION_NOTICE,
        PaperKind.SUSPENSION_NOTICE,
        PaperKind.RESTART_NOTICE,
        PaperKind.TERMINATION_NOTICE,
    }
)
"""Papers addressed to a party: they wait until they are served."""

ORDER_KINDS = frozenset({PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER})
"""Papers by which hazards are ordered to be put right; work goes by them."""

SCANNED_KINDS = frozenset(
    {
        PaperKind.SERVICE_RECEIPT,
        PaperKind.INTERVIEW_RECORD,
        PaperKind.CLOSURE_APPROVAL,
        PaperKind.INQUIRY_RECORD,
        PaperKind.BRIEFING_RECORD,
        PaperKind.SERVICE_ADDRESS,
    }
)
"""Papers that others sign in ink: the signed copy comes back and its scan is bound."""

FOLLOWING_KINDS = frozenset(
    {
        PaperKind.SUPERVISION_PLAN,
        PaperKind.RESTART_NOTICE,
        PaperKind.LISTED_SUPERVISION_RELEASE,
        PaperKind.MINUTES,
    }
)
"""Papers that rest on an earlier one, which then can no more be voided."""

PROJECT_FORMS = (
    PaperKind.SUPERVISION_PLAN,
    PaperKind.SUPERVISION_NOTICE,
    PaperKind.BRIEFING_RECORD,
    PaperKind.SERVICE_ADDRESS,
)
"""What a project under supervision has once it was first looked at (建质〔2014〕154号)."""

SERVICE_ARTICLES: Mapping[ServiceWay, str] = {
    ServiceWay.DIRECT: "民事诉讼法第八十八条",
    ServiceWay.LEFT: "民事诉讼法第八十九条",
    ServiceWay.ELECTRONIC: "民事诉讼法第九十条",
    ServiceWay.POST: "民事诉讼法第九十一条",
    ServiceWay.ENTRUSTED: "民事诉讼法第九十一条",
    ServiceWay.ANNOUNCED: "民事诉讼法第九十五条",
}


def check_can_issue(
    kind: PaperKind, missing: Collection[str], issued_on: date, today: date
) -> None:
    """A paper is issued whole: every field it must carry is there."""
    check_not_future(issued_on, today, "签发")
    if missing:
        raise RuleViolation(f"不能签发{label(kind)}：缺{'、'.join(missing)}")


def check_can_void(state: PaperState, reason: str, *, registered: bool = False) -> None:
    """A voided number keeps its row; what was served is corrected by another paper.

    Of a paper ``registered`` afterwards it is the entry that is withdrawn, served or not.
    """
    if state is PaperState.VOIDED:
        raise RuleViolation("该文书已作废")
    if state is PaperState.SERVED and not registered:
        raise RuleViolation("已送达的文书不能作废，请另行出具更正的文书并引用原文号")
    if not reason.strip():
        raise RuleViolation("作废须写明原因")


def check_in_force(state: PaperState) -> None:
    """What was voided orders nothing."""
    if state is PaperState.VOIDED:
        raise RuleViolation("该文书已作废，不能再据以办理")


@dataclass(frozen=True)
class ServiceFacts:
    """送达: the way, the day of receipt (of posting up, for 公告), and what proves it."""

    way: ServiceWay
    day: date
    receiver: str = ""
    witness: str = ""
    recorded: bool = False
    consent: bool = False


def check_can_serve(state: PaperState, issued_on: date, service: ServiceFacts, today: date) -> None:
    """A service happens after the issue, and each way has what its article asks."""
    if state is PaperState.VOIDED:
        raise RuleViolation("该文书已作废，不能送达")
    check_not_future(service.day, today, "送达")
    if service.day < issued_on:
        raise RuleViolation(f"送达日期不能早于签发日期{chinese_date(issued_on)}")
    problem = _service_problem(service)
    if problem:
        raise RuleViolation(f"{problem}（{SERVICE_ARTICLES[service.way]}）")


def _service_problem(service: ServiceFacts) -> str | None:
    named = bool(service.receiver.strip())
    proved = bool(service.witness.strip()) or service.recorded
    needs = {
        ServiceWay.DIRECT: (named, "直接送达须写明签收人"),
        ServiceWay.LEFT: (proved, "留置送达须有见证人，或拍照、录像记录过程"),
        ServiceWay.ELECTRONIC: (service.consent, "电子送达须经受送达人同意"),
        ServiceWay.POST: (named, "邮寄送达须写明回执上的收件人"),
        ServiceWay.ENTRUSTED: (named, "委托送达须写明代收人"),
        ServiceWay.ANNOUNCED: (True, ""),
    }
    fulfilled, sentence = needs[service.way]
    return None if fulfilled else sentence


def served_on(service: ServiceFacts, calendar: WorkCalendar) -> Due:
    """The day from which clocks count: receipt; for 公告, thirty days after it was posted up."""
    if service.way is ServiceWay.ANNOUNCED:
        return due_date(service.day, terms()["announced_service"], calendar)
    article = SERVICE_ARTICLES[service.way]
    return Due(service.day, f"{label(service.way)}，{chinese_date(service.day)}", article)


def printed_due(issued_on: date, days: int, calendar: WorkCalendar) -> Due:
    """The date proposed for a notice of so many days; the date then printed is the deadline."""
    if days < 1:
        raise RuleViolation("整改期限至少 1 日")
    term = Term("notice", "整改期限", "签发之日", days, Unit.DAYS, NOTICE_ARTICLE)
    return due_date(issued_on, term, calendar)


def check_due(due: date, issued_on: date) -> None:
    """A printed deadline lies not before the day of issue; it may be that day, by the hour."""
    if due < issued_on:
        raise RuleViolation(f"整改期限不能早于签发日期{chinese_date(issued_on)}")


def check_wording(template: str, declared: Collection[str]) -> None:
    """A template names only fields its paper declares; refused when saved, not when printed."""
    for number, line in enumerate(template.splitlines(), start=1):
        unknown = next((name for name in _FIELD.findall(line) if name not in declared), None)
        if unknown is not None:
            known = "、".join(declared)
            raise RuleViolation(f"第{number}行的“{{{unknown}}}”不是本文书的字段，可用：{known}")
        rest = _FIELD.sub("", line)
        if "{" in rest or "}" in rest:
            raise RuleViolation(f"第{number}行的大括号没有成对")


def fill_wording(template: str, fields: Mapping[str, str]) -> str:
    """The template with its fields; a line all of whose fields are empty falls away."""
    lines = []
    for line in template.splitlines():
        names = _FIELD.findall(line)
        if names and not any(fields.get(name, "") for name in names):
            continue
        lines.append(_FIELD.sub(lambda match: fields.get(match[1], ""), line))
    return "\n".join(lines)
