"""A trial: what is done inside is looked at and taken back, the files it would keep too."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session


class _Unkept:
    """Names bytes as the store of an office would, and keeps none."""

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
    info["files"] = _Unkept()
    try:
        yield
    finally:
        savepoint.rollback()
        info.pop("subject", None)
        info.update(kept)
