"""Another window of this program, on another office: a process of its own."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QProcess


def start_program(arguments: Sequence[str]) -> bool:
    """Start the program once more; whether it started. An installed one is its own interpreter."""
    is_installed = getattr(sys, "frozen", False)
    before = [] if is_installed else ["-m", "desktop"]
    is_started, _pid = QProcess.startDetached(sys.executable, [*before, *arguments])
    return is_started
