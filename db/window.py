"""One window an office: a lock of the operating system, which a crash lets go too.

OFFICE/window.lock says in clear who holds it and since when, for the sentence a second window
is given; what counts is the lock on it, not that the file is there.
"""

import json
import os
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from db.errors import StoreProblem, os_problem
from db.places import LOCK

# Windows forbids others to read a locked byte, so the lock lies far behind the text.
_LOCKED_BYTE = 1 << 30


class Window:
    """The claim of one window, until it is released or its process ends."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def release(self) -> None:
        if not self._file.closed:
            self._file.seek(0)
            self._file.truncate()
            self._file.close()

    def __enter__(self) -> "Window":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def claim_window(folder: Path, who: str, now: datetime) -> Window:
    """Claim the office in ``folder`` for one window; raises StoreProblem where it is taken.

    ``who`` is the user and the computer, as ``places.who_is_here`` tells.
    """
    path = folder / LOCK
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise os_problem(error, f"“{folder}”不能打开") from error
    try:
        _lock(file)
    except OSError as error:
        holder = _holder(path, now)
        file.close()
        sentence = f"{holder}起已打开这个办公室，请先关闭那个窗口，再在这里打开。"
        raise StoreProblem(sentence) from error
    file.seek(0)
    file.truncate()
    json.dump({"who": who, "at": now.isoformat(timespec="minutes")}, file, ensure_ascii=False)
    file.flush()
    return Window(file)


def _holder(path: Path, now: datetime) -> str:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(said["at"])
        when = f"{at:%H:%M}" if at.date() == now.date() else f"{at.month}月{at.day}日 {at:%H:%M}"
        return f"{said['who']} {when} "
    except (OSError, ValueError, TypeError, KeyError):
        return "另一个窗口刚才"


if os.name == "nt":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        os.lseek(file.fileno(), _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
