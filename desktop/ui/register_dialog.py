"""登记已发文书: what the original says on the left, our 录入件 of it beside it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QListWidget, QListWidgetItem, QWidget

from db.codes import PaperKind, PartyRole
from desktop.documents.page import TRANSCRIBED
from desktop.domain.labels import label
from desktop.domain.papers import ORDER_KINDS
from desktop.domain.registering import ON_SITE
from desktop.jobs.runner import Runner
from desktop.queries.register_form import RegisterGround, register_ground
from desktop.ui.dialogs import Dialogs
from desktop.ui.drafts import Drafts
from desktop.ui.enter import EnterGoesOn
from desktop.ui.forms import FieldGrid
from desktop.ui.issuing import IssuingDialog
from desktop.ui.notice import Notice, Tone
from desktop.ui.people import People
from desktop.ui.preview import PdfPane
from desktop.ui.register_fields import (
    HEAD,
    NEW,
    ORDER,
    OTHER,
    SERVICE,
    STOP,
    command_of,
    scan_fields,
)
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import column, fitting, scrolled, words, wrapped
from desktop.usecases.paper_ground import Issued
from desktop.usecases.registered_papers import RegisterPaper, draft_registered, register_paper

_KEY = Qt.ItemDataRole.UserRole
_LINE = 30
_SHOWN = 5
_TITLES = 96
_COPY = "录入件"
_RESTORED = "已恢复上次没有登记的内容。点“取消”放弃它。"
_ABOUT = (
    "原件是扫描件；本系统打印的只作“录入件（以原件为准）”。期限照原件，各项时限从实际送达起算。"
)


class RegisterDialog(IssuingDialog):
    """Accepted when the paper was registered; ``issued`` then has its id and number."""

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        parent: QWidget | None = None,
        *,
        project: tuple[int, str] | None = None,
        hazards: tuple[int, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("登记已发文书")
        self.resize(fitting(QSize(1200, 700), parent))
        self._runner, self._dialogs = runner, dialogs
        self._wanted = frozenset(hazards)
        self._ground: RegisterGround | None = None
        self._asked: tuple[int, PaperKind, date] | None = None
        self.issued: Issued | None = None
        self.notice = Notice()
        self.grids = [
            FieldGrid(runner, fields)
            for fields in (HEAD, STOP, ORDER, OTHER, NEW, SERVICE, scan_fields(dialogs))
        ]
        self.inputs = {key: box for one in self.grids for key, box in one.inputs.items()}
        self.addressee = QComboBox()
        self.addressee.setEditable(True)
        self.hazards = QListWidget()
        self.officers = People(runner, self._day, flows=True)
        self.pane = PdfPane(runner, dialogs)
        self.blanks = wrapped("", "quiet")
        self._body = self._filled()
        self._lay_out(scrolled(self._body), (560, 640), 420, "登记")
        self._start(project)
        self._first = self._typed()
        name = "-".join(map(str, sorted(hazards))) or "new"
        self._drafts = Drafts(runner, "register", name, self)
        self._drafts.find(self._on_draft)
        for one in self.grids:
            one.changed.connect(self._on_changed)

    def _filled(self) -> QWidget:
        head, stop, order, other, new, service, scans = self.grids
        self.addressee.setAccessibleName("受文单位")
        self.hazards.setAccessibleName("责令整改的隐患")
        self._order_words = words("所责令的隐患（空格勾选）")
        body = QWidget()
        lines = column(body, 6, (2, 2, 8, 2))
        lines.addWidget(wrapped(_ABOUT, "quiet"))
        lines.addWidget(head)
        lines.addWidget(self.blanks)
        lines.addWidget(words("受文单位（参建单位里没有的直接写）"))
        lines.addWidget(self.addressee)
        for one in (stop, order, other, self._order_words, self.hazards, new):
            lines.addWidget(one)
        lines.addWidget(words("监督人员（原件上签名的）"))
        lines.addWidget(self.officers)
        lines.addWidget(words("送达（实际送达的情况；还没送达的不填）"))
        lines.addWidget(service)
        lines.addWidget(scans)
        for one in self.grids:
            table = one.layout()
            if isinstance(table, QGridLayout):
                table.setColumnMinimumWidth(0, _TITLES)
        lines.addStretch(1)
        return body

    def _start(self, project: tuple[int, str] | None) -> None:
        kind = PaperKind.STOP_ORDER
        self._put({"kind": kind, "issued_on": self._runner.today(), "origin": ON_SITE})
        self._put({"whole_site": False, "project_id": project})
        for key in ("kind", "issued_on", "project_id"):
            self.inputs[key].changed.connect(self._ask)
        head, stop, order, other, new, service, scans = self.grids
        boxes = [*_boxes(head), self.addressee, *_boxes(stop, order, other), self.hazards]
        boxes += [*_boxes(new), self.officers.box, *_boxes(service, scans)]
        EnterGoesOn(self, boxes, self.issue_button)
        self._ask()
        first = "project_id" if project is None else "number"
        self.inputs[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, values: dict[str, Any]) -> None:
        for key, value in values.items():
            self.inputs[key].put_value(value)

    # -- a draft -----------------------------------------------------------------------

    def _typed(self) -> dict[str, str]:
        return {key: box.words for key, box in self.inputs.items()}

    def _on_changed(self) -> None:
        self.notice.clear()
        self._drafts.note(self._typed())

    def _on_draft(self, typed: dict[str, str]) -> None:
        if self._typed() == self._first:
            for one in self.grids:
                one.put_typed(typed)
            self.notice.say(_RESTORED, Tone.INFO)

    def reject(self) -> None:
        """取消: what was typed is given up with the entry."""
        if self._typed() != self._first:
            self._drafts.drop()
        super().reject()

    def _on_issued(self, issued: Any) -> None:
        self._drafts.drop()
        super()._on_issued(issued)

    # -- what the record knows ---------------------------------------------------------

    def _told(self, key: str) -> Any | None:
        try:
            return self.inputs[key].value()
        except NotUnderstood:
            return None

    def _day(self) -> date:
        return self._told("issued_on") or self._runner.today()

    def _ask(self) -> None:
        """Another site, kind or day has other parties and other hazards."""
        kind, project = self._told("kind"), self._told("project_id")
        self._show_parts(kind)
        if project is None or kind is None:
            return
        asked = (project, kind, self._day())
        if asked == self._asked:
            return
        self._asked = asked
        self._runner.read(
            self,
            register_ground,
            *asked,
            self._runner.today(),
            done=self._on_ground,
            failed=self._refuse,
            latest="ground",
        )

    def _show_parts(self, kind: PaperKind | None) -> None:
        is_order = kind in ORDER_KINDS
        _head, stop, order, other, new, _service, _scans = self.grids
        stop.setVisible(kind is PaperKind.STOP_ORDER)
        other.setVisible(not is_order)
        for one in (order, new, self.hazards, self._order_words):
            one.setVisible(is_order)

    def _on_ground(self, ground: RegisterGround | None) -> None:
        if ground is None:
            return
        kept = self.chosen or tuple(self._wanted)
        self._ground = ground
        self.hazards.clear()
        for one in ground.hazards:
            told = f"{one.part}：{one.description}" if one.part else one.description
            item = QListWidgetItem(f"{one.found_on.isoformat()}　{told}", self.hazards)
            item.setData(_KEY, one.id)
            item.setToolTip(told)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = one.id in kept
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self.hazards.setFixedHeight(_LINE * min(max(2, len(ground.hazards)), _SHOWN) + 8)
        self.blanks.setText("领用号段的下一张：" + "；".join(ground.blanks))
        self.blanks.setVisible(bool(ground.blanks))
        self._show_parties(ground)

    def _show_parties(self, ground: RegisterGround) -> None:
        self.addressee.clear()
        parties = [one for one in ground.parties if one.enterprise_id is not None]
        for one in sorted(parties, key=lambda one: one.role is not PartyRole.CONTRACTOR):
            self.addressee.addItem(f"{label(one.role)}　{one.name}", one.enterprise_id)

    # -- the answer --------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[int, ...]:
        items = (self.hazards.item(place) for place in range(self.hazards.count()))
        return tuple(i.data(_KEY) for i in items if i.checkState() is Qt.CheckState.Checked)

    def _addressee(self) -> int | str | None:
        typed = self.addressee.currentText().strip()
        place = self.addressee.findText(typed)
        return typed or None if place < 0 else self.addressee.itemData(place)

    def _command(self) -> RegisterPaper | None:
        values: dict[str, Any] = {}
        for one in self.grids:
            if one.isHidden():
                continue
            told = one.values()
            if told is None:
                return None
            values.update(told)
        is_order = values["kind"] in ORDER_KINDS
        hazards = self.chosen if is_order else ()
        try:
            return command_of(values, hazards, self._addressee(), self.officers.ids)
        except NotUnderstood as refusal:
            self._refuse_words(str(refusal))
            return None

    def draw(self, command: object) -> None:
        """Our copy of it, as far as it is told."""
        self._runner.read(
            self,
            draft_registered,
            command,
            done=lambda content: self.pane.show_bytes(content, _COPY, TRANSCRIBED),
            failed=self._refuse,
            latest="draft",
        )

    def _paper(self) -> tuple[Callable[..., bytes], Callable[..., Any], str]:
        return draft_registered, register_paper, _COPY


def _boxes(*grids: FieldGrid) -> list[QWidget]:
    return [box.box for one in grids for box in one.inputs.values()]


def register(
    runner: Runner,
    dialogs: Dialogs,
    parent: QWidget,
    project: tuple[int, str] | None = None,
    hazards: tuple[int, ...] = (),
) -> Issued | None:
    """Ask and register; what was registered, or None when it was given up."""
    dialog = RegisterDialog(runner, dialogs, parent, project=project, hazards=hazards)
    done = dialogs.run(dialog)
    dialog.deleteLater()
    return dialog.issued if done else None
