"""核验 as a query: the record, its files and its chain against the change log."""

from sqlalchemy.orm import Session

from db.session import files_of
from db.verify import Wrong, WrongFile, verify


def verify_office(session: Session) -> tuple[Wrong | WrongFile, ...]:
    """Everything that is wrong, by record and by file."""
    return tuple(verify(session, files_of(session)))
