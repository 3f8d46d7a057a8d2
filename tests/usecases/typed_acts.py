"""Acts of the tests of typed papers: begun, issued, read back, laid under the ruler."""

import io
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pdfplumber
from sqlalchemy import select

from db.codes import PaperKind, PartyRole, ProjectKind, ProjectStatus
from db.ids import new_id
from db.tables.enterprises import Enterprise
from db.tables.papers import Paper, PaperItem
from db.tables.projects import Participation, Project, ProjectStatusSince
from desktop.documents.measure import measure
from desktop.domain.names import normal_name
from desktop.queries.papers import paper_bytes
from desktop.queries.typed_subject import Subject
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.typed.all import begin, issue_typed
from desktop.usecases.typed.paper import IssueTyped
from tests.documents.reading import pdfium_text
from tests.usecases.county import ACT, SINCE, County, do

DAY = date(2026, 11, 12)
BUREAU = "示例县住房和城乡建设局"
SITE = "示例县中心小学教学楼"
CONTRACTOR = "海南假想合欢建设集团有限公司"
CLIENT = "海南虚构浪石置业有限公司"
CONSULTANT = "海南虚构红树工程监理有限公司"
SECOND = "示例县体育馆"


@dataclass(frozen=True)
class Left:
    """A paper that left: its row, its hazards in printed order, its words, its bytes."""

    row: Paper
    hazards: tuple[int, ...]
    words: str
    content: bytes


def begun(database, kind: PaperKind, subject: Subject, day: date = DAY) -> Any:
    with database.reading() as session:
        return begin(session, kind, subject, day)


def issued(database, sheet: Any, kind: PaperKind, subject: Subject) -> Left:
    """Issued and read back; no measure of the standard is missed."""
    done = do(database, issue_typed, IssueTyped(kind, sheet, subject))
    with database.reading() as session:
        row = session.get(Paper, done.id)
        items = select(PaperItem.hazard_id).where(PaperItem.paper_id == done.id)
        hazards = tuple(session.scalars(items.order_by(PaperItem.position)))
        content = paper_bytes(session, done.id)
    report = measure(content)
    assert report.ok, "\n".join(one.as_words() for one in report.wrong)
    words = pdfium_text(content)
    return Left(row, hazards, "".join(words.split()), content)


def series(database, kind: PaperKind, prefix: str) -> None:
    do(database, set_next_number, SetNextNumber(kind, 2026, prefix, 1))


def second_site(database, county: County, contractor: int | None = None) -> int:
    """Another project, of the same contractor unless another is named; nobody else is there."""
    with database.writing(ACT, "add_record") as session:
        site = Project(
            id=new_id(session),
            name=SECOND,
            name_key=normal_name(SECOND),
            kind=ProjectKind.BUILDING,
            start=SINCE,
        )
        firm = session.get(Enterprise, contractor or county.contractor)
        session.add(site)
        session.add(
            ProjectStatusSince(project_id=site.id, since=SINCE, status=ProjectStatus.ACTIVE)
        )
        session.add(
            Participation(
                project_id=site.id,
                role=PartyRole.CONTRACTOR,
                enterprise_id=firm.id,
                name=firm.name,
                valid_from=SINCE,
            )
        )
        return site.id


def of_site(county: County, project: int) -> County:
    """The same county as if that were its project."""
    return replace(county, project=project)


def picture_sizes(content: bytes) -> list[tuple[int, int]]:
    """The pictures of a paper, each by its dots across and down."""
    with pdfplumber.open(io.BytesIO(content)) as opened:
        return [tuple(one["srcsize"]) for page in opened.pages for one in page.images]
