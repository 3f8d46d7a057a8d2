"""The demo on the sample county: what it prints, leaves behind and says of the month."""

import hashlib
import json
import tomllib
from pathlib import Path

import pdfplumber
import pytest

from desktop.app.cli import main
from tests.conftest import ROOT, SAMPLE_DAY

SAMPLE = ROOT / "resources" / "sample"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "out"
    assert main(["demo", str(out), "--no-window", "--json"]) == 0
    return out


def test_the_sample_is_small_and_set_on_its_day():
    told = tomllib.loads((SAMPLE / "sample.toml").read_text("utf-8"))
    assert told["today"] == SAMPLE_DAY
    size = sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file())
    assert size < 3 * 2**20


def test_every_paper_stands_in_the_index(made):
    index = json.loads((made / "papers" / "index.json").read_text("utf-8"))
    kinds = [row["kind"] for row in index]
    assert kinds == ["rectification_notice", "service_receipt", "month_report"]
    for row in index:
        assert " " not in row["file"]
        assert (made / "papers" / row["file"]).read_bytes().startswith(b"%PDF")
    assert index[0]["number"] == "示建质安改〔2026〕790号"


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


def test_the_month_counts_the_ledgers_and_the_visit(made):
    """In October the ledger of 2026 holds 96 findings, two of them major; the visit adds three."""
    (path,) = (made / "month").glob("*.json")
    package = json.loads(path.read_text("utf-8"))
    figures = {row["code"]: row for row in package["figures"]}
    assert (figures["C01"]["value"], figures["C01"]["history"]) == (96 + 3, 96)
    assert figures["C03"]["value"] == 2
    assert figures["C05"]["value"] == 1
    assert (figures["B01"]["value"], figures["D01"]["value"]) == (1, 1)
    assert (figures["C04"]["value"], figures["D02"]["value"]) == (0, 0)
    assert figures["C11"]["value"] is None
    standing = (18 + 5) + (14 + 6) + (15 + 6) + (15 + 4) + (12 + 3) + (10 + 4)
    assert figures["A05"]["value"] == standing, "23 of 135 are 已拆除 in the ledger"
    assert all(isinstance(row["value"], int | None) for row in figures.values() if row["ids"])
    assert figures["B01"]["year"] == 31 + 22 + 46 + 52 + 58 + 55 + 49 + 51 + 47 + 1


def test_the_office_is_whole_after_it(made, capsys):
    assert main(["verify", str(made / "office"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_a_second_demo_does_not_touch_the_first(made, capsys):
    assert main(["demo", str(made), "--no-window"]) == 4
    assert "已有办公室" in capsys.readouterr().err


def test_a_closed_month_is_marked_and_returned(made, tmp_path, capsys):
    office = str(made / "office")
    today = ["--today", "2026-11-12"]
    assert main(["close", office, "2026-10", "--out", str(tmp_path / "new"), *today]) == 4
    assert not (tmp_path / "new").exists(), "refused, and nothing changed"
    assert "封存" in capsys.readouterr().err
    assert main(["close", office, "2026-10", "--submitted", "2026-11-02", "--json", *today]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "submitted"
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
