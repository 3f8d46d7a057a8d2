"""Every kind of paper has words that name only its own fields, and articles that are listed."""

import pytest

from db.codes import PaperKind
from desktop.domain.labels import label
from desktop.domain.papers import check_wording, fill_wording
from desktop.reference.rules import laws
from desktop.reference.wording import wording


@pytest.mark.parametrize("kind", PaperKind)
def test_seed_of_every_kind(kind: PaperKind) -> None:
    seed = wording(kind)
    assert seed.title == label(kind)
    check_wording(seed.body, seed.fields)
    known = tuple(law.short for law in laws())
    assert all(article.startswith(known) for article in seed.basis)
    # With every field empty, no line that hangs on one is left with its bare words.
    assert "：。" not in fill_wording(seed.body, {})


def test_official_passages_wait_for_their_text() -> None:
    waiting = {
        (kind.value, block.name)
        for kind in PaperKind
        for block in wording(kind).blocks
        if not block.entered
    }
    assert waiting == {
        ("inspection_notice", "五个严禁告知"),
        ("rectification_notice", "救济告知"),
        ("stop_order", "救济告知"),
        ("listed_supervision_notice", "救济告知"),
    }
    for kind, _ in waiting:
        assert all(block.status == "待录入原文" and block.source for block in wording(kind).blocks)


def test_a_notice_reads_as_one() -> None:
    text = fill_wording(
        wording("rectification_notice").body,
        {
            "被通知单位": "示例建设有限公司",
            "工程名称": "示例小学",
            "检查日期": "2026年10月8日",
            "我单位": "我局",
            "整改期限": "2026年10月20日（含当日）",
        },
    )
    assert text.startswith("示例建设有限公司：\n2026年10月8日，我局监督人员")
    assert "于2026年10月20日（含当日）前整改完毕" in text
    assert "抄送" not in text
