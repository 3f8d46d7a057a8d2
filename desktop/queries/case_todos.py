"""待办 of 发文办理: drafts that wait for somebody, approvals that should have followed by now."""

from datetime import date
from typing import Any

from sqlalchemy import and_, func, not_, select
from sqlalchemy.orm import Session

from db.tables.issuing import PaperCase
from desktop.domain.cases import ARTICLE, signers_on, state_words, waiting_step
from desktop.queries.case_facts import signers
from desktop.queries.cases import LATE, WAITS
from desktop.queries.day import days_from
from desktop.queries.todo import SHOWN, Todo, TodoGroup

_PAGE = "cases"


def late_approvals(session: Session, today: date) -> TodoGroup:
    """现场先发 and not approved within the office's own term."""
    title = "现场先发、逾期未补批的文书"
    return _group(session, today, LATE, ("cases_late", title, "late"))


def cases_waiting(session: Session, today: date) -> TodoGroup:
    """To be reviewed, signed, issued or put right; an office without accounts shows all."""
    title = "待审核、签发的文稿"
    return _group(session, today, and_(WAITS, not_(func.coalesce(LATE, False))), ("cases", title))


def _group(session: Session, today: date, condition: Any, said: tuple[str, ...]) -> TodoGroup:
    kind, title, *progress = said
    rows = (
        select(
            func.count().over(),
            PaperCase.id,
            PaperCase.title,
            PaperCase.state,
            PaperCase.steps,
            PaperCase.afterwards,
            PaperCase.due_at,
            PaperCase.drafter,
        )
        .where(condition)
        .order_by(func.coalesce(PaperCase.due_at, "9"), PaperCase.drafted_on, PaperCase.id)
        .limit(SHOWN)
    )
    found = session.execute(rows, days_from(today)).all()
    named = signers(session) if found else ()
    items = []
    for _total, key, name, state, steps, first, due_at, drafter in found:
        due = date.fromisoformat(due_at[:10]) if due_at else None
        words = f"{name}：{state_words(state, steps, afterwards=first is not None)}"
        late = due is not None and due < today
        step = waiting_step(state, steps)
        may = signers_on(named, step, today) if step else ()
        who = may[0].words if may else drafter
        items.append(Todo(kind, words, due, who, _PAGE, "paper_case", key, late))
    where = tuple(("progress", value) for value in progress)
    count = found[0][0] if found else 0
    return TodoGroup(kind, title, ARTICLE, count, tuple(items), _PAGE, where)
