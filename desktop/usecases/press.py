"""Printing as the office has set it: followed after every write, and when an office is opened."""

import logging

from sqlalchemy.orm import Session

from db.act import Act
from db.codes import Area
from desktop.documents.press import Press, use_press
from desktop.domain.errors import KnownProblem
from desktop.queries.settings import flag_setting, words_setting
from desktop.usecases.done import Done

FONT_FOLDER, MIRRORED = "paper.font_folder", "paper.mirrored"
_LOG = logging.getLogger(__name__)


def follow_press(session: Session, changed: frozenset[Area], _act: Act) -> Done[bool]:
    """Print from now on as the settings say; there is never more to do."""
    if Area.OFFICE in changed:
        set_press(session)
    return Done(False)


def set_press(session: Session) -> None:
    """Fonts that are gone from this computer stop no paper: ours are used, and the log says so."""
    wanted = Press(words_setting(session, FONT_FOLDER).strip(), flag_setting(session, MIRRORED))
    try:
        use_press(wanted)
    except KnownProblem as problem:
        _LOG.warning("%s", problem.sentence)
