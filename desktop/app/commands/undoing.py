"""undo: takes back one import, or any other commit that signed nothing."""

import argparse

from desktop.app.command import Answer, Command, Desk, office_argument
from desktop.usecases.undo import Undo, undo


def _arguments(parser: argparse.ArgumentParser) -> None:
    office_argument(parser)
    parser.add_argument("id", metavar="ID", help="操作编号，导入后给出")


def _run(given: argparse.Namespace, desk: Desk) -> Answer:
    with desk.office(given.office) as office:
        undone = office.runner.run(undo, Undo(given.id), desk.progress)
    what = f"{undone.verb} {undone.subject}".strip()
    data = {
        "undone": given.id,
        "records": undone.records,
        "verb": undone.verb,
        "subject": undone.subject,
    }
    return Answer(data, (f"已撤销：{what}，{undone.records} 条记录恢复原状",))


COMMAND = Command("undo", "撤销一次导入或其他未签名的操作", _arguments, _run)
