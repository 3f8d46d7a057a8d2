"""企业台账: known by its code; the name stays, another one is said."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from db.codes import Area, CertificateKind, HolderKind
from db.tables.enterprises import Enterprise
from desktop.domain.ledgers.enterprises import LEDGER
from desktop.domain.names import normal_name
from desktop.usecases.imports.certificates import Card, add_held, store_cards
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import Entry, Facts, Importer, Rows, Work, plain_store
from desktop.usecases.linking import link_enterprises

LICENCE = Card(
    HolderKind.ENTERPRISE,
    CertificateKind.SAFETY_LICENCE,
    "safety_licence",
    "safety_licence_expiry",
)
_PLAIN = ("name", "uscc", "kind", "qualification", "legal_person", "principal", "phone")


def _held(ground: Ground, _rows: Rows) -> dict[int, Facts]:
    held = {
        row.id: {
            column.key: getattr(row, column.key) if column.key in _PLAIN else None
            for column in LEDGER.columns
        }
        for row in ground.session.scalars(select(Enterprise).order_by(Enterprise.id))
    }
    add_held(ground.session, LICENCE, held)
    return held


def _columns(_work: Work, facts: Facts) -> dict[str, Any]:
    return {
        **{key: facts[key] for key in _PLAIN},
        "name_key": normal_name(facts["name"]),
        "phone_tail": facts["phone"][-4:] if facts["phone"] else None,
    }


_store_plain = plain_store(Enterprise, _columns)


def _store(work: Work, entries: Sequence[Entry]) -> None:
    _store_plain(work, entries)
    store_cards(work, LICENCE, entries)
    new = {normal_name(entry.facts["name"]): entry.id for entry in entries if entry.is_new}
    link_enterprises(work.session, {name: key for name, key in new.items() if key is not None})


IMPORTER = Importer(
    LEDGER,
    Area.ENTERPRISES,
    _held,
    _store,
    kept={"name": "同一信用代码已登记为“{}”，名称未改；如已更名，请在企业页修改"},
    lasting=frozenset({"safety_licence_expiry"}),
)
