"""The base of all tables, and the two shapes of facts that hold for a time.

Exclusive facts (the inspector of a grid, the status of a project) are ``Since`` rows: one row a
subject and day, the holder may be empty, and the end is the next row's day, so that an overlap
cannot be written. Others are half-open periods [from, to) of ``Period``.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Date,
    Enum,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Text,
    UniqueConstraint,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Mapped,
    MappedColumn,
    aliased,
    declared_attr,
    mapped_column,
)

# INTEGER PRIMARY KEY is SQLite's own row key; BIGINT would cost a second index a table.
BIG = BigInteger().with_variant(Integer(), "sqlite")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables; ``audited`` tables pass through the change log."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BIG,
        str: Text(),
        date: Date(),
        bytes: LargeBinary(),
    }
    audited: ClassVar[bool] = True
    #: rows that state a signed or issued fact: never undone, only corrected by a new fact
    append_only: ClassVar[bool] = False


class Record(Base):
    """A row with the office-wide id and the version that optimistic locking compares."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False, sort_order=-10)
    version: Mapped[int] = mapped_column(Integer, sort_order=-9)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "eager_defaults": False}


def ref(
    table: str, *, index: bool = True, unique: bool = False, primary_key: bool = False
) -> MappedColumn[Any]:
    """Return a foreign key to ``table``.

    Deferred to the commit: rows of one use-case may be written, and undone, in any order.
    """
    key = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return mapped_column(
        BIG, key, primary_key=primary_key, index=index and not unique, unique=unique or None
    )


def coded(kind: type[StrEnum], *, index: bool = False, unique: bool = False) -> MappedColumn[Any]:
    """Return a column that takes the members of ``kind`` alone, by a check in the database."""
    column_type = Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        validate_strings=True,
        name=f"{kind.__name__.lower()}",
        values_callable=_values,
    )
    return mapped_column(column_type, index=index, unique=unique or None)


def _values(kind: Iterable[Any]) -> list[str]:
    return [member.value for member in kind]


class Since(Record):
    """An exclusive fact of ``subject`` that holds from ``since`` until the next row's day.

    A subclass names its subject column in ``subject_name``.
    """

    __abstract__ = True
    subject_name: ClassVar[str]

    since: Mapped[date]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (UniqueConstraint(cls.subject_name, "since"),)

    @classmethod
    def subject(cls) -> InstrumentedAttribute[int]:
        attribute: InstrumentedAttribute[int] = getattr(cls, cls.subject_name)
        return attribute

    @classmethod
    def as_of(cls, day: date) -> Select[Any]:
        """Return a select of the one row a subject that holds on ``day``."""
        later = aliased(cls)
        newest = (
            select(func.max(later.since))
            .where(getattr(later, cls.subject_name) == cls.subject(), later.since <= day)
            .correlate(cls)
            .scalar_subquery()
        )
        return select(cls).where(cls.since == newest)


class Period(Record):
    """A fact that holds on the days [from, to); an open end is NULL.

    Screens and papers show the last day inclusive, ``to`` minus one day.
    """

    __abstract__ = True

    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (CheckConstraint("valid_to > valid_from", name="period"),)

    @classmethod
    def holds_on(cls, day: date | ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(cls.valid_from <= day, or_(cls.valid_to.is_(None), cls.valid_to > day))

    @classmethod
    def as_of(cls, day: date) -> Select[Any]:
        """Return a select of the rows that hold on ``day``."""
        return select(cls).where(cls.holds_on(day))
