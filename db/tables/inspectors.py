"""监督人员、网格 and the certificates of all five kinds of holder."""

from datetime import date

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import BIG, Period, Record, Since, coded, ref
from db.codes import CertificateKind, HolderKind


class Inspector(Record):
    """监督员. The identity number is sealed; its HMAC serves equality, its tail the screen."""

    __tablename__ = "inspector"

    name: Mapped[str] = mapped_column(index=True)
    id_number: Mapped[bytes | None]
    id_number_key: Mapped[bytes | None] = mapped_column(unique=True)
    id_number_tail: Mapped[str | None]
    post: Mapped[str | None]
    phone: Mapped[str | None]
    phone_tail: Mapped[str | None]


class Grid(Record):
    """网格."""

    __tablename__ = "grid"

    name: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str | None]


class GridInspector(Since):
    """The one responsible inspector (主) of a grid from a day on; empty is vacant."""

    __tablename__ = "grid_inspector"
    subject_name = "grid_id"

    grid_id: Mapped[int] = ref("grid", index=False)
    inspector_id: Mapped[int | None] = ref("inspector")


class GridAssistant(Period):
    """An inspector who assists (协) in a grid for a time."""

    __tablename__ = "grid_assistant"

    grid_id: Mapped[int] = ref("grid")
    inspector_id: Mapped[int] = ref("inspector")


class Certificate(Record):
    """A certificate of one of five kinds of holder.

    ``valid_to`` is the day after the last valid one; NULL is not known, ``lasting`` is 长期.
    """

    __tablename__ = "certificate"
    __table_args__ = (Index("ix_certificate_holder", "holder_kind", "holder_id", "kind"),)

    holder_kind: Mapped[HolderKind] = coded(HolderKind)
    holder_id: Mapped[int] = mapped_column(BIG)
    kind: Mapped[CertificateKind] = coded(CertificateKind)
    number: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None] = mapped_column(index=True)
    lasting: Mapped[bool] = mapped_column(Boolean, default=False)
