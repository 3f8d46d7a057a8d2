"""What an import stands on: the records a row may name, each looked up once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.session import vault_of
from db.tables.enterprises import Enterprise
from db.tables.inspectors import Grid, Inspector
from db.tables.projects import Project, ProjectName
from desktop.domain.names import normal_name
from desktop.usecases.imports.postings import Postings, load_postings
from desktop.usecases.imports.rounds import Rounds


class Names:
    """Records by name: the text of a cell is compared once, however many rows hold it."""

    def __init__(self, pairs: Iterable[tuple[str, int]], form: Callable[[str], str]) -> None:
        self._form = form
        self._ids: dict[str, list[int]] = {}
        self._names: dict[int, str] = {}
        self._found: dict[str, tuple[int, ...]] = {}
        for name, key in pairs:
            ids = self._ids.setdefault(form(name), [])
            if key not in ids:
                ids.append(key)
            self._names[key] = name

    def all(self, text: str) -> tuple[int, ...]:
        """Every record of that name, oldest first."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = tuple(self._ids.get(self._form(text), ()))
        return found

    def one(self, text: str | None) -> int | None:
        """The one record of that name; of several the newest."""
        found = self.all(text) if text else ()
        return found[-1] if found else None

    def name(self, key: int | None) -> str:
        return self._names.get(key, "") if key is not None else ""


@dataclass(frozen=True)
class Ground:
    """The session, the day of the import, and ``--since``; lookups load when first asked."""

    session: Session
    today: date
    since: date | None = None

    @property
    def effective(self) -> date:
        """The day from which a change to what the office holds counts."""
        return self.since or self.today

    @property
    def first_of_year(self) -> date:
        """What has no start of its own and is not yet held counts from here, without --since."""
        return self.since or date(self.today.year, 1, 1)

    @cached_property
    def projects(self) -> Names:
        """Projects by every name they ever had; shown by the present one."""
        former = select(ProjectName.name, ProjectName.project_id).order_by(ProjectName.id)
        present = select(Project.name, Project.id).order_by(Project.id)
        return self._names((former, present), normal_name)

    @cached_property
    def enterprises(self) -> Names:
        return self._names(
            (select(Enterprise.name, Enterprise.id).order_by(Enterprise.id),), normal_name
        )

    @cached_property
    def inspectors(self) -> Names:
        """Inspectors by name; a person's name is compared as it is written."""
        return self._names((select(Inspector.name, Inspector.id).order_by(Inspector.id),), str)

    @cached_property
    def grids(self) -> Names:
        return self._names((select(Grid.name, Grid.id).order_by(Grid.id),), normal_name)

    @cached_property
    def rounds(self) -> Rounds:
        return Rounds(self.session)

    @cached_property
    def postings(self) -> Postings:
        return load_postings(self.session)

    def opened(self, sealed: bytes | None) -> str | None:
        return None if sealed is None else vault_of(self.session).open(sealed)

    def sealed(self, number: str | None) -> dict[str, Any]:
        """The three columns an identity number is kept in."""
        vault = vault_of(self.session)
        return {
            "id_number": None if number is None else vault.seal(number),
            "id_number_key": None if number is None else vault.equal_key(number),
            "id_number_tail": None if number is None else number[-4:],
        }

    def _names(self, queries: tuple[Any, ...], form: Callable[[str], str]) -> Names:
        rows = (row for query in queries for row in self.session.execute(query))
        return Names(((name, key) for name, key in rows), form)
