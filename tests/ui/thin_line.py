"""Work of an invented county for tests of pages: visits, signed or not, and their notices."""

from datetime import date

from db.codes import AnswerValue, SignerRole
from desktop.usecases.findings import Finding
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visit_command import Answer, RecordVisit
from desktop.usecases.visits import record_visit

RAIL = Finding("三层临边防护栏杆缺失", item="B3-1", part="3号楼三层")
CABLE = Finding("二级配电箱未设围栏，电缆拖地", item="B1-3")


def visit(runner, county, day, *findings, is_signed=True):
    command = RecordVisit(
        county.project,
        day,
        county.inspectors[:2],
        sections=("2024-7",),
        answers=(Answer("2024-7-1", AnswerValue.PASS),),
        findings=findings or (RAIL,),
    )
    found = runner.run(record_visit, command)
    if is_signed:
        names = (("林喆", county.inspectors[0]), ("邢䶮", county.inspectors[1]), ("麦大勇", None))
        signed = tuple(
            Signed(SignerRole.INSPECTOR if key else SignerRole.SITE, name, key, "[[1,2]]")
            for name, key in names
        )
        runner.run(sign_visit, SignVisit(found.id, signed))
    return found


def notice(runner, county, day, *findings):
    """The paper of a visit's hazards, due a week later, and the hazards."""
    found = visit(runner, county, day, *findings)
    due = date.fromordinal(day.toordinal() + 7)
    return runner.run(issue_rectification_notice, IssueNotice(found.hazards, day, due)), found
