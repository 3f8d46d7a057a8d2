"""What a form still waits for: required boxes that are empty, and 【…】 left in its texts."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.ui.forms import FieldGrid
from desktop.ui.inputs import Input

_LEFT_OPEN = re.compile(r"【[^】]*】")


@dataclass(frozen=True, order=True)
class Gap:
    """The so-manieth box, and from where to where in it, as Qt counts characters."""

    place: int
    start: int = 0
    end: int = 0


_BEFORE = Gap(-1)


def gaps(grid: FieldGrid, required: Collection[str]) -> Iterator[Gap]:
    """In the order of the form."""
    for place, (key, box) in enumerate(grid.inputs.items()):
        if key in required and not box.words.strip():
            yield Gap(place)
        for found in _LEFT_OPEN.finditer(box.words) if _is_text(box) else ():
            yield Gap(place, _units(box.words, found.start()), _units(box.words, found.end()))


def go_to_gap(grid: FieldGrid, required: Collection[str], *, afresh: bool = False) -> bool:
    """Go to the next gap behind the cursor, else (or ``afresh``) to the first; whether any is."""
    found = list(gaps(grid, required))
    here = _BEFORE if afresh else _here(list(grid.inputs.values()))
    gap = next((one for one in found if one > here), found[0] if found else None)
    if gap is None:
        return False
    box = list(grid.inputs.values())[gap.place]
    box.setFocus(Qt.FocusReason.OtherFocusReason)
    _select(box, gap)
    return True


def _is_text(box: Input) -> bool:
    return isinstance(box.box, QLineEdit | QPlainTextEdit)


def _here(boxes: list[Input]) -> Gap:
    """Where the cursor stands; before everything where no box has it."""
    for place, box in enumerate(boxes):
        if box.box.hasFocus() and isinstance(box.box, QPlainTextEdit):
            cursor = box.box.textCursor()
            return Gap(place, cursor.selectionStart(), cursor.selectionEnd())
        if box.box.hasFocus() and isinstance(box.box, QLineEdit):
            return Gap(place, *_marked(box.box))
        if box.isAncestorOf(box.window().focusWidget() or box.window()):
            return Gap(place)
    return _BEFORE


def _marked(line: QLineEdit) -> tuple[int, int]:
    """From where to where is marked; the cursor's place twice where nothing is."""
    if line.hasSelectedText():
        return line.selectionStart(), line.selectionEnd()
    return line.cursorPosition(), line.cursorPosition()


def _select(box: Input, gap: Gap) -> None:
    """What is marked is replaced by typing."""
    if isinstance(box.box, QPlainTextEdit) and gap.end:
        cursor = box.box.textCursor()
        cursor.setPosition(gap.start)
        cursor.setPosition(gap.end, QTextCursor.MoveMode.KeepAnchor)
        box.box.setTextCursor(cursor)
    elif isinstance(box.box, QLineEdit) and gap.end:
        box.box.setSelection(gap.start, gap.end - gap.start)


def _units(words: str, place: int) -> int:
    """Qt counts a rare character as two."""
    return len(words[:place].encode("utf-16-le")) // 2
