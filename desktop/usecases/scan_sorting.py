"""收扫描件: which pages of which file belong together, and to which paper of the register.

What is compared is the hash a paper carries in its code with the one stored when it was issued; it
tells a print of other facts. Nothing of the scanned text itself is read.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperState
from db.tables.months import Month
from db.tables.papers import Paper
from db.tables.projects import Project
from db.tables.signatures import Attachment
from desktop.documents.qr import Code, read_code
from desktop.domain.errors import KnownProblem
from desktop.exchange.scans import ScannedFile, pages_alone, read_scan, scan_files
from desktop.queries.papers import SIGNED_COPY, kind_words

_UNREAD = "没有读到二维码，请放平重扫（200 dpi 以上），或到该文书“补扫描件”"
_STRANGE = "二维码不是本系统文书的"
_CROWDED = "一页上有几份文书的二维码，请逐份分开扫描"
_NOWHERE = "登记簿里没有这份文书：可能是没有签发的草稿，或别的单位的文书"
_CHANGED = "文号在登记簿里，但内容码与存档不符：纸上印的与签发的不是同一内容，请核对原件"
_RENUMBERED = "内容码对应的文号是{number}，与纸上的不符，请核对原件"
_AGAIN = "同一份扫描件已在这份文书下"


class Found(Enum):
    """What became of some pages."""

    READY = "可归档"
    KEPT = "已收过"
    UNKNOWN = "认不出"


@dataclass(frozen=True)
class Sheaf:
    """Pages of one file that belong to one paper: their numbers, what the code on them says.

    ``sha256`` is that of the bytes to be kept: the file as it is, or these pages alone.
    """

    path: Path
    pages: tuple[int, ...]
    of: int
    code: Code | None = None
    sha256: str = ""
    problem: str = ""
    note: str = ""


@dataclass(frozen=True)
class SheafRow:
    """A sheaf with its paper, or with the reason why it has none."""

    sheaf: Sheaf
    found: Found
    said: str
    paper_id: int | None = None
    paper: str = ""

    @property
    def file(self) -> str:
        return self.sheaf.path.name

    @property
    def pages_words(self) -> str:
        """全部 2 页, 第1、3页; nothing for a file that did not open."""
        pages = self.sheaf.pages
        if len(pages) == self.sheaf.of:
            return f"全部 {len(pages)} 页" if pages else ""
        return f"第{'、'.join(map(str, pages))}页"


def read_sheaves(places: Sequence[Path], progress: Callable[[int, int], None]) -> tuple[Sheaf, ...]:
    """Look through files and folders, off the main thread; it can be cancelled between pages."""
    paths = scan_files(places)
    found: list[Sheaf] = []
    for done, path in enumerate(paths):
        between = partial(progress, done, len(paths))
        between()
        found += sheaves_of(read_scan(path, between))
    progress(len(paths), len(paths))
    return tuple(found)


def sheaves_of(file: ScannedFile) -> tuple[Sheaf, ...]:
    """The pages parted by their codes; a page without one follows the page before it."""
    if file.problem:
        return (Sheaf(file.path, (), 0, problem=file.problem),)
    parts: dict[Code | None, list[int]] = {}
    blank: dict[Code | None, list[int]] = {}
    on_pages = [_codes(page.codes) for page in file.pages]
    known = {code for codes in on_pages for code in codes}
    last = next(iter(known)) if len(known) == 1 else None
    for page, codes in zip(file.pages, on_pages, strict=True):
        last = codes[0] if len(codes) == 1 else None if codes else last
        parts.setdefault(last, []).append(page.number)
        if not codes:
            blank.setdefault(last, []).append(page.number)
    crowded = any(len(codes) > 1 for codes in on_pages)
    strange = any(page.codes for page in file.pages) and not known
    lacks = _CROWDED if crowded else _STRANGE if strange else _UNREAD
    return tuple(
        _hashed(
            Sheaf(
                file.path,
                tuple(pages),
                len(file.pages),
                code,
                problem="" if code else lacks,
                note=_followed(blank.get(code, [])) if code else "",
            )
        )
        for code, pages in parts.items()
    )


def _codes(words: Sequence[str]) -> list[Code]:
    found = (read_code(one) for one in words)
    return list(dict.fromkeys(code for code in found if code is not None))


def _followed(pages: Sequence[int]) -> str:
    return f"第{'、'.join(map(str, pages))}页没有读到二维码，随这份文书" if pages else ""


def _hashed(sheaf: Sheaf) -> Sheaf:
    try:
        content = pages_alone(sheaf.path, sheaf.pages, sheaf.of)
    except KnownProblem as problem:
        return replace(sheaf, code=None, problem=str(problem))
    return replace(sheaf, sha256=hashlib.sha256(content).hexdigest())


def sorted_sheaves(session: Session, sheaves: Sequence[Sheaf]) -> tuple[SheafRow, ...]:
    """Each with its paper: a query for the table that is looked at before anything is kept."""
    return tuple(_once(_row(session, sheaf) for sheaf in sheaves))


def _once(rows: Iterator[SheafRow]) -> Iterator[SheafRow]:
    """The same scan twice in one pile is kept once."""
    seen: dict[tuple[int | None, str], str] = {}
    for row in rows:
        key = (row.paper_id, row.sheaf.sha256)
        if row.found is Found.READY and key in seen:
            said = f"与“{seen[key]}”是同一份扫描件"
            yield replace(row, found=Found.KEPT, said=said, paper_id=None)
            continue
        if row.found is Found.READY:
            seen[key] = row.file
        yield row


def _row(session: Session, sheaf: Sheaf) -> SheafRow:
    if sheaf.code is None:
        return SheafRow(sheaf, Found.UNKNOWN, sheaf.problem)
    papers = session.scalars(select(Paper).where(Paper.code == sheaf.code.digits)).all()
    if not papers:
        return _row_without(session, sheaf, sheaf.code)
    if len(papers) > 1:
        said = f"登记簿里有 {len(papers)} 份内容相同的文书，请到该文书“补扫描件”"
        return SheafRow(sheaf, Found.UNKNOWN, said)
    return _row_of(session, sheaf, sheaf.code, papers[0])


def _row_without(session: Session, sheaf: Sheaf, code: Code) -> SheafRow:
    paper = session.scalar(select(Paper).where(Paper.number == code.name))
    if paper is None:
        return SheafRow(sheaf, Found.UNKNOWN, f"{_NOWHERE}（{code.name}）")
    return SheafRow(sheaf, Found.UNKNOWN, _CHANGED, paper=_named(session, paper))


def _row_of(session: Session, sheaf: Sheaf, code: Code, paper: Paper) -> SheafRow:
    named = _named(session, paper)

    def told(found: Found, said: str) -> SheafRow:
        return SheafRow(sheaf, found, said, paper.id if found is Found.READY else None, named)

    if paper.number and not code.name.endswith(paper.number):
        return told(Found.UNKNOWN, _RENUMBERED.format(number=paper.number))
    if paper.state is PaperState.VOIDED:
        return told(Found.UNKNOWN, f"这份文书已作废（{paper.void_reason}），不收")
    if _is_kept(session, paper.id, sheaf.sha256):
        return told(Found.KEPT, _AGAIN)
    return told(Found.READY, "；".join(filter(None, (_older(session, paper), sheaf.note))))


def _is_kept(session: Session, paper_id: int, sha256: str) -> bool:
    kept = select(Attachment.id).where(
        Attachment.entity == Paper.__tablename__,
        Attachment.record_id == paper_id,
        Attachment.purpose == SIGNED_COPY,
        Attachment.sha256 == sha256,
    )
    return session.scalar(kept) is not None


def _older(session: Session, paper: Paper) -> str:
    """A report of a month that has a later 稿."""
    mine = select(Month.period, Month.edition).where(Month.paper_id == paper.id)
    told = session.execute(mine).first()
    if told is None:
        return ""
    later = select(Month.id).where(Month.period == told.period, Month.edition > told.edition)
    return f"是第{told.edition}稿，后面另有新稿" if session.scalar(later.limit(1)) else ""


def _named(session: Session, paper: Paper) -> str:
    project = session.get(Project, paper.project_id) if paper.project_id else None
    about = project.name if project else paper.enterprise_text or ""
    name = kind_words(paper.kind, paper.kind_text)
    return "　".join(filter(None, (name, paper.number, about)))
