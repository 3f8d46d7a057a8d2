"""档案: what a project's supervision file must hold, what is missing, how long it is kept.

施工安全监督档案保存 3 年，自归档之日起算 (建质〔2014〕154号). A missing paper never keeps a file
from being made: it is named in it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.codes import PaperKind, ServiceWay
from desktop.domain.labels import label
from desktop.domain.papers import SCANNED_KINDS, SERVED_KINDS
from desktop.reference.archive import Answer, ArchiveEntry

RECEIPT_ARTICLE = "民事诉讼法第八十七条"
_NO_INK = (ServiceWay.ELECTRONIC, ServiceWay.ANNOUNCED)


class Occasion(StrEnum):
    """What happened at a project, by which papers are expected of it."""

    ALWAYS = "always"
    DANGEROUS = "dangerous"
    VISITED = "visited"
    ORDERED = "ordered"
    STOPPED = "stopped"
    MAJOR_CLOSED = "major_closed"
    TALKED = "talked"
    COMPLETED = "completed"


@dataclass(frozen=True)
class PaperFacts:
    """One paper in force as the list of missing ones looks at it.

    ``stored`` tells whether its bytes are kept, ``signed`` whether a signed copy came back,
    ``receipt`` whether the signed 送达回证 did; ``answered`` are the kinds that rest on it.
    """

    kind: PaperKind
    name: str
    stored: bool = True
    history: bool = False
    served: bool = False
    way: ServiceWay | None = None
    receipt: bool = False
    signed: bool = False
    answered: frozenset[PaperKind] = frozenset()


@dataclass(frozen=True)
class Lack:
    """One thing that is expected and not there; ``entry`` is its line of the list."""

    entry: str
    words: str
    article: str = ""


def lacks(
    entries: Sequence[ArchiveEntry],
    pairs: Sequence[Answer],
    papers: Sequence[PaperFacts],
    occasions: Collection[str],
) -> tuple[Lack, ...]:
    """What is missing, in the order of the list."""
    found: list[Lack] = []
    for entry in entries:
        mine = [one for one in papers if one.kind in entry.kinds]
        if not mine and entry.kinds and entry.when in occasions:
            found.append(Lack(entry.name, f"缺{entry.name}", entry.article))
        for one in mine:
            words = (*_of_paper(one), *_unanswered(one, pairs))
            found += [Lack(entry.name, f"{one.name}：{said}", _article(said)) for said in words]
    return tuple(found)


def _article(said: str) -> str:
    return RECEIPT_ARTICLE if "送达回证" in said else ""


def _of_paper(one: PaperFacts) -> list[str]:
    """What was brought in from before the first day is never asked for signatures."""
    if one.history:
        return [] if one.stored or one.signed else ["历史导入，未存原件"]
    found = [] if one.stored or one.signed else ["未存原件"]
    if one.kind in SERVED_KINDS and not one.served:
        found.append("未送达，没有送达回证")
    elif one.kind in SERVED_KINDS and not one.receipt and one.way not in _NO_INK:
        found.append("送达回证的签收件未收回")
    if one.kind in SCANNED_KINDS and not one.signed:
        found.append("签字件未收回")
    return found


def _unanswered(one: PaperFacts, pairs: Sequence[Answer]) -> list[str]:
    if one.history:
        return []
    wanted = (pair.by for pair in pairs if pair.of is one.kind)
    return [f"没有与之对应的{label(kind)}" for kind in wanted if kind not in one.answered]


def kept_until(filed: date, years: int) -> date:
    """The last day of keeping; one filed on 29 February is kept to the 28th."""
    try:
        return filed.replace(year=filed.year + years)
    except ValueError:
        return filed.replace(year=filed.year + years, day=28)
