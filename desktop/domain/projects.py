"""Projects (工程): what is under supervision, how a status began, from when what comes in holds."""

from dataclasses import dataclass
from datetime import date

from db.codes import ProjectStatus

SUPERVISED = (ProjectStatus.ACTIVE, ProjectStatus.STOPPED)
"""在监: a stopped site stays in until its supervision is suspended by paper or it is completed.

建质〔2014〕153号: during 中止监督 nothing is supervised; 停工 alone suspends nothing.
"""


def is_supervised(status: ProjectStatus | None) -> bool:
    """Whether a project of this status is under supervision; none stands for 中止监督."""
    return status in SUPERVISED


@dataclass(frozen=True)
class FirstKnown:
    """What a ledger row says of a project the office does not hold yet."""

    status: ProjectStatus
    start: date | None
    planned_finish: date | None
    imported_on: date
    since: date | None = None


def held_since(row: FirstKnown) -> date:
    """From which day what a row brings holds: ``--since``, else the earlier of start and import.

    Without a start, 1 January of the year of the import.
    """
    if row.since is not None:
        return row.since
    if row.start is None:
        return date(row.imported_on.year, 1, 1)
    return min(row.start, row.imported_on)


def first_statuses(row: FirstKnown) -> tuple[tuple[date, ProjectStatus], ...]:
    """The status rows a new project begins with, oldest first; a later one of the same day wins."""
    begun = held_since(row)
    if row.status is ProjectStatus.NOT_STARTED:
        return ((row.since or date(row.imported_on.year, 1, 1), row.status),)
    rows = {begun: ProjectStatus.ACTIVE}
    if row.status is ProjectStatus.STOPPED:
        rows[row.imported_on] = row.status
    if row.status is ProjectStatus.COMPLETED:
        finish = row.planned_finish
        past = finish is not None and begun <= finish <= row.imported_on
        rows[finish if past and finish else row.imported_on] = row.status
    return tuple(sorted(rows.items()))
