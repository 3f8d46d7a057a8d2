"""close on the command line: cut-off, corrections with their reason, 已报 and 退回."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from db.codes import PaperKind
from db.session import Database
from db.tables.papers import Paper
from desktop.app.cli import main
from desktop.usecases.papers import VoidPaper, void_paper
from tests.usecases.county import do, settle
from tests.usecases.test_month_proof import found, notice, on


@pytest.fixture
def place(office):
    """Found on 5 and 28 September; a notice of the 6th."""
    database = Database.open(str(office))
    county, act = settle(database), on(2026, 9, 29)
    hazard = found(database, county, date(2026, 9, 5), act)
    notice(database, hazard, date(2026, 9, 6), act)
    found(database, county, date(2026, 9, 28), act)
    database.close()
    return office


def void(place) -> None:
    database = Database.open(str(place))
    with database.reading() as session:
        key = session.scalars(
            select(Paper.id).where(Paper.kind == PaperKind.RECTIFICATION_NOTICE)
        ).one()
    do(database, void_paper, VoidPaper(key, "单位写错"), on(2026, 10, 2))
    database.close()


def told(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def close(place, month: str, *more: str) -> int:
    return main(["close", str(place), month, *more, "--json", "--today", "2026-11-12"])


def test_months_with_a_cut_off_and_a_correction(place, tmp_path, capsys):
    out = str(tmp_path / "out")
    assert close(place, "2026-09", "--through", "2026-09-25", "--out", out) == 0
    september = told(capsys)
    assert (september["through"], september["figures"]["C01"]) == ("2026-09-25", 1)
    assert close(place, "2026-09", "--submitted", "2026-09-29") == 0
    assert told(capsys)["state"] == "submitted"

    void(place)
    assert close(place, "2026-10", "--out", out) == 4
    assert "写明理由才能审定：责令限期整改通知书" in capsys.readouterr().err
    assert close(place, "2026-10", "--out", out, "--reason", "单位写错，作废") == 0
    october = told(capsys)
    names = ("last", "supplement", "correction", "total", "reason")
    sums = {code: tuple(row[name] for name in names) for code, row in october["sums"].items()}
    assert sums["C01"] == (1, 1, 0, 2, "")
    assert sums["D01"] == (1, 0, -1, 0, "单位写错，作废")
    assert close(place, "2026-10", "--submitted", "2026-11-02", "--returned", "口径不符") == 0
    returned = told(capsys)
    assert (returned["edition"], returned["state"]) == (2, "draft")
