"""From the start of the process to the first painted window, against a bare PySide6 window.

The bare side is a main window with an empty table and nothing else of any program. Ours is the
window as the command starts it on an existing office, up to its first paint: the same imports,
font, style sheet and side bar, and garbage collected later, as ``desktop.__main__`` has it.
Both are fresh processes, turn about; the clock is the system's monotonic one, read here before
the process is started and there when it has painted.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NAME = "start to the first painted window / a bare PySide6 window"
BAR = 1.5
ROUNDS = 9

BARE = """
import os, sys, time
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, said)

def said():
    print(time.perf_counter(), flush=True)
    os._exit(0)

app = QApplication([])
window = Window()
table = QTableWidget(0, 8)
table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
window.setCentralWidget(table)
window.resize(1366, 740)
window.show()
app.exec()
"""

OURS = """
import gc, os, sys, time
gc.disable()
from PySide6.QtWidgets import QApplication
from desktop.app.window import start_of
from desktop.ui.start import make_window
from desktop.ui.theme import dress

def said():
    print(time.perf_counter(), flush=True)
    os._exit(0)

app = QApplication(["zhiben", "-style", "fusion"])
dress(app)
window = make_window(start_of([sys.argv[1]]))
window.painted.connect(said)
window.show()
app.exec()
"""


def measure() -> dict[str, object]:
    """Return the name, the ratio of each round, and the bar."""
    with tempfile.TemporaryDirectory() as scratch:
        office = str(Path(scratch) / "office")
        environment = _environment(scratch)
        for program in (BARE, OURS):  # bytecode is compiled and the disk is warm
            _seconds(program, office, environment)
        ratios = [_round(office, environment, turn) for turn in range(ROUNDS)]
    return {"name": NAME, "ratios": ratios, "bar": BAR}


def _round(office: str, environment: dict[str, str], turn: int) -> float:
    programs = (BARE, OURS) if turn % 2 else (OURS, BARE)
    seconds = {program: _seconds(program, office, environment) for program in programs}
    return seconds[OURS] / seconds[BARE]


def _seconds(program: str, office: str, environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, office],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return float(done.stdout.split()[-1]) - begun


def _environment(scratch: str) -> dict[str, str]:
    """Bytecode is kept, as in an installed program; nobody's settings are touched."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "PYTHONPYCACHEPREFIX": str(Path(scratch) / "bytecode"),
        "HOME": scratch,
        "USERPROFILE": scratch,
        "APPDATA": scratch,
        "XDG_CONFIG_HOME": scratch,
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment
