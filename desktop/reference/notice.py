"""The notice as data: tasks, requirements, milestones and numbers, with version and source."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from desktop.reference.resources import read_toml


@dataclass(frozen=True)
class Milestone:
    """A node the notice dates, of one task or (task ``goal``) of its aims."""

    code: str
    task: str
    due: date
    text: str


@dataclass(frozen=True)
class Number:
    """A hard number of the text."""

    code: str
    task: str
    value: int
    unit: str
    text: str


@dataclass(frozen=True)
class Task:
    """One of the 22 tasks, or (R1 to R6) of the six requirements."""

    code: str
    title: str
    group: str
    article: str
    text: str
    milestones: tuple[Milestone, ...]
    numbers: tuple[Number, ...]

    @property
    def due(self) -> date | None:
        """The last day the notice sets for it, if any."""
        return max((row.due for row in self.milestones), default=None)


@dataclass(frozen=True)
class Notice:
    """One version of one notice; another campaign is another file."""

    code: str
    version: str
    title: str
    issuer: str
    basis: str
    first_day: date
    last_day: date
    goal: str
    goals: tuple[Milestone, ...]
    tasks: tuple[Task, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The six fields (方面) its tasks are grouped in, in order; the requirements are none."""
        return tuple(dict.fromkeys(row.group for row in self.tasks if row.code.isdecimal()))

    def task(self, code: str) -> Task | None:
        """One task by its number."""
        return next((row for row in self.tasks if row.code == code), None)


@cache
def notice() -> Notice:
    """The notice of the three-year action (治本攻坚三年行动)."""
    data = read_toml("notice/tasks.toml")
    milestones = tuple(Milestone(**row) for row in data["milestone"])
    numbers = tuple(Number(**row) for row in data["number"])
    tasks = tuple(
        Task(
            **row,
            milestones=tuple(node for node in milestones if node.task == row["code"]),
            numbers=tuple(number for number in numbers if number.task == row["code"]),
        )
        for row in data["task"]
    )
    goals = tuple(row for row in milestones if row.task == "goal")
    return Notice(**data["notice"], goals=goals, tasks=tasks)
