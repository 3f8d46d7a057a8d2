"""What a month's report says: the same sheet for the issued paper and for a draft's preview."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.documents import month_report
from desktop.documents.month_report import Confirmation, FigureLine, MonthSheet
from desktop.domain.months import month_words
from desktop.queries.figures.catalogue import PRINTED
from desktop.queries.months import MonthLine, confirmations, month_page
from desktop.queries.papers import issuer_on

_UNNAMED = "（单位名称未填）"
_MORE = "其余指标及各指标的明细见同名工作簿。"


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


def month_sheet(session: Session, reported: Reported, lines: tuple[MonthLine, ...]) -> MonthSheet:
    names = {line.code: line.name for line in lines}
    edition = f"第{reported.edition}稿"
    return MonthSheet(
        issuer=issuer_on(session, reported.printed).name or _UNNAMED,
        title=f"{month_words(reported.period)}治本攻坚三年行动月报",
        first=reported.first,
        through=reported.through,
        lines=tuple(_printed(line) for line in lines if line.code in PRINTED),
        printed=reported.printed,
        number=reported.number,
        version=f"{edition}（未封存，不得报送）" if reported.is_draft else edition,
        confirmations=tuple(
            Confirmation(names[one.code], one.who, datetime.fromisoformat(one.at).date())
            for one in confirmations(session, reported.period)
        ),
        unconfirmed=tuple(line.name for line in lines if line.can_confirm_none),
        note=_MORE,
        chain_count=reported.chain_count,
        chain_head=reported.chain_head,
    )


def draft_preview(session: Session, period: int, today: date) -> bytes:
    """The report as it would be printed now; only what is not yet sealed is rendered again."""
    page = month_page(session, period)
    reported = Reported(period, max(page.edition, 1), page.first, page.through, today)
    return month_report.render(month_sheet(session, reported, page.lines))


def _printed(line: MonthLine) -> FigureLine:
    return FigureLine(
        code=line.code,
        name=line.name,
        value=None if line.value is None else line.words,
        history=int(line.history or 0),
        definition=line.definition,
    )
