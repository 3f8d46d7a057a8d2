"""在建工程."""

from collections.abc import Callable
from typing import Any, ClassVar

from db.codes import Area, ProjectStatus
from desktop.domain.labels import labels_of
from desktop.domain.ledgers.projects import LEDGER
from desktop.queries.cards import Card, Ref
from desktop.queries.grids import grid_choices
from desktop.queries.pickers import grids_named, inspectors_named
from desktop.queries.project_card import project_card
from desktop.queries.projects import NOWHERE, PROJECTS, UNDER_SUPERVISION
from desktop.queries.responsibility import responsible_for
from desktop.ui.bulk import BulkColumn, Ids
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dossier_dialog import file_project
from desktop.ui.fields import Choice, Day, Field, Pick
from desktop.ui.filter_bar import Filter
from desktop.ui.forms import Editor
from desktop.ui.ledger_columns import bulk_columns, choices
from desktop.ui.ledger_form import Asked
from desktop.ui.notice import Tone
from desktop.ui.posted_page import SINCE, PostedPage
from desktop.ui.record import Step
from desktop.ui.typed import NotUnderstood, typed_date
from desktop.ui.typed_entry import make_paper
from desktop.usecases.assignments import (
    AssignGrid,
    AssignInspector,
    ChangeStage,
    ChangeStatus,
    assign_grid,
    assign_inspector,
    change_stage,
    change_status,
    preview_assignment,
)
from desktop.usecases.projects import SaveProject, save_project
from desktop.usecases.typed.offers import Standing

_GRID = Pick("grid", "网格", hint="输入网格名称或拼音首字母；空着为不在网格内", query=grids_named)
_INSPECTOR = Pick(
    "inspector",
    "责任监督员（主）",
    hint="输入姓名或拼音首字母；空着为随网格",
    query=inspectors_named,
)
_STATUS = Choice("status", "状态", True, choices=labels_of(ProjectStatus))


def _in_grid(ids: Ids, values: dict[str, Any]) -> AssignGrid:
    return AssignGrid(ids, values["grid"], values["since"])


def _to_inspector(ids: Ids, values: dict[str, Any]) -> AssignInspector:
    return AssignInspector(ids, values["inspector"], values["since"])


def _of_status(ids: Ids, values: dict[str, Any]) -> ChangeStatus:
    return ChangeStatus(ids, values["status"], values["since"])


def _of_stage(ids: Ids, values: dict[str, Any]) -> ChangeStage:
    return ChangeStage(ids, values["stage"], values["since"])


_BULK = (
    BulkColumn("网格", (_GRID, SINCE), _in_grid, preview_assignment, assign_grid),
    BulkColumn(
        "责任监督员（主）",
        (_INSPECTOR, SINCE),
        _to_inspector,
        preview_assignment,
        assign_inspector,
    ),
    BulkColumn("状态", (_STATUS, SINCE), _of_status, preview_assignment, change_status),
    BulkColumn(
        "形象进度",
        (Field("stage", "形象进度", True), SINCE),
        _of_stage,
        preview_assignment,
        change_stage,
    ),
    *bulk_columns(LEDGER, "project"),
)


class ProjectsPage(PostedPage):
    """在建工程台账."""

    key: ClassVar[str] = "projects"
    title: ClassVar[str] = "工程项目"
    entity: ClassVar[str] = "project"
    shows: ClassVar[frozenset[Area]] = frozenset(
        {Area.PROJECTS, Area.GRIDS, Area.INSPECTORS, Area.HAZARDS, Area.VISITS, Area.PAPERS}
    )
    help: ClassVar[str] = (
        "本县受监的工程。责任监督员先看工程自己指定的主，没有指定就看所在网格的主；"
        "两样都没有的是盲区，前面有 ▲。改网格、监督员、状态时写明从哪天起，以前各天不变。"
    )
    empty: ClassVar[str] = "还没有工程。可以导入在建工程台账，或按 Ctrl+N 新增。"
    ledger = LEDGER
    source = PROJECTS
    columns: ClassVar[tuple[Column, ...]] = (
        Column("工程名称", lambda row: row.name, 230, sort="name"),
        Column("状态", lambda row: row.status, 66, sort="status"),
        Column(
            "责任监督员",
            lambda row: row.inspector or ("盲区" if row.is_blind_spot else None),
            96,
            sort="inspector",
            mark=lambda row: Mark.DANGER if row.is_blind_spot else None,
        ),
        Column("网格", lambda row: row.grid, 100, sort="grid"),
        Column("未销号隐患", lambda row: row.open_hazards, 88, Align.RIGHT, "open_hazards"),
        Column("最近检查", lambda row: row.last_visit, 100, sort="last_visit"),
        Column("协办", lambda row: row.assistants, 100),
        Column("形象进度", lambda row: row.stage, 110),
        Column("施工单位", lambda row: row.contractor, 200, sort="contractor"),
        Column("施工许可证编号", lambda row: row.permit, 160, sort="permit"),
        Column("项目代码", lambda row: row.code, 200),
        Column("工程类别", lambda row: row.kind, 90),
        Column("计划竣工日期", lambda row: row.planned_finish, 110, sort="planned_finish"),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("status", "状态", {UNDER_SUPERVISION: "在监", **choices(ProjectStatus)}),
        Filter("grid", "网格", {}),
        Filter("inspector", "监督员", {NOWHERE: "盲区"}),
        Filter("hazards", "隐患", {"open": "有未销号"}),
    )
    read_card = staticmethod(project_card)
    save = staticmethod(save_project)
    command = SaveProject
    asked = Asked(picks={"grid": grids_named, "inspector": inspectors_named})
    untold: ClassVar[frozenset[str]] = frozenset({"status", "grid", "inspector", "stage"})
    bulk = _BULK

    def refresh(self) -> None:
        super().refresh()
        self.runner.read(self, grid_choices, done=self._on_grids, latest="grids")

    def _on_grids(self, grids: tuple[Ref, ...]) -> None:
        known = {str(grid.id): grid.words for grid in grids}
        self.filter_bar.offer("grid", {NOWHERE: "未划入网格", **known})

    def steps(self, record: Card) -> tuple[Step, ...]:
        return (
            Step("划入网格…", self.assign_grid),
            Step("指定监督员…", self.assign_inspector),
            Step("某日责任人…", self.ask_responsible),
            *self.assistant_steps(),
            Step("约谈…", lambda: self.go.emit("interviews", _call(record))),
            Step("出文书…", lambda: make_paper(self, _standing(record))),
            Step("归档…", lambda: file_project(self, record.id)),
        )

    def form_fields(self, record: Card | None) -> tuple[Field, ...]:
        fields = super().form_fields(record)
        title = "状态等自何日起" if record is None else "改动自何日起"
        hint = (
            "空着：状态、网格等按开工日期起算" if record is None else "空着：自今天起；以前各天不变"
        )
        return (*fields, Day("since", title, hint=hint, may_be_ahead=True))

    def assign_grid(self) -> None:
        self._assign("划入网格", _GRID, "grid", _in_grid)

    def assign_inspector(self) -> None:
        self._assign("指定责任监督员", _INSPECTOR, "inspector", _to_inspector)

    def _assign(
        self, title: str, asked: Field, key: str, make: Callable[[Ids, dict[str, Any]], object]
    ) -> None:
        card: Card | None = self.current
        if card is None:
            return
        held = card.values[key]
        start = (held.id, held.words) if held is not None else None
        usecase = assign_grid if key == "grid" else assign_inspector
        editor = Editor(
            f"{title}　{card.title}（从填的那天起，以前各天不变）",
            (asked, SINCE),
            lambda values: (usecase, make((card.id,), values)),
            {key: start, "since": self.runner.today()},
        )
        self.side.edit(editor)

    def ask_responsible(self) -> None:
        """Who was responsible on any day: 今天换人，三月的责任人还是三月的人."""
        card: Card | None = self.current
        typed = card and self.dialogs.ask_words("某日责任人", "哪一天（如 20260315、3.15）：")
        if not card or not typed:
            return
        try:
            day = typed_date(typed, self.runner.today())
        except NotUnderstood as wrong:
            self.dialogs.say(str(wrong), Tone.WRONG)
            return
        self.runner.read(
            self,
            responsible_for,
            card.id,
            day,
            done=lambda answer: self.dialogs.say(f"{day} {card.title}：{answer.sentence}"),
        )


def _standing(record: Card) -> Standing:
    return Standing(record.title, project_id=record.id)


def _call(record: Card) -> dict[str, str]:
    """A letter that calls in a party of this site."""
    return {"project": str(record.id), "call": "1"}
