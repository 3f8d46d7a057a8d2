"""签发责令限期整改通知书: what it says on the left, the paper as it will be printed beside it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from db.codes import PaperKind, PartyRole
from desktop.domain.calendar import Due
from desktop.domain.labels import label
from desktop.jobs.runner import Runner
from desktop.queries.issue_form import NoticeGround, notice_ground, proposed_due
from desktop.queries.papers import Party
from desktop.ui.command_values import values_of
from desktop.ui.dialogs import Dialogs
from desktop.ui.enter import EnterGoesOn
from desktop.ui.fields import Choice, Day, Field, LongText, Number
from desktop.ui.forms import FieldGrid
from desktop.ui.issuing import IssuingDialog
from desktop.ui.notice import Notice
from desktop.ui.people import People
from desktop.ui.preview import PdfPane
from desktop.ui.typed import NotUnderstood
from desktop.ui.widgets import column, fitting, scrolled, words, wrapped
from desktop.usecases.notices import (
    KIND,
    IssueNotice,
    draft_notice,
    issue_rectification_notice,
)
from desktop.usecases.paper_ground import Issued

_HEIGHT = 110
_KEY = Qt.ItemDataRole.UserRole


class IssueDialog(IssuingDialog):
    """Accepted when the notice was issued; ``issued`` then has its id and number."""

    def __init__(
        self,
        runner: Runner,
        dialogs: Dialogs,
        hazards: tuple[int, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("签发责令限期整改通知书")
        self.resize(fitting(QSize(1080, 640), parent))
        self._runner, self._dialogs = runner, dialogs
        self._hazards = hazards
        self._parties: tuple[Party, ...] = ()
        self.issued: Issued | None = None
        self.grid: FieldGrid | None = None
        self.notice = Notice()
        self.items = QListWidget()
        self.officers = People(runner, runner.today)
        self.pane = PdfPane(runner, dialogs)
        self.arithmetic = wrapped("", "quiet")
        self._left = QWidget()
        self._build()
        runner.read(
            self, notice_ground, hazards, runner.today(), done=self._on_ground, failed=self._refuse
        )

    def _build(self) -> None:
        self.items.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.items.setFixedHeight(_HEIGHT)
        self.items.setAccessibleName("隐患次序")
        self._lay_out(scrolled(self._left), (430, 650), 300)
        for keys, slot in {
            "Alt+Up": lambda: self.move_item(-1),
            "Alt+Down": lambda: self.move_item(1),
        }.items():
            QShortcut(QKeySequence(keys), self, slot)

    def _on_ground(self, ground: NoticeGround) -> None:
        if ground.projects != 1:
            self._refuse_words("一份通知书只写一个工程的隐患，请只选同一个工程的")
            return
        self._parties = tuple(one for one in ground.parties if one.enterprise_id is not None)
        choices = {one.enterprise_id: f"{label(one.role)}　{one.name}" for one in self._parties}
        contractors = (one for one in self._parties if one.role is PartyRole.CONTRACTOR)
        first = next(contractors, None)
        self.grid = FieldGrid(self._runner, _fields(choices))
        self.grid.put({"issued_on": self._runner.today(), "days": ground.days})
        if first is not None:
            self.grid.put({"addressee_id": first.enterprise_id})
        self.grid.inputs["days"].left.connect(self._on_days)
        self._follow(self.grid.inputs["issued_on"])
        for one in ground.hazards:
            words_of = f"{one.part}：{one.description}" if one.part else one.description
            item = QListWidgetItem(words_of, self.items)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setToolTip(words_of)
        self.officers.put(ground.officers)
        self._fill(ground)
        self._on_days()
        boxes = [one.box for one in self.grid.inputs.values()]
        EnterGoesOn(self, [*boxes, self.officers.box, self.items], self.issue_button)
        self.grid.inputs["days"].setFocus(Qt.FocusReason.OtherFocusReason)
        if self.revised is not None:
            self.put_command(self.revised)

    def put_command(self, command: IssueNotice) -> None:
        """Its own day counts, not one counted anew from the usual term."""
        assert self.grid is not None
        self.grid.put({"days": None, **values_of(_fields({}), command)})
        order = {key: place for place, key in enumerate(command.hazards)}
        for key in command.hazards:
            places = range(self.items.count())
            at = next(n for n in places if self.items.item(n).data(_KEY) == key)
            self.items.insertItem(order[key], self.items.takeItem(at))
        self.officers.ask_again(command.officers)
        self.arithmetic.clear()
        self.preview()

    def _fill(self, ground: NoticeGround) -> None:
        assert self.grid is not None
        lines = column(self._left, 6, (2, 2, 8, 2))
        lines.addWidget(wrapped(ground.project, "subject"))
        lines.addWidget(self.grid)
        lines.addWidget(self.arithmetic)
        lines.addWidget(words("监督人员（在通知书上签名）"))
        lines.addWidget(self.officers)
        lines.addWidget(words(f"隐患 {len(ground.hazards)} 项，按印出的次序（Alt+↑↓ 移动）"))
        lines.addWidget(self.items)
        lines.addStretch(1)

    # -- filling in --------------------------------------------------------------------

    def move_item(self, by: int) -> None:
        """Move the marked hazard up or down in the printed order."""
        place = self.items.currentRow()
        if 0 <= place + by < self.items.count() and place >= 0:
            item = self.items.takeItem(place)
            self.items.insertItem(place + by, item)
            self.items.setCurrentRow(place + by)

    def _on_days(self) -> None:
        """So many days from the issue: the date is proposed with its arithmetic."""
        assert self.grid is not None
        try:
            days = self.grid.inputs["days"].value()
            issued_on = self.grid.inputs["issued_on"].value()
        except NotUnderstood:
            return
        if days is not None and issued_on is not None:
            self._runner.read(
                self,
                proposed_due,
                issued_on,
                days,
                done=self._on_due,
                failed=self._refuse,
                latest="due",
            )

    def _on_due(self, due: Due) -> None:
        assert self.grid is not None
        self.grid.put({"due": due.day})
        self.arithmetic.setText(f"{due.arithmetic}。依据：{due.article}")

    def _command(self) -> IssueNotice | None:
        values = self.grid.values() if self.grid is not None else None
        if values is None:
            return None
        values.pop("days")
        told: dict[str, Any] = {
            key: "" if value is None and key not in ("addressee_id", "due") else value
            for key, value in values.items()
        }
        places = range(self.items.count())
        order = tuple(self.items.item(n).data(Qt.ItemDataRole.UserRole) for n in places)
        return IssueNotice(order, officers=self.officers.ids, **told)

    # -- doing -------------------------------------------------------------------------

    def _is_ready(self) -> bool:
        return self.grid is not None

    def _kind(self) -> PaperKind:
        return KIND

    def _paper(self) -> tuple[Callable[..., bytes], Callable[..., Any], str]:
        return draft_notice, issue_rectification_notice, "通知书（草稿）"


def _fields(choices: dict[Any, str]) -> tuple[Field, ...]:
    return (
        Number("days", "整改天数", hint="如 7，填了就算出期限", least=1, most=365),
        Day("due", "整改期限", required=True, may_be_ahead=True),
        Choice("addressee_id", "被通知单位", choices=choices),
        Day("issued_on", "签发日期", required=True),
        Field("part", "检查部位"),
        LongText("requirement", "整改要求", hint="每一项都印上；可不填", lines=2),
        Field("rechecked_by", "复查人"),
        Field("contact", "联系方式", hint="联系人和电话"),
    )


def issue(
    runner: Runner, dialogs: Dialogs, hazards: tuple[int, ...], parent: QWidget
) -> Issued | None:
    """Ask and issue; what was issued, or None when it was given up."""
    dialog = IssueDialog(runner, dialogs, hazards, parent)
    done = dialogs.run(dialog)
    dialog.deleteLater()
    return dialog.issued if done else None
