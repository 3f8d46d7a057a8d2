"""What was saved, what the visit still lacks, and the next step as the prominent button."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.check_sheet import CheckSheet
from desktop.ui.visit_head import VisitHead
from desktop.ui.widgets import button, column, row, wrapped
from desktop.usecases.visits import RecordedVisit

Step = Callable[["After"], None]


class After(QWidget):
    """What was saved, what the visit still lacks, and the next step as the prominent button.

    Emits where to go (page and filters), which visit to open, and that another is to be entered.
    """

    go = Signal(str, object)
    open_visit = Signal(object)
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(self, 10, (12, 12, 12, 12))
        self.first = button("", self.setFocus)
        self.said = wrapped("", "subject")
        self.missing = wrapped("")
        self._buttons = row()
        self._lines.addWidget(self.said)
        self._lines.addWidget(self.missing)
        self._lines.addLayout(self._buttons)
        self._lines.addStretch(1)

    def show_saved(self, saved: RecordedVisit, head: VisitHead, sheet: CheckSheet) -> None:
        ordered = sum(not one.on_the_spot for one in sheet.found)
        site = head.ground.words if head.ground is not None else ""
        self.said.setText(
            f"√ 已登记 {head.day.isoformat()} 对{site}的检查，隐患 {len(saved.hazards)} 项"
            f"（当场改正 {len(saved.hazards) - ordered} 项）"
        )
        lacking = "\n".join(f"▲ {one}" for one in saved.missing)
        self.missing.setText(f"这次检查还缺：\n{lacking}" if lacking else "这次检查已齐全。")
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        steps = _steps(saved, head, sheet)
        made = [
            button(title, self._act(step), "" if n else "primary")
            for n, (title, step) in enumerate(steps)
        ]
        for one in made:
            self._buttons.addWidget(one)
        self._buttons.addStretch(1)
        self.first = made[0]

    def _act(self, step: Step) -> Callable[[], None]:
        return lambda: step(self)


def _steps(saved: RecordedVisit, head: VisitHead, sheet: CheckSheet) -> list[tuple[str, Step]]:
    steps: list[tuple[str, Step]] = [
        ("签名", lambda after: after.open_visit.emit(saved.id)),
        ("再登记一次检查（Ctrl+N）", lambda after: after.again.emit()),
    ]
    if head.is_recheck:
        where = _rechecked(saved, head, sheet)
        steps.insert(0, ("登记复查结果", lambda after: after.go.emit(*where)))
    ordered = sum(not one.on_the_spot for one in sheet.found)
    if ordered:
        words = f"签发责令限期整改通知书（{ordered} 项）"
        ask = {"visit": str(saved.id), "issue": "1"}
        steps.insert(0, (words, lambda after: after.go.emit("hazards", ask)))
    return steps


def _rechecked(
    saved: RecordedVisit, head: VisitHead, sheet: CheckSheet
) -> tuple[str, dict[str, str]]:
    """The notice that was re-checked, else the open hazards of the site."""
    orders = sheet.orders_given()
    if orders:
        return "notices", {"paper": str(orders[0]), "visit": str(saved.id)}
    site = {"project": str(head.ground.id)} if head.ground is not None else {}
    return "hazards", {**site, "progress": "open"}
