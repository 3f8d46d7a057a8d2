"""二维码: the code on every page of an issued paper, by which a scan of it finds its record.

It says the paper's number and the short hash of its sheet, number first for whoever reads it with a
telephone. The one place that knows the library which writes such codes.
"""

import re
from functools import cache, reduce
from operator import xor
from typing import Any, NamedTuple

from desktop.documents.sheets import sheet_code

DIGITS = 16
_WORDS = re.compile(rf"(.*\S)\s+([0-9a-f]{{{DIGITS}}})", re.DOTALL)
_ROOM = {4: 62, 5: 84, 6: 106, 7: 122}
"""Bytes that a code of each version holds at level M (ISO/IEC 18004, table 7)."""

_LEVEL = "m"  # a seventh may be spoiled by a stamp or a crease; Q would need smaller squares
_MASK = 2
_FILLER = " "


class Code(NamedTuple):
    """What a code says: the number or name of its paper, the short hash of its sheet."""

    name: str
    digits: str


def code_of(name: str, sheet: Any) -> str:
    """The words of a paper's code; none where the number has yet to be drawn, or is not ours."""
    is_none = name.startswith("（") or getattr(sheet, "transcribed", False)
    return "" if is_none else words_of_code(Code(name.replace("\n", ""), sheet_code(sheet)))


def words_of_code(code: Code) -> str:
    """The words as long as their version holds, so that all codes of one version are alike."""
    most = max(_ROOM.values()) - DIGITS - 1
    name = code.name.encode()[:most].decode(errors="ignore").strip()
    least = len(name.encode()) + 1 + DIGITS
    room = next(room for room in _ROOM.values() if room >= least)
    return name + _FILLER * (room - least + 1) + code.digits


def read_code(words: str) -> Code | None:
    """What such words say; None for codes that are not ours."""
    found = _WORDS.fullmatch(words.strip())
    return Code(found[1], found[2]) if found else None


def squares(words: str) -> tuple[str, ...]:
    """The rows of the code, a 1 for each dark square.

    Every square is a sum, modulo two, of bits of the words (ISO/IEC 18004 7.5 and 7.8 add nothing
    else once version, level and mask are settled). So a code is the one of blanks, changed by what
    each of its characters changes in it: the library, slow at whole codes, is asked once a process
    for each character at its place.
    """
    data = words.encode()
    version = next(version for version, room in _ROOM.items() if room == len(data))
    shares = (_share(version, place, byte) for place, byte in enumerate(data))
    size = 17 + 4 * version
    rows = f"{reduce(xor, shares, _of_blanks(version)):0{size * size}b}"
    return tuple(rows[start : start + size] for start in range(0, size * size, size))


@cache
def _share(version: int, place: int, byte: int) -> int:
    """The squares that one byte changes in a code of blanks."""
    blank = _blank(version)
    if byte == blank[place]:
        return 0
    changed = blank[:place] + bytes((byte,)) + blank[place + 1 :]
    return _whole(version, changed) ^ _of_blanks(version)


@cache
def _of_blanks(version: int) -> int:
    return _whole(version, _blank(version))


def _blank(version: int) -> bytes:
    return _FILLER.encode() * _ROOM[version]


def _whole(version: int, data: bytes) -> int:
    """All squares of a code as one number, row by row."""
    import segno

    code = segno.make_qr(
        data, version=version, error=_LEVEL, mode="byte", mask=_MASK, boost_error=False
    )
    return int("".join(str(int(bool(square))) for row in code.matrix for square in row), 2)
