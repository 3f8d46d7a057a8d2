"""verify, backup, restore: whether the office is whole, and its copy in one file."""

import argparse
from dataclasses import asdict
from pathlib import Path

from db.backup import backup
from db.places import is_url
from db.restore import restore
from db.verify import Wrong
from desktop.app.command import Answer, Desk, Status
from desktop.usecases.verify import sweep_files, verify_office

_WITHOUT_PASSPHRASE = "备份里的密钥没有口令保护，拿到这个文件的人能看到身份证号，请妥善保管。"


def run_verify(given: argparse.Namespace, desk: Desk) -> Answer:
    with desk.office(given.office, keyless=True) as office:
        office.runner.run(sweep_files, None)
        wrong = office.runner.ask(verify_office)
    lines = [
        f"{found.table} {found.id} {found.label}：{found.what}"
        if isinstance(found, Wrong)
        else f"文件 {found.file}：{found.what}"
        for found in wrong
    ]
    data = {"ok": not wrong, "wrong": [asdict(found) for found in wrong]}
    if not wrong:
        return Answer(data, ("核验通过：数据库、文件和操作链都与记录相符",))
    head = f"核验发现 {len(wrong)} 处不符："
    return Answer(data, (head, *lines), Status.FOUND_WRONG)


def run_backup(given: argparse.Namespace, desk: Desk) -> Answer:
    with desk.office(given.office) as office:
        info = backup(office.database, given.file, desk.clock.now(), given.passphrase)
    data = {
        "file": str(info.file.absolute()),
        "made_at": info.made_at,
        "records": info.records,
        "files": info.files,
        "key_wrapped": info.key_wrapped,
    }
    lines = [f"已备份到 {info.file.absolute()}，并已打开核对（文件 {info.files} 个）"]
    if not info.key_wrapped:
        lines.append(_WITHOUT_PASSPHRASE)
    return Answer(data, tuple(lines))


def run_restore(given: argparse.Namespace, _desk: Desk) -> Answer:
    held = restore(given.file, given.office, given.passphrase)
    office = given.office if is_url(given.office) else str(Path(given.office).absolute())
    data = {"office": office, "change_sets": held}
    return Answer(data, (f"已恢复到 {office}，共 {held} 次操作",))
