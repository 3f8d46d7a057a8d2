"""verify, backup, restore: whether the office is whole, and its copy in one file."""

import argparse
from dataclasses import asdict
from pathlib import Path

from desktop.app.command import Answer, Command, Desk, Status, office_argument

_WITHOUT_PASSPHRASE = "备份里的密钥没有口令保护，拿到这个文件的人能看到身份证号，请妥善保管。"


def _verify(given: argparse.Namespace, desk: Desk) -> Answer:
    from db.verify import Wrong  # noqa: PLC0415 - SQLAlchemy comes only with an office
    from desktop.usecases.verify import verify_office  # noqa: PLC0415

    with desk.office(given.office, keyless=True) as office:
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


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    office_argument(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help="备份文件，如 2026-11-12.zhiben")
    parser.add_argument("--passphrase", help="用口令保护备份里的密钥")


def _backup(given: argparse.Namespace, desk: Desk) -> Answer:
    from db.backup import backup  # noqa: PLC0415 - SQLAlchemy comes only with an office

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


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="备份文件")
    office_argument(parser)
    parser.add_argument("--passphrase", help="备份时给的口令")


def _restore(given: argparse.Namespace, _desk: Desk) -> Answer:
    from db.backup import restore  # noqa: PLC0415 - SQLAlchemy comes only with an office

    held = restore(given.file, given.office, given.passphrase)
    data = {"office": str(Path(given.office).absolute()), "change_sets": held}
    return Answer(data, (f"已恢复到 {Path(given.office).absolute()}，共 {held} 次操作",))


VERIFY = Command("verify", "核验办公室的数据有没有被改动", office_argument, _verify)
BACKUP = Command("backup", "把整个办公室备份成一个文件", _backup_arguments, _backup)
RESTORE = Command("restore", "从备份文件恢复到一个新文件夹", _restore_arguments, _restore)
