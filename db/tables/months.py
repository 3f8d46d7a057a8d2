"""月报: a month's drafts and versions, its frozen figures and their record ids."""

from datetime import date

from sqlalchemy import Float, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import BIG, Record, coded, ref
from db.codes import CellContent, MonthPart, MonthState

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
    submitted_by: Mapped[str | None]
    submitted_how: Mapped[str | None]


class MonthFigure(Record):
    """A frozen figure: value, how much of it is history, and the record ids behind it.

    ``last`` + ``value`` + ``supplement`` + ``correction`` = ``total``, the running total of the
    year; ``action`` is that of the three-year action.
    """

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
    last: Mapped[float | None] = mapped_column(Float)
    supplement: Mapped[float | None] = mapped_column(Float)
    supplement_ids: Mapped[bytes | None]
    correction: Mapped[float | None] = mapped_column(Float)
    correction_ids: Mapped[bytes | None]
    action: Mapped[float | None] = mapped_column(Float)


class MonthCorrection(Record):
    """更正: why a figure already reported changed; without its reason no month is approved."""

    __tablename__ = "month_correction"
    __table_args__ = (UniqueConstraint("month_id", "code"),)

    month_id: Mapped[int] = ref("month", index=False)
    code: Mapped[str]
    reason: Mapped[str]


class MonthText(Record):
    """What a month says in words of one field (1 to 6) of the notice."""

    __tablename__ = "month_text"
    __table_args__ = (UniqueConstraint("month_id", "field", "part"),)

    month_id: Mapped[int] = ref("month", index=False)
    field: Mapped[int] = mapped_column(Integer)
    part: Mapped[MonthPart] = coded(MonthPart)
    text: Mapped[str]


class MonthTemplate(Record):
    """The province's own workbook, kept as it came; its cells are bound to figures once."""

    __tablename__ = "month_template"

    name: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str]
    suffix: Mapped[str]
    added_on: Mapped[date]
    used_from: Mapped[int | None] = mapped_column(Integer)


class TemplateCell(Record):
    """A cell of a template and what fills it."""

    __tablename__ = "template_cell"
    __table_args__ = (UniqueConstraint("template_id", "sheet", "cell"),)

    template_id: Mapped[int] = ref("month_template", index=False)
    sheet: Mapped[str]
    cell: Mapped[str]
    code: Mapped[str]
    content: Mapped[CellContent] = coded(CellContent)


class NothingHappened(Record):
    """无发生: the clerk confirms that nothing was to record, which makes the figure 0."""

    __tablename__ = "nothing_happened"
    __table_args__ = (UniqueConstraint("period", "code"),)

    period: Mapped[int] = mapped_column(Integer)
    code: Mapped[str]
    who: Mapped[str]
    at: Mapped[str]
