"""undo: takes back one import, or any other commit that signed nothing."""

import argparse

from desktop.app.command import Answer, Desk
from desktop.usecases.undo import Undo, undo


def run(given: argparse.Namespace, desk: Desk) -> Answer:
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
