"""整改停工通知: notices as work, each with its items and the one next step of the whole notice."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from db.codes import Area, PaperKind, PaperState, VisitKind
from desktop.domain.labels import label
from desktop.jobs.runner import Runner
from desktop.queries.cards import Happening
from desktop.queries.interviews import CallGround, call_ground
from desktop.queries.issue_form import NoticeGround, notice_ground
from desktop.queries.notices import NOTICES, NoticeCard, NoticeRow, notice_card
from desktop.queries.paper_card import ItemRow, NextStep
from desktop.ui import notice_dialogs, paper_dialogs, paper_drafts
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.file_box import show_file
from desktop.ui.filter_bar import Filter
from desktop.ui.interview_drafts import call_draft
from desktop.ui.list_page import ListPage
from desktop.ui.newest import newest_first
from desktop.ui.notice import Tone
from desktop.ui.paper_dialog import Draft, issue_paper
from desktop.ui.recheck_panel import RecheckPanel
from desktop.ui.record import Detail, Event, Step
from desktop.ui.typed_entry import make_paper
from desktop.usecases.typed.offers import Standing

_ROOM = 1000
"""From this width on, list, record and items stand beside each other."""
_WAITS = {
    "open": "未办结",
    "unserved": "待送达",
    "recheck": "待回复、复查",
    "close": "待审核、销号",
    "resume": "待复工",
    "overdue": "逾期未销号",
}
_KINDS = {
    kind.value: label(kind) for kind in (PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER)
}


def _mark(row: NoticeRow) -> Mark | None:
    return Mark.DANGER if row.overdue else None


def _waits_mark(row: NoticeRow) -> Mark | None:
    if row.state is PaperState.ISSUED and not row.history:
        return Mark.WARNING
    return Mark.DONE if row.waits == "已办结" else None


class NoticesPage(ListPage):
    """The list, the notice with its next step, and its items answered by keyboard."""

    key: ClassVar[str] = "notices"
    title: ClassVar[str] = "整改停工通知"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.PAPERS, Area.HAZARDS, Area.VISITS})
    help: ClassVar[str] = """
按通知书办事：一份通知书几项隐患，**一次回复**、**逐项复查**、一起审核和销号。
中间最醒目的按钮是整份通知书的下一步：送达、回复、复查、审核、销号、复工。

- 右边是各项隐患（**F3**）：**1** 合格　**2** 不合格　**0** 清除　**回车** 写情况
- **Ctrl+1** 其余各项全部合格
- 照片拖到某一项上，是那一项的证据；拖到下面，是各项共同的证据
- 复查合格的不再复查；不合格的回到待整改，可定新期限
- 重大隐患和停工整改的须两人现场复查（先**登记检查**，类别“复查”），再由未参与检查和复查的人审核；
  本局没有这样的人，出具**销号审批表**由局外审核人签字，扫描后登记
- 停工通知书的各项都审核后，才能签发**复工通知书**
"""
    empty: ClassVar[str] = "还没有签发过整改或停工通知书。在“隐患”里选中隐患，点“签发通知书…”。"
    source = NOTICES
    columns: ClassVar[tuple[Column, ...]] = (
        Column("签发日期", lambda row: row.issued_on, 88, Align.CENTRE, "issued_on"),
        Column("工程", lambda row: row.project, 172, sort="project"),
        Column("办理", lambda row: row.waits, 122, mark=_waits_mark),
        Column("期限", lambda row: row.due, 104, Align.CENTRE, "due", _mark),
        Column("各项", lambda row: row.progress, 170),
        Column("文号", lambda row: row.number, 158, sort="number"),
        Column("种类", lambda row: row.kind_words, 96),
        Column("被通知单位", lambda row: row.addressee, 180),
        Column("送达日期", lambda row: row.served_on, 92, Align.CENTRE, "served_on"),
    )
    filters = (Filter("waits", "办理", _WAITS), Filter("kind", "种类", _KINDS))
    passing: ClassVar[Mapping[str, str]] = {"project": "一个工程的", "month": "一个月的"}

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        self._visit: int | None = None
        self._wants_items = False
        super().__init__(runner, dialogs, parent)
        newest_first(self.table, self.model)
        self.panel = RecheckPanel(runner, dialogs)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(2, 5)
        self.splitter.setSizes([412, 276, 482])
        self.panel.saved.connect(self._on_rechecked)
        self.panel.opened.connect(partial(self.open_record.emit, "hazard"))

    def tools(self) -> tuple[Step, ...]:
        return (Step("各项", self.toggle_items, keys="F3"),)

    # -- room --------------------------------------------------------------------------

    def toggle_items(self) -> None:
        """F3: to the items; where it is narrow they take the place of the list, and back."""
        if self.width() >= _ROOM:
            self.panel.start()
            return
        self._wants_items = self.panel.isHidden()
        self._arrange()
        if self._wants_items:
            self.panel.start()
        else:
            self.table.setFocus()

    def _to_items(self) -> None:
        self._wants_items = True
        self._arrange()
        self.panel.start()

    def _arrange(self) -> None:
        is_narrow = self.width() < _ROOM
        self.panel.setVisible(not is_narrow or self._wants_items)
        self._lists.setVisible(not is_narrow or not self._wants_items)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._lists.isHidden():
            self.toggle_items()
        else:
            super().keyPressEvent(event)

    # -- arriving ----------------------------------------------------------------------

    def show_where(self, where: dict[str, str]) -> None:
        """With ``paper``: that notice; with ``visit`` too, its re-check on that visit."""
        if "paper" in where:
            self._visit = int(where["visit"]) if "visit" in where else None
            self.show_record(int(where["paper"]))
        else:
            super().show_where(where)

    def _read(self, record_id: int, row: Any = None) -> None:
        today = self.runner.today()
        self.runner.read(self, notice_card, record_id, today, done=self._on_record, latest="record")

    def _on_record(self, record: NoticeCard | None) -> None:
        super()._on_record(record)
        if record is None:
            self.panel.clear()
            return
        visit, self._visit = self._visit, None
        self.panel.show_notice(record, visit)
        if visit is not None:
            self._to_items()

    # -- what the pane shows -----------------------------------------------------------

    def describe(self, record: NoticeCard) -> Detail:
        paper = record.paper
        told = [paper.kind_words, paper.state_words]
        told += ["历史导入"] if paper.history else ["录入件"] if paper.registered else []
        return Detail(
            paper.title,
            " · ".join(told),
            tuple(self._fields(record)),
            self._next(record),
            tuple(self._others(record)),
            _warnings(record),
            tuple(Step(one.words, self._opens("paper", one.id)) for one in paper.papers),
            tuple(self._links(record)),
            tuple(map(_event, paper.happenings)),
        )

    def _fields(self, record: NoticeCard) -> Iterator[tuple[str, Any]]:
        paper = record.paper
        yield "工程", paper.project
        yield "被通知单位", paper.addressee
        yield "签发日期", paper.issued_on
        if paper.kind is PaperKind.STOP_ORDER:
            yield "停工范围", "全面停工" if paper.whole_site else "局部停工"
        yield "整改期限", paper.due
        yield "送达日期", paper.served_on
        if paper.entered_on != paper.issued_on:
            yield "录入日期", paper.entered_on

    def _next(self, record: NoticeCard) -> Step | None:
        step = record.paper.next_step
        if step is None:
            return None
        count = len(record.paper.items_for(step))
        some = step in (NextStep.REPLY, NextStep.RECHECK, NextStep.REVIEW, NextStep.CLOSE)
        words = f"{step.value}（{count}项）" if some else step.value
        if step is NextStep.REVIEW and record.form is not None:
            return Step("登记局外审核", self.review_outside)
        return Step(words, partial(self.take, step))

    def _others(self, record: NoticeCard) -> Iterator[Step]:
        paper = record.paper
        for step in (NextStep.RECHECK, NextStep.CLOSE):
            if step is not paper.next_step and paper.items_for(step):
                yield Step(step.value, partial(self.take, step))
        yield from self._reviews(record)
        if record.untold is not None:
            yield Step("复查意见书…", self.issue_opinion)
        if paper.can_resume and paper.next_step is not NextStep.RESUME:
            yield Step(NextStep.RESUME.value, self.issue_resumption)
        if self._waiting(record):
            yield Step("延期…", self.extend)
            yield Step("约谈…", self.call_in)
            if paper.kind is PaperKind.RECTIFICATION_NOTICE:
                yield Step("转停工…", self.stop)
        if paper.has_bytes:
            yield Step("看原件", self._opens("paper", paper.id))
        if paper.state is not PaperState.VOIDED and not paper.history:
            yield Step("补扫描件…", self.bind_scan)
            yield Step("出文书…", self.make_paper)

    def _reviews(self, record: NoticeCard) -> Iterator[Step]:
        """The other way to review: from outside, or by one of the office while a form is out."""
        if not _to_review(record):
            return
        if record.form is not None or record.paper.next_step is not NextStep.REVIEW:
            yield Step("局内审核", partial(self.take, NextStep.REVIEW))
        if record.form is None:
            yield Step("局外审核…", self.ask_outside)

    def _links(self, record: NoticeCard) -> Iterator[Step]:
        paper = record.paper
        if paper.project_id is not None:
            yield Step(f"工程 {paper.project}", self._opens("project", paper.project_id))
        if paper.visit_id is not None:
            yield Step("检查记录", self._opens("visit", paper.visit_id))
        if paper.project_id is not None and self._waiting(record):
            where = {"kind": VisitKind.RECHECK.value, "papers": str(paper.id)}
            where["project"] = str(paper.project_id)
            yield Step("登记复查检查", lambda: self.go.emit("visit_entry", where))
        for key, name in paper.files:
            yield Step(f"附件 {name}", partial(show_file, self, key, name))

    def _opens(self, entity: str, record_id: int) -> Callable[[], None]:
        return lambda: self.open_record.emit(entity, record_id)

    # -- steps -------------------------------------------------------------------------

    def take(self, step: NextStep) -> None:
        """Open what a step of the whole notice asks."""
        record: NoticeCard | None = self.current
        if record is None:
            return
        today, count = self.runner.today(), len(record.paper.items_for(step))
        if step is NextStep.RECHECK:
            self._to_items()
        elif step is NextStep.RESUME:
            self.issue_resumption()
        elif step is NextStep.SERVE:
            name = record.paper.title
            self.side.edit(paper_dialogs.serve_editor(self.dialogs, record.id, name, today))
        elif step is NextStep.REPLY:
            self.side.edit(notice_dialogs.reply_editor(self.dialogs, record, count, today))
        elif step is NextStep.REVIEW:
            self.side.edit(notice_dialogs.review_editor(record, count, today))
        else:
            self.side.edit(notice_dialogs.close_editor(record, count, today))

    def issue_opinion(self) -> None:
        if self.current is not None:
            self._issue(paper_drafts.opinion_draft(self.current, self.runner.today()))

    def issue_resumption(self) -> None:
        if self.current is not None:
            self._issue(paper_drafts.resumption_draft(self.current, self.runner.today()))

    def ask_outside(self) -> None:
        """The form to be signed in ink; once it is out, its coming back is the next step."""
        record: NoticeCard | None = self.current
        if record is not None:
            ids = tuple(item.hazard_id for item in _to_review(record) if item.strict)
            today = self.runner.today()
            self._issue(paper_drafts.closure_draft(ids, record.paper.project, today))

    def review_outside(self) -> None:
        record: NoticeCard | None = self.current
        if record is not None and record.form is not None:
            today = self.runner.today()
            self.side.edit(notice_dialogs.outside_editor(self.dialogs, record.form, today))

    def stop(self) -> None:
        """Of items a notice had ordered it turns out that they cannot be kept safe."""
        record: NoticeCard | None = self.current
        if record is None:
            return
        ids, today = self._waiting(record), self.runner.today()
        here = self.panel.table.current
        if len(ids) > 1 and here is not None and here.hazard_id in ids:
            answers = {"one": f"只为第{here.position}项", "all": f"未过的{len(ids)}项"}
            chosen = self.dialogs.choose("为哪几项签发停工通知书？", answers)
            if chosen is None:
                return
            ids = (here.hazard_id,) if chosen == "one" else ids

        def on_ground(ground: NoticeGround) -> None:
            self._issue(paper_drafts.stop_draft(ground, today))

        self.runner.read(self, notice_ground, ids, today, done=on_ground)

    def call_in(self) -> None:
        record: NoticeCard | None = self.current
        if record is None:
            return
        ids, today = self._waiting(record), self.runner.today()

        def on_ground(ground: CallGround) -> None:
            self._issue(call_draft(ground, today))

        self.runner.read(self, call_ground, ids, None, None, today, done=on_ground)

    def make_paper(self) -> None:
        """催办, 挂牌督办, 移送 and the like, of this notice and what still waits on it."""
        record: NoticeCard | None = self.current
        if record is not None:
            papers = ((record.paper.kind, record.id),)
            make_paper(
                self, Standing(record.paper.title, None, None, self._waiting(record), papers)
            )

    def extend(self) -> None:
        record: NoticeCard | None = self.current
        if record is not None:
            ids, today = self._waiting(record), self.runner.today()
            self.side.edit(paper_dialogs.extend_editor(self.dialogs, ids, today))

    def bind_scan(self) -> None:
        record: NoticeCard | None = self.current
        if record is not None:
            name = record.paper.title
            self.side.edit(notice_dialogs.scan_editor(self.dialogs, record.id, name))

    def _waiting(self, record: NoticeCard) -> tuple[int, ...]:
        """The items this notice still orders and that have not passed."""
        if not record.paper.orders:
            return ()
        return tuple(item.hazard_id for item in record.paper.items if item.can_recheck)

    def _issue(self, draft: Draft) -> None:
        issued = issue_paper(self.runner, self.dialogs, draft, self)
        if issued is not None:
            self.dialogs.say(f"{draft.title}：已办 {issued.number}".rstrip(), Tone.DONE)
            self._read_again()

    def _on_rechecked(self) -> None:
        self.dialogs.say("复查已登记", Tone.DONE)
        self._read_again()
        self.table.setFocus()

    def _on_saved(self, value: Any, goes_on: bool) -> None:
        """A step may answer with the id of another paper: what stays in sight is the notice."""
        self.dialogs.say("已保存", Tone.DONE)
        self._read_again()
        if goes_on:
            self.next_row()

    def _read_again(self) -> None:
        if self.current is not None:
            self._read(self.current.id)


def _to_review(record: NoticeCard) -> tuple[ItemRow, ...]:
    return record.paper.items_for(NextStep.REVIEW)


def _warnings(record: NoticeCard) -> tuple[str, ...]:
    paper, found = record.paper, []
    if paper.state is PaperState.VOIDED:
        found.append(f"已作废：{paper.void_reason}")
    if paper.is_late:
        found.append("有隐患过了期限还没有销号")
    if _to_review(record) and not record.reviewers and record.form is None:
        found.append("本局没有未参与检查和复查的人，须出具销号审批表由局外审核")
    moved = [item for item in paper.items if item.moved]
    if moved:
        found.append(f"{len(moved)}项已转由停工通知书{moved[0].moved}办理")
    return tuple(found)


def _event(line: Happening) -> Event:
    return Event(line.when, line.words, line.who, Mark.WARNING if line.is_bad else Mark.QUIET)
