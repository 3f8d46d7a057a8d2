"""The window: side bar, one page at a time, status line; the one place that imports pages late.

The window is painted with QtWidgets alone. A page's module (and what it stands on) is
imported when the page is first shown, after the office has been opened.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.domain.errors import KnownProblem, RuleViolation
from desktop.jobs.qt import QtRunner
from desktop.ui.notice import Notice, Tone
from desktop.ui.page import Page, PageRef
from desktop.ui.settings import Settings
from desktop.ui.side_bar import SideBar
from desktop.ui.status import StatusLine
from desktop.ui.theme import icon, is_narrow
from desktop.ui.widgets import button, column, row, words

if TYPE_CHECKING:
    from db.codes import Area
    from desktop.ui.dialogs import Dialogs
    from desktop.ui.manual import ManualWindow

PROGRAM = "治本"


class Lookups(NamedTuple):
    """Queries of the frame itself, as ``"module:name"``, imported after the office is open.

    ``office(session) -> str`` the office's name, ``counts(session, today) -> {page key: n}``
    for the side bar, ``search(session, text, limit) -> hits`` for Ctrl+K, ``first_page
    (session) -> page key`` decides where the day begins.
    """

    office: str = ""
    counts: str = ""
    search: str = ""
    first_page: str = ""


class MainWindow(QMainWindow):
    """The frame around the pages."""

    painted = Signal()
    """Once, after the first paint: now heavy things may be imported."""
    place_chosen = Signal(str)
    """The office could not be opened: the folder to try now, empty for the same again."""

    def __init__(
        self,
        runner: QtRunner,
        pages: Sequence[PageRef],
        settings: Settings,
        lookups: Lookups,
        set_day: str = "",
    ) -> None:
        super().__init__()
        self.runner = runner
        self._refs = {page.key: page for page in pages}
        self._lookups = lookups
        self._set_day = set_day
        self._settings = settings
        self._pages: dict[str, Page] = {}
        self._history: list[str] = []
        self._was_painted = False
        self._build(pages)
        self._connect()
        self.show_office("")

    # -- building ----------------------------------------------------------------------

    def _build(self, pages: Sequence[PageRef]) -> None:
        self.side = SideBar(pages)
        self.side.setEnabled(False)
        tip = "按名称、编号、拼音首字母或电话尾号查找（Ctrl+K）"
        self._find = button("查找  Ctrl+K", self.search, tip=tip)
        self._find.setIcon(icon("search"))
        left = column(None, 0)
        if self._lookups.search:
            left.addWidget(self._find)
        left.addWidget(self.side, 1)
        self.bar = Notice()
        self.stack = QStackedWidget()
        self._waiting = words("正在打开本单位的数据…", "quiet")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self._waiting)
        right = column(None, 0)
        right.addWidget(self.bar)
        right.addWidget(self.stack, 1)
        middle = QWidget()
        whole = row(middle, 0)
        whole.addLayout(left)
        whole.addLayout(right, 1)
        self.setCentralWidget(middle)
        self.line = StatusLine(self.runner)
        self.setStatusBar(self.line)
        self.setMinimumSize(640, 400)
        self.resize(1366, 740)

    def _connect(self) -> None:
        self.side.page_chosen.connect(self.show_page)
        self.runner.opened.connect(self._on_opened)
        self.runner.not_opened.connect(self._on_not_opened)
        self.runner.refused.connect(self._on_refused)
        self.runner.changed.connect(self._on_changed)
        self.painted.connect(self._add_keys)

    def _add_keys(self) -> None:
        for keys, slot in {
            "Ctrl+K": self.search,
            "F1": self.explain,
            "Ctrl+B": self.toggle_side,
            "Alt+Left": self.go_back,
            "F5": self._refresh_page,
        }.items():
            QShortcut(QKeySequence(keys), self, slot)

    @cached_property
    def dialogs(self) -> "Dialogs":
        """The real boxes over this window; nobody asks anything before the first paint."""
        boxes = importlib.import_module("desktop.ui.dialogs")
        made: Dialogs = boxes.WindowDialogs(self, self.bar, self._settings)
        return made

    # -- moving around -----------------------------------------------------------------

    @property
    def current(self) -> Page | None:
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def show_page(self, key: str) -> Page:
        page = self._page(key)
        if not self._history or self._history[-1] != key:
            self._history.append(key)
        self.bar.hide()
        self.side.show_current(key)
        self.stack.setCurrentWidget(page)
        page.setFocus()
        return page

    def go(self, key: str, where: Mapping[str, str]) -> None:
        """A page (or a figure's drill-down) sends to another page with filters set."""
        page = self.show_page(key)
        if where:
            page.show_where(dict(where))

    def open_record(self, entity: str, record_id: int) -> None:
        """Show a record on the page that has its kind."""
        key = next((ref.key for ref in self._refs.values() if entity in ref.entities), None)
        if key is None:
            self.dialogs.say("这类记录还没有自己的页面。", Tone.WARNING)
            return
        self.show_page(key).show_record(record_id)

    def go_back(self) -> None:
        if len(self._history) > 1:
            self._history.pop()
            self.show_page(self._history[-1])

    def toggle_side(self) -> None:
        self._set_narrow(not self.side.is_narrow)

    def _set_narrow(self, is_strip: bool) -> None:
        self.side.set_narrow(is_strip)
        self._find.setText("" if is_strip else "查找  Ctrl+K")
        self._find.setFixedWidth(self.side.width())

    def search(self) -> None:
        if self._lookups.search and self.current is not None:
            palette = importlib.import_module("desktop.ui.palette")
            box = palette.SearchBox(self.runner, _named(self._lookups.search), self)
            box.chosen.connect(self._on_found)
            box.open()

    def _on_found(self, entity: str, key: Any) -> None:
        """A record, or a page with what it is asked to do."""
        if isinstance(key, Mapping):
            self.go(entity, key)
        else:
            self.open_record(entity, key)

    def explain(self) -> None:
        """F1: the manual, at this page's chapter."""
        self.manual.open_at(self.current.key if self.current is not None else "")

    @cached_property
    def manual(self) -> "ManualWindow":
        """One window for all pages, beside this one: she reads while she works."""
        made: ManualWindow = importlib.import_module("desktop.ui.manual").ManualWindow(
            self._brief, frozenset(self._refs)
        )
        made.page_asked.connect(self._on_page_asked)
        return made

    def _brief(self, key: str) -> str:
        """A page's own short words; of one not shown yet, those of its class."""
        if key not in self._refs:
            return ""
        shown = self._pages.get(key) or _named(self._refs[key].target)
        return shown.help if isinstance(shown.help, str) else ""

    def _on_page_asked(self, key: str) -> None:
        if key in self._refs and self.side.isEnabled():
            self.show_page(key)
            self.activateWindow()

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            page_class = _named(self._refs[key].target)
            page: Page = page_class(self.runner, self.dialogs, self.stack)
            page.open_record.connect(self.open_record)
            page.go.connect(self.go)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def _refresh_page(self) -> None:
        if self.current is not None:
            self.current.refresh()

    # -- what happens around -----------------------------------------------------------

    def show_office(self, name: str) -> None:
        self.line.show_office(name)
        parts = [PROGRAM, name, f"今天按 {self._set_day} 计" if self._set_day else ""]
        self.setWindowTitle(" · ".join(part for part in parts if part))

    def _on_opened(self) -> None:
        self.side.setEnabled(True)
        self.bar.clear()
        self._read(self._lookups.office, self.show_office)
        self._read_counts()
        if self._lookups.first_page:
            self._read(self._lookups.first_page, self._begin)
        else:
            self._begin("")

    def _begin(self, key: str) -> None:
        """Where the day begins; the first page where that one is not there."""
        first = key if key in self._refs else next(iter(self._refs), "")
        if first:
            self.show_page(first)

    def _on_not_opened(self, problem: RuleViolation | KnownProblem) -> None:
        closed = importlib.import_module("desktop.ui.closed")
        page = closed.ClosedOffice(problem.sentence, self.dialogs)
        page.place_chosen.connect(partial(self._try_place, page))
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.first.setFocus()

    def _try_place(self, page: QWidget, place: str) -> None:
        self.stack.setCurrentWidget(self._waiting)
        self.stack.removeWidget(page)
        page.deleteLater()
        self.place_chosen.emit(place)

    def _on_refused(self, refusal: RuleViolation | KnownProblem) -> None:
        self.dialogs.say(refusal.sentence, Tone.WRONG)

    def _on_changed(self, areas: "frozenset[Area]") -> None:
        from db.codes import Area  # noqa: PLC0415 - after the first paint

        self._read_counts()
        if Area.OFFICE in areas:
            self._read(self._lookups.office, self.show_office)

    def _read_counts(self) -> None:
        self._read(self._lookups.counts, self.side.set_counts, self.runner.today())

    def _read(self, lookup: str, done: Callable[[Any], object], *args: object) -> None:
        if lookup:
            query = _named(lookup)
            self.runner.read(self, query, *args, done=done, latest=lookup)

    # -- Qt ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was, now = is_narrow(event.oldSize().width()), is_narrow(event.size().width())
        if was != now or event.oldSize().width() < 0:
            self._set_narrow(now)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.line.is_working and not self.dialogs.confirm(
            "还有工作没有做完，要取消它并关闭吗？", "取消并关闭", "已经保存的不受影响。"
        ):
            event.ignore()
            return
        self.line.cancel_all()
        if "manual" in self.__dict__:
            self.manual.close()
        super().closeEvent(event)


def _named(target: str) -> Any:
    """What ``"module:name"`` names."""
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)
