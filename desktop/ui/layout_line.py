"""The green line under a preview: whether the paper keeps the measures of GB/T 9704-2012."""

from PySide6.QtWidgets import QLabel, QWidget

from desktop.documents.measure import Report, measure
from desktop.documents.measure_rules import STANDARD
from desktop.jobs.runner import Runner
from desktop.ui.notice import SIGNS, Tone
from desktop.ui.widgets import column, wrapped

_MOST_SAID = 2


class LayoutLine(QWidget):
    """Measures what it is shown, off the main thread; silent on a file that names no format."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._content = b""
        self._good, self._bad = wrapped("", "done"), wrapped("", "wrong")
        whole = column(self, 0)
        whole.addWidget(self._good)
        whole.addWidget(self._bad)
        self.forget()

    @property
    def words(self) -> str:
        """What the line says; empty while it is hidden."""
        return "" if self.isHidden() else self._good.text() or self._bad.text()

    def look_at(self, content: bytes) -> None:
        if content == self._content:
            return
        self.forget()
        self._content = content
        self._runner.call(
            self,
            measure,
            content,
            done=lambda report: self._say(content, report),
            failed=lambda _refusal: self.forget(),
        )

    def forget(self) -> None:
        self._content = b""
        self._show(self._good, "")
        self._show(self._bad, "")
        self.hide()

    def _say(self, content: bytes, report: Report) -> None:
        if content != self._content or report.form is None:
            return
        count = len(report.measures)
        if report.ok:
            self._show(self._good, f"{SIGNS[Tone.DONE]} 版式核对：{count} 项合格（{STANDARD}）")
        else:
            wrong = "；".join(one.in_short() for one in report.wrong[:_MOST_SAID])
            more = f"等 {len(report.wrong)} 项" if len(report.wrong) > _MOST_SAID else ""
            self._show(self._bad, f"{SIGNS[Tone.WRONG]} 版式核对不合格：{wrong}{more}")
        self.setToolTip("\n".join(one.as_words() for one in report.measures))
        self.show()

    @staticmethod
    def _show(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
