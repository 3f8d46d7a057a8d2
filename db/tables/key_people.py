"""关键岗位人员."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record, coded, ref
from db.codes import Post


class KeyPerson(Record):
    """A person on a key post of a project, from day to day where it is known."""

    __tablename__ = "key_person"

    project_id: Mapped[int] = ref("project")
    name: Mapped[str] = mapped_column(index=True)
    id_number: Mapped[bytes | None]
    id_number_key: Mapped[bytes | None] = mapped_column(index=True)
    id_number_tail: Mapped[str | None]
    post: Mapped[Post] = coded(Post)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
