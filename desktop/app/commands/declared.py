"""The commands: their words, help and arguments; what each does is imported when it runs.

So that --help and a wrong use answer at once, without the record's machinery.
"""

import argparse
from pathlib import Path

from desktop.app.command import Answer, Command, Desk, day, month, office_argument
from desktop.domain.ledgers.all import LEDGERS

FORMATS = ("document", "letter", "minutes", "form", "report")
TOPICS = ("tasks", "figures", "papers", "ledgers", "rules", "workdays")


def _init(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.initial import run

    return run(given, desk)


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    office_argument(parser)
    parser.add_argument("--region", required=True, help="区划代码，如 469023；园区如 PARK-01")
    parser.add_argument("--name", required=True, help="局的名称")
    parser.add_argument("--station", help="站的名称")
    parser.add_argument("--start-day", type=day, help="启用日，如 2026-11-01")


def _import(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.importing import run

    return run(given, desk)


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    office_argument(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help="台账文件")
    kinds = "、".join(ledger.key for ledger in LEDGERS)
    parser.add_argument("--ledger", metavar="KIND", help=f"台账种类：{kinds}")
    parser.add_argument("--sheet", metavar="NAME", help="工作表名称")
    parser.add_argument("--since", metavar="DATE", type=day, help="导入内容自哪一天起成立")
    parser.add_argument("--dry-run", action="store_true", help="只试算，不存入")


def _undo(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.undoing import run

    return run(given, desk)


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    office_argument(parser)
    parser.add_argument("id", metavar="ID", help="操作编号，导入后给出")


def _export(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.exporting import run

    return run(given, desk)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    office_argument(parser)
    kinds = [ledger.key for ledger in LEDGERS]
    words = "、".join(kinds)
    parser.add_argument("ledger", metavar="LEDGER", choices=kinds, help=f"台账种类：{words}")
    parser.add_argument("file", metavar="FILE.xlsx", type=Path, help="写到哪个文件")


def _list(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.listing import run

    return run(given, desk)


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    topics = "、".join(TOPICS)
    parser.add_argument("topic", metavar="TOPIC", choices=TOPICS, help=f"列出什么：{topics}")
    parser.add_argument("--year", type=int, help="哪一年的工作日")


def _verify(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.keeping import run_verify

    return run_verify(given, desk)


def _backup(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.keeping import run_backup

    return run_backup(given, desk)


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    office_argument(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help="备份文件，如 2026-11-12.zhiben")
    parser.add_argument("--passphrase", help="用口令保护备份里的密钥")


def _restore(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.keeping import run_restore

    return run_restore(given, desk)


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="备份文件")
    office_argument(parser)
    parser.add_argument("--passphrase", help="备份时给的口令")


def _close(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.closing import run

    return run(given, desk)


def _close_arguments(parser: argparse.ArgumentParser) -> None:
    office_argument(parser)
    parser.add_argument("month", metavar="MONTH", type=month, help="月份，如 2026-10")
    parser.add_argument("--through", metavar="DATE", type=day, help="截止日，之后的列入下期补报")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="月报、工作簿和数据包写到哪个文件夹"
    )
    parser.add_argument("--reason", metavar="TEXT", help="已报的数有更正时，更正的理由")
    parser.add_argument("--submitted", metavar="DATE", type=day, help="登记已报的日期")
    parser.add_argument("--returned", metavar="REASON", help="登记退回的原因，并起草下一稿")


def _demo(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.demo import run

    return run(given, desk)


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", type=Path, help="示例办公室和文件写到哪个文件夹")
    parser.add_argument("--no-window", action="store_true", help="做完不打开窗口")


def _paper_check(given: argparse.Namespace, desk: Desk) -> Answer:
    from desktop.app.commands.measuring import run

    return run(given, desk)


def _paper_check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.pdf", type=Path, help="要测量的 PDF 文件")
    words = "、".join(FORMATS)
    parser.add_argument(
        "--format", metavar="FORMAT", choices=FORMATS, help=f"文件没有注明格式时按哪种测：{words}"
    )


COMMANDS: tuple[Command, ...] = (
    Command("init", "建立一个办公室", _init_arguments, _init),
    Command("import", "导入台账", _import_arguments, _import),
    Command("undo", "撤销一次导入或其他未签名的操作", _undo_arguments, _undo),
    Command("export", "导出一种台账", _export_arguments, _export),
    Command("list", "列出已声明的内容", _list_arguments, _list),
    Command("close", "封存一个月的月报并写出", _close_arguments, _close),
    Command("demo", "用示例县走一遍主要工作", _demo_arguments, _demo),
    Command("verify", "核验办公室的数据有没有被改动", office_argument, _verify),
    Command("backup", "把整个办公室备份成一个文件", _backup_arguments, _backup),
    Command("restore", "从备份文件恢复到一个新文件夹", _restore_arguments, _restore),
    Command("paper-check", "测量一份 PDF 公文的版式", _paper_check_arguments, _paper_check),
)
