"""A template as it is seen while its cells are bound, and what its own words propose."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.codes import CellContent
from db.session import files_of
from db.tables.months import MonthTemplate
from desktop.domain.errors import RuleViolation
from desktop.domain.names import half_width
from desktop.exchange.templates import TemplateSheet, column_letters, read_template
from desktop.queries.figures.catalogue import FIGURES
from desktop.queries.templates import Bound, bound_cells

_TITLES = {
    CellContent.VALUE: ("本月", "本期", "当月", "数值", "本月数", "本期数"),
    CellContent.HISTORY: ("其中历史",),
    CellContent.SUPPLEMENT: ("补报",),
    CellContent.CORRECTION: ("更正",),
    CellContent.YEAR: ("累计", "本年累计", "年度累计", "1至本月累计", "今年累计"),
    CellContent.ACTION: ("行动累计", "三年行动累计", "总累计"),
    CellContent.SAME_PERIOD: ("上年同期", "同期", "去年同期"),
}
_CONTENTS = {title: content for content, titles in _TITLES.items() for title in titles}
_ASIDE = re.compile(r"\([^()]*\)|[\s:、.,]|^其中|^\d+")


@dataclass(frozen=True)
class TemplateView:
    """One template: its sheets as they came, and its bound cells."""

    id: int
    name: str
    sheets: tuple[TemplateSheet, ...]
    bound: tuple[Bound, ...]


def template_view(session: Session, key: int) -> TemplateView:
    template = session.get(MonthTemplate, key)
    if template is None:
        raise RuleViolation("没有这个模板，请刷新后再选")
    content = files_of(session).get(template.sha256)
    sheets = read_template(content, template.name)
    return TemplateView(template.id, template.name, sheets, bound_cells(session, key))


def proposals(view: TemplateView) -> tuple[Bound, ...]:
    """Cells beside a figure's own name or code, under a title that says which of its numbers."""
    held = {(one.sheet, one.place) for one in view.bound}
    found = (one for sheet in view.sheets for one in _proposed(sheet))
    return tuple(one for one in found if (one.sheet, one.place) not in held)


def _proposed(sheet: TemplateSheet) -> Iterator[Bound]:
    named = _names()
    titles: Mapping[int, CellContent] = {}
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells.values():
        rows.setdefault(cell.row, {})[cell.column] = cell.text
    for number, cells in sorted(rows.items()):
        told = {
            column: _CONTENTS[word]
            for column, text in cells.items()
            if (word := _plain(text)) in _CONTENTS
        }
        titles = told or titles
        codes = [
            (column, named[_plain(text)]) for column, text in cells.items() if _plain(text) in named
        ]
        if codes and not told:
            column, code = max(codes)
            yield from _row(sheet, number, column, code, titles)


def _row(
    sheet: TemplateSheet, number: int, column: int, code: str, titles: Mapping[int, CellContent]
) -> Iterator[Bound]:
    """The titled cells of a row that are free, or the one after the name."""
    wanted = {at: content for at, content in titles.items() if at > column}
    for at, content in (wanted or {column + 1: CellContent.VALUE}).items():
        place = f"{column_letters(at)}{number}"
        cell = sheet.cells.get(place)
        if cell is None or not (cell.text.strip() or cell.why_not):
            yield Bound(sheet.name, place, code, content)


def _names() -> dict[str, str]:
    """A figure by its name or code; a name that two bear proposes neither."""
    found: dict[str, str] = {}
    doubled = set()
    for row in FIGURES:
        name = _plain(row.name)
        if name in found:
            doubled.add(name)
        found[name] = row.code
    for name in doubled:
        del found[name]
    return found | {row.code: row.code for row in FIGURES}


def _plain(text: str) -> str:
    return _ASIDE.sub("", half_width(text).strip())
