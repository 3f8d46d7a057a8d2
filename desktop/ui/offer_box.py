"""A box to choose one of what is offered; what a draft had chosen waits for the offer."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget


class OfferBox(QComboBox):
    """Offers have ``id`` and ``words``; the first line is none of them."""

    chosen = Signal()

    def __init__(self, none: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = none
        self.offers: tuple[Any, ...] = ()
        self._wanted: int | None = None
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.addItem(none)
        self.currentIndexChanged.connect(self._on_chosen)

    def offer(self, offers: Iterable[Any], start: int | None = None) -> None:
        """Offer these; what was chosen stays chosen, else it starts with ``start``."""
        self.offers = tuple(offers)
        self.blockSignals(True)
        self.clear()
        self.addItems([self._none, *(one.words for one in self.offers)])
        for place, one in enumerate(self.offers, start=1):
            self.setItemData(place, one.words, Qt.ItemDataRole.ToolTipRole)
        ids = [one.id for one in self.offers]
        wanted = self._wanted if self._wanted in ids else start
        self.setCurrentIndex(ids.index(wanted) + 1 if wanted in ids else 0)
        self.blockSignals(False)

    def want(self, key: int | None) -> None:
        """Choose this one, now or when it is offered."""
        self._wanted = key
        ids = [one.id for one in self.offers]
        self.setCurrentIndex(ids.index(key) + 1 if key in ids else 0)
        self._wanted = key

    def value(self) -> Any:
        """The offer that is chosen, or None."""
        place = self.currentIndex()
        return self.offers[place - 1] if 0 < place <= len(self.offers) else None

    def key(self) -> int | None:
        """Its id; while nothing was offered yet, the one that is waited for."""
        told = self.value()
        if told is not None:
            return int(told.id)
        return None if self.offers else self._wanted

    def _on_chosen(self) -> None:
        told = self.value()
        self._wanted = None if told is None else told.id
        self.chosen.emit()
