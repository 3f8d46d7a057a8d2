"""The second block of a visit's form: what it stands on, who came along, what the site said."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.codes import VisitKind, VisitManner, VisitSource
from desktop.domain.labels import labels_of
from desktop.domain.rounds import stands_in_round
from desktop.jobs.runner import Runner
from desktop.queries.visit_offer import VisitOffer
from desktop.ui.companions import Companions
from desktop.ui.fields import Choice, Day, Field, Flag
from desktop.ui.inputs import Input, input_for
from desktop.ui.offer_box import OfferBox
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, column, grid, row, words

_SYSTEM = {True: "已录入", False: "未录入"}
_FIELDS = (
    Choice("manner", "检查方式", choices=labels_of(VisitManner)),
    Choice("in_system", "省系统", choices=_SYSTEM),
    Field("check_code", "检查码", hint="由省系统生成"),
    Field("code_shown_at", "亮码时刻", hint="9:35", length=20),
    Field("system_note", "未录入理由", hint="如现场无网络"),
    Day("told_on", "结果告知日"),
    Field("statement", "单位陈述", hint="被检查单位的陈述、申辩", length=1000),
    Field("remark", "检查结论", length=1000),
    Flag("online", "线上检查", hint="线上"),
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLACES = {
    "approval": (0, 0, 3),
    "notice": (0, 4, 3),
    "round": (1, 0, 1),
    "manner": (1, 2, 1),
    "check_code": (1, 4, 1),
    "code_shown_at": (1, 6, 1),
    "companions": (2, 0, 3),
    "in_system": (2, 4, 1),
    "system_note": (2, 6, 1),
    "statement": (3, 0, 3),
    "told_on": (3, 4, 1),
    "online": (3, 6, 1),
    "remark": (4, 0, 7),
}
_TITLES = {
    "approval": "行政检查审批",
    "notice": "检查通知书",
    "round": "检查轮次",
    "companions": "陪同、协助",
    "online": "",
}
_WAY = tuple(_PLACES)
_MAY_BE_NONE = ("manner", "in_system", "told_on")
_OPEN, _CLOSED = "▾ 更多 F4", "▸ 更多 F4"


class VisitGrounds(QWidget):
    """Folded to one line that says what is chosen; F4 opens it."""

    changed = Signal()
    passed = Signal()
    approval_chosen = Signal(object)
    """An approval was chosen by hand: the source of the visit follows it."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.approval, self.notice = OfferBox("（没有审批）"), OfferBox("（没有通知书）")
        self.round = OfferBox("（不属于轮次）")
        self.companions = Companions()
        self.inputs: dict[str, Input] = {one.key: input_for(one, runner) for one in _FIELDS}
        self.fold = button(_CLOSED, self.toggle, "link", "F4")
        self.summary = words("", "quiet")
        self.block = QWidget()
        self._boxes: dict[str, QWidget] = {
            "approval": self.approval,
            "notice": self.notice,
            "round": self.round,
            "companions": self.companions,
            **{key: one.box for key, one in self.inputs.items()},
        }
        self._build()
        self._connect()
        self.block.hide()

    def _build(self) -> None:
        table = grid(self.block, 8, 4)
        for key, (line, place, span) in _PLACES.items():
            title = _TITLES[key] if key in _TITLES else self.inputs[key].field.title
            box = self.inputs[key] if key in self.inputs else self._boxes[key]
            table.addWidget(words(title), line, place)
            table.addWidget(box, line, place + 1, 1, span)
            self._boxes[key].setAccessibleName(title or self.inputs[key].field.title)
        for place, stretch in ((1, 4), (3, 4), (5, 3), (7, 3)):
            table.setColumnStretch(place, stretch)
        head = row(None, 6)
        head.addWidget(self.fold)
        self.summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.addWidget(self.summary, 1)
        lines = column(self, 4)
        lines.addLayout(head)
        lines.addWidget(self.block)
        for one, other in pairwise(self._boxes[key] for key in _WAY):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        for key, one in self.inputs.items():
            one.changed.connect(self._told)
            one.box.installEventFilter(self)
            one.box.setProperty("key", key)
        for key in ("approval", "notice", "round"):
            box = self._boxes[key]
            box.installEventFilter(self)
            box.setProperty("key", key)
        self.approval.chosen.connect(self._on_approval)
        self.notice.chosen.connect(self._on_notice)
        self.round.chosen.connect(self._told)
        self.companions.changed.connect(self._told)
        self.companions.passed.connect(lambda: self._go_on_from("companions"))

    # -- what is offered ---------------------------------------------------------------

    def offer(self, offer: VisitOffer, kind: VisitKind | None, source: VisitSource | None) -> None:
        """The newest approval that covers the day is proposed, with what it says of the visit."""
        approved = next((one.id for one in offer.approvals if one.approved), None)
        self.approval.offer(offer.approvals, approved)
        told = self.approval.value()
        own = [one for one in offer.notices if told is None or one.approval_id == told.id]
        self.notice.offer(offer.notices, own[0].id if own else None)
        in_round = kind is not None and source is not None and stands_in_round(kind, source)
        proposed = offer.round_id if in_round else None
        if told is not None and told.round_id is not None:
            proposed = told.round_id
        self.round.offer(offer.rounds, proposed)
        self._take_approval()
        self._told()

    def _on_approval(self) -> None:
        told = self.approval.value()
        self._take_approval()
        if told is not None:
            if told.round_id is not None:
                self.round.want(told.round_id)
            self.approval_chosen.emit(told)
        self._told()

    def _on_notice(self) -> None:
        told = self.notice.value()
        if told is not None and told.check_code and not self.inputs["check_code"].words:
            self.inputs["check_code"].put_value(told.check_code)
        self._told()

    def _take_approval(self) -> None:
        """What stands empty is filled as the approval has it."""
        told = self.approval.value()
        if told is None:
            return
        given = {
            "manner": told.manner,
            "check_code": told.check_code,
            "in_system": told.in_system,
        }
        for key, value in given.items():
            if value not in (None, "") and not self.inputs[key].words:
                self.inputs[key].put_value(value)

    def want(self, key: str, chosen: int) -> None:
        """Another page names the approval, notice or round."""
        {"approval": self.approval, "notice": self.notice, "round": self.round}[key].want(chosen)

    # -- values ------------------------------------------------------------------------

    def clear(self) -> None:
        for box in (self.approval, self.notice, self.round):
            box.want(None)
            box.offer(())
        for one in self.inputs.values():
            one.put_words("")
        self.companions.put(())
        self.companions.name.clear()
        self.companions.unit.clear()
        self.open(False)

    def typed(self) -> dict[str, str]:
        """Everything as words, for a draft."""
        kept = {key: one.words for key, one in self.inputs.items()}
        for key in ("approval", "notice", "round"):
            chosen = getattr(self, key).key()
            kept[key] = "" if chosen is None else str(chosen)
        kept["companions"] = self.companions.typed()
        return kept

    def put_typed(self, kept: Mapping[str, str]) -> None:
        for key, one in self.inputs.items():
            one.put_words(kept.get(key, ""))
        for key in ("approval", "notice", "round"):
            getattr(self, key).want(int(kept[key]) if kept.get(key) else None)
        self.companions.put_typed(kept.get("companions", ""))
        self._told()

    def values(self) -> dict[str, Any]:
        """Every value; raises NotUnderstood, with the block open and the box in focus."""
        values: dict[str, Any] = {}
        for key, one in self.inputs.items():
            try:
                given = one.value()
            except NotUnderstood:
                self.open(True)
                one.mark_wrong(True)
                one.box.setFocus()
                raise
            one.mark_wrong(False)
            values[key] = "" if given is None and key not in _MAY_BE_NONE else given
        try:
            values["companions"] = self.companions.value()
        except NotUnderstood:
            self.open(True)
            raise
        values |= {
            "approval_id": self.approval.key(),
            "notice_id": self.notice.key(),
            "round_id": self.round.key(),
        }
        return values

    # -- folding and keys --------------------------------------------------------------

    def toggle(self) -> None:
        """Open and go there; folded, on to the checklist."""
        self.open(self.block.isHidden())
        if self.block.isHidden():
            self.passed.emit()
        else:
            self.approval.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open(self, is_open: bool) -> None:
        self.block.setVisible(is_open)
        self.fold.setText(_OPEN if is_open else _CLOSED)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in _ENTER and plain:
                key = str(box.property("key"))
                if key in self.inputs:
                    self.inputs[key].settle()
                self._go_on_from(key)
                return True
        return super().eventFilter(box, event)

    def _go_on_from(self, key: str) -> None:
        if key == _WAY[-1]:
            self.passed.emit()
            return
        self._boxes[_WAY[_WAY.index(key) + 1]].setFocus(Qt.FocusReason.TabFocusReason)

    def _told(self) -> None:
        self.summary.setText(self._words())
        self.summary.setToolTip(self.summary.text())
        self.changed.emit()

    def _words(self) -> str:
        """What is chosen, for the folded line; without an approval it says so."""
        chosen = [self.approval.value(), self.notice.value(), self.round.value()]
        found = [one.words.replace("　", " ") for one in chosen if one is not None]
        if chosen[0] is None and self.approval.key() is None:
            found.insert(0, "未审批（可以登记，会列出）")
        found += [one for one in (self.inputs["manner"].words,) if one]
        found += ["线上"] if self.inputs["online"].words == "是" else []
        count = len(self.companions.chosen)
        found += [f"陪同、协助 {count} 人"] if count else []
        return "　".join(found)
