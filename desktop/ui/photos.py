"""Photos and scans dropped or picked: shown small, read when the record is saved."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from desktop.domain.errors import KnownProblem
from desktop.usecases.attachments import NewFile

PICTURES = "照片 (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)"
EVIDENCE = "照片或扫描件 (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.pdf)"
_SMALL = QSize(72, 54)


class Photos(QListWidget):
    """Drop photos here; Delete takes the marked one away. Only their places are kept."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("照片")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(_SMALL)
        self.setFixedHeight(_SMALL.height() + 40)
        self.setAcceptDrops(True)
        self.setToolTip("把照片拖到这里")

    @property
    def paths(self) -> tuple[Path, ...]:
        items = (self.item(place) for place in range(self.count()))
        return tuple(Path(item.data(Qt.ItemDataRole.UserRole)) for item in items)

    def add(self, paths: Iterable[Path]) -> None:
        standing = set(self.paths)
        for path in paths:
            if path not in standing and path.is_file():
                item = QListWidgetItem(QIcon(str(path)), path.name, self)
                item.setData(Qt.ItemDataRole.UserRole, str(path))
                item.setToolTip(str(path))
        self._told()

    def clear_all(self) -> None:
        self.clear()
        self._told()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.takeItem(self.currentRow())
            self._told()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(dropped_files(event))
        event.acceptProposedAction()

    def _told(self) -> None:
        self.setVisible(self.count() > 0)
        self.changed.emit()


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())


def accept_files(event: QDropEvent) -> None:
    if event.mimeData().hasUrls():
        event.acceptProposedAction()


def read_files(paths: Iterable[Path]) -> tuple[NewFile, ...]:
    """The files' bytes; one that has gone is said by its name."""
    found = []
    for path in paths:
        try:
            found.append(NewFile(path.name, path.read_bytes()))
        except OSError:
            raise KnownProblem(f"读不到“{path}”，它可能已移走或正被别的程序占用") from None
    return tuple(found)
