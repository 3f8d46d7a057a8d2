"""What a month's report says: the same sheet for the issued paper and for a draft's preview."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.codes import MonthPart
from desktop.documents import month_report
from desktop.documents.month_facts import (
    Confirmation,
    CorrectionLine,
    FieldWords,
    FigureLine,
    MonthSheet,
    PartWords,
)
from desktop.domain.labels import label
from desktop.domain.month_sums import correction_words
from desktop.domain.month_texts import filled
from desktop.domain.months import month_words
from desktop.queries.figures.catalogue import HEADLINES
from desktop.queries.month_lines import MonthLine, MonthPage, figure_words
from desktop.queries.month_texts import month_texts, named_figures
from desktop.queries.months import confirmations, month_page
from desktop.queries.papers import issuer_on
from desktop.queries.settings import words_setting
from desktop.usecases.month_chart_sheets import month_chart_facts

_UNNAMED = "（单位名称未填）"
_MORE = "各指标的明细见同名工作簿。E 处罚、H 履职、I 事故类指标本系统尚未统计，本表不含。"


@dataclass(frozen=True)
class Reported:
    """Which 稿 of which days is printed when, and where the chain stood."""

    period: int
    edition: int
    first: date
    through: date
    printed: date
    number: str = ""
    chain_count: int = 0
    chain_head: str = ""

    @property
    def is_draft(self) -> bool:
        return not self.chain_head


def month_sheet(session: Session, reported: Reported, page: MonthPage) -> MonthSheet:
    names = {line.code: line.name for line in page.lines}
    edition = f"第{reported.edition}稿"
    return MonthSheet(
        issuer=issuer_on(session, reported.printed).name or _UNNAMED,
        title=f"{month_words(reported.period)}治本攻坚三年行动月报",
        first=reported.first,
        through=reported.through,
        lines=tuple(_printed(line) for line in page.lines),
        printed=reported.printed,
        number=reported.number,
        version=f"{edition}（未封存，不得报送）" if reported.is_draft else edition,
        confirmations=tuple(
            Confirmation(names[one.code], one.who, datetime.fromisoformat(one.at).date())
            for one in confirmations(session, reported.period)
        ),
        unconfirmed=page.unconfirmed,
        note=_MORE,
        chain_count=reported.chain_count,
        chain_head=reported.chain_head,
        cut_off=page.cut_off_words,
        corrections=_corrections(page),
        earlier=tuple(f"{one.name}：{one.proof}" for one in page.earlier),
        texts=_texts(session, page),
        headlines=HEADLINES,
        supplements=tuple(_supplements(page)),
        proofs=_proofs(session, page),
        charts=month_chart_facts(session, page.period, page.through),
    )


def draft_preview(session: Session, period: int, today: date) -> bytes:
    """The report as it would be printed now; only what is not yet sealed is rendered again."""
    page = month_page(session, period)
    reported = Reported(period, max(page.edition, 1), page.first, page.through, today)
    return month_report.render(month_sheet(session, reported, page))


def _printed(line: MonthLine) -> FigureLine:
    return FigureLine(
        code=line.code,
        name=line.name,
        value=None if line.value is None else line.words,
        history=int(line.history or 0),
        definition=line.definition,
        unit=line.unit,
        last=_words(line, line.last) if line.sum is not None else "",
        supplement=_change(line, line.supplement),
        correction=_change(line, line.correction),
        year=_words(line, line.year) if line.is_flow else "",
        action=_words(line, line.action) if line.is_flow else "",
        same_period=_words(line, line.same_period),
    )


def _words(line: MonthLine, value: float | None) -> str:
    return figure_words(value, is_ratio=line.is_ratio)


def _change(line: MonthLine, value: float | None) -> str:
    """Only a flow has 补报 and 更正; nothing changed is 0, not —."""
    return "" if value is None else f"{value:g}"


def _corrections(page: MonthPage) -> tuple[CorrectionLine, ...]:
    found = []
    for one in page.sums:
        if one.sum is not None and one.sum.needs_reason:
            told = correction_words(one.sum.proof.last, one.sum.correction)
            found.append(CorrectionLine(one.name, told, one.reason))
    return tuple(found)


def _supplements(page: MonthPage) -> Iterator[CorrectionLine]:
    """What came late, in this year's running totals."""
    for line in page.lines:
        if line.supplement and line.sum is not None:
            last, now = _words(line, line.last), f"{(line.last or 0) + line.supplement:g}"
            told = f"原报累计 {last}，补报后 {now}（+{line.supplement:g}）"
            yield CorrectionLine(line.name, told)


def _proofs(session: Session, page: MonthPage) -> tuple[str, ...]:
    """The sums of the check page, where the office wants them printed."""
    if words_setting(session, "month.proofs") != "1":
        return ()
    return tuple(f"{one.name}：{one.proof}" for one in page.sums if one.proof)


def _texts(session: Session, page: MonthPage) -> tuple[FieldWords, ...]:
    """The text part with its numbers in; a field nobody wrote of is left out."""
    words = named_words(page)
    return tuple(
        FieldWords(
            field.title,
            tuple(
                PartWords(label(part), filled(field.texts[part], words))
                for part in MonthPart
                if part in field.texts
            ),
        )
        for field in month_texts(session, page.period).fields
        if field.texts
    )


def named_words(page: MonthPage) -> dict[str, str]:
    """What each name in braces is printed as."""
    lines = {line.code: line for line in page.lines}
    return {
        name: _words(line, line.number(told.content))
        for name, told in named_figures().items()
        if (line := lines.get(told.code)) is not None
    }
