"""The one search box: a cache of titles and terms, kept up from the change log.

Chinese has no blanks, so a text is cut into its two-character terms; SQLite keeps them in a
contentless FTS5 table, PostgreSQL in a tsvector with a GIN index. The cache lies outside the
change log and can be built again from nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import (
    Connection,
    Index,
    Integer,
    Subquery,
    case,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import BIG, Base

_AT_ONCE = 500
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
    """How far the cache has read the change log: the last change it took in."""

    __tablename__ = "cache_search_head"
    audited = False

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(BIG)
    position: Mapped[int] = mapped_column(Integer, server_default=text("0"))


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


@lru_cache(maxsize=1 << 16)
def _token(term: str) -> str:
    """Spell a term in letters that every tokenizer keeps whole."""
    return "x".join(f"{ord(sign):x}" for sign in term) + "z"


def _line(words: str) -> str:
    return " ".join(map(_token, terms(words)))


def put_entries(session: Session, entries: Sequence[Entry]) -> None:
    """Add or replace entries, many at a time; of two for one record the later holds."""
    wanted = list({(entry.entity, entry.record_id): entry for entry in entries}.values())
    remove_entries(session, [(entry.entity, entry.record_id) for entry in wanted])
    if not wanted:
        return
    # Ids are taken here, not by the table: one writer at a time, and many rows in one statement.
    first = (session.scalar(select(func.max(SearchEntry.id))) or 0) + 1
    rows = [
        {
            "id": key,
            "entity": entry.entity,
            "record_id": entry.record_id,
            "title": entry.title,
            "detail": entry.detail,
            "initials": entry.initials,
            "words": entry.words,
        }
        for key, entry in enumerate(wanted, first)
    ]
    connection = session.connection()
    connection.execute(insert(SearchEntry), rows)
    _put_terms(connection, [(key, entry.words) for key, entry in enumerate(wanted, first)])


def remove_entries(session: Session, records: Iterable[tuple[str, int]]) -> None:
    """Forget records that are gone or about to be written anew."""
    by_entity: dict[str, list[int]] = {}
    for entity, record_id in records:
        by_entity.setdefault(entity, []).append(record_id)
    for entity, ids in by_entity.items():
        for at in range(0, len(ids), _AT_ONCE):
            _remove(session.connection(), entity, ids[at : at + _AT_ONCE])


def _remove(connection: Connection, entity: str, ids: list[int]) -> None:
    here = (SearchEntry.entity == entity, SearchEntry.record_id.in_(ids))
    old = connection.execute(select(SearchEntry.id, SearchEntry.words).where(*here)).all()
    if old:
        _remove_terms(connection, [(int(row[0]), row[1]) for row in old])
        connection.execute(delete(SearchEntry).where(*here))


def _put_terms(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    if connection.dialect.name == "sqlite":
        sql = "INSERT INTO cache_search_terms (rowid, terms) VALUES (?, ?)"
        connection.exec_driver_sql(sql, [(key, _line(words)) for key, words in rows])
    else:
        sql = "INSERT INTO cache_search_terms VALUES (%s, array_to_tsvector(%s::text[]))"
        connection.exec_driver_sql(sql, [(key, terms(words)) for key, words in rows])


def _remove_terms(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    if connection.dialect.name == "sqlite":
        # A contentless table of this age has no delete by row: it takes the old text back.
        sql = (
            "INSERT INTO cache_search_terms (cache_search_terms, rowid, terms)"
            " VALUES ('delete', ?, ?)"
        )
        connection.exec_driver_sql(sql, [(key, _line(words)) for key, words in rows])
    else:
        keys = [(key,) for key, _ in rows]
        connection.exec_driver_sql("DELETE FROM cache_search_terms WHERE rowid = %s", keys)


def find(session: Session, query: str, limit: int) -> list[SearchEntry]:
    """Return the entries that hold every word of ``query``, titles that begin with it first."""
    wanted = [part for part in query.lower().split() if part]
    if not wanted:
        return []
    found = {entry.id: entry for entry in _by_terms(session, wanted, limit)}
    if query.isascii():
        found |= {entry.id: entry for entry in _by_initials(session, wanted, limit)}
    needle = query.strip().lower()
    initials = "".join(wanted)
    best = sorted(found.values(), key=lambda entry: _rank(entry, needle, initials))
    return best[:limit]


def _rank(entry: SearchEntry, needle: str, initials: str) -> tuple[bool, bool, int, str]:
    is_named = entry.title.lower().startswith(needle)
    is_read_so = any(read.startswith(initials) for read in entry.initials.split())
    return (not (is_named or is_read_so), needle not in entry.title.lower(), *_short(entry))


def _short(entry: SearchEntry) -> tuple[int, str]:
    return len(entry.title), entry.title


def _by_initials(session: Session, wanted: list[str], limit: int) -> Iterable[SearchEntry]:
    start = "".join(wanted)
    query = select(SearchEntry).where(SearchEntry.initials.contains(start, autoescape=True))
    begins = case((SearchEntry.initials.startswith(start, autoescape=True), 0), else_=1)
    shortest = func.length(SearchEntry.title)
    return session.scalars(query.order_by(begins, shortest, SearchEntry.id).limit(limit))


def _by_terms(session: Session, wanted: list[str], limit: int) -> Iterable[SearchEntry]:
    """The index says where all the twos stand, the words themselves whether they stand so.

    A sign alone may stand inside a longer run, where it has no term: only the words tell.
    """
    needed = dict.fromkeys(term for part in wanted for term in terms(part) if len(term) > 1)
    query = select(SearchEntry)
    if needed:
        rows = _rows_with(session, list(needed))
        query = query.join(rows, rows.c.rowid == SearchEntry.id)
    for part in wanted:
        query = query.where(func.lower(SearchEntry.words).contains(part, autoescape=True))
    begins = case(
        (func.lower(SearchEntry.title).startswith(wanted[0], autoescape=True), 0), else_=1
    )
    shortest = func.length(SearchEntry.title)
    return session.scalars(query.order_by(begins, shortest, SearchEntry.id).limit(limit))


def _rows_with(session: Session, needed: list[str]) -> Subquery:
    """Return the rows of the index that hold all these terms."""
    if session.get_bind().dialect.name == "sqlite":
        match = text("SELECT rowid FROM cache_search_terms WHERE cache_search_terms MATCH :match")
        asked = " AND ".join(f'"{_token(term)}"' for term in needed)
    else:
        match = text("SELECT rowid FROM cache_search_terms WHERE terms @@ CAST(:match AS tsquery)")
        asked = " & ".join("'" + _quoted(term) + "'" for term in needed)
    return match.columns(rowid=BIG).bindparams(match=asked).subquery()


def _quoted(term: str) -> str:
    """A term inside the quotes of a tsquery, where two signs have a meaning of their own."""
    return term.replace("\\", "\\\\").replace("'", "''")


def read_up_to(session: Session) -> tuple[int, int]:
    """Return the number of the change set, and the place in it, of the last change read."""
    head = session.execute(select(SearchHead.n, SearchHead.position)).first()
    return (int(head.n), int(head.position)) if head else (0, 0)


def set_read_up_to(session: Session, n: int, position: int) -> None:
    values = {"n": n, "position": position}
    session.connection().execute(update(SearchHead).where(SearchHead.id == 1).values(values))


def titles(session: Session, entity: str, ids: Sequence[int]) -> dict[int, str]:
    """Return the titles these records are found by until now."""
    query = select(SearchEntry.record_id, SearchEntry.title)
    query = query.where(SearchEntry.entity == entity, SearchEntry.record_id.in_(ids))
    return {row.record_id: row.title for row in session.execute(query)}
