"""A photo or scan kept in the record, looked at as it is."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from desktop.ui.widgets import column, fitting, words

_NO_PICTURE = "这个文件不是图片，不能在这里显示。"


class PictureBox(QDialog):
    """The picture fitted into the box; it is never made larger than it is."""

    def __init__(self, content: bytes, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        self.resize(fitting(QSize(760, 560), parent))
        self._picture = QPixmap()
        self._picture.loadFromData(QByteArray(content))
        self.shown = QLabel(_NO_PICTURE if self._picture.isNull() else "")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setMinimumSize(200, 150)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = column(self, margins=(8, 8, 8, 8))
        whole.addWidget(self.shown, 1)
        whole.addWidget(words(name, "quiet"))
        whole.addWidget(buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._picture.isNull():
            return
        room = self.shown.size().boundedTo(self._picture.size())
        self.shown.setPixmap(
            self._picture.scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
