"""What a visit is told to be recorded as: its answers, its people, all it stands on."""

from dataclasses import dataclass
from datetime import date

from db.codes import (
    AnswerValue,
    CompanionKind,
    PartyRole,
    VisitKind,
    VisitManner,
    VisitSource,
)
from desktop.usecases.attachments import NewFile
from desktop.usecases.findings import Finding


@dataclass(frozen=True)
class Answer:
    """The answer to one item; what is not answered stays 未查."""

    item: str
    value: AnswerValue
    remark: str = ""


@dataclass(frozen=True)
class Companion:
    """陪同、协助."""

    kind: CompanionKind
    name: str
    unit: str = ""


@dataclass(frozen=True)
class TickedMachine:
    """A machine looked at, known by its number."""

    id: int
    remark: str = ""


@dataclass(frozen=True)
class CheckedEnterprise:
    """被检查单位: a party of the site whose section was answered, in its role."""

    enterprise_id: int
    role: PartyRole
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class RecordVisit:
    """A visit as it happened; ``inspectors`` in the order in which they sign.

    ``notice_id`` is the 行政检查通知书 it stands on, ``rechecked`` the notices it re-checked,
    ``guidance_id`` the 指导观摩 whose findings it checks, ``corrects`` the signed visit that this
    one corrects (更正). ``told_on`` is the day of 结果告知.
    """

    project_id: int
    visited_on: date
    inspectors: tuple[int, ...]
    kind: VisitKind = VisitKind.CHECK
    source: VisitSource = VisitSource.PLAN
    started_at: str = ""
    ended_at: str = ""
    part: str = ""
    present_party: str = ""
    sections: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    findings: tuple[Finding, ...] = ()
    companions: tuple[Companion, ...] = ()
    remark: str = ""
    photos: tuple[NewFile, ...] = ()
    round_id: int | None = None
    approval_id: int | None = None
    online: bool = False
    check_code: str = ""
    manner: VisitManner | None = None
    code_shown_at: str = ""
    in_system: bool | None = None
    system_note: str = ""
    statement: str = ""
    told_on: date | None = None
    notice_id: int | None = None
    machines: tuple[TickedMachine, ...] = ()
    enterprises: tuple[CheckedEnterprise, ...] = ()
    rechecked: tuple[int, ...] = ()
    guidance_id: int | None = None
    corrects: int | None = None
    correction_reason: str = ""
