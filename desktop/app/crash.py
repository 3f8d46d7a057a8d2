"""The crash report: what a maintainer needs, without the office's data."""

import platform
import re
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

_MESSAGE = 300
#: names, identity numbers and phones, which a message may quote from the row it failed at
_PERSONAL = re.compile(r"[^\x20-\x7e]+|\d{5,}")


def write_crash_report(error: BaseException, now: datetime) -> Path:
    """Write the way to the error into a file of the user's log folder; return where.

    Of messages only the first line is kept, without Chinese and long numbers: a database error
    lists the values of the row.
    """
    folder = user_log_path("zhiben", False, ensure_exists=True)
    path = folder / f"crash-{now:%Y%m%d-%H%M%S}.txt"
    lines = [f"{now.isoformat(timespec='seconds')}  Python {platform.python_version()}"]
    lines.append(platform.platform())
    seen: set[int] = set()  # what caused what may run in a circle
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(_way(cause.__traceback__))
        words = str(cause).splitlines() or [""]
        lines.append(f"{type(cause).__name__}: {_PERSONAL.sub('…', words[0][:_MESSAGE])}")
        cause = cause.__cause__ or cause.__context__
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _way(back: TracebackType | None) -> str:
    """Return the frames without carets.

    To place carets Python parses each source line again, which has been seen to run without end
    where the file was changed meanwhile.
    """
    frames = [(f.filename, f.lineno or 0, f.name, f.line) for f in traceback.extract_tb(back)]
    return "".join(traceback.StackSummary.from_list(frames).format())
