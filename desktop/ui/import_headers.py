"""Step 2 of an import: which column of the workbook is what, with samples of what stands there."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from desktop.domain.identifiers import masked
from desktop.domain.ledger import Kind, Ledger
from desktop.domain.mappings import doubled_columns, missing_columns
from desktop.exchange.reading import Outline
from desktop.jobs.runner import Runner
from desktop.ui.fields import Day
from desktop.ui.inputs import input_for
from desktop.ui.notice import Notice, Tone
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import column, grid, row, scrolled, words, wrapped

Mapped = Mapping[str, str | None]
_LEFT_OUT = "（不导入）"
_LIKE_ID_NUMBER = re.compile(r"\d{6}(?:19|20)\d{9}[\dXx]")
_LONGEST_SAMPLE = 24
_DATED = ("projects", "inspectors")
"""The ledgers that say who answers for what: those alone hold from a day on."""
_SINCE = Day(
    "since", "自哪一天起成立", hint="不填：新登记的按开工日或年初，改动的按今天", may_be_ahead=True
)


class HeadersStep(QWidget):
    """One line a column: its header, its first cells, and the field it is taken as."""

    changed = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self.combos: dict[str, QComboBox] = {}
        self._notice = Notice()
        self._about = wrapped("", "quiet")
        self.since = input_for(_SINCE, runner)
        self.since.setMaximumWidth(420)
        self._wrong = words("", "wrong")
        self._day = QWidget()
        day = row(self._day)
        day.addWidget(words(_SINCE.title))
        day.addWidget(self.since, 1)
        day.addWidget(self._wrong, 1)
        self._area = scrolled()
        whole = column(self)
        whole.addWidget(self._about)
        whole.addWidget(self._notice)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._day)

    def show_headers(self, outline: Outline, ledger: Ledger, mapping: Mapped, how: str) -> None:
        """``how`` says where the matching comes from: guessed, or remembered."""
        self._ledger = ledger
        self._day.setVisible(ledger.key in _DATED)
        self._about.setText(f"“{outline.sheet}”按{ledger.title}导入。{how}带 * 的列必须有。")
        self.combos = {}
        body = QWidget()
        table = grid(body, across=14, down=3)
        for place, title in enumerate(("工作簿里的列", "前几行的内容", "作为")):
            table.addWidget(words(title, "heading"), 0, place)
        for line, header in enumerate(outline.headers, start=1):
            samples = outline.samples.get(header.text, ())
            self._add(table, line, header.text, _samples(ledger, header.field, samples))
            self._choose(header.text, mapping.get(header.text))
        table.setColumnStretch(1, 1)
        table.setRowStretch(len(outline.headers) + 1, 1)
        self._area.setWidget(body)
        self._on_changed()

    @property
    def mapping(self) -> dict[str, str | None]:
        return {header: combo.currentData() for header, combo in self.combos.items()}

    @property
    def is_ready(self) -> bool:
        if self._ledger is None:
            return False
        mapping = self.mapping
        return not (
            missing_columns(self._ledger, mapping) or doubled_columns(self._ledger, mapping)
        )

    def since_day(self) -> tuple[bool, date | None]:
        """Whether the day is understood, and the day; a wrong one is marked."""
        if self._day.isHidden():
            return True, None
        try:
            day: date | None = self.since.value()
        except NotUnderstood as error:
            self._wrong.setText(f"× {error}")
            self.since.setFocus()
            return False, None
        self._wrong.setText("")
        return True, day

    def focus_first(self) -> None:
        """The first column that is left out, where something is lacking; else the first one."""
        open_ones = [combo for combo in self.combos.values() if combo.currentData() is None]
        wanted = [*(() if self.is_ready else open_ones), *self.combos.values()]
        if wanted:
            wanted[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, table: QGridLayout, line: int, header: str, shown: str) -> None:
        combo = _QuietCombo()
        combo.setAccessibleName(f"“{header}”作为")
        combo.addItem(_LEFT_OUT, None)
        assert self._ledger is not None
        for declared in self._ledger.columns:
            combo.addItem(
                f"{declared.title} *" if declared.required else declared.title, declared.key
            )
        combo.currentIndexChanged.connect(self._on_changed)
        table.addWidget(words(header), line, 0)
        table.addWidget(wrapped(shown or "（空）", "quiet"), line, 1)
        table.addWidget(combo, line, 2)
        self.combos[header] = combo

    def _choose(self, header: str, key: str | None) -> None:
        combo = self.combos[header]
        combo.setCurrentIndex(max(0, combo.findData(key)))

    def _on_changed(self, _place: Any = None) -> None:
        assert self._ledger is not None
        missing = missing_columns(self._ledger, self.mapping)
        doubled = doubled_columns(self._ledger, self.mapping)
        said = []
        if missing:
            said.append(f"还没有对应的必填列：{'、'.join(missing)}")
        if doubled:
            said.append(f"有两列对应到同一项：{'、'.join(doubled)}")
        if said:
            self._notice.say("；".join(said), Tone.WARNING)
        else:
            self._notice.clear()
        self.changed.emit()


class _QuietCombo(QComboBox):
    """Leaves the wheel to the page: turning it over a box must not change the matching."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(170)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _samples(ledger: Ledger, key: str | None, samples: tuple[str, ...]) -> str:
    """What stands in the column; an identity number, known or likely, is masked."""
    known = None if key is None else ledger.column(key).type
    shown = [_sample(text, known) for text in samples if text.strip()]
    return "　".join(shown)


def _sample(text: str, known: Kind | None) -> str:
    plain = " ".join(text.split())
    if known is Kind.ID_NUMBER or (known is None and _LIKE_ID_NUMBER.fullmatch(plain)):
        return masked(plain)
    return plain if len(plain) <= _LONGEST_SAMPLE else f"{plain[:_LONGEST_SAMPLE]}…"
