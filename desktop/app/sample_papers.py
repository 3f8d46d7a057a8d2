"""The papers of the sample county that have fields of their own: begun, completed, issued."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from db.codes import CaseStep, PaperKind, ServiceWay
from desktop.app.sample_names import Event, Names, Told
from desktop.queries.typed_subject import Subject
from desktop.usecases.cases import DraftCase, GiveOpinion, draft_case, give_opinion
from desktop.usecases.command_json import from_json, to_json
from desktop.usecases.dossiers import MakeDossier, make_dossier
from desktop.usecases.number_blocks import HandOutBlock, hand_out_block
from desktop.usecases.paper_ground import Issued
from desktop.usecases.paper_rules import SaveSignatory, SetSteps, save_signatory, set_steps
from desktop.usecases.papers import ServePaper, serve_paper
from desktop.usecases.typed.all import begin, issue_typed
from desktop.usecases.typed.paper import IssueTyped

_ISSUED, _SERVED = 10, 11
_BOUND = 12


class PaperWork:
    """The events of ``papers.toml``, after everything else of their day."""

    def __init__(self, names: Names, told: Told) -> None:
        self._names, self._told = names, told
        self._run = names.runner.run

    def events(self) -> Iterator[Event]:
        for row in self._told["draft"]:
            yield Event(row["day"], _ISSUED, partial(self._draft, row))
        for row in self._told["paper"]:
            yield Event(row["day"], _ISSUED, partial(self._issue, row))
            if "served" in row:
                yield Event(row["served"], _SERVED, partial(self._serve, row))
        dossier = self._told["dossier"]
        yield Event(dossier["day"], _BOUND, partial(self._bind, dossier))

    def _typed(self, row: Told) -> IssueTyped:
        kind, subject = PaperKind(row["kind"]), self._subject(row)
        sheet = self._names.runner.ask(begin, kind, subject, row["day"])
        return IssueTyped(kind, _completed(sheet, row.get("fields", {})), subject)

    def _draft(self, row: Told) -> None:
        """Sent up, and waiting."""
        told = row["case"]
        self._run(draft_case, DraftCase(self._typed(row), told["drafter"], told["unit"]))

    def _issue(self, row: Told) -> None:
        command = self._typed(row)
        signed = row.get("case")
        issued = self._sign(command, signed) if signed else self._run(issue_typed, command)
        self._names.orders[row["key"]] = issued.id

    def _sign(self, command: IssueTyped, told: Told) -> Issued:
        """拟稿、审核、签发; the last opinion lets it leave."""
        case = self._run(draft_case, DraftCase(command, told["drafter"], told["unit"]))
        day = command.sheet.issued
        reviewed = GiveOpinion(case.id, CaseStep.REVIEW, told["reviewer"], day, opinion="请签发。")
        self._run(give_opinion, reviewed)
        signed = GiveOpinion(
            case.id, CaseStep.SIGN, told["signer"], day, opinion="同意。", issues=True
        )
        issued: Issued = self._run(give_opinion, signed).issued
        return issued

    def set_rules(self) -> None:
        """Which kinds are signed before they leave, and by whom; who holds numbered blanks."""
        for row in self._told["steps"]:
            self._run(set_steps, SetSteps(PaperKind(row["kind"]), row["steps"]))
        for row in self._told["signatory"]:
            self._run(save_signatory, SaveSignatory(**{**row, "step": CaseStep(row["step"])}))

        for row in self._told["block"]:
            holder = self._names.person(row["holder"])
            told = {**row, "kind": PaperKind(row["kind"])}
            self._run(hand_out_block, HandOutBlock(**told, inspector_id=holder))

    def _bind(self, told: Told) -> None:
        command = MakeDossier(self._names.project(told["project"]), told["day"])
        self._run(make_dossier, command)

    def _subject(self, row: Told) -> Subject:
        named = self._names
        return Subject(
            project_id=named.project(row["project"]) if "project" in row else None,
            enterprise_id=named.enterprise(row["enterprise"]) if "enterprise" in row else None,
            hazards=named.ordered[row["order"]] if "order" in row else (),
            paper_id=named.orders[row["follows"]] if "follows" in row else None,
        )

    def _serve(self, row: Told) -> None:
        paper = self._names.orders[row["key"]]
        served = ServePaper(
            paper, ServiceWay.DIRECT, row["served"], row["receiver"], row.get("receiver_post", "")
        )
        self._run(serve_paper, served)


def _completed(sheet: Any, given: Told) -> Any:
    """The sheet with the fields the script gives, read as a stored draft is read."""
    fields = json.loads(json.dumps(given, default=lambda day: day.isoformat()))
    known = json.loads(to_json(sheet))
    return from_json(type(sheet), json.dumps({**known, **fields}))
