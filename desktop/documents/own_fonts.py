"""The office's own fonts: a folder of files it has licences for, known by the names they carry.

方正小标宋, 仿宋_GB2312 and the fonts of Windows may not be given away with the program; where an
office has them, its papers are set in them. A character they lack still comes from ours.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from desktop.documents.fonts import RARE, Face, FontFile
from desktop.domain.errors import KnownProblem

_FAMILIES: tuple[tuple[str, str], ...] = (
    ("方正小标宋", Face.TITLE.value),
    ("fzxiaobiaosong", Face.TITLE.value),
    ("simsun-extb", RARE),
    ("仿宋", Face.FANG.value),
    ("fangsong", Face.FANG.value),
    ("楷体", Face.KAI.value),
    ("kaiti", Face.KAI.value),
    ("simkai", Face.KAI.value),
    ("黑体", Face.HEI.value),
    ("simhei", Face.HEI.value),
    ("宋体", Face.SONG.value),
    ("simsun", Face.SONG.value),
)
"""Beginnings of family names, the more particular first."""

_SUFFIXES = {".ttf", ".ttc"}
_UNICODE_PLATFORMS = (0, 3)
_FAMILY_NAMES = (1, 4, 16)
_RESTRICTED = 0x0002


def own_fonts(folder: Path) -> dict[str, FontFile]:
    """Which of our faces the folder has a font for; the first file of each, by name."""
    if not folder.is_dir():
        raise KnownProblem(f"字体文件夹 {folder} 不存在，请在设置中改正；现在用随程序的字体")
    found: dict[str, FontFile] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _SUFFIXES and path.is_file():
            for place, face in _faces_in(path):
                found.setdefault(face, FontFile(path, place))
    return found


def _faces_in(path: Path) -> Iterator[tuple[int, str]]:
    """The faces a file can stand for; one that may not be embedded is refused by name."""
    data = path.read_bytes()
    try:
        fonts = [_tables(data, start) for start in _starts(data)]
        faces = [(place, _face_of(data, tables)) for place, tables in enumerate(fonts)]
        closed = any(_is_restricted(data, tables) for tables in fonts)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise KnownProblem(f"字体文件 {path.name} 已损坏，请从字体文件夹中移走") from error
    for place, face in faces:
        if face is None or "glyf" not in fonts[place]:
            continue
        if closed:
            raise KnownProblem(f"字体 {path.name} 不允许嵌入文书，请从字体文件夹中移走")
        yield place, face


def _starts(data: bytes) -> list[int]:
    """Where the fonts of a file begin: one, or those of a collection."""
    if data[:4] != b"ttcf":
        return [0]
    (count,) = struct.unpack(">L", data[8:12])
    return list(struct.unpack(f">{count}L", data[12 : 12 + 4 * count]))


def _tables(data: bytes, start: int) -> dict[str, tuple[int, int]]:
    (count,) = struct.unpack(">H", data[start + 4 : start + 6])
    tables = {}
    for number in range(count):
        entry = start + 12 + 16 * number
        tag, _, place, length = struct.unpack(">4sLLL", data[entry : entry + 16])
        tables[tag.decode("latin-1").strip()] = (place, length)
    return tables


def _face_of(data: bytes, tables: dict[str, tuple[int, int]]) -> str | None:
    names = [name.lower() for name in _names(data, tables)]
    for beginning, face in _FAMILIES:
        if any(name.startswith(beginning) for name in names):
            return face
    return None


def _names(data: bytes, tables: dict[str, tuple[int, int]]) -> Iterator[str]:
    """Family and full names in every language (OpenType, name table)."""
    if "name" not in tables:
        return
    start = tables["name"][0]
    _, count, texts = struct.unpack(">3H", data[start : start + 6])
    for number in range(count):
        entry = start + 6 + 12 * number
        platform, _, _, kind, length, place = struct.unpack(">6H", data[entry : entry + 12])
        if platform in _UNICODE_PLATFORMS and kind in _FAMILY_NAMES:
            begin = start + texts + place
            yield data[begin : begin + length].decode("utf-16-be")


def _is_restricted(data: bytes, tables: dict[str, tuple[int, int]]) -> bool:
    """The maker forbids embedding (OS/2, fsType)."""
    if "OS/2" not in tables:
        return False
    start = tables["OS/2"][0]
    (kind,) = struct.unpack(">H", data[start + 8 : start + 10])
    return bool(kind & _RESTRICTED)
