"""归档: what goes into a project's file, what is missing, and the making of it."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QBrush, QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.jobs.runner import Refusal, Runner, Ticket
from desktop.queries.dossiers import DossierView, dossier_view
from desktop.reference.archive import keeping
from desktop.ui.columns import UNKNOWN, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Notice, Tone
from desktop.ui.page import Page
from desktop.ui.preview_box import PreviewBox
from desktop.ui.theme import COLOURS, ROW_HEIGHT
from desktop.ui.widgets import button, column, fitting, row, words, wrapped
from desktop.ui.working import WorkingBar
from desktop.usecases.dossiers import MadeDossier, MakeDossier, draft_dossier, make_dossier

_TITLES = ("材料", "文号", "日期")
_WIDTHS = (430, 190, 100)
_LINE = ROW_HEIGHT
_MISSING = "缺少的材料"


class DossierDialog(QDialog):
    """Accepted when the file was made; ``made`` then says what is in it."""

    moved = Signal(int, int)

    def __init__(
        self, runner: Runner, dialogs: Dialogs, project_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("归档")
        self.resize(fitting(QSize(840, 620), parent))
        self._runner, self._dialogs, self._project = runner, dialogs, project_id
        self._view: DossierView | None = None
        self._ticket: Ticket | None = None
        self.made: MadeDossier | None = None
        self.notice = Notice()
        self.subject = wrapped("", "subject")
        self.told = wrapped("", "quiet")
        self.tree = QTreeWidget()
        self.working = WorkingBar()
        self.make_button = button("生成档案", self.make, "primary", "Ctrl+回车")
        self.look_button = button("预览", self.look, tip="F5")
        self._build()
        self._wait()
        runner.read(
            self, dossier_view, project_id, runner.today(), done=self._on_view, failed=self._refuse
        )

    def _build(self) -> None:
        self.tree.setHeaderLabels(list(_TITLES))
        self.tree.setAccessibleName("卷内材料")
        self.tree.header().setStretchLastSection(True)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, width in enumerate(_WIDTHS):
            self.tree.setColumnWidth(place, width)
        self.moved.connect(self.working.show_progress)
        self.working.cancelled.connect(self._cancel)
        feet = row()
        feet.addWidget(self.look_button)
        feet.addWidget(words("缺少的不妨碍归档，会列在档案里；补到后可以重新归档。", "quiet"))
        feet.addStretch(1)
        feet.addWidget(self.make_button)
        feet.addWidget(button("取消", self.reject, tip="Esc"))
        whole = column(self, 6, (10, 10, 10, 8))
        for widget in (self.subject, self.told, self.notice):
            whole.addWidget(widget)
        whole.addWidget(self.tree, 1)
        whole.addWidget(self.working)
        whole.addLayout(feet)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.make)
        QShortcut(QKeySequence("F5"), self, self.look)
        self.tree.setFocus()

    # -- what is there -------------------------------------------------------------------

    def _on_view(self, view: DossierView | None) -> None:
        if view is None:
            self.notice.say("没有这个工程，请刷新后再选", Tone.WRONG)
            return
        self._view = view
        self.subject.setText(view.project)
        self.told.setText(_told(view))
        self.tree.clear()
        if view.lacks:
            group = self._group(f"{Mark.DANGER.value} {_MISSING}　{len(view.lacks)} 项")
            group.setForeground(0, QBrush(QColor(COLOURS.danger)))
            for lack in view.lacks:
                _line(group, (lack.words, "", "")).setFirstColumnSpanned(True)
        section = ""
        for one in view.materials:
            if one.section != section:
                section = one.section
                group = self._group(section)
            name = f"　{one.name}" if one.follows else one.name
            day = one.day.isoformat() if one.day else ""
            _line(group, (name, one.number, day))
        self.tree.expandAll()
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        self._ready()
        if not view.materials:
            self.notice.say("这个工程还没有可以归档的文书。", Tone.WARNING)

    def _group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [title])
        item.setFirstColumnSpanned(True)
        item.setSizeHint(0, QSize(0, _LINE))
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        return item

    # -- doing ---------------------------------------------------------------------------

    @property
    def _command(self) -> MakeDossier:
        return MakeDossier(self._project, self._runner.today())

    def look(self) -> None:
        """The file as it would be bound today; nothing is kept."""
        if not self.look_button.isEnabled():
            return
        self._wait()
        self.working.start("正在装订预览")
        self._ticket = self._runner.read(
            self,
            draft_dossier,
            self._command,
            self._runner.today(),
            done=self._on_draft,
            failed=self._refuse,
        )

    def _on_draft(self, content: bytes) -> None:
        self._ready()
        box = PreviewBox(self._runner, self._dialogs, content, "档案（未归档）", self)
        self._dialogs.run(box)
        box.deleteLater()

    def make(self) -> None:
        if not self.make_button.isEnabled():
            return
        self._wait()
        self.working.start("正在装订档案")
        self._ticket = self._runner.write(
            self,
            make_dossier,
            self._command,
            done=self._on_made,
            failed=self._refuse,
            progress=self.moved.emit,
        )

    def _on_made(self, made: MadeDossier) -> None:
        self.made = made
        self.accept()

    def _refuse(self, refusal: Refusal) -> None:
        self._ready()
        self.notice.say(refusal.sentence, Tone.WRONG)

    def _cancel(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
        self._ready()
        self.notice.say("已取消，没有归档。")

    def reject(self) -> None:
        if self._ticket is not None and self.working.is_working:
            self._ticket.cancel()
        super().reject()

    def _wait(self) -> None:
        self.make_button.setEnabled(False)
        self.look_button.setEnabled(False)

    def _ready(self) -> None:
        self.working.stop()
        has = self._view is not None and bool(self._view.materials)
        self.make_button.setEnabled(has)
        self.look_button.setEnabled(has)


def _line(group: QTreeWidgetItem, told: tuple[str, str, str]) -> QTreeWidgetItem:
    item = QTreeWidgetItem(group, list(told))
    item.setSizeHint(0, QSize(0, _LINE))
    for place, text in enumerate(told):
        item.setToolTip(place, text)
    return item


def _told(view: DossierView) -> str:
    """How much there is, when it was filed before, how long it is kept."""
    kept = keeping()
    filed = view.filings[0].day.isoformat() if view.filings else UNKNOWN
    return (
        f"卷内 {len(view.materials)} 件，缺少 {len(view.lacks)} 项。上次归档：{filed}。"
        f"保存 {kept.years} 年，自归档之日起算（{kept.article}）。"
    )


def file_project(page: Page, project_id: int) -> None:
    """Ask, make, and show the file where it stands among the papers."""
    dialog = DossierDialog(page.runner, page.dialogs, project_id, page)
    made = dialog.made if page.dialogs.run(dialog) else None
    dialog.deleteLater()
    if made is not None:
        lacking = f"，缺少 {made.missing} 项" if made.missing else ""
        page.dialogs.say(f"已归档：{made.items} 件 {made.pages} 页{lacking}", Tone.DONE)
        page.open_record.emit("paper", made.id)
