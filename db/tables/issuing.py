"""发文: the office's own words, blocks of numbers, who signs, and a draft's way to be signed."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Period, Record, coded, ref
from db.codes import CaseState, CaseStep, PaperKind


class WordingEdition(Record):
    """文书用语: one edition of the words of a kind of paper, or of a named passage.

    The newest edition of a key holds; none is overwritten. An empty body takes the key back to
    the words the program came with.
    """

    __tablename__ = "wording_edition"
    __table_args__ = (UniqueConstraint("key", "edition"),)

    key: Mapped[str]
    edition: Mapped[int] = mapped_column(Integer)
    body: Mapped[str]
    saved_on: Mapped[date]
    remark: Mapped[str | None]


class PaperRule(Record):
    """How many steps, 0 to 2, a kind of paper passes before it is issued (审核, 签发)."""

    __tablename__ = "paper_rule"
    __table_args__ = (CheckConstraint("steps BETWEEN 0 AND 2", name="steps"),)

    kind: Mapped[PaperKind] = coded(PaperKind, unique=True)
    steps: Mapped[int] = mapped_column(Integer)


class NumberBlock(Record):
    """领用号段: numbered blanks handed to a person, of a series of their own."""

    __tablename__ = "number_block"
    __table_args__ = (
        UniqueConstraint("prefix", "year", "first"),
        CheckConstraint("first > 0 AND last >= first", name="range"),
    )

    kind: Mapped[PaperKind] = coded(PaperKind)
    prefix: Mapped[str]
    year: Mapped[int] = mapped_column(Integer)
    first: Mapped[int] = mapped_column(Integer)
    last: Mapped[int] = mapped_column(Integer)
    holder: Mapped[str]
    inspector_id: Mapped[int | None] = ref("inspector", index=False)
    handed_on: Mapped[date]
    closed_on: Mapped[date | None]


class BlockNumber(Record):
    """A number of a block that is gone: used by a paper, voided, or returned with the block."""

    __tablename__ = "block_number"
    __table_args__ = (UniqueConstraint("block_id", "serial"),)

    block_id: Mapped[int] = ref("number_block", index=False)
    serial: Mapped[int] = mapped_column(Integer)
    paper_id: Mapped[int | None] = ref("paper", unique=True)
    returned: Mapped[bool] = mapped_column(Boolean, default=False)
    settled_on: Mapped[date]
    reason: Mapped[str | None]


class Signatory(Period):
    """Who may review or sign, from and to; a deputy names for whom he does."""

    __tablename__ = "signatory"

    step: Mapped[CaseStep] = coded(CaseStep)
    name: Mapped[str]
    post: Mapped[str | None]
    deputy_for: Mapped[str | None]
    document: Mapped[str | None]


class PaperCase(Record):
    """发文办理: a draft on its way; ``content`` is the command that issues it, as JSON.

    ``afterwards`` is the reason why it was issued first and approved later, ``due_at`` (ISO, local)
    by when the approval has to follow. ``edition`` rises with each revision after a return: the
    opinions begin again, those of earlier editions stay.
    """

    __tablename__ = "paper_case"

    kind: Mapped[PaperKind] = coded(PaperKind)
    title: Mapped[str]
    content: Mapped[str]
    edition: Mapped[int] = mapped_column(Integer, default=1)
    steps: Mapped[int] = mapped_column(Integer)
    addressee: Mapped[str | None]
    project_id: Mapped[int | None] = ref("project")
    enterprise_id: Mapped[int | None] = ref("enterprise", index=False)
    drafter: Mapped[str]
    unit: Mapped[str | None]
    drafted_on: Mapped[date]
    state: Mapped[CaseState] = coded(CaseState, index=True)
    paper_id: Mapped[int | None] = ref("paper", unique=True)
    afterwards: Mapped[str | None]
    due_at: Mapped[str | None]
    withdrawn_on: Mapped[date | None]
    remark: Mapped[str | None]


class PaperOpinion(Record):
    """One opinion on a draft: who, in whose place, when, and whether he agreed."""

    __tablename__ = "paper_opinion"
    __table_args__ = (UniqueConstraint("case_id", "position"),)
    append_only = True

    case_id: Mapped[int] = ref("paper_case", index=False)
    position: Mapped[int] = mapped_column(Integer)
    edition: Mapped[int] = mapped_column(Integer, default=1)
    step: Mapped[CaseStep] = coded(CaseStep)
    agreed: Mapped[bool] = mapped_column(Boolean)
    name: Mapped[str]
    post: Mapped[str | None]
    deputy_for: Mapped[str | None]
    opinion: Mapped[str]
    given_on: Mapped[date]
    on_paper: Mapped[bool] = mapped_column(Boolean, default=False)
    entered_on: Mapped[date]
