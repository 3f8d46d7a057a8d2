"""复查 of a notice: its items answered one by one, then who, when and how, saved in one act."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from db.codes import ClosureWay, HazardState
from desktop.domain.errors import KnownProblem
from desktop.domain.labels import labels_of
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.notices import NoticeCard
from desktop.queries.pickers import inspectors_named
from desktop.ui.dialogs import Dialogs
from desktop.ui.drafts import Drafts
from desktop.ui.fields import Choice, Day, Field, Pick
from desktop.ui.files_input import evidences
from desktop.ui.forms import FieldGrid
from desktop.ui.notice import Notice, Tone
from desktop.ui.notice_items import ItemsTable
from desktop.ui.photos import read_files
from desktop.ui.widgets import button, column, row, scrolled, words, wrapped
from desktop.usecases.recheck_notice import ItemResult, RecheckNotice, recheck_notice

_WAYS = {way: word for way, word in labels_of(ClosureWay).items() if way != ClosureWay.IMPORTED}
_HELP = "1 合格　2 不合格　0 清除　回车 写情况　Ctrl+1 其余合格　照片可拖到项上"


class RecheckPanel(QWidget):
    """The table of items, and under it the form once an item is answered."""

    saved = Signal()
    opened = Signal(int)

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._dialogs = runner, dialogs
        self._notice: NoticeCard | None = None
        self._drafts: Drafts | None = None
        self.notice = Notice()
        self.head = words("", "heading")
        self.table = ItemsTable()
        self.grid: FieldGrid | None = None
        self._form = QWidget()
        self._fields = column(None, 0)
        self._build()

    def _build(self) -> None:
        self.save_button = button("保存复查", self.save, "primary", "Ctrl+S")
        feet = row()
        feet.addWidget(self.save_button)
        feet.addWidget(button("清空", self.give_up))
        self._count = words("", "quiet")
        feet.addWidget(self._count)
        feet.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._fields)
        lines = column(self._form, 4)
        lines.addWidget(scrolled(inside), 1)
        lines.addLayout(feet)
        whole = column(self, 4, (6, 0, 0, 0))
        whole.addWidget(self.head)
        whole.addWidget(self.table, 3)
        self._item = wrapped("")
        self._help = wrapped(_HELP, "quiet")
        whole.addWidget(self._item)
        whole.addWidget(self._help)
        whole.addWidget(self.notice)
        whole.addWidget(self._form, 2)
        self._form.hide()
        self.setMinimumWidth(340)
        self.table.answered.connect(self._on_answered)
        self.table.asked_finding.connect(self._ask_finding)
        self.table.opened.connect(self.opened)
        self.table.stood.connect(self._show_item)
        saves = QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        # Given with a slot the context is lost, and a form beside the panel could not be saved.
        saves.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- what is shown -----------------------------------------------------------------

    def show_notice(self, card: NoticeCard, visit: int | None = None) -> None:
        """Show the items; answers given to the same notice stay."""
        is_same = self._notice is not None and self._notice.id == card.id
        self._notice = card
        if not is_same:
            self.table.items.start_over()
            self.notice.clear()
        self.table.show_rows(card.paper.items)
        self.head.setText(_head(card))
        if not is_same or visit is not None or self.grid is None:
            self._ask(card, visit)
            self._drafts = Drafts(self._runner, "notices", f"recheck-{card.id}", self)
            self._drafts.find(self._on_draft)
        self._show_form()

    def clear(self) -> None:
        self._notice = None
        self.table.items.start_over()
        self.table.show_rows(())
        self.head.clear()
        self._item.clear()
        self._show_form()

    def start(self) -> None:
        """Stand on the first item that waits."""
        rows = self.table.items.rows
        place = next((n for n, one in enumerate(rows) if one.can_recheck), 0)
        if rows:
            self.table.selectRow(place)
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self, card: NoticeCard, visit: int | None) -> None:
        made = FieldGrid(self._runner, _asked(card.paper.visits, self._dialogs))
        made.put({"rechecked_on": self._runner.today(), "way": ClosureWay.ON_SITE})
        if visit in card.paper.visits:
            made.put({"visit_id": visit, "rechecked_on": _day_of(card, visit)})
        made.changed.connect(self._keep)
        made.inputs["visit_id"].changed.connect(self._on_visit)
        if self.grid is not None:
            self._fields.removeWidget(self.grid)
            self.grid.deleteLater()
        self.grid = made
        self._fields.addWidget(made)

    def _show_form(self) -> None:
        answers = self.table.items.answers.values()
        passed = sum(answers)
        self._form.setVisible(bool(answers))
        self._help.setVisible(any(row.can_recheck for row in self.table.items.rows))
        self._count.setText(f"合格 {passed} 项，不合格 {len(answers) - passed} 项")

    def _show_item(self) -> None:
        self._item.setText(self.table.words)

    # -- filling in --------------------------------------------------------------------

    def _on_answered(self) -> None:
        self._show_form()
        self._show_item()
        self._keep()

    def _ask_finding(self, key: int) -> None:
        """What was seen of one item, printed on the opinion."""
        found = self.table.items.findings
        given = self._dialogs.ask_words("复查情况", "这一项的复查情况", found.get(key, ""))
        if given is not None:
            found[key] = given.strip()
            self.table.items.show_again()
            self._show_item()
            self._keep()

    def _on_visit(self) -> None:
        """A visit brings its day."""
        assert self.grid is not None
        chosen = self.grid.inputs["visit_id"].value()
        if chosen is not None and self._notice is not None:
            self.grid.put({"rechecked_on": _day_of(self._notice, chosen)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next box of the form."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        if self._drafts is None or self.grid is None or not self.table.items.answers:
            return
        items = self.table.items
        kept = {
            "answers": {str(key): value for key, value in items.answers.items()},
            "findings": {str(key): value for key, value in items.findings.items()},
            "files": {str(key): [str(p) for p in paths] for key, paths in items.files.items()},
        }
        self._drafts.note({**self.grid.typed(), "items": json.dumps(kept, ensure_ascii=False)})

    def _on_draft(self, typed: dict[str, str]) -> None:
        if self.grid is None or self.table.items.answers or "items" not in typed:
            return
        items, kept = self.table.items, json.loads(typed["items"])
        items.answers = {int(key): value for key, value in kept["answers"].items()}
        items.findings = {int(key): value for key, value in kept["findings"].items()}
        items.files = {int(key): tuple(map(Path, paths)) for key, paths in kept["files"].items()}
        items.show_rows(items.rows)
        if items.answers:
            self.grid.put_typed(typed)
            self.notice.say("已恢复上次没有保存的复查。不要它就点“清空”。", Tone.INFO)
        self._show_form()

    def give_up(self) -> None:
        self.table.items.start_over()
        self.notice.clear()
        self._show_form()
        if self._drafts is not None:
            self._drafts.drop()
        self.start()

    # -- saving ------------------------------------------------------------------------

    def save(self) -> None:
        if self.grid is None or self._notice is None or not self.save_button.isEnabled():
            return
        values = self.grid.values()
        if values is None:
            return
        try:
            results = self._results()
        except KnownProblem as problem:
            self.notice.say(problem.sentence, Tone.WRONG)
            return
        command = RecheckNotice(self._notice.id, results=results, **values)
        self.save_button.setEnabled(False)
        self._runner.write(
            self, recheck_notice, command, done=self._on_saved, failed=self._on_refused
        )

    def _results(self) -> tuple[ItemResult, ...]:
        items = self.table.items
        return tuple(
            ItemResult(
                key,
                items.answers[key],
                items.findings.get(key, ""),
                read_files(items.files.get(key, ())),
            )
            for key in (row.hazard_id for row in items.rows)
            if key in items.answers
        )

    def _on_saved(self, _paper: int) -> None:
        self.save_button.setEnabled(True)
        if self._drafts is not None:
            self._drafts.drop()
        self.table.items.start_over()
        self.notice.clear()
        self._show_form()
        self.saved.emit()

    def _on_refused(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        self.notice.say(refusal.sentence, Tone.WRONG)


def _asked(visits: Mapping[int, str], dialogs: Dialogs) -> tuple[Field, ...]:
    return (
        Day("rechecked_on", "复查日期", required=True),
        Choice("way", "复查方式", required=True, choices=_WAYS),
        Choice("visit_id", "复查时的检查", choices=visits),
        Pick("inspector_id", "复查人", hint="一般隐患一人即可", query=inspectors_named),
        Day("new_due", "新期限", may_be_ahead=True, hint="给不合格的各项"),
        evidences("evidence", "整改证据", dialogs),
    )


def _day_of(card: NoticeCard, visit: int | None) -> Any:
    return card.paper.visit_days.get(visit or 0)


def _head(card: NoticeCard) -> str:
    states = [item.state for item in card.paper.items if not item.moved]
    closed = states.count(HazardState.CLOSED)
    passed = states.count(HazardState.RECHECKED) + states.count(HazardState.REVIEWED)
    moved = len(card.paper.items) - len(states)
    told = f"未过 {len(states) - closed - passed}　合格 {passed}　销号 {closed}"
    return f"{len(card.paper.items)} 项：{told}{f'　转停工 {moved}' if moved else ''}"
