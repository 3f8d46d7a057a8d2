"""约谈: who was called in, whether the talk was held, whether the feedback came."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from db.codes import Area, PaperKind, PaperState
from desktop.jobs.runner import Runner
from desktop.queries.interviews import (
    INTERVIEWS,
    CallGround,
    InterviewCard,
    InterviewRow,
    call_ground,
    interview_card,
)
from desktop.ui import notice_dialogs, paper_dialogs
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.filter_bar import Filter
from desktop.ui.interview_drafts import call_draft, feedback_editor, record_draft
from desktop.ui.list_page import ListPage
from desktop.ui.newest import newest_first
from desktop.ui.notice import Tone
from desktop.ui.paper_dialog import Draft, issue_paper
from desktop.ui.record import Detail, Step
from desktop.ui.typed_entry import make_paper
from desktop.usecases.typed.offers import Standing

_PROGRESS = {"called": "待约谈", "feedback": "待反馈", "late": "反馈逾期", "done": "已反馈"}


def _mark(row: InterviewRow) -> Mark | None:
    if row.state is PaperState.VOIDED:
        return None
    return Mark.DANGER if row.late or row.passed_by else None


class InterviewsPage(ListPage):
    """The list; the letter and the record have dialogs, the rest forms at the side."""

    key: ClassVar[str] = "interviews"
    title: ClassVar[str] = "约谈"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.PAPERS, Area.HAZARDS})
    help: ClassVar[str] = """
整改慢、逾期的，可以约谈企业（省厅通知二（一）2：函告、通报、约谈、曝光）。
程序只提出建议，约谈谁由人决定。

从**隐患**或**整改停工通知**里点“约谈…”，通知书上带着那几项隐患和逾期天数；
送达以后，约谈当天出具**约谈记录**，双方用笔签字，扫描件补在这里；到反馈期限没有收到书面反馈的，列入待办。
"""
    empty: ClassVar[str] = "还没有约谈过企业。在“隐患”或“整改停工通知”里点“约谈…”。"
    source = INTERVIEWS
    columns: ClassVar[tuple[Column, ...]] = (
        Column("签发日期", lambda row: row.issued_on, 92, Align.CENTRE, "issued_on"),
        Column("进度", lambda row: row.progress, 128, mark=_mark),
        Column("被约谈单位", lambda row: row.enterprise, 220),
        Column("约谈日期", lambda row: row.called_for, 92, Align.CENTRE, "called_for"),
        Column("事由", lambda row: row.reason, 220),
        Column("文号", lambda row: row.number, 150),
        Column("工程", lambda row: row.project, 190),
        Column("实际约谈", lambda row: row.held_on, 92, Align.CENTRE, "held_on"),
        Column("反馈期限", lambda row: row.feedback_due, 92, Align.CENTRE, "feedback_due"),
        Column("反馈日期", lambda row: row.feedback_on, 92, Align.CENTRE),
    )
    filters = (Filter("progress", "进度", _PROGRESS),)
    passing: ClassVar[Mapping[str, str]] = {
        "project": "一个工程的",
        "enterprise": "一个企业的",
        "hazard": "一条隐患的",
        "month": "一个月的",
    }

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        newest_first(self.table, self.model)

    def show_where(self, where: dict[str, str]) -> None:
        """With ``call``: a letter is asked for at once, for that project or enterprise."""
        super().show_where({key: value for key, value in where.items() if key != "call"})
        if "call" in where:
            keys = (int(where[key]) if key in where else None for key in ("project", "enterprise"))
            today = self.runner.today()
            self.runner.read(self, call_ground, (), *keys, today, done=self._on_ground)

    def _on_ground(self, ground: CallGround) -> None:
        self._issue(call_draft(ground, self.runner.today()))

    def _read(self, record_id: int, row: Any = None) -> None:
        today = self.runner.today()
        self.runner.read(
            self, interview_card, record_id, today, done=self._on_record, latest="record"
        )

    # -- what the pane shows -----------------------------------------------------------

    def describe(self, record: InterviewCard) -> Detail:
        late = (f"反馈期限 {record.feedback_due} 已过，没有收到书面反馈",) if record.is_late else ()
        return Detail(
            record.enterprise,
            f"约谈 · {record.number}{' · 已作废' if record.voided else ''}",
            tuple(_fields(record)),
            self._next(record),
            tuple(self._others(record)),
            late,
            tuple(Step(one.words, self._opens("paper", one.id)) for one in record.papers),
            tuple(self._links(record)),
        )

    def _next(self, record: InterviewCard) -> Step | None:
        if record.voided:
            return None
        if record.served_on is None and record.held_on is None:
            return Step("登记送达", self.serve)
        if record.held_on is None:
            return Step("出具约谈记录…", self.hold)
        if record.lacks_scan:
            return Step("补扫描件（双方签字）", self.bind_scan)
        return None if record.feedback_on else Step("登记书面反馈", self.feed_back)

    def _others(self, record: InterviewCard) -> Iterator[Step]:
        if record.voided:
            return
        if record.held_on is None and record.served_on is None:
            yield Step("出具约谈记录…", self.hold)
        if record.held_on is not None and record.lacks_scan and not record.feedback_on:
            yield Step("登记书面反馈", self.feed_back)
        yield Step("出文书…", partial(make_paper, self, _standing(record)))

    def _links(self, record: InterviewCard) -> Iterator[Step]:
        if record.project_id is not None:
            yield Step(f"工程 {record.project}", self._opens("project", record.project_id))
        for key, words in record.hazards:
            yield Step(f"隐患 {words}", self._opens("hazard", key))

    def _opens(self, entity: str, record_id: int) -> Callable[[], None]:
        return partial(self.open_record.emit, entity, record_id)

    # -- steps -------------------------------------------------------------------------

    def serve(self) -> None:
        card: InterviewCard | None = self.current
        if card is not None:
            today = self.runner.today()
            name = f"约谈通知书 {card.number}"
            editor = paper_dialogs.serve_editor(self.dialogs, card.notice_id, name, today)
            self.side.edit(editor)

    def hold(self) -> None:
        if self.current is not None:
            self._issue(record_draft(self.current, self.runner.today()))

    def bind_scan(self) -> None:
        card: InterviewCard | None = self.current
        if card is not None and card.record_id is not None:
            self.side.edit(notice_dialogs.scan_editor(self.dialogs, card.record_id, "约谈记录"))

    def feed_back(self) -> None:
        if self.current is not None:
            self.side.edit(feedback_editor(self.dialogs, self.current, self.runner.today()))

    def _issue(self, draft: Draft) -> None:
        issued = issue_paper(self.runner, self.dialogs, draft, self)
        if issued is not None:
            self.dialogs.say(f"{draft.title}：已办 {issued.number}".rstrip(), Tone.DONE)
            self.show_record(issued.interview_id)

    def _on_saved(self, _value: Any, goes_on: bool) -> None:
        """A step may answer with the id of a paper: what stays in sight is the talk."""
        super()._on_saved(None, goes_on)


def _standing(card: InterviewCard) -> Standing:
    """What follows a talk rests on its record, or on the notice while it was not held."""
    record = () if card.record_id is None else ((PaperKind.INTERVIEW_RECORD, card.record_id),)
    papers = (*record, (PaperKind.INTERVIEW_NOTICE, card.notice_id))
    return Standing(f"约谈 {card.enterprise}", papers=papers)


def _fields(card: InterviewCard) -> Iterator[tuple[str, Any]]:
    yield "约谈事由", card.reason
    yield "工程", card.project
    yield "约谈时间", f"{card.called_for} {card.hour}" if card.called_for else None
    yield "约谈地点", card.place
    yield "送达日期", card.served_on
    yield "被约谈人", card.attendees
    if card.held_on is not None:
        yield "实际约谈", card.held_on
        yield "通报问题", card.points
        yield "对方陈述", card.statement
        yield "整改措施", card.measures
        yield "反馈期限", card.feedback_due
        yield "反馈日期", card.feedback_on
