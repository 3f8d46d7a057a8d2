"""What leaves the house of a closed month: the report as issued, a workbook, a package."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import MonthPart
from db.tables.office import Office
from db.tables.papers import Paper
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label
from desktop.domain.month_texts import filled
from desktop.domain.months import Period, month_words
from desktop.exchange.months import FigureRecords, FigureRow, MonthBook, write_month
from desktop.exchange.package import write_package
from desktop.exchange.writing import Field, write_file
from desktop.queries.closed_months import ClosedMonth, FrozenFigure, closed_month
from desktop.queries.figures.catalogue import COUNTS
from desktop.queries.figures.drills import drill_rows
from desktop.queries.month_lines import MonthLine, MonthPage
from desktop.queries.month_majors import MajorRow, major_rows
from desktop.queries.months import month_page
from desktop.queries.papers import paper_bytes
from desktop.reference.notice import notice
from desktop.usecases.month_sheets import named_words
from desktop.usecases.templates import write_filled_templates

_COLUMNS = (
    Field("记录", 16),
    Field("名称", 50),
    Field("说明", 40),
    Field("日期"),
    Field("历史", 8),
    Field("列入", 8),
)
_STATES = {"closed": "已销号", "open": "在账", "overdue": "在账，已逾期"}


@dataclass(frozen=True)
class MonthFiles:
    """Where the files of a closed month were written; ``forms`` are the province's, filled."""

    report: Path
    workbook: Path
    package: Path
    forms: tuple[Path, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        return (self.report, self.workbook, self.package, *self.forms)


def write_month_files(session: Session, period: int, folder: Path) -> MonthFiles:
    """Write them from what was frozen, so that they can be written again and are the same."""
    month = closed_month(session, period)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"月报-{period // 100}-{period % 100:02}-第{month.edition}稿"
    report, workbook, package = (folder / f"{stem}.{one}" for one in ("pdf", "xlsx", "json"))
    files = MonthFiles(report, workbook, package)
    write_file(files.report, paper_bytes(session, month.paper_id))
    page, majors = month_page(session, period), major_rows(session, month)
    write_month(files.workbook, _book(session, month, page, majors))
    write_package(files.package, _content(session, month, majors))
    return replace(files, forms=write_filled_templates(session, period, folder))


def _book(
    session: Session, month: ClosedMonth, page: MonthPage, majors: tuple[MajorRow, ...]
) -> MonthBook:
    return MonthBook(
        title=month_words(month.period),
        head=_head(session, month, page),
        figures=[_row(line) for line in page.lines],
        corrections=[(one.code, one.name, one.told, one.reason) for one in month.corrections],
        proofs=[
            (one.code, one.name, one.proof, "平" if one.agrees else "不平") for one in page.sums
        ],
        texts=_texts(month, page),
        majors=[
            (one.id, one.found, one.clause, _STATES[one.state], one.due, one.closed)
            for one in majors
        ],
        records=_records(session, month),
    )


def _head(session: Session, month: ClosedMonth, page: MonthPage) -> list[tuple[str, str]]:
    office, paper = session.scalar(select(Office)), session.get_one(Paper, month.paper_id)
    period = Period(month.period, month.first, month.through)
    names = {line.code: line.name for line in page.lines}
    told = [
        ("填报单位", (office.bureau_name or office.station_name or "") if office else ""),
        ("报告期", f"{period.words}　{page.cut_off_words}"),
        ("稿次", f"第{month.edition}稿　{label(month.state)}"),
        ("文号", paper.number or "未编号"),
        ("封存时间", month.sealed_at.replace("T", " ")),
        ("指标目录版本", month.catalogue),
        ("记录链", f"第{month.chain_n}个变更集 {month.chain_hash}"),
        ("说明", "“—”为没有记录、也没有人确认无发生；空白为该指标没有这一列"),
    ]
    told += [(one.name, one.proof) for one in page.earlier]
    told += [
        (
            "无发生",
            f"{names.get(one.code, one.code)}（{one.who} {one.at[:16].replace('T', ' ')}确认）",
        )
        for one in month.confirmed
    ]
    if month.submitted_on is not None:
        told.append(("报送日期", chinese_date(month.submitted_on)))
    return told


def _row(line: MonthLine) -> FigureRow:
    """A column a figure does not have stays empty; what it has and nobody knows is —."""
    is_flow = line.is_flow
    return FigureRow(
        code=line.code,
        name=line.name,
        unit=line.unit,
        last=line.last if line.sum is not None else "",
        value=line.value,
        history=line.history if line.history is not None else "",
        supplement=line.supplement if line.supplement is not None else "",
        correction=line.correction if line.correction is not None else "",
        year=line.year if is_flow else "",
        action=line.action if is_flow else "",
        same_period=line.same_period,
        definition=line.definition,
        article=line.article,
    )


def _texts(month: ClosedMonth, page: MonthPage) -> list[tuple[str, str, str]]:
    words, fields = named_words(page), notice().fields
    return [
        (fields[number - 1], label(part), filled(texts[part], words))
        for number, texts in sorted(month.texts.items())
        for part in MonthPart
        if part in texts
    ]


def _records(session: Session, month: ClosedMonth) -> list[FigureRecords]:
    frozen = {row.code: row for row in month.figures}
    found = []
    for count in COUNTS:
        one = frozen.get(count.code)
        marked = _marked(one, is_flow=one.year is not None) if one is not None else {}
        rows = drill_rows(session, count.drill, sorted(marked))
        lines = tuple(
            (
                row.id,
                row.title,
                row.detail,
                row.day,
                "历史导入" if row.history else "",
                marked[row.id],
            )
            for row in rows
        )
        found.append(FigureRecords(count.code, count.name, _COLUMNS, lines))
    return found


def _marked(figure: FrozenFigure, *, is_flow: bool) -> dict[int, str]:
    """Each record with where it stands; of a stock all that stands, whenever it came."""
    marked: dict[int, str] = {}
    if is_flow:
        marked |= dict.fromkeys(figure.correction_ids, "更正")
        marked |= dict.fromkeys(figure.supplement_ids, "补报")
    return marked | dict.fromkeys(figure.ids, "本期")


def _content(session: Session, month: ClosedMonth, majors: Iterable[MajorRow]) -> dict[str, object]:
    office = session.scalar(select(Office))
    paper = session.get_one(Paper, month.paper_id)
    return {
        "office": {
            "code": office.region_code if office else None,
            "bureau": office.bureau_name if office else None,
            "station": office.station_name if office else None,
        },
        "period": month.period,
        "edition": month.edition,
        "first_day": month.first.isoformat(),
        "through": month.through.isoformat(),
        "sealed_at": month.sealed_at,
        "catalogue": month.catalogue,
        "chain": {"n": month.chain_n, "hash": month.chain_hash},
        "report": {"number": paper.number, "sha256": paper.sha256},
        "figures": [_figure(row) for row in month.figures],
        "corrections": [
            {"code": one.code, "told": one.told, "reason": one.reason} for one in month.corrections
        ],
        "confirmed": [{"code": one.code, "at": one.at} for one in month.confirmed],
        "majors": [_plain(one) for one in majors],
        "accidents": None,
    }


def _figure(row: FrozenFigure) -> dict[str, object]:
    """``year`` is 本年累计; a code with @ tells what is still added to an earlier year."""
    return {
        "code": row.code,
        "name": row.name,
        "value": row.value,
        "history": row.history,
        "last": row.last,
        "supplement": row.supplement,
        "correction": row.correction,
        "year": row.year,
        "action": row.action,
        "ids": list(row.ids),
        "ids_sha256": row.ids_sha256,
        "supplement_ids": list(row.supplement_ids),
        "correction_ids": list(row.correction_ids),
    }


def _plain(one: MajorRow) -> dict[str, object]:
    told = asdict(one)
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in told.items()
    }
