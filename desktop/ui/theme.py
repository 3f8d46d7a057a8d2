"""How the program looks: the bundled font, Chinese buttons of Qt, colours and one style sheet.

Light and quiet, as an office likes it. Every pair of colours used for words has a contrast of
at least 4.5 to 1, and a colour never says anything alone: a sign or a word stands beside it.
"""

from string import Template
from typing import NamedTuple

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from desktop.reference.resources import resource

ROW_HEIGHT = 28
POINT_SIZE = 10.0
NARROW = 1100
"""Below this width, in Qt's own pixels, the side bar keeps only its signs."""


class Colours(NamedTuple):
    """The few colours there are."""

    ink: str = "#1b2733"
    quiet: str = "#52606d"
    line: str = "#d3dae1"
    ground: str = "#ffffff"
    pane: str = "#f3f6f9"
    accent: str = "#1c5a96"
    accent_dark: str = "#15466f"
    chosen: str = "#dbe9f6"
    danger: str = "#b3261e"
    danger_soft: str = "#fdecea"
    warning: str = "#7d4b00"
    warning_soft: str = "#fff4dc"
    done: str = "#1e6b3a"
    done_soft: str = "#e6f4ea"


COLOURS = Colours()


def dress(app: QApplication) -> None:
    """Give the application its font, colours and Chinese; before the first widget is made.

    The Fusion style is asked for by argument where the application is made: ``setStyle`` hands
    back a style, and making its Python class takes longer than all the rest here.
    """
    app.setFont(_font())
    app.setPalette(_palette())
    app.setStyleSheet(_sheet())
    app.setWindowIcon(icon("zhiben"))
    speak_chinese(app)


def speak_chinese(app: QApplication) -> None:
    """Load Qt's own words (确定, 取消, context menus) in Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def icon(name: str) -> QIcon:
    """One of our own signs in ``resources/icons``."""
    return QIcon(str(resource(f"icons/{name}.svg")))


def is_narrow(width: int) -> bool:
    return width < NARROW


def _font() -> QFont:
    """The bundled font if it is there (it always is in a release), else the system's."""
    font = QGuiApplication.font()
    for path in sorted(resource("fonts").glob("NotoSansSC-*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        font = QFont(QFontDatabase.applicationFontFamilies(number))
    font.setPointSizeF(POINT_SIZE)
    return font


def add_rare_characters() -> None:
    """Let names like 韦𣈶 be read: Qt takes from this font what the other does not have.

    Called after the first paint; nothing painted before it holds a name.
    """
    QFontDatabase.addApplicationFont(str(resource("fonts") / "HanaMinB.ttf"))


def _palette() -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette(QColor(COLOURS.pane))
    for which, colour in {
        role.Window: COLOURS.pane,
        role.Base: COLOURS.ground,
        role.AlternateBase: COLOURS.pane,
        role.WindowText: COLOURS.ink,
        role.Text: COLOURS.ink,
        role.ButtonText: COLOURS.ink,
        role.ToolTipText: COLOURS.ink,
        role.ToolTipBase: COLOURS.ground,
        role.Highlight: COLOURS.chosen,
        role.HighlightedText: COLOURS.ink,
        role.Link: COLOURS.accent,
        role.PlaceholderText: "#66727f",
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, QColor("#7b8794"))
    return palette


def _sheet() -> str:
    words = resource("icons/window.qss").read_text(encoding="utf-8")
    icons = resource("icons").as_posix()
    return Template(words).substitute(COLOURS._asdict(), icons=icons)
