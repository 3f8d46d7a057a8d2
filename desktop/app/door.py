"""The door of the office: which one the window opens, and that it is the only window there."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app.clock import Clock
from desktop.domain.errors import KnownProblem
from desktop.ui.settings import Settings

if TYPE_CHECKING:
    from db.session import Database
    from db.window import Window

_LAST_OFFICE = "office"


class Door:
    """Opens the named office, else the last, else a new one in 文档; one window an office.

    Its methods run on the writer's thread, after the first paint.
    """

    def __init__(self, clock: Clock, settings: Settings, named: str) -> None:
        self._clock = clock
        self._settings = settings
        self._named = named
        self._window: Window | None = None
        self._database: Database | None = None

    def open(self, chosen: str = "") -> "Database":
        """Open the office at ``chosen``, or where the program was told or used to."""
        self.close()
        self._named = chosen or self._named
        place = _whole(self._named) if self._named else self._remembered() or _new_office()
        try:
            return self._open(place)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the office go, for another window or another program."""
        if self._database is not None:
            self._database.close()
        if self._window is not None:
            self._window.release()
        self._database = self._window = None

    def _open(self, place: str) -> "Database":
        from db.places import folder_of, is_url  # noqa: PLC0415 - after the first paint
        from db.session import Database  # noqa: PLC0415 - as above

        is_folder = not is_url(place)
        if is_folder and folder_of(place, make=True).exists:
            self._claim(Path(place))  # before a newer program would migrate it under the other
        self._database = Database.open(place, now=self._clock.now())
        if is_folder and self._window is None:
            self._claim(Path(place))
        self._settings.put(_LAST_OFFICE, without_password(place))
        return self._database

    def _claim(self, folder: Path) -> None:
        from db.places import who_is_here  # noqa: PLC0415 - as above
        from db.window import claim_window  # noqa: PLC0415 - as above

        self._window = claim_window(folder, who_is_here(), self._clock.now())

    def _remembered(self) -> str:
        """The last office; one that is gone is said, and not begun anew in its place."""
        place = self._settings.get(_LAST_OFFICE)
        if place and "://" not in place and not Path(place).is_dir():
            raise KnownProblem(
                f"上次的办公室“{place}”不在了，可能被移走、改了名或在没有插上的盘里；"
                "请选它现在的文件夹，或选一个空文件夹新建。"
            )
        return place


def without_password(place: str) -> str:
    """An address to be remembered in a file anybody at this computer may read."""
    return re.sub(r"(://[^:/@]*):[^/]*@", r"\1@", place)


def _whole(place: str) -> str:
    """A folder by its whole path, because the next start may be from elsewhere."""
    return place if "://" in place else os.fspath(Path(place).expanduser().absolute())


def _new_office() -> str:
    """In 文档, else where no cloud takes the folder along."""
    from platformdirs import user_data_path, user_documents_path  # noqa: PLC0415 - a first start

    from db.places import shared_or_synced  # noqa: PLC0415 - as above

    documents = user_documents_path() / "治本"
    is_safe = not shared_or_synced(documents)
    return str(documents if is_safe else user_data_path("zhiben", False) / "office")
