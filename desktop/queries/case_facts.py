"""A case of 发文办理 as the rules look at it, and who may review and sign."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperState
from db.tables.issuing import PaperCase, PaperOpinion, Signatory
from db.tables.papers import Paper
from desktop.domain.cases import CaseFacts, Given, Signer


def opinions_of(session: Session, key: int) -> tuple[PaperOpinion, ...]:
    """All opinions on a draft, those on its earlier editions too, as they were given."""
    rows = select(PaperOpinion).where(PaperOpinion.case_id == key).order_by(PaperOpinion.position)
    return tuple(session.scalars(rows))


def case_facts(session: Session, case: PaperCase) -> CaseFacts:
    return CaseFacts(
        kind=case.kind,
        steps=case.steps,
        drafter=case.drafter,
        drafted_on=case.drafted_on,
        edition=case.edition,
        given=tuple(
            Given(one.step, one.agreed, one.name, one.given_on, one.edition)
            for one in opinions_of(session, case.id)
        ),
        released=case.paper_id is not None,
        afterwards=case.afterwards is not None,
        withdrawn=case.withdrawn_on is not None,
        voided=_is_voided(session, case),
    )


def _is_voided(session: Session, case: PaperCase) -> bool:
    """Asked of those alone that left before they were approved."""
    if case.afterwards is None or case.paper_id is None:
        return False
    return session.get_one(Paper, case.paper_id).state is PaperState.VOIDED


def signers(session: Session) -> tuple[Signer, ...]:
    """Everybody who was ever named, in the order of his period."""
    rows = select(Signatory).order_by(Signatory.valid_from, Signatory.id)
    return tuple(signer_of(row) for row in session.scalars(rows))


def signer_of(row: Signatory) -> Signer:
    return Signer(
        row.step, row.name, row.valid_from, row.valid_to, row.post or "", row.deputy_for or ""
    )
