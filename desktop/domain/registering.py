"""录入件: a paper written on site or issued in another system, registered afterwards.

Its scan is the original; the number, the day of service and the printed deadline are those of the
original. What moves other records by its own rules is issued here and not registered.
"""

from datetime import date

from db.codes import PaperKind
from desktop.domain.calendar import check_not_future
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.papers import ORDER_KINDS

ON_SITE = "现场手写"
_OF_THE_PROGRAM = frozenset(
    {
        PaperKind.MONTH_REPORT,
        PaperKind.DOSSIER,
        PaperKind.ISSUE_SHEET,
        PaperKind.SERVICE_RECEIPT,
        PaperKind.SITE_RECORD,
        PaperKind.INSPECTION_APPROVAL,
        PaperKind.CLOSURE_APPROVAL,
        PaperKind.INTERVIEW_RECORD,
        PaperKind.RESUMPTION_NOTICE,
    }
)
_FIRST = (PaperKind.STOP_ORDER, PaperKind.RECTIFICATION_NOTICE)
REGISTERED_KINDS = (
    *_FIRST,
    *(kind for kind in PaperKind if kind not in _OF_THE_PROGRAM and kind not in _FIRST),
)
"""What may be registered afterwards, the ones written on site first."""


def check_can_register(
    kind: PaperKind, issued_on: date, origin: str, hazards: int, today: date
) -> None:
    """It left already, it says where it was written, and an order says what it orders."""
    if kind not in REGISTERED_KINDS:
        raise RuleViolation(f"{label(kind)}在它自己的页面办理，文号可以“另行取号”，不在这里登记")
    check_not_future(issued_on, today, "成文")
    if not origin.strip():
        raise RuleViolation("请写明原件出自哪里：现场手写，或者哪个系统、哪处登记")
    if kind in ORDER_KINDS and not hazards:
        raise RuleViolation(f"{label(kind)}须写明所责令整改的隐患，至少一项")
    if kind not in ORDER_KINDS and hazards:
        raise RuleViolation(f"只有整改和停工通知书登记隐患，{label(kind)}请不要选隐患")


def check_scans(pdfs: int, pictures: int) -> None:
    """One PDF, or the photos of its pages in their order."""
    if pdfs > 1 or (pdfs and pictures):
        raise RuleViolation("原件扫描件请给一个 PDF，或者按页次给若干张照片，不要混在一起")
