"""约谈纪要: begun from what the record of the talk says, sent afterwards to whoever was called."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.codes import PaperKind, PaperState, PartyRole
from db.tables.papers import Interview, Paper
from desktop.documents import minutes as minutes_form
from desktop.documents.minutes import MinutesSheet
from desktop.documents.sheets import spoken_day
from desktop.domain.calendar import check_in_order
from desktop.domain.errors import RuleViolation
from desktop.domain.official_texts import check_written, title_and_text, to_write
from desktop.queries.typed_subject import TypedGround
from desktop.queries.wordings import office_words
from desktop.usecases.typed.paper import About, TypedPaper
from desktop.usecases.typed.told_texts import names_of

MINUTES = PaperKind.MINUTES
_TOLD_TOO = (PartyRole.CLIENT, PartyRole.CONSULTANT)


def minutes(session: Session, ground: TypedGround) -> MinutesSheet:
    talk, record = _talk(session, ground)
    said: dict[str, Any] = json.loads(record.sheet or "{}")
    firm = record.enterprise_text or ground.addressee
    fields = {
        "发文机关": ground.issuer,
        "约谈日期": spoken_day(talk.held_on),
        "约谈地点": talk.place or to_write("约谈地点"),
        "主持人": said.get("host") or to_write("主持人"),
        "被约谈单位": firm,
        "工程名称": ground.project_name,
        "事由": talk.reason,
        "通报问题": _counted((talk.points or "").splitlines()),
        "被约谈方陈述": _counted([talk.statement or ""]),
        "整改措施": _counted(_measures(talk, said)),
        "反馈期限": spoken_day(talk.feedback_due),
    }
    title, text = title_and_text(office_words(session, MINUTES), fields)
    called = said.get("other_side") or ()
    told = (firm, *map(ground.party, _TOLD_TOO))
    return MinutesSheet(
        issuer=ground.issuer,
        number="",
        title=title,
        text=text,
        issued=ground.day,
        attended=tuple(_attended(ground.issuer, firm, said, called)),
        copied_to=tuple(dict.fromkeys(filter(None, told))),
        names=tuple(dict.fromkeys((firm, *names_of(ground)))),
    )


def _talk(session: Session, ground: TypedGround) -> tuple[Interview, Paper]:
    """The talk that the letter or the record is of; minutes are of one that was held."""
    key = ground.about.id if ground.about else 0
    own = or_(Interview.notice_id == key, Interview.record_id == key)
    talk = session.scalar(select(Interview).where(own))
    if talk is None:
        raise RuleViolation("约谈纪要从约谈记录起草，请在约谈页选定这次约谈")
    record = session.get(Paper, talk.record_id or 0)
    if record is None:
        raise RuleViolation("约谈尚未进行，请先登记约谈记录")
    return talk, record


def _measures(talk: Interview, said: dict[str, Any]) -> list[str]:
    """As the record has them, with who does each and by when."""
    told = []
    for one in said.get("measures") or ():
        due = spoken_day(date.fromisoformat(one["due"])) if one["due"] else ""
        who = f"责任人：{one['who']}" if one["who"] else ""
        bracket = "，".join(filter(None, (who, f"{due}前完成" if due else "")))
        told.append(f"{one['content']}（{bracket}）" if bracket else one["content"])
    return told or (talk.measures or "").splitlines()


def _counted(lines: Sequence[str]) -> str:
    """Each line an item with a stop; one alone has no number."""
    told = [line.strip().rstrip("。；") for line in lines if line.strip()]
    if len(told) == 1:
        return f"{told[0]}。"
    return "\n".join(f"{number}. {line}。" for number, line in enumerate(told, start=1))


def _attended(
    issuer: str, firm: str, said: dict[str, Any], called: Sequence[dict[str, str]]
) -> Iterator[str]:
    """甲公司　张某（项目经理）、李某: ours first, then whoever came, by unit."""
    ours = dict.fromkeys(
        (said.get("host"), *(one["name"] for one in said.get("own_side", ())), said.get("recorder"))
    )
    names = "、".join(name for name in ours if name)
    if names:
        yield f"{issuer}　{names}"
    units = dict.fromkeys(one["unit"] or firm for one in called)
    for unit in units:
        came = [_named(one) for one in called if (one["unit"] or firm) == unit]
        yield f"{unit}　{'、'.join(came)}"


def _named(one: dict[str, str]) -> str:
    name, post = one["name"], one["post"]
    return f"{name}（{post}）" if name and post else name or post


def record_of(session: Session, _sheet: MinutesSheet, ground: TypedGround) -> Paper | None:
    """The minutes rest on the record of the talk, and there is one of them."""
    talk, record = _talk(session, ground)
    sent = select(Paper.number).where(
        Paper.about_paper_id == record.id,
        Paper.kind == MINUTES,
        Paper.state != PaperState.VOIDED,
    )
    held = session.execute(sent).first()
    if held is not None:
        raise RuleViolation(f"这次约谈已印发纪要{held.number or ''}，要改请先作废原纪要")
    if talk.held_on is not None:
        check_in_order([("约谈日期", talk.held_on), ("纪要的成文日期", ground.day)])
    return record


def check_minutes(_session: Session, sheet: MinutesSheet, _ground: TypedGround) -> None:
    check_written(sheet.title, sheet.text)


MINUTES_OF_TALKS = (
    TypedPaper(
        MINUTES,
        minutes,
        minutes_form.render,
        ("title", "text", "attended"),
        (About.PAPER,),
        told="copied_to",
        title="title",
        numbered=False,
        long=("text",),
        fixed=("kind",),
        after=PaperKind.INTERVIEW_RECORD,
        follows=record_of,
        check=check_minutes,
    ),
)
