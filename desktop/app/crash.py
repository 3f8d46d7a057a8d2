"""The crash report: what a maintainer needs, without the office's data."""

import platform
import traceback
from datetime import datetime
from pathlib import Path

from platformdirs import user_log_path

_MESSAGE = 300


def write_crash_report(error: BaseException, now: datetime) -> Path:
    """Write the way to the error into a file of the user's log folder; return where.

    Of messages only the first line is kept: a database error lists the values of the row.
    """
    folder = user_log_path("zhiben", False, ensure_exists=True)
    path = folder / f"crash-{now:%Y%m%d-%H%M%S}.txt"
    lines = [f"{now.isoformat(timespec='seconds')}  Python {platform.python_version()}"]
    lines.append(platform.platform())
    seen: set[int] = set()  # what caused what may run in a circle
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append("".join(traceback.format_tb(cause.__traceback__)))
        words = str(cause).splitlines() or [""]
        lines.append(f"{type(cause).__name__}: {words[0][:_MESSAGE]}")
        cause = cause.__cause__ or cause.__context__
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
