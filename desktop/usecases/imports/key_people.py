"""关键岗位人员台账."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from db.codes import Area, CertificateKind, HolderKind
from db.tables.key_people import KeyPerson
from desktop.domain.ledgers.key_people import LEDGER
from desktop.usecases.imports.certificates import Card, add_held, store_cards
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import Entry, Facts, Importer, Rows, Work, plain_store
from desktop.usecases.imports.references import PROJECT, chosen

POST = Card(
    HolderKind.PERSON, CertificateKind.POST_CERTIFICATE, "certificate", "certificate_expiry"
)


def _held(ground: Ground, rows: Rows) -> dict[int, Facts]:
    held: dict[int, Facts] = {}
    every = select(KeyPerson).order_by(KeyPerson.id)
    for query in chosen(every, KeyPerson.project_id, rows, "project"):
        for row in ground.session.scalars(query):
            held[row.id] = {
                "project": row.project_id,
                "name": row.name,
                "id_number": ground.opened(row.id_number),
                "post": row.post,
            }
    add_held(ground.session, POST, held)
    return held


def _columns(work: Work, facts: Facts) -> dict[str, Any]:
    return {
        "project_id": facts["project"],
        "name": facts["name"],
        "post": facts["post"],
        **work.ground.sealed(facts["id_number"]),
    }


_store_plain = plain_store(KeyPerson, _columns)


def _store(work: Work, entries: Sequence[Entry]) -> None:
    _store_plain(work, entries)
    store_cards(work, POST, entries)


IMPORTER = Importer(
    LEDGER,
    Area.KEY_PEOPLE,
    _held,
    _store,
    refers=(PROJECT,),
    lasting=frozenset({"certificate_expiry"}),
)
