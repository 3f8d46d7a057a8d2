"""修改设置: settings are written only as the program declares them."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.office import Setting
from desktop.documents.own_fonts import own_fonts
from desktop.domain.settings import check_setting, setting
from desktop.usecases.done import Done
from desktop.usecases.press import FONT_FOLDER


@dataclass(frozen=True)
class ChangeSettings:
    """Settings by their keys; None takes one back to what the program supplies."""

    values: tuple[tuple[str, str | None], ...]


def change_settings(session: Session, command: ChangeSettings, act: Act) -> Done[int]:
    """Write what differs; how many settings that were."""
    held = {row.key: row for row in session.scalars(select(Setting))}
    changed = []
    for key, value in command.values:
        check_setting(key, value)
        if key == FONT_FOLDER and value:
            own_fonts(Path(value.strip()))
        if value == (held[key].value if key in held else None):
            continue
        changed.append(setting(key).title)
        if value is None:
            session.delete(held[key])
        elif key in held:
            held[key].value = value
        else:
            session.add(Setting(key=key, value=value))
    about(session, "、".join(changed))
    return Done(len(changed), frozenset({Area.OFFICE}))
