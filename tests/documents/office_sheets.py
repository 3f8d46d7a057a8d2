"""Sheets of the visit and of the loop that the tests print: all names and firms invented."""

from datetime import date, datetime

from db.codes import AnswerValue
from desktop.app.clock import OFFICE_ZONE
from desktop.documents.closure_approval import ClosingHazard, ClosureApprovalSheet
from desktop.documents.inspection_approval import InspectionApprovalSheet, InspectionTarget
from desktop.documents.inspection_notice import InspectionNoticeSheet
from desktop.documents.interview_notice import Attendee, InterviewNoticeSheet
from desktop.documents.interview_record import InterviewRecordSheet, Measure
from desktop.documents.opinions import Opinion
from desktop.documents.recheck_opinion import RecheckedItem, RecheckOpinionSheet
from desktop.documents.resumption_notice import ResumedItem, ResumptionNoticeSheet
from desktop.documents.sheets import Companion
from desktop.documents.signatures import Ink
from desktop.documents.site_record import (
    AnsweredItem,
    AnsweredSection,
    AskedEnterprise,
    Evidence,
    SiteProblem,
    SiteRecordSheet,
    TickedMachine,
)
from desktop.documents.stop_order import StopOrderSheet
from tests.documents.sheets import CRITERIA, ITEMS, OFFICERS

BUREAU = "椰城县住房和城乡建设局"
PROJECT = "椰城滨海壹号（二期）"
CONTRACTOR = "海南椰城第一建筑工程有限公司"
CLIENT = "椰城滨海置业有限公司"
CONSULTANT = "海南椰城工程监理有限公司"
EXPERT = Companion("吴某", "椰城县建筑业协会", "专家")
BASIS = "《建设工程安全生产管理条例》第四十三条和《中华人民共和国安全生产法》第六十五条"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An hour of November 2026 in the office's zone."""
    return datetime(2026, 11, day, hour, minute, tzinfo=OFFICE_ZONE)


TARGETS = (
    InspectionTarget(CONTRACTOR, PROJECT, 2, 6),
    InspectionTarget(CLIENT, PROJECT, 1, None),
    InspectionTarget(CONSULTANT, PROJECT, None, 4),
)

APPROVAL = InspectionApprovalSheet(
    issuer=BUREAU,
    number="X建检审〔2026〕8号",
    source="2026年度监督检查计划（第二轮全覆盖排查）",
    basis=BASIS,
    targets=TARGETS,
    matters="施工安全管理、起重机械、脚手架、临时用电",
    first=date(2026, 11, 9),
    last=date(2026, 11, 20),
    inspectors=OFFICERS,
    kind="日常检查",
    way="现场检查",
    companions=(EXPERT,),
    check_code="HN-JC-20261109-0008",
    registered=True,
    handled=Opinion("拟同意，请审核。", "符某", date(2026, 11, 6)),
)

NOTICE_OF_CHECK = InspectionNoticeSheet(
    issuer=BUREAU,
    number="X建检通〔2026〕21号",
    targets=TARGETS,
    project=PROJECT,
    basis=BASIS,
    starts=at(10, 9),
    matters="施工安全管理、起重机械、脚手架、临时用电",
    inspectors=OFFICERS,
    issued=date(2026, 11, 9),
    place="椰城县滨海大道18号项目工地",
    companions=(EXPERT,),
    documents="专项施工方案、起重机械使用登记和检测报告、安全教育记录",
    approval_number="X建检审〔2026〕8号",
    check_code="HN-JC-20261109-0008",
    registered=False,
    hotline="0898-00000000",
)

STROKES = (((0.0, 0.0), (40.0, 12.0), (80.0, 4.0)), ((20.0, 30.0), (60.0, 28.0)))

RECORD = SiteRecordSheet(
    issuer=BUREAU,
    number="X建检录〔2026〕21号",
    project=PROJECT,
    started=at(10, 9, 5),
    ended=at(10, 11, 40),
    inspectors=OFFICERS,
    kind="监督检查",
    source="计划",
    place="椰城县滨海大道18号项目工地",
    parts=("3号楼主体", "塔式起重机", "5号楼卸料平台"),
    approval_number="X建检审〔2026〕8号",
    notice_number="X建检通〔2026〕21号",
    enterprises=(
        AskedEnterprise(CONTRACTOR, "施工单位", "陈𠮷（项目经理）"),
        AskedEnterprise(CONSULTANT, "监理单位", "林某（总监理工程师）"),
    ),
    companions=(EXPERT,),
    looked=("建筑起重机械及吊装工程", "高处作业"),
    not_looked=("基坑、边坡工程", "有限空间作业"),
    answers=(
        AnsweredSection(
            "建筑起重机械及吊装工程",
            "判定标准（2024版）",
            (
                AnsweredItem("塔机附着间距、悬高、垂直度", AnswerValue.FAIL, "第八条第（七）项"),
                AnsweredItem("验收合格并办理使用登记", AnswerValue.PASS, "第八条第（一）项"),
                AnsweredItem("群塔安全距离", AnswerValue.NOT_APPLICABLE, "第八条第（八）项"),
            ),
        ),
        AnsweredSection(
            "施工用电",
            "JGJ 59-2011",
            (AnsweredItem("配电箱与开关箱", AnswerValue.NOT_LOOKED, "表B.14", "下次检查"),),
        ),
    ),
    machines=(TickedMachine("塔式起重机", "琼A-T-00123", "QTZ80"),),
    problems=(
        SiteProblem(
            "塔式起重机附着间距为21.5米，超出使用说明书的规定。",
            "3号楼",
            f"{CRITERIA}第八条第（七）项",
            "停工",
        ),
        SiteProblem("二级配电箱未设围栏。", "", "JGJ 46-2005第8.1.3条", "当场改正"),
    ),
    handling="对3号楼塔式起重机责令停止使用，另行下达停工通知书。",
    statement="对检查情况无异议，立即整改。",
    evidence=(
        Evidence("3号楼塔机附着照片", at(10, 9, 42), "9b2f0c3c5d7e8f90"),
        Evidence("二级配电箱照片"),
    ),
    signatures=(Ink("韦𣈶", "2026年11月10日", STROKES),),
    chain_count=128,
    chain_head="9b2f0c3c5d7e8f90112233445566778899aabbccddeeff00112233445566778a",
)

STOP = StopOrderSheet(
    issuer=BUREAU,
    number="X建安停〔2026〕3号",
    addressee=CONTRACTOR,
    project=PROJECT,
    visited=date(2026, 11, 10),
    items=ITEMS[:2],
    whole=False,
    inspectors=OFFICERS,
    issued=date(2026, 11, 10),
    scope="3号楼塔式起重机的全部吊装作业",
    starts=at(10, 14),
    reason="塔式起重机附着不符合规定，有倾覆危险",
    due=date(2026, 11, 20),
    conditions=("附着装置整改完毕并经检测合格", "建设单位组织验收合格"),
    rechecked_by="韦𣈶、张𬱖",
    copied_to=(CLIENT, CONSULTANT),
    contact="0898-00000000",
)

OPINION = RecheckOpinionSheet(
    issuer=BUREAU,
    number="X建安复〔2026〕5号",
    addressee=CONTRACTOR,
    project=PROJECT,
    about_name="责令限期整改通知书",
    about_number="X建安整〔2026〕15号",
    rechecked=date(2026, 11, 11),
    way="现场复查",
    items=(
        RecheckedItem(ITEMS[0].description, True, "3号楼", "附着已整改，检测合格。"),
        RecheckedItem(ITEMS[1].description, False, "5号楼12层", "平台已拆除，尚未重新搭设。", 4),
    ),
    inspectors=OFFICERS,
    issued=date(2026, 11, 12),
    replied=date(2026, 11, 9),
    conclusion="1项合格，予以销号；1项不合格，继续整改",
    next_due=date(2026, 11, 19),
    contact="0898-00000000",
)

RESUMPTION = ResumptionNoticeSheet(
    issuer=BUREAU,
    number="X建安复工〔2026〕2号",
    addressee=CONTRACTOR,
    project=PROJECT,
    stop_number="X建安停〔2026〕3号",
    rechecked=date(2026, 11, 11),
    resumes=at(12, 8),
    issued=date(2026, 11, 12),
    stopped=date(2026, 11, 10),
    scope="3号楼塔式起重机的吊装作业",
    recheck_number="X建安复〔2026〕5号",
    items=(ResumedItem(ITEMS[0].description, "3号楼", "附着已整改，检测合格。"),),
    inspectors=OFFICERS,
    reviewer="符某",
)

CALL = InterviewNoticeSheet(
    issuer=BUREAU,
    number="X建安约〔2026〕4号",
    addressee=CONTRACTOR,
    reason="重大事故隐患逾期未整改",
    at=at(16, 15),
    place="椰城县住房和城乡建设局三楼会议室",
    issued=date(2026, 11, 12),
    project=PROJECT,
    invited=(Attendee("陈𠮷", "项目经理"), Attendee("", "法定代表人")),
    about_number="X建安整〔2026〕15号",
    points=("2项重大隐患超过整改期限未报告整改结果。", "项目经理连续两次检查不在岗。"),
    materials=("整改情况报告", "责任追究情况"),
    contact_person="符某",
    contact="0898-00000000",
)

TALK = InterviewRecordSheet(
    issuer=BUREAU,
    number="X建安约录〔2026〕4号",
    addressee=CONTRACTOR,
    started=at(16, 15),
    ended=at(16, 16, 20),
    place="椰城县住房和城乡建设局三楼会议室",
    host="符某",
    recorder="张𬱖",
    notice_number="X建安约〔2026〕4号",
    project=PROJECT,
    reason="重大事故隐患逾期未整改",
    points=CALL.points,
    own_side=(Attendee("韦𣈶", "监督员"),),
    other_side=(Attendee("陈𠮷", "项目经理", CONTRACTOR),),
    statement="对通报的问题没有异议，因材料未到场延误。",
    measures=(Measure("更换附着装置并检测", "陈𠮷", date(2026, 11, 20)),),
    feedback_due=date(2026, 11, 23),
)

CLOSURE = ClosureApprovalSheet(
    issuer=BUREAU,
    number="X建安销〔2026〕6号",
    project=PROJECT,
    hazards=(
        ClosingHazard(
            ITEMS[0].description,
            "3号楼",
            "重大",
            f"{CRITERIA}第八条第（七）项",
            date(2026, 11, 10),
            "附着装置已更换，第三方检测合格。",
        ),
    ),
    finders=OFFICERS[:1],
    recheckers=OFFICERS[1:],
    contractor=CONTRACTOR,
    ordered_number="X建安停〔2026〕3号",
    due=date(2026, 11, 20),
    replied=date(2026, 11, 11),
    rechecked=date(2026, 11, 11),
    recheck_number="X建安复〔2026〕5号",
    evidence=("整改前后照片6张", "检测报告"),
    recheck=Opinion("隐患已消除，拟予销号。", "张𬱖", date(2026, 11, 11)),
    review=Opinion(who="王某"),
    reviewer_unit="邻县住房和城乡建设局",
    outside=True,
)
