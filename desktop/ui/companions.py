"""陪同、协助 of a visit: kind, name and unit; Enter in the last box adds."""

import json
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.codes import CompanionKind
from desktop.domain.labels import labels_of
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, row
from desktop.usecases.visit_command import Companion

_WORDS = dict(labels_of(CompanionKind))
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Companions(QWidget):
    """Who came along and is none of the two; each with a button that takes him away."""

    changed = Signal()
    passed = Signal()
    """Enter in an empty name: on to the next box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: tuple[Companion, ...] = ()
        self.kind = QComboBox()
        self.kind.addItems(list(_WORDS.values()))
        self.kind.setAccessibleName("陪同、协助人员身份")
        self.name = QLineEdit(placeholderText="姓名")
        self.name.setAccessibleName("陪同、协助人员姓名")
        self.unit = QLineEdit(placeholderText="单位，回车加入")
        self.unit.setAccessibleName("陪同、协助人员单位")
        line = row(self, 4)
        self._names = row(None, 4)
        line.addLayout(self._names)
        for box, stretch in ((self.kind, 0), (self.name, 1), (self.unit, 2)):
            box.setMinimumWidth(72)
            box.installEventFilter(self)
            line.addWidget(box, stretch)
        self.setFocusProxy(self.kind)

    def put(self, chosen: tuple[Companion, ...]) -> None:
        self.chosen = chosen
        self._show()
        self.changed.emit()

    def add(self) -> None:
        """Take what stands in the boxes."""
        name = self.name.text().strip()
        if not name:
            return
        kind = list(_WORDS)[self.kind.currentIndex()]
        made = Companion(CompanionKind(kind), name, self.unit.text().strip())
        self.name.clear()
        self.unit.clear()
        self.put((*self.chosen, made))

    def value(self) -> tuple[Companion, ...]:
        if self.name.text().strip():
            self.name.setFocus()
            raise NotUnderstood("陪同、协助人员没有加入：在单位一格按回车加入，或删去姓名")
        return self.chosen

    def typed(self) -> str:
        kept = [[one.kind.value, one.name, one.unit] for one in self.chosen]
        return json.dumps(kept, ensure_ascii=False)

    def put_typed(self, kept: str) -> None:
        found = json.loads(kept) if kept else []
        self.put(tuple(Companion(CompanionKind(kind), name, unit) for kind, name, unit in found))

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self._on_enter(box)
            return True
        return super().eventFilter(box, event)

    def _on_enter(self, box: QObject) -> None:
        if box is self.kind:
            self.name.setFocus(Qt.FocusReason.TabFocusReason)
        elif box is self.name and self.name.text().strip():
            self.unit.setFocus(Qt.FocusReason.TabFocusReason)
        elif box is self.unit and self.name.text().strip():
            self.add()
            self.name.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed.emit()

    def _show(self) -> None:
        while (item := self._names.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for place, one in enumerate(self.chosen):
            told = f"{_WORDS[one.kind]} {one.name}"
            made = button(f"{told} ×", partial(self._drop, place), "person")
            made.setToolTip(f"{told} {one.unit}；点一下去掉".replace("  ", " "))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._names.addWidget(made)

    def _drop(self, place: int) -> None:
        self.put(tuple(one for n, one in enumerate(self.chosen) if n != place))
