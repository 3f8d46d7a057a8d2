"""The office itself: its names, its settings, its entrustment, what it once submitted."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Float, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Period, Record, coded
from db.codes import InNameOf, PaperKind


class Office(Record):
    """局与站; exactly one row, made by init or by the first import."""

    __tablename__ = "office"
    __table_args__ = (CheckConstraint("single = 1", name="single"),)

    single: Mapped[int] = mapped_column(Integer, unique=True, default=1)
    bureau_name: Mapped[str | None]
    station_name: Mapped[str | None]
    region_code: Mapped[str | None]
    start_day: Mapped[date | None]
    sample: Mapped[bool] = mapped_column(Boolean, default=False)
    key_check: Mapped[bytes]


class Setting(Record):
    """An office setting; its type, default and label are declared in the program."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


class Entrustment(Period):
    """委托: what the bureau entrusts to the station, in whose name (处罚法20、条例44)."""

    __tablename__ = "entrustment"

    matter: Mapped[str]
    in_name_of: Mapped[InNameOf] = coded(InNameOf)
    document: Mapped[str | None]


class NumberSeries(Record):
    """文号序列: one a kind of paper and year; the next number is drawn at issue."""

    __tablename__ = "number_series"
    __table_args__ = (
        UniqueConstraint("kind", "year"),
        UniqueConstraint("prefix", "year"),
        CheckConstraint("next_number > 0", name="next_number"),
    )

    kind: Mapped[PaperKind] = coded(PaperKind)
    year: Mapped[int] = mapped_column(Integer)
    prefix: Mapped[str]
    first_number: Mapped[int] = mapped_column(Integer, default=1)
    next_number: Mapped[int] = mapped_column(Integer, default=1)


class SubmittedFigure(Record):
    """期初数: a figure submitted before the office came into the program (已报数, no records).

    ``period`` is a month as 202601 or a year as 2025.
    """

    __tablename__ = "submitted_figure"
    __table_args__ = (UniqueConstraint("code", "period"),)

    code: Mapped[str]
    period: Mapped[int] = mapped_column(Integer)
    value: Mapped[float] = mapped_column(Float)
    source: Mapped[str | None]


class HolidayYear(Record):
    """The office's own table of one year's days off and working weekends, before the supplied."""

    __tablename__ = "holiday_year"

    year: Mapped[int] = mapped_column(Integer, unique=True)
    days_off: Mapped[str]
    days_on: Mapped[str]
    source: Mapped[str | None]


class ImportShape(Record):
    """How the headers of a kind of workbook were matched the last time."""

    __tablename__ = "import_shape"
    __table_args__ = (UniqueConstraint("ledger", "shape"),)

    ledger: Mapped[str]
    shape: Mapped[str]
    mapping: Mapped[str]


class Draft(Base):
    """What was typed and not saved; never a record, so outside the change log."""

    __tablename__ = "draft"
    audited = False

    account: Mapped[str] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    saved_at: Mapped[str]
    content: Mapped[str]
