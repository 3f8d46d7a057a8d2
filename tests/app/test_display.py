"""A machine without a display: the window is refused in one sentence, the demo is done without."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app.display import has_display
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("environment", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_where_there_is_a_display(environment: dict[str, str], platform: str, there: bool) -> None:
    assert has_display(environment, platform) is there


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
def test_the_window_is_refused_in_a_sentence(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    bare.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "desktop", str(tmp_path / "office")]
    told = subprocess.run(
        command, cwd=ROOT, env=bare, capture_output=True, text=True, timeout=60, check=False
    )
    assert (told.returncode, told.stdout) == (4, "")
    assert told.stderr.count("\n") == 1
    assert "没有图形显示" in told.stderr
    assert not (tmp_path / "office").exists()
