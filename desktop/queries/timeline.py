"""The timeline of a record: its changes from the log, and what happened on its own days."""

from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.change import Change
from db.codes import Op
from desktop.domain.labels import label
from desktop.domain.verbs import verb_label
from desktop.queries.cards import Happening, LastChange, Timeline
from desktop.queries.edits import Edit, Tie, edits_of

_ORDINARY = "save_"
_SHOWN = 200


def timeline_of(
    session: Session, ties: Iterable[Tie], happenings: Iterable[Happening] = ()
) -> Timeline:
    """What happened to a record, newest first; changes of one commit are one line."""
    edits = edits_of(session, ties)
    lines = list(happenings)
    told = [edit for edit in edits if edit.tie.told]
    lines += [_line(list(group)) for _, group in groupby(told, key=lambda edit: edit.set_id)]
    lines.sort(key=lambda line: line.order)
    lines.reverse()
    last = _last_change(session, edits[-1]) if edits else None
    return Timeline(tuple(lines[:_SHOWN]), last)


def _line(edits: list[Edit]) -> Happening:
    first = edits[0]
    words = f"{_verb(first)}{f'（{first.subject}）' if first.subject else ''}"
    told = [f"{title} {old} → {new}" for e in edits for title, old, new in e.differences]
    return Happening(first.at, f"{words}：{'；'.join(told)}" if told else words, first.who)


def _verb(edit: Edit) -> str:
    """A form's save is told by what it did to the record, anything else by its own name."""
    return label(edit.op) if edit.verb.startswith(_ORDINARY) else verb_label(edit.verb)


def _last_change(session: Session, edit: Edit) -> LastChange:
    held = select(func.count()).select_from(Change).where(Change.change_set_id == edit.set_id)
    when = edit.at.strftime("%Y-%m-%d %H:%M")
    about = f"（{edit.subject}）" if edit.subject else ""
    words = f"{edit.who} {when} {_verb(edit)}{about}"
    return LastChange(edit.set_id, words, session.scalar(held) or 0)


def changed_since(session: Session, tie: Tie, version: int) -> str:
    """Who changed a record after ``version`` and what: for the clerk whose form came too late."""
    edits = edits_of(session, (tie,), after=version)
    parts = []
    for edit in edits:
        told = "、".join(f"{title} {old} → {new}" for title, old, new in edit.differences)
        parts.append(f"{edit.who} {edit.at.strftime('%m-%d %H:%M')}{_what(edit, told)}")
    return "；".join(parts)


def _what(edit: Edit, told: str) -> str:
    return f"改了 {told}" if told else (label(edit.op) if edit.op is not Op.UPDATE else "改过")
