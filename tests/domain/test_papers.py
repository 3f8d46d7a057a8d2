"""Issue, service and voiding of papers, and wording that names only declared fields."""

from datetime import date

import pytest

from db.codes import PaperKind, PaperState, ServiceWay
from desktop.domain.calendar import WorkCalendar
from desktop.domain.errors import RuleViolation
from desktop.domain.papers import (
    ServiceFacts,
    check_can_issue,
    check_can_serve,
    check_can_void,
    check_due,
    check_wording,
    fill_wording,
    printed_due,
    served_on,
)
from desktop.reference.holidays import year_tables

TODAY = date(2026, 11, 12)
ISSUED = date(2026, 9, 28)
CALENDAR = WorkCalendar(year_tables())
W = ServiceWay


def test_issue_says_what_is_missing() -> None:
    check_can_issue(PaperKind.STOP_ORDER, [], ISSUED, TODAY)
    with pytest.raises(RuleViolation, match="不能签发停工通知书：缺停工范围、施工单位"):
        check_can_issue(PaperKind.STOP_ORDER, ["停工范围", "施工单位"], ISSUED, TODAY)


def test_voiding_keeps_its_row_and_not_after_service() -> None:
    check_can_void(PaperState.ISSUED, "项目名称写错")
    for state, reason, word in [
        (PaperState.ISSUED, "", "原因"),
        (PaperState.SERVED, "写错", "已送达"),
        (PaperState.VOIDED, "写错", "已作废"),
    ]:
        with pytest.raises(RuleViolation, match=word):
            check_can_void(state, reason)


@pytest.mark.parametrize(
    "service",
    [
        ServiceFacts(W.DIRECT, ISSUED, receiver="李示"),
        ServiceFacts(W.LEFT, ISSUED, witness="王示（社区）"),
        ServiceFacts(W.LEFT, ISSUED, recorded=True),
        ServiceFacts(W.ELECTRONIC, ISSUED, consent=True),
        ServiceFacts(W.POST, ISSUED, receiver="前台"),
        ServiceFacts(W.ENTRUSTED, ISSUED, receiver="代收人"),
        ServiceFacts(W.ANNOUNCED, ISSUED),
    ],
)
def test_each_way_of_service(service: ServiceFacts) -> None:
    check_can_serve(PaperState.ISSUED, ISSUED, service, TODAY)


@pytest.mark.parametrize(
    ("way", "word"),
    [
        (W.DIRECT, "签收人（民事诉讼法第八十八条）"),
        (W.LEFT, "见证人.*第八十九条"),
        (W.ELECTRONIC, "同意.*第九十条"),
        (W.POST, "回执"),
        (W.ENTRUSTED, "代收人"),
    ],
)
def test_service_without_its_proof(way: ServiceWay, word: str) -> None:
    with pytest.raises(RuleViolation, match=word):
        check_can_serve(PaperState.ISSUED, ISSUED, ServiceFacts(way, ISSUED), TODAY)


def test_service_lies_between_issue_and_today() -> None:
    for day, state, word in [
        (date(2026, 9, 27), PaperState.ISSUED, "早于签发"),
        (date(2026, 11, 13), PaperState.ISSUED, "晚于今天"),
        (ISSUED, PaperState.VOIDED, "已作废"),
    ]:
        with pytest.raises(RuleViolation, match=word):
            check_can_serve(state, ISSUED, ServiceFacts(W.ANNOUNCED, day), TODAY)


def test_day_from_which_clocks_count() -> None:
    assert served_on(ServiceFacts(W.DIRECT, ISSUED, "李示"), CALENDAR).day == ISSUED
    announced = served_on(ServiceFacts(W.ANNOUNCED, date(2026, 9, 1)), CALENDAR)
    assert announced.day == date(2026, 10, 1)
    assert "第九十五条" in announced.article


@pytest.mark.parametrize(
    ("days", "due"),
    [(2, date(2026, 9, 30)), (3, date(2026, 10, 8)), (15, date(2026, 10, 13))],
)
def test_printed_deadline_gives_way_to_holidays(days: int, due: date) -> None:
    assert printed_due(ISSUED, days, CALENDAR).day == due


def test_deadline_not_before_issue() -> None:
    check_due(ISSUED, ISSUED)
    with pytest.raises(RuleViolation):
        check_due(date(2026, 9, 27), ISSUED)
    with pytest.raises(RuleViolation):
        printed_due(ISSUED, 0, CALENDAR)


def test_wording_names_only_declared_fields() -> None:
    declared = ["工程名称", "整改期限"]
    check_wording("{工程名称}应于{整改期限}前整改。", declared)
    with pytest.raises(RuleViolation, match=r"项目.*不是本文书的字段"):
        check_wording("{项目}", declared)
    with pytest.raises(RuleViolation, match="成对"):
        check_wording("{工程名称", declared)


def test_a_line_whose_fields_are_empty_falls_away() -> None:
    template = "{工程名称}：\n抄送：{抄送}\n请按期整改。"
    assert fill_wording(template, {"工程名称": "示例小学"}) == "示例小学：\n请按期整改。"


def test_markup_in_a_field_is_plain_text() -> None:
    assert fill_wording("{工程名称}", {"工程名称": "<b>{整改期限}\\1"}) == "<b>{整改期限}\\1"
