"""October 2026 of the demo counted anew: the workbooks by openpyxl, the round from its script.

Nothing of the program is asked: the days of the script alone say what was found, ordered, closed
and printed by the last day of the month.
"""

import tomllib
from collections import Counter
from datetime import date

from tests.conftest import ROOT
from tests.queries.test_figures_sample import OCTOBER, hazard_rows

SCRIPT = tomllib.loads((ROOT / "resources" / "sample" / "october.toml").read_text("utf-8"))
FIRST, LAST = OCTOBER


def in_month(day: date | None) -> bool:
    return day is not None and FIRST <= day <= LAST


def visits() -> list[dict]:
    """The visits of the month that count; 指导观摩 is told apart."""
    rows = [row for row in SCRIPT["visit"] if in_month(row["day"])]
    return [row for row in rows if row.get("kind") != "guidance"]


def findings() -> list[dict]:
    """Every hazard of the script: found, whether major, its last term, the day it was closed."""
    found = {}
    for visit in SCRIPT["visit"]:
        for place, told in enumerate(visit.get("finding", ()), start=1):
            found[visit["key"], place] = {
                "found": visit["day"],
                "major": told["item"].startswith("2024-"),
                "spot": told.get("on_the_spot", False),
                "due": None,
                "closed": visit["day"] if told.get("on_the_spot") else None,
                "stopped": False,
            }
    for order in SCRIPT["order"]:
        for place in order["items"]:
            hazard = found[order["visit"], place]
            hazard["due"] = order.get("extend", {}).get("due") or order.get("due")
            hazard["stopped"] = order["kind"] == "stop"
        for told in order.get("recheck", ()):
            for place in told.get("failed", ()):
                found[order["visit"], place]["due"] = told["new_due"]
        _close(order, found)
    return list(found.values())


def _close(order: dict, found: dict) -> None:
    """What passed is closed by the first closing that names it, else by the only one."""
    passed = [place for told in order.get("recheck", ()) for place in told["passed"]]
    for key in ("close", "close_later"):
        told = order.get(key)
        for place in told.get("items", passed) if told else ():
            if found[order["visit"], place]["closed"] is None:
                found[order["visit"], place]["closed"] = told["day"]


def papers() -> Counter:
    """How many papers of each kind were issued in the month."""
    rows: Counter = Counter()
    for visit in SCRIPT["visit"]:
        if in_month(visit["day"]):
            approved = {one["key"]: one["approved_on"] for one in SCRIPT["approval"]}
            handed = approved.get(visit.get("approval"), date.max) <= visit["day"]
            rows["inspection_notice"] += handed
            rows["site_record"] += visit.get("kind") != "guidance"
    for order in SCRIPT["order"]:
        rows["stop_order" if order["kind"] == "stop" else "rectification_notice"] += in_month(
            order["issued"]
        )
        rows["recheck_opinion"] += in_month(order.get("opinion"))
        rows["resumption_notice"] += in_month(order.get("resume"))
    rows["inspection_approval"] = sum(in_month(one["approved_on"]) for one in SCRIPT["approval"])
    rows["interview_notice"] = in_month(SCRIPT["interview"]["issued"])
    rows["interview_record"] = in_month(SCRIPT["interview"]["called_for"])
    return rows


def expected() -> dict[str, int]:
    """The figures of the month by their codes."""
    return {**_visited(), **_found(), **_ordered()}


def _visited() -> dict[str, int]:
    rows = visits()
    sources = {one["key"]: one["source"] for one in SCRIPT["approval"]}
    source = Counter(
        sources.get(row.get("approval"), "plan") for row in rows if row.get("kind") != "recheck"
    )
    return {
        "B01": len(rows),
        "B02": len({row["project"] for row in rows}),
        "B04": sum(len(row["people"]) for row in rows),
        "B08": sum(row.get("kind") == "recheck" for row in rows),
        "B09": sum(
            row.get("kind") == "guidance" and in_month(row["day"]) for row in SCRIPT["visit"]
        ),
        "B12": source["campaign"],
        "B13": source["complaint"],
        "B14": sum("approval" not in row for row in rows),
        "B20": 1,
        "G05": sum(in_month(row["held_on"]) for row in SCRIPT["training"]),
    }


def _found() -> dict[str, int]:
    """The ledgers' hazards and those of the round, and what came in from others."""
    held, other = hazard_rows(), SCRIPT["hazard"]
    own = findings()
    new = [row for row in own if in_month(row["found"])]
    closed = [row for row in own if in_month(row["closed"]) and not row["spot"]]
    brought = [row for row in held if in_month(row["closed"])]
    still = [row for row in own if row["found"] <= LAST and not _done(row)]
    still_held = [row for row in held if row["found"] <= LAST and not _done(row)]
    late = [row for row in still + still_held if row["major"] and row["due"] and row["due"] <= LAST]
    return {
        "C01": sum(in_month(row["found"]) for row in held) + len(new),
        "C03": sum(row["major"] for row in [*held, *own] if in_month(row["found"])),
        "C04": sum(in_month(row["found_on"]) for row in other),
        "C05": sum(row["spot"] for row in new),
        "C06": sum(not row["major"] for row in [*brought, *closed]),
        "C07": sum(row["major"] for row in [*brought, *closed]),
        "C08": sum(not row["major"] for row in [*still, *still_held]) + len(other),
        "C09": sum(row["major"] for row in [*still, *still_held]),
        "C10": len(late),
        "C17": sum(in_month(o["register"]["day"]) for o in SCRIPT["order"] if "register" in o),
        "C20": sum(
            len(told.get("failed", ()))
            for order in SCRIPT["order"]
            for told in order.get("recheck", ())
            if in_month(told["day"])
        ),
        "C24": sum(row["stopped"] for row in new),
    }


def _done(row: dict) -> bool:
    return row["closed"] is not None and row["closed"] <= LAST


def _ordered() -> dict[str, int]:
    printed = papers()
    return {
        "D01": printed["rectification_notice"],
        "D02": printed["stop_order"],
        "D03": printed["interview_notice"],
        "D04": sum(order.get("whole", False) for order in SCRIPT["order"]),
        "D05": printed["resumption_notice"],
        "D06": printed["recheck_opinion"],
        "D07": printed["interview_record"],
        "D08": printed["inspection_approval"],
        "D09": printed["inspection_notice"],
        "D10": printed["site_record"],
    }
