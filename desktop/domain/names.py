"""Text as people type it: cleaned for the record, and in the form used to compare names."""

import re
from functools import lru_cache

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200d\u2060\ufeff]")
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_OPENING = "([{【〔〖〘「『〈《｢⦅"
_CLOSING = ")]}】〕〗〙」』〉》｣⦆"
_BRACKETS = str.maketrans(_OPENING + _CLOSING, "(" * len(_OPENING) + ")" * len(_CLOSING))
_COMPARED = {code: _BRACKETS.get(near, near) for code, near in _HALF_WIDTH.items()} | _BRACKETS
_APOSTROPHES = ("'", "\uff07", "\u2018", "\u2019")
_TO_CLEAN = (" ", *_APOSTROPHES)
_BLANK_BETWEEN_HAN = re.compile(r"(?<=[^\x00-\u02ff])\s+(?=[^\x00-\u02ff])")


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as half-width; nothing else changes.

    Not NFKC: that would also turn ② into 2 and exchange compatibility characters.
    """
    return text.translate(_HALF_WIDTH) if _WIDE.search(text) else text


def clean_text(text: str) -> str:
    """The text without what nobody meant to type: outer blanks, a leading apostrophe, controls."""
    # almost every cell of a ledger is clean already, and looking costs a fifth of cleaning
    if text.isprintable() and not text.startswith(_TO_CLEAN) and not text.endswith(" "):
        return text
    stripped = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if stripped.startswith(_APOSTROPHES):
        stripped = stripped[1:].lstrip()
    return stripped


def clean_name(text: str) -> str:
    """A name on one line, as it is stored and printed, of a person, project or enterprise.

    Blanks between Chinese characters go (张　三); no character is exchanged for another, because
    a compatibility character may be how a person's name is registered.
    """
    return _BLANK_BETWEEN_HAN.sub("", " ".join(clean_text(text).split()))


@lru_cache(maxsize=65536)
def normal_name(text: str) -> str:
    """The comparison form of a project's or enterprise's name; never shown or stored as the name.

    Two names are the same if they differ only in blanks, line breaks, full and half width,
    or the kind of brackets. Not for people's names.
    """
    return "".join(clean_text(text).translate(_COMPARED).split())
