"""Debian's own packages that the window and the tests stand on, installed where we may."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable

WINDOW_LIBRARIES = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libfreetype6",
    "libglib2.0-0",
    "libx11-6",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-util1",
    "libxcb-xkb1",
)
TEST_SERVERS = ("postgresql",)


def install_missing(packages: Iterable[str]) -> None:
    """Never fatal: the step that needs a missing library says so itself."""
    if not sys.platform.startswith("linux") or shutil.which("dpkg-query") is None:
        return
    installed = _installed()
    missing = [name for name in packages if name not in installed]
    if not missing:
        return
    listed = " ".join(missing)
    if os.geteuid() != 0:
        print(f"缺少系统软件包，先继续；如随后出错，请以 root 运行：apt-get install {listed}")
        return
    print(f"安装系统软件包：{listed}", flush=True)
    if not (_apt("update") and _apt("install", "--no-install-recommends", *missing)):
        print(f"系统软件包没有装上（多半是网络），先继续；稍后请运行：apt-get install {listed}")


def _installed() -> set[str]:
    """Names installed packages have or stand in for: newer Debians renamed some libraries."""
    pattern = "${db:Status-Status}|${Package}|${Provides}\n"
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", pattern], capture_output=True, text=True, check=False
    ).stdout
    names: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = line.split("|", 2)
        if status == "installed":
            names.add(package)
            names.update(part.split()[0] for part in provides.split(",") if part.strip())
    return names


def _apt(*arguments: str) -> bool:
    """What apt says is shown only when it failed."""
    command = ["apt-get", "-y", "-q", *arguments]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        env=quiet,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        print("\n".join(done.stdout.strip().splitlines()[-5:]))
    return done.returncode == 0
