"""Which layout each kind of paper has; the PDF says the same in its Subject."""

from collections.abc import Mapping

from db.codes import PaperKind
from desktop.documents.page import Form

_OTHERS: Mapping[PaperKind, Form] = {
    PaperKind.CIRCULAR: Form.DOCUMENT,
    PaperKind.ANNOUNCEMENT: Form.DOCUMENT,
    PaperKind.REPORT: Form.DOCUMENT,
    PaperKind.LETTER: Form.LETTER,
    PaperKind.REPLY_LETTER: Form.LETTER,
    PaperKind.MINUTES: Form.MINUTES,
    PaperKind.MONTH_REPORT: Form.REPORT,
    PaperKind.DOSSIER: Form.REPORT,
}


def format_of(kind: PaperKind | None) -> Form:
    """文件, 信函, 纪要, 报表 (booklets), else the 表单 of the 执法文书."""
    return Form.FORM if kind is None else _OTHERS.get(kind, Form.FORM)
