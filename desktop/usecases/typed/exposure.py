"""曝光清单: sites and enterprises with what was found and done, and the photos that show it."""

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind, PartyRole
from db.session import files_of
from db.tables.hazards import Hazard
from db.tables.signatures import Attachment
from desktop.documents import exposure_list as exposure_form
from desktop.documents.exposure_list import ExposedCase, ExposureListSheet, ShownPhoto
from desktop.documents.photo_sheets import PrintPhoto
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.official_texts import check_publishable
from desktop.exchange.photos import print_copy
from desktop.queries.papers import Party, parties_on
from desktop.queries.settings import words_setting
from desktop.queries.told_hazards import ToldHazard, orders_of, told_hazards
from desktop.queries.typed_subject import TypedGround
from desktop.queries.visit_chain import chain_of
from desktop.queries.visits import ENTITY, PHOTO
from desktop.usecases.typed.paper import About, TypedPaper

KIND = PaperKind.EXPOSURE_LIST
_A_VISIT = 4
"""So many photos of a visit are proposed; the clerk strikes out or adds."""
_PICTURES = ("jpg", "png", "webp", "bmp", "tif")
_BLAMED = (PartyRole.CONTRACTOR, PartyRole.CONSULTANT, PartyRole.CLIENT)


def exposure_list(session: Session, ground: TypedGround) -> ExposureListSheet:
    told = sorted(told_hazards(session, ground.hazards), key=lambda one: one.project_id)
    days = [one.found_on for one in told]
    cases = [
        _case(session, ground, list(same)) for _, same in groupby(told, lambda one: one.project_id)
    ]
    if not cases and ground.project is not None:
        cases = [ExposedCase(ground.project.name, "", "", _blamed(ground.parties))]
    return ExposureListSheet(
        issuer=ground.issuer,
        number="",
        cases=tuple(cases),
        issued=ground.day,
        first=min(days, default=None),
        last=max(days, default=None),
        hotline=words_setting(session, "inspection.hotline"),
        photos=tuple(_proposed(session, ground.hazards)),
    )


def _case(session: Session, ground: TypedGround, told: list[ToldHazard]) -> ExposedCase:
    site = told[0]
    problem = "\n".join(f"{number}. {one.what}。" for number, one in enumerate(told, start=1))
    order = orders_of(told)
    ended = [one.progress(ground.day) for one in told]
    same = ended[0] if len(set(ended)) == 1 else ""
    lines = "\n".join(filter(None, (f"已下达{order}" if order else "", same)))
    parties = parties_on(session, site.project_id, ground.day)
    return ExposedCase(
        site.project,
        problem if len(told) > 1 else f"{site.what}。",
        lines,
        _blamed(parties),
    )


def _blamed(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(
        f"{label(role)}：{one.name}" for role in _BLAMED for one in parties if one.role is role
    )


def _proposed(session: Session, hazards: tuple[Hazard, ...]) -> Iterator[ShownPhoto]:
    """Those of the hazard itself, else the first of its visit; each once."""
    seen: set[int] = set()
    for hazard in hazards:
        photos = _of(session, Hazard.__tablename__, (hazard.id,))
        photos = photos or _of_visit(session, hazard.visit_id)
        for photo in photos[:_A_VISIT]:
            if photo.id not in seen:
                seen.add(photo.id)
                yield ShownPhoto(photo.id, hazard.part or hazard.description)


def _of_visit(session: Session, visit_id: int | None) -> list[Attachment]:
    found = _of(session, ENTITY, chain_of(session, visit_id))
    return [one for one in found if one.purpose == PHOTO]


def _of(session: Session, entity: str, ids: tuple[int, ...]) -> list[Attachment]:
    rows = select(Attachment).where(
        Attachment.entity == entity,
        Attachment.record_id.in_(ids),
        Attachment.suffix.in_(_PICTURES),
    )
    return sorted(session.scalars(rows), key=lambda one: (one.taken_at or "~", one.id))


def photos_of(session: Session, sheet: ExposureListSheet) -> tuple[PrintPhoto, ...]:
    """The print copies; a number that is no photo of the record is refused."""
    return tuple(_printed(session, one) for one in sheet.photos)


def _printed(session: Session, photo: ShownPhoto) -> PrintPhoto:
    row = session.get(Attachment, photo.number)
    if row is None or row.suffix not in _PICTURES:
        raise RuleViolation(f"没有编号为{photo.number}的照片，请核对或删去这一行")
    copy = print_copy(files_of(session).get(row.sha256))
    return PrintPhoto(photo.caption, copy.wide, copy.high, copy.content)


def check_exposure(_session: Session, sheet: ExposureListSheet, _ground: TypedGround) -> None:
    for number, one in enumerate(sheet.cases, start=1):
        lacking = [
            word
            for word, given in (("工程名称", one.project), ("存在的问题", one.problem))
            if not given.strip()
        ]
        if lacking:
            raise RuleViolation(f"曝光清单第{number}项缺{'、'.join(lacking)}")
    texts = [f"{one.problem}\n{one.handling}" for one in sheet.cases]
    captions = [one.caption for one in sheet.photos]
    check_publishable({"曝光清单": "\n".join(texts), "照片说明": "\n".join(captions)})


EXPOSURES = (
    TypedPaper(
        KIND,
        exposure_list,
        exposure_form.render,
        ("cases",),
        (About.HAZARDS, About.PROJECT, About.PAPER, About.NOTHING),
        told="",
        numbered=False,
        long=("others",),
        check=check_exposure,
        several=True,
        photos=photos_of,
    ),
)
