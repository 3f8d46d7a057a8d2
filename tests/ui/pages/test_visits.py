"""检查记录: the list with its marks, one visit beside what it lacks and led to."""

import pytest
from PySide6.QtGui import QImage
from sqlalchemy import select

from db.codes import SignerRole
from db.tables.hazards import Hazard
from db.tables.signatures import Signature
from db.tables.visits import Visit
from desktop.ui.pages.visits import VisitsPage
from tests.ui.pages.acts import RAIL, visit_with


@pytest.fixture
def page(county, dialogs, qtbot):
    made = VisitsPage(county, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    return made


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "现场.png"
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(path))
    return path


def shown(page, title):
    return dict(page.describe(page.current).fields)[title]


def test_one_visit_shows_answers_hazards_and_what_it_lacks(page, county):
    page.show_record(visit_with(county, RAIL).id)
    assert shown(page, "检查内容") == "高处作业"
    assert shown(page, "答案") == "合格 1　不合格 1"
    assert shown(page, "不合格项") == "临边防护"
    detail = page.describe(page.current)
    assert detail.warnings[-1] == "还缺：未审批"
    assert [one.title for one in detail.links] == ["隐患（一般，已发现）五层临边无栏杆"]
    assert detail.step.title == "签发责令限期整改通知书（1 项）"
    assert (detail.others[0].title, detail.others[0].why_not) == ("登记签名", "")


def test_signed_in_ink_it_waits_for_the_scan(page, county, picture):
    page.show_record(visit_with(county).id)
    page.side.pane.step_button.click()
    page.side.form.grid.inputs["site"].put_words("王某（虚构）")
    page.side.form.save()
    roles = [row.role for row in county.ask(lambda s: list(s.scalars(select(Signature))))]
    assert roles == [SignerRole.INSPECTOR, SignerRole.INSPECTOR, SignerRole.SITE]
    lacking = page.current.missing
    assert "待补扫描" in lacking
    assert not any("未签名" in one for one in lacking)
    assert page.side.pane.step_button.text() == "补扫描件"
    page.side.pane.step_button.click()
    page.side.form.save()
    assert page.side.form.grid.wrong_of("scan") == "× 请填写签名笔录扫描件"
    page.side.form.grid.inputs["scan"].put_words(str(picture))
    page.side.form.save()
    assert "待补扫描" not in page.current.missing
    assert [row.is_scan for row in page.current.files] == [True]


def test_photos_come_later_but_not_after_the_signature(page, county, dialogs, picture):
    made = visit_with(county)
    page.show_record(made.id)
    dialogs.answers = [(picture,)]
    page.add_photos()
    assert [row.name for row in page.current.files] == ["现场.png"]
    page.sign()
    page.side.form.save()
    steps = {one.title: one.why_not for one in page.describe(page.current).others}
    assert steps["添加照片…"].startswith("已签名")


def test_an_unsigned_visit_is_taken_back_with_its_hazards(page, county, dialogs):
    made = visit_with(county, RAIL)
    page.show_record(made.id)
    dialogs.answers = [True]
    page.undo_last()
    assert county.ask(lambda session: session.get(Visit, made.id)) is None
    assert county.ask(lambda session: session.get(Hazard, made.hazards[0])) is None


def test_the_list_tells_unsigned_ones(page, county):
    visit_with(county)
    county.changed.emit(page.shows)
    assert page.model.rowCount() == 1
    page.show_where({"unsigned": "1"})
    assert page.model.rowCount() == 1
    page.show_where({"history": "1"})
    assert page.model.rowCount() == 0
