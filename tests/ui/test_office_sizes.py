"""The pages of the first day at the smallest window there is: nothing is cut off."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.ui.pages.first_day import FirstDayPage
from desktop.ui.pages.import_wizard import ImportWizardPage
from desktop.ui.pages.office_settings import OfficeSettingsPage
from desktop.ui.pages.opening_figures import OpeningFiguresPage
from desktop.usecases.office import InitOffice, init_office
from tests.ui.test_import_wizard import LEDGERS

# 1366 × 768 at 150 %, less the side bar's strip and the status line.
SMALLEST = (863, 484)


def settle(page):
    page.resize(*SMALLEST)
    page.show()
    QApplication.processEvents()
    assert (page.width(), page.height()) == SMALLEST


def assert_whole(page):
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= SMALLEST[0]
    assert page.minimumSizeHint().height() <= SMALLEST[1]
    for shown in (*page.findChildren(QLabel), *page.findChildren(QPushButton)):
        is_wrapped = isinstance(shown, QLabel) and shown.wordWrap()
        if shown.isVisible() and not is_wrapped:
            assert shown.width() >= shown.minimumSizeHint().width(), shown.text()


@pytest.fixture
def stand(runner, dialogs, qtbot):
    runner.run(init_office, InitOffice("示例县住房和城乡建设局"))

    def make(kind):
        page = kind(runner, dialogs)
        qtbot.addWidget(page)
        settle(page)
        return page

    return make


def test_the_wizard(stand):
    page = stand(ImportWizardPage)
    page.open_file(LEDGERS / "03-工程台账.xlsx")
    assert_whole(page)
    for _step in range(3):
        page.go_on()
        assert_whole(page)


def test_the_first_day(stand):
    page = stand(FirstDayPage)
    for place in range(page.list.count()):
        page.list.setCurrentRow(place)
        assert_whole(page)
    page.show_where({"step": "entrustment"})
    page.entrustments.add()
    assert_whole(page)


def test_the_settings(stand):
    page = stand(OfficeSettingsPage)
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        assert_whole(page)
    for shelf, tab in ((page.series, "numbers"), (page.holidays, "holidays")):
        page.show_where({"tab": tab})
        shelf.add()
        assert_whole(page)


def test_the_opening_figures(stand):
    assert_whole(stand(OpeningFiguresPage))
