"""签名 drawn on screen, with a pen or the mouse; the strokes are kept as they were drawn."""

import json

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QShortcut,
    QTabletEvent,
)
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QWidget

from db.codes import SignerRole
from desktop.queries.visit_form import Candidate
from desktop.ui.enter import EnterGoesOn
from desktop.ui.notice import Notice, Tone
from desktop.ui.theme import COLOURS
from desktop.ui.widgets import button, column, fitting, grid, row, scrolled, words, wrapped
from desktop.usecases.signing import Signed, SignVisit

_SIZE = QSize(340, 92)
_PEN = 2.2
_BINDS = "签名连同检查记录的全部内容一起认定；之后要改，只能用更正。"


class SignPad(QWidget):
    """An area to draw in; ``strokes`` is JSON of lists of points, y downwards."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[QPointF]] = []
        self._is_down = False
        self.setAccessibleName(f"{name}签名处")
        self.setMinimumSize(_SIZE)
        self.setFixedHeight(_SIZE.height())
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn; a single touch is no signature."""
        return not any(len(stroke) > 1 for stroke in self._strokes)

    @property
    def strokes(self) -> str:
        drawn = [[[round(p.x(), 1), round(p.y(), 1)] for p in one] for one in self._strokes]
        return json.dumps(drawn, separators=(",", ":"))

    def clear(self) -> None:
        self._strokes.clear()
        self._told()

    def draw(self, strokes: list[list[tuple[float, float]]]) -> None:
        """Take strokes as they were drawn elsewhere."""
        self._strokes = [[QPointF(x, y) for x, y in one] for one in strokes]
        self._told()

    # -- mouse and pen -----------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._is_down = False

    def tabletEvent(self, event: QTabletEvent) -> None:
        kinds = {
            QTabletEvent.Type.TabletPress: self._down,
            QTabletEvent.Type.TabletMove: self._move,
        }
        act = kinds.get(event.type())
        if act is not None:
            act(event.position())
        else:
            self._is_down = False
        event.accept()

    def _down(self, at: QPointF) -> None:
        self._is_down = True
        self._strokes.append([at])
        self._told()

    def _move(self, at: QPointF) -> None:
        if self._is_down:
            inside = QRectF(self.rect())
            x = min(max(at.x(), inside.left()), inside.right())
            y = min(max(at.y(), inside.top()), inside.bottom())
            self._strokes[-1].append(QPointF(x, y))
            self._told()

    def _told(self) -> None:
        self.update()
        self.changed.emit()

    # -- showing -----------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(COLOURS.ground))
        painter.setPen(QPen(QColor(COLOURS.line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if not self._strokes:
            painter.setPen(QColor(COLOURS.quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "在这里手写签名")
            return
        pen = QPen(QColor(COLOURS.ink), _PEN)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            path = QPainterPath(stroke[0])
            for point in stroke[1:]:
                path.lineTo(point)
            painter.drawPath(path)


class SignBox(QDialog):
    """A pad for each who has not signed yet; those left empty sign another time."""

    def __init__(
        self,
        visit_id: int,
        unsigned: tuple[Candidate, ...],
        *,
        site_is_open: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("屏幕手写签名")
        self.resize(fitting(QSize(620, 560), parent))
        self._visit_id = visit_id
        self.command: SignVisit | None = None
        self.notice = Notice()
        self.pads = {one.id: (one, SignPad(one.name)) for one in unsigned}
        self.site = SignPad("被检查单位")
        self.site_name = QLineEdit(placeholderText="被检查单位签名人姓名")
        self.refusal = QLineEdit(placeholderText="拒绝签名的，写明原因")
        self._build(site_is_open)

    def _build(self, site_is_open: bool) -> None:
        body = QWidget()
        table = grid(body, 8, 8)
        for line, (one, pad) in enumerate(self.pads.values()):
            self._line(table, line, words(f"检查人员\n{one.name}"), pad)
        line = len(self.pads)
        for widget in (self.site, self.site_name, self.refusal):
            widget.setVisible(site_is_open)
        if site_is_open:
            self.site_name.setAccessibleName("被检查单位签名人姓名")
            self.refusal.setAccessibleName("拒签原因")
            self._line(table, line, words("被检查单位"), self.site)
            table.addWidget(words("签名人"), line + 1, 0)
            table.addWidget(self.site_name, line + 1, 1)
            table.addWidget(words("拒签原因"), line + 2, 0)
            table.addWidget(self.refusal, line + 2, 1)
        table.setColumnStretch(1, 1)
        table.setRowStretch(line + 3, 1)
        feet = row()
        feet.addWidget(wrapped(_BINDS, "quiet"), 1)
        self.sign_button = button("签名", self.sign, "primary", "Ctrl+回车")
        feet.addWidget(self.sign_button)
        feet.addWidget(button("取消", self.reject, tip="Esc"))
        whole = column(self, 8, (12, 10, 12, 10))
        whole.addWidget(self.notice)
        whole.addWidget(scrolled(body), 1)
        whole.addLayout(feet)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.sign)
        if site_is_open:
            EnterGoesOn(self, [self.site_name, self.refusal], self.sign_button)
            self.site_name.setFocus()

    def _line(self, table: QGridLayout, line: int, title: QWidget, pad: SignPad) -> None:
        table.addWidget(title, line, 0)
        table.addWidget(pad, line, 1)
        table.addWidget(button("重写", pad.clear, "link"), line, 2)

    def sign(self) -> None:
        """Take what was drawn; refusal and signature of the site exclude each other."""
        signed = [
            Signed(SignerRole.INSPECTOR, one.name, one.id, pad.strokes)
            for one, pad in self.pads.values()
            if not pad.is_empty
        ]
        name, refusal = self.site_name.text().strip(), self.refusal.text().strip()
        if not self.site.is_empty and not name:
            self._refuse("请写明被检查单位签名人的姓名", self.site_name)
        elif self.site.is_empty and name:
            self._refuse("被检查单位还没有签名；拒绝签名的请写拒签原因", self.refusal)
        elif not self.site.is_empty and refusal:
            self._refuse("已签名的不用写拒签原因", self.refusal)
        else:
            if not self.site.is_empty:
                signed.append(Signed(SignerRole.SITE, name, None, self.site.strokes))
            if not signed and not refusal:
                self._refuse("还没有人签名", self.site_name)
                return
            self.command = SignVisit(self._visit_id, tuple(signed), refusal)
            self.accept()

    def _refuse(self, sentence: str, box: QWidget) -> None:
        self.notice.say(sentence, Tone.WRONG)
        box.setFocus()
