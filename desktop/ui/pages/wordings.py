"""文书用语: the office's own words of each kind of paper, seen in print while they are typed."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from db.codes import Area
from desktop.domain.wordings import tidy
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.wordings import WordingRow, wording_rows
from desktop.ui.dialogs import Dialogs
from desktop.ui.drafts import Drafts
from desktop.ui.notice import Tone
from desktop.ui.page import Page
from desktop.ui.preview import PdfPane
from desktop.ui.widgets import column, pause, row, words
from desktop.ui.wording_list import WordingList
from desktop.ui.wording_pane import WordingPane
from desktop.usecases.drafts import DropDraft, drop_draft
from desktop.usecases.wording_drafts import (
    DraftWording,
    WordingView,
    draft_wording,
    wording_view,
)
from desktop.usecases.wordings import RestoreWording, SaveWording, restore_wording, save_wording

_PAUSE_MS = 350
_BEGINS = 6
_SAMPLE = "示例：单位、工程、人员都是虚构的，不能作文书用"
_HELP = """
每种文书的用语是本单位自己的。左边选文书，中间改，右边就是印出来的样子。

- **字段**：写成 `{工程名称}`，签发时换成那一份的内容；一行的字段都空，这一行不印。
- **版本**：每存一次是新的一版，可以比较、恢复；已签发的文书不变。
- **原文**：五个严禁告知、救济告知须照原文录入；救济告知按出具当日的文书名义选用。
"""


class WordingsPage(Page):
    """Left what there is, in the middle its words, right the sheet printed in them."""

    key: ClassVar[str] = "wordings"
    title: ClassVar[str] = "文书用语"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.WORDINGS, Area.OFFICE})
    help: ClassVar[str] = _HELP

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.rows: tuple[WordingRow, ...] = ()
        self._wanted = self._shown = ""
        self._typed: dict[str, str] = {}
        self._drafts: Drafts | None = None
        self.list = WordingList()
        self.pane = WordingPane()
        self.preview = PdfPane(runner, dialogs)
        self._drawing = pause(self, _PAUSE_MS, self.draw)
        self._build()
        self._listen()

    def _build(self) -> None:
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        for part, least in ((self.list, 170), (self.pane, 330), (self.preview, 320)):
            part.setMinimumWidth(least)
            parts.addWidget(part)
        parts.setSizes([285, 475, 420])
        head = row(None)
        head.addWidget(words(self.title, "title"))
        head.addStretch(1)
        head.addWidget(words("Alt+↑↓ 上一种、下一种　Ctrl+S 存为新的一版", "quiet"))
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addLayout(head)
        whole.addWidget(parts, 1)

    def _listen(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.went_on.connect(self.pane.setFocus)
        self.pane.typed.connect(self._on_typed)
        self.pane.save_asked.connect(self.save)
        self.pane.dropped.connect(self.drop)
        self.pane.editions.restore_asked.connect(self.restore)
        for keys, slot in {
            "Ctrl+F": self.list.box.setFocus,
            "Ctrl+I": self.pane.go_to_fields,
            "Ctrl+H": self.pane.go_to_editions,
            "Ctrl+S": self.save,
            "Ctrl+Return": self.save,
            "Alt+Up": lambda: self.list.step(-1),
            "Alt+Down": lambda: self.list.step(1),
        }.items():
            scope = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, slot, context=scope)

    # -- showing -----------------------------------------------------------------------

    def refresh(self) -> None:
        self.runner.read(self, wording_rows, done=self._on_rows, latest="rows")

    def show_where(self, where: Mapping[str, str]) -> None:
        """Arrive at one kind or passage, by its key."""
        self._wanted = where.get("key", "")
        if self.rows:
            self._arrive()

    def _arrive(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.list.choose(wanted)

    def _on_rows(self, rows: tuple[WordingRow, ...]) -> None:
        self.rows = rows
        had = self.list.key
        self.list.show_rows(rows, frozenset(self._typed))
        if had == self.list.key:
            self._read(had)
        self._arrive()

    def _on_chosen(self, key: str) -> None:
        if self._drafts is not None:
            self._leave(self._drafts)
        self.pane.notice.clear()
        self._drafts = Drafts(self.runner, self.key, key, self)
        if key not in self._typed:
            self._drafts.find(lambda kept: self._on_draft(key, kept))
        self._read(key)

    def _leave(self, drafts: Drafts) -> None:
        """What was typed within the last pause is kept too."""
        if self.pane.view is not None and self.pane.view.card.row.key in self._typed:
            drafts.keep()
        drafts.deleteLater()

    def _read(self, key: str) -> None:
        self.runner.read(self, wording_view, key, done=self._on_view, latest="view")

    def _on_view(self, view: WordingView | None) -> None:
        if view is None or view.card.row.key != self.list.key:
            return
        self.pane.show_view(view, self._typed.get(view.card.row.key, view.card.body))
        self.draw()

    def _on_draft(self, key: str, kept: dict[str, str]) -> None:
        if key in self._typed:
            return
        self._typed[key] = kept["body"]
        self._mark()
        if key == self.list.key:
            self._read(key)
            self.pane.notice.say("已恢复上次没有保存的修改，Ctrl+S 保存。", Tone.INFO)

    def _mark(self) -> None:
        self.list.show_rows(self.rows, frozenset(self._typed))

    # -- typing ------------------------------------------------------------------------

    def _on_typed(self) -> None:
        assert self.pane.view is not None  # there is nothing to type in before
        key, was = self.pane.view.card.row.key, set(self._typed)
        if self.pane.is_changed:
            self._typed[key] = self.pane.body
            if self._drafts is not None:
                self._drafts.note({"body": self.pane.body})
        else:
            self._forget(key)
        if was != set(self._typed):
            self._mark()
        self._drawing.start()

    def _forget(self, key: str) -> None:
        """Saved or given up; one saved just before another was chosen is not the one shown."""
        self._typed.pop(key, None)
        if self._drafts is not None and key == self.list.key:
            self._drafts.drop()
        else:
            self.runner.write(self, drop_draft, DropDraft(self.key, key))

    def draw(self) -> None:
        """The sample in the words as they stand; what is still shown is of those before."""
        self._drawing.stop()
        if self.pane.view is None:
            return
        self.preview.wait()
        draft = DraftWording(self.pane.view.card.row.key, self.pane.body, self.runner.today())
        done, failed = self._on_drawn, self._on_not_drawn
        self.runner.read(self, draft_wording, draft, done=done, failed=failed, latest="drawn")

    def _on_drawn(self, content: bytes) -> None:
        assert self.pane.view is not None  # only its words are drawn
        self.pane.say("")
        card = self.pane.view.card
        place = self.preview.view.verticalScrollBar().value() if self._shown == card.row.key else 0
        self.preview.show_bytes(content, f"{card.row.title}（示例）", _SAMPLE)
        self.preview.view.verticalScrollBar().setValue(place)
        if card.row.is_passage and self._shown != card.row.key:
            self._turn_to(self.pane.body)
        self._shown = card.row.key

    def _turn_to(self, body: str) -> None:
        """The page on which the passage begins."""
        begun = tidy(body).partition("\n")[0][:_BEGINS]
        document = self.preview.document
        for page in range(document.pageCount()):
            if begun and begun in "".join(document.getAllText(page).text().split()):
                self.preview.view.pageNavigator().jump(page, QPointF())

    def _on_not_drawn(self, refusal: Refusal) -> None:
        self.pane.say(refusal.sentence)

    # -- keeping -----------------------------------------------------------------------

    def save(self) -> None:
        if self.pane.view is not None and self.pane.is_changed:
            held = self.pane.view.card.row
            command = SaveWording(held.key, self.pane.body, self.pane.remark.text())
            done, failed = partial(self._on_saved, held), self._on_refused
            self.runner.write(self, save_wording, command, done=done, failed=failed)

    def restore(self, edition: int) -> None:
        """One that says what is saved already only takes the typed words back."""
        view = self.pane.view
        if view is None or not self._may_lose():
            return
        bodies = {one.number: view.card.words_of(one) for one in view.card.editions}
        if tidy(bodies.get(edition, view.card.shipped)) == tidy(view.card.body):
            self.drop()
            return
        command = RestoreWording(view.card.row.key, edition)
        done, failed = partial(self._on_saved, view.card.row), self._on_refused
        self.runner.write(self, restore_wording, command, done=done, failed=failed)

    def _may_lose(self) -> bool:
        question = "没有保存的修改会丢掉，恢复吗？"
        return not self.pane.is_changed or self.dialogs.confirm(question, "恢复")

    def drop(self) -> None:
        """Back to the newest edition."""
        if self.pane.view is not None:
            self._forget(self.pane.view.card.row.key)
            self._mark()
            self.pane.show_view(self.pane.view, self.pane.view.card.body)
            self.draw()

    def _on_saved(self, held: WordingRow, edition: int) -> None:
        self._forget(held.key)
        if held.key == self.list.key:
            self.pane.remark.clear()
            self.pane.notice.clear()
        self.dialogs.say(f"{held.title}的用语已存为第{edition}版，以后签发的用它", Tone.DONE)
        self.refresh()

    def _on_refused(self, refusal: Refusal) -> None:
        self.pane.say(refusal.sentence)
        self.pane.edit.setFocus(Qt.FocusReason.OtherFocusReason)
