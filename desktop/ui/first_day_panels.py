"""Panels of the first day that lead elsewhere: the ledgers, the opening figures, the sample."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from desktop.domain.ledgers.all import LEDGERS
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.first_day import ledger_counts
from desktop.queries.listing import Whole
from desktop.queries.opening_sheet import OpeningPeriod, opening_choices
from desktop.ui.columns import Align, Column
from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Notice, Tone
from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable
from desktop.ui.widgets import button, column, grid, row, scrolled, words, wrapped
from desktop.usecases.sample import SamplePlace, remove_sample, sample_place

_MAKING = "正在建立示例县，约需一分钟，完成后会在另一个窗口里打开。"
_TITLES = {ledger.key: ledger.title for ledger in LEDGERS}


class LedgersPanel(QWidget):
    """The eight ledgers in the order they are imported, how many records each has, and 导入."""

    go = Signal(str, object)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.buttons: dict[str, QPushButton] = {}
        self._counts: dict[str, QLabel] = {}
        self._body = QWidget()
        self._table: QGridLayout = grid(self._body, across=16, down=4)
        whole = column(self, margins=(8, 8, 8, 8))
        whole.addWidget(scrolled(self._body))

    def refresh(self) -> None:
        self._runner.read(self, ledger_counts, done=self._on_counts)

    def _on_counts(self, counts: Mapping[str, int]) -> None:
        if not self.buttons:
            self._build(tuple(counts))
        for key, count in counts.items():
            self._counts[key].setText(f"√ {count:,} 条" if count else "还没有")

    def _build(self, keys: tuple[str, ...]) -> None:
        for line, key in enumerate(keys):
            self._counts[key] = words("")
            self.buttons[key] = button("导入…", partial(self._import, key))
            self._table.addWidget(words(f"{line + 1}　{_TITLES[key]}"), line, 0)
            self._table.addWidget(self._counts[key], line, 1)
            self._table.addWidget(self.buttons[key], line, 2)
        self._table.setColumnStretch(3, 1)
        self._table.setRowStretch(len(keys), 1)

    def _import(self, key: str) -> None:
        self.go.emit("import_wizard", {"ledger": key})


class OpeningPanel(QWidget):
    """How many figures of each period are entered; they are typed on their own page."""

    go = Signal(str, object)

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        source = Whole(lambda session: opening_choices(session, runner.today()))
        self.model = RowsModel(runner, source, _PERIODS, self)
        table = RowsTable(self.model, dialogs.settings, "opening_periods")
        tools = row()
        tools.addWidget(button("录入期初数", lambda: self.go.emit("opening_figures", {})))
        tools.addStretch(1)
        whole = column(self, margins=(8, 8, 8, 8))
        whole.addLayout(tools)
        whole.addWidget(table, 1)

    def refresh(self) -> None:
        self.model.reload()


class SamplePanel(QWidget):
    """The sample county: made and opened in its own window, removed with its folder."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._dialogs = runner, dialogs
        self._place: SamplePlace | None = None
        self.notice = Notice()
        self._where = wrapped("", "quiet")
        self.open = button("", self.open_sample)
        self.remove = button("移除示例县…", self.remove_sample)
        tools = row()
        tools.addWidget(self.open)
        tools.addWidget(self.remove)
        tools.addStretch(1)
        whole = column(self, margins=(8, 8, 8, 8))
        whole.addWidget(self.notice)
        whole.addWidget(self._where)
        whole.addLayout(tools)
        whole.addStretch(1)

    def refresh(self) -> None:
        self._runner.read(self, sample_place, done=self._on_place)

    def _on_place(self, place: SamplePlace) -> None:
        self._place = place
        if place.is_sample:
            self._where.setText("现在打开的就是示例县。要用自己的数据，请打开另一个文件夹。")
            self.open.hide()
            self.remove.hide()
            return
        is_there = "在" if place.exists else "将建在"
        self._where.setText(f"示例县{is_there}“{place.folder}”，人员、单位、编号都是虚构的。")
        self.open.setText("打开示例县" if place.exists else "建立并打开示例县")
        self.remove.setVisible(place.exists)

    def open_sample(self) -> None:
        """Its first opening does the main job on it, which takes a minute or so."""
        if self._place is None:
            return
        folder = self._place.folder
        made = [str(folder / "office")] if self._place.exists else ["demo", str(folder)]
        if self._dialogs.start_window(made):
            said = "示例县正在另一个窗口里打开" if self._place.exists else _MAKING
            self.notice.say(said, Tone.INFO)
        else:
            self.notice.say("没有能打开另一个窗口，请稍后再试。", Tone.WRONG)

    def remove_sample(self) -> None:
        if self._place is None:
            return
        detail = f"会删除文件夹“{self._place.folder}”。本单位的数据不受影响。"
        if self._dialogs.confirm("移除示例县？", "移除", detail):
            self._runner.call(
                self,
                remove_sample,
                self._place.folder,
                done=self._on_removed,
                failed=self._on_failed,
            )

    def _on_removed(self, _nothing: None) -> None:
        self.notice.say("示例县已移除。", Tone.DONE)
        self.refresh()

    def _on_failed(self, refusal: Refusal) -> None:
        self.notice.say(refusal.sentence, Tone.WRONG)


def _entered(line: OpeningPeriod) -> str:
    return f"{line.entered} / {line.of}"


_PERIODS = (
    Column("期间", lambda line: line.title, 140),
    Column("已录", _entered, 90, Align.CENTRE),
)
