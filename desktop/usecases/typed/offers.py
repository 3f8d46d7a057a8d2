"""Which typed papers may be begun from what stands selected, and from what of it each begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.codes import PaperKind
from desktop.domain.labels import label
from desktop.domain.paper_groups import group_of
from desktop.queries.typed_subject import Subject
from desktop.usecases.initials import initials_of
from desktop.usecases.typed.paper import About, TypedPaper

_PICKED = {About.PROJECT: "工程", About.ENTERPRISE: "企业"}


@dataclass(frozen=True)
class Standing:
    """What stands selected: a site, an enterprise, hazards, or the papers of one matter.

    ``words`` name it; nothing of it set is a paper about nothing in the record. ``picked`` are
    several papers of different matters, ticked in their list (催办).
    """

    words: str = ""
    project_id: int | None = None
    enterprise_id: int | None = None
    hazards: tuple[int, ...] = ()
    papers: tuple[tuple[PaperKind | None, int], ...] = ()
    picked: tuple[int, ...] = ()

    @property
    def is_free(self) -> bool:
        told = (self.project_id, self.enterprise_id, self.hazards, self.papers, self.picked)
        return not any(told)


@dataclass(frozen=True)
class Offer:
    """A kind as it is chosen; ``subject`` None says that one has to be picked first."""

    declared: TypedPaper
    words: str
    group: str
    initials: str
    subject: Subject | None

    @property
    def kind(self) -> PaperKind:
        return self.declared.kind

    @property
    def lacks(self) -> str:
        """What has to be picked first: 工程, 企业 or either; nothing where the subject stands."""
        needs = [word for about, word in _PICKED.items() if about in self.declared.abouts]
        return "或".join(needs) if self.subject is None else ""

    def answers_to(self, typed: str) -> bool:
        """Whether it is meant by these letters: part of its name, or of its initials."""
        letters = _letters(typed)
        return letters in self.words.lower() or any(letters in one for one in self.initials.split())

    def begins_with(self, typed: str) -> bool:
        """Whether its name, or its initials, begin with these letters."""
        names = (self.words.lower(), *self.initials.split())
        return any(one.startswith(_letters(typed)) for one in names)


def _letters(typed: str) -> str:
    return "".join(typed.split()).lower()


def offers(declared: Sequence[TypedPaper], standing: Standing) -> tuple[Offer, ...]:
    """What may be begun, in the order of the declarations.

    While nothing stands selected those that need a site or an enterprise are offered too.
    """
    found = []
    for one in declared:
        subject = subject_for(one, standing)
        if subject is not None or (standing.is_free and _needs_one(one)):
            words = label(one.kind)
            found.append(Offer(one, words, group_of(one.kind), initials_of(words), subject))
    return tuple(found)


def subject_for(declared: TypedPaper, standing: Standing) -> Subject | None:
    """What of the selection the paper is about; None where it cannot be begun from it."""
    abouts = declared.abouts
    if standing.picked:
        takes = declared.several and About.PAPER in abouts
        return Subject(papers=standing.picked) if takes else None
    papers = [key for kind, key in standing.papers if declared.after in (None, kind)]
    if papers and About.PAPER in abouts:
        return Subject(paper_id=papers[0])
    if standing.hazards and About.HAZARDS in abouts:
        return Subject(hazards=standing.hazards)
    if standing.project_id and About.PROJECT in abouts:
        return Subject(project_id=standing.project_id)
    if standing.enterprise_id and About.ENTERPRISE in abouts:
        return Subject(enterprise_id=standing.enterprise_id)
    return Subject() if standing.is_free and About.NOTHING in abouts else None


def _needs_one(declared: TypedPaper) -> bool:
    return bool(_PICKED.keys() & set(declared.abouts))
