"""The papers of the visit and of the loop: right words, rooms for ink, wording and its fields."""

import io
from dataclasses import replace

import pdfplumber
import pytest

from desktop.documents import (
    closure_approval,
    inspection_approval,
    inspection_notice,
    interview_notice,
    interview_record,
    recheck_opinion,
    resumption_notice,
    site_record,
    stop_order,
)
from desktop.domain.labels import label
from desktop.reference.wording import wording
from tests.documents.office_sheets import (
    APPROVAL,
    CALL,
    CLOSURE,
    NOTICE_OF_CHECK,
    OPINION,
    RECORD,
    RESUMPTION,
    STOP,
    TALK,
)
from tests.documents.reading import BOTTOM, LEFT, RIGHT, TOP, body, pages, plumber_text, reach

ALL = [
    pytest.param(kind, sheet, id=kind.KIND.value)
    for kind, sheet in (
        (inspection_approval, APPROVAL),
        (inspection_notice, NOTICE_OF_CHECK),
        (site_record, RECORD),
        (stop_order, STOP),
        (recheck_opinion, OPINION),
        (resumption_notice, RESUMPTION),
        (interview_notice, CALL),
        (interview_record, TALK),
        (closure_approval, CLOSURE),
    )
]
TABLES = {
    "inspection_notice": {"本年检查次数"},
    "site_record": {"检查清单", "起重机械", "存在的问题", "陈述", "证据"},
    "stop_order": {"隐患清单"},
    "recheck_opinion": {"复查清单"},
    "resumption_notice": {"复查清单"},
    "interview_notice": {"约谈要点"},
    "interview_record": {"通报问题", "被约谈方陈述", "整改措施"},
}


@pytest.mark.parametrize(("kind", "sheet"), ALL)
def test_a_paper_says_its_name_its_number_and_nothing_of_the_program(kind, sheet):
    words = plumber_text(kind.render(sheet))
    assert label(kind.KIND) in words
    assert sheet.number in words
    assert "None" not in words
    assert "{" not in words


@pytest.mark.parametrize(("kind", "sheet"), ALL)
def test_everything_stands_in_the_type_area_and_nothing_lies_over_another(kind, sheet):
    data = kind.render(sheet)
    for text, left, right in reach(data):
        assert left >= LEFT - 0.1, text
        assert right <= RIGHT + 0.1, text
    for page in pages(data):
        for char in body(page):
            assert char.top + char.size <= BOTTOM + 1.2, char
        assert min(char.top for char in body(page)) >= TOP - 0.1
        seen = {(round(c.x0), round(c.top)) for c in page if c.text.strip()}
        assert len(seen) == len([c for c in page if c.text.strip()])


@pytest.mark.parametrize(("kind", "sheet"), ALL)
def test_the_words_may_name_just_what_the_paper_fills_in(kind, sheet):
    declared = set(wording(kind.KIND.value).fields)
    filled = set(kind.wording_fields(sheet)) | TABLES.get(kind.KIND.value, set())
    assert filled == declared


@pytest.mark.parametrize(
    ("kind", "sheet", "told"),
    [
        (
            inspection_approval,
            APPROVAL,
            ("韦𣈶（执法证号HN46902301）", "2次", "6次", "未设上限", "HN-JC-20261109-0008"),
        ),
        (
            inspection_notice,
            NOTICE_OF_CHECK,
            ("2026年11月10日9时", "—", "未设上限", "省系统未登记", "申请检查人员回避"),
        ),
        (
            site_record,
            RECORD,
            (
                "2026年11月10日9时5分至11时40分",
                "未查内容。基坑、边坡工程、有限空间作业",
                "琼A-T-00123",
                "无拍摄信息",
                "第128个变更集",
            ),
        ),
        (
            stop_order,
            STOP,
            (
                "局部停工（3号楼塔式起重机的全部吊装作业）",
                "自2026年11月10日14时起停止施工",
                "1.附着装置整改完毕并经检测合格；2.建设单位组织验收合格",
            ),
        ),
        (recheck_opinion, OPINION, ("X建安整〔2026〕15号", "合格", "不合格", "2026年11月19日")),
        (resumption_notice, RESUMPTION, ("X建安停〔2026〕3号", "2026年11月12日8时")),
        (interview_notice, CALL, ("2026年11月16日15时", "陈𠮷（项目经理）、法定代表人")),
        (interview_record, TALK, ("符某", "更换附着装置并检测", "2026年11月23日")),
        (closure_approval, CLOSURE, ("审核人单位：邻县住房和城乡建设局", "王某", "检测报告")),
    ],
    ids=lambda value: getattr(value, "KIND", None) and value.KIND.value,
)
def test_a_paper_says_what_it_is_for(kind, sheet, told):
    words = plumber_text(kind.render(sheet)).replace(" ", "")
    for said in told:
        assert said.replace(" ", "") in words, said


def test_a_drawn_signature_stands_in_its_room_and_others_leave_room_for_ink():
    def slanted(sheet):
        with pdfplumber.open(io.BytesIO(site_record.render(sheet))) as opened:
            return [
                line
                for page in opened.pages
                for line in page.lines
                if abs(line["x0"] - line["x1"]) > 1 and abs(line["top"] - line["bottom"]) > 1
            ]

    drawn = slanted(RECORD)
    assert len(drawn) == 3
    assert all(LEFT + 80 * 72 / 25.4 <= line["x0"] <= RIGHT for line in drawn)
    assert slanted(replace(RECORD, signatures=())) == []
