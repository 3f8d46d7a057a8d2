"""文书: the register of issued papers, the one paper beside its very bytes, its next step."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from db.codes import Area, HazardLevel, HazardState, PaperKind, PaperState
from desktop.domain.labels import label, labels_of
from desktop.jobs.runner import Runner
from desktop.queries.cards import Happening
from desktop.queries.paper_card import ItemRow, NextStep, PaperCard, paper_card
from desktop.queries.papers import PAPERS, PaperRow, paper_bytes, paper_years, series_rows
from desktop.ui import notice_dialogs, paper_dialogs
from desktop.ui.beside import PaperListPage
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.file_box import show_file
from desktop.ui.filter_bar import Filter
from desktop.ui.forms import Editor
from desktop.ui.item_editor import item_editor
from desktop.ui.newest import newest_first
from desktop.ui.notice import Tone
from desktop.ui.paper_pile import PaperPile
from desktop.ui.preview_box import PreviewBox
from desktop.ui.record import Detail, Event, Step
from desktop.ui.register_dialog import register
from desktop.ui.scan_box import ScanBox
from desktop.ui.series_box import SeriesBox
from desktop.ui.typed_entry import make_paper
from desktop.usecases.receipts import blank_receipt
from desktop.usecases.typed.offers import Standing

_NO_ORIGINAL = "没有存下原件：这是历史导入的文书，原件在纸质档案里。"
_UNSCANNED = "原件还没有扫描。点“补扫描件”放进来；“附件”里的录入件只作副本。"
_SCANNED = "这是原件的扫描件（{origin}）；“附件”里的录入件只作副本。"
_SHOWN = 26


def _state_mark(row: PaperRow) -> Mark | None:
    if row.state is PaperState.VOIDED:
        return Mark.QUIET
    if row.overdue:
        return Mark.DANGER
    return Mark.WARNING if row.unserved else None


def _state(row: PaperRow) -> str:
    if row.kind in (PaperKind.SERVICE_RECEIPT, PaperKind.ISSUE_SHEET):
        return " "
    words = "待送达" if row.unserved else row.state_words
    return f"{words}，逾期" if row.overdue else words


class PapersPage(PaperListPage):
    """A list with two sides: the record with its steps, and the original."""

    key: ClassVar[str] = "papers"
    title: ClassVar[str] = "文书"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.PAPERS, Area.HAZARDS})
    help: ClassVar[str] = """
全部发出的文书。中间是这份文书和它的**下一步**，右边是存下的**原件**，打印、另存的都是原件本身。

- **回车** 到下一步按钮　**F3** 显示或收起原件　**Ctrl+P** 打印　**Ctrl+= / Ctrl+-** 放大缩小
- △ 待送达　▲ 有隐患逾期未销号　“历史导入”是从台账带入的，没有原件
- **新文书**（Ctrl+N）出移送书、通报、函告等；**出文书…**出跟着这份的文书，选几份可出催办
- 期限从**送达**起算；已签发未送达的可以**作废**，文号保留，不再使用
- **收扫描件**：一批签过字的扫描件按页上的二维码各归各的文书；**打印所选**把选中的一次打完
- 回证、笔录、交底记录、确认书等由人用笔签字，**补扫描件**之前列在“待补扫描”
- **登记已发文书**：现场手写的、在别的系统发出的，事后登记；扫描件是原件，录入件只作副本
- **文号核对**：从启用日告知的起始号起，有没有缺号、重号
"""
    source = PAPERS
    columns = (
        Column("签发日期", lambda row: row.issued_on, 88, sort="issued_on"),
        Column("文号", lambda row: row.number or f"（{row.kind_words}）", 178, sort="number"),
        Column("状态", _state, 96, mark=_state_mark),
        Column("文书", lambda row: row.kind_words, 132, sort="kind"),
        Column("工程或标题", lambda row: row.about, 190, sort="project"),
        Column("受文单位", lambda row: row.addressee, 190),
        Column("整改期限", lambda row: row.due, 92, sort="due"),
        Column("送达日期", lambda row: row.served_on, 92, sort="served_on"),
        Column("标记", lambda row: row.mark or " ", 76, Align.CENTRE),
    )
    filters = (
        Filter("kind", "文书", {kind.value: word for kind, word in labels_of(PaperKind).items()}),
        Filter(
            "waits",
            "待办",
            {"unserved": "待送达", "unscanned": "待补扫描", "overdue": "逾期未销号"},
        ),
        Filter("year", "年份", {}),
        Filter("mark", "标记", {"history": "历史导入", "registered": "录入件", "voided": "已作废"}),
    )
    empty = "还没有发出过文书。在“隐患”里选中隐患，签发责令限期整改通知书。"

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        newest_first(self.table, self.model)

    def tools(self) -> tuple[Step, ...]:
        return (
            Step("新文书…", lambda: make_paper(self, Standing()), keys="Ctrl+N"),
            Step("登记已发文书…", self.register, keys="Ctrl+Shift+R"),
            Step("收扫描件…", self.take_scans, keys="Ctrl+Shift+S"),
            Step("打印所选…", self.print_chosen, keys="Ctrl+Shift+P"),
            Step("合成一个 PDF…", self.save_chosen),
            Step("文号核对", self.show_series),
            *super().tools(),
        )

    def show_where(self, where: dict[str, str]) -> None:
        """With ``write``: that paper is asked for at once."""
        super().show_where({key: value for key, value in where.items() if key != "write"})
        if "write" in where:
            make_paper(self, Standing(), where["write"])

    def refresh(self) -> None:
        super().refresh()
        offer = partial(self.filter_bar.offer, "year")
        self.runner.read(self, paper_years, done=offer, latest="years")

    # -- the record --------------------------------------------------------------------

    def describe(self, record: PaperCard) -> Detail:
        marks = (("历史导入", record.history), ("录入件", record.registered))
        told = [record.kind_words, record.state_words, *(word for word, is_so in marks if is_so)]
        return Detail(
            title=record.title,
            subtitle=" · ".join(told),
            fields=self._fields(record),
            step=self._next(record),
            others=self._others(record),
            warnings=_warnings(record),
            papers=tuple(
                Step(link.words, partial(self.show_record, link.id)) for link in record.papers
            ),
            links=(
                *map(self._item_link, record.items),
                *self._links(record),
                *(Step(f"附件 {one[1]}", partial(show_file, self, *one)) for one in record.files),
            ),
            timeline=tuple(map(_event, record.happenings)),
        )

    def _fields(self, record: PaperCard) -> tuple[tuple[str, Any], ...]:
        fields = [
            ("标题", record.heading),
            ("工程", record.project),
            ("受文单位", record.addressee),
            ("印发日期" if record.history else "签发日期", record.issued_on),
            ("整改期限", record.due),
            ("送达日期", record.served_on),
            ("原件出处", record.origin),
        ]
        if record.entered_on != record.issued_on:
            fields.append(("录入日期", record.entered_on))
        fields.append(("二维码内容码", record.code))
        always = ("工程", "受文单位")
        return tuple((name, value) for name, value in fields if value or name in always)

    def _next(self, record: PaperCard) -> Step | None:
        step = record.next_step
        if step is None and record.lacks_scan:
            return Step("补扫描件", self.bind_scan)
        return None if step is None else Step(step.value, partial(self.take, step))

    def _others(self, record: PaperCard) -> tuple[Step, ...]:
        others = []
        if record.has_bytes:
            others.append(Step("打印…", self.preview.print_paper, keys="Ctrl+P"))
        for step in (NextStep.RECHECK, NextStep.REVIEW, NextStep.CLOSE):
            if step is not record.next_step and record.items_for(step):
                others.append(Step(step.value, partial(self.take, step)))
        if record.can_serve:
            others.append(Step("空白送达回证…", self.show_blank_receipt))
        if record.orders and record.items:
            others.append(Step("按通知书办理", self.work_by_notice))
        if record.state is not PaperState.VOIDED and not record.history:
            others.append(Step("补扫描件…", self.bind_scan))
            others.append(Step("出文书…", self.make_paper))
        if record.can_void:
            others.append(Step("作废…", self.void))
        return tuple(others)

    def _item_link(self, item: ItemRow) -> Step:
        words = item.description
        short = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        major = "（重大）" if item.level is HazardLevel.MAJOR else ""
        sign = f"{Mark.DONE.value} " if item.state is HazardState.CLOSED else ""
        told = f"{sign}第{item.position}项{major} {short} · {label(item.state)}"
        return Step(told, partial(self.open_record.emit, "hazard", item.hazard_id))

    def _links(self, record: PaperCard) -> tuple[Step, ...]:
        found = (("工程 ", "project", record.project_id), ("检查记录", "visit", record.visit_id))
        return tuple(
            Step(
                f"{word}{record.project if entity == 'project' else ''}",
                partial(self.open_record.emit, entity, key),
            )
            for word, entity, key in found
            if key is not None
        )

    def _read(self, record_id: int, row: Any = None) -> None:
        today = self.runner.today()
        self.runner.read(self, paper_card, record_id, today, done=self._on_record, latest="record")

    def _on_record(self, record: PaperCard | None) -> None:
        super()._on_record(record)
        if record is None:
            self.preview.clear()
        elif not record.has_bytes:
            self.preview.clear(_UNSCANNED if record.registered else _NO_ORIGINAL)
        else:
            self._show_original(record)

    def _show_original(self, record: PaperCard) -> None:
        is_voided = record.state is PaperState.VOIDED
        mark = f"已作废：{record.void_reason}" if is_voided else ""
        scanned = _SCANNED.format(origin=record.origin) if record.registered else ""

        def on_read(content: bytes) -> None:
            self.preview.show_bytes(content, record.title, mark)
            self.preview.say_waiting(scanned)

        self.preview.wait()
        self.runner.read(
            self,
            paper_bytes,
            record.id,
            done=on_read,
            failed=lambda refusal: self.preview.clear(refusal.sentence),
            latest="original",
        )

    # -- steps -------------------------------------------------------------------------

    def take(self, step: NextStep) -> None:
        """Open the form of a step; of several hazards, it asks which."""
        record: PaperCard | None = self.current
        if record is None:
            return
        if step is NextStep.RESUME:
            self.work_by_notice()
            return
        today = self.runner.today()
        if step is NextStep.SERVE:
            title = record.title
            self.side.edit(paper_dialogs.serve_editor(self.dialogs, record.id, title, today))
            return
        dialogs, visits = self.dialogs, record.visits
        makers: Mapping[NextStep, Callable[[tuple[int, ...]], Editor]] = {
            NextStep.REPLY: lambda ids: paper_dialogs.reply_editor(dialogs, ids, today),
            NextStep.RECHECK: lambda ids: paper_dialogs.recheck_editor(dialogs, ids, today, visits),
            NextStep.REVIEW: lambda ids: paper_dialogs.review_editor(ids, today),
            NextStep.CLOSE: lambda ids: paper_dialogs.close_editor(ids, today),
        }
        self.side.edit(item_editor(makers[step], record.items_for(step)))

    def work_by_notice(self) -> None:
        """To the page where a notice is worked item by item."""
        if self.current is not None:
            self.go.emit("notices", {"paper": str(self.current.id)})

    def bind_scan(self) -> None:
        """The signed copy came back."""
        record: PaperCard | None = self.current
        if record is not None:
            name = f"{record.kind_words} {record.number}".rstrip()
            self.side.edit(notice_dialogs.scan_editor(self.dialogs, record.id, name))

    def show_blank_receipt(self) -> None:
        """To take along and have signed in ink; its scan comes back with 登记送达."""
        record: PaperCard | None = self.current
        if record is None:
            return

        def on_read(content: bytes) -> None:
            name = f"送达回证 {record.title}"
            self.dialogs.run(PreviewBox(self.runner, self.dialogs, content, name, self))

        self.runner.read(
            self,
            blank_receipt,
            record.id,
            done=on_read,
            failed=lambda refusal: self.dialogs.say(refusal.sentence, Tone.WRONG),
        )

    def void(self) -> None:
        if self.current is not None:
            self.side.edit(paper_dialogs.void_editor(self.current.id, self.current.title))

    def make_paper(self) -> None:
        """A paper that follows this one, or the several that stand marked."""
        record: PaperCard | None = self.current
        ids = self.selected_ids
        if len(ids) > 1:
            make_paper(self, Standing(f"所选 {len(ids)} 份文书", picked=ids))
        elif record is not None:
            make_paper(self, Standing(record.title, papers=((record.kind, record.id),)))

    def register(self) -> None:
        """What was written on site or issued in another system comes into the register."""
        issued = register(self.runner, self.dialogs, self)
        if issued is not None:
            self.dialogs.say(f"已登记 {issued.number}".rstrip(), Tone.DONE)
            self.show_record(issued.id)

    def show_series(self) -> None:
        def on_read(rows: tuple[Any, ...]) -> None:
            self.dialogs.run(SeriesBox(self.runner, self.dialogs, rows, self))

        self.runner.read(self, series_rows, done=on_read)

    def _on_saved(self, value: Any, goes_on: bool) -> None:
        """Stay with the paper; its receipt is under 文书 beside it."""
        if goes_on:
            super()._on_saved(value, goes_on)
            return
        self.dialogs.say("已保存", Tone.DONE)
        if self.current is not None:
            self._read(self.current.id)

    # -- several -----------------------------------------------------------------------

    def take_scans(self) -> None:
        """A pile of signed copies came back."""
        box = ScanBox(self.runner, self.dialogs, self)
        self.dialogs.run(box)
        if box.kept and self.current is not None:
            self._read(self.current.id)
        box.deleteLater()

    def print_chosen(self) -> None:
        PaperPile(self.runner, self.dialogs, self).print_papers(self._chosen_ids)

    def save_chosen(self) -> None:
        PaperPile(self.runner, self.dialogs, self).save_papers(self._chosen_ids)

    @property
    def _chosen_ids(self) -> tuple[int, ...]:
        """What is selected, else the one that is shown."""
        return self.selected_ids or ((self.current.id,) if self.current is not None else ())


def _warnings(record: PaperCard) -> tuple[str, ...]:
    found = []
    if record.state is PaperState.VOIDED:
        found.append(f"已作废：{record.void_reason}")
    elif record.is_late:
        found.append("有隐患过了期限还没有销号")
    return tuple(found)


def _event(line: Happening) -> Event:
    return Event(line.when, line.words, line.who, Mark.WARNING if line.is_bad else Mark.QUIET)
