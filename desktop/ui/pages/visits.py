"""检查记录: the visits, and one of them beside what it found, lacks and led to."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

from db.codes import AnswerValue, Area, VisitKind
from desktop.domain.labels import label, labels_of
from desktop.domain.visits import Gap
from desktop.jobs.runner import Runner
from desktop.queries.visit_card import FileRow, VisitCard, file_bytes, visit_card
from desktop.queries.visits import VISITS, VisitRow
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.filter_bar import Filter
from desktop.ui.list_page import ListPage
from desktop.ui.newest import newest_first
from desktop.ui.notice import Tone
from desktop.ui.paper_dialogs import scan_editor, sign_editor
from desktop.ui.photos import PICTURES, read_files
from desktop.ui.picture import PictureBox
from desktop.ui.record import Detail, Event, Step
from desktop.usecases.undo import Undo, undo
from desktop.usecases.visit_files import AddPhotos, add_photos


def _marks(row: VisitRow) -> str:
    if row.history:
        return "历史导入"
    return "" if row.signed or row.kind is VisitKind.GUIDANCE else "未签字"


class VisitsPage(ListPage):
    """The list is read-only: a visit is entered on its own page and changed by its steps."""

    key: ClassVar[str] = "visits"
    title: ClassVar[str] = "检查记录"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.VISITS, Area.HAZARDS, Area.PAPERS})
    help: ClassVar[str] = (
        "本局做过的检查。**未签字**、**未审批**的列着等补办；**历史导入**的不要求签字。\n\n"
        "右边是这次检查的答案、隐患、照片、文书和经过，**回车**到下一步。"
        "**Ctrl+N** 登记一次检查。没有签名的检查可以用 **Ctrl+Z** 撤销登记。"
    )
    empty: ClassVar[str] = "还没有检查记录。按 Ctrl+N 登记一次检查，或在“台账导入”中导入检查台账。"
    source = VISITS
    columns: ClassVar[tuple[Column, ...]] = (
        Column("检查日期", lambda row: row.visited_on, 100, Align.CENTRE, "visited_on"),
        Column("工程", lambda row: row.project, 260, sort="project"),
        Column("类别", lambda row: row.kind, 80),
        Column("检查人员", lambda row: row.inspectors, 130),
        Column(
            "标记",
            _marks,
            90,
            mark=lambda row: Mark.WARNING if _marks(row) == "未签字" else None,
        ),
        Column("网格", lambda row: row.grid, 110),
        Column("结论", lambda row: row.result, 180),
    )
    filters = (
        Filter("kind", "类别", {code.value: word for code, word in labels_of(VisitKind).items()}),
        Filter("unsigned", "签字", {"1": "未签字"}),
        Filter("unapproved", "审批", {"1": "未审批"}),
        Filter("history", "历史导入", {"1": "历史导入", "0": "本系统登记"}),
    )
    passing: ClassVar[Mapping[str, str]] = {"project": "一个工程的", "month": "一个月的"}

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: Any = None) -> None:
        super().__init__(runner, dialogs, parent)
        newest_first(self.table, self.model)
        self._shortcut("Ctrl+Z", self.undo_last)

    def tools(self) -> tuple[Step, ...]:
        return (
            Step("登记检查", lambda: self.go.emit("visit_entry", {}), keys="Ctrl+N"),
            Step("补办审批…", self.make_up, keys="Ctrl+B"),
        )

    def _read(self, record_id: int, row: Any = None) -> None:
        today = self.runner.today()
        self.runner.read(self, visit_card, record_id, today, done=self._on_record, latest="record")

    # -- what the pane shows -----------------------------------------------------------

    def describe(self, record: VisitCard) -> Detail:
        mark = "　历史导入" if record.history else ""
        last = record.timeline.last
        undoing = Step(
            "撤销登记",
            self.undo_last,
            "已签名，不能撤销，请用更正" if record.is_signed else "" if last else "没有可撤销的",
            "Ctrl+Z",
        )
        return Detail(
            f"{record.visited_on.isoformat()}　{record.project}",
            f"{label(record.kind)} · {label(record.source)}{mark}",
            tuple(self._fields(record)),
            self._next_step(record),
            (
                Step("登记签名", self.sign, _why_no_signature(record)),
                Step("再查这个工程", lambda: self._enter_again(record)),
                Step("查看工程", lambda: self.open_record.emit("project", record.project_id)),
                Step("添加照片…", self.add_photos, _why_no_photos(record)),
                undoing,
            ),
            tuple(f"还缺：{one}" for one in record.missing),
            tuple(
                Step(one.words, partial(self.open_record.emit, "paper", one.id))
                for one in record.papers
            ),
            (*self._hazard_links(record), *self._file_links(record)),
            tuple(Event(one.when, one.words, one.who) for one in record.timeline.happenings),
        )

    def _fields(self, record: VisitCard) -> Iterator[tuple[str, Any]]:
        names = "、".join(one.words for one in record.inspectors)
        yield "检查人员", names or record.inspectors_text
        yield "在场人员", record.present_party
        yield "检查部位", record.part
        yield "时间", record.times
        yield "当日网格", record.grid
        yield "当日责任人", record.responsible
        if record.standard:
            yield "判定标准", f"{record.standard}版"
        yield "检查内容", "、".join(record.sections)
        yield "答案", _counted(record)
        failed = [row.title for row in record.answers if row.value is AnswerValue.FAIL]
        if failed:
            yield "不合格项", "；".join(failed)
        if record.remark:
            yield "结论", record.remark
        yield "签名", "、".join(f"{label(row.role)} {row.signer}" for row in record.signatures)
        if record.refusal:
            yield "拒签原因", record.refusal
        yield "录入日期", record.entered_on

    def _next_step(self, record: VisitCard) -> Step | None:
        if record.history:
            return None
        if record.to_order:
            title = f"签发责令限期整改通知书（{len(record.to_order)} 项）"
            where = {"visit": str(record.id), "issue": "1"}
            return Step(title, lambda: self.go.emit("hazards", where))
        if not _why_no_signature(record):
            return Step("登记签名", self.sign)
        if Gap.SCAN_PENDING.words in record.missing:
            return Step("补扫描件", self.bind_scan)
        return None

    def _hazard_links(self, record: VisitCard) -> tuple[Step, ...]:
        return tuple(
            Step(
                f"隐患（{label(row.level)}，{label(row.state)}）{row.description}",
                partial(self.open_record.emit, "hazard", row.id),
            )
            for row in record.hazards
        )

    def _file_links(self, record: VisitCard) -> tuple[Step, ...]:
        return tuple(
            Step(_file_words(row), partial(self._show_file, row.id, row.name))
            for row in record.files
        )

    # -- doing -------------------------------------------------------------------------

    def sign(self) -> None:
        if self.current is not None:
            self.side.edit(sign_editor(self.current.id, self.current.unsigned))

    def bind_scan(self) -> None:
        if self.current is not None:
            self.side.edit(scan_editor(self.dialogs, self.current.id))

    def add_photos(self) -> None:
        """Those of a visit entered already; the signatures bind them."""
        paths = self.dialogs.choose_files("选择检查照片", PICTURES)
        if self.current is not None and paths:
            key = self.current.id
            self.runner.call(
                self,
                read_files,
                paths,
                done=lambda files: self.do(add_photos, AddPhotos(key, files), said="已添加照片"),
                failed=lambda refusal: self.dialogs.say(refusal.sentence, Tone.WRONG),
            )

    def _enter_again(self, record: VisitCard) -> None:
        self.go.emit("visit_entry", {"project": str(record.project_id)})

    def _show_file(self, attachment_id: int, name: str) -> None:
        self.runner.read(
            self,
            file_bytes,
            attachment_id,
            done=lambda content: self.dialogs.run(PictureBox(content, name, self)),
            failed=lambda refusal: self.dialogs.say(refusal.sentence, Tone.WRONG),
        )

    def make_up(self) -> None:
        """补办: one approval for the selected visits that have none."""
        rows = (self.model.row_at(number) for number in self.table.selected_rows)
        lacking = [row for row in rows if row is not None and row.lacks_approval]
        if lacking:
            visits = ",".join(str(row.id) for row in lacking)
            self.go.emit("approvals", {"afterwards": visits})
        else:
            self.dialogs.say("选中的检查都不缺审批。可先筛选“未审批”，再多选几次一起补办。")

    def undo_last(self) -> None:
        """Take an unsigned visit back as it was entered, with the hazards it brought."""
        last = self.current.timeline.last if self.current is not None else None
        if last is None or self.current is None or self.current.is_signed:
            self.dialogs.say("这次检查没有可以撤销的改动；已签名的请用更正。")
            return
        detail = f"会一起撤回 {last.records} 条记录。"
        if self.dialogs.confirm(f"撤销“{last.words}”吗？", "撤销", detail):
            self.do(undo, Undo(str(last.id)), said="已撤销")


def _counted(record: VisitCard) -> str:
    values = [row.value for row in record.answers]
    told = [f"{label(one)} {values.count(one)}" for one in AnswerValue if one in values]
    return "　".join(told)


def _file_words(row: FileRow) -> str:
    if row.is_scan:
        return f"扫描件 {row.name}"
    return f"照片 {row.name}（{row.taken_at or '无拍摄信息'}）"


def _why_no_photos(record: VisitCard) -> str:
    if record.history:
        return "历史导入的检查不要求照片"
    return "已签名，签名连同照片一起认定" if record.is_signed else ""


def _why_no_signature(record: VisitCard) -> str:
    if record.history:
        return "历史导入的检查不要求签名"
    return "" if record.unsigned or record.site_is_open else "都已签名"
