"""Narrowing a list: a box that filters while one types, a few choices, and views kept by name."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPushButton, QWidget

from desktop.ui.dialogs import Dialogs
from desktop.ui.widgets import button, pause, row, words

_TYPING_MS = 180
_HINT = "筛选：汉字或拼音首字母（Ctrl+F）"


@dataclass(frozen=True)
class Filter:
    """A choice beside the box; ``choices`` is value → word, without the empty one."""

    key: str
    title: str
    choices: Mapping[str, str]


class FilterBar(QWidget):
    """``narrowed(text, where)`` comes a moment after the last key.

    ``passing`` (key → words) are narrowings nobody chooses here, but a link may bring: each
    stands as a button that takes it away again.
    """

    narrowed = Signal(str, object)
    went_down = Signal()

    def __init__(
        self,
        filters: Sequence[Filter],
        dialogs: Dialogs,
        name: str,
        passing: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._name = f"views/{name}"
        self._words = passing
        self._passing: dict[str, str] = {}
        self._chip_buttons: list[QPushButton] = []
        self.box = QLineEdit(
            placeholderText="筛选：汉字或拼音首字母（Ctrl+F）", clearButtonEnabled=True
        )
        self.box.setAccessibleName("筛选")
        self.box.setMinimumWidth(96)
        self.box.setMaximumWidth(320)
        self.box.installEventFilter(self)
        self._combos: dict[str, QComboBox] = {}
        self._timer = pause(self, _TYPING_MS, self._announce)
        self.box.textChanged.connect(lambda _text: self._timer.start())
        line = row(self)
        line.addWidget(self.box, 4)
        for declared in filters:
            line.addWidget(self._combo(declared))
        tip = "把现在的筛选存成一个视图，以后一点就到"
        self._views = button("视图", self._on_views, tip=tip)
        line.addWidget(self._views)
        self._chips = row(None, 4)
        line.addLayout(self._chips)
        line.addStretch(1)
        self.count = words("", "quiet")
        line.addWidget(self.count)

    @property
    def where(self) -> tuple[tuple[str, str], ...]:
        chosen = {key: combo.currentData() for key, combo in self._combos.items()}
        return tuple((key, value) for key, value in {**chosen, **self._passing}.items() if value)

    def put(self, text: str, where: Mapping[str, str]) -> None:
        """Set the filters at once, as a saved view or a drill-down does."""
        self.box.setText(text)
        for key, combo in self._combos.items():
            combo.setCurrentIndex(max(0, combo.findData(where.get(key, ""))))
        self._passing = {key: where[key] for key in self._words if key in where}
        self._show_chips()
        self._announce()

    def _show_chips(self) -> None:
        for chip in self._chip_buttons:
            chip.deleteLater()
        tip = "来时只看这些；点一下看全部"
        self._chip_buttons = [
            button(f"{self._words[key]} ×", partial(self._take_away, key), tip=tip)
            for key in self._passing
        ]
        for chip in self._chip_buttons:
            self._chips.addWidget(chip)

    def _take_away(self, key: str) -> None:
        del self._passing[key]
        self._show_chips()
        self._announce()

    def offer(self, key: str, choices: Mapping[str, str]) -> None:
        """Put the choices of a filter that only the record knows; the chosen one stays."""
        combo = self._combos[key]
        chosen = combo.currentData()
        while combo.count() > 1:
            combo.removeItem(1)
        for value, word in choices.items():
            combo.addItem(word, value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))

    def show_count(self, count: int) -> None:
        is_narrowed = bool(self.box.text().strip() or self.where)
        self.count.setText(f"{'筛出' if is_narrowed else '共'} {count:,} 条")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down or Enter goes to the list, Esc empties the box."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.went_down.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.box.text():
                self.box.clear()
                return True
        return super().eventFilter(watched, event)

    def _combo(self, declared: Filter) -> QComboBox:
        combo = QComboBox()
        combo.setToolTip(declared.title)
        combo.setAccessibleName(declared.title)
        combo.addItem(f"{declared.title}：全部", "")
        for value, word in declared.choices.items():
            combo.addItem(word, value)
        combo.activated.connect(lambda _place: self._announce())
        self._combos[declared.key] = combo
        return combo

    def _announce(self) -> None:
        self._timer.stop()
        self.narrowed.emit(self.box.text().strip(), self.where)

    def _kept(self) -> dict[str, dict[str, str]]:
        return dict(json.loads(self._dialogs.settings.get(self._name, "{}")))

    def _on_views(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kept = self._kept()
        for name, view in kept.items():
            menu.addAction(name, partial(self.put, view.get("", ""), view))
        if kept:
            menu.addSeparator()
        menu.addAction("存成视图…", self.keep_view)
        if kept:
            forget = menu.addMenu("删除视图")
            for name in kept:
                forget.addAction(name, partial(self._forget, name))
        menu.popup(self._views.mapToGlobal(self._views.rect().bottomLeft()))

    def keep_view(self) -> None:
        name = self._dialogs.ask_words("存成视图", "给现在的筛选起个名字：")
        if name:
            self._put_kept({**self._kept(), name: {"": self.box.text(), **dict(self.where)}})

    def _forget(self, name: str) -> None:
        self._put_kept({key: view for key, view in self._kept().items() if key != name})

    def _put_kept(self, views: Mapping[str, Mapping[str, str]]) -> None:
        self._dialogs.settings.put(self._name, json.dumps(views, ensure_ascii=False))
