"""The panels of what an office settles about itself: in the guide of the first day and in 设置."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.domain import entrustments
from desktop.domain.settings import ARTICLE, SETTINGS
from desktop.exchange.texts import read_text
from desktop.jobs.runner import Refusal, Runner
from desktop.queries.holidays import HolidayRow, holiday_rows
from desktop.queries.listing import Whole
from desktop.queries.office_card import EntrustmentRow, OfficeCard, entrustment_rows, office_card
from desktop.queries.papers import SeriesRow, series_rows
from desktop.queries.settings import setting_values
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.form_card import FormCard
from desktop.ui.forms import UseCase
from desktop.ui.notice import Tone
from desktop.ui.office_editors import (
    entrustment_editor,
    holidays_editor,
    office_editor,
    series_editor,
    settings_editor,
)
from desktop.ui.shelf import Shelf, Shelved
from desktop.ui.widgets import column, row, scrolled, words, wrapped
from desktop.usecases.entrustments import RemoveEntrustment, remove_entrustment
from desktop.usecases.holidays import RemoveHolidays, remove_holidays

_TABLES = "节假日表 (*.csv *.txt)"


class OfficePanel(FormCard):
    """局, 站, 区划, 启用日."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(runner, dialogs, "office", parent)
        self.saved.connect(self.refresh)
        self.setContentsMargins(8, 8, 8, 8)

    def refresh(self) -> None:
        self._runner.read(self, office_card, done=self._on_card)

    def _on_card(self, card: OfficeCard) -> None:
        self.show_editor(office_editor(card))


class SettingsPanel(QWidget):
    """The declared settings, and beside them what each one means."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.card = FormCard(runner, dialogs, "settings")
        self.card.saved.connect(self.refresh)
        notes = QWidget()
        lines = column(notes, margins=(8, 4, 8, 4))
        lines.addWidget(words(f"依据：{ARTICLE}", "heading"))
        for declared in SETTINGS:
            doubt = f"（{declared.doubt}）" if declared.doubt else ""
            lines.addWidget(wrapped(f"{declared.title}：{declared.note}{doubt}", "quiet"))
        lines.addStretch(1)
        whole = row(self, margins=(8, 8, 8, 8))
        whole.addWidget(self.card, 3)
        whole.addWidget(scrolled(notes), 2)

    def refresh(self) -> None:
        self._runner.read(self, setting_values, done=self._on_values)

    def _on_values(self, values: Mapping[str, str | None]) -> None:
        self.card.show_editor(settings_editor(values))


class SeriesPanel(Shelf):
    """文号: one series a kind of paper and year."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        kept = Shelved(
            "series",
            "每种文书每年一个序列，签发时取号，作废的留行不再用。新的一年没有设定的，沿用上年的代字"
            "从 1 号起。接着手工编的号时，下一号填手工最后一号加 1。",
            Whole(series_rows),
            (
                Column("文书", lambda line: line.kind, 190, sort="kind"),
                Column("年度", lambda line: str(line.year), 60, Align.CENTRE, "year"),
                Column("机关代字", lambda line: line.prefix, 110, sort="prefix"),
                Column("下一号", lambda line: line.next_words, 240),
                Column("号序", _gap_words, 200, mark=_gap_mark),
            ),
            lambda: series_editor(None, runner.today()),
            lambda line: series_editor(line, runner.today()),
            is_removable=False,
        )
        super().__init__(runner, dialogs, kept, parent)


def _gap_words(line: SeriesRow) -> str:
    if line.gaps.whole:
        return "连续"
    missing = "、".join(map(str, line.gaps.missing))
    doubled = "、".join(map(str, line.gaps.doubled))
    said = (f"缺 {missing}" if missing else "", f"重 {doubled}" if doubled else "")
    return "；".join(part for part in said if part)


def _gap_mark(line: SeriesRow) -> Mark | None:
    return None if line.gaps.whole else Mark.WARNING


class EntrustmentPanel(Shelf):
    """文书名义: 局, 局（委托站实施） or 站, by the day."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        kept = Shelved(
            "entrustments",
            "文书以出具当天的名义出；改动不影响已签发的。没有登记时，有局以局、只有站以站的名义出。"
            f"依据：{entrustments.ARTICLE}。",
            Whole(entrustment_rows),
            (
                Column("名义", lambda line: line.in_name_of, 140),
                Column("事项", lambda line: line.matter, 220),
                Column("自", lambda line: line.first, 100, Align.CENTRE, "first"),
                Column("至", lambda line: line.last or "长期", 100, Align.CENTRE),
                Column("依据的文件", lambda line: line.document, 200),
            ),
            lambda: entrustment_editor(None),
            entrustment_editor,
            _entrustment_removal,
        )
        super().__init__(runner, dialogs, kept, parent)


def _entrustment_removal(line: EntrustmentRow) -> tuple[str, UseCase, object]:
    question = f"删除自 {line.first.isoformat()} 的“{line.matter}”？已签发的文书不受影响。"
    return question, remove_entrustment, RemoveEntrustment(line.id)


class HolidayPanel(Shelf):
    """节假日: which years have a table, and the office's own tables on top."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        kept = Shelved(
            "holidays",
            "工作日按国务院办公厅每年的放假通知推算；没有表的年度不推算，涉及的期限会说明。"
            "可以把通知录成每行一天的表（日期,休或班,名称），本单位录的先于随程序的。",
            Whole(lambda session: holiday_rows(session, runner.today())),
            (
                Column("年度", lambda line: str(line.year), 70, Align.CENTRE, "year"),
                Column("休", lambda line: line.days_off, 60, Align.RIGHT),
                Column("班", lambda line: line.worked, 60, Align.RIGHT),
                Column("来源", lambda line: line.source, 420, mark=_missing_mark),
            ),
            holidays_editor,
            removal=_holidays_removal,
            tools=(("从文件载入…", self.load),),
        )
        super().__init__(runner, dialogs, kept, parent)

    def load(self) -> None:
        """Put a file's lines into the form, to be looked at before they are kept."""
        path = self._dialogs.choose_file("选择节假日表", _TABLES)
        if path is not None:
            self._runner.call(
                self,
                read_text,
                path,
                done=lambda text: self._on_text(path, text),
                failed=self._on_failed,
            )

    def _on_text(self, path: Path, text: str) -> None:
        self.close_form()
        self.open_form(holidays_editor(text.strip(), path.stem))

    def _on_failed(self, refusal: Refusal) -> None:
        self.notice.say(refusal.sentence, Tone.WRONG)


def _missing_mark(line: HolidayRow) -> Mark | None:
    return Mark.WARNING if line.is_missing else None


def _holidays_removal(line: HolidayRow) -> tuple[str, UseCase, object] | None:
    if not line.own:
        return None
    question = f"删除本单位录入的 {line.year} 年节假日表？"
    return question, remove_holidays, RemoveHolidays(line.year)
