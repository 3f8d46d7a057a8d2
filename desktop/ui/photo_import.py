"""导入手机照片: the photos of a folder, each beside the visit its time falls in."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.domain.photo_times import VisitTime, proposed_visit
from desktop.exchange.photos import FoundPhoto
from desktop.ui.widgets import button, column, fitting, row, wrapped

_NONE = "（不导入）"
_SMALL = QSize(64, 48)
_UNTIMED = "无拍摄信息"


class PhotoImportBox(QDialog):
    """``chosen`` is the photos by visit; what has no visit is left where it is."""

    def __init__(
        self,
        photos: Sequence[FoundPhoto],
        visits: Sequence[VisitTime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入手机照片")
        self.resize(fitting(QSize(860, 560), parent))
        self._photos, self._visits = tuple(photos), tuple(visits)
        self.boxes: list[QComboBox] = []
        self.table = QTableWidget(len(self._photos), 3)
        self.table.setAccessibleName("照片")
        self.said = wrapped("", "quiet")
        self._build()
        self._fill()
        self._count()

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels(["照片", "拍摄时间", "归入检查"])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setIconSize(_SMALL)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_SMALL.height() + 6)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        self.table.setColumnWidth(0, 250)
        self.table.setColumnWidth(1, 150)
        feet = row()
        feet.addWidget(self.said, 1)
        bring = button("导入", self.accept, "primary", "回车")
        bring.setDefault(True)
        feet.addWidget(bring)
        feet.addWidget(button("取消", self.reject, tip="Esc"))
        whole = column(self, 8, (12, 10, 12, 10))
        told = "按照片里相机写下的时间归入检查；没有拍摄信息的不猜，要导入就自己选。原图原样保存。"
        whole.addWidget(wrapped(told, "quiet"))
        whole.addWidget(self.table, 1)
        whole.addLayout(feet)

    def _fill(self) -> None:
        names = [_NONE, *(one.words for one in self._visits)]
        ids = [None, *(one.id for one in self._visits)]
        for place, photo in enumerate(self._photos):
            name = QTableWidgetItem(QIcon(str(photo.path)), photo.path.name)
            name.setToolTip(str(photo.path))
            told = photo.taken.strftime("%Y-%m-%d %H:%M") if photo.taken else _UNTIMED
            self.table.setItem(place, 0, name)
            self.table.setItem(place, 1, QTableWidgetItem(told))
            box = QComboBox()
            box.addItems(names)
            box.setAccessibleName(f"{photo.path.name}归入的检查")
            box.setCurrentIndex(ids.index(proposed_visit(photo.taken, self._visits)))
            box.currentIndexChanged.connect(self._count)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.boxes.append(box)
            self.table.setCellWidget(place, 2, box)

    @property
    def chosen(self) -> dict[int, tuple[Path, ...]]:
        found: dict[int, tuple[Path, ...]] = {}
        for photo, box in zip(self._photos, self.boxes, strict=True):
            place = box.currentIndex()
            if place > 0:
                key = self._visits[place - 1].id
                found[key] = (*found.get(key, ()), photo.path)
        return found

    def _count(self) -> None:
        count = sum(len(paths) for paths in self.chosen.values())
        self.said.setText(f"共 {len(self._photos)} 张，导入 {count} 张")


def days_of(photos: Sequence[FoundPhoto], today: date) -> tuple[date, date]:
    """The days in which visits are looked for: those of the photos, else this month."""
    days = [one.taken.date() for one in photos if one.taken is not None]
    return (min(days), max(days)) if days else (today.replace(day=1), today)
