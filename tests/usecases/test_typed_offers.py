"""What may be written from what stands selected."""

import pytest

from db.codes import PaperKind
from desktop.domain.paper_groups import OTHERS
from desktop.queries.typed_subject import Subject
from desktop.usecases.typed.all import TYPED
from desktop.usecases.typed.offers import Standing, offers, subject_for
from desktop.usecases.typed.paper import About, TypedPaper


def declared(*abouts, after=None, several=False):
    return TypedPaper(
        PaperKind.LETTER, lambda *_: None, lambda _: b"", (), abouts, after=after, several=several
    )


SITE, FIRM = Standing("甲工程", project_id=7), Standing("乙公司", enterprise_id=8)
TWO = Standing("两项", hazards=(1, 2))
TALK = Standing("约谈", papers=((PaperKind.INTERVIEW_RECORD, 12), (PaperKind.INTERVIEW_NOTICE, 11)))


@pytest.mark.parametrize(
    ("paper", "standing", "subject"),
    [
        (declared(About.PROJECT), SITE, Subject(project_id=7)),
        (declared(About.PROJECT), FIRM, None),
        (declared(About.ENTERPRISE), FIRM, Subject(enterprise_id=8)),
        (declared(About.HAZARDS, About.PROJECT), TWO, Subject(hazards=(1, 2))),
        (declared(About.PROJECT), TWO, None),
        (declared(About.NOTHING), Standing(), Subject()),
        (declared(About.NOTHING), SITE, None),
        (declared(About.PAPER), TALK, Subject(paper_id=12)),
        (declared(About.PAPER, after=PaperKind.INTERVIEW_NOTICE), TALK, Subject(paper_id=11)),
        (declared(About.PAPER, after=PaperKind.STOP_ORDER), TALK, None),
        (declared(About.PAPER, several=True), Standing(picked=(3, 4)), Subject(papers=(3, 4))),
        (declared(About.PAPER), Standing(picked=(3, 4)), None),
    ],
)
def test_a_paper_begins_from_what_fits_it(paper, standing, subject):
    assert subject_for(paper, standing) == subject


def test_while_nothing_is_selected_a_site_may_be_picked_first():
    found = offers((declared(About.PROJECT, About.ENTERPRISE), declared(About.PAPER)), Standing())
    assert [one.lacks for one in found] == ["工程或企业"]


def test_a_kind_is_found_by_its_name_and_its_initials():
    offer = offers((declared(About.NOTHING),), Standing())[0]
    assert offer.words == "函告"
    assert all(map(offer.answers_to, ("函", "hg", "H G", "")))
    assert not offer.answers_to("tb")


def test_every_typed_paper_stands_under_a_heading():
    for standing in (Standing(), SITE, FIRM, TWO, TALK):
        assert OTHERS not in {one.group for one in offers(TYPED, standing)}
