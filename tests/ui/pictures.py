"""Pictures of every page at the sizes that matter: ``python -m tests.ui.pictures OUT [OFFICE]``.

Without an office the sample county is made first, under OUT/demo. One process a size, because
Qt takes its scale only at the start; the window is the one the command opens. ``--manual
[OFFICE]`` takes those of the manual instead, each page once, into ``resources/manual/pictures``.
"""

import os
import subprocess
import sys
from pathlib import Path

#: name, scale, and the window's size in Qt's own pixels, less what a task bar takes
SIZES = (
    ("1366x768-100", "1", 1366, 738),
    ("1920x1080-150", "1.5", 1280, 690),
    ("1366x768-150", "1.5", 911, 484),
)
SAMPLE_DAY = "2026-11-12"
SETTLED_MS = 300


def main(arguments: list[str]) -> int:
    if arguments[0] == "--manual":
        from tests.ui.manual_pictures import take_all

        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        return take_all(arguments[1:])
    if len(arguments) == 6:
        name, width, height, *rest = arguments[1:]
        take(Path(arguments[0]) / name, (int(width), int(height)), *rest)
        return 0
    out = Path(arguments[0])
    office = arguments[1] if len(arguments) > 1 else made_office(out)
    for name, scale, width, height in SIZES:
        environment = {**os.environ, "QT_SCALE_FACTOR": scale}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        given = [str(out), name, str(width), str(height), office, SAMPLE_DAY]
        subprocess.run(
            [sys.executable, "-m", "tests.ui.pictures", *given], env=environment, check=True
        )
    return 0


def made_office(out: Path) -> str:
    folder = out / "demo"
    if not folder.exists():
        subprocess.run(
            [sys.executable, "-m", "desktop", "demo", str(folder), "--no-window"], check=True
        )
    return str(folder / "office")


def take(folder: Path, size: tuple[int, int], office: str, today: str) -> None:
    """Show each page in turn and keep what is seen."""
    from PySide6.QtWidgets import QApplication

    from desktop.app.window import start_of
    from desktop.ui.catalogue import PAGES
    from desktop.ui.start import make_window
    from desktop.ui.theme import dress

    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["zhiben", "-style", "fusion"])
    dress(app)
    start = start_of([office, "--today", today])
    window = make_window(start)
    window.resize(*size)
    window.show()
    while window.current is None:
        wait(SETTLED_MS)
    for page in PAGES:
        window.show_page(page.key)
        quiet(window)
        window.grab().save(str(folder / f"{page.key}.png"))
        sys.stdout.write(f"{folder / page.key}.png\n")
    window.runner.wait_for_done()
    if start.leave is not None:
        start.leave()


def quiet(window) -> None:
    """Until nothing is being read for what is shown."""
    wait(SETTLED_MS)
    while not window.runner.is_idle:
        wait(SETTLED_MS)


def wait(milliseconds: int) -> None:
    """Let events happen; QTest.qWait would keep the other threads from running meanwhile."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
