"""培训 in the window: a session, its people pasted in, and who then still lacks what."""

import pytest
from PySide6.QtCore import Qt

from desktop.ui.pages.training_lacks import TrainingLacksPage
from desktop.ui.pages.training_sessions import TrainingSessionsPage
from tests.queries.seed import small_county

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def county(opened):
    return small_county(opened)


@pytest.fixture
def show(runner, dialogs, qtbot):
    def make(page_class):
        page = page_class(runner, dialogs)
        qtbot.addWidget(page)
        page.resize(1176, 700)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return make


@pytest.fixture
def fill(qtbot):
    """Fill the form at the side and press Ctrl+S."""

    def do(page, **told):
        inputs = page.side.form.grid.inputs
        for key, words in told.items():
            if isinstance(words, tuple):
                inputs[key].put_value(words)
            else:
                inputs[key].put_words(words)
        qtbot.keyClick(inputs[next(iter(told))].box, Qt.Key.Key_S, CTRL)

    return do


@pytest.fixture
def held(county, show, fill, qtbot):
    """A session of 8 hours, entered with Ctrl+N."""
    page = show(TrainingSessionsPage)
    page.add()
    fill(page, title="判定标准宣贯", held_on="2026-10-09", kind="年度再培训", hours="8")
    qtbot.waitUntil(lambda: page.current is not None)
    return page


def test_people_pasted_in_have_the_hours_of_the_session(county, held, show, fill, qtbot):
    lacks = show(TrainingLacksPage)
    qtbot.waitUntil(lambda: lacks.current is not None)
    assert (lacks.current.name, lacks.current.why) == ("林新", "2026年已有12学时，还差8学时")
    held.take_names()
    fill(held, enterprise=(county.builder, "海岸建筑有限公司"), people="林新\t8\t92\n符进")
    qtbot.waitUntil(lambda: held.current.count == 2)
    lacks.refresh()
    qtbot.waitUntil(lambda: lacks.current is not None and lacks.current.name == "符进")
    assert lacks.current.why == "2026年已有8学时，还差12学时"
    assert lacks.model.rowCount() == 1, "林新 has 12 hours of the ledger and 8 of the session"


def test_a_line_that_is_no_person_is_said_at_the_list(county, held, fill):
    held.take_names()
    firm = (county.builder, "海岸建筑有限公司")
    fill(held, enterprise=firm, people="林新\n符进\t八学时")
    assert "名单第2行" in held.side.form.grid.wrong_of("people")
    assert held.current.count == 0


def test_the_names_of_an_enterprise_are_opened_again(county, held, fill, qtbot):
    held.take_names()
    fill(held, enterprise=(county.builder, "海岸建筑有限公司"), people="林新\n符进")
    qtbot.waitUntil(lambda: held.current.count == 2)
    held.take_names(held.current.present[0])
    assert held.side.form.grid.inputs["people"].words == "林新\t8\n符进\t8"
    fill(held, people="符进")
    qtbot.waitUntil(lambda: held.current.count == 1)
