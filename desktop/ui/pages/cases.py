"""发文办理: drafts on their way to be reviewed and signed, each beside what it would print."""

from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from db.codes import Area, CaseState, PaperKind
from desktop.domain.labels import label, labels_of
from desktop.jobs.runner import Runner
from desktop.queries.cards import Happening
from desktop.queries.cases import CASES, CaseCard, CaseRow, case_card
from desktop.queries.papers import paper_bytes
from desktop.ui.beside import PaperListPage
from desktop.ui.case_editors import (
    issue_editor,
    opinion_editor,
    return_editor,
    withdraw_editor,
)
from desktop.ui.case_revision import Revision
from desktop.ui.columns import Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.file_box import show_file
from desktop.ui.filter_bar import Filter
from desktop.ui.newest import newest_first
from desktop.ui.notice import Tone
from desktop.ui.preview_box import PreviewBox
from desktop.ui.record import Detail, Event, Step
from desktop.ui.sending_up import change_drafter
from desktop.usecases.case_papers import case_draft, case_sheet
from desktop.usecases.issuing_kinds import command_from
from desktop.usecases.waiting_words import waiting_words

_PROGRESS = {
    "waiting": "待审核、待签发",
    "signed": "待编号发出",
    "returned": "退回修改",
    "late": "逾期未补批",
    "issued": "已发出",
    "withdrawn": "已撤回",
}
_KINDS = {kind.value: word for kind, word in labels_of(PaperKind).items()}
_UNNUMBERED = "文稿，未编号"


def _mark(row: CaseRow) -> Mark | None:
    if row.late:
        return Mark.DANGER
    if row.state in (CaseState.ISSUED, CaseState.WITHDRAWN):
        return Mark.QUIET
    return Mark.WARNING


class CasesPage(PaperListPage):
    """The list, the one draft with its next step, and the paper as it would be printed."""

    key: ClassVar[str] = "cases"
    title: ClassVar[str] = "发文办理"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.PAPERS, Area.OFFICE})
    help: ClassVar[str] = """
送审的文稿在这里**审核、签发**，签发后编号发出。哪种文书要几步、谁来签，在“设置 · 发文审批”里定。

- **回车** 到下一步按钮　**F3** 显示或收起文稿　**Ctrl+P** 打印　**F2** 修改
- 最后一步签发时可以**随即编号发出**：成文日期是签发之日，文号这时才取
- 用纸签批的：**打印发文稿纸**，签好后登记意见并附扫描件
- 退回的文稿改好再送审，意见从头来，以前的意见都留着
- 现场先发的文书在这里**事后补批**，逾期列入待办
"""
    source = CASES
    paper_word = "文稿"
    columns = (
        Column("拟稿日期", lambda row: row.drafted_on, 88, sort="drafted_on"),
        Column("进度", lambda row: row.state_words, 148, mark=_mark),
        Column("标题", lambda row: row.title, 250),
        Column("文书", lambda row: label(row.kind), 132, sort="kind"),
        Column("拟稿人", lambda row: row.drafter, 70, sort="drafter"),
        Column("主送", lambda row: row.addressee, 190),
        Column("文号", lambda row: row.number, 160, sort="number"),
        Column("工程", lambda row: row.project, 190),
    )
    filters = (Filter("progress", "进度", _PROGRESS), Filter("kind", "文书", _KINDS))
    passing: ClassVar[dict[str, str]] = {"project": "一个工程的"}
    empty = "没有在办的文稿。审批步数不为 0 的文书，在签发的窗口里点“送审”，就到这里。"

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        newest_first(self.table, self.model)
        self.revision = Revision(runner, dialogs, self)

    def tools(self) -> tuple[Step, ...]:
        return (Step("拟稿人…", partial(change_drafter, self.dialogs)), *super().tools())

    # -- the record --------------------------------------------------------------------

    def _read(self, record_id: int, row: Any = None) -> None:
        today = self.runner.today()
        self.runner.read(self, case_card, record_id, today, done=self._on_record, latest="record")

    def _on_record(self, record: CaseCard | None) -> None:
        super()._on_record(record)
        if record is None:
            self.preview.clear()
            return
        issued = record.paper_id
        self.preview.wait()
        self.preview.say_waiting("")
        self.runner.read(
            self,
            case_draft if issued is None else paper_bytes,
            record.id if issued is None else issued,
            done=lambda content: self._show_paper(record, content),
            failed=lambda refusal: self.preview.clear(refusal.sentence),
            latest="paper",
        )

    def _show_paper(self, record: CaseCard, content: bytes) -> None:
        if record.paper_id is not None:
            self.preview.show_bytes(content, record.number or record.title)
            return
        self.preview.show_bytes(content, record.title, _UNNUMBERED)
        command = command_from(record.kind, record.content)
        self.runner.read(
            self, waiting_words, command, done=self.preview.say_waiting, latest="waiting"
        )

    def describe(self, record: CaseCard) -> Detail:
        return Detail(
            title=record.title,
            subtitle=f"{label(record.kind)} · {record.state_words}",
            fields=tuple(_fields(record)),
            step=self._next(record),
            others=tuple(self._others(record)),
            warnings=tuple(_warnings(record)),
            papers=tuple(
                Step(link.words, partial(self.open_record.emit, "paper", link.id))
                for link in record.papers
            ),
            links=tuple(self._links(record)),
            timeline=tuple(map(_event, record.happenings)),
        )

    def _next(self, record: CaseCard) -> Step | None:
        if record.step is not None:
            return Step(f"{label(record.step)}…", self.give)
        if record.can_issue:
            return Step("编号发出…", self.issue)
        if record.can_revise:
            return Step("修改后再送审…", self.revise)
        if record.paper_id is None:
            return None
        return Step("打开发出的文书", partial(self.open_record.emit, "paper", record.paper_id))

    def _others(self, record: CaseCard) -> Iterator[Step]:
        if record.step is not None:
            word = "不同意补批…" if record.paper_id else "退回…"
            yield Step(word, self.send_back)
        yield Step("打印发文稿纸…", self.print_sheet)
        if record.can_revise and record.step is not None:
            yield Step("修改…", self.revise, keys="F2")
        if record.can_withdraw:
            yield Step("撤回…", self.withdraw)

    def _links(self, record: CaseCard) -> Iterator[Step]:
        if record.project_id is not None:
            opens = partial(self.open_record.emit, "project", record.project_id)
            yield Step(f"工程 {record.project}", opens)
        for key, name in record.files:
            yield Step(f"附件 {name}", partial(show_file, self, key, name))

    # -- steps -------------------------------------------------------------------------

    def give(self) -> None:
        card: CaseCard | None = self.current
        if card is not None and card.step is not None:
            today = self.runner.today()
            self.side.edit(opinion_editor(self.dialogs, card, card.step, today))

    def send_back(self) -> None:
        card: CaseCard | None = self.current
        if card is not None and card.step is not None:
            self.side.edit(return_editor(card, card.step, self.runner.today()))

    def withdraw(self) -> None:
        if self.current is not None:
            self.side.edit(withdraw_editor(self.current))

    def issue(self) -> None:
        if self.current is not None:
            self.side.edit(issue_editor(self.current))

    def edit(self) -> None:
        """F2: the dialog the draft was written in, as it was left."""
        if self.current is not None and self.current.can_revise:
            self.revise()

    def revise(self) -> None:
        card: CaseCard | None = self.current
        if card is not None:
            command = command_from(card.kind, card.content)
            self.revision.open(card.id, card.project or card.addressee, command)

    def print_sheet(self) -> None:
        """发文稿纸 as it stands, to be signed in ink."""
        card: CaseCard | None = self.current
        if card is None:
            return
        name = f"发文稿纸 {card.title}"
        self.runner.read(
            self,
            case_sheet,
            card.id,
            self.runner.today(),
            done=lambda content: self.dialogs.run(
                PreviewBox(self.runner, self.dialogs, content, name, self)
            ),
            failed=lambda refusal: self.dialogs.say(refusal.sentence, Tone.WRONG),
        )

    def _on_saved(self, value: Any, goes_on: bool) -> None:
        super()._on_saved(None, goes_on)
        if value.issued is not None:
            self.dialogs.say(f"已发出 {value.issued.number}".rstrip(), Tone.DONE)


def _fields(card: CaseCard) -> Iterator[tuple[str, Any]]:
    yield "主送", card.addressee
    yield "审批", card.steps_words
    yield "拟稿", f"{card.drafter}　{card.unit}".rstrip()
    yield "拟稿日期", card.drafted_on
    if card.number:
        yield "文号", card.number
    if card.afterwards:
        yield "先发原因", card.afterwards
        yield "补批期限", card.due_words


def _warnings(card: CaseCard) -> Iterator[str]:
    if card.is_late:
        yield f"补批期限 {card.due_words} 已过"
    if card.afterwards and card.state is CaseState.RETURNED:
        yield "补批未同意：文书已经发出，请作废（作废后撤回这份文稿），或另行出具更正的文书"
    yield from card.doubts


def _event(line: Happening) -> Event:
    return Event(line.when, line.words, line.who, Mark.WARNING if line.is_bad else Mark.QUIET)
