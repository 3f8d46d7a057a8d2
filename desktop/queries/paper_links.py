"""The papers of a project or an enterprise, newest first, as links of its card."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.codes import PaperKind, PaperState
from db.tables.papers import Paper
from desktop.domain.labels import label
from desktop.domain.papers import PROJECT_FORMS
from desktop.queries.cards import Link
from desktop.queries.typed_subject import standing_paper

_RECENT = 60


def paper_links(session: Session, condition: ColumnElement[bool]) -> tuple[Link, ...]:
    """Day, kind, number, and the heading of a document; a voided one says so."""
    rows = select(Paper).where(condition).order_by(Paper.issued_on.desc(), Paper.id.desc())
    return tuple(
        Link(_words(paper), "paper", paper.id) for paper in session.scalars(rows.limit(_RECENT))
    )


def _words(paper: Paper) -> str:
    kind = paper.kind_text or (label(paper.kind) if paper.kind else "文书")
    told = [paper.issued_on.isoformat(), kind, paper.number, paper.title]
    told += ["已作废"] if paper.state is PaperState.VOIDED else []
    return "　".join(part for part in told if part)


def missing_forms(session: Session, project_id: int) -> tuple[PaperKind, ...]:
    """计划、告知、交底、送达地址 of a project that nobody has made yet."""
    held = select(Paper.kind).where(
        Paper.project_id == project_id,
        Paper.kind.in_(PROJECT_FORMS),
        Paper.state != PaperState.VOIDED,
    )
    made = set(session.scalars(held))
    return tuple(kind for kind in PROJECT_FORMS if kind not in made)


def suspended_by(session: Session, project_id: int) -> str:
    """The 中止监督告知书 that no 恢复 has ended, while there is one."""
    kinds = PaperKind.SUSPENSION_NOTICE, PaperKind.RESTART_NOTICE
    paper = standing_paper(session, project_id, *kinds)
    if paper is None:
        return ""
    return f"{paper.number or label(kinds[0])}（{paper.issued_on.isoformat()}）"
