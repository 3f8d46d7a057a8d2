"""Buttons wrap: in a narrow pane they take more lines, and none is cut off."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.flow import FlowLayout


def flowing(qtbot, width):
    body = QWidget()
    qtbot.addWidget(body)
    flow = FlowLayout(4, body)
    for _ in range(6):
        made = QWidget()
        made.setFixedSize(80, 24)
        flow.addWidget(made)
    body.resize(width, 200)
    body.show()
    return body, flow


def test_lines_follow_the_width(qtbot):
    _, flow = flowing(qtbot, 600)
    assert flow.heightForWidth(600) == 24
    assert flow.heightForWidth(170) == 24 * 3 + 4 * 2
    assert flow.heightForWidth(10) == 24 * 6 + 4 * 5
    assert flow.minimumSize().width() == 80
    assert flow.expandingDirections() == Qt.Orientation(0)


def test_every_button_lies_inside(qtbot):
    body, flow = flowing(qtbot, 180)
    for place in range(flow.count()):
        assert body.rect().contains(flow.itemAt(place).geometry())
    taken = flow.takeAt(0)
    assert flow.count() == 5
    assert flow.takeAt(9) is None
    taken.widget().deleteLater()
