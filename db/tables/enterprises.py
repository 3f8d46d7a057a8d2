"""企业."""

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record, coded, ref
from db.codes import EnterpriseKind


class Enterprise(Record):
    """企业; ``name_key`` is the name as it is compared, ``parent_id`` the head office."""

    __tablename__ = "enterprise"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    uscc: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[EnterpriseKind] = coded(EnterpriseKind)
    qualification: Mapped[str | None]
    legal_person: Mapped[str | None]
    principal: Mapped[str | None]
    phone: Mapped[str | None]
    phone_tail: Mapped[str | None]
    parent_id: Mapped[int | None] = ref("enterprise")
