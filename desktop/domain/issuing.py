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
    ``case_id`` is the draft that was approved, or whose approval has to follow (现场先发).
    """

    source: NumberSource = NumberSource.SERIES
    number: str = ""
    block_id: int | None = None
    case_id: int | None = None


AS_USUAL = Leave()


def check_released(kind: PaperKind, steps: int) -> None:
    """A kind with steps leaves on an approved draft only, or on one approved afterwards."""
    if steps:
        raise RuleViolation(f"{label(kind)}须先审批再签发（本单位设置），请点“送审”")
