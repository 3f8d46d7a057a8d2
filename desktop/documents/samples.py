"""示例: a sheet of every kind of paper, of invented facts, to see the office's words in print."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

from db.codes import PaperKind
from desktop.documents import (
    briefing_record,
    closure_approval,
    document,
    dossier,
    exposure_list,
    inquiry_record,
    inspection_approval,
    inspection_notice,
    interview_notice,
    interview_record,
    issue_sheet,
    letter,
    listed_supervision_notice,
    listed_supervision_release,
    minutes,
    recheck_opinion,
    rectification_notice,
    referral,
    restart_notice,
    resumption_notice,
    service_address,
    service_receipt,
    site_record,
    stop_order,
    supervision_notice,
    supervision_plan,
    suspension_notice,
    termination_notice,
    urging_notice,
)
from desktop.documents.document import DocumentSheet
from desktop.documents.letter import LetterSheet
from desktop.documents.minutes import MinutesSheet
from desktop.documents.opinions import Opinion
from desktop.documents.sheets import words_of
from desktop.documents.signatures import Ink
from desktop.domain.calendar import chinese_date
from desktop.domain.labels import label
from desktop.domain.official_texts import title_and_text
from desktop.reference.resources import read_toml
from desktop.reference.wording import wording

FORMS: Mapping[PaperKind, ModuleType] = {
    module.KIND: module
    for module in (
        briefing_record,
        closure_approval,
        dossier,
        exposure_list,
        inquiry_record,
        inspection_approval,
        inspection_notice,
        interview_notice,
        interview_record,
        issue_sheet,
        listed_supervision_notice,
        listed_supervision_release,
        recheck_opinion,
        rectification_notice,
        referral,
        restart_notice,
        resumption_notice,
        service_address,
        service_receipt,
        site_record,
        stop_order,
        supervision_notice,
        supervision_plan,
        suspension_notice,
        termination_notice,
        urging_notice,
    )
}
"""Forms print their words line by line; each module has ``render`` and ``wording_fields``."""

_ROWS = 2
_DAY = date(2026, 11, 10)
_FOR_INK = (Ink, Opinion)


@dataclass(frozen=True)
class SampleField:
    """A name the words of a kind may use, and what stands for it in the sample."""

    name: str
    example: str
    is_table: bool


def sample_paper(kind: PaperKind, words: str, passages: Mapping[str, str]) -> bytes:
    """The sample sheet of a kind in these words; ``passages`` are the official texts by field."""
    if kind in _OFFICIAL:
        return _OFFICIAL[kind](kind, words)
    form = FORMS[kind]
    sheet = sample_sheet(kind)
    told = {
        name: passages[word] for name, word in words_of(type(sheet)).items() if word in passages
    }
    drawn: bytes = form.render(replace(sheet, words=words, **told))
    return drawn


def sample_fields(kind: PaperKind) -> tuple[SampleField, ...]:
    """The names in the order they are declared; a table stands on a line of its own."""
    if kind in _OFFICIAL:
        known = _texts()
        return tuple(SampleField(name, known.get(name, ""), False) for name in wording(kind).fields)
    told = FORMS[kind].wording_fields(sample_sheet(kind))
    return tuple(
        SampleField(name, told.get(name, ""), name not in told) for name in wording(kind).fields
    )


@cache
def sample_sheet(kind: PaperKind) -> Any:
    """The sheet of a form, each field by the word the clerk knows it by."""
    return _made(get_type_hints(FORMS[kind].render)["sheet"], 0)


def _made(sheet: type[Any], place: int) -> Any:
    hints, named = get_type_hints(sheet), words_of(sheet)
    told = {}
    for one in fields(sheet):
        value = _value(hints[one.name], _known().get(_word(one, named)), place)
        if value is not None:
            told[one.name] = value
        elif one.default is MISSING and one.default_factory is MISSING:
            told[one.name] = _least(hints[one.name])
    return sheet(**told)


def _word(one: "Field[Any]", named: Mapping[str, str]) -> str:
    """Whatever a kind calls the office, it is the one office."""
    return "发文机关" if one.name == "issuer" else named[one.name]


def _value(hint: Any, known: Any, place: int) -> Any:
    """What is known for a word, in the shape of its field; None where there is nothing."""
    if get_origin(hint) is tuple:
        return _rows(get_args(hint)[0], known)
    if is_dataclass(hint):
        return None if hint in _FOR_INK else _made(hint, place)  # type: ignore[arg-type]
    value = known[place % len(known)] if isinstance(known, list) else known
    wanted = get_args(hint) or (hint,)
    return value if type(value) in wanted or type(value) is hint else None


def _rows(member: Any, known: Any) -> tuple[Any, ...] | None:
    if is_dataclass(member):
        is_ink = member in _FOR_INK
        return None if is_ink else tuple(_made(member, place) for place in range(_ROWS))  # type: ignore[arg-type]
    if member is not str or known is None:
        return None
    return tuple(known) if isinstance(known, list) else (known,)


def _least(hint: Any) -> Any:
    """Something for a field that may not be left out."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if get_origin(hint) is tuple:
        return ()
    least = {str: "示例", bool: False, int: 1, date: _DAY}
    return next((value for kind, value in least.items() if kind in (hint, *get_args(hint))), "示例")


@cache
def _known() -> dict[str, Any]:
    return read_toml("wording/samples.toml")


def _texts() -> dict[str, str]:
    """What is known, as it stands in a sentence."""
    return {name: _text(value) for name, value in _known().items()}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    if isinstance(value, date):
        return chinese_date(value.date() if isinstance(value, datetime) else value)
    return str(value)


def _document(kind: PaperKind, words: str) -> bytes:
    title, text = title_and_text(words, _texts())
    known = _known()
    return document.render(
        DocumentSheet(
            issuer=known["发文机关"],
            kind=label(kind),
            number=known["文号"],
            title=title,
            text=text,
            issued=_DAY,
            addressees=() if kind is PaperKind.ANNOUNCEMENT else tuple(known["主送机关"]),
            signers=("符例",) if kind is PaperKind.REPORT else (),
        )
    )


def _letter(kind: PaperKind, words: str) -> bytes:
    title, text = title_and_text(words, _texts())
    known = _known()
    told = (known["企业名称"],)
    return letter.render(
        LetterSheet(known["发文机关"], known["文号"], title, told, text, _DAY, label(kind))
    )


def _minutes(_kind: PaperKind, words: str) -> bytes:
    title, text = title_and_text(words, _texts())
    known = _known()
    return minutes.render(MinutesSheet(known["发文机关"], known["编号"], title, text, _DAY))


_OFFICIAL: Mapping[PaperKind, Callable[[PaperKind, str], bytes]] = {
    PaperKind.CIRCULAR: _document,
    PaperKind.ANNOUNCEMENT: _document,
    PaperKind.REPORT: _document,
    PaperKind.LETTER: _letter,
    PaperKind.REPLY_LETTER: _letter,
    PaperKind.MINUTES: _minutes,
}
"""公文: their words are filled into the text, their first line is the title."""
