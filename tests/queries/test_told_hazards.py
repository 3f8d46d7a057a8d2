"""Hazards as papers tell of them: one sentence each, by the day of the paper."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.queries.told_hazards import ToldHazard, numbers_of, orders_of

DUE = date(2026, 10, 27)
ONE = ToldHazard(
    id=1,
    project_id=1,
    project="示例小学",
    description="整层无连墙件。",
    part="六层",
    clause="《判定标准》第七条第（二）项",
    is_major=True,
    found_on=date(2026, 10, 20),
    due=DUE,
    closed_on=None,
    order="停工通知书（示停〔2026〕1号）",
    number="示停〔2026〕1号",
)
JUDGED = "六层：整层无连墙件，属重大事故隐患，判定依据为《判定标准》第七条第（二）项"


@pytest.mark.parametrize(
    ("change", "day", "sentence"),
    [
        ({}, DUE, f"{JUDGED}；整改期限2026年10月27日。"),
        ({}, date(2026, 10, 28), f"{JUDGED}；整改期限2026年10月27日，已逾期1天。"),
        (
            {"closed_on": date(2026, 11, 6)},
            date(2026, 11, 5),
            f"{JUDGED}；整改期限2026年10月27日，已逾期9天。",
        ),
        (
            {"closed_on": date(2026, 11, 6)},
            date(2026, 11, 6),
            f"{JUDGED}；已于2026年11月6日销号。",
        ),
        ({"due": None}, DUE, f"{JUDGED}。"),
        ({"due": None, "clause": ""}, DUE, "六层：整层无连墙件，属重大事故隐患。"),
        (
            {"is_major": False, "due": None},
            DUE,
            "六层：整层无连墙件，不符合《判定标准》第七条第（二）项。",
        ),
        ({"is_major": False, "clause": "", "due": None}, DUE, "六层：整层无连墙件。"),
        ({"part": "整层", "is_major": False, "clause": "", "due": None}, DUE, "整层无连墙件。"),
    ],
)
def test_a_hazard_in_one_sentence(change, day, sentence):
    assert replace(ONE, **change).sentence(day) == sentence


def test_of_several_sites_each_is_named():
    assert ONE.sentence(DUE, sited=True).startswith("示例小学，六层：")


def test_each_order_is_named_once():
    same, none = replace(ONE, id=2), replace(ONE, id=3, order="", number="")
    assert orders_of((ONE, same, none)) == "停工通知书（示停〔2026〕1号）"
    assert numbers_of((ONE, same, none)) == "示停〔2026〕1号"
