"""The runner run at once, as the command line has it."""

import errno
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from db.codes import Area
from db.ids import new_id
from db.tables.office import Setting
from desktop.domain.errors import KnownProblem, RuleViolation
from desktop.jobs.runner import Cancelled, InlineRunner
from desktop.usecases.done import Done


@dataclass(frozen=True)
class KeepSetting:
    key: str


def keep_setting(session, command, act):
    session.add(Setting(id=new_id(session), key=command.key, value=act.who))
    session.flush()
    return Done(command.key, frozenset({Area.OFFICE}))


def refuse(session, command, act):
    keep_setting(session, command, act)
    raise RuleViolation("不行")


def break_down(session, command, act):
    keep_setting(session, command, act)
    raise ZeroDivisionError


def count_settings(session):
    return session.scalar(select(func.count()).select_from(Setting))


@pytest.fixture
def runner(database, clock):
    return InlineRunner(database, clock, "本机")


def test_a_use_case_is_committed_and_its_areas_announced(runner):
    heard = []
    runner.changed.connect(heard.append)
    assert runner.run(keep_setting, KeepSetting("a")) == "a"
    assert heard == [frozenset({Area.OFFICE})]
    assert runner.ask(count_settings) == 1


@pytest.mark.parametrize(
    ("usecase", "error"), [(refuse, RuleViolation), (break_down, ZeroDivisionError)]
)
def test_nothing_half_done_is_stored(runner, usecase, error):
    with pytest.raises(error):
        runner.run(usecase, KeepSetting("a"))
    assert runner.ask(count_settings) == 0


def test_a_page_gets_the_refusal_and_not_an_exception(runner):
    said = []
    runner.write(
        None, refuse, KeepSetting("a"), failed=lambda refusal: said.append(refusal.sentence)
    )
    assert said == ["不行"]


def test_the_record_s_own_refusal_is_a_refusal(runner):
    runner.run(keep_setting, KeepSetting("a"))
    with pytest.raises(RuleViolation):
        runner.run(keep_setting, KeepSetting("a"))


def test_a_read_only_session_writes_nothing(runner, clock):
    def write_in_a_query(session):
        keep_setting(session, KeepSetting("a"), clock)
        session.commit()

    with pytest.raises(Exception) as caught:
        runner.ask(write_in_a_query)
    assert not isinstance(caught.value, AssertionError)
    assert runner.ask(count_settings) == 0


def test_a_full_disk_is_said_in_one_sentence(runner):
    def fill(path):
        raise OSError(errno.ENOSPC, "No space left on device", path)

    said = []
    runner.call(None, fill, "x.xlsx", failed=said.append)
    assert isinstance(said[0], KnownProblem)
    assert "磁盘已满" in said[0].sentence


@pytest.mark.parametrize("number", [errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.EROFS])
def test_a_place_that_will_not_do_is_said_in_chinese(runner, number):
    def write(path):
        raise OSError(number, "Told In English", path)

    with pytest.raises(KnownProblem) as told:
        runner.call(None, write, "台账.xlsx")
    assert "English" not in told.value.sentence


def test_half_a_character_is_refused(runner):
    def keep(words):
        return words.encode()

    with pytest.raises(RuleViolation, match="U\\+DCFF"):
        runner.call(None, keep, "局\udcff")


def test_a_file_open_in_excel_is_named(runner):
    def write(path):
        raise PermissionError(errno.EACCES, "denied", path)

    with pytest.raises(KnownProblem, match=r"台账\.xlsx"):
        runner.call(None, write, "台账.xlsx")


def test_a_cancelled_use_case_leaves_nothing(runner):
    def keep_many(session, command, act, progress):
        keep_setting(session, command, act)
        progress(1, 2)
        return Done(None)

    def press_cancel(done, total):
        raise Cancelled

    runner.write(None, keep_many, KeepSetting("a"), progress=press_cancel)
    assert runner.ask(count_settings) == 0


def test_hooks_follow_each_write_with_what_changed(runner):
    followed = []

    def catch_up(session, areas, act):
        followed.append((areas, count_settings(session)))
        return Done(None)

    runner.after_write.append(catch_up)
    runner.run(keep_setting, KeepSetting("a"))
    assert followed == [(frozenset({Area.OFFICE}), 1)]


def test_a_hook_that_has_more_to_do_is_run_again(runner):
    left = [3]

    def catch_up(session, areas, act):
        left[0] -= 1
        return Done(left[0] > 0)

    runner.after_write.append(catch_up)
    runner.run(keep_setting, KeepSetting("a"))
    assert left == [0]
