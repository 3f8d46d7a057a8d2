"""检查计划: the visits planned for a week, proposed from the round and changed by hand."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from db.codes import Area
from desktop.domain.week_plan import coming_weeks, day_words
from desktop.jobs.runner import Runner
from desktop.queries.listing import Whole
from desktop.queries.pickers import inspectors_named, projects_named
from desktop.queries.planned_visits import PlannedRow, planned_rows
from desktop.queries.rounds import RoundRef, open_rounds
from desktop.ui.columns import Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Day, Field, Pick
from desktop.ui.filter_bar import Filter
from desktop.ui.forms import Editor
from desktop.ui.list_page import ListPage
from desktop.ui.notice import Tone
from desktop.ui.record import Detail, Step
from desktop.ui.round_dialogs import WeekDialog
from desktop.usecases.initials import initials_of
from desktop.usecases.planned_visits import (
    DropPlannedVisit,
    SavePlannedVisit,
    drop_planned_visit,
    save_planned_visit,
)

_STATES = {"waiting": "待检查", "late": "过期未做", "done": "已做"}
_MARKS = {"waiting": Mark.QUIET, "late": Mark.DANGER, "done": Mark.DONE}
_NO_ROUND = "没有进行中的轮次，请先到“检查轮次”新开一轮；也可以按 Ctrl+N 逐条加。"


class WeekPlanPage(ListPage):
    """A line a planned visit; done when a visit was made, never by itself."""

    key: ClassVar[str] = "week_plan"
    title: ClassVar[str] = "检查计划"
    shows: ClassVar[frozenset[Area]] = frozenset(
        {Area.ROUNDS, Area.VISITS, Area.PROJECTS, Area.INSPECTORS}
    )
    help: ClassVar[str] = (
        "一周去哪些工程、谁和谁去。**Ctrl+J** 把进行中轮次里还没有覆盖的排到工作日和责任监督员，"
        "**F2** 改日期和人，**Ctrl+N** 加一条，**Ctrl+E** 导出可以打印的表。\n\n"
        "计划不是记录：去了就登记检查，登记以后这一条自己变成“已做”。"
    )
    empty: ClassVar[str] = "还没有检查计划。\n按 Ctrl+J 从进行中的轮次排一周，或 Ctrl+N 加一条。"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("日期", lambda row: day_words(row.planned_on), 116, sort="planned_on"),
        Column("工程", lambda row: row.project, 260, sort="project"),
        Column("责任监督员", lambda row: row.inspector, 90, sort="inspector"),
        Column("同去", lambda row: row.partner, 80, sort="partner"),
        Column("状态", lambda row: _STATES[row.state], 92, mark=lambda row: _MARKS[row.state]),
        Column("检查日期", lambda row: row.done_on or " ", 92, sort="done_on"),
        Column("备注", lambda row: row.remark or " ", 150),
        Column("地点", lambda row: row.location or " ", 180),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("week", "周", {}),
        Filter("state", "状态", _STATES),
    )

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        weeks = {monday.isoformat(): word for monday, word in coming_weeks(runner.today())}
        self.filter_bar.offer("week", weeks)

    @property
    def source(self) -> Whole:  # type: ignore[override]
        return Whole(
            lambda session: planned_rows(session, self.runner.today()),
            text=_text,
            filters={
                "week": lambda row, value: row.week == value,
                "state": lambda row, value: row.state == value,
            },
        )

    def tools(self) -> tuple[Step, ...]:
        return (Step("按轮次排一周…", self.plan_week, keys="Ctrl+J"),)

    def describe(self, record: PlannedRow) -> Detail:
        where = {"project": str(record.project_id)}
        if record.round_id is not None:
            where["round"] = str(record.round_id)
        visit = Step("登记检查", lambda: self.go.emit("visit_entry", where))
        links = [Step(record.project, lambda: self.open_record.emit("project", record.project_id))]
        if record.visit_id is not None and record.done_on is not None:
            key = record.visit_id
            links.append(
                Step(
                    f"{record.done_on.isoformat()} 的检查",
                    lambda: self.open_record.emit("visit", key),
                )
            )
        return Detail(
            record.project,
            f"{day_words(record.planned_on)} · {_STATES[record.state]}",
            (
                ("责任监督员", record.inspector),
                ("同去", record.partner),
                ("地点", record.location),
                ("备注", record.remark),
            ),
            None if record.is_done else visit,
            (Step("修改", self.edit, keys="F2"), Step("移出计划", lambda: self.drop(record))),
            links=tuple(links),
        )

    def editor(self, record: PlannedRow) -> Editor:
        def command(values: dict[str, Any]) -> tuple[Any, object]:
            given = SavePlannedVisit(**values, id=record.id, version=record.version)
            return save_planned_visit, given

        start = {
            "planned_on": record.planned_on,
            "inspector_id": _pair(record.inspector_id, record.inspector),
            "partner_id": _pair(record.partner_id, record.partner),
            "remark": record.remark,
        }
        return Editor(f"修改检查计划　{record.project}", _FIELDS, command, start, str(record.id))

    def blank(self) -> Editor:
        return Editor(
            "加一条检查计划",
            (Pick("project_id", "工程", True, query=projects_named), *_FIELDS),
            lambda values: (save_planned_visit, SavePlannedVisit(**values)),
            {"planned_on": self.runner.today()},
            subject="new",
        )

    def drop(self, record: PlannedRow) -> None:
        question = f"把 {record.planned_on.isoformat()} 的“{record.project}”移出计划？"
        if self.dialogs.confirm(question, "移出计划"):
            command = DropPlannedVisit(record.id, record.version)
            self.do(drop_planned_visit, command, said="已移出计划")

    def plan_week(self) -> None:
        self.runner.read(self, open_rounds, self.runner.today(), done=self._on_rounds)

    def _on_rounds(self, found: tuple[RoundRef, ...]) -> None:
        if not found:
            self.dialogs.say(_NO_ROUND, Tone.WRONG)
            return
        dialog = WeekDialog(self.runner, found[0].id, self)
        if self.dialogs.run(dialog):
            self.dialogs.say(f"已排 {dialog.count} 处", Tone.DONE)
        dialog.deleteLater()


_FIELDS = (
    Day("planned_on", "日期", True, "如 11.16、20261116", may_be_ahead=True),
    Pick("inspector_id", "责任监督员", query=inspectors_named),
    Pick("partner_id", "同去", query=inspectors_named),
    Field("remark", "备注", hint="如 带塔机清单、与监理约好"),
)


def _pair(key: int | None, name: str) -> tuple[int, str] | None:
    return None if key is None else (key, name)


def _text(row: PlannedRow) -> str:
    read = initials_of(row.project, by_words=False)
    return f"{row.project} {read} {row.inspector} {row.partner} {row.remark}"
