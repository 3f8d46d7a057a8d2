"""The signed copy of an issued paper came back: its scan is bound to the paper."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.papers import Paper
from db.tables.signatures import Attachment
from desktop.domain import papers as rules
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import SIGNED_COPY, kind_words
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done


@dataclass(frozen=True)
class BindPaperScan:
    """补扫描件 of a paper: one more page may be bound at any time, none replaces another."""

    paper_id: int
    scan: NewFile


def bind_paper_scan(session: Session, command: BindPaperScan, act: Act) -> Done[int]:
    paper = session.get(Paper, command.paper_id)
    if paper is None:
        raise RuleViolation("没有这份文书，请刷新后再选")
    rules.check_in_force(paper.state)
    keep_scan(session, paper, command.scan, act)
    about(session, paper.number or kind_words(paper.kind, paper.kind_text))
    return Done(paper.id, frozenset({Area.PAPERS}))


def keep_scan(session: Session, paper: Paper, scan: NewFile, act: Act) -> Attachment:
    """The scan beside its paper, as the signed copy of these very bytes."""
    return attach(session, Paper.__tablename__, paper.id, scan, act, purpose=SIGNED_COPY)
