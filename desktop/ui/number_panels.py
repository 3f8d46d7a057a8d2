"""领用号段 and 文号核对: blanks handed out, and every number that is on no paper in force."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from db.codes import PaperKind
from desktop.domain.labels import labels_of
from desktop.jobs.runner import Runner
from desktop.queries.listing import Whole
from desktop.queries.number_blocks import BlockRow, block_rows
from desktop.queries.number_gaps import GapLine, gap_lines
from desktop.queries.pickers import inspectors_named
from desktop.queries.view import View
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.dialogs import Dialogs
from desktop.ui.export import Export
from desktop.ui.fields import Choice, Day, Field, LongText, Number, Pick
from desktop.ui.forms import Editor
from desktop.ui.notice import Tone
from desktop.ui.office_editors import NUMBERED
from desktop.ui.rows import RowsModel
from desktop.ui.shelf import Shelf, Shelved
from desktop.ui.table import RowsTable
from desktop.ui.widgets import button, column, row, words, wrapped
from desktop.usecases.number_blocks import (
    HandOutBlock,
    ReturnBlock,
    VoidBlockNumber,
    hand_out_block,
    return_block,
    void_block_number,
)

_ABOUT = (
    "印好号的空白文书成本发给个人，现场手写时用。号段的代字不能同本系统自动编的、另一处登记取的"
    "相同。启用前已经用掉的不算：起号填第一张还没用的。"
)
_GAPS = (
    "从启用时告知的起始号（号段从第一张）算起，不在有效文书上的号都列在这里；"
    "启用前从台账带入的不算缺号。△ 的要查明。"
)
_CHOOSE = "请先在列表里选一个号段"
_LISTED = 12


class BlockPanel(Shelf):
    """Hand out, void one, take back; the numbers of each stand beside it."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        kept = Shelved(
            "number_blocks",
            _ABOUT,
            Whole(block_rows),
            (
                Column("文书", lambda line: line.kind, 170),
                Column("号段", lambda line: str(line.block), 200),
                Column("领用人", lambda line: line.holder, 90),
                Column("领用日期", lambda line: line.handed_on, 96, Align.CENTRE),
                Column("已用", lambda line: len(line.used) + len(line.imported), 56, Align.RIGHT),
                Column("作废", lambda line: len(line.voided), 56, Align.RIGHT),
                Column("剩余", lambda line: len(line.open), 56, Align.RIGHT),
                Column("下一张", _next_words, 190),
                Column("没有交代的", _skipped_words, 120, mark=_skipped_mark),
            ),
            lambda: block_editor(runner.today()),
            tools=(("作废一个号…", self.void_number), ("交回…", self.take_back)),
            is_removable=False,
            is_editable=False,
        )
        super().__init__(runner, dialogs, kept, parent)

    def void_number(self) -> None:
        self._with_chosen(void_editor)

    def take_back(self) -> None:
        self._with_chosen(lambda line: return_editor(line, self._runner.today()))

    def _with_chosen(self, editor: Any) -> None:
        chosen: BlockRow | None = self.chosen
        if chosen is None:
            self.notice.say(_CHOOSE, Tone.INFO)
        elif chosen.closed_on is not None:
            self.notice.say(f"这个号段已于 {chosen.closed_on} 交回", Tone.INFO)
        else:
            self.open_form(editor(chosen))


class GapPanel(QWidget):
    """The gap report as a list that can be exported and printed from there."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = Whole(gap_lines, lambda line: f"{line.number}{line.source}")
        self._columns = (
            Column("文号", lambda line: line.number, 190),
            Column("文书", lambda line: line.kind, 190),
            Column("来源", lambda line: line.source, 140),
            Column("情况", lambda line: line.gap.value, 90, mark=_gap_mark),
            Column("已知", lambda line: line.known, 300),
        )
        self.model = RowsModel(runner, self._source, self._columns, self)
        self.table = RowsTable(self.model, dialogs.settings, "number_gaps")
        self.summary = words("", "heading")
        self._export = Export(runner, dialogs, "文号核对", self)
        self.model.arrived.connect(self._on_arrived)
        head = row()
        head.addWidget(self.summary, 1)
        head.addWidget(button("导出…", self.export, tip="导出成表格，可以打印"))
        whole = column(self, 6, (8, 8, 8, 8))
        whole.addWidget(wrapped(_GAPS, "quiet"))
        whole.addLayout(head)
        whole.addWidget(self.table, 1)

    def refresh(self) -> None:
        self.model.reload()

    def export(self) -> None:
        self._export.start(self._source, View(), self._columns)

    def _on_arrived(self, count: int) -> None:
        rows = (self.model.row_at(place) for place in range(count))
        wrong = sum(1 for line in rows if line is not None and line.is_wrong)
        told = f"△ 要查明的 {wrong} 个" if wrong else "√ 没有缺号、跳号、重号"
        self.summary.setText(f"{told}；共列 {count} 个")


def block_editor(today: date) -> Editor:
    """发放号段."""
    kinds = labels_of(PaperKind)
    return Editor(
        "发放号段",
        (
            Choice("kind", "文书种类", required=True, choices={k: kinds[k] for k in NUMBERED}),
            Number("year", "年度", required=True, least=2000, most=2100),
            Field("prefix", "机关代字", required=True, hint="如 ×建安停现", length=12),
            Number("first", "起号", required=True, least=1),
            Number("last", "止号", required=True, least=1),
            Pick("inspector_id", "领用人", query=inspectors_named),
            Field("holder", "领用人（不在册的）", hint="不在监督人员台账里的直接写", length=30),
            Day("handed_on", "领用日期", required=True),
        ),
        lambda values: (
            hand_out_block,
            HandOutBlock(**{**values, "holder": values["holder"] or ""}),
        ),
        {"year": today.year, "handed_on": today, "kind": PaperKind.STOP_ORDER, "first": 1},
    )


def void_editor(line: BlockRow) -> Editor:
    """One blank that was spoiled or lost."""
    return Editor(
        f"作废一个号　{line.block}",
        (
            Choice(
                "serial",
                "号",
                required=True,
                choices={serial: line.words_of(serial) for serial in line.open},
            ),
            LongText("reason", "原因", required=True, lines=2, hint="写坏、遗失等"),
        ),
        lambda values: (void_block_number, VoidBlockNumber(line.id, **values)),
        {"serial": line.open[0]} if line.open else {},
        saves_as="作废",
    )


def return_editor(line: BlockRow, today: date) -> Editor:
    """What is left comes back."""
    return Editor(
        f"交回　{line.block}（未用 {len(line.open)} 个，交回后不再用）",
        (Day("returned_on", "交回日期", required=True),),
        lambda values: (return_block, ReturnBlock(line.id, **values)),
        {"returned_on": today},
        saves_as="交回",
    )


def _next_words(line: BlockRow) -> str:
    if line.closed_on is not None:
        return f"{line.closed_on.isoformat()} 交回"
    return line.next_words or "已用完"


def _skipped_words(line: BlockRow) -> str:
    told = "、".join(map(str, line.skipped[:_LISTED]))
    return f"{told} 号" if told else " "


def _skipped_mark(line: BlockRow) -> Mark | None:
    return Mark.WARNING if line.skipped else None


def _gap_mark(line: GapLine) -> Mark | None:
    return Mark.WARNING if line.is_wrong else Mark.QUIET
