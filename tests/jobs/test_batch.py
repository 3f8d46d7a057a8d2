"""A batch: each task its own transaction, what is refused is told, stopped between two."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from db.codes import Area
from db.ids import new_id
from db.tables.office import Setting
from desktop.domain.errors import RuleViolation
from desktop.jobs.batch import Batch, Task
from desktop.jobs.qt import QtRunner
from desktop.jobs.runner import InlineRunner
from desktop.usecases.done import Done


@dataclass(frozen=True)
class Keep:
    number: int


def keep(session, command, act):
    session.add(Setting(id=new_id(session), key=f"{command.number:03}", value="kept"))
    session.flush()
    if command.number % 10 == 3:
        raise RuleViolation(f"第{command.number}项不收")
    return Done(command.number, frozenset({Area.OFFICE}))


def kept(session):
    return session.scalars(select(Setting.key).order_by(Setting.key)).all()


def tasks(count):
    return [Task(f"第{n}项", keep, Keep(n)) for n in range(1, count + 1)]


@pytest.fixture
def runner(database, clock):
    return InlineRunner(database, clock, "本机")


def test_each_is_stored_alone_and_what_is_refused_is_told_with_its_reason(runner):
    moved, ended = [], []
    Batch(runner, None, tasks(5), lambda *one: moved.append(one), ended.append).start()
    (outcome,) = ended
    assert outcome.done == [("第1项", 1), ("第2项", 2), ("第4项", 4), ("第5项", 5)]
    assert outcome.refused == [("第3项", "第3项不收")]
    assert outcome.left == 0
    assert moved == [(n, 5) for n in range(1, 6)]
    assert runner.ask(kept) == ["001", "002", "004", "005"]


def test_a_stop_leaves_what_was_done(runner):
    ended = []

    def moved(done, total):
        if done == 2:
            batch.stop()

    batch = Batch(runner, None, tasks(6), moved, ended.append)
    batch.start()
    assert ended[0].left == 4
    assert runner.ask(kept) == ["001", "002"]


def test_many_are_done_without_going_deep(runner):
    ended = []
    Batch(runner, None, tasks(400), lambda *_one: None, ended.append).start()
    assert len(ended[0].done) == 360
    assert len(ended[0].refused) == 40


def test_nothing_to_do_ends_at_once(runner):
    ended = []
    Batch(runner, None, (), lambda *_one: None, ended.append).start()
    assert len(ended) == 1


def test_on_threads_the_window_stays_free_between_two(qtbot, office, clock):
    from PySide6.QtCore import QObject

    from db.session import Database

    runner, asker, ended = QtRunner(clock, "本机"), QObject(), []
    runner.open(lambda: Database.open(str(office)))
    moved = []

    def on_moved(done, total):
        moved.append(done)
        if done == 5:
            batch.stop()

    batch = Batch(runner, asker, tasks(30), on_moved, ended.append)
    batch.start()
    assert moved == [], "nothing was waited for"
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    assert moved == [1, 2, 3, 4, 5]
    assert (len(ended[0].done), len(ended[0].refused), ended[0].left) == (4, 1, 25)
    assert runner.wait_for_done()
