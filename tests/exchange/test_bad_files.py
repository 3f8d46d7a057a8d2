"""Files that are no ledger: one clear sentence each, never a traceback."""

import errno
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.domain.errors import KnownProblem
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange import files
from desktop.exchange.reading import read_ledger
from tests.exchange.make import HAZARD_HEADER, HAZARD_ROW, hazards, ods, workbook
from tests.exchange.test_truth import LEDGER_FOLDER

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(path: Path, **asked: str) -> str:
    with pytest.raises(KnownProblem) as caught:
        read_ledger(path, LEDGERS, today=date(2026, 11, 12), **asked)
    sentence = caught.value.sentence
    assert "\n" not in sentence
    assert "Error" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.xlsx", b"", "空文件"),
        ("扫描件.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("照片.xls", b"\xff\xd8\xff\xe0JFIF", "图片"),
        ("导出.xls", b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        ("导出2.xls", b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "网页"),
        ("乱.xlsx", b"not a workbook at all", "不是工作簿"),
        ("残.xlsx", b"PK\x03\x04 and then nothing", "损坏"),
        ("残.xls", OLE, "损坏"),
        ("残2.xls", OLE + "Workbook".encode("utf-16-le"), "损坏"),
        ("加密.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("文档.xls", OLE + "WordDocument".encode("utf-16-le"), "Word"),
        ("压缩.xls", b"Rar!\x1a\x07", "压缩包"),
        ("乱码.csv", b"\xff\x00\xff\x00\xff\xff", "编码"),
        ("引号.csv", ('"' + "长" * 200_000).encode(), "引号"),
    ],
)
def test_foreign_content(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    sentence = refusal(path)
    assert words in sentence
    assert name in sentence


def test_an_old_workbook_with_a_password(tmp_path: Path) -> None:
    content = bytearray((LEDGER_FOLDER / "01-企业台账-租赁检测.xls").read_bytes())
    begins = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")  # BOF of the workbook
    content[begins + 20 : begins + 22] = b"\x2f\x00"  # the record after it becomes FilePass
    path = tmp_path / "台账.xls"
    path.write_bytes(content)
    assert "密码" in refusal(path)


def test_word_document_and_plain_archive(tmp_path: Path) -> None:
    for part, words in (("word/document.xml", "Word"), ("a.txt", "压缩包")):
        path = tmp_path / "台账.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, "<a/>")
        assert words in refusal(path)


def test_damaged_parts_inside_a_sound_archive(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook><sheets><sheet")
    assert "损坏" in refusal(path)
    assert "损坏" in refusal(ods_of_nothing(tmp_path))


def ods_of_nothing(folder: Path) -> Path:
    path = ods(folder / "台账.ods", "表", [])
    broken = folder / "残.ods"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part)[:-9])
    return broken


def test_cut_short(tmp_path: Path) -> None:
    path = hazards(tmp_path / "台账.xlsx", HAZARD_ROW)
    path.write_bytes(path.read_bytes()[:-200])
    assert "损坏" in refusal(path)


def test_missing_folder_and_lock_file(tmp_path: Path) -> None:
    assert "找不到" in refusal(tmp_path / "没有.xlsx")
    assert "文件夹" in refusal(tmp_path)
    assert "临时文件" in refusal(tmp_path / "~$台账.xlsx")


def test_file_held_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "denied")

    path = hazards(tmp_path / "台账.xlsx", HAZARD_ROW)
    monkeypatch.setattr(Path, "read_bytes", held)
    assert "占用" in refusal(path)


def test_cell_at_the_far_end_of_a_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(HAZARD_HEADER)
    book.active["XFD1048576"] = "x"
    path = tmp_path / "台账.xlsx"
    book.save(path)
    sentence = refusal(path)
    assert "1048576" in sentence
    assert "删去" in sentence


def test_parts_that_unpack_beyond_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_UNPACKED_LIMIT", 2**20)
    path = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", " " * 2**21)
    assert "上限" in refusal(path)


def test_no_sheet_reads_as_a_ledger(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名单.xlsx", ("表一", [("名称", "数量"), ("甲", 1)]))
    assert "没有找到" in refusal(path)


def test_nearest_miss_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "隐患.xlsx", ("表一", [HAZARD_HEADER[:3], HAZARD_ROW[:3]]))
    sentence = refusal(path)
    assert "隐患级别" in sentence
    assert "第 1 行" in sentence


def test_several_sheets_read_as_ledgers(tmp_path: Path) -> None:
    rows = [HAZARD_HEADER, HAZARD_ROW]
    path = workbook(
        tmp_path / "隐患.xlsx", ("说明", [("请填表",)]), ("上半年", rows), ("下半年", rows)
    )
    sentence = refusal(path)
    assert "上半年" in sentence
    assert "下半年" in sentence
    assert "说明" not in sentence


def test_unknown_sheet_and_unknown_kind(tmp_path: Path) -> None:
    path = hazards(tmp_path / "隐患.xlsx", HAZARD_ROW)
    assert "只有：隐患" in refusal(path, sheet="年报")
    assert "training" in refusal(path, ledger="trainings")


def test_empty_workbook(tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"
    Workbook().save(path)
    assert "没有找到" in refusal(path)


def test_chain_of_sectors_without_an_end(tmp_path: Path) -> None:
    """Such a file makes a trusting reader take all memory there is."""
    content = bytearray((LEDGER_FOLDER / "01-企业台账-租赁检测.xls").read_bytes())
    table = (int.from_bytes(content[76:80], "little") + 1) * 512
    content[table : table + 4] = bytes(4)  # sector 0 is followed by sector 0
    path = tmp_path / "台账.xls"
    path.write_bytes(content)
    assert "损坏" in refusal(path)


def test_open_document_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "台账.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
        archive.writestr("content.xml", b"\x93\x01\x7f")
    assert "密码" in refusal(path)
