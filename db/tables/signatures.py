"""签名 and 附件: who signed exactly what, and the files beside a record."""

from datetime import date

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import BIG, Record, coded, ref
from db.codes import SignerRole


class Attachment(Record):
    """A photo or scan beside a record; the original is kept and named by its hash."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_record", "entity", "record_id"),)

    entity: Mapped[str]
    record_id: Mapped[int] = mapped_column(BIG)
    purpose: Mapped[str]
    sha256: Mapped[str]
    suffix: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    taken_at: Mapped[str | None]
    has_exif: Mapped[bool] = mapped_column(Boolean, default=False)
    added_on: Mapped[date]


class Signature(Record):
    """谁检查谁签字谁负责: signer, role, when, and the SHA-256 of exactly what was signed."""

    __tablename__ = "signature"
    __table_args__ = (Index("ix_signature_record", "entity", "record_id"),)
    append_only = True

    entity: Mapped[str]
    record_id: Mapped[int] = mapped_column(BIG)
    role: Mapped[SignerRole] = coded(SignerRole)
    signer: Mapped[str]
    inspector_id: Mapped[int | None] = ref("inspector", index=False)
    at: Mapped[str]
    content_sha256: Mapped[str]
    strokes: Mapped[str | None]
    scan_id: Mapped[int | None] = ref("attachment", index=False)
