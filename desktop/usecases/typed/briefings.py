"""监督告知书, 监督交底记录, 送达地址及电子送达确认书: what stands before the first visit."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind, PaperState, PartyRole
from db.tables.enterprises import Enterprise
from db.tables.papers import Paper
from desktop.documents import briefing_record as briefing_form
from desktop.documents import service_address as address_form
from desktop.documents import supervision_notice as notice_form
from desktop.documents.briefing_record import BriefingRecordSheet
from desktop.documents.service_address import ServiceAddressSheet
from desktop.documents.supervision_notice import PartyDuty, SupervisionNoticeSheet
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.queries.settings import words_setting
from desktop.queries.typed_subject import TypedGround, standing_paper
from desktop.reference.paper_points import duty_words, points
from desktop.usecases.typed.following import cited
from desktop.usecases.typed.paper import About, TypedPaper
from desktop.usecases.typed.site import copied_to, site_of, told_first, watch_on

NOTICE, BRIEFING = PaperKind.SUPERVISION_NOTICE, PaperKind.BRIEFING_RECORD
ADDRESS = PaperKind.SERVICE_ADDRESS


def supervision_notice(session: Session, ground: TypedGround) -> SupervisionNoticeSheet:
    watch = watch_on(session, ground)
    return SupervisionNoticeSheet(
        issuer=ground.issuer,
        number="",
        addressee=told_first(ground),
        project=ground.project_name,
        officers=watch.officers,
        issued=ground.day,
        manner="".join(points(NOTICE, "manner")),
        focus=points(NOTICE, "focus"),
        duties=_duties(ground),
        reports=points(NOTICE, "reports"),
        hotline=words_setting(session, "inspection.hotline"),
        copied_to=copied_to(ground),
        contact=watch.contact,
    )


def _duties(ground: TypedGround) -> tuple[PartyDuty, ...]:
    roles = dict.fromkeys(one.role for one in ground.parties)
    told = ((role, duty_words(role)) for role in PartyRole if role in roles)
    return tuple(PartyDuty(label(role), words) for role, words in told if words)


def briefing_record(session: Session, ground: TypedGround) -> BriefingRecordSheet:
    site, watch = site_of(ground), watch_on(session, ground)
    notice = standing_paper(session, site.id, NOTICE)
    return BriefingRecordSheet(
        issuer=ground.issuer,
        number="",
        project=site.name,
        started=ground.day,
        place=site.location or "",
        officers=watch.officers,
        points=points(BRIEFING, "points"),
        contact=watch.contact,
        notice_number=(notice.number if notice else "") or "",
        addresses=_addresses(session, site.id),
    )


def _addresses(session: Session, site: int) -> str:
    """Who of the parties has confirmed an address by then."""
    rows = select(Paper.enterprise_text).where(
        Paper.project_id == site, Paper.kind == ADDRESS, Paper.state != PaperState.VOIDED
    )
    names = dict.fromkeys(session.scalars(rows.order_by(Paper.issued_on, Paper.id)))
    told = "、".join(name for name in names if name)
    return f"{told}已填写送达地址及电子送达确认书" if told else ""


def service_address(session: Session, ground: TypedGround) -> ServiceAddressSheet:
    """Of the enterprise asked for, else of the site's contractor."""
    told = ground.addressee
    key = ground.id_of(told)
    firm = session.get(Enterprise, key) if key is not None else None
    lead = watch_on(session, ground).lead.name if ground.project else ""
    return ServiceAddressSheet(
        issuer=ground.issuer,
        number="",
        party=told,
        credit_code=firm.uscc if firm else "",
        representative=(firm.legal_person if firm else "") or "",
        project=ground.project_name,
        phone=(firm.phone if firm else "") or "",
        confirmed=ground.day,
        told_by=lead,
    )


def _check_reachable(_session: Session, sheet: ServiceAddressSheet, _ground: TypedGround) -> None:
    reached = any(one.strip() for one in (sheet.mobile, sheet.chat, sheet.email))
    if sheet.agrees and not reached:
        raise RuleViolation(
            "同意电子送达的，须填手机号码、微信号、电子邮箱中的一种（民事诉讼法第九十条）"
        )


_FROM_SITE = (About.PROJECT,)
BRIEFINGS = (
    TypedPaper(
        NOTICE,
        supervision_notice,
        notice_form.render,
        ("addressee", "project", "officers", "manner", "focus"),
        _FROM_SITE,
        numbered=False,
        long=("manner",),
    ),
    TypedPaper(
        BRIEFING,
        briefing_record,
        briefing_form.render,
        ("project", "place", "officers", "points"),
        (*_FROM_SITE, About.PAPER),
        day="started",
        told="",
        numbered=False,
        long=("questions", "addresses"),
        after=NOTICE,
        follows=cited(NOTICE, "notice_number"),
    ),
    TypedPaper(
        ADDRESS,
        service_address,
        address_form.render,
        ("party", "confirmed"),
        (About.PROJECT, About.ENTERPRISE),
        day="confirmed",
        told="party",
        numbered=False,
        check=_check_reachable,
    ),
)
