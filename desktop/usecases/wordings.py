"""文书用语: a new edition of the office's own words, or of an official passage; none is lost."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.issuing import WordingEdition
from desktop.documents.fonts import check_glyphs
from desktop.documents.plain import plain
from desktop.domain import wordings as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.papers import check_wording
from desktop.queries.wordings import WordingCard, wording_card
from desktop.usecases.done import Done

CHANGED = frozenset({Area.WORDINGS})


@dataclass(frozen=True)
class SaveWording:
    """The words as they were typed; ``remark`` says why."""

    key: str
    body: str
    remark: str = ""


@dataclass(frozen=True)
class RestoreWording:
    """An old edition made the newest; 0 for the words the program came with."""

    key: str
    edition: int = 0


def save_wording(session: Session, command: SaveWording, act: Act) -> Done[int]:
    """The answer is the number of the new edition; issued papers keep the words they have."""
    card = _card(session, command.key)
    body = rules.tidy(command.body)
    check_words(card, body)
    rules.check_changed(body, card.body)
    return _add(session, card, body, command.remark.strip(), act)


def restore_wording(session: Session, command: RestoreWording, act: Act) -> Done[int]:
    card = _card(session, command.key)
    if command.edition == 0:
        rules.check_changed(card.shipped, card.body)
        return _add(session, card, "", "恢复随程序的用语", act)
    old = next((one for one in card.editions if one.number == command.edition), None)
    if old is None:
        raise RuleViolation(f"{card.row.title}没有第{command.edition}版，请刷新后再选")
    rules.check_changed(card.words_of(old), card.body)
    return _add(session, card, old.body, f"恢复第{old.number}版", act)


def check_words(card: WordingCard, body: str) -> None:
    """Refuse words that could not be printed as they are meant."""
    if card.row.is_passage:
        rules.check_passage(body)
    else:
        if not body.strip():
            raise RuleViolation("文书用语不能为空；要用随程序的用语，请选它再点“恢复”")
        check_wording(body, card.fields)
    for number, line in enumerate(body.splitlines(), start=1):
        check_glyphs(plain(line), f"{card.row.title}第{number}行")


def _card(session: Session, key: str) -> WordingCard:
    card = wording_card(session, key)
    if card is None:
        raise RuleViolation("没有这种文书的用语，请刷新后再选")
    return card


def _add(session: Session, card: WordingCard, body: str, remark: str, act: Act) -> Done[int]:
    edition = card.row.edition + 1
    session.add(
        WordingEdition(
            key=card.row.key,
            edition=edition,
            body=body,
            saved_on=act.today,
            remark=remark or None,
        )
    )
    about(session, f"{card.row.title} 第{edition}版")
    return Done(edition, CHANGED)
