"""Undo: what a change set did is put back, by another change set, or refused with a reason."""

from datetime import date

import pytest

from db import codes
from db.change import ChangeSet, insert_rows
from db.errors import Refused
from db.ids import new_ids
from db.session import Database
from db.tables.hazards import Hazard, HazardStep
from db.tables.inspectors import Grid
from db.tables.papers import Paper, PaperItem
from db.tables.projects import Project, ProjectPart
from db.tables.signatures import Signature
from db.tables.training import TrainingSession
from db.undo import undo_change_set
from tests.db.people import ACT, OTHER, add, grid, hazard, project, wrong


def undo(database, key, act=OTHER):
    with database.writing(act, "undo") as session:
        undo_change_set(session, key)
    return session.info["change_set_id"]


def names(database):
    with database.reading() as session:
        return {row.name: row.code for row in session.query(Grid)}


def edit(database, record, code):
    with database.writing(ACT, "save_record") as session:
        session.get(Grid, record.id).code = code
    return session.info["change_set_id"]


def remove(database, record):
    with database.writing(ACT, "delete") as session:
        session.delete(session.get(type(record), record.id))
    return session.info["change_set_id"]


def test_insert_is_taken_away(database):
    key = add(database, grid("甲"), grid("乙"))
    undo(database, key)
    assert names(database) == {}
    assert wrong(database) == []


def test_update_is_put_back(database):
    record = grid("甲", code="G1")
    add(database, record)
    undo(database, edit(database, record, "G2"))
    assert names(database) == {"甲": "G1"}
    assert wrong(database) == []


def test_delete_is_put_back(database):
    record = grid("甲", code="G1")
    add(database, record)
    undo(database, remove(database, record))
    assert names(database) == {"甲": "G1"}
    assert wrong(database) == []


def test_every_kind_of_column_comes_back(database):
    site = project(area_m2=12.5, start=date(2026, 1, 2))
    held = TrainingSession(title="甲", held_on=date(2026, 1, 1), covers_major_hazards=True)
    add(database, site, held)
    undo(database, remove(database, held))
    undo(database, remove(database, site))
    with database.reading() as session:
        back, again = session.get(Project, site.id), session.get(TrainingSession, held.id)
    assert (back.area_m2, back.start, back.kind) == (
        12.5,
        date(2026, 1, 2),
        codes.ProjectKind.BUILDING,
    )
    assert again.covers_major_hazards is True
    assert wrong(database) == []


def test_undo_of_undo_is_the_change_again(database):
    key = add(database, grid("甲", code="G1"))
    undo(database, undo(database, key))
    assert names(database) == {"甲": "G1"}
    undone = undo(database, undo(database, edit(database, next(iter(_all(database))), "G2")))
    assert undone
    assert names(database) == {"甲": "G2"}
    assert wrong(database) == []


def _all(database):
    with database.reading() as session:
        return session.query(Grid).all()


def test_parents_and_children_go_and_return_together(database):
    site = project()
    with database.writing(ACT, "save_record") as session:
        session.add(site)
        session.flush()
        session.add(ProjectPart(project_id=site.id, name="一标段"))
    away = undo(database, session.info["change_set_id"])
    undo(database, away)
    with database.reading() as session:
        assert session.query(ProjectPart).one().project_id == site.id
    assert wrong(database) == []


def test_unique_values_that_changed_places_change_back(database):
    one, two = grid("甲"), grid("乙")
    add(database, one, two)
    with database.writing(ACT, "save_record") as session:
        first, second = session.get(Grid, one.id), session.get(Grid, two.id)
        first.name = "丙"
        session.flush()
        second.name = "甲"
        session.flush()
        first.name = "乙"
    undo(database, session.info["change_set_id"])
    with database.reading() as session:
        assert session.get(Grid, one.id).name == "甲"
    assert wrong(database) == []


def test_undo_is_a_change_set_of_its_own(database):
    key = undo(database, add(database, grid("甲")))
    with database.reading() as session:
        made = session.get(ChangeSet, key)
    assert (made.n, made.who, made.verb) == (2, "李大暑", "undo")


def test_unknown_change_set_is_refused(database):
    with pytest.raises(Refused, match="没有编号为 4711 的操作"):
        undo(database, 4711)


def test_changed_since_is_refused_and_says_who_and_when(database):
    record = grid("甲")
    key = add(database, record)
    edit(database, record, "G2")
    with pytest.raises(Refused, match=r"“甲”后来又被改过.*王小满，2026-11-12 09:00"):
        undo(database, key)
    assert names(database) == {"甲": "G2"}


def test_undone_twice_is_refused(database):
    key = add(database, grid("甲"))
    undo(database, key)
    with pytest.raises(Refused, match="已经撤销"):
        undo(database, key)


def test_used_elsewhere_since_is_refused(database):
    site = project()
    key = add(database, site)
    add(database, ProjectPart(project_id=site.id, name="一标段"))
    with pytest.raises(Refused, match="引用"):
        undo(database, key)


def test_undo_after_a_restart(office):
    first = Database.open(str(office))
    key = add(first, grid("甲"))
    first.close()
    second = Database.open(str(office))
    undo(second, key)
    assert names(second) == {}
    second.close()


def paper(**more):
    given = {
        "kind": codes.PaperKind.RECTIFICATION_NOTICE,
        "issued_on": date(2026, 11, 12),
        "month": 202611,
        "state": next(iter(codes.PaperState)),
        "entered_on": date(2026, 11, 12),
    }
    return Paper(**{**given, **more})


def test_an_issued_paper_is_not_undone(database):
    key = add(database, paper(number="一号"))
    with pytest.raises(Refused, match="更正"):
        undo(database, key)


def test_a_paper_brought_in_as_history_is_undone(database):
    site = project()
    add(database, site)
    old, found = paper(number="旧一号", history=True), hazard(site.id, history=True)
    with database.writing(ACT, "import") as session:
        session.add_all([old, found])
        session.flush()
        session.add(PaperItem(paper_id=old.id, hazard_id=found.id, position=1))
        session.add(step(found))
    undo(database, session.info["change_set_id"])
    with database.reading() as session:
        assert (session.query(Paper).count(), session.query(HazardStep).count()) == (0, 0)
    assert wrong(database) == []


def step(found: Hazard) -> HazardStep:
    return HazardStep(
        hazard_id=found.id,
        position=1,
        kind=codes.HazardStepKind.ORDERED,
        happened_on=date(2026, 10, 9),
        entered_on=date(2026, 10, 9),
        who="王小满",
    )


def test_a_step_of_our_own_hazard_is_not_undone(database):
    site = project()
    add(database, site)
    found = hazard(site.id)
    add(database, found)
    key = add(database, step(found))
    with pytest.raises(Refused, match="更正"):
        undo(database, key)


def test_a_record_signed_later_is_not_undone(database):
    site = project()
    key = add(database, site)
    add(
        database,
        Signature(
            entity="project",
            record_id=site.id,
            role=next(iter(codes.SignerRole)),
            signer="王小满",
            at="2026-11-12T09:00:00",
            content_sha256="0" * 64,
        ),
    )
    with pytest.raises(Refused, match="已签名"):
        undo(database, key)


def test_a_whole_import_is_undone_and_done_again(database):
    size = 2500
    with database.writing(ACT, "import") as session:
        ids = new_ids(session, size)
        rows = [{"id": key, "version": 1, "name": f"网格{key}"} for key in ids]
        insert_rows(session, Grid.__table__, rows)
    key = session.info["change_set_id"]
    away = undo(database, key)
    assert names(database) == {}
    undo(database, away)
    assert len(names(database)) == size
    assert wrong(database) == []
