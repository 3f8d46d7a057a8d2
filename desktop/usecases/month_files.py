"""What leaves the house of a closed month: the report as issued, a workbook, a package."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.tables.office import Office
from db.tables.papers import Paper
from desktop.domain.months import month_words
from desktop.exchange.months import FigureRecords, FigureRow, write_month
from desktop.exchange.package import write_package
from desktop.exchange.writing import Field
from desktop.queries.closed_months import ClosedMonth, FrozenFigure, closed_month
from desktop.queries.figures.catalogue import COUNTS, FIGURES
from desktop.queries.figures.drills import drill_rows
from desktop.queries.figures.figure import Figure, Ratio
from desktop.queries.papers import paper_bytes

_COLUMNS = (
    Field("记录", 16),
    Field("名称", 50),
    Field("说明", 40),
    Field("日期"),
    Field("历史", 8),
)


@dataclass(frozen=True)
class MonthFiles:
    """Where the three files of a closed month were written."""

    report: Path
    workbook: Path
    package: Path

    @property
    def paths(self) -> tuple[Path, ...]:
        return (self.report, self.workbook, self.package)


def write_month_files(session: Session, period: int, folder: Path) -> MonthFiles:
    """Write them from what was frozen, so that they can be written again and are the same."""
    month = closed_month(session, period)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"月报-{period // 100}-{period % 100:02}-第{month.edition}稿"
    files = MonthFiles(*(folder / f"{stem}.{ending}" for ending in ("pdf", "xlsx", "json")))
    files.report.write_bytes(paper_bytes(session, month.paper_id))
    frozen = {row.code: row for row in month.figures}
    write_month(
        files.workbook,
        month_words(period),
        [_row(row, frozen.get(row.code)) for row in FIGURES],
        _records(session, frozen),
    )
    write_package(files.package, _content(session, month))
    return files


def _row(declared: Figure | Ratio, frozen: FrozenFigure | None) -> FigureRow:
    value = frozen.value if frozen else None
    history = frozen.history if frozen else None
    is_count = isinstance(declared, Figure)
    return FigureRow(
        code=declared.code,
        name=f"{declared.name}（{declared.unit}）",
        value=int(value) if is_count and value is not None else value,
        imported=None if history is None else int(history),
        definition=declared.definition,
        article=declared.article,
    )


def _records(session: Session, frozen: Mapping[str, FrozenFigure]) -> list[FigureRecords]:
    found = []
    for count in COUNTS:
        ids = list(frozen[count.code].ids) if count.code in frozen else []
        rows = drill_rows(session, count.drill, ids)
        lines = tuple(
            (row.id, row.title, row.detail, row.day, "历史导入" if row.history else "")
            for row in rows
        )
        found.append(FigureRecords(count.code, count.name, _COLUMNS, lines))
    return found


def _content(session: Session, month: ClosedMonth) -> dict[str, object]:
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
        "figures": [
            {
                "code": row.code,
                "name": row.name,
                "value": row.value,
                "history": row.history,
                "year": row.year,
                "ids": list(row.ids),
                "ids_sha256": row.ids_sha256,
            }
            for row in month.figures
        ],
    }
