"""A box that finds a record while one types; Enter takes the marked hit, the first by default."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from desktop.jobs.runner import Runner
from desktop.ui.widgets import pause

_TYPING_MS = 140
_SHOWN = 8
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Query = Callable[..., Any]


class Picker(QLineEdit):
    """Hits have ``id`` and ``words``. ``query(session, text, *args())`` finds them.

    The list of hits lies over the window and never takes the focus, so that every key stays
    with the box. Enter before the answer has come goes on at once, and takes the first hit
    when it comes: nobody waits for a slow disk.
    """

    stays = False
    """Whether Enter keeps the cursor here, for one hit more."""

    picked = Signal(object)
    """The hit that was taken."""
    passed = Signal()
    """On to the next box: Enter took a hit (unless the box ``stays``), or there was nothing."""

    def __init__(
        self,
        runner: Runner,
        query: Query,
        hint: str,
        args: Callable[[], tuple[object, ...]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self._runner, self._query, self._args = runner, query, args
        self._hits: tuple[Any, ...] = ()
        self._list: QListWidget | None = None
        self._is_asked = False
        self._timer = pause(self, _TYPING_MS, self.search)
        self.textEdited.connect(self._on_edited)

    def search(self) -> None:
        self._timer.stop()
        words = self.text().strip()
        if words:
            self._runner.read(
                self, self._query, words, *self._args(), done=self._on_found, latest="pick"
            )
        else:
            self._hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in _ENTER:
            self._on_enter()
        elif self._is_open and event.key() in _MOVES and self._list is not None:
            self._list.event(event)
        elif self._is_open and event.key() == Qt.Key.Key_Escape:
            self._hide()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hide()

    @property
    def _is_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _on_edited(self, _words: str) -> None:
        self._is_asked = True
        self._timer.start()

    def _on_enter(self) -> None:
        if self._is_open and not self._timer.isActive():
            if not self._hits:
                return
            self._take(self._list_row())
        elif self._is_asked and self.text().strip():
            self._take_first(self.text().strip())
        else:
            self.passed.emit()
            return
        if not self.stays:
            self.passed.emit()

    def _take_first(self, words: str) -> None:
        """Each such search answers for itself: typing on does not lose the one before."""
        self._timer.stop()
        self._hide()
        self._is_asked = False
        if self.stays:
            self.clear()
        self._runner.read(
            self, self._query, words, *self._args(), done=partial(self._on_first, words)
        )

    def _on_first(self, words: str, hits: tuple[Any, ...]) -> None:
        if hits:
            self.picked.emit(hits[0])
        elif not self.text() or not self.stays:
            self.setText(words)
            self._on_found(hits)

    def _on_found(self, hits: tuple[Any, ...]) -> None:
        self._hits = hits
        if self.hasFocus():
            self._show()

    def _take(self, place: int) -> None:
        if not self._hits:
            return
        self._hide()
        self._is_asked = False
        if self.stays:
            self.clear()
        self.picked.emit(self._hits[max(0, place)])

    def _show(self) -> None:
        if self._list is None:
            self._list = QListWidget(self.window())
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setObjectName("offer")
            self._list.itemClicked.connect(lambda _item: self._on_enter())
        self._list.clear()
        self._list.addItems([hit.words for hit in self._hits] or ["没有找到，换个说法试试"])
        self._list.setEnabled(bool(self._hits))
        self._list.setCurrentRow(0 if self._hits else -1)
        self._place(self._list)
        self._list.show()
        self._list.raise_()

    def _place(self, offer: QListWidget) -> None:
        lines = min(_SHOWN, offer.count())
        size = QSize(max(self.width(), 260), lines * max(offer.sizeHintForRow(0), 24) + 6)
        here = self.mapTo(self.window(), QPoint(0, self.height()))
        size.setWidth(min(size.width(), self.window().width() - here.x() - 4))
        offer.setGeometry(here.x(), here.y(), size.width(), size.height())

    def _list_row(self) -> int:
        return -1 if self._list is None else self._list.currentRow()

    def _hide(self) -> None:
        if self._list is not None:
            self._list.hide()
