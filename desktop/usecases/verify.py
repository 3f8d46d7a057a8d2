"""核验: the record, its files and its chain against the change log."""

from sqlalchemy.orm import Session

from db.act import Act
from db.session import files_of
from db.verify import Wrong, WrongFile, sweep, verify
from desktop.usecases.derived import CHECKS
from desktop.usecases.done import Done


def verify_office(session: Session) -> tuple[Wrong | WrongFile, ...]:
    """Everything that is wrong, by record and by file: a query."""
    return tuple(verify(session, files_of(session), CHECKS))


def sweep_files(session: Session, command: None, act: Act) -> Done[int]:
    """Remove the files no record names, which a stop between file and commit leaves behind."""
    return Done(sweep(session, files_of(session)))
