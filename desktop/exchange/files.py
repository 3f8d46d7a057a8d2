"""What kind of file somebody chose, told by its content; and why it will not do.

The ending is not believed: 导出.xls is often a web page, and 台账.csv sometimes a workbook.
"""

import io
import zipfile
import zlib
from enum import Enum
from pathlib import Path

from desktop.domain.errors import KnownProblem
from desktop.exchange.ole import has_password, is_sound

_TEXT_LIMIT = 64 * 2**20
_UNPACKED_LIMIT = 512 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_AND_SAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx，再导入"
_TEXT_ENDINGS = frozenset({".csv", ".txt", ".tsv"})
_FOREIGN_BEGINNINGS = (
    (b"%PDF", "PDF 文件"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "Word 文档"),
    (b"SQLite format 3\x00", "数据库"),
    (b"MZ", "程序"),
)
_FOREIGN_PARTS = (
    ("word/", "Word 文档"),
    ("ppt/", "演示文稿"),
    ("ofd.xml", "OFD 版式文件"),
)
_FOREIGN_STREAMS = (("WordDocument", "Word 文档"), ("PowerPoint Document", "演示文稿"))
UNPACKING_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
)
_MANIFEST = "META-INF/manifest.xml"
_WORKBOOK_PARTS = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})


class Format(Enum):
    """The formats ledgers come in."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"


def read_file(path: Path) -> bytes:
    """The bytes of the file, or one sentence why they cannot be had."""
    if path.name.startswith("~$"):
        raise KnownProblem(f"“{path.name}”是 Excel 打开文件时的临时文件，请选原来的工作簿")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise KnownProblem(f"找不到文件“{path}”，请检查路径和文件名") from None
    except (IsADirectoryError, NotADirectoryError):
        raise KnownProblem(f"“{path}”是文件夹，请选其中的一个工作簿") from None
    except PermissionError:
        if path.is_dir():
            raise KnownProblem(f"“{path}”是文件夹，请选其中的一个工作簿") from None
        raise KnownProblem(
            f"“{path.name}”无法读取：正被别的程序占用或没有权限，请关闭 Excel 后再试"
        ) from None
    except OSError as error:
        raise KnownProblem(
            f"“{path.name}”无法读取（系统错误 {error.errno}），请换个位置再试"
        ) from error


def format_of(path: Path, content: bytes) -> Format:
    """The format of a file that may be a ledger; a sentence for everything else."""
    if not content:
        raise KnownProblem(f"“{path.name}”是空文件（0 字节），请检查是否保存或复制完整")
    if content.startswith(b"PK"):
        return _packed_format(path, content)
    if content.startswith(_OLE):
        return _ole_format(path, content)
    for beginning, what in _FOREIGN_BEGINNINGS:
        if content.startswith(beginning):
            raise _foreign(path, what)
    return _text_format(path, content)


def _foreign(path: Path, what: str) -> KnownProblem:
    return KnownProblem(f"“{path.name}”是{what}，不是工作簿，请选 .xlsx、.xls、.ods 或 .csv 文件")


def _packed_format(path: Path, content: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {entry.filename: entry for entry in archive.infolist()}
            manifest = archive.read(_MANIFEST) if _MANIFEST in parts else b""
    except UNPACKING_TROUBLE:
        raise broken(path) from None
    if b"encryption-data" in manifest:
        raise encrypted(path)
    for part, what in _FOREIGN_PARTS:
        if any(name.startswith(part) for name in parts):
            raise _foreign(path, what)
    if not _WORKBOOK_PARTS & parts.keys():
        raise _foreign(path, "压缩包")
    # pictures in a workbook may be large, its tables may not
    unpacked = sum(e.file_size for n, e in parts.items() if n.endswith((".xml", ".bin")))
    if unpacked > _UNPACKED_LIMIT:
        raise KnownProblem(
            f"“{path.name}”解开后有 {unpacked // 2**20} MB，超过 {_UNPACKED_LIMIT // 2**20} MB 的"
            "上限，请分成几个文件再导入"
        )
    if _MANIFEST in parts and "content.xml" in parts:
        return Format.ODS
    return Format.XLSB if "xl/workbook.bin" in parts else Format.XLSX


def _ole_format(path: Path, content: bytes) -> Format:
    names = {name: name.encode("utf-16-le") in content for name in ("EncryptedPackage", "Workbook")}
    if names["EncryptedPackage"]:
        raise encrypted(path)
    if names["Workbook"] or "Book".encode("utf-16-le") in content:
        if not is_sound(content):
            raise broken(path)
        if has_password(content):
            raise encrypted(path)
        return Format.XLS
    for stream, what in _FOREIGN_STREAMS:
        if stream.encode("utf-16-le") in content:
            raise _foreign(path, what)
    raise broken(path)


def _text_format(path: Path, content: bytes) -> Format:
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(
        (b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<?xml", b"mime-v")
    ):
        raise KnownProblem(f"“{path.name}”其实是网页，只是改了后缀，{_OPEN_AND_SAVE}")
    if path.suffix.lower() not in _TEXT_ENDINGS:
        raise KnownProblem(f"“{path.name}”的内容不是工作簿，可能已损坏或改过后缀，{_OPEN_AND_SAVE}")
    if len(content) > _TEXT_LIMIT:
        raise KnownProblem(
            f"“{path.name}”有 {len(content) // 2**20} MB，超过 {_TEXT_LIMIT // 2**20} MB 的上限，"
            "请分成几个文件再导入"
        )
    return Format.TEXT


def broken(path: Path) -> KnownProblem:
    """A workbook that cannot be taken apart."""
    return KnownProblem(
        f"“{path.name}”不完整或已损坏，无法打开，请重新拷贝，或{_OPEN_AND_SAVE[1:]}"
    )


def encrypted(path: Path) -> KnownProblem:
    """A workbook with a password to open it."""
    return KnownProblem(f"“{path.name}”设有打开密码，请用 Excel 去掉密码后另存，再导入")
