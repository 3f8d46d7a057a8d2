"""文书台账: which kind of ours an office's own word for a paper means."""

import pytest

from db.codes import PaperKind
from desktop.usecases.imports.papers import paper_kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("责令限期整改通知书", PaperKind.RECTIFICATION_NOTICE),
        ("停工整改通知书", PaperKind.STOP_ORDER),
        ("停工项复工通知书", PaperKind.RESUMPTION_NOTICE),
        ("局部停工通知单", PaperKind.STOP_ORDER),
        ("约谈通知", PaperKind.INTERVIEW_NOTICE),
        ("约谈会议纪要", PaperKind.MINUTES),
        ("安全生产情况通报", PaperKind.CIRCULAR),
        ("整改不力通报", PaperKind.CIRCULAR),
        ("函告", PaperKind.LETTER),
        ("重大隐患挂牌督办通知", PaperKind.LISTED_SUPERVISION_NOTICE),
        ("解除挂牌督办通知", PaperKind.LISTED_SUPERVISION_RELEASE),
        ("案件移送函", PaperKind.REFERRAL),
        ("催办函", PaperKind.URGING_NOTICE),
        ("曝光台清单", PaperKind.EXPOSURE_LIST),
        ("会议通知", None),
    ],
)
def test_a_kind_by_the_offices_own_word(word, kind):
    assert paper_kind(word) is kind
