"""监督人员台账: persons, their two cards, and the grids they are posted to."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from db.codes import Area, CertificateKind, HolderKind
from db.tables.inspectors import Inspector
from desktop.domain.ledgers.inspectors import LEDGER
from desktop.usecases.imports.certificates import Card, add_held, store_cards
from desktop.usecases.imports.grids import grids_held, review_grids, store_grids
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import Entry, Facts, Importer, Rows, Work, plain_store

CARDS = (
    Card(
        HolderKind.INSPECTOR,
        CertificateKind.ENFORCEMENT_CARD,
        "enforcement_card",
        "enforcement_card_expiry",
    ),
    Card(
        HolderKind.INSPECTOR,
        CertificateKind.SUPERVISOR_CERTIFICATE,
        "certificate",
        "certificate_expiry",
    ),
)


def _held(ground: Ground, _rows: Rows) -> dict[int, Facts]:
    posted = grids_held(ground)
    held = {
        row.id: {
            "name": row.name,
            "id_number": ground.opened(row.id_number),
            "post": row.post,
            "phone": row.phone,
            "grid": posted.get(row.id),
        }
        for row in ground.session.scalars(select(Inspector).order_by(Inspector.id))
    }
    for card in CARDS:
        add_held(ground.session, card, held)
    return held


def _columns(work: Work, facts: Facts) -> dict[str, Any]:
    return {
        **{key: facts[key] for key in ("name", "post", "phone")},
        "phone_tail": facts["phone"][-4:] if facts["phone"] else None,
        **work.ground.sealed(facts["id_number"]),
    }


_store_plain = plain_store(Inspector, _columns)


def _store(work: Work, entries: Sequence[Entry]) -> None:
    _store_plain(work, entries)
    for card in CARDS:
        store_cards(work, card, entries)
    store_grids(work, entries)


def _posted_there(old: Any, new: Any) -> bool:
    """What is held are all grids of a person; the sheet names one."""
    return isinstance(old, tuple) and new in old


IMPORTER = Importer(
    LEDGER,
    Area.INSPECTORS,
    _held,
    _store,
    lasting=frozenset({"enforcement_card_expiry", "certificate_expiry"}),
    same={"grid": _posted_there},
    review=review_grids,
)
