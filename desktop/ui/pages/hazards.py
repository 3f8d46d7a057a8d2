"""隐患: every hazard of the office, and one of them with its steps and the next one to take."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from db.codes import Area, HazardLevel, HazardSource, HazardState, Outcome, VisitKind
from desktop.domain.labels import label, labels_of
from desktop.jobs.runner import Runner
from desktop.queries.hazard_detail import HazardDetail, grids_offered, hazard_detail
from desktop.queries.hazards import HAZARDS, HazardRow
from desktop.queries.interviews import CallGround, call_ground
from desktop.queries.issue_form import NoticeGround, notice_ground
from desktop.queries.view import View
from desktop.ui import notice_dialogs, paper_dialogs
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Choice, Field, LongText
from desktop.ui.file_box import show_file
from desktop.ui.filter_bar import Filter
from desktop.ui.forms import Editor
from desktop.ui.hazard_words import event_of, months_behind, why_not
from desktop.ui.interview_drafts import call_draft
from desktop.ui.issue_dialog import issue
from desktop.ui.list_page import ListPage
from desktop.ui.newest import newest_first
from desktop.ui.notice import Tone
from desktop.ui.paper_dialog import Draft, issue_paper
from desktop.ui.paper_drafts import closure_draft, stop_draft
from desktop.ui.record import Detail, Event, Step
from desktop.ui.register_dialog import register as register_paper
from desktop.ui.typed_entry import make_paper
from desktop.usecases.edit_hazard import EditHazard, edit_hazard
from desktop.usecases.typed.offers import Standing
from desktop.usecases.undo import Undo, undo

_OUTCOMES = {False: label(Outcome.ORDERED), True: label(Outcome.ON_THE_SPOT)}
_PROGRESS = {
    "open": "未销号",
    "overdue": "逾期未销号",
    "major": "重大未销号",
    **{code.value: word for code, word in labels_of(HazardState).items()},
}


def _mark(row: HazardRow) -> Mark | None:
    if row.state is HazardState.CLOSED:
        return None
    return Mark.DANGER if row.overdue else None


def _origin(row: HazardRow) -> str:
    return f"{label(row.source)}（历史）" if row.history else label(row.source)


class HazardsPage(ListPage):
    """The list; each step opens its form at the side, the notice its own dialog."""

    key: ClassVar[str] = "hazards"
    title: ClassVar[str] = "隐患"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.HAZARDS, Area.PAPERS, Area.VISITS})
    help: ClassVar[str] = (
        "全部隐患，**▲** 是逾期未销号。右边最醒目的按钮就是下一步：责令整改、送达、整改回复、复查、"
        "审核、销号；做不了的说明还缺什么。\n\n"
        "一份通知书写同一个工程的几项：用 Ctrl 或 Shift 选中它们，再点**签发通知书…**。"
        "回复、复查、销号也可以选中几项一起办。\n\n"
        "一般隐患凭证据由一人复查销号，注明书面复核或现场复查；重大隐患和停工整改的，"
        "须两人现场复查，再由未参与检查和复查的人审核。**当场改正**与**限期整改**分开统计。"
    )
    empty: ClassVar[str] = "还没有隐患。登记检查时答“不合格”的会列在这里，隐患台账也可以导入。"
    source = HAZARDS
    columns: ClassVar[tuple[Column, ...]] = (
        Column("发现日期", lambda row: row.found_on, 96, Align.CENTRE, "found_on"),
        Column("隐患内容", lambda row: row.description, 280),
        Column("级别", lambda row: row.level, 56, Align.CENTRE, "level"),
        Column("状态", lambda row: row.state, 90, sort="state"),
        Column("期限", lambda row: row.due, 108, Align.CENTRE, "due", _mark),
        Column("工程", lambda row: row.project, 220, sort="project"),
        Column("处理", lambda row: row.outcome, 76),
        Column("通知书", lambda row: row.notice_no, 150),
        Column("网格", lambda row: row.grid, 100),
        Column("来源", _origin, 120),
        Column("销号日期", lambda row: row.closed_on, 96, Align.CENTRE, "closed_on"),
    )
    filters = (
        Filter("progress", "进度", _PROGRESS),
        Filter(
            "source", "来源", {code.value: word for code, word in labels_of(HazardSource).items()}
        ),
        Filter("grid", "网格", {}),
        Filter("month", "月份", {}),
    )
    passing: ClassVar[Mapping[str, str]] = {
        "visit": "一次检查发现的",
        "project": "一个工程的",
        "open": "未销号",
        "overdue": "逾期",
        "to_order": "待责令",
        "level": "同一级别的",
        "year": "同一年发现的",
        "class": "判定标准同一类的",
        "state": "同一状态的",
        "history": "按是否历史",
    }

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        newest_first(self.table, self.model)

    def tools(self) -> tuple[Step, ...]:
        return (
            Step("登记隐患", lambda: self.go.emit("hazard_entry", {}), keys="Ctrl+N"),
            Step("签发通知书…", self.issue_chosen),
            Step("停工…", lambda: self._for_chosen(self._stop)),
            Step("约谈…", lambda: self._for_chosen(self._call_in)),
            Step("出文书…", lambda: self._for_chosen(self._make_paper)),
            Step("回复…", lambda: self._for_chosen(self._reply)),
            Step("复查…", lambda: self._for_chosen(self._recheck)),
            Step("销号…", lambda: self._for_chosen(self._close)),
        )

    # -- arriving ----------------------------------------------------------------------

    def refresh(self) -> None:
        super().refresh()
        self.filter_bar.offer("month", months_behind(self.runner.today()))
        self.runner.read(
            self, grids_offered, done=partial(self.filter_bar.offer, "grid"), latest="grids"
        )

    def show_where(self, where: dict[str, str]) -> None:
        """With ``issue`` and ``visit``: the notice of what a visit found is asked for at once."""
        super().show_where({key: value for key, value in where.items() if key != "issue"})
        if "issue" in where and "visit" in where:
            narrowed = (("visit", where["visit"]), ("to_order", "1"))
            wanted = View(where=narrowed, today=self.runner.today())
            self.runner.read(self, HAZARDS.everything, wanted, done=self._on_to_order)

    def _on_to_order(self, rows: tuple[HazardRow, ...]) -> None:
        ids = tuple(row.id for row in rows if row.outcome is not Outcome.ON_THE_SPOT)
        if ids:
            self._issue(ids)
        else:
            self.dialogs.say("这次检查没有待责令整改的隐患", Tone.WARNING)

    def _read(self, record_id: int, row: Any = None) -> None:
        today = self.runner.today()
        self.runner.read(
            self, hazard_detail, record_id, today, done=self._on_record, latest="record"
        )

    # -- what the pane shows -----------------------------------------------------------

    def describe(self, record: HazardDetail) -> Detail:
        card = record.card
        marks = [label(card.level), label(card.state)]
        marks += ["逾期"] if card.overdue else []
        marks += ["历史导入"] if card.history else []
        return Detail(
            card.description,
            " · ".join(marks),
            tuple(self._fields(record)),
            self._next_step(record),
            self._others(record),
            self._warnings(record),
            tuple(
                Step(f"{one.words}（{label(one.state)}）", self._opens("paper", one.id))
                for one in record.papers
            ),
            self._links(record),
            (
                *(event_of(step) for step in reversed(card.steps)),
                Event(card.found_on, f"发现（{label(card.source)}）", record.inspectors),
                *(Event(one.when, one.words, one.who) for one in record.timeline.happenings),
            ),
        )

    def _fields(self, record: HazardDetail) -> Iterator[tuple[str, Any]]:
        card = record.card
        yield "工程", card.project
        yield "部位", card.part
        yield "发现日期", card.found_on
        yield "来源", card.source
        yield "处理", card.outcome
        yield "整改期限", card.due
        if card.clause:
            yield "判定依据", card.clause
        if record.conditions:
            yield "成立条件", "；且 ".join(record.conditions)
        if card.closed_on:
            yield "销号日期", card.closed_on
        yield "通知书", card.notice_no
        if card.level is HazardLevel.MAJOR:
            on = f"（{card.national_on.isoformat()} 入库）" if card.national_on else ""
            yield "国家库编号", f"{card.national_no}{on}"
        yield "当日网格", record.grid
        yield "当日责任人", record.responsible
        yield "检查人员", record.inspectors
        yield "录入日期", record.entered_on

    def _warnings(self, record: HazardDetail) -> tuple[str, ...]:
        card = record.card
        late = (f"逾期未销号，期限 {card.due.isoformat()}",) if card.overdue and card.due else ()
        lacking = (f"距销号还缺：{'；'.join(card.missing)}",) if card.missing else ()
        return (*late, *lacking)

    def _next_step(self, record: HazardDetail) -> Step | None:
        ids, card = (record.id,), record.card
        order = Step("签发责令限期整改通知书…", lambda: self._issue(ids))
        serve = Step("登记送达", self._serve)
        recheck = Step("登记复查", lambda: self._recheck(ids))
        review = Step("审核", lambda: self._review(ids))
        close = Step("销号", lambda: self._close(ids))
        steps = {
            HazardState.FOUND: order,
            HazardState.ORDERED: recheck if record.unserved is None else serve,
            HazardState.SERVED: Step("登记整改回复", lambda: self._reply(ids)),
            HazardState.REPLIED: recheck,
            HazardState.RECHECKED: close if card.can_close else review,
            HazardState.REVIEWED: close,
        }
        return steps.get(card.state)

    def _others(self, record: HazardDetail) -> tuple[Step, ...]:
        ids, card = (record.id,), record.card
        correct = Step("更正…", lambda: self.side.edit(paper_dialogs.correct_editor(ids)))
        is_major = card.level is HazardLevel.MAJOR
        register = (Step("国家库编号…", self.register),) if is_major else ()
        if card.state is HazardState.CLOSED and record.locked:
            return (*((correct,) if card.steps else ()), *register)
        found = why_not(card)
        lacking = "；".join(card.missing) or ("已销号" if not card.can_close else "")
        last = record.timeline.last
        undoing = record.locked or ("" if last else "没有可撤销的")
        return (
            Step("整改回复", lambda: self._reply(ids), found),
            Step("复查", lambda: self._recheck(ids), found),
            Step("销号", lambda: self._close(ids), lacking),
            Step("停工…", lambda: self._stop(ids), "" if card.can_stop else "已责令停工"),
            Step("约谈…", lambda: self._call_in(ids)),
            Step("出文书…", lambda: self._make_paper(ids)),
            Step("登记已发文书…", lambda: self._register_paper(ids)),
            Step("延期", lambda: self._extend(ids), "" if card.can_extend else found),
            *register,
            *((Step("局外审核…", self.review_outside),) if card.can_review else ()),
            Step("修改", self.edit, record.locked, "F2"),
            Step("撤销上次改动", self.undo_last, undoing, "Ctrl+Z"),
            *((correct,) if card.steps else ()),
        )

    def _links(self, record: HazardDetail) -> tuple[Step, ...]:
        card = record.card
        visit = (Step("查看检查", self._opens("visit", card.visit_id)),) if card.visit_id else ()
        where = {"project": str(card.project_id), "kind": VisitKind.RECHECK.value}
        again = Step("登记复查检查", lambda: self.go.emit("visit_entry", where))
        files = tuple(
            Step(f"附件 {name}", partial(show_file, self, key, name)) for key, name in record.files
        )
        return (Step("查看工程", self._opens("project", card.project_id)), *visit, again, *files)

    def _opens(self, entity: str, record_id: int) -> Callable[[], None]:
        return lambda: self.open_record.emit(entity, record_id)

    # -- the steps ---------------------------------------------------------------------

    def editor(self, record: HazardDetail) -> Editor | None:
        if record.locked:
            self.side.pane.notice.say(record.locked, Tone.WARNING)
            return None
        card = record.card
        fields = (
            LongText("description", "隐患内容", required=True, lines=3),
            Field("part", "部位"),
            Choice("on_the_spot", "处理", required=True, choices=_OUTCOMES),
        )
        return Editor(
            "修改隐患",
            fields,
            lambda values: (
                edit_hazard,
                EditHazard(
                    record.id,
                    card.version,
                    values["description"],
                    values["part"] or "",
                    values["on_the_spot"],
                    card.due,
                ),
            ),
            {
                "description": card.description,
                "part": card.part,
                "on_the_spot": card.outcome is Outcome.ON_THE_SPOT,
            },
            str(record.id),
        )

    def issue_chosen(self) -> None:
        self._for_chosen(self._issue)

    def _for_chosen(self, act: Callable[[tuple[int, ...]], None]) -> None:
        ids = self.selected_ids or ((self.current.id,) if self.current is not None else ())
        if ids:
            act(ids)
        else:
            self.dialogs.say("请先在列表里选中隐患（按住 Ctrl 或 Shift 可选几项）")

    def _issue(self, ids: tuple[int, ...]) -> None:
        issued = issue(self.runner, self.dialogs, ids, self)
        if issued is not None:
            self.dialogs.say(f"已签发 {issued.number}，接下来登记送达", Tone.DONE)
            self.show_record(ids[0])

    def _stop(self, ids: tuple[int, ...]) -> None:
        """停工 also for what a notice had ordered, when it cannot be kept safe."""
        today = self.runner.today()

        def on_ground(ground: NoticeGround) -> None:
            if ground.projects != 1:
                self.dialogs.say(
                    "一份停工通知书只写一个工程的隐患，请只选同一个工程的", Tone.WARNING
                )
            else:
                self._issue_paper(stop_draft(ground, today), ids[0])

        self.runner.read(self, notice_ground, ids, today, done=on_ground)

    def _call_in(self, ids: tuple[int, ...]) -> None:
        """约谈 about these hazards: a rule may propose it, a person decides."""
        today = self.runner.today()

        def on_ground(ground: CallGround) -> None:
            if ground.projects != 1:
                self.dialogs.say(
                    "一份约谈通知书只写一个工程的隐患，请只选同一个工程的", Tone.WARNING
                )
            else:
                self._issue_paper(call_draft(ground, today), ids[0])

        self.runner.read(self, call_ground, ids, None, None, today, done=on_ground)

    def _make_paper(self, ids: tuple[int, ...]) -> None:
        """挂牌督办, 移送 and the like, of these hazards of one site."""
        card = self.current.card if self.current is not None else None
        first = card.description if card is not None and card.id in ids else ""
        words = first if len(ids) == 1 else f"所选 {len(ids)} 项隐患"
        make_paper(self, Standing(words, hazards=ids))

    def _issue_paper(self, draft: Draft, shown: int) -> None:
        issued = issue_paper(self.runner, self.dialogs, draft, self)
        if issued is not None:
            self.dialogs.say(f"{draft.title}：已办 {issued.number}".rstrip(), Tone.DONE)
            self.show_record(shown)

    def _register_paper(self, ids: tuple[int, ...]) -> None:
        """What was ordered by hand on site, or in another system."""
        if self.current is not None:
            card = self.current.card
            site = (card.project_id, card.project)
            issued = register_paper(self.runner, self.dialogs, self, site, ids)
            if issued is not None:
                self.dialogs.say(f"已登记 {issued.number}".rstrip(), Tone.DONE)
                self.show_record(card.id)

    def review_outside(self) -> None:
        """The form to be signed outside in ink; once it is out, its coming back is entered."""
        if self.current is None:
            return
        card, form, today = self.current.card, self.current.form, self.runner.today()
        if form is not None:
            self.side.edit(notice_dialogs.outside_editor(self.dialogs, form, today))
        else:
            self._issue_paper(closure_draft((card.id,), card.project, today), card.id)

    def register(self) -> None:
        """国家库: its number and day, once it was entered there."""
        if self.current is not None:
            card = self.current.card
            self.side.edit(notice_dialogs.register_editor(card))

    def _serve(self) -> None:
        paper = self.current.unserved if self.current is not None else None
        if paper is not None:
            today = self.runner.today()
            self.side.edit(paper_dialogs.serve_editor(self.dialogs, paper.id, paper.words, today))

    def _reply(self, ids: tuple[int, ...]) -> None:
        self.side.edit(paper_dialogs.reply_editor(self.dialogs, ids, self.runner.today()))

    def _recheck(self, ids: tuple[int, ...]) -> None:
        visits = self.current.visits if self.current is not None else {}
        today = self.runner.today()
        self.side.edit(paper_dialogs.recheck_editor(self.dialogs, ids, today, visits))

    def _review(self, ids: tuple[int, ...]) -> None:
        self.side.edit(paper_dialogs.review_editor(ids, self.runner.today()))

    def _close(self, ids: tuple[int, ...]) -> None:
        self.side.edit(paper_dialogs.close_editor(ids, self.runner.today()))

    def _extend(self, ids: tuple[int, ...]) -> None:
        self.side.edit(paper_dialogs.extend_editor(self.dialogs, ids, self.runner.today()))

    def _on_saved(self, value: Any, goes_on: bool) -> None:
        """A step may answer with the id of its paper: what stays in sight is the hazard."""
        super()._on_saved(None, goes_on)

    def undo_last(self) -> None:
        last = self.current.timeline.last if self.current is not None else None
        if last is None or self.current is None or self.current.locked:
            self.dialogs.say("这条隐患没有可以撤销的改动；已有步骤的请用更正。")
        elif self.dialogs.confirm(
            f"撤销“{last.words}”吗？", "撤销", f"会一起恢复 {last.records} 条记录。"
        ):
            self.do(undo, Undo(str(last.id)), said="已撤销")
