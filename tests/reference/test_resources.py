"""The one reader finds the data in a source tree and in a frozen program, or says it is broken."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.reference import resources


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    resources.resources_folder.cache_clear()
    yield
    resources.resources_folder.cache_clear()


def test_source_tree() -> None:
    assert (resources.resources_folder() / "notice" / "tasks.toml").is_file()


def test_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "standards").mkdir(parents=True)
    (tmp_path / "resources" / "list.csv").write_text("\ufeff# 说明\na,b\n1,二\n", encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.read_csv("list.csv") == [{"a": "1", "b": "二"}]


def test_broken_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "a" / "b" / "c" / "resources.py"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "zhiben.exe"))
    with pytest.raises(FileNotFoundError, match="重新安装"):
        resources.resources_folder()
