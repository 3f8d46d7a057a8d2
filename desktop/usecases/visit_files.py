"""Files that come after a visit was entered: more photos before it is signed, the scan after."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.projects import Project
from db.tables.signatures import Attachment
from db.tables.visits import Visit
from desktop.domain.errors import RuleViolation
from desktop.domain.visits import check_can_edit
from desktop.queries.visits import ENTITY, PHOTO, SIGNED_SCAN, visit_facts
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done


@dataclass(frozen=True)
class AddPhotos:
    """Photos of a visit nobody has signed yet: a signature binds the photos too."""

    visit_id: int
    photos: tuple[NewFile, ...]


@dataclass(frozen=True)
class SortPhotos:
    """Photos of a phone's folder, each with the visit it is of."""

    visits: tuple[AddPhotos, ...]


@dataclass(frozen=True)
class BindScan:
    """The wet-signed record, scanned (待补扫描)."""

    visit_id: int
    scan: NewFile


def add_photos(session: Session, command: AddPhotos, act: Act) -> Done[int]:
    visit = _visit(session, command.visit_id)
    _attach_new(session, visit, command.photos, act)
    return _done(session, visit)


def sort_photos(session: Session, command: SortPhotos, act: Act) -> Done[int]:
    """Keep each photo with its visit; how many were new there."""
    count = 0
    for one in command.visits:
        count += _attach_new(session, _visit(session, one.visit_id), one.photos, act)
    about(session, f"{count} 张照片")
    return Done(count, frozenset({Area.VISITS}))


def _attach_new(session: Session, visit: Visit, photos: tuple[NewFile, ...], act: Act) -> int:
    """A photo that the visit has already is not kept twice."""
    check_can_edit(visit_facts(session, [visit.id])[visit.id])
    rows = select(Attachment.sha256).where(
        Attachment.entity == ENTITY, Attachment.record_id == visit.id
    )
    kept = set(session.scalars(rows))
    count = 0
    for photo in photos:
        if hashlib.sha256(photo.content).hexdigest() not in kept:
            kept.add(attach(session, ENTITY, visit.id, photo, act, purpose=PHOTO).sha256)
            count += 1
    return count


def bind_scan(session: Session, command: BindScan, act: Act) -> Done[int]:
    visit = _visit(session, command.visit_id)
    facts = visit_facts(session, [visit.id])[visit.id]
    if not facts.site_signed and not any(one.signed for one in facts.inspectors):
        raise RuleViolation("还没有登记签名，请先登记谁在笔录上签了名，再补扫描件")
    attach(session, ENTITY, visit.id, command.scan, act, purpose=SIGNED_SCAN)
    return _done(session, visit)


def _visit(session: Session, key: int) -> Visit:
    visit = session.get(Visit, key)
    if visit is None:
        raise RuleViolation("没有这次检查，请刷新后再选")
    if visit.history:
        raise RuleViolation("历史导入的检查不要求照片和扫描件")
    return visit


def _done(session: Session, visit: Visit) -> Done[int]:
    project = session.get(Project, visit.project_id)
    about(session, project.name if project else "")
    return Done(visit.id, frozenset({Area.VISITS}))
