"""What the page of hazards says of one: why it waits, what happened, which months there are."""

from datetime import date

from db.codes import HazardState
from desktop.domain.labels import label
from desktop.domain.months import last_month, month_of, month_words
from desktop.queries.hazards import HazardCard, StepRow
from desktop.ui.columns import Mark
from desktop.ui.record import Event

_MONTHS = 24


def why_not(card: HazardCard) -> str:
    """Why it is neither replied to nor re-checked now; empty where it can be."""
    if card.can_recheck:
        return ""
    if card.can_order:
        return "尚未责令整改"
    return "已销号" if card.state is HazardState.CLOSED else "已复查合格"


def event_of(step: StepRow) -> Event:
    told = [label(step.kind)]
    told += [label(step.way)] if step.way else []
    told += [step.paper] if step.paper else []
    told += [f"新期限 {step.new_due.isoformat()}"] if step.new_due else []
    told += [step.remark] if step.remark else []
    failed = step.kind.value == "recheck_failed"
    mark = Mark.DANGER if failed else Mark.QUIET
    return Event(step.happened_on, "　".join(told), step.who, mark)


def months_behind(today: date) -> dict[str, str]:
    """The months behind us, newest first."""
    month, found = month_of(today), {}
    for _ in range(_MONTHS):
        found[str(month)] = month_words(month)
        month = last_month(month)
    return found
