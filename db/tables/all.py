"""Every table of the record, imported in one place for migrations, verify and backup."""

from sqlalchemy import Table

from db import change, files, ids, search
from db.base import Base
from db.tables import (
    dangerous_works,
    enterprises,
    hazards,
    inspectors,
    issuing,
    key_people,
    machines,
    months,
    office,
    papers,
    projects,
    rounds,
    signatures,
    training,
    visits,
)

MODULES = (
    change,
    files,
    ids,
    search,
    office,
    inspectors,
    enterprises,
    projects,
    key_people,
    machines,
    dangerous_works,
    training,
    rounds,
    visits,
    hazards,
    issuing,
    papers,
    signatures,
    months,
)
METADATA = Base.metadata


def audited_tables() -> list[Table]:
    """Return the tables whose every row passes through the change log."""
    audited = {
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if isinstance(mapper.local_table, Table) and mapper.class_.audited
    }
    return [table for table in METADATA.sorted_tables if table.name in audited]
