"""关键岗位人员: entering and changing one by hand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.change import about
from db.codes import Area, CertificateKind, HolderKind, Post
from db.session import Act
from db.tables.key_people import KeyPerson
from desktop.usecases.done import Done
from desktop.usecases.holding import Held, put_certificate
from desktop.usecases.records import claimed_or_new, equal_key, put_values, sealed
from desktop.usecases.unique import check_not_there


@dataclass(frozen=True)
class SaveKeyPerson:
    """All columns of the ledger; an identity number is only given where it is new."""

    project: int
    name: str
    post: Post
    id_number: str | None = None
    certificate: str | None = None
    certificate_expiry: date | None = None
    id: int | None = None
    version: int = 0


def save_key_person(session: Session, command: SaveKeyPerson, act: Act) -> Done[int]:
    same = {
        "project_id": command.project,
        "post": command.post,
        "name": command.name,
        "id_number_key": equal_key(session, command.id_number),
    }
    check_not_there(session, KeyPerson, command.id, f"{command.name}在本工程的这个岗位", **same)
    person = claimed_or_new(session, KeyPerson, command.id, command.version)
    put_values(
        person,
        project_id=command.project,
        name=command.name,
        post=command.post,
        **sealed(session, command.id_number, person.id_number_key),
    )
    held = Held(
        HolderKind.PERSON,
        CertificateKind.POST_CERTIFICATE,
        command.certificate,
        command.certificate_expiry,
    )
    put_certificate(session, person, held)
    about(session, person.name)
    return Done(person.id, frozenset({Area.KEY_PEOPLE}))
