"""月报: a month's drafts and versions, its frozen figures and their record ids."""

from datetime import date

from sqlalchemy import Float, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import BIG, Record, coded, ref
from db.codes import MonthState

_OPEN = text("state IN ('draft', 'checked', 'approved')")


class Month(Record):
    """A version (稿) of a month's report; at most one of a period is open."""

    __tablename__ = "month"
    __table_args__ = (
        UniqueConstraint("period", "edition"),
        Index("uq_month_open", "period", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    period: Mapped[int] = mapped_column(Integer)
    edition: Mapped[int] = mapped_column(Integer)
    state: Mapped[MonthState] = coded(MonthState)
    first_day: Mapped[date]
    through: Mapped[date]
    sealed_at: Mapped[str | None]
    submitted_on: Mapped[date | None]
    returned_reason: Mapped[str | None]
    withdrawn_reason: Mapped[str | None]
    chain_n: Mapped[int | None] = mapped_column(BIG)
    chain_hash: Mapped[bytes | None]
    catalogue: Mapped[str | None]
    paper_id: Mapped[int | None] = ref("paper", index=False)


class MonthFigure(Record):
    """A frozen figure: value, how much of it is history, and the record ids behind it."""

    __tablename__ = "month_figure"
    __table_args__ = (UniqueConstraint("month_id", "code"),)
    append_only = True

    month_id: Mapped[int] = ref("month", index=False)
    code: Mapped[str]
    value: Mapped[float | None] = mapped_column(Float)
    history: Mapped[float | None] = mapped_column(Float)
    total: Mapped[float | None] = mapped_column(Float)
    count: Mapped[int | None] = mapped_column(Integer)
    ids: Mapped[bytes | None]
    ids_sha256: Mapped[str | None]


class NothingHappened(Record):
    """无发生: the clerk confirms that nothing was to record, which makes the figure 0."""

    __tablename__ = "nothing_happened"
    __table_args__ = (UniqueConstraint("period", "code"),)

    period: Mapped[int] = mapped_column(Integer)
    code: Mapped[str]
    who: Mapped[str]
    at: Mapped[str]
