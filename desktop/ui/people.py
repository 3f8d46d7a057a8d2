"""The inspectors of a visit, by initials; whether each card holds that day is said at once."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QWidget

from desktop.jobs.runner import Runner
from desktop.queries.visit_form import Candidate, candidates, candidates_named
from desktop.ui.flow import FlowLayout
from desktop.ui.picker import Picker
from desktop.ui.widgets import button, column, row

_HINT = "姓名或拼音首字母，回车加入"


class People(QWidget):
    """Type, Enter adds; Backspace in the empty box takes the last one away again.

    Where they may be many the names flow over lines of their own, above the box. ``query``
    gives those who may be added.
    """

    changed = Signal()
    passed = Signal()

    def __init__(
        self,
        runner: Runner,
        day: Callable[[], date],
        parent: QWidget | None = None,
        *,
        flows: bool = False,
        query: Callable[..., tuple[Candidate, ...]] = candidates_named,
    ) -> None:
        super().__init__(parent)
        self._runner, self._day = runner, day
        self.chosen: tuple[Candidate, ...] = ()
        self.box = Picker(runner, query, _HINT, lambda: (self._day(),))
        self.box.stays = True
        self.box.setAccessibleName("检查人员")
        self.box.setMinimumWidth(120)
        self.box.picked.connect(self._on_picked)
        self.box.passed.connect(self.passed)
        self.box.installEventFilter(self)
        line = column(self, 4) if flows else row(self, 4)
        self._names: QLayout = FlowLayout() if flows else row(None, 4)
        line.addLayout(self._names)
        line.addWidget(self.box, 1)
        self.setFocusProxy(self.box)

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one.id for one in self.chosen)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Who has no valid card that day: warned of, never refused."""
        return tuple(f"{one.name}：{one.card_words}" for one in self.chosen if not one.card)

    def put(self, chosen: tuple[Candidate, ...]) -> None:
        self.chosen = chosen
        self._show_names()
        self.changed.emit()

    def ask_again(self, ids: tuple[int, ...] | None = None) -> None:
        """Read these people (or those chosen) as they are on the day."""
        wanted = self.ids if ids is None else ids
        if wanted:
            self._runner.read(self, candidates, wanted, self._day(), done=self.put, latest="people")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_back = event.key() == Qt.Key.Key_Backspace and not self.box.text()
            if is_back and self.chosen:
                self.put(self.chosen[:-1])
                return True
        return super().eventFilter(watched, event)

    def _on_picked(self, one: Candidate) -> None:
        if one.id not in self.ids:
            self.put((*self.chosen, one))

    def _show_names(self) -> None:
        while (item := self._names.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in self.chosen:
            sign = "" if one.card else "▲"
            made = button(f"{sign}{one.name} ×", partial(self._drop, one), "person")
            made.setToolTip(f"{one.words}；点一下去掉")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._names.addWidget(made)

    def _drop(self, one: Candidate) -> None:
        self.put(tuple(other for other in self.chosen if other is not one))
