"""文书: the register, the items of a notice, service, interviews."""

from datetime import date

from sqlalchemy import Boolean, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Record, coded, ref
from db.codes import InNameOf, NumberSource, PaperKind, PaperState, ServiceWay


class Paper(Record):
    """An issued paper: its number, the sheet of facts, and the hash of the very bytes.

    A kind of the past that the program has no paper for stands in ``kind_text`` alone.
    ``whole_site`` tells a stop order of the whole site from one of a part. ``code`` is the short
    hash of the sheet that stands in the QR of every page; ``title`` the 标题 of a document, letter
    or minutes; ``origin`` says where a paper registered afterwards was written (录入件).
    """

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("series_id", "serial"),)
    append_only = True

    kind: Mapped[PaperKind | None] = coded(PaperKind, index=True)
    kind_text: Mapped[str | None]
    number: Mapped[str | None] = mapped_column(unique=True)
    number_source: Mapped[NumberSource | None] = coded(NumberSource)
    series_id: Mapped[int | None] = ref("number_series", index=False)
    serial: Mapped[int | None] = mapped_column(Integer)
    in_name_of: Mapped[InNameOf | None] = coded(InNameOf)
    project_id: Mapped[int | None] = ref("project")
    enterprise_id: Mapped[int | None] = ref("enterprise")
    visit_id: Mapped[int | None] = ref("visit")
    approval_id: Mapped[int | None] = ref("inspection_approval")
    about_paper_id: Mapped[int | None] = ref("paper", index=False)
    project_text: Mapped[str | None]
    enterprise_text: Mapped[str | None]
    issued_on: Mapped[date]
    month: Mapped[int] = mapped_column(Integer, index=True)
    due: Mapped[date | None]
    served_on: Mapped[date | None]
    state: Mapped[PaperState] = coded(PaperState)
    state_text: Mapped[str | None]
    void_reason: Mapped[str | None]
    sheet: Mapped[str | None]
    sha256: Mapped[str | None]
    registered: Mapped[bool] = mapped_column(Boolean, default=False)
    history: Mapped[bool] = mapped_column(Boolean, default=False)
    entered_on: Mapped[date]
    whole_site: Mapped[bool | None]
    code: Mapped[str | None] = mapped_column(index=True)
    title: Mapped[str | None]
    origin: Mapped[str | None]


class PaperItem(Record):
    """A hazard on a paper, in its printed order."""

    __tablename__ = "paper_item"
    __table_args__ = (
        UniqueConstraint("paper_id", "hazard_id"),
        UniqueConstraint("paper_id", "position"),
    )
    append_only = True

    paper_id: Mapped[int] = ref("paper", index=False)
    hazard_id: Mapped[int] = ref("hazard")
    position: Mapped[int] = mapped_column(Integer)


class Recheck(Record):
    """A re-check visit of a notice; one visit may re-check several."""

    __tablename__ = "recheck"
    __table_args__ = (UniqueConstraint("visit_id", "paper_id"),)

    visit_id: Mapped[int] = ref("visit", index=False)
    paper_id: Mapped[int] = ref("paper")


class VisitNotice(Record):
    """The 行政检查通知书 on which a visit stands."""

    __tablename__ = "visit_notice"

    visit_id: Mapped[int] = ref("visit", unique=True)
    paper_id: Mapped[int] = ref("paper")


class Service(Record):
    """送达: the way, the day, who received; clocks of law start here, not at issue."""

    __tablename__ = "service"
    append_only = True

    paper_id: Mapped[int] = ref("paper")
    way: Mapped[ServiceWay] = coded(ServiceWay)
    served_on: Mapped[date]
    receiver: Mapped[str | None]
    receiver_post: Mapped[str | None]
    place: Mapped[str | None]
    server: Mapped[str | None]
    witness: Mapped[str | None]
    refusal: Mapped[str | None]
    receipt_id: Mapped[int | None] = ref("attachment", index=False)
    entered_on: Mapped[date]
    handed_at: Mapped[str | None]


class Interview(Record):
    """约谈: the letter, the talk, its record."""

    __tablename__ = "interview"

    project_id: Mapped[int | None] = ref("project")
    enterprise_id: Mapped[int | None] = ref("enterprise")
    hazard_id: Mapped[int | None] = ref("hazard")
    notice_id: Mapped[int | None] = ref("paper", index=False)
    record_id: Mapped[int | None] = ref("paper", index=False)
    held_on: Mapped[date | None]
    place: Mapped[str | None]
    reason: Mapped[str]
    month: Mapped[int] = mapped_column(Integer)
    called_for: Mapped[date | None]
    hour: Mapped[str | None]
    attendees: Mapped[str | None]
    points: Mapped[str | None]
    statement: Mapped[str | None]
    measures: Mapped[str | None]
    feedback_due: Mapped[date | None]
    feedback_on: Mapped[date | None]
