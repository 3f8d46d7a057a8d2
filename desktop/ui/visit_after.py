"""What was saved, what the visit still lacks, and the next step as the prominent button."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.check_sheet import CheckSheet
from desktop.ui.visit_head import VisitHead
from desktop.ui.widgets import button, column, row, wrapped
from desktop.usecases.visits import RecordedVisit

if TYPE_CHECKING:
    from desktop.ui.pages.visit_entry import VisitEntryPage


class After(QWidget):
    """What was saved, what the visit still lacks, and the next step as the prominent button."""

    def __init__(self, page: "VisitEntryPage") -> None:
        super().__init__()
        self._page = page
        self._lines = column(self, 10, (12, 12, 12, 12))
        self.first = button("", self._issue)
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
        steps = [("签名", self._open), ("再登记一次检查（Ctrl+N）", self._page.start_again)]
        if head.is_recheck:
            steps.insert(0, ("登记复查结果", self._recheck))
        if ordered:
            steps.insert(0, (f"签发责令限期整改通知书（{ordered} 项）", self._issue))
        made = [button(title, act, "" if n else "primary") for n, (title, act) in enumerate(steps)]
        for one in made:
            self._buttons.addWidget(one)
        self._buttons.addStretch(1)
        self.first = made[0]

    def _issue(self) -> None:
        if self._page.saved is not None:
            self._page.go.emit("hazards", {"visit": str(self._page.saved.id), "issue": "1"})

    def _recheck(self) -> None:
        """The notice that was re-checked, else the open hazards of the site."""
        ground, saved = self._page.head.ground, self._page.saved
        orders = self._page.sheet.orders_given()
        if orders and saved is not None:
            self._page.go.emit("notices", {"paper": str(orders[0]), "visit": str(saved.id)})
        elif ground is not None:
            self._page.go.emit("hazards", {"project": str(ground.id), "progress": "open"})

    def _open(self) -> None:
        if self._page.saved is not None:
            self._page.open_record.emit("visit", self._page.saved.id)
