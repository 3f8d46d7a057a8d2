"""Where an office lives: a local folder or a server's URL, and what is refused as a place."""

import ctypes
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from db.errors import StoreProblem, os_problem

DATABASE = "office.db"
LOCK = "window.lock"
MOUNTS = Path("/proc/mounts")
SHARED_FILE_SYSTEMS = (
    "nfs",
    "cifs",
    "smb",
    "sshfs",
    "9p",
    "davfs",
    "afpfs",
    "ncpfs",
    "afs",
    "ceph",
    "glusterfs",
    "rclone",
    "vboxsf",
    "vmhgfs",
    "prl_fs",
)
SYNCED_FOLDERS = (
    "onedrive",
    "dropbox",
    "nutstore",
    "nutstore files",
    "坚果云",
    "我的坚果云",
    "baidunetdisk",
    "baidusyncdisk",
    "百度网盘",
    "百度云同步盘",
    "百度网盘同步空间",
    "icloud",
    "iclouddrive",
    "icloud drive",
    "wpsdrive",
    "wps云盘",
    "wps网盘",
    "google drive",
    "googledrive",
    "seafile",
    "腾讯微云",
    "阿里云盘",
)
_DRIVE_REMOTE = 4


@dataclass(frozen=True)
class Folder:
    """The places inside an office's folder."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / DATABASE

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def key(self) -> Path:
        return self.root / "office.key"

    @property
    def exists(self) -> bool:
        return self.database.is_file()

    @property
    def holds_more(self) -> bool:
        """Whether files or backups of an office lie here, whatever its database says."""
        return any(
            path.is_file() for place in (self.files, self.backups) for path in place.rglob("*")
        )


def is_url(place: str) -> bool:
    return "://" in place


def folder_of(place: str, *, make: bool, mounts: Path = MOUNTS) -> Folder:
    """Return the office's folder at ``place``, after the checks that protect its data.

    Raises StoreProblem where the place is a share, a synced folder, no folder, or a folder that
    holds other things; with ``make`` an empty or missing folder will do.
    """
    root = Path(place).expanduser().absolute()
    if root.is_file():
        raise StoreProblem(f"“{root}”是一个文件，不是办公室文件夹，请改选文件夹。")
    why = shared_or_synced(root, mounts)
    if why:
        raise StoreProblem(f"“{root}”{why}，数据会丢失，请改用本机硬盘上的文件夹。")
    folder = Folder(root)
    if folder.exists:
        return folder
    holds_others = _holds_other_things(folder)
    if folder.exists:  # made by another program while its folder was looked at
        return folder
    if holds_others:
        raise StoreProblem(
            f"“{root}”不是治本的办公室文件夹（里面没有 {DATABASE}），请另选，空文件夹也可以。"
        )
    if not make:
        raise StoreProblem(f"“{root}”还没有办公室，请先用 init 或 import 建立。")
    return folder


def _holds_other_things(folder: Folder) -> bool:
    """Tell whether anything lies here that making an office would not leave when cut short."""
    if not folder.root.is_dir():
        return False
    try:
        names = {path.name for path in folder.root.iterdir()}
    except OSError as error:
        raise os_problem(error, f"“{folder.root}”打不开") from error
    return folder.holds_more or not names <= {"files", "backups", LOCK}


def make_folder(folder: Folder) -> None:
    """Make the office's folders; a refusal of the disk becomes one sentence."""
    try:
        for path in (folder.root, folder.files, folder.backups):
            path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise os_problem(error, f"不能在“{folder.root}”建立办公室") from error


def shared_or_synced(root: Path, mounts: Path = MOUNTS) -> str:
    """Return why ``root`` cannot hold a live database, or an empty string."""
    real = root.resolve()
    if any(_synced(part.lower()) for path in (root, real) for part in path.parts):
        return "在同步盘里"
    if sys.platform == "win32":
        return "在网络共享上" if _windows_remote(root) else ""
    return "在网络共享上" if _file_system(real, mounts).startswith(SHARED_FILE_SYSTEMS) else ""


def _synced(part: str) -> bool:
    """Tell a synced folder by its name; a firm or an account may stand behind it."""
    return re.split(r" -| ?[(（]", part)[0].strip() in SYNCED_FOLDERS


def _windows_remote(root: Path) -> bool:
    if str(root).startswith("\\\\"):
        return True
    drive = f"{root.drive}\\"
    kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive)  # type: ignore[attr-defined]
    return kind == _DRIVE_REMOTE


def _file_system(root: Path, mounts: Path) -> str:
    """Return the kind of file system ``root`` will lie on (Linux), without fuse's prefix."""
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, where, system, *_ = line.split(" ")
        point = where.replace("\\040", " ")
        inside = str(root) == point or str(root).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, system
    return kind.removeprefix("fuse.")


def who_is_here() -> str:
    """Return user@computer for the notice to a second window."""
    user = os.environ.get("USERNAME") or os.environ.get("USER") or "本机"
    host = os.environ.get("COMPUTERNAME") or (os.uname().nodename if hasattr(os, "uname") else "")
    return f"{user}@{host}" if host else user
