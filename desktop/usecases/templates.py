"""报表模板: the province's workbook is kept and its cells bound once, and filled every month."""

from dataclasses import dataclass
from pathlib import Path, PurePath

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, CellContent
from db.ids import new_id
from db.session import files_of
from db.tables.months import MonthTemplate, TemplateCell
from desktop.domain.errors import RuleViolation
from desktop.exchange.template_filling import Value, fill_template
from desktop.exchange.templates import read_template, split_place
from desktop.exchange.writing import write_file
from desktop.queries.figures.catalogue import FIGURES
from desktop.queries.month_lines import CLOSED, UNKNOWN, MonthLine, MonthPage
from desktop.queries.months import month_page
from desktop.queries.templates import bound_cells, template_rows
from desktop.usecases.attachments import NewFile
from desktop.usecases.done import Done
from desktop.usecases.template_views import TemplateView, template_view

CHANGED = frozenset({Area.MONTHS})
FOLDER = "省表"


@dataclass(frozen=True)
class AddTemplate:
    """A workbook as it was chosen; its name is the file's where none is given."""

    file: NewFile
    name: str = ""


@dataclass(frozen=True)
class BoundCell:
    """A cell and what fills it; without ``code`` the cell is set free again."""

    sheet: str
    place: str
    code: str = ""
    content: CellContent = CellContent.VALUE


@dataclass(frozen=True)
class BindCells:
    """Cells of one template; those not named stay as they are."""

    template_id: int
    cells: tuple[BoundCell, ...]


@dataclass(frozen=True)
class RemoveTemplate:
    """A template the province uses no more; what was filled with it stays where it went."""

    template_id: int


def add_template(session: Session, command: AddTemplate, act: Act) -> Done[int]:
    name = command.name.strip() or PurePath(command.file.name).stem
    read_template(command.file.content, command.file.name)
    if session.scalar(select(MonthTemplate.id).where(MonthTemplate.name == name)) is not None:
        raise RuleViolation(f"已有叫“{name}”的模板，请另取名称，或先移除原来的")
    template = MonthTemplate(
        id=new_id(session),
        name=name,
        sha256=files_of(session).put(command.file.content, "xlsx"),
        suffix="xlsx",
        added_on=act.today,
    )
    session.add(template)
    about(session, name)
    return Done(template.id, CHANGED)


def bind_cells(session: Session, command: BindCells, _act: Act) -> Done[int]:
    view = template_view(session, command.template_id)
    rows = select(TemplateCell).where(TemplateCell.template_id == view.id)
    held = {(row.sheet, row.cell): row for row in session.scalars(rows)}
    for told in command.cells:
        row = held.get((told.sheet, told.place))
        if not told.code:
            if row is not None:
                session.delete(row)
            continue
        _check_can_bind(view, told)
        if row is None:
            row = TemplateCell(template_id=view.id, sheet=told.sheet, cell=told.place)
            session.add(row)
        row.code, row.content = told.code, told.content
    about(session, view.name)
    return Done(len(command.cells), CHANGED)


def remove_template(session: Session, command: RemoveTemplate, _act: Act) -> Done[None]:
    template = session.get(MonthTemplate, command.template_id)
    if template is None:
        raise RuleViolation("没有这个模板，请刷新后再选")
    for row in session.scalars(select(TemplateCell).where(TemplateCell.template_id == template.id)):
        session.delete(row)
    session.delete(template)
    about(session, template.name)
    return Done(None, CHANGED)


def write_filled_template(session: Session, key: int, period: int, path: Path) -> Path:
    """The template with the month's numbers; of a month not sealed nothing is handed out."""
    page = month_page(session, period)
    if page.state not in CLOSED:
        raise RuleViolation(f"{page.title}月报还没有封存，封存以后才能填报")
    write_file(path, _filled(session, key, page))
    return path


def write_filled_templates(session: Session, period: int, folder: Path) -> tuple[Path, ...]:
    """Every template that has a bound cell, in a folder beside the month's other files."""
    page = month_page(session, period)
    found = []
    folder = folder / FOLDER
    for row in template_rows(session):
        if row.bound:
            folder.mkdir(parents=True, exist_ok=True)
            stem = f"{row.name}-{period // 100}-{period % 100:02}-第{page.edition}稿"
            found.append(write_filled_template(session, row.id, period, folder / f"{stem}.xlsx"))
    return tuple(found)


def _filled(session: Session, key: int, page: MonthPage) -> bytes:
    template = session.get(MonthTemplate, key)
    if template is None:
        raise RuleViolation("没有这个模板，请刷新后再选")
    lines = {line.code: line for line in page.lines}
    values = {
        (one.sheet, one.place): _value(lines[one.code], one.content)
        for one in bound_cells(session, key)
        if one.code in lines
    }
    return fill_template(files_of(session).get(template.sha256), values)


def _value(line: MonthLine, content: CellContent) -> Value:
    """Unknown is — in a workbook too; a column the figure does not have stays empty."""
    value = line.number(content)
    if value is not None:
        return value
    has_none = content in (CellContent.SUPPLEMENT, CellContent.CORRECTION, CellContent.HISTORY)
    return "" if has_none else UNKNOWN


def _check_can_bind(view: TemplateView, told: BoundCell) -> None:
    split_place(told.place)
    sheet = next((one for one in view.sheets if one.name == told.sheet), None)
    if sheet is None:
        raise RuleViolation(f"模板“{view.name}”里没有“{told.sheet}”这张表")
    cell = sheet.cells.get(told.place)
    if cell is not None and cell.why_not:
        raise RuleViolation(cell.why_not)
    if told.code not in {row.code for row in FIGURES}:
        raise RuleViolation(f"没有代码为“{told.code}”的指标")
