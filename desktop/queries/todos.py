"""待办: each rule gives its items with due day and owner; the home page shows the first of each.

A rule proposes; what is done about it a person decides.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from db.codes import HazardLevel, HazardState, MonthState, Outcome, PaperState
from db.tables.hazards import Hazard
from db.tables.inspectors import Inspector
from db.tables.office import Office
from db.tables.papers import Paper
from db.tables.projects import Project
from db.tables.rounds import InspectionApproval
from db.tables.visits import Visit
from desktop.domain.approvals import ARTICLE as APPROVAL_ARTICLE
from desktop.domain.approvals import ApprovalState
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.months import ARTICLE as MONTH_ARTICLE
from desktop.domain.months import due_day, last_day, last_month, month_of, month_words
from desktop.domain.papers import SERVED_KINDS
from desktop.queries.approvals import TO_APPROVE
from desktop.queries.calendar import office_calendar
from desktop.queries.case_todos import cases_waiting, late_approvals
from desktop.queries.certificates import expiring
from desktop.queries.dossiers import projects_to_file
from desktop.queries.figures.base import blind_spots_on
from desktop.queries.figures.checks import visit_counts
from desktop.queries.months import newest_edition
from desktop.queries.paper_todos import majors_to_call_in, talks_waiting, unscanned_papers
from desktop.queries.papers import kind_words
from desktop.queries.round_todos import idle_rounds, planned_visits
from desktop.queries.todo import SHOWN, Todo, TodoGroup
from desktop.queries.visit_todos import guidance_to_check
from desktop.queries.visits import ASKED, UNAPPROVED, gaps_of

SOON = timedelta(days=3)
_REMIND_WORKDAYS = 3
_SERVE_WITHIN = timedelta(days=3)

_STRICT = or_(
    Hazard.level == HazardLevel.MAJOR,
    func.coalesce(Hazard.outcome, Outcome.ORDERED) == Outcome.STOPPED,
)


def todos(session: Session, today: date) -> tuple[TodoGroup, ...]:
    """Every rule's group that is not empty, the most pressing rule first."""
    found = (rule(session, today) for rule in RULES)
    return tuple(group for group in found if group.count)


def overdue_hazards(session: Session, today: date) -> TodoGroup:
    rows = _open_hazards(and_(Hazard.due.is_not(None), Hazard.due < today))
    title, article = "逾期未销号的隐患", "省厅通知二（一）2"
    return _hazards(session, rows, today, ("overdue", title, article))


def hazards_due_soon(session: Session, today: date) -> TodoGroup:
    rows = _open_hazards(Hazard.due.between(today, today + SOON))
    title, article = "三日内到期的隐患", "本单位设置"
    return _hazards(session, rows, today, ("due_soon", title, article))


def hazards_to_order(session: Session, today: date) -> TodoGroup:
    """Found by the office and neither put right on the spot nor ordered."""
    rows = _open_hazards(Hazard.state == HazardState.FOUND)
    title, article = "尚未责令整改的隐患", "安全生产法第六十五条"
    return _hazards(session, rows, today, (HazardState.FOUND.value, title, article))


def hazards_to_recheck(session: Session, today: date) -> TodoGroup:
    rows = _open_hazards(Hazard.state == HazardState.REPLIED)
    title, article = "已回复、待复查的隐患", "建质〔2014〕154号"
    return _hazards(session, rows, today, (HazardState.REPLIED.value, title, article))


def hazards_to_review(session: Session, today: date) -> TodoGroup:
    """Majors and what is under 停工, by one who neither found nor re-checked it."""
    rows = _open_hazards(and_(Hazard.state == HazardState.RECHECKED, _STRICT))
    title, article = "复查合格、待审核的隐患", "省厅通知二（一）2"
    return _hazards(session, rows, today, (HazardState.RECHECKED.value, title, article))


def hazards_to_close(session: Session, today: date) -> TodoGroup:
    passed = and_(Hazard.state == HazardState.RECHECKED, ~_STRICT)
    rows = _open_hazards(or_(passed, Hazard.state == HazardState.REVIEWED))
    title, article = "可以销号的隐患", "省厅通知二（一）2"
    group = _hazards(session, rows, today, ("to_close", title, article))
    return replace(group, where=(("progress", "open"),))


def _open_hazards(condition: Any) -> Select[*tuple[Any, ...]]:
    majors_first = case((Hazard.level == HazardLevel.MAJOR, 0), else_=1)
    return (
        select(
            func.count().over(),
            Hazard.id,
            Hazard.description,
            Hazard.level,
            Hazard.due,
            Project.name,
            func.coalesce(Inspector.name, Hazard.inspectors_text, ""),
        )
        .join(Project, Project.id == Hazard.project_id)
        .outerjoin(Inspector, Inspector.id == Hazard.inspector_id)
        .where(Hazard.state != HazardState.CLOSED, condition)
        .order_by(majors_first, Hazard.due, Hazard.id)
        .limit(SHOWN)
    )


def _hazards(
    session: Session, rows: Select[*tuple[Any, ...]], today: date, said: tuple[str, str, str]
) -> TodoGroup:
    progress, title, article = said
    count, items = 0, []
    for total, key, description, level, due, project, who in session.execute(rows):
        count = total
        words = f"{label(level)}隐患：{project}，{description}"
        late = due is not None and due < today
        items.append(Todo(progress, words, due, who, "hazards", "hazard", key, late))
    where = (("progress", progress),)
    return TodoGroup(progress, title, article, count, tuple(items), "hazards", where)


def unserved_notices(session: Session, today: date) -> TodoGroup:
    """Clocks of law start from service: a notice in the drawer binds nobody."""
    rows = (
        select(
            func.count().over(),
            Paper.id,
            Paper.kind,
            Paper.kind_text,
            Paper.number,
            Paper.enterprise_text,
            Paper.issued_on,
        )
        .where(
            Paper.state == PaperState.ISSUED,
            Paper.kind.in_(SERVED_KINDS),
            Paper.history.is_(False),
        )
        .order_by(Paper.issued_on, Paper.id)
        .limit(SHOWN)
    )
    count, items = 0, []
    for total, key, kind, text, number, to, issued in session.execute(rows):
        count = total
        due = issued + _SERVE_WITHIN
        words = f"{kind_words(kind, text)}{number or ''}尚未送达{to or ''}"
        items.append(Todo("unserved", words, due, "", "papers", "paper", key, today > due))
    return TodoGroup(
        "unserved",
        "尚未送达的文书",
        "民事诉讼法第八十七条",
        count,
        tuple(items),
        "papers",
        (("waits", "unserved"),),
    )


def incomplete_visits(session: Session, _today: date) -> TodoGroup:
    """Stored and not counted: what is missing is said."""
    rows = (
        select(func.count().over(), Visit.id, Visit.visited_on, Project.name, Visit.inspectors_text)
        .join(Project, Project.id == Visit.project_id)
        .where(ASKED, ~visit_counts())
        .order_by(Visit.visited_on, Visit.id)
        .limit(SHOWN)
    )
    found = session.execute(rows).all()
    gaps = gaps_of(session, [row[1] for row in found])
    items = tuple(
        Todo(
            "incomplete",
            f"{day.isoformat()} {project}：{'；'.join(gaps[key])}",
            None,
            who or "",
            "visits",
            "visit",
            key,
            is_late=False,
        )
        for _, key, day, project, who in found
    )
    count = found[0][0] if found else 0
    article = "安全生产法第六十八条"
    return TodoGroup("incomplete", "要素不全、未计数的检查", article, count, items, "visits")


def unapproved_visits(session: Session, _today: date) -> TodoGroup:
    """A check without approval is stored and counted; the approval is made up for (补办)."""
    sent_up = select(InspectionApproval.id).where(
        InspectionApproval.id == Visit.approval_id, InspectionApproval.proposed_on.is_not(None)
    )
    rows = (
        select(
            func.count().over(),
            Visit.id,
            Visit.visited_on,
            Project.name,
            Visit.inspectors_text,
            sent_up.exists(),
        )
        .join(Project, Project.id == Visit.project_id)
        .where(UNAPPROVED)
        .order_by(Visit.visited_on, Visit.id)
        .limit(SHOWN)
    )
    count, items = 0, []
    for total, key, day, project, who, is_sent_up in session.execute(rows):
        count = total
        step = "已送审待批准" if is_sent_up else "请补办"
        words = f"{day.isoformat()} {project}：未审批，{step}"
        late = not is_sent_up
        items.append(Todo("unapproved", words, None, who or "", "visits", "visit", key, late))
    where = (("unapproved", "1"),)
    title = "未审批的检查"
    return TodoGroup("unapproved", title, APPROVAL_ARTICLE, count, tuple(items), "visits", where)


def approvals_to_approve(session: Session, today: date) -> TodoGroup:
    """Sent up and not yet approved: no check may begin on it."""
    one = InspectionApproval
    rows = (
        select(func.count().over(), one.id, one.title, one.first_day, one.proposed_by)
        .where(TO_APPROVE)
        .order_by(one.first_day, one.id)
        .limit(SHOWN)
    )
    count, items = 0, []
    for total, key, title, first_day, who in session.execute(rows):
        count = total
        late = first_day <= today
        entity = "inspection_approval"
        items.append(
            Todo("approvals", title or "", first_day, who or "", "approvals", entity, key, late)
        )
    where = (("state", ApprovalState.PROPOSED.name),)
    title = "待批准的行政检查"
    return TodoGroup("approvals", title, APPROVAL_ARTICLE, count, tuple(items), "approvals", where)


def blind_spots(session: Session, today: date) -> TodoGroup:
    rows = (
        select(func.count().over(), Project.id, Project.name)
        .where(Project.id.in_(blind_spots_on(today)))
        .order_by(Project.name_key, Project.id)
        .limit(SHOWN)
    )
    count, items = 0, []
    for total, key, name in session.execute(rows):
        count = total
        words = f"{name}：没有责任监督员"
        items.append(Todo("blind", words, today, "", "projects", "project", key, is_late=True))
    where = (("inspector", "none"),)
    article = "省厅通知二（四）14"
    return TodoGroup("blind", "盲区项目", article, count, tuple(items), "projects", where)


def expiring_certificates(session: Session, today: date) -> TodoGroup:
    found = expiring(session, today)
    items = tuple(
        Todo(
            "certificates",
            f"{row.holder}：{label(row.kind)}{row.words}",
            row.last_day,
            row.holder,
            "certificates",
            row.entity,
            row.holder_id,
            row.last_day < today,
        )
        for row in found[:SHOWN]
    )
    article = "省厅通知二（二）6"
    title = "到期和将到期的证照（90/60/30/0天）"
    return TodoGroup("certificates", title, article, len(found), items, "certificates")


def months_due(session: Session, today: date) -> TodoGroup:
    """The month at hand from three working days before its due day, and the one before it."""
    start = session.scalar(select(Office.start_day))
    items: list[Todo] = []
    for period in (last_month(month_of(today)), month_of(today)):
        if start is not None and last_day(period) >= start:
            items.extend(_month_due(session, period, today))
    article = MONTH_ARTICLE
    return TodoGroup("month", "月报", article, len(items), tuple(items), "month")


def _month_due(session: Session, period: int, today: date) -> Iterable[Todo]:
    month = newest_edition(session, period)
    if month is not None and month.state is MonthState.SUBMITTED:
        return
    step = "待报送" if month is not None and month.state is MonthState.SEALED else "待封存"
    words, due, late = f"{month_words(period)}月报{step}", None, False
    calendar = office_calendar(session)
    try:
        due = due_day(period, calendar).day
        begins = calendar.add_workdays(due, 1 - _REMIND_WORKDAYS)
    except RuleViolation as refusal:
        words, begins = f"{words}；{refusal.sentence}", last_day(period) - timedelta(days=5)
        late = today > last_day(period)
    late = late or (due is not None and today > due)
    if today >= begins:
        yield Todo("month", words, due, "", "month", "month", period, late)


RULES: tuple[Callable[[Session, date], TodoGroup], ...] = (
    overdue_hazards,
    months_due,
    planned_visits,
    late_approvals,
    cases_waiting,
    hazards_to_order,
    unserved_notices,
    hazards_to_recheck,
    hazards_to_review,
    hazards_to_close,
    hazards_due_soon,
    majors_to_call_in,
    talks_waiting,
    blind_spots,
    idle_rounds,
    incomplete_visits,
    unapproved_visits,
    guidance_to_check,
    approvals_to_approve,
    unscanned_papers,
    projects_to_file,
    expiring_certificates,
)
