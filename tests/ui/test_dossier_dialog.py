"""归档 from a project: what is there, what is missing, the making, by keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop.queries.papers import paper_bytes
from desktop.ui.dossier_dialog import DossierDialog, file_project
from desktop.ui.pages.projects import ProjectsPage
from desktop.ui.preview_box import PreviewBox
from tests.documents.reading import pdfium_text
from tests.ui.thin_line import RAIL, notice
from tests.usecases.county import settle

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def county(opened):
    return settle(opened)


@pytest.fixture
def issued(runner, county):
    return notice(runner, county, date(2026, 10, 20), RAIL)[0]


def shown(qtbot, runner, dialogs, county):
    dialog = DossierDialog(runner, dialogs, county.project)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    return dialog


def lines(dialog):
    """The groups with the first words of their lines."""
    groups = (dialog.tree.topLevelItem(n) for n in range(dialog.tree.topLevelItemCount()))
    return {
        group.text(0): [group.child(n).text(0).strip() for n in range(group.childCount())]
        for group in groups
    }


def test_the_missing_stand_above_what_is_there(qtbot, runner, dialogs, county, issued):
    dialog = shown(qtbot, runner, dialogs, county)
    found = lines(dialog)
    first, *others = found
    assert first == "▲ 缺少的材料　8 项"
    assert f"责令限期整改通知书 {issued.number}：未送达，没有送达回证" in found[first]
    assert "责令限期整改通知书" in others
    assert "上次归档：—" in dialog.told.text()
    assert "保存 3 年，自归档之日起算（建质〔2014〕154号）" in dialog.told.text()


def test_it_is_looked_at_and_made_by_keyboard(qtbot, runner, dialogs, county, issued):
    dialog = shown(qtbot, runner, dialogs, county)
    dialogs.answers = [True]
    qtbot.keyClick(dialog.tree, Qt.Key.Key_F5)
    assert dialog.notice.words == ""
    assert dialogs.asked == ["档案（未归档）"]
    assert dialog.findChildren(PreviewBox)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Return, CTRL)
    assert dialog.made is not None
    assert dialog.result() == DossierDialog.DialogCode.Accepted
    assert issued.number in pdfium_text(runner.ask(paper_bytes, dialog.made.id))


def test_a_project_without_papers_says_so(qtbot, runner, dialogs, county):
    dialog = shown(qtbot, runner, dialogs, county)
    assert not dialog.make_button.isEnabled()
    assert "还没有可以归档的文书" in dialog.notice.words


def test_the_page_offers_it_and_shows_the_file(qtbot, runner, dialogs, county, issued):
    page = ProjectsPage(runner, dialogs)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.current is not None)
    titles = [step.title for step in page.steps(page.current)]
    assert "归档…" in titles
    opened = []
    page.open_record.connect(lambda entity, key: opened.append((entity, key)))

    def run(dialog):
        dialog.make()
        return True

    dialogs.run = run
    file_project(page, county.project)
    assert opened[0][0] == "paper"
    assert "已归档：" in dialogs.said[-1][0]
