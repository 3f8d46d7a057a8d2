"""检查记录: the visits, and one of them beside what it found, lacks and led to."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from db.codes import Area, VisitKind
from desktop.domain.labels import label, labels_of
from desktop.domain.photo_times import VisitTime
from desktop.domain.visits import Gap
from desktop.exchange.photos import FoundPhoto, find_photos
from desktop.jobs.runner import Runner
from desktop.queries.papers import paper_bytes
from desktop.queries.visit_card import VisitCard, file_bytes, visit_card
from desktop.queries.visit_times import visits_for_photos
from desktop.queries.visits import VISITS, VisitRow
from desktop.ui import visit_pane as pane
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.filter_bar import Filter
from desktop.ui.list_page import ListPage
from desktop.ui.newest import newest_first
from desktop.ui.notice import Tone
from desktop.ui.paper_dialogs import note_editor, scan_editor, sign_editor
from desktop.ui.photo_import import PhotoImportBox, days_of
from desktop.ui.photos import PICTURES, read_files
from desktop.ui.picture import PictureBox
from desktop.ui.preview_box import PreviewBox
from desktop.ui.record import Detail, Event, Step
from desktop.ui.record_box import RecordBox
from desktop.ui.sign_pad import SignBox
from desktop.usecases.signing import sign_visit
from desktop.usecases.undo import Undo, undo
from desktop.usecases.visit_files import AddPhotos, SortPhotos, add_photos, sort_photos


def _marks(row: VisitRow) -> str:
    if row.history:
        return "历史导入"
    if row.corrected:
        return "已更正"
    told = ["线上"] if row.online else []
    told += [] if row.signed or row.kind is VisitKind.GUIDANCE else ["未签字"]
    return " ".join(told)


class VisitsPage(ListPage):
    """The list is read-only: a visit is entered on its own page and changed by its steps."""

    key: ClassVar[str] = "visits"
    title: ClassVar[str] = "检查记录"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.VISITS, Area.HAZARDS, Area.PAPERS})
    help: ClassVar[str] = (
        "本局做过的检查。**未签字**、**未审批**的列着等补办；**历史导入**的不要求签字。\n\n"
        "右边是这次检查的答案、隐患、照片、文书和经过，**回车**到下一步。"
        "**Ctrl+N** 登记一次检查。没有签名的检查可以用 **Ctrl+Z** 撤销登记；已签名的用**更正**，"
        "原检查保留，统计只计更正后的。**Ctrl+I** 把手机里的照片按拍摄时间归到各次检查。\n\n"
        "签名可以在屏幕上手写，也可以签在打印的笔录上再补扫描件。**现场检查笔录**出具后存档，"
        "重印就是原件。指导观摩发现的问题要**转为检查**。"
    )
    empty: ClassVar[str] = "还没有检查记录。按 Ctrl+N 登记一次检查，或在“导入台账”中导入检查台账。"
    source = VISITS
    columns: ClassVar[tuple[Column, ...]] = (
        Column("检查日期", lambda row: row.visited_on, 100, Align.CENTRE, "visited_on"),
        Column("工程", lambda row: row.project, 240, sort="project"),
        Column(
            "标记",
            _marks,
            90,
            mark=lambda row: Mark.WARNING if "未签字" in _marks(row) else None,
        ),
        Column("类别", lambda row: row.kind, 80),
        Column("检查人员", lambda row: row.inspectors, 110),
        Column("网格", lambda row: row.grid, 110),
        Column("结论", lambda row: row.result, 180),
    )
    filters = (
        Filter("kind", "类别", {code.value: word for code, word in labels_of(VisitKind).items()}),
        Filter(
            "lacks",
            "还缺",
            {
                "unsigned": "签字",
                "unapproved": "审批",
                "unnoticed": "通知书",
                "to_check": "转为检查",
            },
        ),
        Filter("history", "历史导入", {"1": "历史导入", "0": "本系统登记"}),
    )
    passing: ClassVar[Mapping[str, str]] = {
        "project": "一个工程的",
        "month": "一个月的",
        "round": "一个轮次的",
        "to_check": "待转为检查的",
        "unsigned": "未签字的",
        "unapproved": "未审批的",
    }

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: Any = None) -> None:
        super().__init__(runner, dialogs, parent)
        newest_first(self.table, self.model)

    def tools(self) -> tuple[Step, ...]:
        return (
            Step("登记检查", lambda: self.go.emit("visit_entry", {}), keys="Ctrl+N"),
            Step("补办审批…", self.make_up, keys="Ctrl+Shift+B"),
            Step("导入手机照片…", self.import_photos, keys="Ctrl+I"),
        )

    def _read(self, record_id: int, row: Any = None) -> None:
        today = self.runner.today()
        self.runner.read(self, visit_card, record_id, today, done=self._on_record, latest="record")

    # -- what the pane shows -----------------------------------------------------------

    def describe(self, record: VisitCard) -> Detail:
        mark = pane.marks_of(record)
        return Detail(
            f"{record.visited_on.isoformat()}　{record.project}",
            f"{label(record.kind)} · {label(record.source)}{'　' + mark if mark else ''}",
            tuple(pane.fields_of(record)),
            self._next_step(record),
            self._others(record),
            tuple(f"还缺：{one}" for one in record.missing),
            tuple(
                Step(one.words, partial(self.open_record.emit, "paper", one.id))
                for one in record.papers
            ),
            (
                *self._hazard_links(record),
                *self._visit_links(record),
                *self._file_links(record),
            ),
            tuple(Event(one.when, one.words, one.who) for one in record.timeline.happenings),
        )

    def _others(self, record: VisitCard) -> tuple[Step, ...]:
        """Signing before the signatures, correcting after; what can never be is left out."""
        unsigned = pane.why_no_signature(record)
        steps = [
            Step("登记签名", self.sign, unsigned),
            Step("屏幕手写签名…", self.sign_on_screen, unsigned),
            Step("现场检查笔录…", self.print_record, pane.why_no_record(record)),
            Step("亮码、结果告知…", self.note, "历史导入的检查不补记" if record.history else ""),
            Step("再查这个工程", lambda: self._enter_again(record)),
            Step("查看工程", lambda: self.open_record.emit("project", record.project_id)),
            Step("添加照片…", self.add_photos, pane.why_no_photos(record)),
        ]
        if Gap.APPROVAL.words in record.missing:
            steps.append(Step("补办审批…", self.make_up))
        if record.kind is VisitKind.GUIDANCE:
            steps.append(Step("转为检查…", self.check_after))
        if record.is_signed or record.refusal:
            steps.append(Step("更正…", self.correct, pane.why_no_correction(record)))
        else:
            steps.append(Step("撤销登记", self.undo_last, pane.why_not_undo(record), "Ctrl+Z"))
        return tuple(steps)

    def _next_step(self, record: VisitCard) -> Step | None:
        if record.history or record.ground.corrected_by is not None:
            return None
        if record.to_order:
            title = f"签发责令限期整改通知书（{len(record.to_order)} 项）"
            where = {"visit": str(record.id), "issue": "1"}
            return Step(title, lambda: self.go.emit("hazards", where))
        unwritten = record.ground.record_id is None and not pane.why_no_record(record)
        steps = (
            (Gap.TO_CHECK.words in record.missing, Step("转为检查", self.check_after)),
            (not pane.why_no_signature(record), Step("登记签名", self.sign)),
            (Gap.SCAN_PENDING.words in record.missing, Step("补扫描件", self.bind_scan)),
            (unwritten, Step("出具现场检查笔录", self.print_record)),
        )
        return next((step for is_due, step in steps if is_due), None)

    def _hazard_links(self, record: VisitCard) -> tuple[Step, ...]:
        return tuple(
            Step(
                f"隐患（{label(row.level)}，{label(row.state)}）{row.description}",
                partial(self.open_record.emit, "hazard", row.id),
            )
            for row in record.hazards
        )

    def _visit_links(self, record: VisitCard) -> tuple[Step, ...]:
        ground = record.ground
        tied = [
            ("被更正的检查", ground.corrects),
            ("更正后的检查", ground.corrected_by),
            ("所由的指导观摩", ground.follows),
            *(("转成的检查", one) for one in ground.followed_by),
        ]
        return tuple(
            Step(f"{title} {one.day.isoformat()}", partial(self.show_record, one.id))
            for title, one in tied
            if one is not None
        )

    def _file_links(self, record: VisitCard) -> tuple[Step, ...]:
        return tuple(
            Step(pane.file_words(row), partial(self._show_file, row.id, row.name))
            for row in record.files
        )

    # -- doing -------------------------------------------------------------------------

    def sign(self) -> None:
        if self.current is not None:
            self.side.edit(sign_editor(self.current.id, self.current.unsigned))

    def sign_on_screen(self) -> None:
        """A pad for each who has not signed; what was drawn is kept with the signature."""
        if self.current is None:
            return
        record = self.current
        box = SignBox(record.id, record.unsigned, site_is_open=record.site_is_open, parent=self)
        if self.dialogs.run(box) and box.command is not None:
            self.do(sign_visit, box.command, said="已签名")
        box.deleteLater()

    def print_record(self) -> None:
        """Issue it, or show the very bytes that were issued."""
        if self.current is None:
            return
        key = self.current.ground.record_id
        if key is None:
            box = RecordBox(self.runner, self.dialogs, self.current.id, self)
            key = box.issued.id if self.dialogs.run(box) and box.issued is not None else None
            box.deleteLater()
        if key is not None:
            self.runner.read(self, paper_bytes, key, done=self._show_record)

    def _show_record(self, content: bytes) -> None:
        box = PreviewBox(self.runner, self.dialogs, content, "现场检查笔录", self)
        self.dialogs.run(box)
        box.deleteLater()

    def note(self) -> None:
        if self.current is not None:
            self.side.edit(note_editor(self.current.id, self.current.ground))

    def correct(self) -> None:
        if self.current is not None:
            self.go.emit("visit_entry", {"correct": str(self.current.id)})

    def check_after(self) -> None:
        if self.current is not None:
            self.go.emit("visit_entry", {"guidance": str(self.current.id)})

    def import_photos(self) -> None:
        """Photos of a phone's folder to the visits their times fall in."""
        folder = self.dialogs.choose_folder("选择手机照片所在的文件夹")
        if folder is not None:
            self.runner.call(self, find_photos, folder, done=self._on_photos)

    def _on_photos(self, photos: tuple[FoundPhoto, ...]) -> None:
        if not photos:
            self.dialogs.say("这个文件夹里没有能打开的照片", Tone.WARNING)
            return
        days = days_of(photos, self.runner.today())
        self.runner.read(
            self, visits_for_photos, *days, done=lambda visits: self._sort(photos, visits)
        )

    def _sort(self, photos: tuple[FoundPhoto, ...], visits: tuple[VisitTime, ...]) -> None:
        box = PhotoImportBox(photos, visits, self)
        chosen = box.chosen if self.dialogs.run(box) else {}
        box.deleteLater()
        if chosen:
            self.runner.call(
                self,
                lambda: tuple(AddPhotos(key, read_files(paths)) for key, paths in chosen.items()),
                done=lambda adding: self.do(sort_photos, SortPhotos(adding), said="已导入手机照片"),
                failed=lambda refusal: self.dialogs.say(refusal.sentence, Tone.WRONG),
            )

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
            self.dialogs.say("选中的检查都不缺审批。可先筛选“还缺：审批”，再多选几次一起补办。")

    def undo_last(self) -> None:
        """Take an unsigned visit back as it was entered, with the hazards it brought."""
        last = self.current.timeline.last if self.current is not None else None
        if last is None or self.current is None or self.current.is_signed:
            self.dialogs.say("这次检查没有可以撤销的改动；已签名的请用更正。")
            return
        detail = f"会一起撤回 {last.records} 条记录。"
        if self.dialogs.confirm(f"撤销“{last.words}”吗？", "撤销", detail):
            self.do(undo, Undo(str(last.id)), said="已撤销")
