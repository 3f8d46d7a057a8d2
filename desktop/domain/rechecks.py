"""复查意见 in words: what passed, what goes on to review, what must be put right still."""


def conclusion_words(passed: int, strict: int, failed: int) -> str:
    """The conclusion proposed for 复查意见书; ``strict`` of those passed wait for a review.

    Majors and whatever is under 停工 are closed only after the review (省厅通知第2项 审核把关).
    """
    parts = []
    if passed - strict:
        parts.append(f"{passed - strict}项合格，予以销号")
    if strict:
        parts.append(f"{strict}项合格，经审核后销号")
    if failed:
        parts.append(f"{failed}项不合格，继续整改")
    return "；".join(parts)
