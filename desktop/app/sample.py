"""The sample county at work: each step is what a clerk would do, through the same use-cases."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from db.codes import AnswerValue, ClosureWay, InNameOf, PaperKind, ServiceWay, SignerRole
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.opening import read_opening
from desktop.exchange.reading import read_ledger
from desktop.jobs.runner import InlineRunner
from desktop.queries.pickers import inspectors_named, projects_named
from desktop.reference.resources import resource
from desktop.usecases.attachments import NewFile
from desktop.usecases.entrustments import SaveEntrustment, save_entrustment
from desktop.usecases.findings import Finding
from desktop.usecases.hazards import (
    CloseHazard,
    RecordRecheck,
    RecordReply,
    close_hazard,
    record_recheck,
    record_reply,
)
from desktop.usecases.import_ledger import ImportLedger, import_ledger
from desktop.usecases.months import CloseMonth, ConfirmNone, close_month, confirm_none
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.office import InitOffice, init_office
from desktop.usecases.opening import EnterOpening, OpeningFigure, import_opening
from desktop.usecases.paper_ground import Issued
from desktop.usecases.papers import ServePaper, serve_paper
from desktop.usecases.sample import AddSample, add_sample
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visits import Answer, RecordedVisit, RecordVisit, record_visit

Step = Callable[[], object]


class SampleWork:
    """The steps in their order; ``told`` is what ``sample.toml`` says."""

    def __init__(self, runner: InlineRunner, told: dict[str, Any], today: date) -> None:
        self._runner = runner
        self._told = told
        self._today = today
        self._people: dict[str, int] = {}
        self._visit: RecordedVisit | None = None
        self._notice: Issued | None = None

    def steps(self) -> Iterator[Step]:
        yield self._init
        yield self._entrust
        for row in self._told["ledger"]:
            yield partial(self._import, row)
        yield self._number
        yield self._open_figures
        yield self._record
        yield self._sign
        yield self._issue
        yield self._serve
        yield self._close_hazard
        yield self._close_month
        yield partial(self._runner.run, add_sample, AddSample())

    def _init(self) -> None:
        told = self._told["office"]
        command = InitOffice(
            told["bureau"], told["station"], told["region"], told["start_day"], sample=True
        )
        self._runner.run(init_office, command)

    def _entrust(self) -> None:
        told = self._told["entrustment"]
        told = {**told, "in_name_of": InNameOf(told["in_name_of"])}
        self._runner.run(save_entrustment, SaveEntrustment(**told))

    def _import(self, row: dict[str, str]) -> None:
        path = _file(f"ledgers/{row['file']}")
        sheet = read_ledger(path, LEDGERS, sheet=row.get("sheet"), today=self._today)
        self._runner.run(import_ledger, ImportLedger(sheet, file=row["file"]))

    def _number(self) -> None:
        for row in self._told["series"]:
            kind = PaperKind(row["kind"])
            command = SetNextNumber(kind, self._today.year, row["prefix"], row["next"])
            self._runner.run(set_next_number, command)

    def _open_figures(self) -> None:
        cells = read_opening(_file("期初数.xlsx")).cells
        figures = tuple(OpeningFigure(one.code, one.period, one.value) for one in cells)
        self._runner.run(import_opening, EnterOpening(figures))

    def _record(self) -> None:
        told = self._told["visit"]
        self._people = {
            name: self._runner.ask(inspectors_named, name)[0].id for name in told["inspectors"]
        }
        command = RecordVisit(
            project_id=self._runner.ask(projects_named, told["project"])[0].id,
            visited_on=told["day"],
            inspectors=tuple(self._people[name] for name in told["inspectors"]),
            started_at=told["started_at"],
            ended_at=told["ended_at"],
            part=told["part"],
            present_party=told["present"],
            sections=tuple(told["sections"]),
            answers=tuple(Answer(item, AnswerValue.PASS) for item in told["passed"]),
            findings=tuple(Finding(**row) for row in self._told["finding"]),
            photos=tuple(_photo(name) for name in told["photos"]),
        )
        self._visit = self._runner.run(record_visit, command)

    def _sign(self) -> None:
        told = self._told["visit"]
        signed = [
            Signed(SignerRole.INSPECTOR, name, self._people[name], "[]")
            for name in told["inspectors"]
        ]
        signed.append(Signed(SignerRole.SITE, told["signed_by"], None, "[]"))
        self._runner.run(sign_visit, SignVisit(self._recorded.id, tuple(signed)))

    @property
    def _recorded(self) -> RecordedVisit:
        assert self._visit is not None
        return self._visit

    @property
    def _ordered(self) -> tuple[int, ...]:
        """The findings that were not put right on the spot."""
        pairs = zip(self._recorded.hazards, self._told["finding"], strict=True)
        return tuple(key for key, row in pairs if not row.get("on_the_spot"))

    def _issue(self) -> None:
        told = self._told["notice"]
        command = IssueNotice(self._ordered, part=self._told["visit"]["part"], **told)
        self._notice = self._runner.run(issue_rectification_notice, command)

    def _serve(self) -> None:
        assert self._notice is not None
        servers = tuple(self._people[name] for name in self._told["visit"]["inspectors"])
        told = self._told["service"]
        command = ServePaper(self._notice.id, ServiceWay.DIRECT, servers=servers, **told)
        self._runner.run(serve_paper, command)

    def _close_hazard(self) -> None:
        """Both are replied to; the first is put right and closed, the other is left open."""
        told = self._told["closure"]
        evidence = _photo(told["evidence"])
        first = self._ordered[:1]
        self._runner.run(record_reply, RecordReply(self._ordered, told["replied_on"], evidence))
        recheck = RecordRecheck(
            first,
            told["rechecked_on"],
            passed=True,
            way=ClosureWay.ON_PAPER,
            inspector_id=self._people[self._told["visit"]["inspectors"][0]],
            evidence=evidence,
        )
        self._runner.run(record_recheck, recheck)
        close = CloseHazard(first, told["closed_on"], ClosureWay.ON_PAPER)
        self._runner.run(close_hazard, close)

    def _close_month(self) -> None:
        month = self._told["month"]
        nothing = ConfirmNone(month, tuple(self._told["close"]["nothing"]))
        self._runner.run(confirm_none, nothing)
        self._runner.run(close_month, CloseMonth(month))


def _file(name: str) -> Path:
    return resource(f"sample/{name}")


def _photo(name: str) -> NewFile:
    return NewFile(name, _file(f"photos/{name}").read_bytes())
