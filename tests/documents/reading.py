"""PDFs read back with two libraries that know nothing of the one that wrote them."""

import io
from dataclasses import dataclass

import pdfplumber
import pypdfium2

MM = 72 / 25.4
LEFT, TOP = 28 * MM, 37 * MM
RIGHT, BOTTOM = (28 + 156) * MM, (37 + 225) * MM
"""The type area of GB/T 9704-2012 5.2.1 and 5.2.2 on A4."""


@dataclass(frozen=True)
class Char:
    text: str
    x0: float
    x1: float
    top: float
    size: float
    font: str


def pages(data: bytes) -> list[list[Char]]:
    with pdfplumber.open(io.BytesIO(data)) as opened:
        return [
            [
                Char(c["text"], c["x0"], c["x1"], c["top"], c["size"], c["fontname"])
                for c in page.chars
            ]
            for page in opened.pages
        ]


def body(chars: list[Char]) -> list[Char]:
    """What stands in the type area: neither page number nor foot nor mark."""
    return [char for char in chars if TOP - 1 <= char.top < BOTTOM]


def rows(chars: list[Char]) -> dict[float, str]:
    """The words of each line by its top, left to right."""
    found: dict[float, list[Char]] = {}
    for char in chars:
        found.setdefault(round(char.top, 1), []).append(char)
    return {
        top: "".join(char.text for char in sorted(line, key=lambda char: char.x0))
        for top, line in sorted(found.items())
    }


def reach(data: bytes) -> list[tuple[str, float, float]]:
    """Each character with its left and right edge, as a viewer places it.

    pdfminer forgets the spacing after the last character of each string drawn, and a string ends
    where the next character is in another part of the font: its later ones stand too far right.
    """
    opened = pypdfium2.PdfDocument(data)
    found = []
    for page in opened:
        words = page.get_textpage()
        for index in range(words.count_chars()):
            text = words.get_text_range(index, 1)
            left, _, right, _ = words.get_charbox(index, loose=True)
            if text.strip():
                found.append((text, left, right))
        words.close()
        page.close()
    opened.close()
    return found


def pdfium_text(data: bytes) -> str:
    """All words as a viewer finds them, without line ends."""
    opened = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for number in range(len(opened)):
            page = opened[number]
            words = page.get_textpage()
            texts.append(words.get_text_range())
            words.close()
            page.close()
    finally:
        opened.close()
    return "".join(texts).replace("\r", "").replace("\n", "")


def plumber_text(data: bytes) -> str:
    return "".join(char.text for page in pages(data) for char in page)
