"""挂牌督办 of a major hazard and its release after the review on site; on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from db.codes import HazardState, PaperKind
from db.tables.hazards import Hazard
from desktop.documents.listed_supervision_notice import ListedHazard
from desktop.domain.errors import RuleViolation
from desktop.queries.typed_subject import Subject
from desktop.usecases.papers import VoidPaper, void_paper
from desktop.usecases.recheck_notice import recheck_notice
from desktop.usecases.typed.all import issue_typed
from desktop.usecases.typed.paper import IssueTyped
from tests.usecases.county import County, do
from tests.usecases.loop_county import RAIL, TIES, notice, numbered, visited
from tests.usecases.test_notice_work import recheck
from tests.usecases.typed_acts import (
    CLIENT,
    CONSULTANT,
    CONTRACTOR,
    DAY,
    SITE,
    begun,
    issued,
    series,
)

LISTING, RELEASE = PaperKind.LISTED_SUPERVISION_NOTICE, PaperKind.LISTED_SUPERVISION_RELEASE
LISTED, REVIEWED = date(2026, 10, 28), date(2026, 11, 6)


@pytest.fixture
def county(database) -> County:
    county = numbered(database)
    series(database, LISTING, "示建安督")
    series(database, RELEASE, "示建安解")
    return county


@pytest.fixture
def ordered(database, county):
    """A notice of a major and an ordinary hazard."""
    return notice(database, county, TIES, RAIL)


def listed(database, hazard: int):
    subject = Subject(hazards=(hazard,))
    sheet = begun(database, LISTING, subject, LISTED)
    return issued(database, sheet, LISTING, subject)


def test_a_listing_has_its_five_contents(database, county, ordered):
    _, (major, _ordinary) = ordered
    subject = Subject(hazards=(major,))
    sheet = begun(database, LISTING, subject, LISTED)
    assert (sheet.addressee, sheet.project) == (CONTRACTOR, SITE)
    assert sheet.copied_to == (CLIENT, CONSULTANT)
    assert sheet.about_number == "示建安整〔2026〕7号"
    assert sheet.source == "本局检查（2026年10月20日发现）"
    assert sheet.supervised_by == "林喆"
    # The order's own day has passed: seven days from the 28th, a working day.
    assert sheet.due == date(2026, 11, 4)
    left = listed(database, major)
    for words in (
        "示建安督〔2026〕1号",
        f"一、工程名称。{SITE}。",
        "3号楼六层：整层无连墙件",
        "第七条第（二）项",
        "于2026年11月4日（含当日）前治理完毕",
        "四、督办解除程序。",
        "五、其他要求。",
        "督办联系人：林喆。",
    ):
        assert words in left.words, words
    assert (left.row.due, left.hazards) == (date(2026, 11, 4), (major,))
    assert left.row.enterprise_id == county.contractor
    with database.reading() as session:
        assert session.get(Hazard, major).state is HazardState.SERVED, "its loop stands as it did"


def test_only_open_majors_are_listed_and_once(database, county, ordered):
    _, (major, ordinary) = ordered
    subject = Subject(hazards=(major, ordinary))
    sheet = begun(database, LISTING, subject, LISTED)
    with pytest.raises(RuleViolation, match="第2项是一般隐患，挂牌督办只用于重大隐患"):
        do(database, issue_typed, IssueTyped(LISTING, sheet, subject))
    left = replace(sheet, hazards=sheet.hazards[:1])
    struck_out = issued(database, left, LISTING, subject)
    assert struck_out.hazards == (major,), "a hazard whose line was struck out is not on it"
    do(database, void_paper, VoidPaper(struck_out.row.id, "重写"))
    first = listed(database, major)
    again = Subject(hazards=(major,))
    sheet = begun(database, LISTING, again)
    with pytest.raises(RuleViolation, match="第1项隐患已由示建安督〔2026〕2号挂牌督办"):
        do(database, issue_typed, IssueTyped(LISTING, sheet, again))
    do(database, void_paper, VoidPaper(first.row.id, "写错"))
    issued(database, sheet, LISTING, again)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hazards": ()}, "缺重大隐患"),
        ({"hazards": (ListedHazard(" "),)}, "缺重大隐患"),
        ({"requirement": ""}, "缺治理要求"),
        ({"others": ""}, "缺其他要求"),
        ({"addressee": ""}, "缺被督办单位"),
        ({"due": date(2026, 10, 27)}, "治理期限不能早于成文日期"),
    ],
)
def test_what_a_listing_must_say(database, county, ordered, change, sentence):
    subject = Subject(hazards=ordered[1][:1])
    sheet = replace(begun(database, LISTING, subject, LISTED), **change)
    with pytest.raises(RuleViolation, match=sentence):
        do(database, issue_typed, IssueTyped(LISTING, sheet, subject))


def test_it_is_lifted_once_the_review_was_passed(database, county, ordered):
    paper, (major, ordinary) = ordered
    first = listed(database, major)
    subject = Subject(paper_id=first.row.id)
    early = replace(begun(database, RELEASE, subject), conclusion="重大隐患已消除")
    with pytest.raises(RuleViolation, match="第1项隐患还没有复查合格，请先登记现场复查"):
        do(database, issue_typed, IssueTyped(RELEASE, early, subject))

    visit, _ = visited(database, county, REVIEWED)
    command = recheck(paper.id, REVIEWED, county, (major, ordinary), visit_id=visit)
    do(database, recheck_notice, command)
    sheet = begun(database, RELEASE, subject)
    assert sheet.notice_number == "示建安督〔2026〕1号"
    assert (sheet.listed, sheet.checked, sheet.released) == (LISTED, REVIEWED, DAY)
    assert [(one.part, one.finding) for one in sheet.hazards] == [("3号楼六层", "复查合格")]
    with pytest.raises(RuleViolation, match="缺审查结论"):
        do(database, issue_typed, IssueTyped(RELEASE, sheet, subject))
    sheet = replace(sheet, conclusion="重大隐患已消除")
    left = issued(database, sheet, RELEASE, subject)
    for words in (
        "示建安解〔2026〕1号",
        "2026年10月28日挂牌督办通知书（示建安督〔2026〕1号）",
        "于2026年11月6日进行了现场审查",
        "自2026年11月12日起解除挂牌督办",
        "重大隐患已消除",
    ):
        assert words in left.words, words
    assert left.row.about_paper_id == first.row.id
    assert left.hazards == (major,)
    with pytest.raises(RuleViolation, match="已经有解除挂牌督办通知书"):
        do(database, issue_typed, IssueTyped(RELEASE, sheet, subject))
