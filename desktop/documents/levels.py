"""层次: a text as the clerk writes it, each paragraph in the face of its number (7.3.3)."""

import re

from desktop.documents.blocks import Heading, Level, Paragraph, parted, spans_of
from desktop.documents.fonts import Face
from desktop.documents.pieces import Block
from desktop.documents.typeset import Span

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LEVELS = (
    (re.compile(rf"{_NUMERAL}、"), Level.FIRST),
    (re.compile(rf"（{_NUMERAL}）"), Level.SECOND),
)


def text_blocks(text: str) -> list[Block]:
    """The paragraphs of a text: 一、 in 黑体, （一） in 楷体, 1. and （1） as the rest.

    A numbered sentence with more words after it is a heading that runs in: it alone changes face.
    """
    paragraphs = parted(spans_of(text, Face.FANG))
    return [_block("".join(span.text for span in spans).strip()) for spans in paragraphs]


def _block(words: str) -> Block:
    level = next((level for begins, level in _LEVELS if begins.match(words)), None)
    if level is None:
        return Paragraph(words)
    sentence, stop, rest = words.partition("。")
    if not rest:
        return Heading(words, level) if not stop else _run_in(words, "", level)
    return _run_in(sentence + stop, rest, level)


def _run_in(sentence: str, rest: str, level: Level) -> Paragraph:
    return Paragraph((Span(sentence, Face(level.value)), Span(rest, Face.FANG)))
