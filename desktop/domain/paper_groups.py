"""How the papers an office chooses among are laid out: by the work they belong to."""

from collections.abc import Mapping

from db.codes import PaperKind

OTHERS = "其他"
PAPER_GROUPS: Mapping[str, tuple[PaperKind, ...]] = {
    "工程监督": (
        PaperKind.SUPERVISION_NOTICE,
        PaperKind.SUPERVISION_PLAN,
        PaperKind.BRIEFING_RECORD,
        PaperKind.SERVICE_ADDRESS,
        PaperKind.SUSPENSION_NOTICE,
        PaperKind.RESTART_NOTICE,
        PaperKind.TERMINATION_NOTICE,
    ),
    "督促处理": (
        PaperKind.URGING_NOTICE,
        PaperKind.LISTED_SUPERVISION_NOTICE,
        PaperKind.LISTED_SUPERVISION_RELEASE,
        PaperKind.INQUIRY_RECORD,
        PaperKind.REFERRAL,
        PaperKind.EXPOSURE_LIST,
    ),
    "公文": (
        PaperKind.LETTER,
        PaperKind.REPLY_LETTER,
        PaperKind.CIRCULAR,
        PaperKind.ANNOUNCEMENT,
        PaperKind.REPORT,
        PaperKind.MINUTES,
    ),
}


def group_of(kind: PaperKind) -> str:
    """The heading a kind stands under."""
    return next((name for name, kinds in PAPER_GROUPS.items() if kind in kinds), OTHERS)
