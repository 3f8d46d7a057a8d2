"""A trial: what is done inside is looked at and taken back, the files it would keep too."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from db.files import FileStore


class _Unkept:
    """Reads the office's files; what is put is named as its store would, and not kept."""

    def __init__(self, files: FileStore) -> None:
        self.get, self.suffix = files.get, files.suffix

    def put(self, content: bytes, _suffix: str) -> str:
        return hashlib.sha256(content).hexdigest()


@contextmanager
def trial(session: Session) -> Iterator[None]:
    """Take back whatever the block wrote, whether it succeeds or is refused.

    The subject of the change set is the caller's again; numbers drawn inside are free again.
    """
    info = session.info
    kept = {name: info[name] for name in ("files", "subject") if name in info}
    savepoint = session.begin_nested()
    info["files"] = _Unkept(info["files"])
    try:
        yield
    finally:
        savepoint.rollback()
        info.pop("subject", None)
        info.update(kept)
