"""How the office prints its papers: in which fonts, with which margins (本单位设置).

Set when an office is opened and when its settings change; it changes how papers look from then on,
never what was issued before, of which the bytes are kept.
"""

from dataclasses import dataclass
from pathlib import Path

from desktop.documents.fonts import use_own
from desktop.documents.own_fonts import own_fonts
from desktop.documents.typeset import forget


@dataclass(frozen=True)
class Press:
    """``mirrored``: even pages have their binding margin at the right."""

    font_folder: str = ""
    mirrored: bool = False


_IN_USE = [Press()]


def press() -> Press:
    """What papers are printed with now."""
    return _IN_USE[0]


def use_press(wanted: Press) -> None:
    """Print like this from now on; where the fonts cannot be used, ours are, and it is said."""
    if wanted == _IN_USE[0]:
        return
    _IN_USE[0] = Press(mirrored=wanted.mirrored)
    use_own({})
    forget()
    if wanted.font_folder:
        use_own(own_fonts(Path(wanted.font_folder)))
        forget()
        _IN_USE[0] = wanted
