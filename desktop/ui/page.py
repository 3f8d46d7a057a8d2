"""What every page is: a declared identity, one refresh, and words to the shell by signals."""

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from db.codes import Area
    from desktop.jobs.runner import Runner
    from desktop.ui.dialogs import Dialogs


class PageRef(NamedTuple):
    """A page the shell can show; its module is imported when it is first shown.

    ``entities`` are the records it can open (the words of search hits and links); more than
    one page may list an entity, the first of them opens it. ``waiting`` says what its count
    in the side bar counts.
    """

    key: str
    title: str
    group: str
    target: str
    entities: tuple[str, ...] = ()
    waiting: str = ""


class Page(QWidget):
    """The base of all pages.

    A page overrides ``_build``-like steps in its own ``__init__`` and ``refresh``; it never
    refreshes itself in ``__init__``: being shown does that, and so does an announced change
    of an area in ``shows``. ``open_record(entity, id)`` and ``go(page key, filter)`` ask the
    shell to move on; ``show_record`` and ``show_where`` are how it arrives.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    order: ClassVar[int] = 0
    shows: "ClassVar[frozenset[Area]]" = frozenset()
    help: ClassVar[str] = ""

    open_record = Signal(str, object)
    go = Signal(str, object)

    def __init__(self, runner: "Runner", dialogs: "Dialogs", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runner = runner
        self.dialogs = dialogs
        self._is_stale = True
        runner.changed.connect(self.on_changed)

    def refresh(self) -> None:
        """Read again what is shown."""

    def show_record(self, record_id: int) -> None:
        """Arrive at one record."""

    def show_where(self, where: dict[str, str]) -> None:
        """Arrive with filters set, as a figure's drill-down does."""

    def on_changed(self, areas: "frozenset[Area]") -> None:
        """Refresh at once if visible, else when shown."""
        if not areas & self.shows:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.refresh()
