"""首日设置: a step may be put off, and taken up again."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.office import Setting
from desktop.domain.first_day import SKIPPED, STEPS
from desktop.queries.first_day import skipped_steps
from desktop.usecases.done import Done


@dataclass(frozen=True)
class SkipStep:
    """The step by its key; False takes it up again."""

    step: str
    skipped: bool = True


def skip_step(session: Session, command: SkipStep, act: Act) -> Done[None]:
    """Put a step off: the desk no longer reminds of it."""
    before = skipped_steps(session)
    after = before | {command.step} if command.skipped else before - {command.step}
    if after == before:
        return Done(None)
    words = " ".join(step.key for step in STEPS if step.key in after)
    row = session.scalar(select(Setting).where(Setting.key == SKIPPED))
    if row is None:
        session.add(Setting(key=SKIPPED, value=words))
    else:
        row.value = words
    about(session, next(step.title for step in STEPS if step.key == command.step))
    return Done(None, frozenset({Area.OFFICE}))
