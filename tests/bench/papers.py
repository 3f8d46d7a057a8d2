"""Batches of notices against a bare reportlab canvas with the same text and the same fonts.

The honest reference is what one writes without a page machine: fonts registered once, lines
broken by the width of their characters, every line drawn as one string. It spreads nothing,
keeps no mark from a line's edge and looks for no missing character.
"""

import gc
import io
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

import pypdfium2

from desktop.documents import rectification_notice
from desktop.documents.page import render_papers
from desktop.documents.rectification_notice import RectificationItem, RectificationSheet
from desktop.documents.sheets import Officer
from tests.bench.papers_bare import BareNotice, bare_canvas

NOTICES = 500
ROUNDS = 5
FILES_BAR, PRINT_BAR = 1.5, 1.6
_CRITERIA = "《房屋市政工程生产安全重大事故隐患判定标准（2024版）》（建质规〔2024〕5号）"
_ITEMS = (
    RectificationItem(
        "塔式起重机（QTZ80）附着间距为21.5米，超出使用说明书的规定。",
        "3号楼",
        f"{_CRITERIA}第八条第（七）项",
        "立即停止使用，委托有资质单位整改附着装置并重新检测。",
        date(2026, 11, 20),
    ),
    RectificationItem(
        "悬挑式卸料平台的拉结点设在脚手架上，且连接不可靠。",
        "5号楼12层",
        f"{_CRITERIA}第九条第（三）项",
        "拆除后按专项施工方案重新搭设。",
    ),
    RectificationItem("二级配电箱未设围栏，电缆拖地。", citation="JGJ 46-2005第8.1.3条"),
)
# Names in the fonts of every notice: whether the rare font is embedded is not the question here.
_SHEET = RectificationSheet(
    issuer="椰城县住房和城乡建设局",
    number="X建安整〔2026〕1号",
    addressee="海南椰城第一建筑工程有限公司",
    project="椰城滨海壹号（二期）",
    visited=date(2026, 11, 10),
    items=_ITEMS,
    due=date(2026, 11, 25),
    inspectors=(Officer("王安", "HN46902301"), Officer("李全", "HN46902302")),
    issued=date(2026, 11, 12),
    due_hour=18,
    part="主体结构",
    rechecked_by="王安、李全",
    copied_to=("椰城滨海置业有限公司（建设单位）", "海南椰城工程监理有限公司（监理单位）"),
    contact="0898-00000000",
)


def measure_files() -> dict[str, object]:
    """500 notices to 500 files."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        ratios = _ratios(lambda: _our_files(folder), lambda: _bare_files(folder))
    return {"name": "500 notices, 500 files / a bare canvas", "ratios": ratios, "bar": FILES_BAR}


def measure_print() -> dict[str, object]:
    """500 notices to one file for the printer."""
    ratios = _ratios(_our_print, _bare_print)
    return {"name": "500 notices, one file / a bare canvas", "ratios": ratios, "bar": PRINT_BAR}


def words_differ() -> int:
    """How many characters the two print otherwise; a fair reference has as many and the same."""
    ours = _words(rectification_notice.render(_SHEET))
    target = io.BytesIO()
    canvas = bare_canvas(target)
    BareNotice(canvas).draw(_SHEET)
    canvas.save()
    bare = _words(target.getvalue())
    return ((ours - bare) + (bare - ours)).total()


def _words(data: bytes) -> Counter[str]:
    opened = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_range() for page in opened)
    opened.close()
    return Counter("".join(text.split()))


def _ratios(ours: Callable[[], None], bare: Callable[[], None]) -> list[float]:
    ours()
    bare()
    gc.collect()
    ratios = []
    for turn in range(ROUNDS):
        first, second = (ours, bare) if turn % 2 else (bare, ours)
        took = {first: _took(first), second: _took(second)}
        ratios.append(took[ours] / took[bare])
    return ratios


def _took(work: Callable[[], None]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _sheets() -> list[RectificationSheet]:
    return [
        replace(_SHEET, number=f"X建安整〔2026〕{n}号", project=f"椰城第{n}小学教学楼工程")
        for n in range(1, NOTICES + 1)
    ]


def _our_files(folder: Path) -> None:
    for number, sheet in enumerate(_sheets()):
        (folder / f"{number}.pdf").write_bytes(rectification_notice.render(sheet))


def _our_print() -> None:
    render_papers(rectification_notice.paper(sheet) for sheet in _sheets())


def _bare_files(folder: Path) -> None:
    for number, sheet in enumerate(_sheets()):
        target = io.BytesIO()
        canvas = bare_canvas(target)
        BareNotice(canvas).draw(sheet)
        canvas.save()
        (folder / f"{number}.pdf").write_bytes(target.getvalue())


def _bare_print() -> None:
    canvas = bare_canvas(io.BytesIO())
    for sheet in _sheets():
        BareNotice(canvas).draw(sheet)
    canvas.save()
