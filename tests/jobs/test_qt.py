"""The runner with threads: who gets which answer, and when."""

import sys
import threading

import pytest
from PySide6.QtWidgets import QWidget

from db.codes import Area
from db.session import Database
from desktop.domain.errors import KnownProblem, RuleViolation
from desktop.jobs.qt import QtRunner
from desktop.usecases.done import Done
from tests.jobs.test_runner import KeepSetting, count_settings, keep_setting, refuse

SOON = 8000


@pytest.fixture
def opened(office):
    database = Database.open(str(office))
    yield database
    database.close()


@pytest.fixture
def runner(qtbot, opened, clock):
    made = QtRunner(clock, "本机")
    made.open(lambda: opened)
    yield made
    assert made.wait_for_done(20)


@pytest.fixture
def asker(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


class Gate:
    """A use-case that waits until it is told to go on."""

    def __init__(self):
        self.reached = threading.Event()
        self.go_on = threading.Event()

    def usecase(self, session, command, act):
        self.reached.set()
        assert self.go_on.wait(SOON / 1000)
        return keep_setting(session, command, act)

    usecase.__name__ = "wait_at_the_gate"


def test_an_answer_comes_on_the_main_thread(runner, asker, qtbot):
    answers = []
    runner.write(asker, keep_setting, KeepSetting("a"), done=answers.append)
    runner.read(asker, count_settings, done=lambda _n: answers.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=SOON)
    assert "a" in answers
    assert threading.main_thread() in answers


def test_work_asked_for_before_the_office_is_open_waits(qtbot, opened, clock, asker):
    runner = QtRunner(clock, "本机")
    answers = []
    runner.read(asker, count_settings, done=answers.append)
    with qtbot.waitSignal(runner.opened, timeout=SOON):
        runner.open(lambda: opened)
    qtbot.waitUntil(lambda: answers == [0], timeout=SOON)
    assert runner.wait_for_done(20)


def test_an_office_that_cannot_be_opened_is_said(qtbot, clock, asker):
    def refuse_to_open():
        raise KnownProblem("这个文件夹不是治本的办公室")

    runner = QtRunner(clock, "本机")
    with qtbot.waitSignal(runner.not_opened, timeout=SOON) as said:
        runner.open(refuse_to_open)
    assert said.args[0].sentence == "这个文件夹不是治本的办公室"
    assert runner.wait_for_done(20)


def test_two_readers_answer_during_a_long_write(runner, asker, qtbot):
    gate = Gate()
    answers = []
    runner.write(asker, gate.usecase, KeepSetting("a"), done=lambda _key: answers.append("written"))
    assert gate.reached.wait(SOON / 1000)
    meeting = threading.Barrier(2)

    def count_together(session):
        meeting.wait(SOON / 1000)
        return count_settings(session)

    for _reader in range(2):
        runner.read(asker, count_together, done=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=SOON)
    assert answers == [0, 0]
    gate.go_on.set()
    qtbot.waitUntil(lambda: answers[-1] == "written", timeout=SOON)


def test_a_closed_page_gets_no_answer_but_the_change_is_announced(runner, qtbot):
    gate = Gate()
    page = QWidget()
    answers = []
    runner.write(page, gate.usecase, KeepSetting("a"), done=answers.append)
    assert gate.reached.wait(SOON / 1000)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    with qtbot.waitSignal(runner.changed, timeout=SOON) as announced:
        gate.go_on.set()
    assert announced.args == [frozenset({Area.OFFICE})]
    assert answers == []


def test_a_refusal_is_never_lost(runner, asker, qtbot):
    said = []
    runner.write(asker, refuse, KeepSetting("a"), failed=said.append)
    qtbot.waitUntil(lambda: len(said) == 1, timeout=SOON)
    assert isinstance(said[0], RuleViolation)
    with qtbot.waitSignal(runner.refused, timeout=SOON):
        runner.write(asker, refuse, KeepSetting("a"))


def test_only_the_latest_of_the_same_question_is_answered(runner, asker, qtbot):
    started, go_on, answers, ran = threading.Event(), threading.Event(), [], []

    def find(session, words):
        ran.append(words)
        started.set()
        go_on.wait(SOON / 1000)
        return words

    runner.read(asker, find, "t", done=answers.append, latest="filter")
    assert started.wait(SOON / 1000)
    for words in ("ta", "taj", "taji"):
        runner.read(asker, find, words, done=answers.append, latest="filter")
    go_on.set()
    qtbot.waitUntil(lambda: "taji" in answers, timeout=SOON)
    assert answers == ["taji"]
    assert "taj" not in ran or len(ran) <= 3


def test_a_long_write_reports_and_can_be_cancelled(runner, asker, qtbot):
    seen, ended = [], []
    runner.ended.connect(ended.append)

    def import_rows(session, command, act, progress):
        for row in range(1_000_000):
            if row == 0:
                keep_setting(session, command, act)
            progress(row, 1_000_000)
            threading.Event().wait(0.002)
        return Done(None)

    ticket = runner.write(
        asker,
        import_rows,
        KeepSetting("a"),
        progress=lambda done, total: seen.append((done, total)),
    )
    qtbot.waitUntil(lambda: len(seen) > 2, timeout=SOON)
    ticket.cancel()
    qtbot.waitUntil(lambda: ended == [ticket], timeout=SOON)
    counts = []
    runner.read(asker, count_settings, done=counts.append)
    qtbot.waitUntil(lambda: counts == [0], timeout=SOON)


def test_a_bug_reaches_the_excepthook(runner, asker, qtbot, monkeypatch):
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append((kind, trace)))

    def divide(session):
        return 1 / 0

    runner.read(asker, divide)
    qtbot.waitUntil(lambda: len(caught) == 1, timeout=SOON)
    assert caught[0][0] is ZeroDivisionError
    assert caught[0][1] is not None


def test_who_waits_for_a_bug_is_told_one_sentence(qtbot, opened, clock, asker, monkeypatch):
    runner = QtRunner(clock, "本机")
    runner.open(lambda: opened)
    caught, told = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))
    runner.call(asker, lambda: 1 / 0, failed=told.append)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=SOON)
    assert caught == [ZeroDivisionError]
    assert "没有做成" in told[0].sentence
    assert runner.wait_for_done(20)


def test_hooks_follow_when_the_writer_has_nothing_else(qtbot, opened, clock, asker):
    runner = QtRunner(clock, "本机")
    followed = []

    def catch_up(session, areas, act):
        followed.append((areas, count_settings(session)))
        return Done(None)

    runner.after_write.append(catch_up)
    runner.open(lambda: opened)
    qtbot.waitUntil(lambda: followed == [(frozenset(Area), 0)], timeout=SOON)
    gate = Gate()
    runner.write(asker, gate.usecase, KeepSetting("a"))
    assert gate.reached.wait(SOON / 1000)
    for key in "bcd":
        runner.write(asker, keep_setting, KeepSetting(key))
    gate.go_on.set()
    qtbot.waitUntil(lambda: followed[-1] == (frozenset({Area.OFFICE}), 4), timeout=SOON)
    assert len(followed) <= 5
    assert runner.wait_for_done(20)


def test_a_save_goes_between_the_stretches_of_a_hook(qtbot, opened, clock, asker):
    runner = QtRunner(clock, "本机")
    seen = []

    def catch_up(session, areas, act):
        seen.append(count_settings(session))
        if len(seen) == 1:
            runner.write(asker, keep_setting, KeepSetting("a"))
        return Done(len(seen) < 3)

    runner.after_write.append(catch_up)
    runner.open(lambda: opened)
    qtbot.waitUntil(lambda: seen[:3] == [0, 1, 1], timeout=SOON)
    assert runner.wait_for_done(20)


def test_what_was_saved_is_finished_before_the_program_ends(qtbot, opened, clock, asker):
    runner = QtRunner(clock, "本机")
    with qtbot.waitSignal(runner.opened, timeout=SOON):
        runner.open(lambda: opened)
    for key in "abcdef":
        runner.write(asker, keep_setting, KeepSetting(key))
    assert runner.wait_for_done(20)
    with opened.reading() as session:
        assert count_settings(session) == 6
