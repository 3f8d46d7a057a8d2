"""The house keeps its shape: import direction, budgets, one clock, one lazy seam."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("db", "desktop", "installer")
FILE_LINES = 450
FUNCTION_LINES = 50
# Migrations are written once for one day's tables and never worked on again.
WRITTEN_ONCE = ROOT / "db" / "migrations" / "versions"
TOP_LEVEL = {
    ".ci",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "db",
    "desktop",
    "docs",
    "installer",
    "pyproject.toml",
    "resources",
    "tests",
}
CLOCK = ROOT / "desktop" / "app" / "clock.py"
CLOCK_READINGS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
}
QT = {"PySide6", "shiboken6"}
HEAVY = {
    "PySide6",
    "alembic",
    "numpy",
    "openpyxl",
    "pypdf",
    "pypdfium2",
    "pypinyin",
    "pyqtgraph",
    "python_calamine",
    "reportlab",
    "sqlalchemy",
}


def _sources(*floors: str) -> list[Path]:
    return sorted(path for floor in floors for path in (ROOT / floor).rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _tools() -> str:
    return str(Path(sys.executable).parent)


def test_imports_go_one_way():
    command = shutil.which("lint-imports", path=_tools()) or "lint-imports"
    done = subprocess.run(
        [command, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", _sources(*FLOORS), ids=_name)
def test_budget(path: Path):
    """Long files and functions are where a house begins to rot."""
    if path.is_relative_to(WRITTEN_ONCE):
        return
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < FUNCTION_LINES, node.name
        if isinstance(node, ast.ClassDef):
            assert ast.get_docstring(node), f"class {node.name} says nothing of itself"


def test_packages_begin_empty():
    for path in _sources(*FLOORS):
        if path.name == "__init__.py":
            body = _tree(path).body
            assert len(body) <= 1, _name(path)
            assert not body or isinstance(body[0], ast.Expr), _name(path)


def test_top_level_holds_only_what_is_known():
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
        names -= {"out"} | {name for name in names if name.startswith("demo-office")}
    else:
        listed = subprocess.run(
            [git, "-c", "safe.directory=*", "ls-files"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        names = {line.strip('"').partition("/")[0] for line in listed.splitlines()}
    assert names <= TOP_LEVEL, sorted(names - TOP_LEVEL)


def test_one_clock():
    """Nothing else may ask the time: what is due must not depend on where a test runs."""
    asked = [
        f"{_name(path)}:{node.lineno}"
        for path in _sources("db", "desktop")
        if path != CLOCK
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and _reads_clock(node.func)
    ]
    assert asked == []


def _reads_clock(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return (name, function.attr) in CLOCK_READINGS


def test_one_lazy_seam():
    """Only the shell finds a module by name, to show a page when it is first asked for."""
    users = {
        _name(path)
        for path in _sources("db", "desktop")
        if any(name in ("importlib", "pkgutil") for name in _imported(path))
    }
    assert len(users) <= 1
    assert all(user.startswith("desktop/ui/") for user in users)


def test_qt_stands_at_the_top_only():
    for path in _sources("db", "desktop"):
        if QT & {name.partition(".")[0] for name in _imported(path)}:
            name = _name(path)
            assert name.startswith(("desktop/ui/", "desktop/app/")) or name == "desktop/jobs/qt.py"


def test_command_line_takes_nothing_heavy_for_its_help():
    """Each word of the command line imports what it needs; Qt comes with the window alone."""
    probe = (
        "import sys, runpy\n"
        "sys.argv = ['desktop', '--help']\n"
        "try:\n    runpy.run_module('desktop', run_name='__main__')\n"
        "except SystemExit as ended:\n    assert not ended.code, ended.code\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert HEAVY.isdisjoint(done.stderr.splitlines()[-1].split())
