"""培训场次: sessions the office held or supervised, and who was there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from db.codes import Area, TrainingKind
from desktop.domain.attendance import Attendee, attendee_lines, read_attendees
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label, labels_of
from desktop.jobs.runner import Runner
from desktop.queries.pickers import enterprises_named
from desktop.queries.training_sessions import (
    SESSIONS,
    PresentOf,
    SessionCard,
    session_card,
)
from desktop.ui.columns import Align, Column
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Choice, Day, Field, Flag, LongText, Number, Pick
from desktop.ui.filter_bar import Filter
from desktop.ui.forms import Editor
from desktop.ui.ledger_columns import choices
from desktop.ui.ledger_page import event_of
from desktop.ui.list_page import ListPage
from desktop.ui.newest import newest_first
from desktop.ui.record import Detail, Step
from desktop.ui.typed import NotUnderstood
from desktop.usecases.training_sessions import (
    Present,
    SaveSession,
    TakeAttendance,
    save_session,
    take_attendance,
)

_YEARS = 4


@dataclass(frozen=True)
class People(LongText):
    """A list of people, one a line; what cannot be read is said where it stands."""

    length: int = 8000
    lines: int = 14

    def understood(self, words: str, today: date) -> tuple[Attendee, ...]:
        try:
            return read_attendees(super().understood(words, today))
        except RuleViolation as refusal:
            raise NotUnderstood(refusal.sentence) from None

    def words_of(self, value: Any) -> str:
        return attendee_lines(value or ())


_NAMES = People("people", "参加人员", hint="每行一人：姓名，可再写学时、成绩；可以从表格里粘贴")


class TrainingSessionsPage(ListPage):
    """The list; a session and its people are entered at the side."""

    key: ClassVar[str] = "training_sessions"
    title: ClassVar[str] = "培训场次"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.TRAINING, Area.ENTERPRISES})
    help: ClassVar[str] = (
        "本局举办或督导的培训。**Ctrl+N** 新增一场，再**登记参加人员**：选企业，"
        "每行一人粘贴名单，没写学时的按本场学时计。\n\n"
        "参加的人同时进培训台账，学时和台账里的相加，谁还差多少在**培训达标**里。"
        "再登记同一家企业，名单以后一次为准。"
    )
    empty: ClassVar[str] = "还没有培训场次，按 Ctrl+N 新增。企业自己的培训记录在“培训台账”。"
    source = SESSIONS
    record = staticmethod(session_card)
    columns: ClassVar[tuple[Column, ...]] = (
        Column("举办日期", lambda row: row.held_on, 96, Align.CENTRE, "held_on"),
        Column("培训名称", lambda row: row.title, 260, sort="title"),
        Column("类型", lambda row: row.kind, 110),
        Column("学时", lambda row: row.hours, 60, Align.RIGHT),
        Column("人数", lambda row: row.present, 60, Align.RIGHT, "present"),
        Column("含判定标准", lambda row: "是" if row.covers_major_hazards else "", 90),
        Column("地点", lambda row: row.place, 160),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("kind", "类型", choices(TrainingKind)),
        Filter("year", "年度", {}),
    )

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, parent)
        newest_first(self.table, self.model)

    def refresh(self) -> None:
        this_year = self.runner.today().year
        years = range(this_year, this_year - _YEARS, -1)
        self.filter_bar.offer("year", {str(year): f"{year}年" for year in years})
        super().refresh()

    # -- what the pane shows -----------------------------------------------------------

    def describe(self, record: SessionCard) -> Detail:
        kind = label(record.kind) if record.kind else ""
        why_not = "" if record.kind else "先填写培训类型"
        covers = "是" if record.covers_major_hazards else "否"
        return Detail(
            title=record.title,
            subtitle=f"{record.held_on}　{record.count}人",
            fields=(
                ("培训类型", kind),
                ("学时", record.hours),
                ("含重大隐患判定标准", covers),
                ("举办单位", record.organiser),
                ("授课人", record.lecturer),
                ("地点", record.place),
            ),
            step=Step("登记参加人员", self.take_names, why_not),
            others=(Step("修改", self.edit, keys="F2"),),
            links=tuple(map(self._named, record.present)),
            timeline=tuple(map(event_of, record.timeline.happenings)),
        )

    def _named(self, held: PresentOf) -> Step:
        return Step(f"{held.enterprise}（{len(held.people)}人）", partial(self.take_names, held))

    # -- forms -------------------------------------------------------------------------

    def blank(self) -> Editor:
        return Editor(f"新增　{self.title}", self._fields(), self._saving, subject="new")

    def editor(self, record: SessionCard) -> Editor:
        fields = self._fields()
        return Editor(
            f"修改　{record.title}",
            fields,
            lambda told: self._saving(told, id=record.id, version=record.version),
            {field.key: getattr(record, field.key) for field in fields},
            str(record.id),
        )

    def _fields(self) -> tuple[Field, ...]:
        return (
            Field("title", "培训名称", required=True),
            Day("held_on", "举办日期", required=True),
            Choice("kind", "培训类型", choices=labels_of(TrainingKind)),
            Number("hours", "学时", decimals=1, least=0, most=200),
            Flag("covers_major_hazards", "含重大隐患判定标准"),
            Field("organiser", "举办单位"),
            Field("lecturer", "授课人"),
            Field("place", "地点"),
        )

    def _saving(self, told: dict[str, Any], **seen: Any) -> tuple[Callable[..., Any], object]:
        hours = told["hours"]
        words = {key: told[key] or "" for key in ("organiser", "lecturer", "place")}
        command = SaveSession(
            **{**told, **words, "hours": None if hours is None else float(hours)}, **seen
        )
        return save_session, command

    def take_names(self, held: PresentOf | None = None) -> None:
        """The people of one enterprise; those already there stand in the list."""
        card: SessionCard | None = self.current
        if card is None:
            return
        who = Pick("enterprise", "企业", required=True, query=enterprises_named)
        fields = (_NAMES,) if held is not None else (who, _NAMES)
        title = f"参加人员　{held.enterprise if held is not None else card.title}"
        starts = {"people": held.people} if held is not None else {}

        def saving(told: dict[str, Any]) -> tuple[Callable[..., Any], object]:
            key = held.enterprise_id if held is not None else told["enterprise"]
            people = told["people"] or ()
            present = tuple(Present(one.name, one.hours, one.score, one.passed) for one in people)
            return take_attendance, TakeAttendance(card.id, card.version, key, present)

        self.side.edit(Editor(title, fields, saving, starts))
