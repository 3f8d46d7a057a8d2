"""A blank 送达回证 for the way to the site: signed in ink there, its scan bound afterwards."""

from sqlalchemy.orm import Session

from db.tables.papers import Paper
from db.tables.projects import Project
from desktop.documents import service_receipt
from desktop.documents.service_receipt import ServiceReceiptSheet
from desktop.domain.errors import RuleViolation
from desktop.queries.papers import issuer_on, kind_words
from desktop.usecases.worded import in_office_words


def blank_receipt(session: Session, paper_id: int) -> bytes:
    """Drawn, not issued: it says which paper goes to whom, the rest is for ink."""
    paper = session.get(Paper, paper_id)
    if paper is None:
        raise RuleViolation("没有这份文书，请刷新后再选")
    project = session.get(Project, paper.project_id) if paper.project_id else None
    sheet = ServiceReceiptSheet(
        issuer=issuer_on(session, paper.issued_on).name,
        paper_name=kind_words(paper.kind, paper.kind_text),
        paper_number=paper.number or "",
        recipient=paper.enterprise_text or "",
        project=project.name if project else paper.project_text or "",
    )
    return service_receipt.render(
        in_office_words(session, service_receipt.KIND, sheet, paper.issued_on)
    )
