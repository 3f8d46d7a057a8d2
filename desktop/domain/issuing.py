"""发文: by whose approval a paper leaves, and where its number comes from.

How many steps a kind passes is the office's own rule (依据：本单位设置); 国家行政机关公文处理 asks
审核 and 签发 of every 公文.
"""

from dataclasses import dataclass

from db.codes import NumberSource, PaperKind
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label


@dataclass(frozen=True)
class Leave:
    """How one paper leaves the office.

    ``number`` is typed from another register (EXTERNAL), or is one of block ``block_id`` (BLOCK).
    ``case_id`` is the approved draft; ``afterwards`` the reason to issue first and approve later.
    """

    source: NumberSource = NumberSource.SERIES
    number: str = ""
    block_id: int | None = None
    case_id: int | None = None
    afterwards: str = ""


AS_USUAL = Leave()


def check_released(kind: PaperKind, steps: int, leave: Leave) -> None:
    """A kind with steps leaves on an approved draft, or on the spot with its reason."""
    if steps and leave.case_id is None and not leave.afterwards.strip():
        raise RuleViolation(f"{label(kind)}须先审批再签发（本单位设置），请点“送审”")
