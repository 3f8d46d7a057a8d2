"""待录入原文: what a paper about to be issued would print if the office had entered its text."""

from datetime import date

from sqlalchemy.orm import Session

from db.codes import PaperKind
from desktop.queries.wordings import waiting_passages
from desktop.usecases import inspection_notices, notices, stop_orders
from desktop.usecases.typed.paper import IssueTyped

_KINDS: dict[type, PaperKind] = {
    notices.IssueNotice: notices.KIND,
    stop_orders.IssueStopOrder: stop_orders.KIND,
    inspection_notices.IssueInspectionNotice: inspection_notices.KIND,
}


def waiting_words(session: Session, command: object) -> str:
    """One line for under the preview of a draft, empty where nothing waits: a query."""
    told = _kind_and_day(command)
    waiting = waiting_passages(session, *told) if told is not None else ()
    if not waiting:
        return ""
    named = "；".join(one.words for one in waiting)
    return f"待录入原文：{named}。在“系统 · 文书用语”录入以前不印这一段，不影响签发。"


def _kind_and_day(command: object) -> tuple[PaperKind, date] | None:
    if isinstance(command, IssueTyped):
        day = getattr(command.sheet, "issued", None)
        return (command.kind, day) if isinstance(day, date) else None
    kind, day = _KINDS.get(type(command)), getattr(command, "issued_on", None)
    return (kind, day) if kind is not None and isinstance(day, date) else None
