"""行政检查审批: the approvals, one of them with its papers and visits, and its next step."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from db.codes import Area, PaperState
from desktop.domain.approvals import ARTICLE, ApprovalState, class_of
from desktop.domain.labels import label
from desktop.jobs.runner import Runner
from desktop.queries.approval_card import ApprovalCard, NextStep, approval_card
from desktop.queries.approval_form import Wanted
from desktop.queries.approvals import APPROVALS, ApprovalRow
from desktop.ui.approval_dialog import ask_approval
from desktop.ui.approval_editors import approve_editor, bind_editor, code_editor, propose_editor
from desktop.ui.approval_fields import IN_SYSTEM, SOURCES
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.filter_bar import Filter
from desktop.ui.inspection_notice_dialog import issue_notice
from desktop.ui.list_page import ListPage
from desktop.ui.newest import newest_first
from desktop.ui.notice import Tone
from desktop.ui.paper_dialogs import serve_editor, void_editor
from desktop.ui.preview_box import PreviewBox
from desktop.ui.record import Detail, Event, Step
from desktop.usecases.approval_sheets import DraftApproval, draft_approval
from desktop.usecases.approvals import RemoveApproval, remove_approval

_FEW = 12
_NEW = Wanted()
_HELP = f"""
没有审批的检查不做；做过而没有审批的照样登记，列为“未审批”，在这里**补办**。

- **Ctrl+N** 报批：选轮次，或按网格、检查计划、名称勾选工程；一份审批可以管一轮或一批工程
- 右边是这份审批的**下一步**：送审 → 批准（出审批表、编文号）→ 签发通知书 → 登记送达 → 登记检查
- 已经登记过的检查，用**绑定检查**归到通知书上；没有审批的，在“检查记录”里多选后**补办审批**
- 次数、上限、60 日内重复、执法证都只**提示**，由批准人定；上限在“系统 · 设置”里填
- 检查码由省系统生成，这里只记码号；离线的写理由

依据：{ARTICLE}。
"""


def _days(row: ApprovalRow) -> str:
    """The year once where both days are of one; a single day once."""
    first, last = row.first_day.isoformat(), row.last_day.isoformat()
    if first == last:
        return first
    return f"{first}—{last[5:] if row.first_day.year == row.last_day.year else last}"


def _state_mark(row: ApprovalRow) -> Mark | None:
    return {
        ApprovalState.DRAFT: Mark.QUIET,
        ApprovalState.PROPOSED: Mark.WARNING,
        ApprovalState.APPROVED: Mark.DONE,
    }.get(row.state, Mark.QUIET)


class ApprovalsPage(ListPage):
    """A list with the one record beside it; writing one happens in a dialog of its own."""

    key: ClassVar[str] = "approvals"
    title: ClassVar[str] = "检查审批"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.ROUNDS, Area.PAPERS, Area.VISITS})
    help: ClassVar[str] = _HELP
    empty: ClassVar[str] = "还没有行政检查审批。按 Ctrl+N 报批一次检查、一批工程或一轮检查。"
    source = APPROVALS
    columns: ClassVar[tuple[Column, ...]] = (
        Column("检查时间", _days, 148, sort="first_day"),
        Column("状态", lambda row: row.state.value, 78, mark=_state_mark),
        Column("检查任务", lambda row: row.title, 212, sort="title"),
        Column("来源", lambda row: f"{label(row.source)}{'·补办' if row.urgent else ''}", 90),
        Column("工程", lambda row: row.projects, 42, Align.RIGHT),
        Column("检查", lambda row: row.visits, 42, Align.RIGHT),
        Column("文号", lambda row: row.number or " ", 178, sort="number"),
        Column("检查人员", lambda row: row.people or " ", 120),
    )
    filters = (
        Filter("state", "状态", {one.name: one.value for one in ApprovalState}),
        Filter("source", "来源", {code.value: word for code, word in SOURCES.items()}),
        Filter("urgent", "补办", {"1": "紧急补办", "0": "事前审批"}),
    )
    passing: ClassVar[Mapping[str, str]] = {"project": "一个工程的", "round": "一个轮次的"}

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        newest_first(self.table, self.model)
        self.splitter.setSizes([780, 390])

    def tools(self) -> tuple[Step, ...]:
        return (
            Step("报批检查…", self.propose, keys="Ctrl+N"),
            Step("检查频次", lambda: self.go.emit("check_frequency", {})),
        )

    def show_where(self, where: dict[str, str]) -> None:
        """Arrive with filters; ``afterwards`` names visits, ``of_round`` a round to be approved."""
        visits, round_id = where.pop("afterwards", ""), where.pop("of_round", "")
        super().show_where(where)
        if visits:
            self.propose(Wanted(visits=tuple(int(key) for key in visits.split(","))))
        elif round_id:
            self.propose(Wanted(round_id=int(round_id)))

    def _read(self, record_id: int, row: Any = None) -> None:
        today = self.runner.today()
        self.runner.read(
            self, approval_card, record_id, today, done=self._on_record, latest="record"
        )

    # -- what the pane shows -----------------------------------------------------------

    def describe(self, record: ApprovalCard) -> Detail:
        told = class_of(record.facts.source)
        marks = [record.state.value, told.words if told is not None else ""]
        marks += ["紧急补办"] if record.facts.urgent else []
        return Detail(
            record.facts.title,
            " · ".join(filter(None, [*marks, record.number])),
            tuple(self._fields(record)),
            self._next(record),
            tuple(self._others(record)),
            record.doubts,
            tuple(self._papers(record)),
            tuple(self._links(record)),
            tuple(Event(one.when, one.words, one.who) for one in record.timeline.happenings),
        )

    def _fields(self, record: ApprovalCard) -> Iterator[tuple[str, Any]]:
        facts = record.facts
        document = f"（{facts.document}）" if facts.document else ""
        yield "任务来源", f"{label(facts.source)}{document}"
        if record.round:
            yield "检查轮次", record.round
        days = dict.fromkeys((facts.first_day.isoformat(), facts.last_day.isoformat()))
        yield "检查时间", " 至 ".join(days)
        yield "检查方式", facts.manner
        yield "检查人员", "、".join(one.words for one in record.inspectors)
        if facts.assistants:
            yield "协助人员", facts.assistants
        yield "检查事项", facts.matter
        yield "法律依据", facts.ground
        code = facts.check_code or facts.system_note
        system = IN_SYSTEM.get(facts.in_system) if facts.in_system is not None else None
        yield "检查码", f"{code}（省系统{system}）" if code and system else code
        if facts.urgent:
            yield "补办理由", facts.reason
            yield "当场实施", facts.happened_at
            yield "报告人", facts.reported_by
        yield "承办", record.handled
        if record.reviewed:
            yield "审核", record.reviewed
        yield "批准", f"{record.approved}　{record.opinion}".strip()

    def _next(self, record: ApprovalCard) -> Step | None:
        step = record.next_step
        if step is None:
            return None
        count = {
            NextStep.SERVE: len(record.to_serve),
            NextStep.BIND: len(record.to_bind),
            NextStep.VISIT: len(record.to_visit),
            NextStep.NOTIFY: len(record.to_notify),
        }.get(step, 0)
        title = f"{step.value}（{count}）" if count > 1 else step.value
        return Step(title, partial(self.take, step))

    def _others(self, record: ApprovalCard) -> Iterator[Step]:
        if record.is_open:
            yield Step("修改…", self.edit, keys="F2")
            yield Step("预览审批表…", self.preview)
        if record.can_notify and record.next_step is not NextStep.NOTIFY:
            yield Step("签发通知书…", self.notify)
        for step, waiting in ((NextStep.BIND, record.to_bind), (NextStep.VISIT, record.to_visit)):
            if waiting and record.next_step is not step:
                yield Step(step.value, partial(self.take, step))
        if record.state is not ApprovalState.VOIDED:
            yield Step("检查码", self.note_code)
        if record.is_open:
            yield Step("删除", self.remove)
        if record.state is ApprovalState.APPROVED:
            yield Step("作废审批表…", self.void)

    def _papers(self, record: ApprovalCard) -> Iterator[Step]:
        if record.paper_id is not None:
            open_form = partial(self.open_record.emit, "paper", record.paper_id)
            yield Step(f"行政检查审批表 {record.number}", open_form)
        for one in record.notices:
            bound = "，已绑定检查" if one.bound else ""
            state = "待送达" if one.state is PaperState.ISSUED else label(one.state)
            yield Step(
                f"通知书 {one.number}　{one.project}（{state}{bound}）",
                partial(self.open_record.emit, "paper", one.id),
            )

    def _links(self, record: ApprovalCard) -> Iterator[Step]:
        for one in record.visits:
            notice = "" if one.notice else "（无通知书）"
            yield Step(
                f"检查　{one.words}{notice}", partial(self.open_record.emit, "visit", one.id)
            )
        for key, name in record.projects[:_FEW]:
            yield Step(f"工程　{name}", partial(self.open_record.emit, "project", key))
        if len(record.projects) > _FEW:
            more = len(record.projects) - _FEW
            yield Step(f"另有 {more} 个工程，见审批表附表", self.preview)

    # -- doing -------------------------------------------------------------------------

    def propose(self, wanted: Wanted = _NEW) -> None:
        """Write one: of a list, of a round, or one for visits made without (补办)."""
        key = ask_approval(self.runner, self.dialogs, self, wanted)
        if key is not None:
            self.dialogs.say("已保存", Tone.DONE)
            self.show_record(key)

    def edit(self) -> None:
        record: ApprovalCard | None = self.current
        if record is not None and record.is_open:
            self.propose(Wanted(record.id, record.version))

    def take(self, step: NextStep) -> None:
        """Open the form of a step."""
        record: ApprovalCard | None = self.current
        if record is None:
            return
        today = self.runner.today()
        acts: Mapping[NextStep, Callable[[], object]] = {
            NextStep.PROPOSE: lambda: self.side.edit(propose_editor(record, today)),
            NextStep.APPROVE: partial(self._approve, record),
            NextStep.NOTIFY: self.notify,
            NextStep.SERVE: partial(self._serve, record),
            NextStep.BIND: partial(self._bind, record),
            NextStep.VISIT: partial(self._visit, record),
        }
        acts[step]()

    def _approve(self, record: ApprovalCard) -> None:
        """Whoever approves sees what is doubtful while he does."""
        self.side.edit(approve_editor(self.dialogs, record, self.runner.today()))
        if record.doubts and self.side.form is not None:
            self.side.form.notice.say("；".join(record.doubts), Tone.WARNING)

    def _serve(self, record: ApprovalCard) -> None:
        one = record.to_serve[0]
        title = f"{one.number}　{one.project}"
        self.side.edit(serve_editor(self.dialogs, one.id, title, self.runner.today()))

    def _bind(self, record: ApprovalCard) -> None:
        live = tuple(one for one in record.notices if one.is_live)
        self.side.edit(bind_editor(record.to_bind, live))

    def _visit(self, record: ApprovalCard) -> None:
        """On to the form of a visit, which then stands on this approval and this notice."""
        one = record.to_visit[0]
        where = {"project": one.project_id, "approval": record.id, "notice": one.id}
        self.go.emit("visit_entry", {key: str(value) for key, value in where.items()})

    def notify(self) -> None:
        if self.current is not None:
            issued = issue_notice(self.runner, self.dialogs, self.current.id, self)
            if issued is not None:
                self.dialogs.say(f"已签发 {issued.number}", Tone.DONE)
                self._read(self.current.id)

    def note_code(self) -> None:
        if self.current is not None:
            self.side.edit(code_editor(self.current))

    def void(self) -> None:
        """The form's number keeps its row, the approval its place in the list."""
        record: ApprovalCard | None = self.current
        if record is not None and record.paper_id is not None:
            self.side.edit(void_editor(record.paper_id, record.number))

    def remove(self) -> None:
        record: ApprovalCard | None = self.current
        if record is None:
            return
        detail = (
            f"归在它下面的 {len(record.visits)} 次检查会回到“未审批”。" if record.visits else ""
        )
        if self.dialogs.confirm(f"删除“{record.facts.title}”吗？", "删除", detail):
            self.do(remove_approval, RemoveApproval(record.id, record.version), said="已删除")

    def preview(self) -> None:
        """The form as it would be printed, to be signed in ink or looked through."""
        record: ApprovalCard | None = self.current
        if record is None:
            return

        def on_read(content: bytes) -> None:
            name = f"行政检查审批表（草稿） {record.facts.title}"
            self.dialogs.run(PreviewBox(self.runner, self.dialogs, content, name, self))

        self.runner.read(
            self,
            draft_approval,
            DraftApproval(record.facts, self.runner.today(), record.id),
            done=on_read,
            failed=lambda refusal: self.dialogs.say(refusal.sentence, Tone.WRONG),
        )

    def _on_saved(self, value: Any, goes_on: bool) -> None:
        """Stay with the approval, whatever paper the step made."""
        self.dialogs.say("已保存", Tone.DONE)
        if goes_on:
            self.next_row()
        elif self.current is not None:
            self._read(self.current.id)
