"""Export of what is seen: the rows the filters show, in the columns of the screen."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from desktop.exchange.writing import Field as Written
from desktop.exchange.writing import write_workbook
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.view import RowSource, View
from desktop.ui.columns import Column
from desktop.ui.dialogs import NEW_WORKBOOK, Dialogs
from desktop.ui.notice import Tone

_PIXELS = 8
"""About one character of a workbook's column width."""


class Export(QObject):
    """Asks where to, reads all rows of the view, writes them off the main thread."""

    def __init__(self, runner: Runner, dialogs: Dialogs, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._dialogs, self._title = runner, dialogs, title

    def start(self, source: RowSource, view: View, columns: Sequence[Column]) -> None:
        path = self._dialogs.save_file("导出现在看到的", f"{self._title}.xlsx", NEW_WORKBOOK)
        if path is None:
            return

        def on_read(rows: tuple[Any, ...]) -> None:
            self._write(path, columns, rows)

        self._runner.read(self, source.everything, view, done=on_read, failed=self._on_failed)

    def _write(self, path: Path, columns: Sequence[Column], rows: tuple[Any, ...]) -> None:
        titles = tuple(Written(column.title, column.width // _PIXELS) for column in columns)
        cells = [tuple(column.getter(row) for column in columns) for row in rows]

        def on_written(_done: object) -> None:
            self._dialogs.say(f"已导出 {len(cells):,} 条到 {path}", Tone.DONE)

        self._runner.call(
            self,
            write_workbook,
            path,
            self._title,
            titles,
            cells,
            done=on_written,
            failed=self._on_failed,
        )

    def _on_failed(self, refusal: Refusal) -> None:
        self._dialogs.say(refusal.sentence, Tone.WRONG)
