"""What the tests of pages do before: a visit with findings, a series of numbers, an office."""

from datetime import date

from db.codes import AnswerValue, PaperKind
from desktop.queries.pickers import inspectors_named, projects_named
from desktop.usecases.findings import Finding
from desktop.usecases.office import InitOffice, init_office
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.visit_command import Answer, RecordVisit
from desktop.usecases.visits import record_visit

VISITED = date(2026, 11, 5)
RAIL = Finding("五层临边无栏杆", item="B13-4", part="3 号楼")
TIES = Finding("连墙件整层缺失", item="2024-7-2")


def project_id(county, text="赤道风"):
    return county.ask(projects_named, text)[0].id


def inspector_ids(county, *names):
    return tuple(county.ask(inspectors_named, name)[0].id for name in names)


def visit_command(county, names=("吴海波", "周承志"), site="赤道风", **more):
    """A visit on the sample's site with one item passed."""
    told = {"sections": ("B.13",), "answers": (Answer("B13-1", AnswerValue.PASS),), **more}
    day = told.pop("day", VISITED)
    return RecordVisit(project_id(county, site), day, inspector_ids(county, *names), **told)


def visit_with(county, *findings, names=("吴海波", "周承志"), site="赤道风", day=VISITED):
    """The same recorded; the ids of visit and hazards."""
    return county.run(record_visit, visit_command(county, names, site, findings=findings, day=day))


def settle(county):
    """An invented office that may issue notices from number 7 on."""
    county.run(
        init_office,
        InitOffice(bureau_name="示例县住房和城乡建设局", station_name="示例县质安站"),
    )
    county.run(set_next_number, SetNextNumber(PaperKind.RECTIFICATION_NOTICE, 2026, "示建改", 7))
