"""What the words of a document are filled with: matter, hazards, papers, days, names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.codes import PaperKind, PartyRole
from desktop.documents.enclosures import Enclosure
from desktop.documents.sheets import we
from desktop.domain.calendar import chinese_date
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.official_texts import title_and_text, to_write
from desktop.domain.papers import printed_due
from desktop.queries.calendar import office_calendar
from desktop.queries.settings import number_setting, words_setting
from desktop.queries.told_hazards import ToldHazard, orders_of, told_hazards
from desktop.queries.typed_subject import TypedGround
from desktop.queries.wordings import office_words

IN_THE_TEXT = 8
"""So many hazards are told in the text; more stand in an attachment."""
_TITLE = "隐患清单"
_TOLD_PARTIES = (PartyRole.CONTRACTOR, PartyRole.CONSULTANT)


@dataclass(frozen=True)
class Drafted:
    """A document as it begins; ``names`` are those its title never takes apart."""

    title: str
    text: str
    enclosures: tuple[Enclosure, ...]
    names: tuple[str, ...]


def drafted(
    session: Session, kind: PaperKind, ground: TypedGround, further: dict[str, str] | None = None
) -> Drafted:
    """The office's words of a kind, filled with what the record knows."""
    told = told_hazards(session, ground.hazards)
    fields = {**_facts(session, ground, told), **(further or {})}
    title, text = title_and_text(office_words(session, kind), fields)
    return Drafted(title, text, _enclosures(told, ground), names_of(ground))


def names_of(ground: TypedGround) -> tuple[str, ...]:
    """Sites and enterprises, each once."""
    firms = (ground.addressee, *(one.name for one in ground.parties))
    return tuple(dict.fromkeys(filter(None, (*(one.name for one in ground.projects), *firms))))


def answer_by(session: Session, day: date) -> date | None:
    """The day proposed for an answer; where the year's holidays are unknown, the plain day."""
    days = number_setting(session, "paper.answer_days")
    if days is None:
        return None
    try:
        return printed_due(day, days, office_calendar(session)).day
    except RuleViolation:
        return day + timedelta(days=days)


def _facts(session: Session, ground: TypedGround, told: Sequence[ToldHazard]) -> dict[str, str]:
    due = answer_by(session, ground.day)
    return {
        "发文机关": ground.issuer,
        "我单位": we(ground.issuer),
        "事由": _matter(ground, told),
        "情况": "" if told else to_write("有关情况"),
        "隐患概述": _summary(ground, told),
        "隐患清单": _list(ground, told),
        "隐患数": str(len(told)) if told else "",
        "已下文书": orders_of(told),
        "反馈期限": chinese_date(due) if due else to_write("反馈期限"),
        "举报电话": words_setting(session, "inspection.hotline"),
    }


def _matter(ground: TypedGround, told: Sequence[ToldHazard]) -> str:
    many = f"{len(ground.projects)}个在建工程" if len(ground.projects) > 1 else ""
    about = ground.project_name or many or (ground.enterprise.name if ground.enterprise else "")
    if not told:
        return f"{about}{to_write('事由')}"
    what = "重大事故隐患" if any(one.is_major for one in told) else "事故隐患"
    late = any(
        one.due is not None and one.due < ground.day and not one.closed_by(ground.day)
        for one in told
    )
    return f"{about}{what}{'逾期未整改' if late else '整改'}"


def _summary(ground: TypedGround, told: Sequence[ToldHazard]) -> str:
    if not told:
        return ""
    majors = sum(one.is_major for one in told)
    if majors == len(told):
        found = f"存在重大事故隐患{majors}项"
    else:
        found = f"存在事故隐患{len(told)}项"
        found += f"，其中重大事故隐患{majors}项" if majors else ""
    if ground.project is None:
        return f"{len(ground.projects)}个在建工程{found}"
    parties = "，".join(
        f"{label(role)}：{ground.party(role)}" for role in _TOLD_PARTIES if ground.party(role)
    )
    return f"{ground.project_name}{f'（{parties}）' if parties else ''}{found}"


def _list(ground: TypedGround, told: Sequence[ToldHazard]) -> str:
    if len(told) > IN_THE_TEXT:
        return f"{_TITLE}见附件。"
    sited = len(ground.projects) > 1
    return "\n".join(
        f"{number}. {one.sentence(ground.day, sited=sited)}"
        for number, one in enumerate(told, start=1)
    )


def _enclosures(told: Sequence[ToldHazard], ground: TypedGround) -> tuple[Enclosure, ...]:
    if len(told) <= IN_THE_TEXT:
        return ()
    rows = tuple(
        (str(number), one.project, one.what, one.clause, one.progress(ground.day))
        for number, one in enumerate(told, start=1)
    )
    columns = ("序号", "工程名称", "隐患内容", "依据", "整改期限")
    return (Enclosure(_TITLE, columns=columns, rows=rows, widths=(1.2, 3.4, 5.0, 4.0, 3.0)),)
