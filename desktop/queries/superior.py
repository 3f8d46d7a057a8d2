"""上级: whom the office reports to, and who signs what it reports."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.codes import CaseStep
from db.tables.issuing import Signatory
from db.tables.office import Office
from desktop.reference.regions import region


def superior_of(session: Session) -> str:
    """The 住建主管部门 above the office's region; empty where its region does not tell."""
    here = region(session.scalar(select(Office.region_code)) or "")
    while here is not None and here.parent:
        here = region(here.parent)
        if here is not None and here.bureau:
            return here.bureau
    return ""


def signer_on(session: Session, day: date) -> str:
    """Who signs papers on a day in his own right; empty where nobody is entered."""
    rows = select(Signatory.name).where(
        Signatory.step == CaseStep.SIGN, Signatory.holds_on(day), Signatory.deputy_for.is_(None)
    )
    return session.scalar(rows.order_by(Signatory.valid_from.desc()).limit(1)) or ""
