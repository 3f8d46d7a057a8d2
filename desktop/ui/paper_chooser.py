"""出文书: which paper; its letters or initials find it, Enter takes it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.jobs.runner import Runner
from desktop.queries.cards import Ref
from desktop.queries.pickers import enterprises_named, projects_named
from desktop.ui.notice import Notice, Tone
from desktop.ui.picker import Picker, Query
from desktop.ui.theme import COLOURS
from desktop.ui.widgets import button, column, fitting, grid, row, words, wrapped
from desktop.usecases.typed.all import TYPED
from desktop.usecases.typed.offers import Offer, Standing, offers

_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OFFER = Qt.ItemDataRole.UserRole
_HINT = "↑ ↓ 选择，回车出这种文书，Esc 关闭"


class PaperChooser(QDialog):
    """Accepted with ``chosen``; where nothing stands selected the subject is picked here."""

    def __init__(self, runner: Runner, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("出文书")
        self.resize(fitting(QSize(520, 560), parent))
        self.standing = standing
        self.chosen: Offer | None = None
        self.notice = Notice()
        self.box = QLineEdit(placeholderText="文书名称或拼音首字母，如 yss")
        self.box.setAccessibleName("文书名称")
        self.kinds = QListWidget()
        self.kinds.setAccessibleName("可以出的文书")
        self.kinds.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.project = self._picker(runner, projects_named, "工程", "项目名称或拼音首字母")
        self.enterprise = self._picker(runner, enterprises_named, "企业", "企业名称或拼音首字母")
        self._build()
        self.box.textChanged.connect(lambda _words: self._fill())
        self.box.installEventFilter(self)
        self.kinds.itemClicked.connect(self._take)
        self.project.picked.connect(self._on_project)
        self.enterprise.picked.connect(self._on_enterprise)
        self._fill()
        self.box.setFocus()

    def _picker(self, runner: Runner, query: Query, title: str, hint: str) -> Picker:
        made = Picker(runner, query, hint)
        made.setAccessibleName(title)
        made.passed.connect(self.box.setFocus)
        made.textEdited.connect(lambda _words: self._let_go())
        return made

    def _build(self) -> None:
        whole = column(self, 6, (10, 10, 10, 8))
        if self.standing.is_free:
            table = grid()
            for place, (title, box) in enumerate(
                (("工程", self.project), ("企业", self.enterprise), ("文书", self.box))
            ):
                table.addWidget(words(title), place, 0)
                table.addWidget(box, place, 1)
            whole.addLayout(table)
        else:
            whole.addWidget(wrapped(self.standing.words, "subject"))
            whole.addWidget(self.box)
        whole.addWidget(self.notice)
        whole.addWidget(self.kinds, 1)
        feet = row()
        feet.addWidget(words(_HINT, "quiet"))
        feet.addStretch(1)
        feet.addWidget(button("出这种文书", self.take, "primary", "回车"))
        feet.addWidget(button("取消", self.reject, tip="Esc"))
        whole.addLayout(feet)

    # -- the list ----------------------------------------------------------------------

    def _fill(self) -> None:
        """What answers to the letters, below the headings of its work."""
        self.kinds.clear()
        found = [one for one in offers(TYPED, self.standing) if one.answers_to(self.box.text())]
        for group in dict.fromkeys(one.group for one in found):
            self._add_heading(group)
            for one in found:
                if one.group == group:
                    lacks = f"　先选{one.lacks}" if one.lacks else ""
                    item = QListWidgetItem(f"　{one.words}{lacks}", self.kinds)
                    item.setData(_OFFER, one)
        self._go_to(self._best(), 1)
        if not found:
            QListWidgetItem("没有这样的文书可以从这里出", self.kinds).setFlags(
                Qt.ItemFlag.NoItemFlags
            )

    def _best(self) -> int:
        """What begins with the letters goes before what holds them, the shorter name first."""
        typed, kinds = self.box.text().strip(), self.kinds
        found = {place: kinds.item(place).data(_OFFER) for place in range(kinds.count())}
        begun = {n: len(one.words) for n, one in found.items() if one and one.begins_with(typed)}
        return min(begun, key=lambda place: begun[place]) if typed and begun else 0

    def _add_heading(self, group: str) -> None:
        item = QListWidgetItem(group, self.kinds)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(font)
        item.setForeground(QBrush(QColor(COLOURS.accent)))

    def _go_to(self, place: int, by: int) -> None:
        """The nearest kind from there on; headings are passed over."""
        while 0 <= place < self.kinds.count():
            if self.kinds.item(place).data(_OFFER) is not None:
                self.kinds.setCurrentRow(place)
                return
            place += by

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the cursor stays in the box."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                by = 1 if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
                self._go_to(self.kinds.currentRow() + by, by)
                return True
            if event.key() in _ENTER:
                self.take()
                return True
        return super().eventFilter(watched, event)

    # -- choosing ----------------------------------------------------------------------

    def take(self) -> None:
        self._take(self.kinds.currentItem())

    def _take(self, item: QListWidgetItem | None) -> None:
        offer: Offer | None = None if item is None else item.data(_OFFER)
        if offer is None:
            return
        if offer.lacks:
            self.notice.say(f"出{offer.words}请先选{offer.lacks}", Tone.WARNING)
            self.project.setFocus()
            return
        self.chosen = offer
        self.accept()

    def _on_project(self, hit: Ref) -> None:
        self.project.setText(hit.words)
        self.enterprise.clear()
        self._stand(Standing(hit.words, project_id=hit.id))

    def _on_enterprise(self, hit: Ref) -> None:
        self.enterprise.setText(hit.words)
        self.project.clear()
        self._stand(Standing(hit.words, enterprise_id=hit.id))

    def _let_go(self) -> None:
        """Other letters name nothing yet."""
        if not self.standing.is_free:
            self._stand(Standing())

    def _stand(self, standing: Standing) -> None:
        self.standing = standing
        self.notice.clear()
        self._fill()
