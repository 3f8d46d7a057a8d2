"""Text as paper knows it: no markup, no invisible characters, no way of the screen to write a gap.

What people paste carries tabs, no-break blanks, marks without width and line ends of three kinds.
The harmless ones are made plain here; the others are refused with their code point.
"""

import re
import unicodedata
from functools import lru_cache

_LINE_ENDS = str.maketrans({"\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"})
_BLANKS = str.maketrans(dict.fromkeys("\t\xa0\u2002\u2003\u2009\u202f", " "))
# Zero-width blank, word joiner, byte-order mark, soft hyphen: they leave no trace on paper.
_UNSEEN = str.maketrans(dict.fromkeys("\u200b\u2060\ufeff\xad"))
# 阿拉伯数字 and Latin letters are set half-width, and a number's year stands in 〔〕 (U+3014/3015).
_HALF = str.maketrans(
    {
        code: code - 0xFEE0
        for first, last in ("\uff10\uff19", "\uff21\uff3a", "\uff41\uff5a")
        for code in range(ord(first), ord(last) + 1)
    }
)
_YEAR = re.compile(r"[\[【\uff3b]((?:19|20)\d\d)[\]】\uff3d](?=第?\d+号)")
_REFUSED = frozenset({"Cc", "Cf", "Co", "Cs"})


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The same words with one kind of blank, of line end, of digit and of number's bracket."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    half = joined.translate(_BLANKS).translate(_UNSEEN).translate(_HALF)
    return _YEAR.sub(r"〔\1〕", half)


def one_line(text: str) -> str:
    """The same words without the line ends that a paste brings into a name or a number."""
    return plain(text).replace("\n", "").strip()


def is_printable(char: str) -> bool:
    """Not a control, a format mark, half a surrogate pair, or a private-use character."""
    return unicodedata.category(char) not in _REFUSED


def describe(char: str) -> str:
    """The character with its code point, as the clerk can look it up."""
    code = f"U+{ord(char):04X}"
    kind = unicodedata.category(char)
    if kind == "Co":
        return f"自造字符（{code}，私人使用区）"
    if kind in _REFUSED:
        return f"不可见的控制字符（{code}）"
    if kind == "Mn":
        return f"附加符号（{code}）"
    return f"“{char}”（{code}）"
