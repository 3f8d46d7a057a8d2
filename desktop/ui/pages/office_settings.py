"""设置: the office's names, numbers, names of papers, days off, own rules, backup and verify."""

from typing import ClassVar

from PySide6.QtWidgets import QTabWidget, QWidget

from db.codes import Area
from desktop.jobs.runner import Runner
from desktop.ui.approval_panel import ApprovalPanel
from desktop.ui.dialogs import Dialogs
from desktop.ui.keeping_panel import KeepingPanel
from desktop.ui.number_panels import BlockPanel, GapPanel
from desktop.ui.office_panels import (
    EntrustmentPanel,
    HolidayPanel,
    OfficePanel,
    SeriesPanel,
    SettingsPanel,
)
from desktop.ui.page import Page
from desktop.ui.widgets import column, words

Panel = (
    OfficePanel
    | SettingsPanel
    | EntrustmentPanel
    | ApprovalPanel
    | HolidayPanel
    | SeriesPanel
    | BlockPanel
    | GapPanel
    | KeepingPanel
)
_HELP = """
本单位自己定的都在这里。法律定的不在这里改，依据写在各处的“依据”里。

- **本单位**：局、站的名称，区划，启用日。
- **文号**：每种文书每年的机关代字和下一号，缺号、重号一眼看到。
- **领用号段**：成本发给个人的空白文书，每一张用了、作废、交回都有着落。
- **文号核对**：从启用日算起的缺号、跳号、作废号，可以导出。
- **文书名义**：哪一天起以谁的名义出文书，凭哪份委托。
- **发文审批**：哪种文书要审核、签发，谁审核谁签发，谁代签到哪一天。
- **节假日**：每年的放假和调休；没有表的年度会直说。
- **设置**：月报截止日等本单位的规定。
- **备份与核验**：整个办公室备份成一个文件，换电脑时从它恢复；逐条核对有没有被改动。
"""


class OfficeSettingsPage(Page):
    """One tab a panel; each reads itself when the page is shown or the office changes."""

    key: ClassVar[str] = "office_settings"
    title: ClassVar[str] = "设置"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.OFFICE, Area.PAPERS})
    help: ClassVar[str] = _HELP

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.office = OfficePanel(runner, dialogs)
        self.series = SeriesPanel(runner, dialogs)
        self.blocks = BlockPanel(runner, dialogs)
        self.gaps = GapPanel(runner, dialogs)
        self.entrustments = EntrustmentPanel(runner, dialogs)
        self.approval = ApprovalPanel(runner, dialogs)
        self.holidays = HolidayPanel(runner, dialogs)
        self.settings = SettingsPanel(runner, dialogs)
        self.keeping = KeepingPanel(runner, dialogs)
        self._panels: dict[str, tuple[Panel, str]] = {
            "office": (self.office, "本单位"),
            "numbers": (self.series, "文号"),
            "blocks": (self.blocks, "领用号段"),
            "gaps": (self.gaps, "文号核对"),
            "entrustment": (self.entrustments, "文书名义"),
            "approval": (self.approval, "发文审批"),
            "holidays": (self.holidays, "节假日"),
            "settings": (self.settings, "设置"),
            "keeping": (self.keeping, "备份与核验"),
        }
        self.tabs = QTabWidget()
        for panel, title in self._panels.values():
            self.tabs.addTab(panel, title)
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addWidget(words(self.title, "title"))
        whole.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        for panel, _title in self._panels.values():
            panel.refresh()

    def show_where(self, where: dict[str, str]) -> None:
        """Arrive at one tab, by its key."""
        found = self._panels.get(where.get("tab", ""))
        if found is not None:
            self.tabs.setCurrentWidget(found[0])
