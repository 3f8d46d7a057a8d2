"""监督人员: entering and changing one by hand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.change import about
from db.codes import Area, CertificateKind, HolderKind
from db.session import Act
from db.tables.inspectors import Inspector
from desktop.usecases.done import Done
from desktop.usecases.holding import Held, put_certificate
from desktop.usecases.records import claimed_or_new, equal_key, put_values, sealed, tail
from desktop.usecases.unique import check_unique


@dataclass(frozen=True)
class SaveInspector:
    """The columns of the ledger but the grid, which is appointed from a day on.

    An identity number is only given where it is new; none leaves the one there is.
    """

    name: str
    id_number: str | None = None
    enforcement_card: str | None = None
    enforcement_card_expiry: date | None = None
    certificate: str | None = None
    certificate_expiry: date | None = None
    post: str | None = None
    phone: str | None = None
    id: int | None = None
    version: int = 0


def save_inspector(session: Session, command: SaveInspector, act: Act) -> Done[int]:
    key = equal_key(session, command.id_number)
    check_unique(session, Inspector.id_number_key, key, command.id, "身份证号")
    person = claimed_or_new(session, Inspector, command.id, command.version)
    put_values(
        person,
        name=command.name,
        post=command.post,
        phone=command.phone,
        phone_tail=tail(command.phone),
        **sealed(session, command.id_number, person.id_number_key),
    )
    for kind, typed, last_day in (
        (
            CertificateKind.ENFORCEMENT_CARD,
            command.enforcement_card,
            command.enforcement_card_expiry,
        ),
        (CertificateKind.SUPERVISOR_CERTIFICATE, command.certificate, command.certificate_expiry),
    ):
        put_certificate(session, person, Held(HolderKind.INSPECTOR, kind, typed, last_day))
    about(session, person.name)
    return Done(person.id, frozenset({Area.INSPECTORS}))
