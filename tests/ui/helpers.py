"""What the tests of the window share: answers given beforehand, typing as an IME does."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop.ui.notice import Tone
from desktop.ui.settings import PassingSettings


class RecordingDialogs:
    """Answers what it was told to, and keeps what was asked and said. No box is opened."""

    def __init__(self):
        self.settings = PassingSettings()
        self.asked = []
        self.said = []
        self.started = []
        self.answers = []

    def confirm(self, question, yes, detail=""):
        return bool(self._answer(question))

    def choose(self, question, answers, detail=""):
        return self._answer(question)

    def ask_secret(self, title, label):
        return self.ask_words(title, label)

    def ask_words(self, title, label, words=""):
        return self._answer(label)

    def choose_file(self, title, kinds):
        return self._answer(title)

    def choose_files(self, title, kinds):
        return self._answer(title)

    def choose_folder(self, title):
        return self._answer(title)

    def save_file(self, title, name, kinds):
        return self._answer(title)

    def run(self, dialog):
        return bool(self._answer(dialog.windowTitle()))

    def start_window(self, arguments):
        self.started.append(tuple(arguments))
        return True

    def say(self, words, tone=Tone.INFO):
        self.said.append((words, tone))

    def _answer(self, question):
        self.asked.append(question)
        return self.answers.pop(0)


def type_words(widget, words):
    """Type Chinese as an input method does; key clicks of it would abort Qt."""
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)
