"""What is typed survives a power cut: a form's words are kept a moment after each pause."""

import json
from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.jobs.runner import Runner
from desktop.queries.drafts import draft_of
from desktop.ui.widgets import pause
from desktop.usecases.drafts import DropDraft, KeepDraft, drop_draft, keep_draft

_PAUSE_MS = 800


class Drafts(QObject):
    """The draft of one subject on one page (``subject`` is a record's id, or "new")."""

    def __init__(self, runner: Runner, page: str, subject: str, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._page, self._subject = page, subject
        self._words: dict[str, str] = {}
        self._is_kept = False
        self._timer = pause(self, _PAUSE_MS, self.keep)

    def find(self, found: Callable[[dict[str, str]], None]) -> None:
        """Answer with the words that were left, if any were."""

        def on_read(kept: str | None) -> None:
            if kept is not None:
                self._is_kept = True
                found(json.loads(kept))

        who = self._runner.who
        self._runner.read(self, draft_of, who, self._page, self._subject, done=on_read)

    def note(self, words: dict[str, str]) -> None:
        """Keep these words when the typing pauses."""
        self._words = words
        self._timer.start()

    def keep(self) -> None:
        self._timer.stop()
        self._is_kept = True
        data = json.dumps(self._words, ensure_ascii=False)
        self._runner.write(self, keep_draft, KeepDraft(self._page, self._subject, data))

    def drop(self) -> None:
        """The words were saved, or given up; a form saved within the pause costs no commit more."""
        self._timer.stop()
        if self._is_kept:
            self._is_kept = False
            self._runner.write(self, drop_draft, DropDraft(self._page, self._subject))
