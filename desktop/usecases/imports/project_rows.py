"""The rows of a project the office did not hold yet: from which day each holds."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from db.base import Record
from db.codes import PartyRole
from db.tables.projects import (
    Participation,
    Project,
    ProjectAssistant,
    ProjectCode,
    ProjectGrid,
    ProjectInspector,
    ProjectName,
    ProjectPermit,
    ProjectStage,
    ProjectStatusSince,
)
from desktop.domain.names import normal_name
from desktop.domain.projects import FirstKnown, first_statuses, held_since
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import Entry, Work

PLAIN = (
    "kind",
    "location",
    "area_m2",
    "cost_wan",
    "manager",
    "chief_consultant",
    "start",
    "planned_finish",
)
COPIES = ("name", "code", "permit", "permit_date")
ROLES = {
    "client": PartyRole.CLIENT,
    "contractor": PartyRole.CONTRACTOR,
    "consultant": PartyRole.CONSULTANT,
}


def rows_of(
    work: Work, entry: Entry, grids: dict[str, int]
) -> Iterator[tuple[type[Record], dict[str, Any]]]:
    """All rows of a new project, those that hold from a day on from its own first day."""
    facts, ground = entry.facts, work.ground
    first = FirstKnown(
        facts["status"], facts["start"], facts["planned_finish"], ground.today, ground.since
    )
    begun = held_since(first)
    dated = {"project_id": entry.id, "since": begun}
    copies = {key: facts[key] for key in PLAIN + COPIES}
    yield Project, {"id": entry.id, "name_key": normal_name(facts["name"]), **copies}
    yield ProjectName, {**dated, "name": facts["name"]}
    if facts["code"]:
        yield ProjectCode, {**dated, "number": facts["code"]}
    if facts["permit"]:
        issued = facts["permit_date"]
        yield ProjectPermit, {**dated, "number": facts["permit"], "issued_on": issued}
    for since, status in first_statuses(first):
        yield ProjectStatusSince, {"project_id": entry.id, "since": since, "status": status}
    if facts["stage"]:
        yield ProjectStage, {**dated, "stage": facts["stage"]}
    if facts["grid"]:
        yield ProjectGrid, {**dated, "grid_id": grids[normal_name(facts["grid"])]}
    yield from _posted(ground, entry, dated)
    for key, role in ROLES.items():
        if facts[key]:
            yield Participation, party_row(ground, entry, key, role, begun)


def _posted(
    ground: Ground, entry: Entry, dated: dict[str, Any]
) -> Iterator[tuple[type[Record], dict[str, Any]]]:
    people = [ground.inspectors.one(name) for name in entry.facts["inspector"] or ()]
    if people:
        yield ProjectInspector, {**dated, "inspector_id": people[0]}
    for helper in people[1:]:
        period = {"project_id": entry.id, "valid_from": dated["since"]}
        yield ProjectAssistant, {**period, "inspector_id": helper}


def party_row(
    ground: Ground, entry: Entry, key: str, role: PartyRole, begun: date
) -> dict[str, Any]:
    """A party as the ledger writes it, tied to the enterprise where that is known."""
    name = entry.facts[key]
    return {
        "project_id": entry.id,
        "role": role,
        "name": name,
        "enterprise_id": ground.enterprises.one(name),
        "valid_from": begun,
    }
