"""Rebuild the font bundle of ``resources/fonts`` from its published sources (maintainers only).

    .venv/bin/python installer/fonts.py [--out FOLDER] [--keep FOLDER]

Needs the network, Debian's ``apt-get`` and ``dpkg``, ``npm``, and fonttools of the version
named below: another version may round an outline differently. The same sources give the same
bytes, so ``--out`` elsewhere and a comparison with ``resources/fonts/SHA256SUMS`` is the check.
Nothing in the program or its tests calls this; the finished fonts are committed.
"""

import argparse
import bz2
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

FONTTOOLS = "4.68.0"
BUNDLE = Path(__file__).resolve().parent.parent / "resources" / "fonts"

DEBIAN = (
    "texlive-lang-chinese=2022.20230122-1",
    "fonts-hanazono=20170904-2.1",
    "unicode-data=15.0.0-1",
)
NPM = ("@expo-google-fonts/noto-serif-sc@0.4.3", "@expo-google-fonts/noto-sans-sc@0.4.3")

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
KEPT_TABLES = {
    "GlyphOrder", "OS/2", "cmap", "gasp", "glyf", "head", "hhea", "hmtx",
    "loca", "maxp", "name", "post", "prep",
}  # fmt: skip
HINT_PROFILE = (
    "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
    "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
)  # fmt: skip
HINTING = {"cvt ", "fpgm", "prep", "gasp"}
# Copyright, family, style, unique id, full name, version, PostScript name, licence and its URL.
KEPT_NAMES = {0, 1, 2, 3, 4, 5, 6, 13, 14}
# Symbol blocks a paper or the window may use beside Han: punctuation, arrows, mathematics,
# enclosed figures, boxes, ticks, CJK punctuation and full-width forms.
SYMBOLS = (
    (0x20, 0x17F), (0x391, 0x3C9), (0x2000, 0x206F), (0x2070, 0x20BF), (0x2100, 0x22FF),
    (0x2300, 0x23FF), (0x2460, 0x27BF), (0x3000, 0x30FF), (0x3200, 0x33FF), (0xFE30, 0xFE6F),
    (0xFF00, 0xFFEF),
)  # fmt: skip
# Fandol draws another character at some code points outside GB 2312 (幹 as 干, 餘 as 余, 鬱 as
# 郁, ￥ as $): looked at glyph by glyph, only these blocks and the GB 2312 set can be trusted.
FANDOL_SYMBOLS = (
    (0x20, 0x17F), (0x391, 0x3C9), (0x2010, 0x203B), (0x2100, 0x22FF), (0x2460, 0x249B),
    (0x2500, 0x25FF), (0x3000, 0x3017), (0xFF01, 0xFF5E),
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """One finished font: where it comes from and what is done to it."""

    name: str
    path: str
    characters: str = "all"
    drop_hinting: bool = False
    extra_names: dict[int, str] = field(default_factory=dict)


GPL_NOTICE = (
    "GNU General Public License version 3 with the font embedding exception, "
    "which is extended to this converted version."
)
HANAZONO_NOTICE = (
    "Hanazono Font License: unlimited permission is granted to use, copy, and distribute it, "
    "with or without modification, either commercially and noncommercially. "
    'THIS FONT IS PROVIDED "AS IS" WITHOUT WARRANTY.'
)
SOURCES = (
    Source(
        "FandolFang-Regular",
        f"{FANDOL}/FandolFang-Regular.otf",
        characters="gb2312",
        extra_names={13: GPL_NOTICE},
    ),
    Source(
        "FandolKai-Regular",
        f"{FANDOL}/FandolKai-Regular.otf",
        characters="gb2312",
        extra_names={13: GPL_NOTICE},
    ),
    Source("NotoSerifSC-Regular", "noto-serif-sc/package/400Regular/NotoSerifSC_400Regular.ttf"),
    Source(
        "NotoSerifSC-Black",
        "noto-serif-sc/package/900Black/NotoSerifSC_900Black.ttf",
        characters="common",
    ),
    Source(
        "NotoSansSC-Medium",
        "noto-sans-sc/package/500Medium/NotoSansSC_500Medium.ttf",
        characters="common",
    ),
    Source(
        "HanaMinB",
        "usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
        drop_hinting=True,
        extra_names={13: HANAZONO_NOTICE},
    ),
)


def run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def fetch(folder: Path) -> None:
    """Download and unpack every source package into ``folder``."""
    run(["apt-get", "download", *DEBIAN], folder)
    for package in sorted(folder.glob("*.deb")):
        run(["dpkg", "-x", package.name, "."], folder)
    run(["npm", "pack", "--silent", *NPM], folder)
    for archive in sorted(folder.glob("*.tgz")):
        place = folder / archive.name.removeprefix("expo-google-fonts-").rsplit("-", 1)[0]
        with tarfile.open(archive) as packed:
            packed.extractall(place, filter="data")


def gb2312(first_row: int) -> set[int]:
    """Rows from 0xA1 are symbols, from 0xB0 Han."""
    cells = (bytes((high, low)) for high in range(first_row, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(char) for cell in cells for char in cell.decode("gb2312", "ignore")}


def within(blocks: Iterable[tuple[int, int]]) -> set[int]:
    return {code for first, last in blocks for code in range(first, last + 1)}


def character_sets(folder: Path) -> dict[str, set[int]]:
    """``common`` is 通用规范汉字表 (Unihan kTGH) with GB 2312 and the symbols."""
    listing = folder / "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
    with bz2.open(listing, "rt", encoding="utf-8") as lines:
        standard = {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}
    return {
        "common": standard | gb2312(0xA1) | within(SYMBOLS),
        "gb2312": gb2312(0xB0) | within(FANDOL_SYMBOLS),
    }


def to_truetype(font: TTFont) -> None:
    """Replace cubic CFF outlines by quadratic ones: reportlab embeds only the latter."""
    outlines = font.getGlyphSet()
    order = font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, max_err=0.5, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder = order
    font["glyf"].glyphs = glyphs
    for name in order:
        glyph = glyphs[name]
        glyph.recalcBounds(font["glyf"])
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    for key in HINT_PROFILE:
        setattr(profile, key, 0)
    profile.maxZones = 1
    font.sfntVersion = "\000\001\000\000"


def rewrite_cmap(font: TTFont) -> None:
    """One BMP table, and one full table where there is more; no control characters."""
    mapping = {code: name for code, name in font.getBestCmap().items() if code >= 0x20}
    tables = [(4, 1, {code: name for code, name in mapping.items() if code <= 0xFFFF})]
    if max(mapping) > 0xFFFF:
        tables.append((12, 10, mapping))
    font["cmap"].tables = []
    for kind, encoding, part in tables:
        table = CmapSubtable.newSubtable(kind)
        table.platformID, table.platEncID, table.language = 3, encoding, 0
        table.cmap = part
        font["cmap"].tables.append(table)


def slim(font: TTFont, source: Source) -> None:
    """Drop what no printed page needs; each PDF would carry a copy of some of it."""
    dropped = HINTING if source.drop_hinting else set()
    for tag in list(font.keys()):
        if tag not in KEPT_TABLES or tag in dropped:
            del font[tag]
    if source.drop_hinting:
        for name in font.getGlyphOrder():
            font["glyf"][name].removeHinting()
    font["name"].names = [
        record
        for record in font["name"].names
        if record.platformID == 3 and record.langID == 0x409 and record.nameID in KEPT_NAMES
    ]
    for key, text in source.extra_names.items():
        font["name"].setName(text, key, 3, 1, 0x409)
    font["post"].formatType = 3.0
    rewrite_cmap(font)


def subset_to(font: TTFont, wanted: Iterable[int]) -> None:
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    worker = subset.Subsetter(options)
    worker.populate(unicodes=wanted)
    worker.subset(font)


def build(source: Source, sources: Path, out: Path, sets: dict[str, set[int]]) -> Path:
    font = TTFont(sources / source.path, recalcTimestamp=False)
    if "CFF " in font:
        to_truetype(font)
    if source.characters in sets:
        subset_to(font, sets[source.characters])
    slim(font, source)
    target = out / f"{source.name}.ttf"
    font.save(target, reorderTables=True)
    return target


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=BUNDLE)
    parser.add_argument("--keep", type=Path, help="folder of sources already fetched, or to fill")
    wishes = parser.parse_args()
    if fontTools.version != FONTTOOLS:
        print(f"fonttools {FONTTOOLS} is needed, this is {fontTools.version}", file=sys.stderr)
        return 2
    wishes.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as passing:
        folder = wishes.keep or Path(passing)
        if not (folder / "usr").exists():
            folder.mkdir(parents=True, exist_ok=True)
            fetch(folder)
        sets = character_sets(folder)
        lines = []
        for source in SOURCES:
            target = build(source, folder, wishes.out, sets)
            digest = hashlib.sha256(target.read_bytes()).hexdigest()
            lines.append(f"{digest}  {target.name}\n")
            print(f"{target.stat().st_size:>11,}  {target.name}")
    (wishes.out / "SHA256SUMS").write_text("".join(sorted(lines, key=lambda line: line[66:])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
