"""The program's own Python environment: made once, and again when the lock file changes."""

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

from installer import system
from installer.trouble import Trouble

RUN_LOCK = "lock.txt"
TEST_LOCK = "lock-dev.txt"
FOLDER = ".venv"
STAMP = "zhiben-lock.txt"
LAST_LINES = 15

CAUSES = (
    (("No space left on device", "Errno 28", "WinError 112"), "磁盘已满，请腾出空间（约需 2 GB）"),
    (
        ("DO NOT MATCH THE HASHES",),
        "下载到的软件包与锁定文件里的指纹不符，已拒绝安装，请换一个下载源",
    ),
    (
        (
            "NewConnectionError",
            "NameResolutionError",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "ProxyError",
            "ConnectionResetError",
            "SSLError",
        ),
        "连不上软件包的下载源，请检查网络或代理（也可在 pip 设置里换一个下载源）",
    ),
    (("No matching distribution found",), "下载源里没有锁定的版本，或没有适合这台机器的软件包"),
    (
        ("Permission denied", "WinError 5", "WinError 32"),
        "文件被占用或没有权限，请先关闭正在运行的程序",
    ),
)


def prepare(root: Path, lock_name: str) -> str:
    """The environment's Python, with exactly what the lock file names installed."""
    python = _python(root)
    if not _works(python):
        _make(root)
    lock = root / "installer" / lock_name
    stamp = root / FOLDER / STAMP
    wanted = _digest(lock)
    if not stamp.exists() or wanted not in stamp.read_text(encoding="ascii").split():
        stamp.unlink(missing_ok=True)
        _install(python, lock)
        stamp.write_text("\n".join(_satisfied(root, lock_name)) + "\n", encoding="ascii")
    return str(python)


def script(root: Path, name: str) -> str:
    """A command that a package has put into the environment."""
    return str(_python(root).with_name(f"{name}.exe" if os.name == "nt" else name))


def _satisfied(root: Path, lock_name: str) -> list[str]:
    """The checks' lock holds all of the program's, so it answers for both."""
    names = [lock_name] if lock_name == RUN_LOCK else [lock_name, RUN_LOCK]
    return [_digest(root / "installer" / name) for name in names]


def _digest(lock: Path) -> str:
    """Over the text, so that a checkout with other line ends has the same."""
    return hashlib.sha256(lock.read_text(encoding="utf-8").encode()).hexdigest()


def _python(root: Path) -> Path:
    if os.name == "nt":
        return root / FOLDER / "Scripts" / "python.exe"
    return root / FOLDER / "bin" / "python"


def _works(python: Path) -> bool:
    """A copied or moved clone, or a removed Python, leaves an environment that cannot start."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        tried = subprocess.run([python, "-c", check], capture_output=True, check=False)
    except OSError:
        return False
    return tried.returncode == 0


def _make(root: Path) -> None:
    print(f"建立 Python 环境：{root / FOLDER}", flush=True)
    if importlib.util.find_spec("ensurepip") is None:
        _install_venv()
    command = [sys.executable, "-m", "venv", "--clear", str(root / FOLDER)]
    made = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if made.returncode != 0:
        raise Trouble(_explain("Python 环境没有建成", made.stdout + made.stderr))


def _install_venv() -> None:
    """Debian keeps venv's pip in a package of its own."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    system.install_missing([package])
    probe = [sys.executable, "-c", "import ensurepip"]
    if subprocess.run(probe, capture_output=True, check=False).returncode != 0:
        raise Trouble(
            f"Python 缺少 venv。请以 root 运行：apt-get install {package}，再运行本命令。"
        )


def _install(python: Path, lock: Path) -> None:
    """Without the resolver: the lock is whole, and every file must have the hash it names."""
    total = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    print(f"安装依赖（锁定文件 {lock.name}，共 {total} 个，第一次需要几分钟）", flush=True)
    started = time.monotonic()
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input"]
    command += ["--disable-pip-version-check", "--retries", "2", "-r", str(lock)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        said = _follow(pip, total)
    if pip.returncode != 0:
        raise Trouble(_explain("依赖没有装好", said))
    print(f"依赖已装好（{time.monotonic() - started:.0f} 秒）", flush=True)


def _follow(pip: "subprocess.Popen[str]", total: int) -> str:
    """Shows on one line how far it is; all that was said is kept for the case of failure."""
    said: list[str] = []
    count = 0
    for line in pip.stdout or ():
        said.append(line)
        words = line.split()
        count += words[:1] == ["Collecting"]
        if sys.stdout.isatty() and words[:1] in (["Collecting"], ["Downloading"], ["Installing"]):
            print(f"\r\x1b[2K  {count}/{total}  {line.strip()[:60]}", end="", flush=True)
    if sys.stdout.isatty():
        print("\r\x1b[2K", end="")
    return "".join(said)


def _explain(what: str, said: str) -> str:
    last = "\n".join(said.strip().splitlines()[-LAST_LINES:])
    for signs, cause in CAUSES:
        if any(sign in said for sign in signs):
            return f"{last}\n\n{what}：{cause}，然后再运行同一命令。"
    return f"{last}\n\n{what}，以上是最后的输出。"
