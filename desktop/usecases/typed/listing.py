"""挂牌督办通知书 and 解除挂牌督办通知书 (建质〔2011〕158号): five contents, and how it ends."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.codes import HazardState, HazardStepKind, PaperKind, PaperState, PartyRole
from db.tables.hazards import Hazard, HazardStep
from db.tables.papers import Paper, PaperItem
from db.tables.visits import VisitInspector
from desktop.documents import listed_supervision_notice as listing_form
from desktop.documents import listed_supervision_release as release_form
from desktop.documents.listed_supervision_notice import ListedHazard, ListedSupervisionNoticeSheet
from desktop.documents.listed_supervision_release import (
    ListedSupervisionReleaseSheet,
    ReleasedHazard,
)
from desktop.documents.sheets import Officer
from desktop.domain import listed_supervision as rules
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label
from desktop.queries.orders import standing_rows
from desktop.queries.told_hazards import numbers_of, told_hazards
from desktop.queries.typed_subject import TypedGround, standing_paper
from desktop.usecases.officers import officers_on
from desktop.usecases.typed.following import cited
from desktop.usecases.typed.paper import About, TypedPaper
from desktop.usecases.typed.site import site_of, watch_on
from desktop.usecases.typed.told_texts import answer_by

LISTING, RELEASE = PaperKind.LISTED_SUPERVISION_NOTICE, PaperKind.LISTED_SUPERVISION_RELEASE
_COPIED = (PartyRole.CLIENT, PartyRole.CONSULTANT)
_PASSED = (HazardState.RECHECKED, HazardState.REVIEWED, HazardState.CLOSED)
_EACH = "立即治理，消除隐患"
_REQUIREMENT = "立即组织治理，明确责任人、资金、措施和应急预案，确认隐患消除后编制治理报告"
_OTHERS = "建设单位应当保障治理所需的资金和条件，监理单位应当督促治理并检查进展"


def listing(session: Session, ground: TypedGround) -> ListedSupervisionNoticeSheet:
    site, watch = site_of(ground), watch_on(session, ground)
    told = told_hazards(session, ground.hazards)
    dues = [one.due for one in told if one.due is not None and one.due > ground.day]
    return ListedSupervisionNoticeSheet(
        issuer=ground.issuer,
        number="",
        addressee=ground.addressee,
        project=site.name,
        hazards=tuple(ListedHazard(one.description, one.part, one.clause, _EACH) for one in told),
        due=max(dues, default=answer_by(session, ground.day) or ground.day),
        issued=ground.day,
        place=site.location or "",
        contractor=ground.party(PartyRole.CONTRACTOR),
        consultant=ground.party(PartyRole.CONSULTANT),
        source="；".join(dict.fromkeys(map(_source, ground.hazards))),
        about_number=numbers_of(told),
        requirement=_REQUIREMENT,
        others=_OTHERS,
        supervised_by=watch.lead.name,
        copied_to=_copied(ground),
        contact=watch.contact.removeprefix(watch.lead.name).strip(),
    )


def release(session: Session, ground: TypedGround) -> ListedSupervisionReleaseSheet:
    """Of the listing that stands, and what the last re-check found of each hazard."""
    site = site_of(ground)
    listed = ground.about or standing_paper(session, site.id, LISTING, RELEASE)
    found = dict(_checked(session, ground.hazards))
    days = [step.happened_on for step in found.values()]
    checked = max(days, default=ground.day)
    return ListedSupervisionReleaseSheet(
        issuer=ground.issuer,
        number="",
        addressee=(listed.enterprise_text if listed else "") or ground.addressee,
        project=site.name,
        notice_number=(listed.number if listed else "") or "",
        checked=checked,
        conclusion="",
        released=ground.day,
        issued=ground.day,
        listed=listed.issued_on if listed else None,
        hazards=tuple(_released(one, found.get(one.id)) for one in ground.hazards),
        inspectors=_checkers(session, list(found.values()), checked),
        copied_to=_copied(ground),
        contact=watch_on(session, ground).contact,
    )


def _source(hazard: Hazard) -> str:
    return f"{label(hazard.source)}（{chinese_date(hazard.found_on)}发现）"


def _copied(ground: TypedGround) -> tuple[str, ...]:
    names = (ground.party(role) for role in _COPIED)
    return tuple(name for name in names if name and name != ground.addressee)


def _checked(session: Session, hazards: tuple[Hazard, ...]) -> Iterator[tuple[int, HazardStep]]:
    """The last passed re-check of each hazard that has one."""
    for key, steps in standing_rows(session, [one.id for one in hazards]).items():
        passed = [one for one in steps if one.kind is HazardStepKind.RECHECK_PASSED]
        if passed:
            yield key, passed[-1]


def _released(hazard: Hazard, step: HazardStep | None) -> ReleasedHazard:
    said = (step.remark or "复查合格") if step is not None else ""
    return ReleasedHazard(hazard.description, hazard.part or "", said)


def _checkers(session: Session, steps: list[HazardStep], day: date) -> tuple[Officer, ...]:
    visits = {step.visit_id for step in steps if step.visit_id is not None}
    rows = select(VisitInspector.inspector_id).where(VisitInspector.visit_id.in_(visits))
    ids = dict.fromkeys(session.scalars(rows.order_by(VisitInspector.position)))
    return officers_on(session, tuple(ids), day)


def check_listing(
    session: Session, sheet: ListedSupervisionNoticeSheet, ground: TypedGround
) -> None:
    """Majors that are open and under no other listing, each with what must be done by when."""
    rules.check_term(sheet.issued, sheet.due)
    for number, hazard in enumerate(ground.hazards, start=1):
        rules.check_can_list(number, hazard.level, hazard.state, _listed_by(session, hazard.id))


def _listed_by(session: Session, hazard_id: int) -> str:
    """The number of the listing in force that names the hazard."""
    ended = aliased(Paper)
    lifted = select(ended.id).where(
        ended.about_paper_id == Paper.id, ended.kind == RELEASE, ended.state != PaperState.VOIDED
    )
    rows = (
        select(Paper.number)
        .join(PaperItem, PaperItem.paper_id == Paper.id)
        .where(
            PaperItem.hazard_id == hazard_id,
            Paper.kind == LISTING,
            Paper.state != PaperState.VOIDED,
            ~lifted.exists(),
        )
    )
    return session.scalar(rows.limit(1)) or ""


def check_release(
    _session: Session, _sheet: ListedSupervisionReleaseSheet, ground: TypedGround
) -> None:
    for number, hazard in enumerate(ground.hazards, start=1):
        rules.check_can_release(number, has_passed=hazard.state in _PASSED)


LISTINGS = (
    TypedPaper(
        LISTING,
        listing,
        listing_form.render,
        ("addressee", "project", "hazards", "requirement", "due", "others"),
        (About.HAZARDS, About.PROJECT, About.PAPER),
        due="due",
        long=("requirement", "others"),
        check=check_listing,
        lines=lambda sheet: tuple(one.description for one in sheet.hazards),
    ),
    TypedPaper(
        RELEASE,
        release,
        release_form.render,
        ("addressee", "project", "notice_number", "checked", "conclusion", "released"),
        (About.PAPER, About.PROJECT),
        long=("conclusion", "others"),
        happened=("listed", "applied", "checked"),
        after=LISTING,
        follows=cited(LISTING, "notice_number", by=RELEASE),
        check=check_release,
    ),
)
