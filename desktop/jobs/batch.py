"""Many commands one after the other, each its own transaction: what was done stays.

One that is refused is told and left behind; whoever started the batch may stop it between two.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.jobs.runner import Runner


@dataclass(frozen=True)
class Task:
    """One thing to do, under the name by which the clerk knows it."""

    name: str
    usecase: Callable[..., Any]
    command: object


@dataclass
class Outcome:
    """What has come of the tasks so far: values by name, refusals by name."""

    done: list[tuple[str, Any]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    left: int = 0


class Batch:
    """``moved(done, total)`` after each task, ``ended(outcome)`` after the last or a stop."""

    def __init__(
        self,
        runner: Runner,
        asker: object,
        tasks: Sequence[Task],
        moved: Callable[[int, int], None],
        ended: Callable[[Outcome], None],
    ) -> None:
        self._runner, self._asker, self._tasks = runner, asker, tuple(tasks)
        self._moved, self._ended = moved, ended
        self._outcome = Outcome(left=len(tasks))
        self._next = 0
        self._is_stopped = self._is_waiting = self._is_asking = False

    def start(self) -> None:
        self._go_on()

    def stop(self) -> None:
        """After the task under way: it is finished, the others are not begun."""
        self._is_stopped = True

    @property
    def _is_over(self) -> bool:
        return self._is_stopped or self._next == len(self._tasks)

    def _go_on(self) -> None:
        """A runner that answers at once is asked in a loop; a later answer comes back here."""
        if self._is_asking:
            return
        self._is_asking = True
        while not self._is_waiting and not self._is_over:
            self._is_waiting = True
            self._next += 1
            self._ask(self._tasks[self._next - 1])
        self._is_asking = False
        if not self._is_waiting:
            self._ended(self._outcome)

    def _ask(self, task: Task) -> None:
        self._runner.write(
            self._asker,
            task.usecase,
            task.command,
            done=lambda value: self._on_answer(self._outcome.done, (task.name, value)),
            failed=lambda refusal: self._on_answer(
                self._outcome.refused, (task.name, refusal.sentence)
            ),
        )

    def _on_answer(self, among: list[Any], told: tuple[str, Any]) -> None:
        among.append(told)
        self._outcome.left -= 1
        self._is_waiting = False
        self._moved(self._next, len(self._tasks))
        self._go_on()
