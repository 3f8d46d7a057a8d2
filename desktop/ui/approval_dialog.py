"""报批行政检查: what, when and who on the left; whom, and the form as printed, on the right."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.domain.approvals import ApprovalFacts
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.approval_form import ApprovalGround, Wanted, approval_ground
from desktop.queries.approval_subjects import Asked, approval_doubts
from desktop.ui.approval_fields import (
    facts_of,
    main_fields,
    more_fields,
    start_values,
    urgent_fields,
)
from desktop.ui.dialogs import Dialogs
from desktop.ui.drafts import Drafts
from desktop.ui.enter import EnterGoesOn
from desktop.ui.fields import Field
from desktop.ui.forms import FieldGrid
from desktop.ui.notice import Notice, Tone
from desktop.ui.people import People
from desktop.ui.preview import PdfPane
from desktop.ui.site_list import SiteList
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, column, fitting, row, scrolled, words, wrapped
from desktop.usecases.approval_sheets import DraftApproval, draft_approval
from desktop.usecases.approvals import SaveApproval, save_approval

_NEW = Wanted()
_SITES, _PREVIEW = 0, 1
_SITES_KEPT, _PEOPLE_KEPT = "sites", "people"
_TITLES = 104
"""The titles of all groups are equally wide, so that the boxes stand in one line."""


class ApprovalDialog(QDialog):
    """A new approval, a changed one, or one for visits made without; ``saved`` is its id."""

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        parent: QWidget | None = None,
        wanted: Wanted = _NEW,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("补办审批" if wanted.visits else "报批行政检查")
        self.resize(fitting(QSize(1160, 660), parent))
        self._runner = runner
        self._wanted = wanted
        self._grids: tuple[FieldGrid, ...] = ()
        self.saved: int | None = None
        self.notice = Notice()
        self.doubts = wrapped("", "wrong")
        self.people = People(runner, self._first_day, flows=True)
        self.sites = SiteList()
        self.pane = PdfPane(runner, dialogs)
        self._drafts = Drafts(runner, "approvals", _subject(wanted), self)
        self._left = QWidget()
        self._build()
        runner.read(
            self,
            approval_ground,
            wanted,
            runner.today(),
            done=self._on_ground,
            failed=self._refuse,
        )

    def _build(self) -> None:
        self.send_button = button("送审", self.send, "primary", "Ctrl+回车")
        feet = row()
        feet.addWidget(button("预览审批表", self.preview, tip="F5"))
        feet.addStretch(1)
        feet.addWidget(self.send_button)
        feet.addWidget(button("存为草稿", self.keep, tip="Ctrl+S"))
        feet.addWidget(button("取消", self.reject, tip="Esc"))
        side = QWidget()
        lines = column(side, 6)
        lines.addWidget(self.notice)
        lines.addWidget(scrolled(self._left), 1)
        lines.addLayout(feet)
        side.setMinimumWidth(340)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.sites, "检查对象（F4）")
        self.tabs.addTab(self.pane, "审批表预览（F5）")
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(side)
        halves.addWidget(self.tabs)
        halves.setSizes([520, 640])
        column(self, margins=(10, 10, 10, 8)).addWidget(halves)
        shortcuts: dict[str, Callable[[], object]] = {
            "F4": self.show_sites,
            "F5": self.preview,
            "Ctrl+S": self.keep,
            "Ctrl+Return": self.send,
            "Alt+A": lambda: self.sites.tick_shown(True),
        }
        for keys, slot in shortcuts.items():
            QShortcut(QKeySequence(keys), self, slot)

    def _on_ground(self, ground: ApprovalGround) -> None:
        facts = ground.facts
        first: tuple[Field, ...] = main_fields(ground.rounds)
        more: tuple[Field, ...] = more_fields()
        groups = (urgent_fields(), first, more) if facts.urgent else (first, more, urgent_fields())
        self._grids = tuple(FieldGrid(self._runner, group) for group in groups)
        for one in self._grids:
            table = one.layout()
            assert isinstance(table, QGridLayout)
            table.setColumnMinimumWidth(0, _TITLES)
        values = start_values(facts)
        for one in self._grids:
            one.put({key: values[key] for key in one.inputs if key in values})
        self.people.put(ground.people)
        self.sites.put(ground.sites, facts.projects)
        lines = column(self._left, 8, (2, 2, 8, 2))
        self._fill(lines, ground)
        self._input("first_day").left.connect(self._ask_cards)
        self._grids[0].focus_first()
        self._drafts.find(self._on_draft)
        for changed in (*(one.changed for one in self._grids), self.people.changed):
            changed.connect(self._on_changed)
        self.sites.changed.connect(self._on_changed)

    def _fill(self, lines: QVBoxLayout, ground: ApprovalGround) -> None:
        """Who comes after what and when; 补办 begins with the visits and the reason."""
        for line in ground.visits:
            lines.addWidget(wrapped(line, "quiet"))
        people = QWidget()
        beside = row(people, 8)
        title = words("检查人员 *")
        title.setMinimumWidth(_TITLES)
        beside.addWidget(title)
        beside.addWidget(self.people, 1)
        place = 2 if ground.facts.urgent else 1
        for one in (*self._grids[:place], people, *self._grids[place:]):
            lines.addWidget(one)
        lines.addWidget(self.doubts)
        lines.addStretch(1)
        boxes: list[QWidget] = [one.box for grid in self._grids for one in grid.inputs.values()]
        before = sum(len(grid.inputs) for grid in self._grids[:place])
        boxes.insert(before, self.people.box)
        EnterGoesOn(self, boxes, self.sites.box)

    # -- what was typed ----------------------------------------------------------------

    def _input(self, key: str) -> Any:
        return next(grid.inputs[key] for grid in self._grids if key in grid.inputs)

    def _first_day(self) -> date:
        """The day on which the cards must hold."""
        if self._grids:
            with suppress(NotUnderstood):
                day: date = self._input("first_day").value()
                return day
        return self._runner.today()

    def _ask_cards(self) -> None:
        self.people.ask_again()

    def values(self) -> dict[str, Any] | None:
        found: dict[str, Any] = {}
        for grid in self._grids:
            own = grid.values()
            if own is None:
                return None
            found |= own
        return found if self._grids else None

    def put(self, **values: Any) -> None:
        """Fill boxes, as a clerk would."""
        for key, value in values.items():
            self._input(key).put_value(value)

    def _facts(self) -> tuple[ApprovalFacts, str] | None:
        values = self.values()
        if values is None:
            return None
        handled = values.pop("proposed_by") or next((one.name for one in self.people.chosen), "")
        return facts_of(values, self.sites.ids, self.people.ids), handled

    # -- a power cut -------------------------------------------------------------------

    def _on_changed(self) -> None:
        typed = {key: words for grid in self._grids for key, words in grid.typed().items()}
        chosen = {_SITES_KEPT: self.sites.ids, _PEOPLE_KEPT: self.people.ids}
        kept = {name: ",".join(map(str, ids)) for name, ids in chosen.items()}
        self._drafts.note({**typed, **kept})

    def _on_draft(self, typed: dict[str, str]) -> None:
        """What was typed and not saved stands there again."""
        for one in self._grids:
            one.put_typed(typed)
        self.sites.choose(_ids(typed.get(_SITES_KEPT, "")))
        self.people.ask_again(_ids(typed.get(_PEOPLE_KEPT, "")))
        self.notice.say("已恢复上次没有保存的内容。按 Esc 放弃它。", Tone.INFO)

    def done(self, result: int) -> None:
        """Saved or given up: nothing is left to restore."""
        self._drafts.drop()
        super().done(result)

    # -- doing -------------------------------------------------------------------------

    def show_sites(self) -> None:
        self.tabs.setCurrentIndex(_SITES)
        self.sites.setFocus()

    def preview(self) -> None:
        told = self._facts()
        if told is None:
            return
        self.notice.clear()
        self.tabs.setCurrentIndex(_PREVIEW)
        draft = DraftApproval(told[0], self._runner.today(), self._wanted.approval_id)
        self._runner.read(
            self,
            draft_approval,
            draft,
            done=lambda content: self.pane.show_bytes(content, "审批表（草稿）", "草稿，未编号"),
            failed=self._refuse,
            latest="draft",
        )
        self._runner.read(
            self,
            approval_doubts,
            told[0],
            Asked(self._runner.today(), self._wanted.approval_id),
            done=self._on_doubts,
            failed=self._refuse,
            latest="doubts",
        )

    def _on_doubts(self, doubts: tuple[str, ...]) -> None:
        self.doubts.setText("\n".join(f"△ {one}" for one in doubts))

    def keep(self) -> None:
        """As a draft; nobody is asked yet."""
        self._save(sends=False)

    def send(self) -> None:
        """送审: whole, with who handles it."""
        self._save(sends=True)

    def _save(self, *, sends: bool) -> None:
        told = self._facts()
        if told is None or not self.send_button.isEnabled():
            return
        facts, handled = told
        self.send_button.setEnabled(False)
        command = SaveApproval(
            facts,
            self._wanted.visits,
            handled if sends else "",
            self._runner.today() if sends else None,
            self._wanted.approval_id,
            self._wanted.version,
        )
        self._runner.write(self, save_approval, command, done=self._on_saved, failed=self._refuse)

    def _on_saved(self, key: int) -> None:
        self.saved = key
        self.accept()

    def _refuse(self, refusal: Refusal) -> None:
        self.send_button.setEnabled(bool(self._grids))
        self.notice.say(refusal.sentence, Tone.WRONG)


def _subject(wanted: Wanted) -> str:
    """Whose draft it is: of a record, of certain visits, of a new one."""
    if wanted.approval_id is not None:
        return f"approval-{wanted.approval_id}"
    return f"visits-{','.join(map(str, wanted.visits))}" if wanted.visits else "new"


def _ids(words: str) -> tuple[int, ...]:
    return tuple(int(key) for key in words.split(",") if key)


def ask_approval(
    runner: Runner,
    dialogs: Dialogs,
    parent: QWidget,
    wanted: Wanted = _NEW,
) -> int | None:
    """Ask and save; the approval's id, or None when it was given up."""
    dialog = ApprovalDialog(runner, dialogs, parent, wanted)
    done = dialogs.run(dialog)
    dialog.deleteLater()
    return dialog.saved if done else None
