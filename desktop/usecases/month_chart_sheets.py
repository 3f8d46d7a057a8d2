"""The charts of a month's report: what was counted, as facts a sheet keeps and a paper prints."""

from datetime import date

from sqlalchemy.orm import Session

from desktop.documents.month_charts import ChartFacts, ChartSeries, Shape
from desktop.queries.month_charts import ClassLine, Courses, DaysLine, GridCoverage, month_charts

_MOST_GRIDS = 24
_NOW = "按封存时的记录统计，已报各月此后的补报、更正在内。"


def month_chart_facts(session: Session, period: int, through: date) -> tuple[ChartFacts, ...]:
    """The five charts, from one reading; one of which nothing is known says so when printed."""
    shown = month_charts(session, period, through)
    return (
        _course(shown.courses),
        _days(shown.days),
        _rates(shown.courses),
        _classes(shown.classes),
        _coverage(shown.grids),
    )


def _coverage(grids: tuple[GridCoverage, ...]) -> ChartFacts:
    """The least covered grids come first; more than fit are counted in the note."""
    lines, more = grids[:_MOST_GRIDS], len(grids) - _MOST_GRIDS
    left_out = f"另有 {more} 个覆盖较多的网格未画。" if more > 0 else ""
    return ChartFacts(
        "本轮工程覆盖情况（按网格）",
        Shape.ROWS,
        tuple(line.grid for line in lines),
        (
            ChartSeries("已覆盖", tuple(line.covered for line in lines)),
            ChartSeries("未覆盖", tuple(line.due - line.covered for line in lines)),
        ),
        "个",
        f"期末所在轮次的应覆盖工程，按期末当日所在网格。{left_out}",
    )


def _course(courses: Courses) -> ChartFacts:
    return ChartFacts(
        "近13个月发现和整改的隐患",
        Shape.BARS,
        month_labels(courses.periods),
        (
            ChartSeries("本局发现", courses.values["C01"]),
            ChartSeries("限期整改销号", courses.sums("C06", "C07")),
        ),
        "项",
        f"发现按发现日期、销号按销号日期归月；当场改正的在发现数内，不在销号数内。{_NOW}",
    )


def _classes(lines: tuple[ClassLine, ...]) -> ChartFacts:
    found, new = sum(line.found for line in lines), sum(line.of_month for line in lines)
    told = f"本年发现 {found} 项，其中本月 {new} 项"
    known = bool(found)
    return ChartFacts(
        f"重大隐患按判定标准分类（{told}）" if known else "重大隐患按判定标准分类",
        Shape.ROWS,
        tuple(line.category for line in lines),
        (
            ChartSeries("已销号", tuple(line.closed if known else None for line in lines)),
            ChartSeries("未销号", tuple(line.open if known else None for line in lines)),
        ),
        "项",
        "各来源的重大隐患，本年1月1日至期末发现；按旧版条项判定的归入现行标准的同类。",
    )


def _days(lines: tuple[DaysLine, ...]) -> ChartFacts:
    known = any(line.general or line.major for line in lines)
    return ChartFacts(
        "本年销号的隐患从发现到销号的天数",
        Shape.BARS,
        tuple(line.title for line in lines),
        (
            ChartSeries("一般隐患", tuple(line.general if known else None for line in lines)),
            ChartSeries("重大隐患", tuple(line.major if known else None for line in lines)),
        ),
        "项",
        "不含当场改正的隐患。",
    )


def _rates(courses: Courses) -> ChartFacts:
    return ChartFacts(
        "近13个月当场改正率和限期整改率",
        Shape.COURSE,
        month_labels(courses.periods),
        (
            ChartSeries("当场改正率", courses.values["C21"]),
            ChartSeries("限期整改率（累计）", courses.values["C22"]),
        ),
        "%",
        f"口径见指标 C21、C22；分母为 0 或没有记录的月份不画。{_NOW}",
    )


def month_labels(periods: tuple[int, ...]) -> tuple[str, ...]:
    """9月; with its year where the list or the year begins."""
    return tuple(_month_label(period, place) for place, period in enumerate(periods))


def _month_label(period: int, place: int) -> str:
    year, month = divmod(period, 100)
    return f"{year}年{month}月" if place == 0 or month == 1 else f"{month}月"
