"""The round of the sample county: its approvals, its visits with all they looked at, training."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter

from db.codes import (
    AnswerValue,
    CompanionKind,
    HazardSource,
    PartyRole,
    ServiceWay,
    SignerRole,
    TrainingKind,
    VisitKind,
    VisitManner,
    VisitSource,
)
from desktop.app.sample_names import Event, Names, Told, photo
from desktop.domain.approvals import ApprovalFacts
from desktop.domain.rounds import stands_in_round
from desktop.queries.papers import parties_on
from desktop.queries.site import machines_on
from desktop.reference.sections import sections_on
from desktop.usecases.approval_papers import ApproveApproval, approve_approval
from desktop.usecases.approvals import SaveApproval, save_approval
from desktop.usecases.findings import Finding, RecordHazard, record_hazard
from desktop.usecases.inspection_notices import IssueInspectionNotice, issue_inspection_notice
from desktop.usecases.papers import ServePaper, serve_paper
from desktop.usecases.rounds import OpenRound, RefreshRound, open_round, refresh_round
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.site_records import IssueSiteRecord, issue_site_record
from desktop.usecases.training_sessions import (
    Present,
    SaveSession,
    TakeAttendance,
    save_session,
    take_attendance,
)
from desktop.usecases.visit_command import (
    Answer,
    CheckedEnterprise,
    Companion,
    RecordVisit,
    TickedMachine,
)
from desktop.usecases.visit_parts import answered_item
from desktop.usecases.visits import record_visit

_APPROVED, _VISITED, _AFTER = 0, 1, 2
_ASKED = (PartyRole.CONTRACTOR, PartyRole.CONSULTANT, PartyRole.CLIENT)
_WORDS = ("title", "document", "reason", "reported_by")
_DRAWN = "[[[0, 9], [14, 2], [22, 12], [40, 4]], [[8, 16], [36, 14]]]"
"""A signature as it is drawn on a screen."""


class VisitWork:
    """The events of ``october.toml`` up to what a visit finds."""

    def __init__(self, names: Names, told: Told) -> None:
        self._names, self._told = names, told
        self._run, self._ask = names.runner.run, names.runner.ask
        self._round = 0

    def open_round(self) -> None:
        """The round under way at the 启用日, with its real first day and what arrived since."""
        told = self._told["round"]
        opened = self._run(open_round, OpenRound(told["first_day"], ground=told["ground"]))
        self._run(refresh_round, RefreshRound(opened.id))
        self._round = opened.id

    def events(self) -> Iterator[Event]:
        for row in self._told["approval"]:
            place = _AFTER if row.get("visits") else _APPROVED
            yield Event(row["approved_on"], place, partial(self._approve, row))
        for row in self._told["visit"]:
            yield Event(row["day"], _VISITED, partial(self._visit, row))
        for row in self._told["hazard"]:
            yield Event(row["found_on"], _VISITED, partial(self._hazard, row))
        for row in self._told["training"]:
            yield Event(row["held_on"], _VISITED, partial(self._train, row))

    def _approve(self, row: Told) -> None:
        visits = tuple(self._names.visits[key].id for key in row.get("visits", ()))
        asked = [one for one in self._told["visit"] if one.get("approval") == row["key"]]
        projects = tuple(dict.fromkeys(self._names.project(one["project"]) for one in asked))
        of_round = row.get("of_round", False)
        facts = ApprovalFacts(
            VisitSource(row["source"]),
            row["ground"],
            row["first_day"],
            row["last_day"],
            projects=() if of_round else projects,
            round_id=self._round if of_round else None,
            inspectors=self._names.people(row["inspectors"]),
            matter=row["matter"],
            urgent=row.get("urgent", False),
            **{key: row[key] for key in _WORDS if key in row},
        )
        proposed = row["proposed_by"], row["proposed_on"]
        saved = self._run(save_approval, SaveApproval(facts, visits, *proposed))
        command = ApproveApproval(
            saved,
            row["approved_by"],
            row["approved_on"],
            row["opinion"],
            row.get("reviewed_by", ""),
            row.get("reviewed_on"),
        )
        self._run(approve_approval, command)
        self._names.approvals[row["key"]] = saved

    def _visit(self, row: Told) -> None:
        notice = self._notice(row)
        recorded = self._run(record_visit, self._recorded(row, notice))
        self._names.visits[row["key"]] = recorded
        if row.get("kind") == VisitKind.GUIDANCE:
            return
        signed = [
            Signed(SignerRole.INSPECTOR, name, self._names.person(name), _DRAWN)
            for name in row["people"]
        ]
        if "signed_by" in row:
            signed.append(Signed(SignerRole.SITE, row["signed_by"], None, _DRAWN))
        command = SignVisit(recorded.id, tuple(signed), row.get("refusal", ""))
        self._run(sign_visit, command)
        self._run(issue_site_record, IssueSiteRecord(recorded.id, row["day"]))

    def _notice(self, row: Told) -> int | None:
        """The 行政检查通知书, handed over when the check begins; an urgent check has none."""
        approval = self._names.approvals.get(row.get("approval", ""))
        if approval is None:
            return None
        people, day, hour = self._names.people(row["people"]), row["day"], row["hours"][0]
        project = self._names.project(row["project"])
        command = IssueInspectionNotice(approval, project, day, day, hour, inspectors=people)
        issued = self._run(issue_inspection_notice, command)
        receiver = row.get("signed_by", "现场负责人（示例）")
        served = ServePaper(
            issued.id,
            ServiceWay.DIRECT,
            day,
            receiver,
            "项目经理",
            "施工现场",
            servers=people,
            hour=hour,
        )
        self._run(serve_paper, served)
        return int(issued.id)

    def _recorded(self, row: Told, notice: int | None) -> RecordVisit:
        kind = VisitKind(row.get("kind", "check"))
        source = self._source(row, kind)
        project, day = self._names.project(row["project"]), row["day"]
        findings = [
            Finding(**{**one, "conditions": tuple(one.get("conditions", ()))})
            for one in row.get("finding", ())
        ]
        return RecordVisit(
            project_id=project,
            visited_on=day,
            inspectors=self._names.people(row["people"]),
            kind=kind,
            source=source,
            started_at=row["hours"][0],
            ended_at=row["hours"][1],
            part=row["part"],
            present_party=row["present"],
            sections=tuple(row.get("sections", ())),
            answers=tuple(_passed(row, day)),
            findings=tuple(findings),
            companions=tuple(
                Companion(CompanionKind(what), name, unit)
                for what, name, unit in row.get("companions", ())
            ),
            photos=tuple(map(photo, row.get("photos", ()))),
            round_id=self._round if stands_in_round(kind, source) else None,
            approval_id=self._names.approvals.get(row.get("approval", "")),
            manner=VisitManner(row.get("manner", "open")),
            notice_id=notice,
            machines=self._machines(row, project, day),
            enterprises=tuple(self._enterprises(row, project, day)),
            rechecked=tuple(self._names.orders[key] for key in row.get("rechecks", ())),
        )

    def _source(self, row: Told, kind: VisitKind) -> VisitSource:
        if kind is VisitKind.RECHECK:
            return VisitSource.RECHECK
        approvals = {one["key"]: one["source"] for one in self._told["approval"]}
        return VisitSource(row.get("source", approvals.get(row.get("approval"), "plan")))

    def _machines(self, row: Told, project: int, day: date) -> tuple[TickedMachine, ...]:
        if not row.get("machines"):
            return ()
        return tuple(TickedMachine(one.id) for one in self._ask(machines_on, project, day))

    def _enterprises(self, row: Told, project: int, day: date) -> Iterator[CheckedEnterprise]:
        """The parties whose sections were answered, by the numbers of their items."""
        for party in self._ask(parties_on, project, day):
            asked = row.get(party.role.value, ()) if party.role in _ASKED else ()
            if asked and party.enterprise_id is not None:
                answers = (Answer(f"{party.role.value}-{n}", AnswerValue.PASS) for n in asked)
                yield CheckedEnterprise(party.enterprise_id, party.role, tuple(answers))

    def _hazard(self, row: Told) -> None:
        finding = Finding(row["description"], part=row["part"], due=row["due"])
        source, day = HazardSource(row["source"]), row["found_on"]
        command = RecordHazard(self._names.project(row["project"]), day, source, finding)
        self._run(record_hazard, command)

    def _train(self, row: Told) -> None:
        told = {key: value for key, value in row.items() if key != "present"}
        told["kind"] = TrainingKind(told["kind"])
        held = self._run(save_session, SaveSession(**told))
        for firm, group in groupby(row["present"], key=itemgetter(0)):
            present = tuple(Present(name) for _, name in group)
            command = TakeAttendance(held, 1, self._names.enterprise(firm), present)
            self._run(take_attendance, command)


def _passed(row: Told, day: date) -> Iterator[Answer]:
    """Every item of the ticked sections is 合格, save those found wrong."""
    wrong = {answered_item(one["item"]) for one in row.get("finding", ())}
    ticked = frozenset(row.get("sections", ()))
    for section in sections_on(day):
        if section.key in ticked:
            for item in section.items:
                if item.code not in wrong:
                    yield Answer(item.code, AnswerValue.PASS)
