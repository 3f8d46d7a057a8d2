"""The demo on the sample county: what it prints, leaves behind and says of the month."""

import hashlib
import json
import shutil
import tomllib
from pathlib import Path

import openpyxl
import pdfplumber
import pytest

from db.codes import PaperKind
from desktop.app.cli import main
from tests.app import october
from tests.conftest import ROOT, SAMPLE_DAY

SAMPLE = ROOT / "resources" / "sample"


@pytest.fixture
def made(demo) -> Path:
    return demo


def test_the_sample_is_small_and_set_on_its_day():
    told = tomllib.loads((SAMPLE / "sample.toml").read_text("utf-8"))
    assert told["today"] == SAMPLE_DAY
    size = sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file())
    assert size < 3 * 2**20


def test_every_paper_stands_in_the_index(made):
    index = json.loads((made / "papers" / "index.json").read_text("utf-8"))
    assert {row["kind"] for row in index} == set(PaperKind), "every kind is printed on the way"
    assert len({row["file"] for row in index}) == len(index)
    for row in index:
        assert not any(sign.isspace() for sign in row["file"])
        assert (made / "papers" / row["file"]).read_bytes().startswith(b"%PDF")
    numbers = [row["number"] for row in index if row["kind"] == "rectification_notice"]
    orders = [one for one in october.SCRIPT["order"] if one["kind"] == "rectification"]
    assert numbers == [f"示建质安改〔2026〕{790 + n}号" for n in range(len(orders))]


def test_the_round_has_some_sixty_visits():
    assert 55 <= len(october.visits()) <= 65


def test_the_package_can_be_checked_without_the_program(made):
    (path,) = (made / "month").glob("*.json")
    package = json.loads(path.read_text("utf-8"))
    told = package.pop("sha256")
    text = json.dumps(package, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == told
    assert (package["period"], package["edition"]) == (202610, 1)
    for row in package["figures"]:
        lines = "\n".join(str(one) for one in row["ids"])
        if row["ids_sha256"] is not None:
            assert hashlib.sha256(lines.encode()).hexdigest() == row["ids_sha256"], row["code"]


def figures_of(made) -> dict:
    (path,) = (made / "month").glob("*.json")
    package = json.loads(path.read_text("utf-8"))
    return {row["code"]: row for row in package["figures"]}


@pytest.mark.parametrize("code", sorted(october.expected()))
def test_the_submitted_month_counts_what_the_script_says(made, code):
    assert figures_of(made)[code]["value"] == october.expected()[code]


def test_the_month_stands_on_the_ledgers_and_the_figures_before(made):
    """In October the ledger of 2026 holds 96 findings, two of them major."""
    figures = figures_of(made)
    assert figures["C01"]["history"] == 96
    assert figures["C11"]["value"] == 0, "confirmed: nothing of 2023 is left"
    standing = (18 + 5) + (14 + 6) + (15 + 6) + (15 + 4) + (12 + 3) + (10 + 4)
    assert figures["A05"]["value"] == standing, "23 of 135 are 已拆除 in the ledger"
    assert all(isinstance(row["value"], int | None) for row in figures.values() if row["ids"])
    before = 31 + 22 + 46 + 52 + 58 + 55 + 49 + 51 + 47
    assert figures["B01"]["year"] == before + october.expected()["B01"]


def test_the_report_and_the_workbook_say_the_same(made):
    (path,) = (made / "month").glob("*.xlsx")
    book = openpyxl.load_workbook(path, read_only=True)
    cells = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    for code in ("B01", "C01", "D01"):
        line = next(row for row in cells if code in row)
        assert october.expected()[code] in line
    book.close()


def test_the_office_is_whole_after_it(made, capsys):
    assert main(["verify", str(made / "office"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_a_second_demo_does_not_touch_the_first(made, capsys):
    assert main(["demo", str(made), "--no-window"]) == 4
    assert "已有办公室" in capsys.readouterr().err


def test_a_closed_month_is_marked_and_returned(made, tmp_path, capsys):
    office = str(shutil.copytree(made / "office", tmp_path / "office"))
    today = ["--today", "2026-11-12"]
    assert main(["close", office, "2026-10", "--out", str(tmp_path / "new"), *today]) == 4
    assert not (tmp_path / "new").exists(), "refused, and nothing changed"
    assert "已报" in capsys.readouterr().err
    assert main(["close", office, "2026-10", "--returned", "口径不符", "--json", *today]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["edition"]) == ("draft", 2)
    assert main(["close", office, "2026-10", *today]) == 2
    assert main(["close", office, "2026-13", "--out", str(tmp_path), *today]) == 2


@pytest.mark.parametrize("topic", ["tasks", "figures", "papers", "rules", "ledgers"])
def test_lists_say_code_name_and_article(topic, capsys):
    assert main(["list", topic, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(row["code"] and row["name"] for row in rows)
    assert len({row["code"] for row in rows}) == len(rows)
    if topic == "tasks":
        assert len(rows) == 28
    if topic == "figures":
        assert len(rows) >= 15
        assert all(row["article"] for row in rows)


def test_the_month_report_says_its_number_on_its_first_page(made):
    index = json.loads((made / "papers" / "index.json").read_text("utf-8"))
    (report,) = (row for row in index if row["kind"] == "month_report")
    with pdfplumber.open(made / "papers" / report["file"]) as opened:
        assert f"文号 {report['number']}" in opened.pages[0].extract_text()
