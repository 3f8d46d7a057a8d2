"""Colours that can be read, Qt in Chinese, our own signs."""

import pytest
from PySide6.QtGui import QColor, QTextLayout
from PySide6.QtWidgets import QDialogButtonBox

from desktop.ui.side_bar import GROUP_ICONS
from desktop.ui.theme import COLOURS, add_rare_characters, icon

# WCAG 2.1, 1.4.3: words need 4.5 to 1.
PAIRS = [
    (COLOURS.ink, COLOURS.ground),
    (COLOURS.ink, COLOURS.pane),
    (COLOURS.ink, COLOURS.chosen),
    (COLOURS.ink, "#e9eef3"),
    (COLOURS.quiet, COLOURS.pane),
    (COLOURS.quiet, "#e9eef3"),
    (COLOURS.accent, COLOURS.ground),
    ("#ffffff", COLOURS.accent),
    (COLOURS.danger, COLOURS.ground),
    (COLOURS.danger, COLOURS.chosen),
    (COLOURS.warning, COLOURS.ground),
    (COLOURS.done, COLOURS.ground),
    (COLOURS.ink, COLOURS.danger_soft),
    (COLOURS.ink, COLOURS.warning_soft),
    (COLOURS.ink, COLOURS.done_soft),
]


def luminance(name):
    parts = (QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(words, ground):
    light, dark = sorted((luminance(words), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_qt_speaks_chinese(qapp, qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


@pytest.mark.parametrize("name", [*GROUP_ICONS.values(), "search", "zhiben", "down"])
def test_each_sign_can_be_drawn(qapp, name):
    image = icon(name).pixmap(20, 20).toImage()
    assert any(
        image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())
    )


def test_a_rare_character_of_a_name_is_drawn_not_boxed(qapp):
    """U+23236 stands in a sample name and in none of the window's own fonts."""
    add_rare_characters()
    layout = QTextLayout("韦𣈶", qapp.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    drawn = [(run.rawFont().familyName(), run.glyphIndexes()) for run in layout.glyphRuns()]
    assert "HanaMinB" in [family for family, _ in drawn]
    assert all(all(glyphs) for _, glyphs in drawn)
