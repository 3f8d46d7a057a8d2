"""The papers of the sample county that have fields of their own: begun, completed, issued."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from db.codes import PaperKind, ServiceWay
from desktop.app.sample_names import Event, Names, Told
from desktop.queries.typed_subject import Subject
from desktop.usecases.command_json import from_json, to_json
from desktop.usecases.papers import ServePaper, serve_paper
from desktop.usecases.typed.all import begin, issue_typed
from desktop.usecases.typed.paper import IssueTyped

_ISSUED, _SERVED = 10, 11


class PaperWork:
    """The events of ``papers.toml``, after everything else of their day."""

    def __init__(self, names: Names, told: Told) -> None:
        self._names, self._told = names, told
        self._run = names.runner.run

    def events(self) -> Iterator[Event]:
        for row in self._told["paper"]:
            yield Event(row["day"], _ISSUED, partial(self._issue, row))
            if "served" in row:
                yield Event(row["served"], _SERVED, partial(self._serve, row))

    def _issue(self, row: Told) -> None:
        kind, subject = PaperKind(row["kind"]), self._subject(row)
        sheet = self._names.runner.ask(begin, kind, subject, row["day"])
        command = IssueTyped(kind, _completed(sheet, row.get("fields", {})), subject)
        self._names.orders[row["key"]] = self._run(issue_typed, command).id

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
