"""登记检查: one visit by keyboard at typing speed, from the site to what comes next."""

import json
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from db.codes import AnswerValue, VisitKind
from desktop.domain.photo_times import proposed_visit
from desktop.exchange.photos import FoundPhoto, find_photos
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.visit_again import VisitAgain, visit_again
from desktop.ui.check_sheet import CheckSheet, Found, initials_of_items
from desktop.ui.checklist import Checklist
from desktop.ui.dialogs import Dialogs
from desktop.ui.drafts import Drafts
from desktop.ui.finding_form import Findings
from desktop.ui.notice import Notice, Tone
from desktop.ui.page import Page
from desktop.ui.photos import PICTURES, Photos, accept_files, dropped_files, read_files
from desktop.ui.site_sheet import order_key, site_sheet
from desktop.ui.typed import NotUnderstood
from desktop.ui.visit_after import After
from desktop.ui.visit_again import AgainBar, check_after, correction_of
from desktop.ui.visit_head import VisitHead
from desktop.ui.widgets import button, column, row, scrolled, words
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import RecordedVisit, record_visit

_SUBJECT = "new"


class VisitEntryPage(Page):
    """The form, and after saving what was saved, what it lacks and what comes next."""

    key: ClassVar[str] = "visit_entry"
    title: ClassVar[str] = "登记检查"
    help: ClassVar[str] = (
        "登记一次监督检查。**回车**到下一格；工程和检查人员输入拼音首字母。\n\n"
        "左边用**空格**勾选检查了哪几类，**A** 把这一类没答过的都记为合格，**→** 到检查项；"
        "**1** 合格、**2** 不合格、**3** 不涉及、**0** 未查，**/** 按拼音首字母找条款，"
        "**+** 同一项再写一条隐患，**Ctrl+N** 写不属于任何检查项的隐患。没有碰过的都是未查。\n\n"
        "最上面是这个工地自己的：部位、逐台设备、各被检查单位的履责核查，**Home** 到那里；"
        "设备只记已查、有问题。**F4** 打开更多：审批、通知书、轮次、方式、检查码、陪同人员、"
        "单位陈述、结果告知日、线上。**Ctrl+I** 从手机文件夹按拍摄时间挑照片。"
        "指导观摩不登记隐患，发现的问题记在检查项旁，之后转为检查。\n\n"
        "判定标准按检查当日有效的版本。写到一半的内容自动保留，断电也在。"
        "**Ctrl+回车**保存，随后可以签发责令限期整改通知书。"
    )

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        self.notice = Notice()
        self.head = VisitHead(runner)
        self.again = AgainBar()
        self.sheet = CheckSheet(self.head.day)
        self.checklist = Checklist(self.sheet)
        self.findings = Findings(self.sheet)
        self.photos = Photos()
        self.state = words("", "quiet")
        self.after = After()
        self.after.go.connect(self.go)
        self.after.open_visit.connect(lambda key: self.open_record.emit("visit", key))
        self.after.again.connect(self.start_again)
        self.saved: RecordedVisit | None = None
        self._is_restoring = False
        self._drafts = Drafts(runner, self.key, _SUBJECT, self)
        self._build()
        self._connect()
        self._drafts.find(self._on_draft)
        runner.call(self, initials_of_items, self.sheet.sections, done=self.checklist.take_initials)

    def _build(self) -> None:
        self.save_button = button("保存", self.save, "primary", "Ctrl+回车")
        top = row()
        top.addWidget(words(self.title, "title"))
        top.addStretch(1)
        self.tools = (
            button("添加照片…", self.pick_photos, tip="也可以把照片拖进来"),
            button("手机照片…", self.pick_folder, tip="Ctrl+I 选文件夹，按拍摄时间挑出这次检查的"),
            button("其他隐患", self.add_other, tip="Ctrl+N 不属于任何检查项的隐患"),
            button("清空重来", self.give_up),
            self.save_button,
        )
        for tool in self.tools:
            top.addWidget(tool)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self.checklist)
        middle.addWidget(self.findings)
        middle.setStretchFactor(0, 5)
        middle.setStretchFactor(1, 2)
        middle.setSizes([640, 270])
        middle.setMinimumHeight(240)
        form = QWidget()
        lines = column(form, 6)
        lines.addWidget(self.again)
        lines.addWidget(self.head)
        lines.addWidget(middle, 1)
        lines.addWidget(self.photos)
        self.photos.hide()
        self._stack = QStackedWidget()
        self._area = scrolled(form)
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.after)
        whole = column(self, margins=(10, 8, 10, 6))
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.state)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.head)

    def _connect(self) -> None:
        self.head.changed.connect(self._on_changed)
        self.head.day_changed.connect(self._on_day)
        self.head.offered.connect(self._on_offered)
        self.again.changed.connect(self._on_changed)
        self.head.passed.connect(self._to_checklist)
        self.checklist.changed.connect(self._on_changed)
        self.checklist.said.connect(self._say)
        self.checklist.finding_wanted.connect(self._write)
        self.findings.changed.connect(self._on_changed)
        self.findings.left.connect(self._on_written)
        self.photos.changed.connect(self._on_changed)
        for keys, slot in {
            "Ctrl+Return": self.save,
            "Ctrl+S": self.save,
            "Ctrl+N": self.add_other,
            "Ctrl+I": self.pick_folder,
            "F4": self.head.grounds.toggle,
        }.items():
            QShortcut(QKeySequence(keys), self, slot)
        self._on_changed()

    # -- arriving ----------------------------------------------------------------------

    def show_where(self, where: dict[str, str]) -> None:
        """Start a visit of one project, as its record's button does, with what else is told.

        ``correct`` and ``guidance`` name a stored visit to take up again.
        """
        if self.saved is not None:
            self.start_again()
        if "correct" in where or "guidance" in where:
            self._take_up(where)
            return
        if "kind" in where:
            self.head.inputs["kind"].put_value(VisitKind(where["kind"]))
        for key in ("round", "approval", "notice"):
            if key in where:
                self.head.grounds.want(key, int(where[key]))
        self.sheet.ticked |= {order_key(int(one)) for one in _ids(where.get("papers", ""))}
        if "project" in where:
            self.head.choose(int(where["project"]))
            self.head.inputs["visited_on"].setFocus(Qt.FocusReason.TabFocusReason)

    def _take_up(self, where: dict[str, str]) -> None:
        """Fill the form from a stored visit; what stands in it is given up only when agreed."""
        if self.is_touched and not self.dialogs.confirm("要放下正在填写的检查吗？", "放下"):
            return
        self._drafts.drop()
        self.start_again()
        key = int(where.get("correct") or where["guidance"])

        def fill(again: VisitAgain | None) -> None:
            if again is not None:
                is_correction = "correct" in where
                today = self.runner.today()
                self._fill(correction_of(again) if is_correction else check_after(again, today))
                box = self.again.reason if is_correction else self.head.inputs["visited_on"].box
                box.setFocus(Qt.FocusReason.TabFocusReason)

        self.runner.read(self, visit_again, key, done=fill, latest="again")

    def start_again(self) -> None:
        """An empty form, for the next visit."""
        self.saved = None
        self._is_restoring = True
        self.again.begin({})
        self.head.clear()
        self.sheet.start_over(self.head.day)
        self._show_sheet()
        self.photos.clear_all()
        self._is_restoring = False
        self._show_saved(False)
        self.save_button.setEnabled(True)
        self._on_changed()
        self.head.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> None:
        if self.dialogs.confirm("要清空这次检查已填写的内容吗？", "清空"):
            self._drafts.drop()
            self.start_again()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = dropped_files(event)
        self.photos.add(dropped)
        for folder in (path for path in dropped if path.is_dir()):
            self._look_into(folder)
        event.acceptProposedAction()

    # -- filling in --------------------------------------------------------------------

    def pick_photos(self) -> None:
        self.photos.add(self.dialogs.choose_files("选择检查照片", PICTURES))

    def pick_folder(self) -> None:
        """The photos of a phone's folder that were taken in this visit."""
        folder = self.dialogs.choose_folder("选择手机照片所在的文件夹")
        if folder is not None:
            self._look_into(folder)

    def _look_into(self, folder: Path) -> None:
        self.runner.call(self, find_photos, folder, done=self._on_photos)

    def _on_photos(self, photos: tuple[FoundPhoto, ...]) -> None:
        visit = self.head.time
        mine = [one.path for one in photos if proposed_visit(one.taken, (visit,)) is not None]
        untimed = sum(one.taken is None for one in photos)
        self.photos.add(mine)
        rest = len(photos) - len(mine) - untimed
        self._say(
            f"按拍摄时间加入 {len(mine)} 张；不在这次检查时间内 {rest} 张、"
            f"无拍摄信息 {untimed} 张没有加入"
        )

    def add_other(self) -> None:
        if self.saved is not None:
            self.start_again()
        else:
            self._write(self.sheet.add_finding())

    def _to_checklist(self) -> None:
        self.checklist.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll_down()

    def _write(self, one: Found) -> None:
        self.findings.open(one, self.runner.today())
        self._scroll_down()

    def _scroll_down(self) -> None:
        """On a low screen the head has done its part: give the room to the checklist."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _on_written(self, one: Found | None) -> None:
        self._on_changed()
        if one is not None and one.item in self.sheet.items:
            self.checklist.go_on_from(one.item)
        else:
            self.checklist.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_day(self) -> None:
        if self.sheet.move_to(self.head.day):
            said = (
                "检查日期换到了另一版判定标准施行的时候，原来按旧版勾选和回答的已清空，请重新勾选"
            )
            self.notice.say(said, Tone.WARNING)
        self.checklist.show_sections()
        self.findings.show_again()
        self.runner.call(
            self, initials_of_items, self.sheet.sections, done=self.checklist.take_initials
        )

    def _on_offered(self) -> None:
        """The site answered: its machines, parties and parts stand above the standards."""
        if self.head.offer is None:
            return
        self.sheet.take_site(site_sheet(self.head.offer, rechecks=self.head.is_recheck))
        self._show_sheet()
        self.runner.call(
            self, initials_of_items, self.sheet.sections, done=self.checklist.take_initials
        )
        self._on_changed()

    def _say(self, said: str) -> None:
        """In the line below: a bar above would push everything down at each key."""
        self.state.setText(f"● {said}　{self.state.text()}")

    def _on_changed(self) -> None:
        self.findings.show_again()
        sheet, looked = self.sheet, sum(len(one.items) for one in self.sheet.listed())
        told = [
            f"勾选 {len(sheet.ticked)} 类 {looked} 项",
            f"合格 {sheet.count(AnswerValue.PASS)}",
            f"不合格 {sheet.count(AnswerValue.FAIL)}",
            f"不涉及 {sheet.count(AnswerValue.NOT_APPLICABLE)}",
            f"未查 {looked - len(sheet.answers)}",
            f"隐患 {len(sheet.found)}",
            f"照片 {len(self.photos.paths)}",
        ]
        self.state.setText("　".join(told))
        if not self._is_restoring and self.is_touched:
            self._drafts.note(self._kept())

    @property
    def is_touched(self) -> bool:
        """Whether anything stands in the form that would be missed."""
        typed = self.head.ground is not None or self.sheet.ticked or self.sheet.found
        return self.saved is None and bool(typed or self.photos.paths)

    # -- a draft -----------------------------------------------------------------------

    def _kept(self) -> dict[str, str]:
        sheet = json.dumps(self.sheet.kept(), ensure_ascii=False)
        photos = json.dumps([str(path) for path in self.photos.paths], ensure_ascii=False)
        typed = self.head.typed() | self.again.typed()
        return {**typed, "sheet": sheet, "photos": photos}

    def _on_draft(self, kept: dict[str, str]) -> None:
        if self.is_touched:
            return
        self._fill(kept)
        self.notice.say("已恢复上次没有保存的检查。不要它就点“清空重来”。", Tone.INFO)

    def _fill(self, kept: dict[str, str]) -> None:
        self._is_restoring = True
        self.again.begin(kept)
        self.head.put_typed(kept)
        self.sheet.move_to(self.head.day)
        self.sheet.restore(json.loads(kept["sheet"]))
        self._show_sheet()
        self.photos.add(_paths(kept["photos"]))
        self._is_restoring = False
        self._on_changed()

    def _show_sheet(self) -> None:
        self.checklist.show_sections()
        self.findings.show_again()

    # -- saving ------------------------------------------------------------------------

    def save(self) -> None:
        if self.saved is not None or not self.save_button.isEnabled():
            return
        try:
            values = self.head.values()
        except NotUnderstood as error:
            self.notice.say(str(error), Tone.WRONG)
            return
        trouble = self.sheet.first_trouble(self.runner.today())
        if trouble is not None:
            self._write(trouble[0])
            self.notice.say(f"隐患还没有写完整：{trouble[1]}", Tone.WRONG)
            return
        self.save_button.setEnabled(False)
        self.runner.call(
            self,
            read_files,
            self.photos.paths,
            done=lambda files: self._record(values, files),
            failed=self._on_refused,
        )

    def _record(self, values: dict[str, Any], files: tuple[Any, ...]) -> None:
        if self.head.kind is VisitKind.GUIDANCE:
            others = [one.description.strip() for one in self.sheet.found if not one.item]
            values["remark"] = "；".join(one for one in (values["remark"], *others) if one)
        command = RecordVisit(**values, **self._looked_at(), **self.again.given(), photos=files)
        self.runner.write(self, record_visit, command, done=self._on_saved, failed=self._on_refused)

    def _looked_at(self) -> dict[str, Any]:
        """What was looked at; of a 指导观摩 the findings stay words beside the answers."""
        guides = self.head.kind is VisitKind.GUIDANCE
        today = self.runner.today()
        found = () if guides else tuple(one.finding(today) for one in self.sheet.found)
        return {
            "sections": self.sheet.sections_given(),
            "answers": self.sheet.answers_given(guides=guides),
            "findings": found,
            "machines": self.sheet.machines_given(),
            "enterprises": self.sheet.enterprises_given(guides=guides),
            "rechecked": self.sheet.orders_given(),
        }

    def _on_refused(self, refusal: Refusal) -> None:
        self.save_button.setEnabled(True)
        self.notice.say(refusal.sentence, Tone.WRONG)

    def _on_saved(self, saved: RecordedVisit) -> None:
        self.saved = saved
        self._drafts.drop()
        self.after.show_saved(saved, self.head, self.sheet)
        self._show_saved(True)
        self.after.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_saved(self, is_saved: bool) -> None:
        self.notice.clear()
        self._stack.setCurrentIndex(int(is_saved))
        for widget in (*self.tools, self.state):
            widget.setVisible(not is_saved)


def _ids(listed: str) -> tuple[int, ...]:
    return tuple(int(one) for one in listed.split(",") if one)


def _paths(kept: str) -> tuple[Path, ...]:
    return tuple(Path(one) for one in json.loads(kept))
