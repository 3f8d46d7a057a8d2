"""One visit whole, as its pane shows it: answers, hazards, photos, papers, signatures."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.codes import (
    AnswerValue,
    HazardLevel,
    HazardState,
    Outcome,
    SignerRole,
    VisitKind,
    VisitSource,
)
from db.errors import StoreProblem
from db.session import files_of
from db.tables.hazards import Hazard
from db.tables.papers import Paper, PaperItem
from db.tables.projects import Project
from db.tables.signatures import Attachment, Signature
from db.tables.visits import Visit, VisitAnswer, VisitInspector, VisitSection
from desktop.queries.cards import Timeline
from desktop.queries.edits import Tie
from desktop.queries.papers import kind_words
from desktop.queries.responsibility import dated_names
from desktop.queries.timeline import timeline_of
from desktop.queries.visit_chain import chain_of
from desktop.queries.visit_form import Candidate, candidates
from desktop.queries.visit_ground import VisitGround, visit_ground
from desktop.queries.visits import ENTITY, SIGNED_SCAN, gaps_of
from desktop.reference.sections import item_of, section_title


@dataclass(frozen=True)
class AnswerRow:
    """An answered item with its words."""

    code: str
    title: str
    value: AnswerValue
    remark: str


@dataclass(frozen=True)
class FoundRow:
    """A hazard that came of the visit."""

    id: int
    description: str
    level: HazardLevel
    outcome: Outcome | None
    state: HazardState


@dataclass(frozen=True)
class PaperOf:
    """A paper of the visit or of its hazards."""

    id: int
    words: str


@dataclass(frozen=True)
class SignatureRow:
    """Who signed, and when."""

    role: SignerRole
    signer: str
    at: str


@dataclass(frozen=True)
class FileRow:
    """A photo or scan beside the visit."""

    id: int
    name: str
    taken_at: str | None
    is_scan: bool


@dataclass(frozen=True)
class VisitCard:
    """The visit with everything that hangs on it; ``missing`` is empty when it lacks nothing."""

    id: int
    project_id: int
    project: str
    visited_on: date
    entered_on: date
    kind: VisitKind
    source: VisitSource
    times: str
    part: str
    present_party: str
    remark: str
    refusal: str
    grid: str
    responsible: str
    standard: str
    history: bool
    inspectors: tuple[Candidate, ...]
    inspectors_text: str
    sections: tuple[str, ...]
    answers: tuple[AnswerRow, ...]
    hazards: tuple[FoundRow, ...]
    papers: tuple[PaperOf, ...]
    signatures: tuple[SignatureRow, ...]
    files: tuple[FileRow, ...]
    missing: tuple[str, ...]
    ground: VisitGround
    timeline: Timeline

    @property
    def is_signed(self) -> bool:
        return bool(self.signatures)

    @property
    def unsigned(self) -> tuple[Candidate, ...]:
        """The inspectors of the visit who have not signed yet."""
        signed = {row.signer for row in self.signatures if row.role is SignerRole.INSPECTOR}
        return tuple(one for one in self.inspectors if one.name not in signed)

    @property
    def site_is_open(self) -> bool:
        """Whether the site has neither signed nor said why it would not."""
        return not self.refusal and all(r.role is not SignerRole.SITE for r in self.signatures)

    @property
    def to_order(self) -> tuple[int, ...]:
        """Hazards for which no paper was issued yet."""
        if self.ground.corrected_by is not None:
            return ()
        return tuple(row.id for row in self.hazards if row.state is HazardState.FOUND)


def visit_card(session: Session, key: int, _today: date) -> VisitCard | None:
    visit = session.get(Visit, key)
    if visit is None:
        return None
    named = dated_names(session)
    chain = chain_of(session, key)
    hazards = _hazards(session, chain)
    return VisitCard(
        id=key,
        project_id=visit.project_id,
        project=session.scalar(select(Project.name).where(Project.id == visit.project_id)) or "",
        visited_on=visit.visited_on,
        entered_on=visit.entered_on,
        kind=visit.kind,
        source=visit.source,
        times="至".join(time for time in (visit.started_at, visit.ended_at) if time),
        part=visit.part or "",
        present_party=visit.present_party or "",
        remark=visit.result or "",
        refusal=visit.refusal or "",
        grid=named.grids.get(visit.grid_id or 0, ""),
        responsible=named.inspectors.get(visit.inspector_id or 0, ""),
        standard=visit.standard or "",
        history=visit.history,
        inspectors=candidates(session, _came(session, key), visit.visited_on),
        inspectors_text=visit.inspectors_text or "",
        sections=_sections(session, key),
        answers=_answers(session, key),
        hazards=hazards,
        papers=_papers(session, key, tuple(row.id for row in hazards)),
        signatures=_signatures(session, key),
        files=_files(session, chain),
        missing=gaps_of(session, [key])[key],
        ground=visit_ground(session, visit),
        timeline=timeline_of(session, (Tie(ENTITY, (key,)),)),
    )


def _came(session: Session, key: int) -> tuple[int, ...]:
    rows = select(VisitInspector.inspector_id).where(VisitInspector.visit_id == key)
    return tuple(session.scalars(rows.order_by(VisitInspector.position)))


def _sections(session: Session, key: int) -> tuple[str, ...]:
    rows = select(VisitSection.section).where(VisitSection.visit_id == key)
    return tuple(section_title(one) for one in session.scalars(rows.order_by(VisitSection.id)))


def _answers(session: Session, key: int) -> tuple[AnswerRow, ...]:
    rows = select(VisitAnswer).where(VisitAnswer.visit_id == key).order_by(VisitAnswer.id)
    found = ((row, item_of(row.item)) for row in session.scalars(rows))
    return tuple(
        AnswerRow(row.item, item.title if item else row.item, row.value, row.remark or "")
        for row, item in found
    )


def _hazards(session: Session, chain: tuple[int, ...]) -> tuple[FoundRow, ...]:
    """Those of the visit, and of the visits it corrects."""
    rows = select(Hazard).where(Hazard.visit_id.in_(chain)).order_by(Hazard.id)
    return tuple(
        FoundRow(row.id, row.description, row.level, row.outcome, row.state)
        for row in session.scalars(rows)
    )


def _papers(session: Session, key: int, hazards: tuple[int, ...]) -> tuple[PaperOf, ...]:
    of_hazards = select(PaperItem.paper_id).where(PaperItem.hazard_id.in_(hazards))
    rows = select(Paper).where(or_(Paper.visit_id == key, Paper.id.in_(of_hazards)))
    return tuple(
        PaperOf(row.id, f"{kind_words(row.kind, row.kind_text)} {row.number or ''}".rstrip())
        for row in session.scalars(rows.order_by(Paper.id))
    )


def _signatures(session: Session, key: int) -> tuple[SignatureRow, ...]:
    rows = select(Signature).where(Signature.entity == ENTITY, Signature.record_id == key)
    return tuple(
        SignatureRow(row.role, row.signer, row.at)
        for row in session.scalars(rows.order_by(Signature.id))
    )


def _files(session: Session, chain: tuple[int, ...]) -> tuple[FileRow, ...]:
    rows = select(Attachment).where(Attachment.entity == ENTITY, Attachment.record_id.in_(chain))
    return tuple(
        FileRow(row.id, row.name, row.taken_at, row.purpose == SIGNED_SCAN)
        for row in session.scalars(rows.order_by(Attachment.id))
    )


def file_bytes(session: Session, attachment_id: int) -> bytes:
    """The original as it was kept, for looking at."""
    sha256 = session.scalar(select(Attachment.sha256).where(Attachment.id == attachment_id))
    if sha256 is None:
        raise StoreProblem("这个附件已经不在了")
    return files_of(session).get(sha256)
