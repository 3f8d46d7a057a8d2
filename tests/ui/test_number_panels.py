"""领用号段 and 文号核对 in 设置: handed out, voided, taken back; the list is exported."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from db.codes import PaperKind
from desktop.queries.number_blocks import block_rows
from desktop.ui.number_panels import BlockPanel, GapPanel
from desktop.usecases.number_blocks import (
    HandOutBlock,
    VoidBlockNumber,
    hand_out_block,
    void_block_number,
)
from tests.usecases.county import settle

Key = Qt.Key


@pytest.fixture
def county(opened):
    return settle(opened)


@pytest.fixture
def panel(qtbot, runner, dialogs, county):
    made = BlockPanel(runner, dialogs)
    qtbot.addWidget(made)
    made.resize(1150, 560)
    made.show()
    made.refresh()
    return made


def put(form, **typed):
    for key, words in typed.items():
        form.grid.inputs[key].put_words(words)


def test_a_block_is_handed_out_voided_and_taken_back(qtbot, panel, runner, dialogs):
    panel.add()
    put(panel.form, prefix="示建安整", first="1", last="50", holder="吴海波")
    put(panel.form, kind="责令限期整改通知书")
    panel.form.save()
    assert "由本系统为责令限期整改通知书编号" in panel.form.notice.words
    put(panel.form, prefix="示建安现", kind="停工通知书")
    panel.form.save()
    panel.refresh()
    (row,) = runner.ask(block_rows)
    assert (row.holder, row.next_words) == ("吴海波", "示建安现〔2026〕1号")
    panel.table.go_to(0)
    panel.void_number()
    put(panel.form, serial="示建安现〔2026〕3号")
    panel.form.save()
    assert "请填写原因" in panel.form.grid.wrong_of("reason")
    put(panel.form, reason="雨淋坏")
    panel.form.save()
    panel.refresh()
    panel.table.go_to(0)
    panel.take_back()
    assert "未用 49 个" in panel.form._editor.title
    panel.form.save()
    (row,) = runner.ask(block_rows)
    assert (row.voided, len(row.returned), row.open) == ((3,), 49, ())
    panel.refresh()
    panel.table.go_to(0)
    panel.take_back()
    assert panel.form is None
    assert "交回" in panel.notice.words


def test_nothing_chosen_is_said(panel):
    panel.void_number()
    assert "请先在列表里选一个号段" in panel.notice.words


def test_the_gaps_are_exported(qtbot, runner, dialogs, county, tmp_path):
    command = HandOutBlock(PaperKind.STOP_ORDER, 2026, "示建安现", 1, 5, date(2026, 10, 9))
    block = runner.run(hand_out_block, HandOutBlock(**{**vars(command), "holder": "吴海波"}))
    runner.run(void_block_number, VoidBlockNumber(block, 2, "遗失"))
    panel = GapPanel(runner, dialogs)
    qtbot.addWidget(panel)
    panel.refresh()
    assert panel.summary.text() == "△ 要查明的 1 个；共列 2 个"
    path = tmp_path / "文号核对.xlsx"
    dialogs.answers.append(path)
    panel.export()
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    told = [tuple(cell for cell in row if cell) for row in rows]
    assert ("示建安现〔2026〕2号", "停工通知书", "号段　吴海波", "作废", "遗失") in told
    assert any(row[:1] == ("示建安现〔2026〕1号",) and "跳号" in row for row in told)
