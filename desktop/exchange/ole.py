"""The sector chains and the first records of an .xls, looked at before calamine follows them.

A chain that bites its own tail, as a damaged .xls can have, makes calamine read until all
memory is gone. Layout after [MS-CFB] 2.2 to 2.4.
"""

import struct
from collections.abc import Iterator, Sequence

_HEADER_SECTORS = 109
_LAST_SECTOR = 0xFFFFFFFA
_BEGIN = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILE_PASS = 0x2F
_FIRST_SECTOR = 512


def is_sound(content: bytes) -> bool:
    """Whether every chain of sectors comes to an end."""
    try:
        return not _has_loop(_allocation_table(content))
    except (struct.error, ValueError):
        return False


def has_password(content: bytes) -> bool:
    """Whether the workbook is encrypted: FilePass among its first records ([MS-XLS] 2.4.117)."""
    at = content.find(_BEGIN)
    ends = min(at + _FIRST_SECTOR, len(content)) - 4
    while 0 <= at <= ends:
        kind, length = struct.unpack_from("<HH", content, at)
        if kind == _FILE_PASS:
            return True
        at += 4 + length
    return False


def _allocation_table(content: bytes) -> Sequence[int]:
    """The next sector of each sector."""
    (shift,) = struct.unpack_from("<H", content, 30)
    size = 1 << shift
    if size not in (512, 4096):
        raise ValueError("no such size of sector")
    table: list[int] = []
    for sector in _table_sectors(content, size):
        table.extend(struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size))
    return table


def _table_sectors(content: bytes, size: int) -> Iterator[int]:
    """The sectors that hold the table: 109 named in the header, the rest in a chain of lists."""
    yield from _used(struct.unpack_from(f"<{_HEADER_SECTORS}I", content, 76))
    (following,) = struct.unpack_from("<I", content, 68)
    for _ in range(len(content) // size + 1):
        if following > _LAST_SECTOR:
            return
        *sectors, following = struct.unpack_from(f"<{size // 4}I", content, (following + 1) * size)
        yield from _used(sectors)
    raise ValueError("the list of the table's sectors has no end")


def _used(sectors: Sequence[int]) -> list[int]:
    return [sector for sector in sectors if sector <= _LAST_SECTOR]


def _has_loop(table: Sequence[int]) -> bool:
    """Follow every chain once; to come again upon a sector of the same chain is a loop."""
    chain_of = [0] * len(table)
    for chain, start in enumerate(range(len(table)), 1):
        sector = start
        while sector < len(table) and not chain_of[sector]:
            chain_of[sector] = chain
            sector = table[sector]
        if sector < len(table) and chain_of[sector] == chain:
            return True
    return False
