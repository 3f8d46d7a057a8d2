"""A step that several hazards of one paper may take: the form asks for which of them."""

from collections.abc import Callable, Sequence
from typing import Any

from desktop.queries.paper_card import ItemRow
from desktop.ui.fields import Flag
from desktop.ui.forms import Editor

_SHOWN = 28


def item_editor(make: Callable[[tuple[int, ...]], Editor], items: Sequence[ItemRow]) -> Editor:
    """``make`` gives the form for some hazards; with several, each item is ticked or not."""
    ids = tuple(item.hazard_id for item in items)
    whole = make(ids)
    if len(items) == 1:
        return whole
    ticks = tuple(
        Flag(_key(item.hazard_id), f"第{item.position}项", hint=_short(item)) for item in items
    )

    def command(values: dict[str, Any]) -> tuple[Callable[..., Any], object]:
        chosen = tuple(key for key in ids if values.pop(_key(key)))
        return make(chosen).command(values)

    start = {_key(key): True for key in ids}
    return Editor(
        whole.title,
        (*ticks, *whole.fields),
        command,
        {**start, **whole.values},
        whole.subject,
        whole.saves_as,
    )


def _key(hazard_id: int) -> str:
    return f"item{hazard_id}"


def _short(item: ItemRow) -> str:
    words = f"{item.part}　{item.description}" if item.part else item.description
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
