"""通报, 公告, 报告, 函告, 复函: begun in the office's words, the text then the clerk's own."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import PaperKind, PartyRole
from db.tables.enterprises import Enterprise
from db.tables.office import Office
from desktop.documents import document, letter
from desktop.documents.document import DocumentSheet
from desktop.documents.enclosures import Enclosure
from desktop.documents.letter import LetterSheet
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.domain.official_texts import check_publishable, check_written, to_write
from desktop.queries.superior import signer_on, superior_of
from desktop.queries.typed_subject import TypedGround
from desktop.usecases.typed.paper import About, TypedPaper
from desktop.usecases.typed.site import watch_on
from desktop.usecases.typed.told_texts import drafted

_EVERY_SITE = ("各在建工程建设、施工、监理单位",)
Sheet = DocumentSheet | LetterSheet


def circular(session: Session, ground: TypedGround) -> DocumentSheet:
    superior = superior_of(session)
    begun = _document(session, PaperKind.CIRCULAR, ground)
    return replace(begun, addressees=_EVERY_SITE, copied_to=_only(superior))


def announcement(session: Session, ground: TypedGround) -> DocumentSheet:
    """To everybody, hence to nobody by name."""
    return _document(session, PaperKind.ANNOUNCEMENT, ground)


def report(session: Session, ground: TypedGround) -> DocumentSheet:
    """上行: to the superior, with 签发人."""
    asked = {"措施": to_write("已采取的措施"), "打算": to_write("下一步打算")}
    begun = _document(session, PaperKind.REPORT, ground, {} if ground.hazards else asked)
    superior, signer = superior_of(session), signer_on(session, ground.day)
    return replace(begun, addressees=_only(superior), signers=_only(signer))


def letter_to(session: Session, ground: TypedGround) -> LetterSheet:
    """To the head office of whoever is at fault, where it has one; the site is told by a copy."""
    told, branch = _head_office(session, ground)
    copied = (branch, ground.party(PartyRole.CLIENT))
    return _letter(session, PaperKind.LETTER, ground, told, copied)


def reply_letter(session: Session, ground: TypedGround) -> LetterSheet:
    told = ground.enterprise.name if ground.enterprise else ""
    asked = {"来函日期": "来函日期", "来函": "来函标题", "意见": "答复意见", "事由": "来函事由"}
    further = {name: to_write(what) for name, what in asked.items()}
    return _letter(session, PaperKind.REPLY_LETTER, ground, told, (), further)


def _document(
    session: Session,
    kind: PaperKind,
    ground: TypedGround,
    further: dict[str, str] | None = None,
) -> DocumentSheet:
    draft = drafted(session, kind, ground, further)
    return DocumentSheet(
        issuer=ground.issuer,
        kind=label(kind),
        number="",
        title=draft.title,
        text=draft.text,
        issued=ground.day,
        enclosures=draft.enclosures,
        printer=ground.issuer,
        names=draft.names,
    )


def _only(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _letter(
    session: Session,
    kind: PaperKind,
    ground: TypedGround,
    told: str,
    copied: tuple[str, ...],
    further: dict[str, str] | None = None,
) -> LetterSheet:
    draft = drafted(session, kind, ground, further)
    watch = watch_on(session, ground) if ground.project else None
    return LetterSheet(
        issuer=ground.issuer,
        number="",
        title=draft.title,
        addressees=_only(told),
        text=draft.text,
        issued=ground.day,
        enclosures=draft.enclosures,
        contact=(watch.contact or watch.lead.name) if watch else "",
        copied_to=tuple(dict.fromkeys(one for one in copied if one and one != told)),
        names=tuple(filter(None, (told, *draft.names))),
    )


def _head_office(session: Session, ground: TypedGround) -> tuple[str, str]:
    """Whom a letter goes to, and the branch below it that has no letter of its own."""
    name = ground.addressee
    firm = ground.enterprise or session.get(Enterprise, ground.id_of(name) or 0)
    head = session.get(Enterprise, firm.parent_id) if firm and firm.parent_id else None
    return (head.name, name) if head else (name, "")


def check_sent(session: Session, sheet: Sheet, _ground: TypedGround) -> None:
    """Whole, and in the name in which papers of the day go."""
    check_written(sheet.title, sheet.text)
    _check_name(session, sheet)


def check_published(session: Session, sheet: Sheet, ground: TypedGround) -> None:
    check_sent(session, sheet, ground)
    attached = "\n".join(map(_words, sheet.enclosures))
    check_publishable({"标题": sheet.title, "正文": sheet.text, "附件": attached})


def _words(one: Enclosure) -> str:
    return "\n".join((one.title, one.text, *(cell for row in one.rows for cell in row)))


def _check_name(session: Session, sheet: Sheet) -> None:
    office = session.scalar(select(Office))
    names = (office.bureau_name, office.station_name) if office else ()
    for name in names:
        if name and name != sheet.issuer and sheet.title.startswith(f"{name}关于"):
            raise RuleViolation(
                f"标题以{name}的名义，成文日期当日以{sheet.issuer}的名义发文，请改标题"
            )


_FROM_ANY = (About.PROJECT, About.ENTERPRISE, About.HAZARDS, About.PAPER, About.NOTHING)
_WRITTEN = ("title", "text")
_NO_SIGNER = ("kind", "signers")
"""签发人 stands on what goes up alone (GB/T 9704-2012 7.2.6)."""

OFFICIAL = (
    TypedPaper(
        PaperKind.CIRCULAR,
        circular,
        document.render,
        (*_WRITTEN, "addressees"),
        _FROM_ANY,
        told="addressees",
        title="title",
        long=("text",),
        fixed=_NO_SIGNER,
        check=check_published,
        several=True,
    ),
    TypedPaper(
        PaperKind.ANNOUNCEMENT,
        announcement,
        document.render,
        _WRITTEN,
        _FROM_ANY,
        told="",
        title="title",
        long=("text",),
        fixed=(*_NO_SIGNER, "addressees"),
        check=check_published,
        several=True,
    ),
    TypedPaper(
        PaperKind.REPORT,
        report,
        document.render,
        (*_WRITTEN, "addressees", "signers"),
        _FROM_ANY,
        told="addressees",
        title="title",
        long=("text",),
        fixed=("kind",),
        check=check_sent,
        several=True,
    ),
    TypedPaper(
        PaperKind.LETTER,
        letter_to,
        letter.render,
        (*_WRITTEN, "addressees"),
        _FROM_ANY,
        told="addressees",
        title="title",
        long=("text",),
        fixed=("kind",),
        check=check_sent,
        several=True,
    ),
    TypedPaper(
        PaperKind.REPLY_LETTER,
        reply_letter,
        letter.render,
        (*_WRITTEN, "addressees"),
        _FROM_ANY,
        told="addressees",
        title="title",
        long=("text",),
        fixed=("kind",),
        check=check_sent,
    ),
)
