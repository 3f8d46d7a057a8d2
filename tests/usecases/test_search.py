"""The one search box after writes: by name, number, initials, tail; kept up from the log."""

from datetime import date, timedelta

from db.codes import CaseState, HazardLevel, HazardSource, HazardState, PaperKind
from db.session import Database
from db.tables.hazards import Hazard
from db.tables.issuing import PaperCase
from db.tables.projects import Project
from db.tables.rounds import Round
from db.tables.training import TrainingSession
from desktop.queries.search import find
from desktop.usecases.search import catch_up
from tests.queries.seed import ACT, small_county


def hits(database, text, limit=40):
    with database.reading() as session:
        return [(hit.entity, hit.title) for hit in find(session, text, limit)]


def catch(database: Database) -> bool:
    """One stretch: whether there may be more."""
    with database.writing(ACT, "catch_up") as session:
        return catch_up(session, frozenset(), ACT).value


def test_any_record_is_found(database):
    county = small_county(database)
    assert hits(database, "教学楼")[0] == ("project", "重庆路小学教学楼")
    assert ("project", "重庆路小学教学楼") in hits(database, "cqlxx")
    assert hits(database, "5678") == [("inspector", "周一鸣")]
    assert hits(database, "T00123")[0][0] == "machine"
    assert hits(database, "dpwg") == [("grid", "东片网格")]
    assert hits(database, "小学 海岸") == []
    assert hits(database, "  ") == []
    assert hits(database, "没有这样的话") == []
    with database.reading() as session:
        hit = find(session, "hajz", 5)[0]
        assert (hit.id, hit.kind) == (county.builder, "企业")


def test_a_round_and_a_training_session_are_found(database):
    small_county(database)
    with database.writing(ACT, "open_round") as session:
        day = date(2026, 7, 1)
        session.add(Round(year=2026, number=2, title="2026年第2轮", first_day=day))
        session.add(TrainingSession(title="判定标准宣贯", held_on=day, place="站会议室"))
    assert not catch(database)
    assert hits(database, "第2轮") == [("round", "2026年第2轮")]
    assert hits(database, "pdbzxg") == [("training_session", "判定标准宣贯")]


def test_a_draft_on_its_way_is_found_with_how_far_it_is(database):
    with database.writing(ACT, "add_record") as session:
        case = PaperCase(
            kind=PaperKind.CIRCULAR,
            title="关于三起隐患的通报",
            content="{}",
            steps=2,
            drafter="林喆",
            drafted_on=date(2026, 11, 9),
            state=CaseState.REVIEWED,
        )
        session.add(case)
    catch(database)
    assert hits(database, "三起 通报") == [("paper_case", "关于三起隐患的通报")]
    with database.reading() as session:
        assert "待签发" in find(session, "三起")[0].detail


def test_a_change_and_a_deletion_are_caught_up(database):
    county = small_county(database)
    with database.writing(ACT, "save_project") as session:
        session.get_one(Project, county.hall).name = "新礼堂修缮"
    assert not catch(database)
    assert hits(database, "老礼堂") == []
    assert hits(database, "xlt") == [("project", "新礼堂修缮")]
    assert not catch(database)


def test_what_was_typed_is_no_pattern(database):
    small_county(database)
    for typed in ("%", "_", "'", '"', "\\", "教%", "a' OR 1", "&|!"):
        assert hits(database, typed) == []


def import_hazards(database, project, many):
    with database.writing(ACT, "import_ledger") as session:
        for count in range(many):
            day = date(2026, 1, 1) + timedelta(days=count % 200)
            session.add(
                Hazard(
                    project_id=project,
                    found_on=day,
                    month=day.year * 100 + day.month,
                    description=f"脚手架连墙件缺失{count}",
                    level=HazardLevel.GENERAL,
                    source=HazardSource.LEDGER,
                    state=HazardState.FOUND,
                    entered_on=ACT.today,
                )
            )


def test_a_name_goes_before_a_mere_mention(database):
    county = small_county(database)
    import_hazards(database, county.school, 300)
    assert not catch(database)
    assert hits(database, "重庆路小学", 10)[0] == ("project", "重庆路小学教学楼")
    assert hits(database, "脚手架连墙件缺失299") == [("hazard", "脚手架连墙件缺失299")]
    assert len(hits(database, "脚手架", 10)) == 10


def test_an_import_is_read_in_stretches_between_which_others_write(database):
    county = small_county(database)
    import_hazards(database, county.school, 1200)
    assert catch(database)
    with database.writing(ACT, "save_project") as session:
        session.get_one(Project, county.hall).name = "新礼堂修缮"
    stretches = 1
    while catch(database):
        stretches += 1
    assert stretches == 2
    for count in (0, 499, 500, 999, 1000, 1199):
        text = f"脚手架连墙件缺失{count}"
        assert ("hazard", text) in hits(database, text)
    assert hits(database, "xlt") == [("project", "新礼堂修缮")]


def test_what_names_a_renamed_project_is_found_by_its_new_name(database):
    county = small_county(database)
    import_hazards(database, county.school, 2)
    catch(database)
    with database.writing(ACT, "save_project") as session:
        session.get_one(Project, county.school).name = "江海路中学"
    catch(database)
    assert ("hazard", "脚手架连墙件缺失1") in hits(database, "江海路 连墙件")
    assert hits(database, "重庆路小学 连墙件") == []
