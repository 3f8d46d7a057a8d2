"""The signed copy of an issued paper came back: its scan is bound to the paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.session import files_of
from db.tables.papers import Paper
from db.tables.signatures import Attachment
from desktop.documents import scan_pages
from desktop.documents.scan_pages import PagePicture
from desktop.domain import papers as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.registering import check_scans
from desktop.exchange.photos import print_copy
from desktop.queries.papers import ORIGINAL, SIGNED_COPY, kind_words
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done

_PDF = "pdf"
_DOTS = 2400


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
    if paper.registered and paper.sha256 is None:
        keep_original(session, paper, (command.scan,), act)
    else:
        keep_scan(session, paper, command.scan, act)
    about(session, paper.number or kind_words(paper.kind, paper.kind_text))
    return Done(paper.id, frozenset({Area.PAPERS}))


def keep_scan(session: Session, paper: Paper, scan: NewFile, act: Act) -> Attachment:
    """The scan beside its paper, as the signed copy of these very bytes."""
    return attach(session, Paper.__tablename__, paper.id, scan, act, purpose=SIGNED_COPY)


def keep_original(session: Session, paper: Paper, scans: Sequence[NewFile], act: Act) -> str | None:
    """The pages of the original as they came, and as one PDF where they are photos."""
    kept = [
        attach(session, Paper.__tablename__, paper.id, one, act, purpose=ORIGINAL) for one in scans
    ]
    pdfs = [one for one in kept if one.suffix == _PDF]
    check_scans(len(pdfs), len(kept) - len(pdfs))
    if pdfs:
        paper.sha256 = pdfs[0].sha256
    elif kept:
        copies = (print_copy(one.content, _DOTS) for one in scans)
        pages = tuple(PagePicture(one.wide, one.high, one.content) for one in copies)
        paper.sha256 = files_of(session).put(scan_pages.render(pages), _PDF)
    return paper.sha256
