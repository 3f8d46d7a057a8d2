"""待办 of papers and talks: signed copies that have not come back, talks and their feedback."""

from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from db.codes import PaperState
from db.tables.hazards import Hazard
from db.tables.papers import Interview, Paper
from db.tables.projects import Project
from desktop.domain.interviews import ARTICLE
from desktop.queries.interviews import to_call
from desktop.queries.papers import UNSCANNED, kind_words
from desktop.queries.todo import SHOWN, Todo, TodoGroup


def majors_to_call_in(session: Session, today: date) -> TodoGroup:
    """Overdue majors about which nobody was called in: proposed only, a person decides."""
    rows = (
        select(func.count().over(), Hazard.id, Hazard.description, Hazard.due, Project.name)
        .join(Project, Project.id == Hazard.project_id)
        .where(to_call(), Hazard.due < today)
        .order_by(Hazard.due, Hazard.id)
        .limit(SHOWN)
    )
    count, items = 0, []
    for total, key, description, due, project in session.execute(rows):
        count = total
        late = f"逾期{(today - due).days}天，" if due is not None else ""
        words = f"{project}：{description}，{late}可约谈"
        items.append(Todo("call_in", words, None, "", "hazards", "hazard", key, is_late=False))
    where = (("level", "major"), ("overdue", "1"))
    title = "逾期的重大隐患，建议约谈"
    return TodoGroup("call_in", title, ARTICLE, count, tuple(items), "hazards", where)


def talks_waiting(session: Session, today: date) -> TodoGroup:
    """A talk whose day has come and has no record; a feedback that has not come by its day."""
    unheld = and_(Interview.held_on.is_(None), Interview.called_for <= today)
    unanswered = and_(Interview.feedback_on.is_(None), Interview.feedback_due < today)
    rows = (
        select(
            func.count().over(),
            Interview.id,
            Paper.number,
            Paper.enterprise_text,
            Interview.held_on,
            Interview.called_for,
            Interview.feedback_due,
        )
        .join(Paper, Paper.id == Interview.notice_id)
        .where(Paper.state != PaperState.VOIDED, or_(unheld, unanswered))
        .order_by(func.coalesce(Interview.feedback_due, Interview.called_for), Interview.id)
        .limit(SHOWN)
    )
    count, items = 0, []
    for total, key, number, firm, held, called, feedback in session.execute(rows):
        count = total
        due = called if held is None else feedback
        is_late = due is not None and due < today
        what = "约谈记录待出具" if held is None else "书面反馈逾期"
        words = f"{firm or ''}：{what}（{number}）"
        items.append(Todo("talks", words, due, "", "interviews", "interview", key, is_late))
    title = "约谈待办、反馈逾期"
    return TodoGroup("talks", title, ARTICLE, count, tuple(items), "interviews")


def unscanned_papers(session: Session, _today: date) -> TodoGroup:
    """Signed in ink by others: what was signed is proved by the copy that came back."""
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
        .where(UNSCANNED)
        .order_by(Paper.issued_on, Paper.id)
        .limit(SHOWN)
    )
    count, items = 0, []
    for total, key, kind, text, number, firm, issued in session.execute(rows):
        count = total
        words = f"{kind_words(kind, text)}{number or ''}（{issued}）{firm or ''}"
        items.append(Todo("unscanned", words, None, "", "papers", "paper", key, is_late=False))
    return TodoGroup(
        "unscanned",
        "待补扫描的文书",
        "民事诉讼法第八十七条、行政处罚法第五十五条",
        count,
        tuple(items),
        "papers",
        (("waits", "unscanned"),),
    )
