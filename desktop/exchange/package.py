"""A closed month as one JSON file, for a province that merges many: figures, ids, hashes.

The file's own hash is over everything else in it, in canonical form, so that a changed byte is
noticed and the sum can be made again with nothing but a JSON reader.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FORMAT = "zhiben-month"
VERSION = 1


def write_package(path: Path, content: Mapping[str, Any]) -> None:
    whole = {"format": FORMAT, "version": VERSION, **content}
    whole["sha256"] = package_hash(whole)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(path)


def package_hash(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical text of everything but the hash itself."""
    bare = {name: value for name, value in content.items() if name != "sha256"}
    text = json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
