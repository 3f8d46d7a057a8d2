"""Identity: site number x 2^44 + counter, handed out from one row a site.

Site 0 is the office; a copy that leaves the house gets a site of its own, so that the same id
lives on every PC, in packets, in frozen figures and in links. Sites stay below 512, which keeps
an id exact in JSON (2^53).
"""

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import BIG, Base
from db.driver import run

SITE_SPAN = 2**44
SITES = 512
#: single ids are taken from the row by the handful: a gap in ids harms nobody
_HANDFUL = 16


class SiteCounter(Base):
    """The next free counter of each site."""

    __tablename__ = "site_counter"
    audited = False

    site: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    next: Mapped[int] = mapped_column(BIG)


def new_ids(session: Session, count: int) -> range:
    """Return ``count`` consecutive fresh ids of this copy's site."""
    if count <= 0:
        return range(0)
    site: int = session.info.get("site", 0)
    sql = "UPDATE site_counter SET next = next + ? WHERE site = ? RETURNING next"
    ((after,),) = run(session.connection(), sql, (count, site))
    end = site * SITE_SPAN + int(after)
    return range(end - count, end)


def new_id(session: Session) -> int:
    """Return one fresh id, of those left over from an earlier commit first."""
    own: list[int] = session.info.setdefault("spare_ids", [])
    left: list[int] = session.info.get("left_ids", [])
    if not own:
        try:
            return left.pop()  # one step, because writers of one process may share the list
        except IndexError:
            own.extend(reversed(new_ids(session, _HANDFUL)))
    return own.pop()
