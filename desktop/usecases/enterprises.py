"""企业: entering and changing one by hand."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.change import about
from db.codes import Area, CertificateKind, EnterpriseKind, HolderKind
from db.session import Act
from db.tables.enterprises import Enterprise
from desktop.domain.names import normal_name
from desktop.usecases.done import Done
from desktop.usecases.holding import Held, put_certificate
from desktop.usecases.linking import link_one_enterprise
from desktop.usecases.records import claimed_or_new, put_values, tail
from desktop.usecases.unique import check_unique


@dataclass(frozen=True)
class SaveEnterprise:
    """All columns of the ledger; without an id it is a new one."""

    name: str
    uscc: str
    kind: EnterpriseKind
    qualification: str | None = None
    safety_licence: str | None = None
    safety_licence_expiry: date | None = None
    legal_person: str | None = None
    principal: str | None = None
    phone: str | None = None
    id: int | None = None
    version: int = 0


def save_enterprise(session: Session, command: SaveEnterprise, act: Act) -> Done[int]:
    check_unique(session, Enterprise.uscc, command.uscc, command.id, "统一社会信用代码")
    firm = claimed_or_new(session, Enterprise, command.id, command.version)
    put_values(
        firm,
        name=command.name,
        name_key=normal_name(command.name),
        uscc=command.uscc,
        kind=command.kind,
        qualification=command.qualification,
        legal_person=command.legal_person,
        principal=command.principal,
        phone=command.phone,
        phone_tail=tail(command.phone),
    )
    licence = Held(
        HolderKind.ENTERPRISE,
        CertificateKind.SAFETY_LICENCE,
        command.safety_licence,
        command.safety_licence_expiry,
    )
    put_certificate(session, firm, licence)
    link_one_enterprise(session, firm.name, firm.id)
    about(session, firm.name)
    return Done(firm.id, frozenset({Area.ENTERPRISES, Area.PROJECTS, Area.PAPERS}))
