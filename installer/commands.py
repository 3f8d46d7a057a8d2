"""What ``installer/dev.py`` does for each of its words, in plain sentences for people."""

import argparse
import contextlib
import errno
import io
import itertools
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

from installer import environment, lock, system
from installer.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo-office"
SAMPLE = ROOT / "resources" / "sample" / "sample.toml"
FINISHED = "finished.txt"
INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    _write_any_character()
    options = _parse(arguments)
    try:
        return int(options.command(options))
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\n已中断。再次运行同一命令即可继续。", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        print(f"\n{_sentence(error)}", file=sys.stderr)
    return 1


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py", description="治本：安装、试用与检查")
    commands = parser.add_subparsers(required=True, metavar="命令")
    run = commands.add_parser("run", help="准备环境，用样例县走一遍主要工作，然后打开窗口")
    run.add_argument("--fresh", action="store_true", help="另建一个样例办公室，原来的改名保留")
    run.set_defaults(command=run_demo)
    test = commands.add_parser("test", help="准备环境，运行全部检查；其余参数交给 pytest")
    test.set_defaults(command=run_checks)
    commands.add_parser("bench", help="测速").set_defaults(command=run_bench)
    relock = commands.add_parser("lock", help="重新生成依赖锁定文件（需要 uv）")
    relock.add_argument("--upgrade", action="store_true", help="升到允许范围内的最新版本")
    relock.set_defaults(command=lambda options: lock.write_locks(ROOT, upgrade=options.upgrade))
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command is not run_checks:
        parser.error("不认识的参数：" + " ".join(rest))
    options.rest = rest
    return options


def run_demo(options: argparse.Namespace) -> int:
    """The sample county, worked through once; the window opens on what came of it."""
    system.install_missing(system.WINDOW_LIBRARIES)
    python = environment.prepare(ROOT, environment.RUN_LOCK)
    finished = DEMO / FINISHED
    if DEMO.exists() and (options.fresh or not finished.exists()):
        _put_aside(DEMO)
    if not DEMO.exists():
        status = _call([python, "-m", "desktop", "demo", str(DEMO), "--no-window"])
        if status != 0:
            print("样例没有做完，原因见上。", file=sys.stderr)
            return status
        finished.write_text(
            "样例县已建好；删去本文件，下次会另建一个，现有的改名保留。\n", encoding="utf-8"
        )
    office = DEMO / "office"
    if not _has_display():
        print(f"这台机器没有图形界面，不打开窗口。样例办公室在：\n{office}")
        return 0
    print(f"打开样例办公室：{office}", flush=True)
    return _call([python, "-m", "desktop", str(office), "--today", _sample_day()])


def run_checks(options: argparse.Namespace) -> int:
    """Every check, even after one has failed; pytest last, so that its closing line is seen."""
    system.install_missing((*system.WINDOW_LIBRARIES, *system.TEST_SERVERS))
    python = environment.prepare(ROOT, environment.TEST_LOCK)
    checks = {
        "import-linter": [environment.script(ROOT, "lint-imports"), "--no-logo"],
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "pytest": [python, "-m", "pytest", *options.rest],
    }
    results = {}
    for name, command in checks.items():
        print(f"\n== {name}", flush=True)
        started = time.monotonic()
        status = _call(command, QT_QPA_PLATFORM="offscreen")
        results[name] = (status, time.monotonic() - started)
    print()
    for name, (status, seconds) in results.items():
        print(f"{'通过' if status == 0 else '未通过'}  {name}（{seconds:.0f} 秒）")
    return int(any(status for status, _ in results.values()))


def run_bench(_options: argparse.Namespace) -> int:
    system.install_missing(system.WINDOW_LIBRARIES)
    python = environment.prepare(ROOT, environment.TEST_LOCK)
    return _call([python, "-m", "tests.bench"])


def _call(command: Sequence[str], **variables: str) -> int:
    """Ctrl+C reaches the child too; it is given the time to end by itself."""
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **variables}) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            with contextlib.suppress(KeyboardInterrupt, subprocess.TimeoutExpired):
                child.wait(timeout=10)
            raise


def _put_aside(folder: Path) -> None:
    """Nothing is lost: an office that stands in the way keeps its files under another name."""
    names = (folder.with_name(f"{folder.name}-{number}") for number in itertools.count(1))
    aside = next(name for name in names if not name.exists())
    try:
        folder.rename(aside)
    except PermissionError as error:
        raise Trouble(f"无法把 {folder} 改名保留：可能窗口还开着，请先关闭再运行。") from error
    print(f"原来的样例办公室已改名为：{aside}")


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _sample_day() -> str:
    """The sample county lives on its own day, so that its deadlines still lie ahead."""
    sample = tomllib.loads(SAMPLE.read_text(encoding="utf-8"))
    return str(sample["today"])


def _write_any_character() -> None:
    """A console that lacks a character shows a mark for it instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _sentence(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "磁盘已满，请腾出空间（约需 2 GB）后再运行。"
    where = f"：{error.filename}" if error.filename else ""
    return f"系统拒绝了这一步（{error.strerror or error}）{where}"
