"""The start in a process of its own: what is imported before the first paint, and after."""

import json
import os
import subprocess
import sys
from pathlib import Path

HEAVY = (
    "sqlalchemy",
    "alembic",
    "openpyxl",
    "reportlab",
    "pyqtgraph",
    "numpy",
    "pypinyin",
    "python_calamine",
    "cryptography",
    "PIL",
    "psycopg",
    "chinese_calendar",
    "desktop.queries",
    "desktop.usecases",
    "desktop.documents",
    "desktop.exchange",
)

PROGRAM = """
import json, sys
from dataclasses import replace
from PySide6.QtWidgets import QApplication
from desktop.app.window import start_of
from desktop.ui.start import make_window
from desktop.ui.theme import dress

before = []
start = start_of([sys.argv[1]])

def open_database(place):
    before.extend(sys.modules)
    return start.open_database(place)

app = QApplication([])
dress(app)
window = make_window(replace(start, open_database=open_database))
painted = []
window.painted.connect(lambda: painted.append(True))
window.runner.opened.connect(app.quit)
window.runner.not_opened.connect(lambda problem: app.exit(1))
window.show()
status = app.exec()
window.runner.wait_for_done()
print(json.dumps({"before": before, "after": list(sys.modules), "painted": painted}))
sys.exit(status)
"""


def test_nothing_heavy_is_imported_before_the_first_paint(office):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(office)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["painted"]
    assert "PySide6.QtWidgets" in seen["before"]
    early = [
        name
        for name in seen["before"]
        if any(name == heavy or name.startswith(f"{heavy}.") for heavy in HEAVY)
    ]
    assert early == []
    assert "sqlalchemy" in seen["after"]
