"""Acts of the tests of the loop by notice: a notice of many items, its service, its visits."""

from collections.abc import Sequence
from datetime import date

from db.codes import PaperKind, ServiceWay, VisitKind, VisitSource
from desktop.usecases.findings import Finding
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.paper_ground import Issued
from desktop.usecases.papers import ServePaper, serve_paper
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.stop_orders import IssueStopOrder, issue_stop_order
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import County, do, settle

TIES = Finding("整层无连墙件", item="2024-7-2", part="3号楼六层")
RAIL = Finding("临边防护栏杆缺失", item="B3-1", part="3号楼三层")
FOUND = date(2026, 10, 20)
PREFIXES = {
    PaperKind.STOP_ORDER: "示建安停",
    PaperKind.RECHECK_OPINION: "示建安复",
    PaperKind.RESUMPTION_NOTICE: "示建安复工",
    PaperKind.INTERVIEW_NOTICE: "示建安约",
}


def numbered(database) -> County:
    """The small county with a series for every paper of the loop."""
    county = settle(database)
    for kind, prefix in PREFIXES.items():
        do(database, set_next_number, SetNextNumber(kind, 2026, prefix, 1))
    return county


def twelve() -> tuple[Finding, ...]:
    """Twelve ordinary findings of one visit."""
    return tuple(Finding(f"第{n}处临边防护缺失", part=f"{n}层") for n in range(1, 13))


def visited(
    database, county: County, day: date, *findings: Finding, people: Sequence[int] = ()
) -> tuple[int, tuple[int, ...]]:
    """A visit by two, and the hazards it found."""
    kind = VisitKind.CHECK if findings else VisitKind.RECHECK
    source = VisitSource.PLAN if findings else VisitSource.RECHECK
    inspectors = tuple(people) or county.inspectors[:2]
    command = RecordVisit(
        county.project, day, inspectors, kind=kind, source=source, findings=findings
    )
    found = do(database, record_visit, command)
    return found.id, found.hazards


def notice(database, county: County, *findings: Finding) -> tuple[Issued, tuple[int, ...]]:
    """A notice of what was found on 20 October, due on the 27th, served on the 21st."""
    _, hazards = visited(database, county, FOUND, *findings)
    issued = do(
        database, issue_rectification_notice, IssueNotice(hazards, FOUND, date(2026, 10, 27))
    )
    serve(database, issued.id, date(2026, 10, 21))
    return issued, hazards


def stop(database, hazards: tuple[int, ...], day: date = FOUND) -> Issued:
    command = IssueStopOrder(
        hazards, day, whole_site=False, scope="3号楼脚手架作业", reason="架体随时可能倾覆"
    )
    return do(database, issue_stop_order, command)


def serve(database, paper: int, day: date) -> int:
    return do(database, serve_paper, ServePaper(paper, ServiceWay.DIRECT, day, "麦大勇"))
