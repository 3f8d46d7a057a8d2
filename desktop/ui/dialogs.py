"""Questions to the person in front: the only place with modal boxes, handed to every page."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from desktop.ui.notice import Notice, Tone
from desktop.ui.other_window import start_program
from desktop.ui.settings import Settings

WORKBOOKS = "表格文件 (*.xlsx *.xls *.ods *.csv)"
NEW_WORKBOOK = "Excel 工作簿 (*.xlsx)"
PAPERS = "PDF 文件 (*.pdf)"


class Dialogs(Protocol):
    """What a page may ask and say. Tests hand in one that records and answers."""

    settings: Settings

    def confirm(self, question: str, yes: str, detail: str = "") -> bool: ...

    def choose(self, question: str, answers: Mapping[str, str], detail: str = "") -> str | None: ...

    def ask_words(self, title: str, label: str, words: str = "") -> str | None: ...

    def ask_secret(self, title: str, label: str) -> str | None: ...

    def choose_file(self, title: str, kinds: str) -> Path | None: ...

    def choose_files(self, title: str, kinds: str) -> tuple[Path, ...]: ...

    def choose_folder(self, title: str) -> Path | None: ...

    def save_file(self, title: str, name: str, kinds: str) -> Path | None: ...

    def run(self, dialog: QDialog) -> bool: ...

    def start_window(self, arguments: Sequence[str]) -> bool: ...

    def say(self, words: str, tone: Tone = Tone.INFO) -> None: ...


class WindowDialogs:
    """The real boxes, over the window; ``say`` speaks in its message bar."""

    def __init__(self, window: QWidget, bar: Notice, settings: Settings) -> None:
        self._window = window
        self._bar = bar
        self.settings = settings

    def confirm(self, question: str, yes: str, detail: str = "") -> bool:
        """Ask before what cannot be undone; the button says what it does."""
        return self.choose(question, {"yes": yes}, detail) == "yes"

    def choose(self, question: str, answers: Mapping[str, str], detail: str = "") -> str | None:
        box = QMessageBox(QMessageBox.Icon.Question, "请确认", question, parent=self._window)
        box.setInformativeText(detail)
        buttons: dict[QAbstractButton, str] = {
            box.addButton(words, QMessageBox.ButtonRole.AcceptRole): answer
            for answer, words in answers.items()
        }
        box.setEscapeButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return buttons.get(box.clickedButton())

    def ask_words(self, title: str, label: str, words: str = "") -> str | None:
        typed, is_given = QInputDialog.getText(
            self._window, title, label, QLineEdit.EchoMode.Normal, words
        )
        return typed.strip() if is_given else None

    def ask_secret(self, title: str, label: str) -> str | None:
        """What is typed is not shown, and taken as it is, blanks too."""
        echo = QLineEdit.EchoMode.Password
        typed, is_given = QInputDialog.getText(self._window, title, label, echo)
        return typed if is_given else None

    def choose_file(self, title: str, kinds: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._folder(), kinds)
        return self._remembered(name)

    def choose_files(self, title: str, kinds: str) -> tuple[Path, ...]:
        names, _ = QFileDialog.getOpenFileNames(self._window, title, self._folder(), kinds)
        if names:
            self._remembered(names[0])
        return tuple(Path(name) for name in names)

    def choose_folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window, title, self._folder())
        return Path(name) if name else None

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        place = str(Path(self._folder()) / name)
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, place, kinds)
        return self._remembered(chosen)

    def run(self, dialog: QDialog) -> bool:
        """Show a form of our own over the window; whether it was accepted."""
        return dialog.exec() == QDialog.DialogCode.Accepted

    def start_window(self, arguments: Sequence[str]) -> bool:
        """Open this program once more, as the command line would; whether it started."""
        return start_program(arguments)

    def say(self, words: str, tone: Tone = Tone.INFO) -> None:
        self._bar.say(words, tone)

    def _folder(self) -> str:
        return self.settings.get("folder", str(Path.home()))

    def _remembered(self, name: str) -> Path | None:
        if not name:
            return None
        self.settings.put("folder", str(Path(name).parent))
        return Path(name)
