"""登记隐患: a hazard that came without a visit of ours (上级督查、交办、举报、第三方…)."""

import json
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from db.codes import HazardSource
from desktop.domain.labels import labels_of
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.pickers import projects_named
from desktop.queries.visit_form import Ground, ground_of
from desktop.ui.check_sheet import CheckSheet, Found
from desktop.ui.clause import ClauseHit, clauses_named
from desktop.ui.dialogs import Dialogs
from desktop.ui.drafts import Drafts
from desktop.ui.fields import Choice, Day, Field, Pick
from desktop.ui.files_input import evidences
from desktop.ui.finding_form import FindingForm
from desktop.ui.forms import FieldGrid
from desktop.ui.notice import Notice, Tone
from desktop.ui.page import Page
from desktop.ui.picker import Picker
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import button, column, row, scrolled, words
from desktop.usecases.findings import RecordHazard, record_hazard

_OURS = (HazardSource.VISIT, HazardSource.LEDGER)
_SOURCES = {code: word for code, word in labels_of(HazardSource).items() if code not in _OURS}
_FIELDS = (
    Pick("project_id", "工程", required=True, query=projects_named),
    Day("found_on", "发现日期", required=True),
    Choice("source", "来源", required=True, choices=_SOURCES),
)
_NATIONAL = (
    Field("national_no", "国家库编号", hint="重大隐患已录入国家库的填"),
    Day("national_on", "入库日期"),
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SUBJECT = "new"


class HazardEntryPage(Page):
    """Where it is, who found it, by what clause, and what is wrong."""

    key: ClassVar[str] = "hazard_entry"
    title: ClassVar[str] = "登记隐患"
    help: ClassVar[str] = (
        "登记不是本局检查发现的隐患：上级督查、交办、举报、第三方、保险机构、企业自查、事故、平台。"
        "这些在统计中与本局检查发现的分开。本局检查发现的，请在**登记检查**中答“不合格”。\n\n"
        "判定条款按发现当日有效的标准，输入拼音首字母、编号或汉字查找；不选就是一般隐患。"
        "条款有几个条件同时成立才算的，逐条勾选。重大隐患已录入国家库的，填编号和入库日期；"
        "照片、材料可以拖进来。**Ctrl+回车**保存并登记下一条。"
    )

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.notice = Notice()
        self.grid = FieldGrid(runner, _FIELDS)
        photos = evidences("photos", "照片、材料", dialogs)
        self.more = FieldGrid(runner, (*_NATIONAL, photos))
        hint = "拼音首字母、编号或汉字；一般隐患可以不选"
        self.clause = Picker(runner, clauses_named, hint, lambda: (self.sheet.day,))
        self.sheet = CheckSheet(runner.today())
        self.form = FindingForm(self.sheet, self.sheet.add_finding(), runner.today())
        self._drafts = Drafts(runner, self.key, _SUBJECT, self)
        self._build()
        self._connect()
        self.start_again()
        self._drafts.find(self._on_draft)

    def _build(self) -> None:
        self.save_button = button("保存", self.save, "primary", "Ctrl+回车 保存并到下一条")
        top = row()
        top.addWidget(words(self.title, "title"))
        top.addStretch(1)
        top.addWidget(button("清空重来", self.give_up))
        top.addWidget(self.save_button)
        clause = row()
        clause.addWidget(words("判定条款"))
        clause.addWidget(self.clause, 1)
        body = QWidget()
        self._lines = column(body, 6, (0, 0, 6, 0))
        self._lines.addWidget(self.grid)
        self._lines.addLayout(clause)
        self._lines.addWidget(self.form, 1)
        self._lines.addWidget(self.more)
        body.setMaximumWidth(760)
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addWidget(scrolled(body), 1)
        self.setFocusProxy(self.grid.inputs["project_id"])

    def _connect(self) -> None:
        self.clause.setAccessibleName("判定条款")
        self.clause.picked.connect(self._on_clause)
        self.clause.passed.connect(self._on_passed)
        self.grid.changed.connect(self._keep)
        self.more.changed.connect(self._keep)
        self.grid.inputs["found_on"].left.connect(self._on_day)
        for one in self.grid.inputs.values():
            one.box.installEventFilter(self)
        for keys in ("Ctrl+Return", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)

    # -- filling in --------------------------------------------------------------------

    def start_again(self) -> None:
        self.grid.put_typed(dict.fromkeys(self.grid.inputs, ""))
        self.grid.put({"found_on": self.runner.today(), "source": HazardSource.SUPERIOR})
        self.more.put_typed(dict.fromkeys(self.more.inputs, ""))
        self.clause.clear()
        self.sheet.start_over(self.runner.today())
        self._show(self.sheet.add_finding())
        self.save_button.setEnabled(True)
        self._drafts.drop()

    def give_up(self) -> None:
        if self.dialogs.confirm("要清空已填写的内容吗？", "清空"):
            self.notice.clear()
            self.start_again()

    def show_where(self, where: dict[str, str]) -> None:
        """Start with a project, as its record's button does."""
        if "project" in where:
            key, day = int(where["project"]), self.runner.today()
            self.runner.read(self, ground_of, key, day, done=self._on_ground)

    def _on_ground(self, ground: Ground | None) -> None:
        if ground is not None:
            self.grid.put({"project_id": (ground.id, ground.words)})

    def _show(self, one: Found) -> None:
        old = self.form
        self.form = FindingForm(self.sheet, one, self.runner.today())
        self.form.changed.connect(self._keep)
        self.form.done.connect(lambda: self.save_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.form.dropped.connect(self.give_up)
        self._lines.replaceWidget(old, self.form)
        self.form.show()
        old.deleteLater()

    def _on_clause(self, hit: ClauseHit) -> None:
        self.clause.setText(hit.words)
        was = self.form.one
        self.sheet.found = []
        one = self.sheet.add_finding(hit.id)
        one.part, one.due, one.on_the_spot = was.part, was.due, was.on_the_spot
        one.description = was.description or one.description
        self._show(one)
        self.form.start()

    def _on_passed(self) -> None:
        """Enter in an empty clause: an ordinary hazard of no item."""
        if not self.clause.text().strip() and self.form.one.item:
            was = self.form.one.description
            self.sheet.found = []
            one = self.sheet.add_finding()
            one.description = was
            self._show(one)
        self.form.start()

    def _on_day(self) -> None:
        try:
            day: date | None = self.grid.inputs["found_on"].value()
        except NotUnderstood:
            return
        if day is not None and day != self.sheet.day and self.sheet.move_to(day):
            self.notice.say("这一天适用另一版判定标准，请重新选判定条款", Tone.WARNING)
        if not any(self.form.one is one for one in self.sheet.found):
            self.clause.clear()
            self._show(self.sheet.add_finding())

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        """Enter goes on to the next box, from the last of the head to the clause."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in _ENTER and plain:
                inputs = list(self.grid.inputs.values())
                place = next(place for place, one in enumerate(inputs) if one.box is box)
                inputs[place].settle()
                following = [one.box for one in inputs[place + 1 :]] + [self.clause]
                following[0].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(box, event)

    # -- a draft -----------------------------------------------------------------------

    def _keep(self) -> None:
        typed = {**self.grid.typed(), **self.more.typed()}
        if typed["project_id"] or self.form.one.description:
            sheet = json.dumps(self.sheet.kept(), ensure_ascii=False)
            self._drafts.note({**typed, "clause": self.clause.text(), "sheet": sheet})

    def _on_draft(self, kept: dict[str, str]) -> None:
        self.grid.put_typed(kept)
        self.more.put_typed(kept)
        self._on_day()
        self.clause.setText(kept["clause"])
        self.sheet.restore(json.loads(kept["sheet"]))
        self._show(self.sheet.found[0] if self.sheet.found else self.sheet.add_finding())
        self.notice.say("已恢复上次没有保存的隐患。不要它就点“清空重来”。", Tone.INFO)

    # -- saving ------------------------------------------------------------------------

    def save(self) -> None:
        values, more = self.grid.values(), self.more.values()
        if values is None or more is None or not self.save_button.isEnabled():
            return
        today = self.runner.today()
        trouble = self.sheet.trouble(self.form.one, today)
        if trouble:
            self.notice.say(trouble, Tone.WRONG)
            self.form.start()
            return
        self.save_button.setEnabled(False)
        more["national_no"] = more["national_no"] or ""
        command = RecordHazard(**values, finding=self.form.one.finding(today), **more)
        self.runner.write(
            self, record_hazard, command, done=self._on_saved, failed=self._on_refused
        )

    def _on_saved(self, _hazard: int) -> None:
        self.start_again()
        self.notice.say("已登记，可以接着登记下一条；下一步在“隐患”里办", Tone.DONE)
        self.grid.focus_first()

    def _on_refused(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        self.notice.say(refusal.sentence, Tone.WRONG)
