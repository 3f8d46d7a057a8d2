"""One paper whole: its items and how far each is, its service, what happened, the next step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.change import Change, ChangeSet
from db.codes import HazardLevel, HazardState, HazardStepKind, PaperKind, PaperState
from db.tables.hazards import Hazard, HazardStep
from db.tables.papers import Paper, PaperItem, Service
from db.tables.projects import Project
from db.tables.signatures import Attachment
from db.tables.visits import Visit
from desktop.domain.hazards import STATE_ORDER
from desktop.domain.labels import label
from desktop.domain.papers import ORDER_KINDS, SERVED_KINDS
from desktop.queries.cards import Happening, Link
from desktop.queries.hazard_detail import recheck_visits
from desktop.queries.hazards import hazard_facts
from desktop.queries.orders import RECHECKS, last_of, papers_of, standing_rows
from desktop.queries.papers import UNSCANNED, kind_words

_PRINTED = (HazardStepKind.ORDERED, HazardStepKind.SERVED)
"""Steps the paper itself tells."""
_TO_RECHECK = (HazardState.ORDERED, HazardState.SERVED, HazardState.REPLIED)
_REVIEWED = (HazardState.REVIEWED, HazardState.CLOSED)


class NextStep(Enum):
    """What a paper waits for."""

    SERVE = "登记送达"
    REPLY = "登记整改回复"
    RECHECK = "登记复查"
    REVIEW = "审核"
    CLOSE = "销号"
    RESUME = "签发复工通知书…"


@dataclass(frozen=True)
class ItemRow:
    """A hazard on a paper, in printed order."""

    hazard_id: int
    position: int
    description: str
    part: str
    level: HazardLevel
    state: HazardState
    due: date | None
    closed_on: date | None
    strict: bool
    moved: str = ""
    """The number of the stop order that took it over."""
    rechecked_on: date | None = None
    passed: bool | None = None
    finding: str = ""

    @property
    def next_step(self) -> NextStep | None:
        """What this hazard waits for; majors wait for a review before they are closed."""
        if self.moved:
            return None
        reviewed = NextStep.REVIEW if self.strict else NextStep.CLOSE
        return {
            HazardState.ORDERED: NextStep.REPLY,
            HazardState.SERVED: NextStep.REPLY,
            HazardState.REPLIED: NextStep.RECHECK,
            HazardState.RECHECKED: reviewed,
            HazardState.REVIEWED: NextStep.CLOSE,
        }.get(self.state)

    @property
    def can_recheck(self) -> bool:
        """What passed is done with; what another paper took over is re-checked there."""
        return self.state in _TO_RECHECK and not self.moved


@dataclass(frozen=True)
class PaperCard:
    """A paper of the register; what was brought in or typed in has no bytes."""

    id: int
    kind: PaperKind | None
    kind_words: str
    number: str
    project: str
    project_id: int | None
    addressee: str
    issued_on: date
    entered_on: date
    due: date | None
    served_on: date | None
    state: PaperState
    state_words: str
    void_reason: str
    has_bytes: bool
    registered: bool
    origin: str
    history: bool
    visit_id: int | None
    items: tuple[ItemRow, ...]
    papers: tuple[Link, ...]
    happenings: tuple[Happening, ...]
    visits: Mapping[int, str]
    today: date
    visit_days: Mapping[int, date] = field(default_factory=dict)
    whole_site: bool | None = None
    resumed: bool = False
    lacks_scan: bool = False
    files: tuple[tuple[int, str], ...] = ()
    code: str = ""
    """The short hash in the 二维码 of its pages."""
    heading: str = ""
    """The 标题 of a document, letter or minutes."""

    @property
    def orders(self) -> bool:
        """Whether work goes by this paper; what only tells of hazards waits for nothing."""
        return self.kind in ORDER_KINDS and self.state is not PaperState.VOIDED

    @property
    def can_resume(self) -> bool:
        """Every hazard of a stop order in force was re-checked and reviewed."""
        is_stop = self.kind is PaperKind.STOP_ORDER and self.orders and not self.resumed
        return is_stop and all(item.state in _REVIEWED for item in self.items)

    @property
    def title(self) -> str:
        return self.number or self.kind_words

    @property
    def can_serve(self) -> bool:
        return self.state is PaperState.ISSUED and self.kind in SERVED_KINDS

    @property
    def can_void(self) -> bool:
        """A month's report is taken back where the month is, a receipt with nothing at all.

        Of a paper registered afterwards the entry may be wrong, also after its service.
        """
        kept = (PaperKind.MONTH_REPORT, PaperKind.SERVICE_RECEIPT, PaperKind.ISSUE_SHEET)
        entry = self.registered and self.state is PaperState.SERVED
        return (self.state is PaperState.ISSUED or entry) and self.kind not in kept

    @cached_property
    def next_step(self) -> NextStep | None:
        """Of several hazards, the step of those that are furthest behind."""
        if self.can_serve:
            return NextStep.SERVE
        if not self.orders:
            return None
        waiting = sorted(
            (item for item in self.items if item.next_step is not None),
            key=lambda item: STATE_ORDER.index(item.state),
        )
        if waiting:
            return waiting[0].next_step
        return NextStep.RESUME if self.can_resume else None

    def items_for(self, step: NextStep) -> tuple[ItemRow, ...]:
        """The hazards that can take this step now."""
        if not self.orders:
            return ()
        if step is NextStep.RECHECK:
            return tuple(item for item in self.items if item.can_recheck)
        return tuple(item for item in self.items if item.next_step is step)

    @property
    def is_late(self) -> bool:
        """Some hazard on it is open after its deadline."""
        return self.orders and any(
            item.state is not HazardState.CLOSED and item.due is not None and item.due < self.today
            for item in self.items
        )


def paper_card(session: Session, key: int, today: date) -> PaperCard | None:
    paper = session.get(Paper, key)
    if paper is None:
        return None
    project = session.get(Project, paper.project_id) if paper.project_id is not None else None
    items = _items(session, paper)
    visits = recheck_visits(session, project.id, paper.issued_on) if project and items else {}
    return PaperCard(
        id=paper.id,
        kind=paper.kind,
        kind_words=kind_words(paper.kind, paper.kind_text),
        number=paper.number or "",
        project=project.name if project else paper.project_text or "",
        project_id=paper.project_id,
        addressee=paper.enterprise_text or "",
        issued_on=paper.issued_on,
        entered_on=paper.entered_on,
        due=paper.due,
        served_on=paper.served_on,
        state=paper.state,
        state_words=paper.state_text or label(paper.state),
        void_reason=paper.void_reason or "",
        has_bytes=paper.sha256 is not None,
        registered=paper.registered,
        origin=paper.origin or "",
        history=paper.history,
        visit_id=paper.visit_id,
        items=items,
        papers=_papers(session, paper),
        happenings=_happenings(session, paper, items),
        visits=visits,
        visit_days=_days_of(session, visits),
        today=today,
        whole_site=paper.whole_site,
        resumed=_is_resumed(session, key),
        lacks_scan=session.scalar(select(Paper.id).where(Paper.id == key, UNSCANNED)) is not None,
        files=_files(session, key),
        code=(paper.code or "") if paper.sha256 else "",
        heading=paper.title or "",
    )


def _days_of(session: Session, visits: Mapping[int, str]) -> Mapping[int, date]:
    rows = session.execute(select(Visit.id, Visit.visited_on).where(Visit.id.in_(visits)))
    return {row.id: row.visited_on for row in rows}


def _is_resumed(session: Session, key: int) -> bool:
    lifted = select(Paper.id).where(
        Paper.about_paper_id == key,
        Paper.kind == PaperKind.RESUMPTION_NOTICE,
        Paper.state != PaperState.VOIDED,
    )
    return session.scalar(lifted.limit(1)) is not None


def _files(session: Session, key: int) -> tuple[tuple[int, str], ...]:
    """What was handed in for the paper, and its signed copies."""
    own = Attachment.entity == Paper.__tablename__, Attachment.record_id == key
    rows = select(Attachment.id, Attachment.name).where(*own).order_by(Attachment.id)
    return tuple((row.id, row.name) for row in session.execute(rows))


def _items(session: Session, paper: Paper) -> tuple[ItemRow, ...]:
    rows = session.execute(
        select(Hazard, PaperItem.position)
        .join(PaperItem, PaperItem.hazard_id == Hazard.id)
        .where(PaperItem.paper_id == paper.id)
        .order_by(PaperItem.position)
    ).all()
    ids = [row.Hazard.id for row in rows]
    facts = hazard_facts(session, [row.Hazard for row in rows]) if rows else {}
    steps = standing_rows(session, ids)
    numbers = papers_of(session, ids)
    made = []
    for hazard, position in rows:
        own = steps[hazard.id]
        ordered = last_of(own, HazardStepKind.ORDERED, "paper_id")
        is_moved = ordered not in (None, paper.id) and paper.kind in ORDER_KINDS
        last = next((step for step in reversed(own) if step.kind in RECHECKS), None)
        made.append(
            ItemRow(
                hazard.id,
                position,
                hazard.description,
                hazard.part or "",
                hazard.level,
                hazard.state,
                hazard.due,
                hazard.closed_on,
                facts[hazard.id].strict,
                numbers.get(ordered or 0, "") if is_moved else "",
                last.happened_on if last else None,
                last.kind is HazardStepKind.RECHECK_PASSED if last else None,
                (last.remark if last else "") or "",
            )
        )
    return tuple(made)


def _papers(session: Session, paper: Paper) -> tuple[Link, ...]:
    """The receipt of a notice, and the notice of a receipt."""
    about = [Paper.about_paper_id == paper.id]
    if paper.about_paper_id is not None:
        about.append(Paper.id == paper.about_paper_id)
    found = []
    for condition in about:
        for other in session.scalars(select(Paper).where(condition).order_by(Paper.id)):
            name = kind_words(other.kind, other.kind_text)
            words = f"{name} {other.number or other.issued_on.isoformat()}"
            found.append(Link(words, "paper", other.id))
    return tuple(found)


def _happenings(
    session: Session, paper: Paper, items: tuple[ItemRow, ...]
) -> tuple[Happening, ...]:
    """Newest first, each with the day it was entered where that is another one."""
    word = "印发" if paper.history else "签发"
    told = [Happening(paper.issued_on, f"{word}{_entered(paper.entered_on, paper.issued_on)}")]
    told += _services(session, paper)
    told += _steps(session, paper, items)
    told.reverse()
    told.sort(key=lambda line: line.order, reverse=True)
    if paper.state is PaperState.VOIDED:
        told.insert(0, _voided(session, paper))
    return tuple(told)


def _voided(session: Session, paper: Paper) -> Happening:
    """Its voiding is the last thing that was written about it."""
    last = session.execute(
        select(ChangeSet.at, ChangeSet.who)
        .join(Change, Change.change_set_id == ChangeSet.id)
        .where(Change.entity == Paper.__tablename__, Change.record_id == paper.id)
        .order_by(Change.change_set_id.desc())
        .limit(1)
    ).one()
    when = datetime.fromisoformat(last.at)
    return Happening(when, f"作废：{paper.void_reason}", last.who, is_bad=True)


def _services(session: Session, paper: Paper) -> list[Happening]:
    told = []
    for row in session.scalars(select(Service).where(Service.paper_id == paper.id)):
        receiver = "".join(
            filter(None, (row.receiver, row.receiver_post and f" {row.receiver_post}"))
        )
        parts = [label(row.way), *([f"{row.handed_at} 交付"] if row.handed_at else [])]
        parts += [f"签收人 {receiver}"] if receiver else []
        parts += [f"见证人 {row.witness}"] if row.witness else []
        parts += [f"{row.place}"] if row.place else []
        words = f"送达（{'，'.join(parts)}）{_entered(row.entered_on, row.served_on)}"
        told.append(Happening(row.served_on, words, row.server or ""))
    return told


def _steps(session: Session, paper: Paper, items: tuple[ItemRow, ...]) -> list[Happening]:
    """The steps of its hazards since it was issued; one taken by several is one line."""
    positions = {item.hazard_id: item.position for item in items}
    is_void = paper.state is PaperState.VOIDED
    untold = (*_PRINTED, HazardStepKind.CORRECTED) if is_void else _PRINTED
    rows = session.scalars(
        select(HazardStep)
        .where(
            HazardStep.hazard_id.in_(positions),
            HazardStep.kind.not_in(untold),
            HazardStep.happened_on >= paper.issued_on,
        )
        .order_by(HazardStep.id)
    )
    grouped: dict[tuple[HazardStepKind, date, str, str], list[int]] = {}
    for row in rows:
        key = (row.kind, row.happened_on, row.who, _entered(row.entered_on, row.happened_on))
        grouped.setdefault(key, []).append(positions[row.hazard_id])
    return [
        Happening(
            day,
            f"{label(kind)}{_which(sorted(places), len(items))}{entered}",
            who,
            kind is HazardStepKind.RECHECK_FAILED,
        )
        for (kind, day, who, entered), places in grouped.items()
    ]


def _which(places: list[int], count: int) -> str:
    if count == 1:
        return ""
    if len(places) == count:
        return "（全部）"
    return f"（第{'、'.join(str(place) for place in places)}项）"


def _entered(entered: date, day: date) -> str:
    return "" if entered == day else f"，{entered} 录入"
