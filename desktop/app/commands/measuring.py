"""paper-check: a PDF laid under the ruler of GB/T 9704-2012."""

import argparse
from pathlib import Path

from desktop.app.command import Answer, Desk, Status
from desktop.documents.measure import Report, measure
from desktop.documents.page import Form
from desktop.domain.errors import KnownProblem

_NAMES = {
    Form.DOCUMENT: "文件格式",
    Form.LETTER: "信函格式",
    Form.MINUTES: "纪要格式",
    Form.FORM: "执法文书",
    Form.REPORT: "报表",
    None: "未注明格式，只作一般检查",
}


def run(given: argparse.Namespace, _desk: Desk) -> Answer:
    form = Form(given.format) if given.format else None
    report = measure(_bytes_of(given.file), form)
    data = {
        "file": str(given.file),
        "format": report.form.value if report.form else None,
        "pages": report.pages,
        "ok": report.ok,
        "rules": [one.as_data() for one in report.measures],
    }
    lines = [_head(given.file, report), *(one.as_words() for one in report.measures)]
    return Answer(data, tuple(lines), Status.DONE if report.ok else Status.FOUND_WRONG)


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise KnownProblem(f"{path} 是文件夹，请指定一个 PDF 文件")
    if not path.is_file():
        raise KnownProblem(f"找不到文件 {path}，请核对路径")
    return path.read_bytes()


def _head(path: Path, report: Report) -> str:
    count = len(report.measures)
    found = f"{count} 项全部合格" if report.ok else f"{count} 项中 {len(report.wrong)} 项不合格"
    return f"{path.name}：{_NAMES[report.form]}，{report.pages} 页，{found}"
