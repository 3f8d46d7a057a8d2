"""Whether there is a display a window could open on."""

import os
import sys
from collections.abc import Mapping

NO_DISPLAY = "这台机器上没有图形显示，打不开窗口；没有窗口时的用法见 python -m desktop --help"
_NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def has_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Only Linux may have none; Qt would end the program there without a word of ours."""
    return not platform.startswith("linux") or any(environment.get(name) for name in _NAMES)
