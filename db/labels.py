"""What a person knows a record by, from its raw row."""

from collections.abc import Mapping

from db.shape import Stored

_TELLING = (
    "number",
    "name",
    "title",
    "description",
    "item",
    "section",
    "key",
    "enterprise_text",  # before the code: that of a paper is a hash nobody knows it by
    "project_text",
    "code",
    "signer",
)
_LONGEST = 40


def label_of(row: Mapping[str, Stored]) -> str:
    """Return the first telling text of ``row``, or nothing."""
    for name in _TELLING:
        value = row.get(name)
        if isinstance(value, str) and value:
            return value[:_LONGEST]
    return ""
