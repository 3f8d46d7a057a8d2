"""What the script of the sample county names, found in its office and remembered."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from desktop.jobs.runner import InlineRunner
from desktop.queries.pickers import enterprises_named, inspectors_named, projects_named
from desktop.reference.resources import resource
from desktop.usecases.attachments import NewFile
from desktop.usecases.visits import RecordedVisit

Told = dict[str, Any]


class Event(NamedTuple):
    """What happens on a day; of one day in the order of ``place``."""

    day: date
    place: int
    act: Callable[[], object]


class Names:
    """The ids of what was named, and of what came of earlier events by their keys."""

    def __init__(self, runner: InlineRunner) -> None:
        self.runner = runner
        self.approvals: dict[str, int] = {}
        self.visits: dict[str, RecordedVisit] = {}
        self.orders: dict[str, int] = {}
        self.ordered: dict[str, tuple[int, ...]] = {}
        self._found: dict[tuple[str, str], int] = {}

    def person(self, name: str) -> int:
        return self._named("person", inspectors_named, name)

    def people(self, names: list[str]) -> tuple[int, ...]:
        return tuple(map(self.person, names))

    def project(self, name: str) -> int:
        return self._named("project", projects_named, name)

    def enterprise(self, name: str) -> int:
        return self._named("enterprise", enterprises_named, name)

    def _named(self, kind: str, query: Callable[..., Any], name: str) -> int:
        key = (kind, name)
        if key not in self._found:
            found = self.runner.ask(query, name)
            self._found[key] = next(ref.id for ref in found if ref.words == name)
        return self._found[key]

    @cached_property
    def put_right(self) -> NewFile:
        """The photo that shows a railing after it was put right."""
        return photo("三层临边整改后.jpg")


def sample_file(name: str) -> Path:
    return resource(f"sample/{name}")


def photo(name: str) -> NewFile:
    return NewFile(name, sample_file(f"photos/{name}").read_bytes())
