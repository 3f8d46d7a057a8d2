"""F1: the manual's window beside the work, read and searched by keyboard, without a network."""

import pytest
from PySide6.QtCore import Qt, QUrl

from desktop.ui.catalogue import PAGES
from desktop.ui.manual import ManualWindow
from tests.ui.helpers import type_words

SOON = 3000
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def manual(qtbot):
    made = ManualWindow(lambda key: f"这一页的短话 {key}", frozenset(page.key for page in PAGES))
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_every_page_opens_at_its_own_chapter(manual, key):
    manual.open_at(key)
    title = next(page.title for page in PAGES if page.key == key)
    assert manual.windowTitle() == f"手册 · {title}"
    text = manual.view.toPlainText()
    assert text.startswith(title)
    assert f"这一页的短话 {key}" in text, "the page's own words stand first"
    assert manual.page_button.text() == f"到“{title}”"


def test_a_word_is_searched_and_the_first_chapter_opened(manual, qtbot):
    with qtbot.waitActive(manual):
        manual.open_at("desk")
    type_words(manual.box, "约谈")
    qtbot.waitUntil(lambda: manual.view.searched == ("约谈",), timeout=SOON)
    qtbot.keyClick(manual.box, Qt.Key.Key_Return)
    assert "约谈" in manual.view.toPlainText()
    assert manual.view.extraSelections(), "what was searched for is marked"
    qtbot.keyClick(manual.box, Qt.Key.Key_Escape)
    assert manual.isVisible(), "Esc leaves the search first"
    assert manual.box.text() == ""
    qtbot.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_links_turn_to_chapters_and_lead_to_pages(manual, qtbot):
    with qtbot.waitActive(manual):
        manual.open_at("desk")
    manual.view.follow(QUrl("manual:/hazards.md"))
    assert manual.view.key == "hazards"
    qtbot.keyClick(manual, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert manual.view.key == "desk"
    with qtbot.waitSignal(manual.page_asked) as asked:
        manual.view.follow(QUrl("page:hazards"))
    assert asked.args == ["hazards"]


def test_letters_grow_and_shrink_within_bounds(manual):
    manual.open_at("desk")
    before = manual.view.font().pointSizeF()
    manual.zoom(2)
    assert manual.view.font().pointSizeF() == before + 2
    for _ in range(40):
        manual.zoom(-1)
    assert manual.view.font().pointSizeF() == 8
