"""催办 to many: one number each, the common and the own, refusals that keep back nobody."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from db.codes import EnterpriseKind, PaperKind
from db.ids import new_id
from db.tables.enterprises import Enterprise
from db.tables.issuing import PaperRule
from db.tables.papers import Paper
from desktop.documents.urging_notice import UrgedItem
from desktop.domain.errors import RuleViolation
from desktop.domain.names import normal_name
from desktop.jobs.batch import Batch, Task
from desktop.jobs.runner import InlineRunner
from desktop.queries.papers import paper_bytes
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.typed.batch import IssueAlike, alike_start, draft_alike, issue_alike
from tests.documents.reading import pdfium_text
from tests.usecases.county import ACT, do
from tests.usecases.loop_county import RAIL, TIES, notice, numbered

KIND = PaperKind.URGING_NOTICE
DAY = date(2026, 11, 12)
MATTER = UrgedItem("报送11月份安全自查表", due=date(2026, 11, 10))


@pytest.fixture
def county(database):
    found = numbered(database)
    do(database, set_next_number, SetNextNumber(KIND, 2026, "示建安催", 21))
    return found


@pytest.fixture
def firms(database, county):
    """Forty enterprises that have nothing to do with any site."""
    with database.writing(ACT, "add_record") as session:
        keys = []
        for n in range(1, 41):
            name = f"海南虚拟{n}号建筑有限公司"
            row = Enterprise(
                id=new_id(session),
                name=name,
                name_key=normal_name(name),
                kind=EnterpriseKind.CONTRACTOR,
                uscc=f"虚拟代码{n}",
            )
            session.add(row)
            keys.append(row.id)
    return keys


def start(database):
    with database.reading() as session:
        return alike_start(session, KIND, DAY)


def asked(database, *items):
    return replace(start(database).sheet, items=items, reason="自查表逾期未报")


def numbers(database):
    with database.reading() as session:
        rows = select(Paper.number).where(Paper.kind == KIND).order_by(Paper.serial)
        return list(session.scalars(rows))


def test_forty_are_urged_one_number_each(database, clock, firms):
    alike = asked(database, MATTER)
    tasks = [Task(str(key), issue_alike, IssueAlike(KIND, key, alike)) for key in firms]
    moved, ended = [], []
    runner = InlineRunner(database, clock, "本机")
    Batch(runner, None, tasks, lambda *told: moved.append(told), ended.append).start()
    assert ended[0].refused == []
    assert moved[-1] == (40, 40)
    assert numbers(database) == [f"示建安催〔2026〕{n}号" for n in range(21, 61)]
    with database.reading() as session:
        first = session.scalar(select(Paper).where(Paper.serial == 21, Paper.kind == KIND))
        text = pdfium_text(paper_bytes(session, first.id))
    assert first.enterprise_id == firms[0]
    assert first.enterprise_text == "海南虚拟1号建筑有限公司"
    assert "报送11月份安全自查表" in text
    assert "自查表逾期未报" in text


def test_what_an_enterprise_owes_by_the_record_stands_before_what_all_owe(database, county):
    issued, _ = notice(database, county, TIES, RAIL)
    begun = start(database)
    assert [(row.enterprise_id, row.hazards) for row in begun.to] == [(county.contractor, 2)]
    command = IssueAlike(KIND, county.contractor, asked(database, MATTER))
    with database.reading() as session:
        both = pdfium_text(draft_alike(session, command))
        alone = pdfium_text(draft_alike(session, replace(command, from_record=False)))
    assert issued.number in both
    assert both.index(issued.number) < both.index(MATTER.matter)
    assert "（文号签发时编）" in both
    assert issued.number not in alone
    assert MATTER.matter in alone


def test_one_that_owes_nothing_is_refused_and_the_others_go_out(database, clock, county, firms):
    notice(database, county, TIES)
    alike = asked(database)
    keys = (firms[0], county.contractor, firms[1])
    tasks = [Task(str(key), issue_alike, IssueAlike(KIND, key, alike)) for key in keys]
    ended = []
    Batch(
        InlineRunner(database, clock, "本机"), None, tasks, lambda *_t: None, ended.append
    ).start()
    assert [name for name, _ in ended[0].refused] == [str(firms[0]), str(firms[1])]
    assert all("缺催办清单" in why for _, why in ended[0].refused)
    assert numbers(database) == ["示建安催〔2026〕21号"], "a refusal takes no number"


def test_it_goes_to_those_who_were_chosen_whether_they_owe_or_not(database, county, firms):
    notice(database, county, TIES)
    with database.reading() as session:
        chosen = alike_start(session, KIND, DAY, (firms[3], county.contractor)).to
    assert {(row.enterprise_id, row.hazards) for row in chosen} == {
        (firms[3], 0),
        (county.contractor, 1),
    }


def test_stopped_half_way_what_was_issued_stays(database, clock, firms):
    alike = asked(database, MATTER)
    tasks = [Task(str(key), issue_alike, IssueAlike(KIND, key, alike)) for key in firms]
    ended = []

    def moved(done, _total):
        if done == 7:
            batch.stop()

    batch = Batch(InlineRunner(database, clock, "本机"), None, tasks, moved, ended.append)
    batch.start()
    assert (len(ended[0].done), ended[0].left) == (7, 33)
    assert len(numbers(database)) == 7


def test_a_kind_that_is_approved_first_is_not_issued_in_a_batch(database, firms):
    with database.writing(ACT, "add_record") as session:
        session.add(PaperRule(id=new_id(session), kind=KIND, steps=2))
    assert start(database).steps == 2
    with pytest.raises(RuleViolation, match="须先审批"):
        do(database, issue_alike, IssueAlike(KIND, firms[0], asked(database, MATTER)))
    with database.reading() as session:
        assert session.scalar(select(func.count(Paper.id)).where(Paper.kind == KIND)) == 0
