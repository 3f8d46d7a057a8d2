"""The same papers at their shortest and at their longest."""

from dataclasses import replace
from datetime import date

from db.codes import AnswerValue
from desktop.documents.closure_approval import ClosingHazard, ClosureApprovalSheet
from desktop.documents.inspection_approval import InspectionApprovalSheet, InspectionTarget
from desktop.documents.inspection_notice import InspectionNoticeSheet
from desktop.documents.interview_notice import Attendee, InterviewNoticeSheet
from desktop.documents.interview_record import InterviewRecordSheet, Measure
from desktop.documents.opinions import Opinion
from desktop.documents.recheck_opinion import RecheckedItem, RecheckOpinionSheet
from desktop.documents.rectification_notice import RectificationItem
from desktop.documents.resumption_notice import ResumedItem, ResumptionNoticeSheet
from desktop.documents.sheets import Officer
from desktop.documents.site_record import (
    AnsweredItem,
    AnsweredSection,
    Evidence,
    SiteProblem,
    SiteRecordSheet,
    TickedMachine,
)
from desktop.documents.stop_order import StopOrderSheet
from tests.documents import office_sheets as full

DAY = date(2026, 11, 10)
TWO = (Officer("王安"), Officer("李全"))
ONE = InspectionTarget("甲公司")

BARE = {
    "inspection_approval": InspectionApprovalSheet(
        "乙县住建局", "", "计划", "条例", (ONE,), "安全", DAY, DAY, TWO
    ),
    "inspection_notice": InspectionNoticeSheet(
        "乙县住建局", "", (ONE,), "丙工程", "条例", DAY, "安全", TWO, DAY
    ),
    "site_record": SiteRecordSheet("乙县住建局", "", "丙工程", DAY, TWO),
    "stop_order": StopOrderSheet(
        "乙县住建局",
        "",
        "甲公司",
        "丙工程",
        DAY,
        (RectificationItem("临边无防护。"),),
        True,
        TWO,
        DAY,
    ),
    "recheck_opinion": RecheckOpinionSheet(
        "乙县住建局",
        "",
        "甲公司",
        "丙工程",
        "停工通知书",
        "1号",
        DAY,
        "现场复查",
        (RecheckedItem("临边无防护。", True),),
        TWO,
        DAY,
    ),
    "resumption_notice": ResumptionNoticeSheet(
        "乙县住建局", "", "甲公司", "丙工程", "1号", DAY, DAY, DAY
    ),
    "interview_notice": InterviewNoticeSheet(
        "乙县住建局", "", "甲公司", "整改迟缓", DAY, "局会议室", DAY
    ),
    "interview_record": InterviewRecordSheet(
        "乙县住建局", "", "甲公司", DAY, "局会议室", "王安", ("整改迟缓。",)
    ),
    "closure_approval": ClosureApprovalSheet(
        "乙县住建局", "", "丙工程", (ClosingHazard("临边无防护。"),), TWO, TWO
    ),
}

ROW = "脚手架连墙件整层缺失，经现场核查属实，"
WHOLE = (ROW * 120)[:2000]
"""2,000 characters: what a pasted description may be."""


def _each(count: int) -> list[str]:
    return [f"第{number}处：{ROW}请立即整改。" for number in range(1, count + 1)]


LONG = {
    "inspection_approval": replace(
        full.APPROVAL,
        targets=tuple(
            InspectionTarget(f"海南椰城第{number}建筑工程有限责任公司", full.PROJECT, number, 6)
            for number in range(1, 61)
        ),
        urgent_reason=WHOLE[:300],
        urgent_at=full.at(10, 9),
        urgent_reported_to="王某（分管负责人）",
        handled=Opinion(WHOLE[:400], "符某", DAY),
    ),
    "inspection_notice": replace(
        full.NOTICE_OF_CHECK,
        matters=WHOLE[:600],
        documents=WHOLE[:600],
        prohibitions="一不得甲；二不得乙；三不得丙。",
    ),
    "site_record": replace(
        full.RECORD,
        answers=tuple(
            AnsweredSection(
                f"检查表{section}",
                "JGJ 59-2011",
                tuple(
                    AnsweredItem(title[:20], AnswerValue.PASS, f"表B.{section}第{number}项", "说明")
                    for number, title in enumerate(_each(10), start=1)
                ),
            )
            for section in range(1, 9)
        ),
        machines=tuple(
            TickedMachine("塔式起重机", f"琼A-T-{number:05}") for number in range(1, 21)
        ),
        problems=tuple(SiteProblem(text, "3号楼", "第八条", "限期整改") for text in _each(60)),
        statement=WHOLE,
        evidence=tuple(Evidence(f"照片{number}.jpg") for number in range(1, 41)),
        handling=f"{WHOLE[:300]}。\n另行下达责令限期整改通知书。",
        refusal="项目经理拒绝签名，未说明理由",
        witness="符某",
    ),
    "stop_order": replace(
        full.STOP,
        items=tuple(
            RectificationItem(text, "3号楼", full.CRITERIA, "立即整改。") for text in _each(12)
        ),
        reason=WHOLE,
        remedy="另行告知。",
    ),
    "recheck_opinion": replace(
        full.OPINION,
        items=tuple(RecheckedItem(text, True, "3号楼", WHOLE[:60]) for text in _each(12)),
    ),
    "resumption_notice": replace(
        full.RESUMPTION, items=tuple(ResumedItem(text, "3号楼", WHOLE[:60]) for text in _each(12))
    ),
    "interview_notice": replace(
        full.CALL,
        points=tuple(_each(12)),
        invited=tuple(Attendee(f"林{number}", "项目经理", "甲公司") for number in range(1, 13)),
        copied_to=tuple(f"海南椰城第{number}建筑工程有限公司" for number in range(1, 13)),
    ),
    "interview_record": replace(
        full.TALK,
        points=tuple(_each(12)),
        statement=WHOLE,
        measures=tuple(Measure(text, "陈𠮷", DAY) for text in _each(12)),
        other_side=tuple(Attendee(f"林{number}", "项目经理") for number in range(1, 7)),
    ),
    "closure_approval": replace(
        full.CLOSURE,
        hazards=tuple(
            ClosingHazard(text, "3号楼", "重大", full.CRITERIA, DAY, WHOLE[:60])
            for text in _each(12)
        ),
        recheck=Opinion(WHOLE, "张𬱖", DAY),
    ),
}
