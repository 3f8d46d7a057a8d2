"""What this computer remembers of the window: widths of columns, the last folder, saved views."""

from typing import Protocol

from PySide6.QtCore import QSettings


class Settings(Protocol):
    """Words kept by key; never anything of the office's record."""

    def get(self, key: str, default: str = "") -> str: ...

    def put(self, key: str, value: str) -> None: ...


class MachineSettings:
    """An INI file of this computer and user, where Qt says such files lie."""

    def __init__(self) -> None:
        self._file = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "zhiben", "window"
        )

    def get(self, key: str, default: str = "") -> str:
        return str(self._file.value(key, default))

    def put(self, key: str, value: str) -> None:
        self._file.setValue(key, value)


class PassingSettings:
    """Remembers while the program runs; for a stick or a folder one may not write."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}

    def get(self, key: str, default: str = "") -> str:
        return self._words.get(key, default)

    def put(self, key: str, value: str) -> None:
        self._words[key] = value
