"""Projects (工程): permits, what is under supervision, and how a status began."""

from dataclasses import dataclass
from datetime import date

from db.codes import ProjectStatus
from desktop.domain.identifiers import check_permit

NO_PERMIT_WORDS = frozenset({"办理中", "正在办理", "未办理", "未办", "无", "/", "—", "-", ""})


def permit_or_none(text: str) -> str | None:
    """The permit number put right; 办理中 and its like mean there is none."""
    number = check_permit(text).value
    return None if number in NO_PERMIT_WORDS else number


def under_supervision(status: ProjectStatus) -> bool:
    """在监: a stopped site stays in until supervision is suspended (建质〔2014〕153号)."""
    return status in (ProjectStatus.ACTIVE, ProjectStatus.STOPPED)


def unpermitted_work(status: ProjectStatus, permit: str | None) -> bool:
    """Work going on without a permit: a reason to look, never by itself a clue (建筑法第七条)."""
    return status is ProjectStatus.ACTIVE and not permit


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
