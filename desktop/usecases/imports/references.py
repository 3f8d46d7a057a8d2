"""The columns of several ledgers that name a project or an enterprise."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select

from desktop.domain.ledger import Severity
from desktop.usecases.imports.importer import Refer, Rows

_SOME = 500
BETWEEN = "、"

PROJECT = Refer(
    "project", lambda ground: ground.projects, "工程台账里没有“{}”，请先登记工程或核对名称"
)
ENTERPRISE = Refer(
    "enterprise", lambda ground: ground.enterprises, "企业台账里没有“{}”，请先登记企业或核对名称"
)


def party(column: str) -> Refer:
    """A party of a project: unknown, it is a warning and the name stays as written."""
    unknown = "企业台账里没有“{}”，按名称录入，未关联企业"
    return Refer(column, lambda g: g.enterprises, unknown, Severity.WARNING, linked=False)


def chosen(
    query: Select[*tuple[Any, ...]], named: Any, rows: Rows, column: str
) -> Iterator[Select[*tuple[Any, ...]]]:
    """The query, narrowed to what the rows name in that column; without rows, all of it.

    Some hundred ids at a time, as many as a statement takes.
    """
    if rows is None:
        yield query
        return
    ids = sorted({facts[column] for facts in rows if facts[column] is not None})
    for at in range(0, len(ids), _SOME):
        yield query.where(named.in_(ids[at : at + _SOME]))


def people_of(text: str | None) -> tuple[str, ...] | None:
    """Names of persons as a ledger reads them, from how the record keeps them."""
    return tuple(text.split(BETWEEN)) if text else None
