"""Fonts and margins follow the office's settings, and a folder that is gone stops nothing."""

import pytest

from db.codes import Area
from desktop.documents.press import Press, press, use_press
from desktop.domain.errors import KnownProblem
from desktop.jobs.runner import InlineRunner
from desktop.usecases.press import FONT_FOLDER, MIRRORED, follow_press
from desktop.usecases.settings import ChangeSettings, change_settings


@pytest.fixture(autouse=True)
def _as_before():
    yield
    use_press(Press())


@pytest.fixture
def runner(database, clock):
    return InlineRunner(database, clock, "本机")


def change(runner, *values):
    return runner.run(change_settings, ChangeSettings(values))


def test_a_change_of_settings_changes_the_press(runner, tmp_path):
    runner.after_write.append(follow_press)
    change(runner, (MIRRORED, "1"))
    assert press() == Press(mirrored=True)
    change(runner, (FONT_FOLDER, str(tmp_path)))
    assert press() == Press(str(tmp_path), mirrored=True)
    change(runner, (FONT_FOLDER, None), (MIRRORED, None))
    assert press() == Press()


def test_a_folder_that_is_not_there_is_refused_at_save(runner, tmp_path):
    with pytest.raises(KnownProblem, match="不存在"):
        change(runner, (FONT_FOLDER, str(tmp_path / "none")))


def test_a_folder_gone_later_leaves_our_fonts(database, runner, tmp_path, caplog):
    folder = tmp_path / "fonts"
    folder.mkdir()
    change(runner, (FONT_FOLDER, str(folder)))
    folder.rmdir()
    runner.ask(lambda session: follow_press(session, frozenset({Area.OFFICE}), None))
    assert press() == Press()
    assert "不存在" in caplog.text
