"""Text as paper knows it: no markup, no invisible characters, no way of the screen to write a gap.

What people paste carries tabs, no-break blanks, marks without width and line ends of three kinds.
The harmless ones are made plain here; the others are refused with their code point.
"""

import unicodedata

_LINE_ENDS = str.maketrans({"\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"})
_BLANKS = str.maketrans(dict.fromkeys("\t\xa0\u2002\u2003\u2009\u202f", " "))
# Zero-width blank, word joiner, byte-order mark, soft hyphen: they leave no trace on paper.
_UNSEEN = str.maketrans(dict.fromkeys("\u200b\u2060\ufeff\xad"))
_REFUSED = frozenset({"Cc", "Cf", "Co", "Cs"})


def plain(text: str) -> str:
    """The same words with one kind of blank and one kind of line end."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    return joined.translate(_BLANKS).translate(_UNSEEN)


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
