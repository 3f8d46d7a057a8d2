"""paper-check on the command line: its exit status, its words, its JSON."""

import json

import pytest

from desktop.app.cli import main
from desktop.app.words import is_command
from desktop.documents import document
from desktop.documents.blocks import Paragraph
from desktop.documents.page import Form, Paper, render_paper
from tests.documents.official import SHORT


@pytest.fixture
def say(capsys, tmp_path):
    def run(data, *more):
        file = tmp_path / "文书.pdf"
        file.write_bytes(data)
        status = main(["paper-check", str(file), *more])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_a_clean_paper_ends_with_0_and_lists_every_rule(say):
    status, out, err = say(document.render(SHORT))
    first, *rules = out.splitlines()
    assert (status, err) == (0, "")
    assert first.startswith("文书.pdf：文件格式，1 页，")
    assert first.endswith("项全部合格")
    assert len(rules) >= 25
    assert all(rule.startswith("合格　") for rule in rules)


def test_a_wrong_measure_ends_with_1_and_is_named(say):
    blocks = (Paragraph("国" * 40, indent=-1.0),)
    data = render_paper(Paper("试印", Form.FORM, "甲", blocks))
    status, out, _ = say(data, "--json")
    found = json.loads(out)
    assert status == 1
    assert (found["format"], found["pages"], found["ok"]) == ("form", 1, False)
    (wrong,) = [rule for rule in found["rules"] if rule["rule"] == "left_margin"]
    assert wrong["name"] == "左白边（订口）"
    assert wrong["clause"] == "GB/T 9704-2012 5.2.1"
    assert (wrong["required"], wrong["tolerance"], wrong["unit"]) == (28.0, 1.0, "mm")
    assert wrong["measured"] == pytest.approx(28 - 5.57, abs=0.1)
    assert wrong["page"] == 1
    assert wrong["ok"] is False


def test_a_form_may_be_named_where_the_file_names_none(say):
    data = document.render(SHORT).replace(b"zhiben:document", b"nothing:here")
    assert json.loads(say(data, "--json")[1])["format"] is None
    assert json.loads(say(data, "--json", "--format", "document")[1])["format"] == "document"
    status, _, err = say(data, "--format", "novel")
    assert status == 2
    assert "--format" in err


@pytest.mark.parametrize(
    ("data", "words"), [(b"PK\x03\x04", "不是 PDF 文件"), (b"%PDF-1.7", "已损坏")]
)
def test_what_is_no_pdf_is_refused_in_one_sentence(say, data, words):
    status, out, err = say(data)
    assert (status, out) == (4, "")
    assert words in err
    assert len(err.splitlines()) == 1
    assert words in json.loads(say(data, "--json")[1])["error"]


def test_a_file_that_is_not_there_is_refused(capsys, tmp_path):
    assert main(["paper-check", str(tmp_path / "none.pdf")]) == 4
    assert "找不到文件" in capsys.readouterr().err
    assert main(["paper-check", str(tmp_path)]) == 4
    assert "文件夹" in capsys.readouterr().err
    assert main(["paper-check"]) == 2


def test_it_is_a_command_and_opens_no_window():
    assert is_command(["paper-check", "a.pdf"])
