"""list: what is declared, and the working days of a year."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from db.codes import PaperKind
from desktop.app.command import Answer, Desk
from desktop.app.parser import WrongUsage
from desktop.domain.calendar import WorkCalendar
from desktop.domain.labels import labels_of
from desktop.domain.ledgers.all import LEDGERS
from desktop.reference.holidays import year_tables
from desktop.reference.notice import notice
from desktop.reference.rules import rules
from desktop.reference.wording import wording

Topic = Callable[[argparse.Namespace], Answer]


def _declared(rows: list[dict[str, Any]]) -> Answer:
    """Rows of code, name and article, whatever else they hold."""
    lines = tuple(f"{row['code']}  {row['name']}  {row['article'] or ''}".rstrip() for row in rows)
    return Answer(rows, lines)


def _ledgers(_given: argparse.Namespace) -> Answer:
    return _declared(
        [
            {
                "code": ledger.key,
                "name": ledger.title,
                "article": None,
                "columns": [
                    {
                        "field": column.key,
                        "header": column.title,
                        "aliases": list(column.aliases),
                        "required": column.required,
                    }
                    for column in ledger.columns
                ],
            }
            for ledger in LEDGERS
        ]
    )


def _tasks(_given: argparse.Namespace) -> Answer:
    return _declared(
        [
            {
                "code": task.code,
                "name": task.title,
                "article": task.article,
                "group": task.group,
                "due": task.due.isoformat() if task.due else None,
            }
            for task in notice().tasks
        ]
    )


def _figures(_given: argparse.Namespace) -> Answer:
    from desktop.queries.figures.catalogue import FIGURES  # noqa: PLC0415 - brings SQLAlchemy

    return _declared(
        [
            {
                "code": figure.code,
                "name": figure.name,
                "article": figure.article,
                "unit": figure.unit,
                "definition": figure.definition,
            }
            for figure in FIGURES
        ]
    )


def _papers(_given: argparse.Namespace) -> Answer:
    return _declared(
        [
            {"code": kind.value, "name": word, "article": "；".join(wording(kind.value).basis)}
            for kind, word in labels_of(PaperKind).items()
        ]
    )


def _rules(_given: argparse.Namespace) -> Answer:
    return _declared(
        [
            {
                "code": rule.code,
                "name": rule.name,
                "article": rule.article,
                "active": rule.active,
                "note": rule.note,
            }
            for rule in rules()
        ]
    )


def _workdays(given: argparse.Namespace) -> Answer:
    if given.year is None:
        raise WrongUsage("list workdays 要用 --year 指明年份，如 --year 2026")
    days = [day.isoformat() for day in WorkCalendar(year_tables()).workdays(given.year)]
    return Answer(days, (*days, f"{given.year} 年共 {len(days)} 个工作日"))


TOPICS: Mapping[str, Topic] = {
    "tasks": _tasks,
    "figures": _figures,
    "papers": _papers,
    "ledgers": _ledgers,
    "rules": _rules,
    "workdays": _workdays,
}


def run(given: argparse.Namespace, _desk: Desk) -> Answer:
    return TOPICS[given.topic](given)
