"""Words as the text operators of a PDF page (ISO 32000-1, 9.4).

The canvas measures every string that it is given and never needs the answer; a batch of papers
says most of its words again and again. So each run of characters is turned into codes once a file,
and a page's words are handed to the canvas in one piece.
"""

from typing import Any

from desktop.documents.pieces import Ink, Words


class Encoder:
    """The codes of the characters of one file: fonts are cut into subsets of 256 as they come."""

    def __init__(self, canvas: Any) -> None:
        from reportlab.pdfbase import pdfmetrics

        self._font_of = pdfmetrics.getFont
        self._doc = canvas._doc
        self._escape = canvas._escape
        self._known: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    def parts(self, font: str, text: str) -> tuple[tuple[str, str], ...]:
        """The text in parts of one subset each: the subset's name, and what shows the string."""
        parts = self._known.get((font, text))
        if parts is None:
            drawn = self._font_of(font)
            parts = tuple(
                (drawn.getSubsetInternalName(subset, self._doc), f"({self._escape(codes)}) Tj")
                for subset, codes in drawn.splitString(text, self._doc)
            )
            self._known[font, text] = parts
        return parts


class TextObject:
    """The words of one page; remembers subset, size, spacing and ink, and says nothing twice."""

    def __init__(self, encoder: Encoder) -> None:
        self._parts = encoder.parts
        self._code = ["BT"]
        self._subset, self._size = "", 0.0
        # Nothing is known of the page: spacing and ink outlast the words drawn before.
        self._spacing: float | None = None
        self._ink: Ink | None = None

    def write(self, mark: Words, left: float, top: float) -> None:
        say, size = self._code.append, mark.size
        if mark.ink is not self._ink:
            self._ink = mark.ink
            say("{} {} {} rg".format(*mark.ink.value))
        x, y = left + mark.x, top - mark.y
        for run in mark.runs:
            say(f"1 0 0 1 {x + run.x:.3f} {y - run.sink * size:.3f} Tm")
            if run.spacing != self._spacing:
                self._spacing = run.spacing
                say(f"{run.spacing:.4f} Tc")
            for subset, shows in self._parts(run.font, run.text):
                if subset != self._subset or size != self._size:
                    self._subset, self._size = subset, size
                    say(f"{subset} {size:g} Tf")
                say(shows)

    def getCode(self) -> str:  # the canvas asks for it by this name
        return "\n".join([*self._code, "ET"])
