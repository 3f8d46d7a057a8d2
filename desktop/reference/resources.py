"""The one reader of ``resources/``: from the source tree, a frozen program or an embedded one.

csv and tomllib come when they are first needed: the window asks only for paths before its paint.
"""

import sys
from functools import cache
from pathlib import Path
from typing import Any


@cache
def resources_folder() -> Path:
    """Where the data that came with the program lies."""
    beside_source = Path(__file__).resolve().parents[2]
    frozen = Path(getattr(sys, "_MEIPASS", beside_source))
    beside_program = Path(sys.executable).resolve().parent
    for home in (frozen, beside_source, beside_program):
        if (home / "resources" / "standards").is_dir():
            return home / "resources"
    raise FileNotFoundError(f"程序目录 {beside_program} 中缺少 resources 文件夹，请重新安装")


def resource(name: str) -> Path:
    """The path of one resource, named with forward slashes."""
    return resources_folder() / name


def read_toml(name: str) -> dict[str, Any]:
    """One TOML resource as plain values."""
    import tomllib  # noqa: PLC0415

    with resource(name).open("rb") as stream:
        return tomllib.load(stream)


def read_csv(name: str) -> list[dict[str, str]]:
    """One CSV resource as rows by header; lines that begin with # are notes."""
    import csv  # noqa: PLC0415

    with resource(name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(line for line in stream if not line.startswith("#")))
