"""通知节点: the office says which dated nodes of the notice it has met; who and when is kept."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area
from db.tables.office import Setting
from desktop.domain.errors import RuleViolation
from desktop.queries.countdown import NODES_MET, met_nodes, notice_nodes
from desktop.usecases.done import Done


@dataclass(frozen=True)
class ConfirmNodes:
    """All nodes that are met, by their codes."""

    met: frozenset[str]


def confirm_nodes(session: Session, command: ConfirmNodes, act: Act) -> Done[int]:
    """Keep what is met; how many nodes changed."""
    known = {node.code: node.text for node in notice_nodes(session, act.today)}
    strange = sorted(command.met - known.keys())
    if strange:
        raise RuleViolation(f"通知里没有“{strange[0]}”这个节点")
    changed = command.met ^ met_nodes(session)
    if not changed:
        return Done(0)
    words = " ".join(sorted(command.met))
    row = session.scalar(select(Setting).where(Setting.key == NODES_MET))
    if row is None:
        session.add(Setting(key=NODES_MET, value=words))
    else:
        row.value = words
    about(session, "；".join(known[code] for code in sorted(changed))[:200])
    return Done(len(changed), frozenset({Area.OFFICE}))
