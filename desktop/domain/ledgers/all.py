"""Every kind of ledger, in the order the office fills them."""

from desktop.domain.ledger import Ledger
from desktop.domain.ledgers import (
    dangerous_works,
    enterprises,
    hazards,
    inspectors,
    key_people,
    machines,
    papers,
    projects,
    training,
    visits,
)

LEDGERS: tuple[Ledger, ...] = (
    enterprises.LEDGER,
    inspectors.LEDGER,
    projects.LEDGER,
    key_people.LEDGER,
    machines.LEDGER,
    dangerous_works.LEDGER,
    hazards.LEDGER,
    training.LEDGER,
    visits.LEDGER,
    papers.LEDGER,
)
