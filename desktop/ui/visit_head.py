"""The head of a visit's form: site, day, inspectors; below it, folded, what it stands on."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from db.codes import VisitKind, VisitSource
from desktop.domain.labels import label, labels_of
from desktop.domain.photo_times import VisitTime, clock_of
from desktop.jobs.runner import Runner
from desktop.queries.cards import Ref
from desktop.queries.pickers import projects_named
from desktop.queries.visit_form import Ground, ground_of
from desktop.queries.visit_offer import VisitOffer, visit_offer
from desktop.ui.fields import Choice, Day, Field
from desktop.ui.inputs import Input, input_for
from desktop.ui.people import People
from desktop.ui.picker import Picker
from desktop.ui.typed import NotUnderstood
from desktop.ui.visit_grounds import VisitGrounds
from desktop.ui.widgets import grid, words, wrapped

_SOURCES = {
    code: word for code, word in labels_of(VisitSource).items() if code != VisitSource.IMPORTED
}
_FIELDS = (
    Day("visited_on", "检查日期", required=True, hint="20260305、3.5、今天"),
    Field("present_party", "在场人员", hint="被检查单位在场的人和职务"),
    Field("part", "检查部位", hint="如 1~3 号楼"),
    Choice("kind", "类别", required=True, choices=labels_of(VisitKind)),
    Choice("source", "来源", required=True, choices=_SOURCES),
    Field("started_at", "开始时间", hint="9:30", length=20),
    Field("ended_at", "结束时间", hint="11:00", length=20),
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WAY = ("project", "visited_on", "people", "present_party", "part")
"""The boxes Enter goes through; the others have their usual value and are reached by Tab."""


class VisitHead(QWidget):
    """Boxes in three lines, a quiet line about the site, and the folded second block."""

    changed = Signal()
    day_changed = Signal()
    offered = Signal()
    """What the site offers came, or the kind of the visit changed: ``offer`` has it."""
    passed = Signal()
    """Enter in the last box: on to the checklist."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.ground: Ground | None = None
        self.offer: VisitOffer | None = None
        self.grounds = VisitGrounds(runner)
        self.project = Picker(runner, projects_named, "工程名称或拼音首字母")
        self.inputs: dict[str, Input] = {one.key: input_for(one, runner) for one in _FIELDS}
        self.people = People(runner, lambda: self.day)
        self.about = wrapped("", "quiet")
        self.warning = wrapped("", "wrong")
        self._day = runner.today()
        self._boxes: dict[str, QWidget] = {
            "project": self.project,
            "people": self.people.box,
            **{key: one.box for key, one in self.inputs.items()},
        }
        self._build()
        self._connect()
        self.clear()

    def _build(self) -> None:
        table = grid(self, 8, 4)
        places = {
            "project": (0, 0, 3),
            "visited_on": (0, 4, 1),
            "people": (1, 0, 3),
            "kind": (1, 4, 1),
            "present_party": (2, 0, 1),
            "part": (2, 2, 1),
            "source": (2, 4, 1),
        }
        titles = {"project": "工程 *", "people": "检查人员 *", "visited_on": "检查日期 *"}
        for key, (line, place, span) in places.items():
            title = words(titles.get(key) or self.inputs[key].field.title)
            table.addWidget(title, line, place)
            table.addWidget(self._widget(key), line, place + 1, 1, span)
        for place, key in enumerate(("started_at", "ended_at")):
            table.addWidget(words(self.inputs[key].field.title), place, 6)
            table.addWidget(self.inputs[key], place, 7)
        for place, stretch in ((1, 5), (3, 4), (5, 2), (7, 1)):
            table.setColumnStretch(place, stretch)
        table.setColumnMinimumWidth(7, 64)
        table.addWidget(self.about, 3, 0, 1, 8)
        table.addWidget(self.warning, 4, 0, 1, 8)
        table.addWidget(self.grounds, 5, 0, 1, 8)
        self.setFocusProxy(self.project)
        self._order()

    def _widget(self, key: str) -> QWidget:
        return {"project": self.project, "people": self.people}.get(key) or self.inputs[key]

    def _order(self) -> None:
        rest = [key for key in self._boxes if key not in _WAY]
        boxes = [self._boxes[key] for key in (*_WAY, *rest)]
        for one, other in pairwise(boxes):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        self.project.setAccessibleName("工程")
        self.project.picked.connect(self._on_project)
        self.project.passed.connect(lambda: self._go_on_from("project"))
        self.people.passed.connect(lambda: self._go_on_from("people"))
        self.people.changed.connect(self._show_warning)
        self.people.changed.connect(self.changed)
        for key, one in self.inputs.items():
            one.changed.connect(self.changed)
            one.box.installEventFilter(self)
            one.box.setProperty("key", key)
        self.inputs["visited_on"].left.connect(self._on_day)
        self.inputs["kind"].changed.connect(self._on_kind)
        self.grounds.changed.connect(self.changed)
        self.grounds.passed.connect(self.passed)
        self.grounds.approval_chosen.connect(self._on_approval)

    # -- values ------------------------------------------------------------------------

    @property
    def day(self) -> date:
        """The day last understood; the checklist and the cards are those of it."""
        return self._day

    @property
    def time(self) -> VisitTime:
        """When the visit is, for its photos."""
        hours = (clock_of(self.inputs[key].words) for key in ("started_at", "ended_at"))
        return VisitTime(0, "", self.day, *hours)

    @property
    def is_recheck(self) -> bool:
        return self.kind is VisitKind.RECHECK

    @property
    def kind(self) -> VisitKind | None:
        """The kind that is chosen."""
        return next((one for one in VisitKind if label(one) == self.inputs["kind"].words), None)

    @property
    def source(self) -> VisitSource | None:
        words_of = self.inputs["source"].words
        return next((one for one, word in _SOURCES.items() if word == words_of), None)

    def clear(self) -> None:
        self.ground = None
        self.offer = None
        self.grounds.clear()
        self.project.clear()
        self.people.put(())
        for one in self.inputs.values():
            one.put_words("")
        self.inputs["kind"].put_value(VisitKind.CHECK)
        self.inputs["source"].put_value(VisitSource.PLAN)
        self.inputs["visited_on"].put_value(self._runner.today())
        self._day = self._runner.today()
        _say(self.about, "")

    def choose(self, project_id: int) -> None:
        """Take this project; the two who answer for it are proposed where nobody stands yet."""
        self._runner.read(
            self, ground_of, project_id, self.day, done=self._on_ground, latest="ground"
        )
        self._runner.read(
            self, visit_offer, project_id, self.day, done=self._on_offer, latest="offer"
        )

    def _on_project(self, hit: Ref) -> None:
        self.project.setText(hit.words)
        self.choose(hit.id)

    def typed(self) -> dict[str, str]:
        """Everything as words, for a draft."""
        kept = {key: one.words for key, one in self.inputs.items()} | self.grounds.typed()
        kept["project"] = "" if self.ground is None else str(self.ground.id)
        kept["people"] = " ".join(str(key) for key in self.people.ids)
        return kept

    def put_typed(self, kept: Mapping[str, str]) -> None:
        for key, one in self.inputs.items():
            one.put_words(kept.get(key, ""))
        self.grounds.put_typed(kept)
        self._on_day()
        ids = tuple(int(word) for word in kept.get("people", "").split())
        self.people.ask_again(ids)
        if kept.get("project"):
            self.choose(int(kept["project"]))

    def values(self) -> dict[str, Any]:
        """Every value; raises NotUnderstood, with the box marked and in focus."""
        values: dict[str, Any] = {}
        if self.ground is None or self.project.text() != self.ground.words:
            self.project.setFocus()
            raise NotUnderstood("请选工程：输入名称或拼音首字母，回车选中")
        for key, one in self.inputs.items():
            try:
                values[key] = one.value()
            except NotUnderstood:
                one.mark_wrong(True)
                one.box.setFocus()
                raise
            one.mark_wrong(False)
        left = self.people.box.text().strip()
        if left:
            self.people.setFocus()
            raise NotUnderstood(f"检查人员“{left}”没有选中，请选中或删去")
        if not self.people.ids:
            self.people.setFocus()
            raise NotUnderstood("请加入检查人员：输入姓名或拼音首字母，回车加入")
        values |= {"project_id": self.ground.id, "inspectors": self.people.ids}
        given = {key: "" if value is None else value for key, value in values.items()}
        return given | self.grounds.values()

    # -- what follows ------------------------------------------------------------------

    def _on_ground(self, ground: Ground | None) -> None:
        self.ground = ground
        if ground is None:
            return
        self.project.setText(ground.words)
        parties = "　".join(f"{role}：{name}" for role, name in ground.parties)
        last = f"　上次检查 {ground.last_visit.isoformat()}" if ground.last_visit else ""
        standing = f"　未销号隐患 {ground.open_hazards} 项{last}"
        _say(self.about, f"{ground.responsible}{standing}\n{parties}".rstrip())
        if not self.people.ids:
            self.people.put(ground.proposed)
        self.changed.emit()

    def _on_offer(self, offer: VisitOffer) -> None:
        self.offer = offer
        self.grounds.offer(offer, self.kind, self.source)
        self.offered.emit()

    def _on_kind(self) -> None:
        if self.offer is not None:
            self.offered.emit()

    def _on_approval(self, told: Any) -> None:
        """The source of a visit is that of its approval."""
        self.inputs["source"].put_value(told.source)

    def _on_day(self) -> None:
        try:
            day = self.inputs["visited_on"].value()
        except NotUnderstood as error:
            self.inputs["visited_on"].mark_wrong(True)
            _say(self.warning, f"× {error}")
            return
        self.inputs["visited_on"].mark_wrong(False)
        self._show_warning()
        if day != self._day:
            self._day = day
            self.people.ask_again()
            if self.ground is not None:
                self.choose(self.ground.id)
            self.day_changed.emit()

    def _show_warning(self) -> None:
        found = self.people.warnings
        _say(self.warning, f"▲ {'；'.join(found)}（可以登记，会列出）" if found else "")

    # -- keys --------------------------------------------------------------------------

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in _ENTER and plain:
                key = str(box.property("key"))
                self.inputs[key].settle()
                self._go_on_from(key)
                return True
        return super().eventFilter(box, event)

    def _go_on_from(self, key: str) -> None:
        if key not in _WAY or key == _WAY[-1]:
            self.passed.emit()
            return
        box = self._boxes[_WAY[_WAY.index(key) + 1]]
        box.setFocus(Qt.FocusReason.TabFocusReason)


def _say(label: QLabel, said: str) -> None:
    label.setText(said)
    label.setVisible(bool(said))
