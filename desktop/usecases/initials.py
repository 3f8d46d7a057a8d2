"""Pinyin initials of a title, so that cqljz finds 重庆路九中; a heteronym gives its readings."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

_VARIANTS = 12
_LONGEST = 40


def initials_of(title: str, *, by_words: bool = True) -> str:
    """The initials of a title, variants divided by blanks.

    First as its words are read (重庆 is cq), then with one character read in another way;
    two in another way are left out, for each would double the variants. Reading by words takes
    a quarter of a millisecond, too long for the descriptions of 20,000 hazards.
    """
    letters = [(sign, readings) for sign in title[:_LONGEST] if (readings := _readings(sign))]
    if not letters:
        return ""
    usual = _as_words("".join(sign for sign, _ in letters)) if by_words else ""
    if len(usual) != len(letters):
        usual = "".join(readings[0] for _, readings in letters)
    variants = _variants(usual, [readings for _, readings in letters])
    return " ".join(dict.fromkeys(islice(variants, _VARIANTS)))


def _variants(usual: str, readings: list[str]) -> Iterator[str]:
    yield usual
    for place, letters in enumerate(readings):
        for other in letters:
            if other != usual[place]:
                yield f"{usual[:place]}{other}{usual[place + 1 :]}"


def _as_words(signs: str) -> str:
    from pypinyin import Style, lazy_pinyin

    read = lazy_pinyin(signs, style=Style.FIRST_LETTER, errors=lambda unknown: unknown)
    return "".join(letter[:1] for letter in read).lower()


@lru_cache(maxsize=16384)
def _readings(sign: str) -> str:
    """The first letters a character can be read with; a letter or figure is itself."""
    if sign.isascii():
        return sign.lower() if sign.isalnum() else ""
    from pypinyin import Style, pinyin

    found = pinyin(sign, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    return "".join(dict.fromkeys(letter[0] for letter in found[0] if letter)) if found else ""
