"""Every kind of ledger that can be imported, in the order of the declarations."""

from desktop.usecases.imports import (
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
from desktop.usecases.imports.importer import Importer

IMPORTERS: tuple[Importer, ...] = (
    enterprises.IMPORTER,
    inspectors.IMPORTER,
    projects.IMPORTER,
    key_people.IMPORTER,
    machines.IMPORTER,
    dangerous_works.IMPORTER,
    hazards.IMPORTER,
    training.IMPORTER,
    visits.IMPORTER,
    papers.IMPORTER,
)


def importer_of(ledger: str) -> Importer:
    """The importer of that kind."""
    return next(importer for importer in IMPORTERS if importer.ledger.key == ledger)
