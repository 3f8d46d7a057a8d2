"""Every table of the record, imported in one place for migrations, verify and backup."""

from db import change, files, ids, search
from db.base import Base
from db.tables import (
    dangerous_works,
    enterprises,
    hazards,
    inspectors,
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
    papers,
    signatures,
    months,
)
METADATA = Base.metadata
