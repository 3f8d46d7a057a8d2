"""文书台账: papers of the past; a kind the program has no paper for keeps its own word."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from db.codes import Area, PaperKind, PaperState
from db.tables.papers import Paper
from desktop.domain.labels import label, labels_of
from desktop.domain.ledger import Severity
from desktop.domain.ledgers.papers import LEDGER
from desktop.usecases.imports.ground import Ground
from desktop.usecases.imports.importer import OWN, Entry, Facts, Importer, Refer, Rows, Work
from desktop.usecases.imports.references import chosen

_SIGNS = (
    ("纪要", PaperKind.MINUTES),
    ("通报", PaperKind.CIRCULAR),
    ("复函", PaperKind.REPLY_LETTER),
    ("函告", PaperKind.LETTER),
    ("曝光", PaperKind.EXPOSURE_LIST),
    ("解除挂牌", PaperKind.LISTED_SUPERVISION_RELEASE),
    ("解除督办", PaperKind.LISTED_SUPERVISION_RELEASE),
    ("挂牌督办", PaperKind.LISTED_SUPERVISION_NOTICE),
    ("移送", PaperKind.REFERRAL),
    ("催办", PaperKind.URGING_NOTICE),
    ("询问", PaperKind.INQUIRY_RECORD),
    ("复工", PaperKind.RESUMPTION_NOTICE),
    ("停工", PaperKind.STOP_ORDER),
    ("整改", PaperKind.RECTIFICATION_NOTICE),
    ("复查", PaperKind.RECHECK_OPINION),
    ("约谈记录", PaperKind.INTERVIEW_RECORD),
    ("约谈笔录", PaperKind.INTERVIEW_RECORD),
    ("约谈", PaperKind.INTERVIEW_NOTICE),
)
_VOID = "作废"


def paper_kind(text: str) -> PaperKind | None:
    """The kind an office's own word means; None for one the program does not write."""
    exact = {word: kind for kind, word in labels_of(PaperKind).items()}
    if text in exact:
        return PaperKind(exact[text])
    return next((kind for sign, kind in _SIGNS if sign in text), None)


def _held(ground: Ground, rows: Rows) -> dict[int, Facts]:
    held: dict[int, Facts] = {}
    every = select(Paper).where(Paper.number.is_not(None)).order_by(Paper.id)
    for query in chosen(every, Paper.number, rows, "number"):
        for row in ground.session.scalars(query):
            enterprise = row.enterprise_text or ground.enterprises.name(row.enterprise_id)
            held[row.id] = {
                "number": row.number,
                "kind": row.kind_text or (label(row.kind) if row.kind else None),
                "issued_on": row.issued_on,
                "project": row.project_text or ground.projects.name(row.project_id) or None,
                "enterprise": enterprise or None,
                "served_on": row.served_on,
                "state": row.state_text,
                OWN: not row.history,
            }
    return held


def _columns(work: Work, facts: Facts) -> dict[str, Any]:
    day, state = facts["issued_on"], facts["state"]
    return {
        "kind": paper_kind(facts["kind"]),
        "kind_text": facts["kind"],
        "number": facts["number"],
        "project_id": work.ground.projects.one(facts["project"]),
        "project_text": facts["project"],
        "enterprise_id": work.ground.enterprises.one(facts["enterprise"]),
        "enterprise_text": facts["enterprise"],
        "issued_on": day,
        "month": day.year * 100 + day.month,
        "served_on": facts["served_on"],
        "state": PaperState.VOIDED if state and _VOID in state else PaperState.IMPORTED,
        "state_text": state,
    }


def _store(work: Work, entries: Sequence[Entry]) -> None:
    brought = {"registered": False, "history": True, "entered_on": work.act.today}
    new = work.number(entries)
    work.insert(Paper, [{"id": e.id, **_columns(work, e.facts), **brought} for e in new])
    for entry in entries:
        if not entry.is_new:
            work.change(work.record(Paper, entry.id), _columns(work, entry.facts))


IMPORTER = Importer(
    LEDGER,
    Area.PAPERS,
    _held,
    _store,
    refers=(
        Refer(
            "project",
            lambda ground: ground.projects,
            "工程台账里没有“{}”，按名称录入，未关联工程",
            Severity.WARNING,
            linked=False,
        ),
        Refer(
            "enterprise",
            lambda ground: ground.enterprises,
            "企业台账里没有“{}”，按名称录入，未关联企业",
            Severity.WARNING,
            linked=False,
        ),
    ),
    own="这份文书是在本系统签发或登记的，以系统内记录为准，本行未改动它",
)
