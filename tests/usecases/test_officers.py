"""A paper names the card an inspector held on its day, on both databases."""

from datetime import date

import pytest

from db.codes import CertificateKind, HolderKind, ServiceWay
from db.ids import new_id
from db.tables.inspectors import Certificate, Inspector
from desktop.jobs.runner import InlineRunner
from desktop.queries.papers import paper_bytes
from desktop.usecases.officers import officers_on
from desktop.usecases.papers import ServePaper, serve_paper
from tests.documents.reading import pdfium_text
from tests.ui.thin_line import notice
from tests.usecases.county import ACT, settle


@pytest.fixture
def county(database):
    return settle(database)


def add_card(database, holder, number, first):
    with database.writing(ACT, "add_record") as session:
        session.add(
            Certificate(
                id=new_id(session),
                holder_kind=HolderKind.INSPECTOR,
                holder_id=holder,
                kind=CertificateKind.ENFORCEMENT_CARD,
                number=number,
                valid_from=first,
            )
        )


def test_a_new_card_does_not_change_what_an_earlier_paper_says(database, county):
    holder = county.inspectors[0]
    add_card(database, holder, "琼建执新01", date(2026, 11, 1))
    with database.reading() as session:
        (before,) = officers_on(session, [holder], date(2026, 10, 31))
        (after,) = officers_on(session, [holder], date(2026, 11, 1))
    assert before.card.startswith("琼建执0")
    assert (after.name, after.card) == ("林喆", "琼建执新01")


def test_who_has_no_card_is_named_all_the_same(database, county):
    with database.writing(ACT, "add_record") as session:
        newcomer = Inspector(id=new_id(session), name="麦虚构")
        session.add(newcomer)
        key = newcomer.id
    with database.reading() as session:
        found = officers_on(session, [county.inspectors[1], key], date(2026, 10, 1))
    assert [one.name for one in found] == ["邢䶮", "麦虚构"]
    assert found[1].card == ""


def test_receipt_names_the_cards_of_its_servers(database, county, clock):
    runner = InlineRunner(database, clock, "本机")
    day = date(2026, 10, 20)
    paper, _ = notice(runner, county, day)
    command = ServePaper(paper.id, ServiceWay.DIRECT, day, "麦大勇", servers=county.inspectors[:2])
    receipt = runner.run(serve_paper, command)
    words = pdfium_text(runner.ask(paper_bytes, receipt))
    with database.reading() as session:
        cards = [one.card for one in officers_on(session, county.inspectors[:2], day)]
    assert all(card and card in words for card in cards)
