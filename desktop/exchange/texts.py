"""A plain text somebody saved, in whichever of the usual encodings."""

from pathlib import Path

from desktop.exchange.files import read_file
from desktop.exchange.sheets import decoded


def read_text(path: Path) -> str:
    """The words of a .txt or .csv; a `KnownProblem` for whatever cannot be read."""
    return decoded(path, read_file(path)).replace("\r\n", "\n")
