"""What a month's report says, as facts of words and numbers; ``month_report`` sets them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.documents.month_charts import ChartFacts


@dataclass(frozen=True)
class FigureLine:
    """One figure; ``value`` None where it is not known, ``history`` what of it was brought in."""

    code: Annotated[str, "指标代码"]
    name: Annotated[str, "指标名称"]
    value: Annotated[str | None, "数值"]
    history: Annotated[int, "其中历史"] = 0
    definition: Annotated[str, "口径"] = ""
    unit: Annotated[str, "单位"] = ""
    last: Annotated[str, "上期累计"] = ""
    supplement: Annotated[str, "补报"] = ""
    correction: Annotated[str, "更正"] = ""
    year: Annotated[str, "本年累计"] = ""
    action: Annotated[str, "三年行动累计"] = ""
    same_period: Annotated[str, "上年同期"] = ""


@dataclass(frozen=True)
class CorrectionLine:
    """补报 or 更正: the figure, 原报 and what it is now, and why."""

    figure: Annotated[str, "指标名称"]
    told: Annotated[str, "原值和新值"]
    reason: Annotated[str, "更正理由"] = ""


@dataclass(frozen=True)
class PartWords:
    """One passage: 做法, 问题, 打算 or 需协调."""

    title: Annotated[str, "部分"]
    text: Annotated[str, "文字"]


@dataclass(frozen=True)
class FieldWords:
    """What is said of one of the six fields of the notice."""

    title: Annotated[str, "方面"]
    parts: Annotated[tuple[PartWords, ...], "文字部分"]


@dataclass(frozen=True)
class Confirmation:
    """无发生: who confirmed on which day that nothing happened (零报告)."""

    figure: Annotated[str, "指标名称"]
    who: Annotated[str, "确认人"]
    day: Annotated[date, "确认日期"]


@dataclass(frozen=True)
class MonthSheet:
    """The facts of one month's report.

    ``headlines`` are the codes of the figures on the first page, two a row in this order.
    ``earlier`` and ``proofs`` are sentences, the last only where they are asked for.
    """

    issuer: Annotated[str, "填报单位"]
    title: Annotated[str, "标题"]
    first: Annotated[date, "报告期首日"]
    through: Annotated[date, "报告期末日"]
    lines: Annotated[tuple[FigureLine, ...], "指标"]
    printed: Annotated[date, "填报日期"]
    number: Annotated[str, "文号"] = ""
    version: Annotated[str, "稿次"] = ""
    confirmations: Annotated[tuple[Confirmation, ...], "无发生确认"] = ()
    unconfirmed: Annotated[tuple[str, ...], "未确认指标"] = ()
    note: Annotated[str, "说明"] = ""
    chain_count: Annotated[int, "变更集序号"] = 0
    chain_head: Annotated[str, "链首摘要"] = ""
    cut_off: Annotated[str, "截止说明"] = ""
    corrections: Annotated[tuple[CorrectionLine, ...], "更正"] = ()
    earlier: Annotated[tuple[str, ...], "上年补报更正"] = ()
    texts: Annotated[tuple[FieldWords, ...], "文字部分"] = ()
    headlines: Annotated[tuple[str, ...], "主要指标"] = ()
    supplements: Annotated[tuple[CorrectionLine, ...], "补报"] = ()
    proofs: Annotated[tuple[str, ...], "勾稽"] = ()
    charts: Annotated[tuple[ChartFacts, ...], "图"] = ()

    @property
    def headline_lines(self) -> tuple[FigureLine, ...]:
        by_code = {line.code: line for line in self.lines}
        return tuple(by_code[code] for code in self.headlines if code in by_code)
