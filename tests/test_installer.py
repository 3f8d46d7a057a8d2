"""The set-up on a fresh machine: tried on a small clone, with a package made here, no network."""

import ast
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer import environment
from installer.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
INSTALLER = ROOT / "installer"
LOCKS = (INSTALLER / "lock.txt", INSTALLER / "lock-dev.txt")
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")

# Stands where the program stands in a clone, and writes down how it was called.
PROGRAM = """
import json, os, sys
from pathlib import Path
with open(os.environ["CALLS"], "a", encoding="utf-8") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1] == "demo":
    (Path(sys.argv[2]) / "office").mkdir(parents=True)
sys.exit(int(os.environ.get("STATUS", "0")))
"""


def _pinned(lock: Path) -> dict[str, set[str]]:
    """Package to versions: one may be locked twice, for older and newer Pythons."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE):
        versions.setdefault(canonicalize_name(name), set()).add(version)
    return versions


def _wheel(folder: Path) -> Path:
    """The smallest package there is."""
    files = {
        "tiny.py": "ANSWER = 42\n",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
    }
    record = ""
    path = folder / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()
            record += f"{name},sha256={digest.rstrip('=')},{len(text)}\n"
        archive.writestr("tiny-1.0.dist-info/RECORD", record + "tiny-1.0.dist-info/RECORD,,\n")
    return path


def _lock(clone: Path, digest: str) -> None:
    wheel = clone / "tiny-1.0-py3-none-any.whl"
    text = f"tiny @ {wheel.as_uri()} --hash=sha256:{digest}\n"
    (clone / "installer" / "lock.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the set-up alone, in a folder with a blank and Chinese in its name."""
    folder = tmp_path_factory.mktemp("set up") / "治本 副本"
    shutil.copytree(INSTALLER, folder / "installer", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "desktop").mkdir()
    (folder / "desktop" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    sample = folder / "resources" / "sample"
    sample.mkdir(parents=True)
    (sample / "sample.toml").write_text("today = 2026-11-12\n", encoding="utf-8")
    wheel = _wheel(folder)
    _lock(folder, hashlib.sha256(wheel.read_bytes()).hexdigest())
    return folder


def _run(clone: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """With no search path, so that no package manager of this machine is touched."""
    environ = {key: value for key, value in os.environ.items() if "DISPLAY" not in key}
    environ |= {"PATH": "", "PYTHONUTF8": "1", "CALLS": str(clone / "calls"), **variables}
    return subprocess.run(
        [sys.executable, str(clone / "installer" / "dev.py"), *words],
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def _calls(clone: Path) -> list[list[str]]:
    path = clone / "calls"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return [json.loads(line) for line in lines]


@linux_only
def test_run_makes_the_sample_once_and_a_fresh_one_keeps_the_old(clone: Path):
    demo = clone / "demo-office"
    made = ["demo", str(demo), "--no-window"]

    first = _run(clone, "run")
    assert first.returncode == 0, first.stderr
    assert "没有图形界面" in first.stdout
    assert _calls(clone) == [made]

    (demo / "office" / "mine.txt").write_text("kept", encoding="utf-8")
    again = _run(clone, "run")
    assert again.returncode == 0
    assert "安装依赖" not in again.stdout
    assert _calls(clone) == []

    fresh = _run(clone, "run", "--fresh")
    assert fresh.returncode == 0
    assert _calls(clone) == [made]
    assert not (demo / "office" / "mine.txt").exists()
    aside = [path for path in clone.glob("demo-office-*") if (path / "office/mine.txt").exists()]
    assert len(aside) == 1

    shown = _run(clone, "run", DISPLAY=":0")
    assert shown.returncode == 0
    assert _calls(clone) == [[str(demo / "office"), "--today", "2026-11-12"]]


@linux_only
def test_a_sample_that_was_not_finished_is_made_anew(clone: Path):
    failed = _run(clone, "run", "--fresh", STATUS="4")
    assert failed.returncode == 4
    assert "没有做完" in failed.stderr
    assert _run(clone, "run").returncode == 0
    assert [call[0] for call in _calls(clone)] == ["demo", "demo"]


def test_installs_once_and_again_when_the_lock_changes(clone: Path):
    python = environment.prepare(clone, "lock.txt")
    answer = subprocess.run([python, "-c", "import tiny; exit(tiny.ANSWER)"], check=False)
    assert answer.returncode == 42
    stamp = clone / ".venv" / environment.STAMP
    before = stamp.stat().st_mtime_ns
    environment.prepare(clone, "lock.txt")
    assert stamp.stat().st_mtime_ns == before

    lock = clone / "installer" / "lock.txt"
    lock.write_text("# one more line\n" + lock.read_text("utf-8"), encoding="utf-8")
    environment.prepare(clone, "lock.txt")
    assert stamp.stat().st_mtime_ns != before


def test_a_file_that_is_not_the_locked_one_is_refused(clone: Path):
    lock = clone / "installer" / "lock.txt"
    good = lock.read_text("utf-8")
    _lock(clone, "0" * 64)
    with pytest.raises(Trouble, match="指纹不符"):
        environment.prepare(clone, "lock.txt")
    lock.write_text(good, encoding="utf-8")
    environment.prepare(clone, "lock.txt")


def test_an_environment_that_cannot_start_is_made_again(clone: Path):
    python = Path(environment.prepare(clone, "lock.txt"))
    python.unlink()
    python.write_text("no program", encoding="utf-8")
    environment.prepare(clone, "lock.txt")
    assert subprocess.run([python, "-c", "import tiny"], check=False).returncode == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root installs")
def test_debian_packages_are_installed_when_missing(tmp_path: Path):
    """With stand-ins for Debian's two commands: one package there, one by another's name."""
    installed = "installed|libegl1|\\ninstalled|libglib2.0-0t64|libglib2.0-0 (= 2.8), x\\n"
    for name, line in {
        "dpkg-query": f"printf '{installed}not-installed|libgl1|\\n'",
        "apt-get": f'echo "$@" >> {tmp_path}/calls',
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    code = (
        "from installer.system import install_missing\n"
        "install_missing(['libegl1', 'libgl1', 'libglib2.0-0'])"
    )
    environ = {**os.environ, "PATH": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environ, check=True)
    calls = (tmp_path / "calls").read_text("utf-8").splitlines()
    assert [line.split()[-1] for line in calls] == ["update", "libgl1"]


def test_stands_on_the_standard_library_alone():
    """-S leaves out all that was ever installed."""
    command = [sys.executable, "-S", "-E", str(INSTALLER / "dev.py"), "--help"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_wrong_words_are_told():
    for words in (["paint"], ["run", "--colour"], []):
        command = [sys.executable, str(INSTALLER / "dev.py"), *words]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 2


def test_an_old_python_can_read_the_sentence_meant_for_it():
    ast.parse((INSTALLER / "dev.py").read_text("utf-8"), feature_version=(3, 5))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_hashes_and_no_place(lock: Path):
    text = lock.read_text("utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#")]
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+", entry)
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
    assert not re.search(r"https?:|file:|--index|--find-links|@ |/\w+/", text)


def test_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    run, test = (_pinned(lock) for lock in LOCKS)
    needs = project["dependencies"]
    for locked, requirements in (
        (run, needs),
        (test, [*needs, *project["optional-dependencies"]["dev"]]),
    ):
        for requirement in map(Requirement, requirements):
            versions = locked[canonicalize_name(requirement.name)]
            assert all(requirement.specifier.contains(version) for version in versions)
    assert run.items() <= test.items()


def test_locks_serve_windows_and_keep_out_what_may_not_come_in():
    run, test = (_pinned(lock) for lock in LOCKS)
    assert "tzdata" in run
    assert "colorama" in test
    assert run["pyside6-essentials"] == run["pyside6-addons"]
    # The meta-package drags in all of Qt; the other two would bring their licence with them.
    assert {"pyside6", "lunardate", "pymupdf"}.isdisjoint(test)
