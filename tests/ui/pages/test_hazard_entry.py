"""登记隐患 from elsewhere: the criteria of its day, conditions ticked one by one, its evidence."""

from datetime import date

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox
from sqlalchemy import select

from db.codes import HazardLevel, HazardSource
from db.tables.hazards import Hazard, HazardCondition
from db.tables.signatures import Attachment
from desktop.ui.clause import clauses_named
from desktop.ui.pages.hazard_entry import HazardEntryPage

OVERDUG = "超挖"


@pytest.fixture
def page(county, dialogs, qtbot):
    made = HazardEntryPage(county, dialogs)
    qtbot.addWidget(made)
    made.resize(1180, 690)
    made.show()
    inputs = made.grid.inputs
    inputs["project_id"].put_words("赤道风（示例）度假酒店")
    inputs["source"].put_value(HazardSource.SUPERIOR)
    return made


def on_day(page, words):
    box = page.grid.inputs["found_on"]
    box.put_words(words)
    box.settle()


def judge(page, text):
    hit = next(one for one in clauses_named(None, text, page.sheet.day))
    page._on_clause(hit)
    page.form.text.setPlainText("3 号楼基坑东侧超挖 1.2 米")


def stored(county):
    found = select(Hazard).where(Hazard.source == HazardSource.SUPERIOR)
    return county.ask(lambda session: session.scalars(found).one())


@pytest.mark.parametrize(
    ("day", "standard"),
    [("2022.4.18", None), ("2022.4.19", "2022"), ("2024.12.12", "2022"), ("2024.12.13", "2024")],
)
def test_the_criteria_are_those_of_the_day(page, day, standard):
    on_day(page, day)
    hits = [one.id for one in clauses_named(None, OVERDUG, page.sheet.day)]
    majors = {one.split("-")[0] for one in hits if one.startswith("20")}
    assert majors == ({standard} if standard else set())


def test_conditions_joined_by_and_are_ticked_one_by_one(page, county):
    judge(page, OVERDUG)
    ticks = page.form.findChildren(QCheckBox)
    assert len(ticks) == 2
    ticks[0].setChecked(True)
    page.save()
    assert page.notice.words.startswith("×")
    ticks[1].setChecked(True)
    page.save()
    hazard = stored(county)
    assert (hazard.level, hazard.criterion) == (HazardLevel.MAJOR, "2024-5-2")
    kept = select(HazardCondition.text).where(HazardCondition.hazard_id == hazard.id)
    texts = county.ask(lambda session: session.scalars(kept).all())
    assert set(texts) == {"基坑、边坡超挖", "未采取有效措施"}


def test_what_came_with_it_is_kept_and_its_national_number(page, county, tmp_path):
    proof = tmp_path / "督查照片.png"
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(proof))
    page.form.text.setPlainText("临时用电未做接零保护")
    page.more.inputs["national_no"].put_words("HN-2026-0009")
    page.more.inputs["national_on"].put_words("11.10")
    page.more.inputs["photos"].put_words(str(proof))
    page.save()
    assert "只有重大隐患" in page.notice.words
    on_day(page, "11.10")
    judge(page, OVERDUG)
    for tick in page.form.findChildren(QCheckBox):
        tick.setChecked(True)
    page.save()
    hazard = stored(county)
    assert (hazard.national_no, hazard.national_on) == ("HN-2026-0009", date(2026, 11, 10))
    (kept,) = county.ask(lambda session: session.scalars(select(Attachment)).all())
    assert (kept.entity, kept.record_id, kept.name) == ("hazard", hazard.id, proof.name)
    assert page.more.inputs["photos"].words == ""
