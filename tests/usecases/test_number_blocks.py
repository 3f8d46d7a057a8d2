"""领用号段 and 另行取号: three sources of numbers that never meet, on both databases."""

from datetime import date

import pytest
from sqlalchemy import select

from db.change import ChangeSet
from db.codes import NumberSource, PaperKind, PaperState
from db.errors import Refused
from db.tables.issuing import BlockNumber
from db.tables.papers import Paper
from desktop.domain.errors import RuleViolation
from desktop.domain.issuing import Leave
from desktop.queries.number_blocks import block_rows, open_blocks
from desktop.queries.number_gaps import Gap, gap_lines
from desktop.usecases.done import Done
from desktop.usecases.findings import Finding
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.number_blocks import (
    HandOutBlock,
    ReturnBlock,
    VoidBlockNumber,
    hand_out_block,
    return_block,
    void_block_number,
)
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.series import SetNextNumber, draw_number, set_next_number
from desktop.usecases.undo import Undo, undo
from desktop.usecases.verify import verify_office
from desktop.usecases.visit_command import RecordVisit
from desktop.usecases.visits import record_visit
from tests.usecases.county import ACT, County, do, settle

NOTICE, STOP = PaperKind.RECTIFICATION_NOTICE, PaperKind.STOP_ORDER
FOUND, DUE = date(2026, 10, 20), date(2026, 10, 27)


@pytest.fixture
def county(database) -> County:
    return settle(database)


@pytest.fixture
def block(database, county) -> int:
    """Five blanks with 林喆, as 示建安现〔2026〕1—5号."""
    person = county.inspectors[0]
    command = HandOutBlock(NOTICE, 2026, "示建安现", 1, 5, date(2026, 10, 9), person)
    return do(database, hand_out_block, command)


def issue(database, county: County, leave: Leave) -> tuple[int, str]:
    finding = Finding("灭火器过期", item="B2-6")
    visit = RecordVisit(county.project, FOUND, county.inspectors[:2], findings=(finding,))
    found = do(database, record_visit, visit)
    command = IssueNotice(found.hazards, FOUND, DUE, leave=leave)
    issued = do(database, issue_rectification_notice, command)
    return issued.id, issued.number


def of_block(block: int, serial: int) -> Leave:
    return Leave(NumberSource.BLOCK, f"示建安现[2026]{serial}号", block)


def only(database, query, *given):
    with database.reading() as session:
        return query(session, *given)


def test_a_notice_takes_its_number_from_a_block(database, county, block):
    paper, number = issue(database, county, of_block(block, 1))
    assert number == "示建安现〔2026〕1号"
    (row,) = only(database, block_rows)
    assert (row.holder, row.used, row.open, row.next_words) == (
        "林喆",
        (1,),
        (2, 3, 4, 5),
        "示建安现〔2026〕2号",
    )
    with database.reading() as session:
        kept = session.get(Paper, paper)
        assert (kept.number_source, kept.series_id) == (NumberSource.BLOCK, None)
    _, drawn = issue(database, county, Leave())
    assert drawn == "示建安整〔2026〕7号"
    assert only(database, verify_office) == ()


def test_a_number_of_a_block_is_used_once(database, county, block):
    issue(database, county, of_block(block, 1))
    with pytest.raises(RuleViolation, match="已被使用"):
        issue(database, county, of_block(block, 1))
    with pytest.raises(RuleViolation, match="不在领用的号段"):
        issue(database, county, of_block(block, 6))


def test_the_database_refuses_a_number_used_twice(database, county, block):
    paper, _ = issue(database, county, of_block(block, 1))

    def again(session, _command, _act):
        session.add(BlockNumber(block_id=block, serial=1, settled_on=FOUND))
        session.flush()
        return Done(None)

    with pytest.raises(Refused, match="已有一条同样的记录"):
        do(database, again, None)

    def twice(session, _command, act):
        number = session.get(Paper, paper).number
        session.add(
            Paper(
                kind=NOTICE,
                number=number,
                issued_on=FOUND,
                month=202610,
                state=PaperState.ISSUED,
                entered_on=act.today,
            )
        )
        session.flush()
        return Done(None)

    with pytest.raises(Refused, match="已有一条同样的记录"):
        do(database, twice, None)


def test_what_is_voided_keeps_its_row(database, county, block):
    paper, _ = issue(database, county, of_block(block, 1))
    do(database, void_paper, VoidPaper(paper, "写错单位"))
    do(database, void_block_number, VoidBlockNumber(block, 2, "雨淋坏"))
    (row,) = only(database, block_rows)
    assert (row.used, row.voided, row.open) == ((), (1, 2), (3, 4, 5))
    assert row.reasons == {1: "写错单位", 2: "雨淋坏"}
    with pytest.raises(RuleViolation, match="已用、已作废或已交回"):
        do(database, void_block_number, VoidBlockNumber(block, 2, "再作废"))
    with pytest.raises(RuleViolation, match="已用、已作废或已交回"):
        issue(database, county, of_block(block, 2))


def test_what_comes_back_is_used_no_more(database, county, block):
    issue(database, county, of_block(block, 2))
    assert do(database, return_block, ReturnBlock(block, date(2026, 11, 2))) == 4
    (row,) = only(database, block_rows)
    assert (row.used, row.returned, row.open, row.closed_on) == (
        (2,),
        (1, 3, 4, 5),
        (),
        date(2026, 11, 2),
    )
    assert only(database, open_blocks, NOTICE) == ()
    with pytest.raises(RuleViolation, match="已用、已作废或已交回"):
        issue(database, county, of_block(block, 1))
    with pytest.raises(RuleViolation, match="交回"):
        do(database, return_block, ReturnBlock(block, date(2026, 11, 2)))


def test_a_block_is_of_one_kind(database, county, block):
    assert [row.id for row in only(database, open_blocks, NOTICE)] == [block]
    assert only(database, open_blocks, STOP) == ()
    other = HandOutBlock(STOP, 2026, "示建安现", 11, 20, date(2026, 10, 9), holder="吴海波")
    with pytest.raises(RuleViolation, match="一个代字只编一种文书"):
        do(database, hand_out_block, other)


def test_three_sources_never_share_a_series(database, county, block):
    taken = HandOutBlock(NOTICE, 2026, "示建安整", 100, 120, date(2026, 10, 9), holder="吴海波")
    with pytest.raises(RuleViolation, match="号段须另用一个机关代字"):
        do(database, hand_out_block, taken)
    with pytest.raises(RuleViolation, match="自动编号须另用"):
        do(database, set_next_number, SetNextNumber(STOP, 2026, "示建安现", 1))
    with pytest.raises(RuleViolation, match="另行取的号不能用它"):
        issue(database, county, Leave(NumberSource.EXTERNAL, "示建安整（2026）90号"))
    with pytest.raises(RuleViolation, match="请从号段中选号"):
        issue(database, county, Leave(NumberSource.EXTERNAL, "示建安现（2026）4号"))
    _, number = issue(database, county, Leave(NumberSource.EXTERNAL, "示政办函（2026） 31 号"))
    assert number == "示政办函〔2026〕31号"
    with pytest.raises(RuleViolation, match="已用于另行取的文号"):
        do(database, set_next_number, SetNextNumber(STOP, 2026, "示政办函", 40))
    do(database, set_next_number, SetNextNumber(STOP, 2025, "示政办函", 40))


def test_a_series_that_rolls_over_keeps_its_prefix_to_itself(database, county):
    for next_year in (2027, 2028):
        command = HandOutBlock(NOTICE, next_year, "示建安整", 1, 50, FOUND, holder="吴海波")
        with pytest.raises(RuleViolation, match="由本系统为责令限期整改通知书编号"):
            do(database, hand_out_block, command)
    earlier = HandOutBlock(NOTICE, 2025, "示建安整", 1, 50, FOUND, holder="吴海波")
    do(database, hand_out_block, earlier)


def test_the_next_year_does_not_begin_in_a_block(database, county):
    """The series was changed for 2027, so that its old prefix was free for a block of 2027."""
    do(database, set_next_number, SetNextNumber(NOTICE, 2027, "示住建整", 1))
    do(database, hand_out_block, HandOutBlock(NOTICE, 2027, "示建安整", 1, 9, FOUND, holder="甲"))

    def draw(session, day, _act):
        return Done(draw_number(session, NOTICE, day).number)

    assert do(database, draw, date(2027, 1, 4)) == "示住建整〔2027〕1号"
    assert do(database, draw, date(2028, 1, 4)) == "示住建整〔2028〕1号"


def test_gaps_begin_where_the_program_began(database, county, block):
    """Imported notices 1 to 6 and 8; the series told from 7, so 8 is known, 9 and 10 lack."""
    _import(database, *(f"示建安整〔2026〕{serial}号" for serial in (1, 2, 3, 4, 5, 6, 8)))
    seven, number = issue(database, county, Leave())
    assert number == "示建安整〔2026〕7号"
    with pytest.raises(RuleViolation, match="导入的文书台账"):
        issue(database, county, Leave())
    do(database, set_next_number, SetNextNumber(NOTICE, 2026, "示建安整", 11))
    issue(database, county, Leave())
    do(database, void_paper, VoidPaper(seven, "印错"))
    issue(database, county, of_block(block, 3))
    do(database, void_block_number, VoidBlockNumber(block, 1, "遗失"))
    told = {(one.number, one.gap, one.known) for one in only(database, gap_lines)}
    assert {(number, gap) for number, gap, _ in told} == {
        ("示建安整〔2026〕7号", Gap.VOIDED),
        ("示建安整〔2026〕8号", Gap.BROUGHT_IN),
        ("示建安整〔2026〕9号", Gap.MISSING),
        ("示建安整〔2026〕10号", Gap.MISSING),
        ("示建安现〔2026〕1号", Gap.VOIDED),
        ("示建安现〔2026〕2号", Gap.SKIPPED),
    }
    assert ("示建安整〔2026〕7号", Gap.VOIDED, "印错") in told
    assert ("示建安现〔2026〕1号", Gap.VOIDED, "遗失") in told


def test_a_number_of_the_past_in_a_block_is_gone(database, county, block):
    _import(database, "示建安现〔2026〕1号")
    (row,) = only(database, block_rows)
    assert (row.imported, row.open, row.skipped) == ((1,), (2, 3, 4, 5), ())
    with pytest.raises(RuleViolation, match="已被使用"):
        issue(database, county, of_block(block, 1))
    assert do(database, return_block, ReturnBlock(block, ACT.today)) == 4


def _import(database, *numbers: str) -> None:
    def bring(session, _command, act):
        for number in numbers:
            session.add(
                Paper(
                    kind=NOTICE,
                    number=number,
                    issued_on=date(2026, 3, 2),
                    month=202603,
                    state=PaperState.IMPORTED,
                    history=True,
                    entered_on=act.today,
                )
            )
        return Done(None)

    do(database, bring, None)


def test_numbers_of_blocks_stand_in_the_record(database, county, block):
    issue(database, county, of_block(block, 2))
    with database.reading() as session:
        rows = session.scalars(select(BlockNumber)).all()
    assert [(row.serial, row.returned, row.settled_on) for row in rows] == [(2, False, FOUND)]


def test_what_was_entered_wrong_is_undone(database, county, block):
    """A voided blank comes back; a block of which a number left stays."""

    def last(verb: str) -> str:
        with database.reading() as session:
            found = select(ChangeSet.id).where(ChangeSet.verb == verb)
            return str(session.scalars(found.order_by(ChangeSet.id.desc())).first())

    do(database, void_block_number, VoidBlockNumber(block, 1, "写坏"))
    do(database, undo, Undo(last("void_block_number")))
    (row,) = only(database, block_rows)
    assert (row.voided, row.open) == ((), (1, 2, 3, 4, 5))
    issue(database, county, of_block(block, 1))
    with pytest.raises(Refused, match="还有别的记录引用它"):
        do(database, undo, Undo(last("hand_out_block")))
    assert only(database, verify_office) == ()
