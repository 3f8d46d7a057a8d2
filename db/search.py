"""The one search box: a cache of titles and terms, kept up from the change log.

Chinese has no blanks, so a text is cut into its two-character terms; SQLite keeps them in a
contentless FTS5 table, PostgreSQL in a tsvector with a GIN index. The cache lies outside the
change log and can be built again from nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Index, Integer, delete, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import BIG, Base

_WORD = re.compile(r"[0-9a-z]+|[^\s0-9a-z]+")


class SearchEntry(Base):
    """One findable record: what the result list shows of it, and the words it is found by."""

    __tablename__ = "cache_search"
    __table_args__ = (
        Index("ix_cache_search_record", "entity", "record_id", unique=True),
        Index("ix_cache_search_initials", "initials"),
    )
    audited = False

    id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=True)
    entity: Mapped[str]
    record_id: Mapped[int] = mapped_column(BIG)
    title: Mapped[str]
    detail: Mapped[str]
    initials: Mapped[str]
    words: Mapped[str]


class SearchHead(Base):
    """How far the cache has read the change log."""

    __tablename__ = "cache_search_head"
    audited = False

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(BIG)


# The index proper differs by database; both are made by the first migration through these.
SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE cache_search_terms USING fts5"
    "(terms, content='', tokenize='unicode61 remove_diacritics 0', detail=none)"
)
POSTGRES_INDEX = (
    "CREATE TABLE cache_search_terms (rowid BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL)",
    "CREATE INDEX ix_cache_search_terms ON cache_search_terms USING GIN (terms)",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a record is found by: ``words`` are texts, ``initials`` the pinyin of its title."""

    entity: str
    record_id: int
    title: str
    detail: str
    initials: str
    words: str


def terms(words: str) -> list[str]:
    """Return the search terms of a text: Latin words and numbers whole, Chinese in twos.

    A Latin run also gives its own twos, so that the tail of a number or code is found.
    """
    found: dict[str, None] = {}
    for run in _WORD.findall(words.lower()):
        if len(run) == 1:
            found[run] = None
        for at in range(len(run) - 1):
            found[run[at : at + 2]] = None
    return list(found)


def _token(term: str) -> str:
    """Spell a term in letters that every tokenizer keeps whole."""
    return "x".join(f"{ord(sign):x}" for sign in term) + "z"


def _line(words: str) -> str:
    return " ".join(_token(term) for term in terms(words))


def put_entries(session: Session, entries: Sequence[Entry]) -> None:
    """Add or replace entries."""
    connection = session.connection()
    remove_entries(session, [(entry.entity, entry.record_id) for entry in entries])
    for entry in entries:
        result = connection.execute(
            insert(SearchEntry).values(
                entity=entry.entity,
                record_id=entry.record_id,
                title=entry.title,
                detail=entry.detail,
                initials=entry.initials,
                words=entry.words,
            )
        )
        _put_terms(connection, int(result.inserted_primary_key[0]), entry.words)  # type: ignore[index]


def remove_entries(session: Session, records: Iterable[tuple[str, int]]) -> None:
    """Forget records that are gone or about to be written anew."""
    connection = session.connection()
    for entity, record_id in records:
        here = (SearchEntry.entity == entity, SearchEntry.record_id == record_id)
        old = connection.execute(select(SearchEntry.id, SearchEntry.words).where(*here)).first()
        if old is None:
            continue
        _remove_terms(connection, int(old[0]), old[1])
        connection.execute(delete(SearchEntry).where(SearchEntry.id == old[0]))


def _put_terms(connection: Connection, key: int, words: str) -> None:
    if connection.dialect.name == "sqlite":
        sql = "INSERT INTO cache_search_terms (rowid, terms) VALUES (?, ?)"
        connection.exec_driver_sql(sql, (key, _line(words)))
    else:
        sql = "INSERT INTO cache_search_terms VALUES (%s, array_to_tsvector(%s::text[]))"
        connection.exec_driver_sql(sql, (key, terms(words)))


def _remove_terms(connection: Connection, key: int, words: str) -> None:
    if connection.dialect.name == "sqlite":
        # A contentless table of this age has no delete by row: it takes the old text back.
        sql = (
            "INSERT INTO cache_search_terms (cache_search_terms, rowid, terms)"
            " VALUES ('delete', ?, ?)"
        )
        connection.exec_driver_sql(sql, (key, _line(words)))
    else:
        connection.exec_driver_sql("DELETE FROM cache_search_terms WHERE rowid = %s", (key,))


def find(session: Session, query: str, limit: int) -> list[SearchEntry]:
    """Return the entries that hold every word of ``query``, titles that begin with it first."""
    wanted = [part for part in query.lower().split() if part]
    if not wanted:
        return []
    found = _by_initials(session, wanted, limit) if query.isascii() else []
    seen = {entry.id for entry in found}
    for entry in _by_terms(session, wanted, limit * 4):
        if entry.id not in seen and all(part in entry.words.lower() for part in wanted):
            found.append(entry)
    needle = query.strip().lower()
    found.sort(key=lambda e: (not e.title.lower().startswith(needle), len(e.title), e.title))
    return found[:limit]


def _by_initials(session: Session, wanted: list[str], limit: int) -> list[SearchEntry]:
    start = "".join(wanted)
    query = select(SearchEntry).where(SearchEntry.initials.contains(start)).limit(limit * 4)
    return list(session.scalars(query))


def _by_terms(session: Session, wanted: list[str], limit: int) -> list[SearchEntry]:
    needed = [term for part in wanted for term in terms(part)]
    connection = session.connection()
    if not needed:
        return []
    if connection.dialect.name == "sqlite":
        match = " AND ".join(f'"{_token(term)}"' for term in needed)
        sql = "SELECT rowid FROM cache_search_terms WHERE terms MATCH ? LIMIT ?"
        keys = connection.exec_driver_sql(sql, (match, limit)).scalars().all()
    else:
        match = " & ".join("'" + term.replace("'", "''") + "'" for term in needed)
        sql = "SELECT rowid FROM cache_search_terms WHERE terms @@ %s::tsquery LIMIT %s"
        keys = connection.exec_driver_sql(sql, (match, limit)).scalars().all()
    return list(session.scalars(select(SearchEntry).where(SearchEntry.id.in_(keys))))


def read_up_to(session: Session) -> int:
    """Return the number of the last change set the cache has read."""
    return int(session.scalar(select(SearchHead.n).where(SearchHead.id == 1)) or 0)


def set_read_up_to(session: Session, n: int) -> None:
    session.connection().execute(text("UPDATE cache_search_head SET n = :n WHERE id = 1"), {"n": n})
