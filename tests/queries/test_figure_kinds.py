"""The further figures, each counted by hand on a county of a few records, on both databases."""

from datetime import date

import pytest

from db.codes import (
    AnswerValue,
    CompanionKind,
    HazardSource,
    HazardStepKind,
    MachineKind,
    PaperKind,
    PaperState,
    PartyRole,
    ReviewConclusion,
    SignerRole,
    TrainingKind,
    VisitKind,
    VisitManner,
    VisitSource,
    WorkStatus,
)
from db.tables.dangerous_works import DangerousWork
from db.tables.hazards import HazardStep
from db.tables.machines import Machine
from db.tables.papers import Paper
from db.tables.training import TrainingRecord, TrainingSession
from desktop.queries.figures.catalogue import COUNTS, FIGURES
from desktop.queries.figures.figure import Ratio
from desktop.queries.figures.totals import month_values
from desktop.queries.months import figure_records, month_page
from desktop.usecases.findings import Finding, RecordHazard, record_hazard
from desktop.usecases.months import ConfirmNone, confirm_none
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visit_command import Answer, CheckedEnterprise, Companion, RecordVisit
from desktop.usecases.visits import record_visit
from tests.queries.seed import ACT, put, small_county
from tests.usecases.county import County, do, settle

OCTOBER = 202610
DAY = date(2026, 10, 12)


@pytest.fixture
def county(database) -> County:
    return settle(database)


def october(database):
    with database.reading() as session:
        return month_values(session, OCTOBER).values


def visit(database, county: County, **told) -> int:
    """A visit of the first two inspectors that is signed by both sides."""
    given = {"inspectors": county.inspectors[:2], "sections": ("安全管理",), **told}
    found = do(database, record_visit, RecordVisit(county.project, DAY, **given))
    signed = tuple(
        Signed(SignerRole.INSPECTOR, name, key, "[]")
        for name, key in zip(("林喆", "邢䶮"), county.inspectors, strict=False)
    )
    site = Signed(SignerRole.SITE, "麦大勇", None, "[]")
    do(database, sign_visit, SignVisit(found.id, (*signed, site)))
    return found.id


def test_every_figure_stands_once_and_every_ratio_names_two():
    codes = [row.code for row in FIGURES]
    assert len(codes) == len(set(codes))
    counts = {row.code for row in COUNTS}
    ratios = [row for row in FIGURES if isinstance(row, Ratio)]
    assert len(counts) >= 50
    assert all({row.numerator, row.denominator} <= counts for row in ratios)
    assert all(row.definition and row.article for row in FIGURES)


def test_visits_by_kind_manner_and_ground(database, county):
    visit(database, county, manner=VisitManner.OPEN)
    visit(database, county, manner=VisitManner.COVERT, source=VisitSource.COMPLAINT)
    visit(database, county, manner=VisitManner.UNANNOUNCED, source=VisitSource.CAMPAIGN)
    visit(database, county, kind=VisitKind.PATROL, online=True)
    visit(database, county, kind=VisitKind.RECHECK, source=VisitSource.RECHECK)
    guided = {"inspectors": county.inspectors[:2], "kind": VisitKind.GUIDANCE}
    do(database, record_visit, RecordVisit(county.project, DAY, **guided))
    told = october(database)
    assert (told["B01"], told["B06"], told["B07"], told["B08"], told["B09"]) == (5, 3, 1, 1, 1)
    assert (told["B10"], told["B11"], told["B12"], told["B13"]) == (2, 1, 1, 1)
    assert told["B14"] == 5, "nobody approved any of them"
    assert told["B03"] == 0, "ours, and no party's section was answered"


def test_who_went_and_who_was_asked(database, county):
    expert = Companion(CompanionKind.EXPERT, "专家（虚构）")
    licence = Answer("contractor-1", AnswerValue.PASS)
    asked = CheckedEnterprise(county.contractor, PartyRole.CONTRACTOR, (licence,))
    visit(database, county, companions=(expert,), enterprises=(asked,))
    visit(database, county, enterprises=(asked,))
    told = october(database)
    assert (told["B03"], told["B04"], told["B05"]) == (1, 4, 1)
    with database.reading() as session:
        (first, *_rest) = figure_records(session, "B04", OCTOBER)
    assert first.title == "林喆"
    assert first.opens != first.id, "a person's visit is opened by the visit"


def test_each_source_is_told_apart(database, county):
    for source, times in ((HazardSource.SUPERIOR, 2), (HazardSource.COMPLAINT, 1)):
        for turn in range(times):
            finding = Finding(f"临边防护缺失{turn}")
            do(database, record_hazard, RecordHazard(county.project, DAY, source, finding))
    told = october(database)
    assert told["C04"] == 3
    named = {row.name: told[row.code] for row in COUNTS if row.name.startswith("其他来源：")}
    assert named["其他来源：上级督查"] == 2
    assert named["其他来源：举报"] == 1
    assert sum(named.values()) == 3
    assert len(named) == 8


def test_papers_are_counted_by_kind_and_by_project(database, county):
    findings = (Finding("灭火器过期"), Finding("临边防护缺失"), Finding("配电箱未上锁"))
    found = do(
        database,
        record_visit,
        RecordVisit(
            county.project,
            DAY,
            inspectors=county.inspectors[:2],
            sections=("安全管理",),
            findings=findings,
        ),
    )
    issued = [
        do(database, issue_rectification_notice, IssueNotice((one,), DAY, date(2026, 10, 30)))
        for one in found.hazards
    ]
    do(database, void_paper, VoidPaper(issued[2].id, "写错"))
    told = october(database)
    assert (told["D01"], told["D12"]) == (2, 1)
    assert told["D13"] is None, "no stop order was looked for among any"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("D15", PaperKind.LETTER),
        ("D16", PaperKind.CIRCULAR),
        ("D17", PaperKind.EXPOSURE_LIST),
        ("D18", PaperKind.LISTED_SUPERVISION_NOTICE),
        ("D19", PaperKind.LISTED_SUPERVISION_RELEASE),
        ("D20", PaperKind.REFERRAL),
        ("D21", PaperKind.URGING_NOTICE),
        ("D22", PaperKind.INQUIRY_RECORD),
    ],
)
def test_what_presses_is_counted_by_the_day_of_its_paper(database, county, code, kind):
    """Two of October, one of them brought in; one voided, one of September, one of November."""
    told = (
        (date(2026, 10, 1), PaperState.ISSUED, False),
        (date(2026, 10, 31), PaperState.IMPORTED, True),
        (DAY, PaperState.VOIDED, False),
        (date(2026, 9, 30), PaperState.ISSUED, False),
        (date(2026, 11, 1), PaperState.ISSUED, False),
    )
    assert october(database)[code] is None, "nothing recorded is no nought"
    with database.writing(ACT, "add_record") as session:
        for day, state, history in told:
            session.add(
                Paper(
                    kind=kind,
                    issued_on=day,
                    month=day.year * 100 + day.month,
                    state=state,
                    history=history,
                    entered_on=date(2026, 11, 12),
                )
            )
    assert october(database)[code] == 2
    with database.reading() as session:
        rows = figure_records(session, code, OCTOBER)
    assert sorted(row.day for row in rows) == [date(2026, 10, 1), date(2026, 10, 31)]
    assert [row.history for row in rows] == [False, True]


def test_failed_rechecks_are_counted_each_time(database, county):
    finding = Finding("灭火器过期")
    source = HazardSource.SUPERIOR
    hazard = do(database, record_hazard, RecordHazard(county.project, DAY, source, finding))
    with database.writing(ACT, "recheck") as session:
        for position, kind in enumerate(
            (
                HazardStepKind.RECHECK_FAILED,
                HazardStepKind.RECHECK_FAILED,
                HazardStepKind.RECHECK_PASSED,
            ),
            start=1,
        ):
            step = HazardStep(hazard_id=hazard, position=position, kind=kind, who="本机")
            step.happened_on = step.entered_on = DAY
            put(session, step)
    assert october(database)["C20"] == 2


def test_machines_and_works_short_of_what_they_must_have(database):
    small = small_county(database)
    with database.writing(ACT, "add_record") as session:
        put(
            session,
            Machine(
                project_id=small.school,
                kind=MachineKind.HOIST,
                registration_no="琼F-S00124",
                next_inspection=date(2026, 10, 31),
            ),
        )
        put(session, Machine(project_id=small.school, kind=MachineKind.GONDOLA))
        for conclusion in (None, ReviewConclusion.REJECTED, ReviewConclusion.PASSED):
            put(
                session,
                DangerousWork(
                    project_id=small.school,
                    kind="深基坑工程",
                    over_scale=True,
                    status=WorkStatus.ONGOING,
                    conclusion=conclusion,
                    reviewed_on=DAY if conclusion else None,
                ),
            )
    told = october(database)
    assert (told["A05"], told["F01"], told["F02"], told["F03"]) == (2, 1, 1, 1)
    assert told["F04"] == 50.0
    assert (told["F05"], told["F06"]) == (2, 2)
    assert (told["A11"], told["A14"], told["A15"]) == (1, 1, 1)


def test_sessions_and_kinds_of_training(database):
    small = small_county(database)
    with database.writing(ACT, "add_record") as session:
        for covers in (True, False):
            held = TrainingSession(title="判定标准宣贯", held_on=DAY, covers_major_hazards=covers)
            put(session, held)
        for kind, start in (
            (TrainingKind.NEW_HIRE, DAY),
            (TrainingKind.NEW_HIRE, date(2026, 9, 30)),
            (TrainingKind.APPRENTICESHIP, DAY),
        ):
            told = TrainingRecord(enterprise_id=small.builder, name="林新", kind=kind, start=start)
            put(session, told)
    told = october(database)
    assert (told["G01"], told["G02"], told["G03"], told["G04"]) == (2, 1, 0, 1)
    assert (told["G05"], told["G06"]) == (2, 1)


def test_a_part_of_what_did_not_happen_did_not_happen_either(database, county):
    assert october(database)["G02"] is None
    do(database, confirm_none, ConfirmNone(OCTOBER, ("G01", "D02")))
    told = october(database)
    assert (told["G01"], told["G02"], told["G04"], told["G05"]) == (0, 0, 0, None)
    assert (told["D02"], told["D04"], told["D13"]) == (0, 0, 0)
    with database.reading() as session:
        asked = {line.code for line in month_page(session, OCTOBER).lines if line.can_confirm_none}
    assert "B01" in asked
    assert "B06" not in asked, "the whole is asked, not each part of it"


def test_a_part_stands_after_its_whole():
    places = {row.code: place for place, row in enumerate(COUNTS)}
    for row in COUNTS:
        assert not row.within or places[row.within] < places[row.code], row.code
