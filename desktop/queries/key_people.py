"""关键岗位人员: the list, and the one person on a post of a project."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from db.codes import CertificateKind, HolderKind, Post
from db.tables.inspectors import Certificate
from db.tables.key_people import KeyPerson
from db.tables.projects import Project
from desktop.domain.labels import label
from desktop.queries.cards import Card, Link, Ref
from desktop.queries.day import TODAY
from desktop.queries.edits import Tie
from desktop.queries.listing import Listing
from desktop.queries.matching import by_pinyin, matcher
from desktop.queries.timeline import timeline_of
from desktop.queries.validity import FAR_OFF, Validity, newest, reaches, validity

_HOLDER = HolderKind.PERSON
_KIND = CertificateKind.POST_CERTIFICATE


@dataclass(frozen=True)
class KeyPersonRow:
    """One line of the list."""

    id: int
    project: str
    name: str
    post: Post
    certificate: str | None
    certificate_validity: Validity
    id_number_tail: str | None


_NUMBER = newest(_HOLDER, KeyPerson.id, _KIND, Certificate.number)
_END = newest(_HOLDER, KeyPerson.id, _KIND, Certificate.valid_to)


def _row(row: Row[Any]) -> KeyPersonRow:
    person: KeyPerson = row[0]
    return KeyPersonRow(
        id=person.id,
        project=row.project,
        name=person.name,
        post=person.post,
        certificate=row.number,
        certificate_validity=validity(row.end, row.lasting, row.today),
        id_number_tail=person.id_number_tail,
    )


KEY_PEOPLE = Listing(
    rows=select(
        KeyPerson,
        Project.name.label("project"),
        _NUMBER.label("number"),
        _END.label("end"),
        newest(_HOLDER, KeyPerson.id, _KIND, Certificate.lasting).label("lasting"),
        TODAY.label("today"),
    )
    .select_from(KeyPerson)
    .join(Project, Project.id == KeyPerson.project_id),
    id=KeyPerson.id,
    sorts={
        "project": by_pinyin("project", KeyPerson.project_id),
        "name": by_pinyin("key_person", KeyPerson.id),
        "post": KeyPerson.post,
        "valid_to": func.coalesce(_END, FAR_OFF),
    },
    make=_row,
    matches=matcher(
        (("project", KeyPerson.project_id), ("key_person", KeyPerson.id)),
        Project.name,
        KeyPerson.name,
        func.coalesce(_NUMBER, ""),
        func.coalesce(KeyPerson.id_number_tail, ""),
    ),
    filters={
        "post": lambda value: KeyPerson.post == Post(value),
        "expiry": lambda step: reaches(_END, step),
    },
)


def key_person_card(session: Session, key: int, today: date) -> Card | None:
    """One person as the pane and the form need it."""
    person = session.get(KeyPerson, key)
    if person is None:
        return None
    project = session.get_one(Project, person.project_id)
    held = session.scalars(
        select(Certificate)
        .where(Certificate.holder_kind == _HOLDER, Certificate.holder_id == key)
        .order_by(Certificate.lasting.desc(), Certificate.valid_to.desc())
    ).first()
    term = validity(held.valid_to, held.lasting, today) if held else Validity()
    tied = (Tie("certificate", (held.id,), "证书"),) if held else ()
    return Card(
        id=key,
        version=person.version,
        title=f"{person.name}　{label(person.post)}",
        subtitle=project.name,
        values={
            "project": Ref(project.id, project.name),
            "name": person.name,
            "id_number": person.id_number_tail,
            "post": person.post,
            "certificate": held.number if held else None,
            "certificate_expiry": term,
        },
        warnings=(f"证书{term.expiry.words}",) if term.expiry else (),
        links=(Link(project.name, "project", project.id), *_elsewhere(session, person)),
        timeline=timeline_of(session, (Tie("key_person", (key,)), *tied)),
    )


def _elsewhere(session: Session, person: KeyPerson) -> Iterator[Link]:
    """The same identity number on another project: 待核, the law leaves exceptions."""
    if person.id_number_key is None:
        return
    rows = session.execute(
        select(KeyPerson.id, KeyPerson.post, Project.name)
        .join(Project, Project.id == KeyPerson.project_id)
        .where(KeyPerson.id_number_key == person.id_number_key)
        .where(KeyPerson.project_id != person.project_id)
    )
    for key, post, name in rows:
        yield Link(f"待核：同一身份证号还在“{name}”任{label(post)}", "key_person", key)
