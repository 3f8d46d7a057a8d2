"""中止、恢复、终止施工安全监督告知书: the client applies, the office looks, and tells."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.codes import HazardState, PaperKind
from db.tables.hazards import Hazard
from desktop.documents import restart_notice as restart_form
from desktop.documents import suspension_notice as suspension_form
from desktop.documents import termination_notice as termination_form
from desktop.documents.restart_notice import RestartCheck, RestartNoticeSheet
from desktop.documents.suspension_notice import SuspensionNoticeSheet
from desktop.documents.termination_notice import TerminationNoticeSheet
from desktop.domain.calendar import Due, due_date
from desktop.domain.errors import RuleViolation
from desktop.queries.calendar import office_calendar
from desktop.queries.typed_subject import TypedGround, standing_paper
from desktop.reference.paper_points import points
from desktop.reference.terms import terms
from desktop.usecases.typed.following import cited
from desktop.usecases.typed.paper import About, TypedPaper
from desktop.usecases.typed.site import copied_to, site_of, told_first, watch_on

SUSPENSION, RESTART = PaperKind.SUSPENSION_NOTICE, PaperKind.RESTART_NOTICE
TERMINATION = PaperKind.TERMINATION_NOTICE


def suspension_notice(session: Session, ground: TypedGround) -> SuspensionNoticeSheet:
    return SuspensionNoticeSheet(
        **_begun(session, ground),
        applied=ground.day,
        starts=ground.day,
    )


def restart_notice(session: Session, ground: TypedGround) -> RestartNoticeSheet:
    standing = standing_paper(session, site_of(ground).id, SUSPENSION, RESTART)
    return RestartNoticeSheet(
        **_begun(session, ground),
        suspension_number=(standing.number if standing else "") or "",
        applied=ground.day,
        restarts=ground.day,
        checks=tuple(map(RestartCheck, points(RESTART, "checks"))),
    )


def termination_notice(session: Session, ground: TypedGround) -> TerminationNoticeSheet:
    return TerminationNoticeSheet(
        **_begun(session, ground),
        applied=ground.day,
        ended=ground.day,
        materials=points(TERMINATION, "materials"),
    )


def _begun(session: Session, ground: TypedGround) -> dict[str, Any]:
    """What the three have in common."""
    watch = watch_on(session, ground)
    return {
        "issuer": ground.issuer,
        "number": "",
        "addressee": told_first(ground),
        "project": ground.project_name,
        "issued": ground.day,
        "inspectors": watch.officers,
        "copied_to": copied_to(ground),
        "contact": watch.contact,
    }


def _check_not_suspended(
    session: Session, _sheet: SuspensionNoticeSheet, ground: TypedGround
) -> None:
    standing = standing_paper(session, site_of(ground).id, SUSPENSION, RESTART)
    if standing is not None:
        told = standing.number or f"{standing.issued_on}的告知书"
        raise RuleViolation(f"本工程已由{told}中止监督，恢复监督以后才能再中止")


def _check_looked(_session: Session, sheet: RestartNoticeSheet, _ground: TypedGround) -> None:
    for position, one in enumerate(sheet.checks, start=1):
        if one.item.strip() and not one.finding.strip():
            raise RuleViolation(f"查验清单第{position}项“{one.item}”没有写查验情况")


def _due(session: Session, code: str, checked: date | None, day: date) -> tuple[str, ...]:
    """The day by which the notice must be out, with its arithmetic; none before 查验."""
    if checked is None:
        return ()
    term = terms()[code]
    try:
        due: Due = due_date(checked, term, office_calendar(session))
    except RuleViolation as unknown:
        return (unknown.sentence,)
    late = "，已经超过" if due.overdue(day) else ""
    return (f"发放期限：{due.arithmetic}{late}（{due.article}）",)


def _suspension_notes(
    session: Session, sheet: SuspensionNoticeSheet, ground: TypedGround
) -> tuple[str, ...]:
    rests = "中止期间不实施监督：发放后请在工程台账中把状态改为停工"
    return (*_due(session, SUSPENSION, sheet.checked, ground.day), rests)


def _restart_notes(
    session: Session, sheet: RestartNoticeSheet, ground: TypedGround
) -> tuple[str, ...]:
    works = "发放以前不得恢复施工：发放后请在工程台账中把状态改为在建"
    return (*_due(session, RESTART, sheet.checked, ground.day), works)


def _termination_notes(
    session: Session, sheet: TerminationNoticeSheet, ground: TypedGround
) -> tuple[str, ...]:
    left = session.scalar(
        select(func.count()).where(
            Hazard.project_id == site_of(ground).id, Hazard.state != HazardState.CLOSED
        )
    )
    told = (f"本工程还有 {left} 条隐患没有销号，请先核实",) if left else ()
    return (*_due(session, TERMINATION, sheet.checked, ground.day), *told)


_APPLIED = ("addressee", "project", "applied", "checked", "inspectors", "conclusion")
_DAYS = ("applied", "checked")
SUSPENSIONS = (
    TypedPaper(
        SUSPENSION,
        suspension_notice,
        suspension_form.render,
        (*_APPLIED, "starts", "reason", "parts", "measures"),
        (About.PROJECT,),
        long=("reason", "measures", "conclusion", "others"),
        happened=_DAYS,
        check=_check_not_suspended,
        notes=_suspension_notes,
    ),
    TypedPaper(
        RESTART,
        restart_notice,
        restart_form.render,
        (*_APPLIED, "suspension_number", "restarts", "checks"),
        (About.PROJECT, About.PAPER),
        long=("conclusion", "others"),
        happened=_DAYS,
        after=SUSPENSION,
        follows=cited(SUSPENSION, "suspension_number", RESTART),
        check=_check_looked,
        notes=_restart_notes,
    ),
    TypedPaper(
        TERMINATION,
        termination_notice,
        termination_form.render,
        (*_APPLIED, "ended", "materials"),
        (About.PROJECT,),
        long=("conclusion", "others"),
        happened=_DAYS,
        notes=_termination_notes,
    ),
)
