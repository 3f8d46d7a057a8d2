"""签发行政检查通知书: one site of an approval, to whom, when; the paper as printed beside it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from db.codes import PaperKind, PartyRole
from desktop.domain.labels import label
from desktop.jobs.runner import Runner
from desktop.queries.approval_form import NoticeStart, SiteOfNotice, notice_start
from desktop.ui.command_values import values_of
from desktop.ui.dialogs import Dialogs
from desktop.ui.enter import EnterGoesOn
from desktop.ui.fields import Choice, Day, Field, Hour, LongText
from desktop.ui.forms import FieldGrid
from desktop.ui.issuing import IssuingDialog
from desktop.ui.notice import Notice
from desktop.ui.people import People
from desktop.ui.preview import PdfPane
from desktop.ui.typed import typed_hour
from desktop.ui.widgets import column, fitting, scrolled, words
from desktop.usecases.inspection_notices import (
    KIND,
    IssueInspectionNotice,
    draft_inspection_notice,
    issue_inspection_notice,
)
from desktop.usecases.paper_ground import Issued

_KEY = Qt.ItemDataRole.UserRole
_LINE = 31


class NoticeDialog(IssuingDialog):
    """Accepted when the notice was issued; ``issued`` then has its id and number."""

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        approval_id: int,
        parent: QWidget | None = None,
        *,
        day: date | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("签发行政检查通知书")
        self.resize(fitting(QSize(1120, 660), parent))
        self._runner, self._dialogs, self._approval = runner, dialogs, approval_id
        self._day = day or runner.today()
        self._start: NoticeStart | None = None
        self.issued: Issued | None = None
        self.grid: FieldGrid | None = None
        self.notice = Notice()
        self.parties = QListWidget()
        self.people = People(runner, lambda: self._day, flows=True)
        self.pane = PdfPane(runner, dialogs)
        self._left = QWidget()
        self._build()
        runner.read(
            self,
            notice_start,
            approval_id,
            self._day,
            done=self._on_start,
            failed=self._refuse,
        )

    def _build(self) -> None:
        self.parties.setAccessibleName("被检查单位")
        self._lay_out(scrolled(self._left), (470, 650))

    def _on_start(self, start: NoticeStart | None) -> None:
        if start is None or not start.sites:
            self._refuse_words("这份审批没有检查对象，不能签发通知书")
            return
        self._start = start
        facts = start.facts
        self.grid = FieldGrid(self._runner, _fields(start.sites))
        self.grid.put(
            {
                "project_id": start.sites[0].id,
                "starts_on": min(max(self._day, facts.first_day), facts.last_day),
                "issued_on": self._runner.today(),
                "matter": facts.matter,
                "documents": start.documents,
            }
        )
        self.grid.inputs["project_id"].changed.connect(self._on_site)
        self._follow(self.grid.inputs["issued_on"])
        self.people.put(start.people)
        lines = column(self._left, 6, (2, 2, 8, 2))
        lines.addWidget(self.grid)
        lines.addWidget(words("被检查单位（空格勾选，交付给勾选的单位）"))
        lines.addWidget(self.parties)
        lines.addWidget(words("检查人员（印姓名和执法证号）"))
        lines.addWidget(self.people)
        lines.addStretch(1)
        self._on_site()
        boxes = [one.box for one in self.grid.inputs.values()]
        EnterGoesOn(self, [*boxes, self.parties, self.people.box], self.issue_button)
        self.grid.focus_first()
        if self.revised is not None:
            self.put_command(self.revised)

    def put_command(self, command: IssueInspectionNotice) -> None:
        assert self.grid is not None
        assert self._start is not None
        told = values_of(_fields(self._start.sites), command)
        told["hour"] = typed_hour(command.hour) if command.hour else None
        self.grid.put(told)
        for place in range(self.parties.count()):
            item = self.parties.item(place)
            if command.enterprises:
                is_told = item.data(_KEY) in command.enterprises
                item.setCheckState(Qt.CheckState.Checked if is_told else Qt.CheckState.Unchecked)
        self.people.ask_again(command.inspectors)

    # -- filling in --------------------------------------------------------------------

    def _site(self) -> SiteOfNotice | None:
        if self._start is None or self.grid is None:
            return None
        named = self.grid.inputs["project_id"].words
        return next((one for one in self._start.sites if _site_words(one) == named), None)

    def _on_site(self) -> None:
        """Another site has other parties and another place."""
        site = self._site()
        self.parties.clear()
        if site is None or self.grid is None:
            return
        self.grid.put({"place": site.place})
        for one in site.parties:
            role = f"{label(one.role)}　" if one.role else ""
            item = QListWidgetItem(f"{role}{one.words}", self.parties)
            item.setData(_KEY, one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_usual = one.role is PartyRole.CONTRACTOR
            item.setCheckState(Qt.CheckState.Checked if is_usual else Qt.CheckState.Unchecked)
        self.parties.setFixedHeight(_LINE * max(2, len(site.parties)) + 8)

    @property
    def chosen(self) -> tuple[int, ...]:
        items = (self.parties.item(place) for place in range(self.parties.count()))
        return tuple(i.data(_KEY) for i in items if i.checkState() is Qt.CheckState.Checked)

    def _command(self) -> IssueInspectionNotice | None:
        values = self.grid.values() if self.grid is not None else None
        if values is None:
            return None
        hour = values.pop("hour")
        told: dict[str, Any] = {
            key: values.pop(key) or "" for key in ("place", "matter", "documents")
        }
        return IssueInspectionNotice(
            self._approval,
            **values,
            **told,
            hour=hour.strftime("%H:%M") if hour else "",
            enterprises=self.chosen,
            inspectors=self.people.ids,
        )

    # -- doing -------------------------------------------------------------------------

    def _is_ready(self) -> bool:
        return self.grid is not None

    def _kind(self) -> PaperKind:
        return KIND

    def _paper(self) -> tuple[Callable[..., bytes], Callable[..., Any], str]:
        return draft_inspection_notice, issue_inspection_notice, "行政检查通知书（草稿）"


def _site_words(one: SiteOfNotice) -> str:
    """Of two sites of one name the id would tell; so does the number of a notice there is."""
    return f"{one.name}（已有 {'、'.join(one.numbers)}）" if one.numbers else one.name


def _fields(sites: tuple[SiteOfNotice, ...]) -> tuple[Field, ...]:
    return (
        Choice(
            "project_id", "工程", required=True, choices={one.id: _site_words(one) for one in sites}
        ),
        Day("starts_on", "检查日期", required=True, may_be_ahead=True),
        Hour("hour", "检查时刻", hint="如 9:30，可不填"),
        Day("ends_on", "至", may_be_ahead=True, hint="当天查完的不填"),
        Day("issued_on", "签发日期", required=True),
        Field("place", "检查地点", hint="不填为工程地点"),
        LongText("matter", "检查事项", lines=2),
        LongText("documents", "需备资料", lines=2),
    )


def issue_notice(
    runner: Runner, dialogs: Dialogs, approval_id: int, parent: QWidget
) -> Issued | None:
    """Ask and issue; what was issued, or None when it was given up."""
    dialog: Any = NoticeDialog(runner, dialogs, approval_id, parent)
    done = dialogs.run(dialog)
    dialog.deleteLater()
    return dialog.issued if done else None
