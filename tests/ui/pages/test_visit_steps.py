"""检查记录: signatures drawn on screen, the site record, photos of a phone, corrections."""

import json
from datetime import date

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from db.codes import AnswerValue, PaperKind, SignerRole, VisitKind
from db.tables.papers import Paper
from db.tables.signatures import Attachment, Signature
from db.tables.visits import Visit
from desktop.exchange.photos import find_photos
from desktop.queries.visit_times import visits_for_photos
from desktop.ui.notice import Tone
from desktop.ui.pages.visits import VisitsPage
from desktop.ui.photo_import import PhotoImportBox, days_of
from desktop.ui.record_box import RecordBox
from desktop.ui.sign_pad import SignBox, SignPad
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visit_command import Answer
from desktop.usecases.visits import record_visit
from tests.ui.pages.acts import RAIL, settle, visit_command, visit_with


@pytest.fixture
def page(county, dialogs, qtbot):
    made = VisitsPage(county, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    return made


def all_of(county, model):
    return county.ask(lambda session: list(session.scalars(select(model).order_by(model.id))))


def draw(pad, points):
    """Down at the first point, through the others, up at the last."""
    first, *others = [QPoint(*point) for point in points]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=first)
    for point in others:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=others[-1])


def steps_of(page):
    return {one.title: one.why_not for one in page.describe(page.current).others}


def test_a_pad_keeps_strokes_as_they_were_drawn(qtbot):
    pad = SignPad("林喆")
    qtbot.addWidget(pad)
    pad.show()
    assert pad.is_empty
    draw(pad, [(10, 10), (60, 40), (120, 20)])
    draw(pad, [(30, 60), (90, 62)])
    assert json.loads(pad.strokes) == [[[10, 10], [60, 40], [120, 20]], [[30, 60], [90, 62]]]
    pad.clear()
    assert pad.is_empty


def test_all_sign_on_screen_and_nothing_waits_for_a_scan(page, county, dialogs, qtbot):
    page.show_record(visit_with(county).id)
    boxes = []

    def sign(box):
        boxes.append(box)
        for _one, pad in box.pads.values():
            draw(pad, [(10, 10), (80, 50)])
        draw(box.site, [(10, 10), (80, 50)])
        box.sign()
        assert "姓名" in box.notice.words
        box.site_name.setText("赵一鸣（虚构）")
        box.sign()
        return True

    dialogs.run = sign
    page.sign_on_screen()
    signed = all_of(county, Signature)
    assert [row.role for row in signed] == [
        SignerRole.INSPECTOR,
        SignerRole.INSPECTOR,
        SignerRole.SITE,
    ]
    assert all(json.loads(row.strokes) for row in signed)
    assert not [one for one in page.current.missing if "签名" in one or "扫描" in one]
    assert steps_of(page)["屏幕手写签名…"] == "都已签名"


@pytest.mark.parametrize(
    ("name", "refusal", "sentence"),
    [("赵工", "", "还没有签名"), ("", "", "还没有人签名")],
)
def test_a_name_without_a_signature_is_not_taken(page, county, qtbot, name, refusal, sentence):
    page.show_record(visit_with(county).id)
    box = SignBox(page.current.id, page.current.unsigned, site_is_open=True)
    qtbot.addWidget(box)
    box.site_name.setText(name)
    box.refusal.setText(refusal)
    box.sign()
    assert sentence in box.notice.words
    assert box.command is None


def test_the_record_is_seen_issued_and_shown_again_as_its_bytes(page, county, dialogs):
    settle(county)
    page.show_record(visit_with(county, RAIL).id)
    shown = []

    def run(box):
        shown.append(box.windowTitle())
        if isinstance(box, RecordBox):
            assert box.pane.content.startswith(b"%PDF")
            box.issue()
            return box.issued is not None
        assert box.pane.content.startswith(b"%PDF")
        return True

    dialogs.run = run
    page.print_record()
    (paper,) = [row for row in all_of(county, Paper) if row.kind is PaperKind.SITE_RECORD]
    assert paper.visit_id == page.current.id
    assert page.current.ground.record_id == paper.id
    page.print_record()
    assert shown == ["现场检查笔录", "现场检查笔录", "现场检查笔录"]
    assert len(all_of(county, Paper)) == 1


def test_a_phone_folder_is_sorted_by_the_cameras_time(page, county, dialogs, tmp_path, qtbot):
    visit = visit_with(county)
    day = all_of(county, Visit)[0].visited_on
    folder = tmp_path / "DCIM"
    folder.mkdir()
    for name, taken in (("a.jpg", f"{day:%Y:%m:%d} 09:41:30"), ("b.jpg", None)):
        exif = Image.Exif()
        if taken:
            exif.get_ifd(34665)[36867] = taken
        Image.new("RGB", (40, 30), "orange" if taken else "blue").save(folder / name, exif=exif)
    (folder / "说明.txt").write_text("不是照片", encoding="utf-8")
    photos = find_photos(folder)
    visits = county.ask(visits_for_photos, *days_of(photos, date(2026, 11, 12)))
    box = PhotoImportBox(photos, visits)
    qtbot.addWidget(box)
    assert box.chosen == {visit.id: (folder / "a.jpg",)}
    assert box.table.item(1, 1).text() == "无拍摄信息"
    assert box.said.text() == "共 2 张，导入 1 张"
    dialogs.answers = [folder, True]
    page.import_photos()
    (kept,) = all_of(county, Attachment)
    assert (kept.name, kept.record_id, kept.has_exif) == ("a.jpg", visit.id, True)
    dialogs.answers = [folder, True]
    page.import_photos()
    assert len(all_of(county, Attachment)) == 1


def test_a_folder_without_photos_is_said(page, dialogs, tmp_path):
    dialogs.answers = [tmp_path]
    page.import_photos()
    assert dialogs.said[-1] == ("这个文件夹里没有能打开的照片", Tone.WARNING)


def test_code_and_result_may_be_noted_after_the_signatures(page, county):
    page.show_record(visit_with(county).id)
    page.note()
    page.side.form.grid.inputs["code_shown_at"].put_words("9:35")
    page.side.form.grid.inputs["in_system"].put_value(False)
    page.side.form.grid.inputs["system_note"].put_words("系统故障")
    page.side.form.save()
    (visit,) = all_of(county, Visit)
    told = (visit.code_shown_at, visit.in_system, visit.system_note)
    assert told == ("9:35", False, "系统故障")
    shown = dict(page.describe(page.current).fields)
    assert shown["检查码"] == "9:35 亮码，未录入省系统，系统故障"


def test_only_a_signed_visit_is_corrected(page, county, qtbot):
    made = visit_with(county)
    page.show_record(made.id)
    assert "更正…" not in steps_of(page)
    assert "撤销登记" in steps_of(page)
    one = page.current.unsigned[0]
    signed = (Signed(SignerRole.INSPECTOR, one.name, one.id, "[]"),)
    county.run(sign_visit, SignVisit(made.id, signed, "不同意（虚构）"))
    page.show_record(made.id)
    assert steps_of(page)["更正…"] == ""
    assert "撤销登记" not in steps_of(page)
    with qtbot.waitSignal(page.go) as gone:
        page.correct()
    assert gone.args == ["visit_entry", {"correct": str(made.id)}]
    again = visit_command(county, corrects=made.id, correction_reason="部位写错")
    new = county.run(record_visit, again)
    page.show_record(made.id)
    assert page.describe(page.current).step is None
    assert page.describe(page.current).subtitle.endswith("已更正")
    links = [link.title for link in page.describe(page.current).links]
    assert links[-1].startswith("更正后的检查")
    page.show_record(new.id)
    assert "部位写错" in dict(page.describe(page.current).fields)["更正"]


def test_guidance_leads_to_its_check(page, county, qtbot):
    failed = (Answer("B13-4", AnswerValue.FAIL, "五层无栏杆"),)
    command = visit_command(county, kind=VisitKind.GUIDANCE, answers=failed)
    made = county.run(record_visit, command)
    page.show_record(made.id)
    detail = page.describe(page.current)
    assert detail.warnings == ("还缺：发现的问题还没有转为检查",)
    assert detail.step.title == "转为检查"
    assert steps_of(page)["现场检查笔录…"] == "指导观摩不出文书"
    assert dict(detail.fields)["不合格项"] == "临边防护：五层无栏杆"
    with qtbot.waitSignal(page.go) as gone:
        page.check_after()
    assert gone.args == ["visit_entry", {"guidance": str(made.id)}]
