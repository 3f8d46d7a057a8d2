"""The Chinese words of the trade, each written once: for every code and every verb.

Labels are kept by enum, not in one dict of all members: members of two enums with the same
stored value are equal as strings (``HazardState.ORDERED == Outcome.ORDERED``).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from db import codes

_Code = TypeVar("_Code", bound=StrEnum)


LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    codes.Area: {
        codes.Area.OFFICE: "本单位",
        codes.Area.ENTERPRISES: "企业",
        codes.Area.INSPECTORS: "监督人员",
        codes.Area.GRIDS: "网格",
        codes.Area.PROJECTS: "工程",
        codes.Area.KEY_PEOPLE: "关键岗位人员",
        codes.Area.MACHINES: "起重机械",
        codes.Area.DANGEROUS_WORKS: "危大工程",
        codes.Area.TRAINING: "培训",
        codes.Area.ROUNDS: "检查轮次",
        codes.Area.VISITS: "检查",
        codes.Area.HAZARDS: "隐患",
        codes.Area.PAPERS: "文书",
        codes.Area.MONTHS: "月报",
        codes.Area.WORDINGS: "文书用语",
    },
    codes.EnterpriseKind: {
        codes.EnterpriseKind.CLIENT: "建设单位",
        codes.EnterpriseKind.CONTRACTOR: "施工单位",
        codes.EnterpriseKind.CONSULTANT: "监理单位",
        codes.EnterpriseKind.SURVEYOR: "勘察单位",
        codes.EnterpriseKind.DESIGNER: "设计单位",
        codes.EnterpriseKind.LESSOR: "机械租赁单位",
        codes.EnterpriseKind.LABOUR: "劳务单位",
        codes.EnterpriseKind.TESTER: "检测单位",
    },
    codes.PartyRole: {
        codes.PartyRole.CLIENT: "建设单位",
        codes.PartyRole.CONTRACTOR: "施工单位",
        codes.PartyRole.CONSULTANT: "监理单位",
        codes.PartyRole.SURVEYOR: "勘察单位",
        codes.PartyRole.DESIGNER: "设计单位",
        codes.PartyRole.SUBCONTRACTOR: "专业分包单位",
        codes.PartyRole.LABOUR: "劳务单位",
    },
    codes.ProjectKind: {
        codes.ProjectKind.BUILDING: "房屋建筑",
        codes.ProjectKind.MUNICIPAL: "市政工程",
    },
    codes.ProjectStatus: {
        codes.ProjectStatus.NOT_STARTED: "未开工",
        codes.ProjectStatus.ACTIVE: "在建",
        codes.ProjectStatus.STOPPED: "停工",
        codes.ProjectStatus.COMPLETED: "竣工",
    },
    codes.InspectorRole: {
        codes.InspectorRole.RESPONSIBLE: "主",
        codes.InspectorRole.ASSISTANT: "协",
    },
    codes.Post: {
        codes.Post.PROJECT_MANAGER: "项目负责人",
        codes.Post.TECHNICAL_LEAD: "项目技术负责人",
        codes.Post.SAFETY_OFFICER: "专职安全员",
        codes.Post.SAFETY_DIRECTOR: "项目安全总监",
        codes.Post.CHIEF_CONSULTANT: "总监理工程师",
        codes.Post.SPECIAL_OPERATOR: "特种作业人员",
    },
    codes.HolderKind: {
        codes.HolderKind.INSPECTOR: "监督人员",
        codes.HolderKind.ENTERPRISE: "企业",
        codes.HolderKind.PROJECT: "工程",
        codes.HolderKind.PERSON: "从业人员",
        codes.HolderKind.MACHINE: "机械设备",
    },
    codes.CertificateKind: {
        codes.CertificateKind.ENFORCEMENT_CARD: "执法证",
        codes.CertificateKind.SUPERVISOR_CERTIFICATE: "监督人员考核合格证",
        codes.CertificateKind.SAFETY_LICENCE: "安全生产许可证",
        codes.CertificateKind.POST_CERTIFICATE: "岗位证书",
        codes.CertificateKind.MACHINE_INSPECTION: "检测报告",
    },
    codes.MachineKind: {
        codes.MachineKind.TOWER_CRANE: "塔式起重机",
        codes.MachineKind.HOIST: "施工升降机",
        codes.MachineKind.MATERIAL_HOIST: "物料提升机",
        codes.MachineKind.GANTRY_CRANE: "门式起重机",
        codes.MachineKind.BRIDGE_ERECTOR: "架桥机",
        codes.MachineKind.GONDOLA: "高处作业吊篮",
        codes.MachineKind.OTHER: "其他",
    },
    codes.ReviewConclusion: {
        codes.ReviewConclusion.PASSED: "通过",
        codes.ReviewConclusion.PASSED_AFTER_CHANGES: "修改后通过",
        codes.ReviewConclusion.REJECTED: "不通过",
    },
    codes.WorkStatus: {
        codes.WorkStatus.PLANNED: "未实施",
        codes.WorkStatus.ONGOING: "实施中",
        codes.WorkStatus.FINISHED: "已完成",
    },
    codes.HazardLevel: {
        codes.HazardLevel.GENERAL: "一般",
        codes.HazardLevel.MAJOR: "重大",
    },
    codes.HazardSource: {
        codes.HazardSource.VISIT: "本局检查",
        codes.HazardSource.LEDGER: "隐患台账",
        codes.HazardSource.SUPERIOR: "上级督查",
        codes.HazardSource.ASSIGNED: "交办",
        codes.HazardSource.COMPLAINT: "举报",
        codes.HazardSource.THIRD_PARTY: "第三方",
        codes.HazardSource.INSURER: "保险机构",
        codes.HazardSource.SELF_CHECK: "企业自查",
        codes.HazardSource.ACCIDENT: "事故",
        codes.HazardSource.PLATFORM: "平台",
    },
    codes.Outcome: {
        codes.Outcome.ON_THE_SPOT: "当场改正",
        codes.Outcome.ORDERED: "限期整改",
        codes.Outcome.STOPPED: "停工整改",
    },
    codes.HazardState: {
        codes.HazardState.FOUND: "已发现",
        codes.HazardState.ORDERED: "已责令整改",
        codes.HazardState.SERVED: "已送达",
        codes.HazardState.REPLIED: "已回复",
        codes.HazardState.RECHECKED: "已复查",
        codes.HazardState.REVIEWED: "已审核",
        codes.HazardState.CLOSED: "已销号",
    },
    codes.HazardStepKind: {
        codes.HazardStepKind.ORDERED: "责令整改",
        codes.HazardStepKind.SERVED: "送达",
        codes.HazardStepKind.EXTENDED: "延期",
        codes.HazardStepKind.REPLIED: "整改回复",
        codes.HazardStepKind.RECHECK_PASSED: "复查合格",
        codes.HazardStepKind.RECHECK_FAILED: "复查不合格",
        codes.HazardStepKind.REVIEWED: "审核通过",
        codes.HazardStepKind.RESUMED: "复工",
        codes.HazardStepKind.CLOSED: "销号",
        codes.HazardStepKind.CORRECTED: "更正",
    },
    codes.ClosureWay: {
        codes.ClosureWay.ON_PAPER: "书面复核",
        codes.ClosureWay.ON_SITE: "现场复查",
        codes.ClosureWay.IMPORTED: "历史导入",
    },
    codes.TrainingKind: {
        codes.TrainingKind.NEW_HIRE: "新员工",
        codes.TrainingKind.ANNUAL: "年度再培训",
        codes.TrainingKind.APPRENTICESHIP: "特种作业实习",
    },
    codes.VisitKind: {
        codes.VisitKind.CHECK: "监督检查",
        codes.VisitKind.PATROL: "巡查",
        codes.VisitKind.RECHECK: "复查",
        codes.VisitKind.GUIDANCE: "指导观摩",
    },
    codes.VisitSource: {
        codes.VisitSource.PLAN: "计划",
        codes.VisitSource.CAMPAIGN: "专项",
        codes.VisitSource.COMPLAINT: "举报",
        codes.VisitSource.ASSIGNED: "交办",
        codes.VisitSource.RECHECK: "复查",
        codes.VisitSource.IMPORTED: "历史导入",
    },
    codes.VisitManner: {
        codes.VisitManner.OPEN: "明查",
        codes.VisitManner.UNANNOUNCED: "四不两直",
        codes.VisitManner.COVERT: "暗查暗访",
    },
    codes.MonthPart: {
        codes.MonthPart.PRACTICE: "主要做法",
        codes.MonthPart.PROBLEM: "存在问题",
        codes.MonthPart.PLAN: "下月打算",
        codes.MonthPart.COORDINATION: "需省厅协调事项",
    },
    codes.CellContent: {
        codes.CellContent.VALUE: "本月",
        codes.CellContent.HISTORY: "其中历史",
        codes.CellContent.SUPPLEMENT: "补报",
        codes.CellContent.CORRECTION: "更正",
        codes.CellContent.YEAR: "本年累计",
        codes.CellContent.ACTION: "三年行动累计",
        codes.CellContent.SAME_PERIOD: "上年同期",
    },
    codes.AnswerValue: {
        codes.AnswerValue.PASS: "合格",
        codes.AnswerValue.FAIL: "不合格",
        codes.AnswerValue.NOT_APPLICABLE: "不涉及",
        codes.AnswerValue.NOT_LOOKED: "未查",
    },
    codes.CompanionKind: {
        codes.CompanionKind.EXPERT: "专家",
        codes.CompanionKind.THIRD_PARTY: "第三方",
        codes.CompanionKind.SUPERIOR: "上级",
        codes.CompanionKind.OTHER: "其他陪同",
    },
    codes.SignerRole: {
        codes.SignerRole.INSPECTOR: "检查人",
        codes.SignerRole.SITE: "被检查单位",
        codes.SignerRole.REVIEWER: "审核人",
        codes.SignerRole.APPROVER: "批准人",
    },
    codes.PaperKind: {
        codes.PaperKind.INSPECTION_APPROVAL: "行政检查审批表",
        codes.PaperKind.INSPECTION_NOTICE: "行政检查通知书",
        codes.PaperKind.SITE_RECORD: "现场检查笔录",
        codes.PaperKind.RECTIFICATION_NOTICE: "责令限期整改通知书",
        codes.PaperKind.STOP_ORDER: "停工通知书",
        codes.PaperKind.RECHECK_OPINION: "复查意见书",
        codes.PaperKind.RESUMPTION_NOTICE: "复工通知书",
        codes.PaperKind.INTERVIEW_NOTICE: "约谈通知书",
        codes.PaperKind.INTERVIEW_RECORD: "约谈记录",
        codes.PaperKind.SERVICE_RECEIPT: "送达回证",
        codes.PaperKind.MONTH_REPORT: "月报",
        codes.PaperKind.CLOSURE_APPROVAL: "销号审批表",
        codes.PaperKind.LISTED_SUPERVISION_NOTICE: "挂牌督办通知书",
        codes.PaperKind.LISTED_SUPERVISION_RELEASE: "解除挂牌督办通知书",
        codes.PaperKind.REFERRAL: "移送书",
        codes.PaperKind.INQUIRY_RECORD: "询问笔录",
        codes.PaperKind.SERVICE_ADDRESS: "送达地址及电子送达确认书",
        codes.PaperKind.URGING_NOTICE: "催办通知书",
        codes.PaperKind.SUPERVISION_PLAN: "施工安全监督工作计划",
        codes.PaperKind.SUPERVISION_NOTICE: "监督告知书",
        codes.PaperKind.BRIEFING_RECORD: "监督交底记录",
        codes.PaperKind.SUSPENSION_NOTICE: "中止施工安全监督告知书",
        codes.PaperKind.RESTART_NOTICE: "恢复施工安全监督告知书",
        codes.PaperKind.TERMINATION_NOTICE: "终止施工安全监督告知书",
        codes.PaperKind.EXPOSURE_LIST: "曝光清单",
        codes.PaperKind.CIRCULAR: "通报",
        codes.PaperKind.ANNOUNCEMENT: "公告",
        codes.PaperKind.REPORT: "报告",
        codes.PaperKind.LETTER: "函告",
        codes.PaperKind.REPLY_LETTER: "复函",
        codes.PaperKind.MINUTES: "约谈纪要",
        codes.PaperKind.ISSUE_SHEET: "发文稿纸",
        codes.PaperKind.DOSSIER: "施工安全监督档案",
    },
    codes.CaseState: {
        codes.CaseState.DRAFTED: "待审核",
        codes.CaseState.REVIEWED: "待签发",
        codes.CaseState.SIGNED: "已签发待编号",
        codes.CaseState.ISSUED: "已发出",
        codes.CaseState.RETURNED: "退回修改",
        codes.CaseState.WITHDRAWN: "已撤回",
    },
    codes.CaseStep: {
        codes.CaseStep.REVIEW: "审核",
        codes.CaseStep.SIGN: "签发",
    },
    codes.PaperState: {
        codes.PaperState.ISSUED: "已签发",
        codes.PaperState.SERVED: "已送达",
        codes.PaperState.VOIDED: "已作废",
        codes.PaperState.IMPORTED: "历史导入",
    },
    codes.NumberSource: {
        codes.NumberSource.SERIES: "本系统编号",
        codes.NumberSource.BLOCK: "领用号段",
        codes.NumberSource.EXTERNAL: "局办公室取号",
    },
    codes.ServiceWay: {
        codes.ServiceWay.DIRECT: "直接送达",
        codes.ServiceWay.LEFT: "留置送达",
        codes.ServiceWay.ELECTRONIC: "电子送达",
        codes.ServiceWay.POST: "邮寄送达",
        codes.ServiceWay.ENTRUSTED: "委托送达",
        codes.ServiceWay.ANNOUNCED: "公告送达",
    },
    codes.InNameOf: {
        codes.InNameOf.BUREAU: "局",
        codes.InNameOf.BUREAU_BY_STATION: "局（委托站实施）",
        codes.InNameOf.STATION: "站",
    },
    codes.MonthState: {
        codes.MonthState.DRAFT: "草稿",
        codes.MonthState.CHECKED: "已核对",
        codes.MonthState.APPROVED: "已审定",
        codes.MonthState.SEALED: "已封存",
        codes.MonthState.SUBMITTED: "已报",
        codes.MonthState.RETURNED: "已退回",
    },
    codes.Op: {
        codes.Op.INSERT: "新增",
        codes.Op.UPDATE: "修改",
        codes.Op.DELETE: "删除",
    },
}

ENTITIES: dict[str, str] = {
    "enterprise": "企业",
    "inspector": "监督人员",
    "grid": "网格",
    "project": "工程",
    "key_person": "关键岗位人员",
    "machine": "起重机械",
    "dangerous_work": "危大工程",
    "training_record": "培训记录",
    "certificate": "证照",
    "hazard": "隐患",
    "visit": "检查",
    "paper": "文书",
    "paper_case": "文稿",
    "inspection_approval": "行政检查审批",
    "round": "检查轮次",
    "training_session": "培训场次",
}


def entity_label(entity: str) -> str:
    """What one record of a kind is called."""
    return ENTITIES[entity]


def labels_of(kind: type[_Code]) -> Mapping[_Code, str]:
    """Every member of one enum with its word, in the enum's order."""
    return {member: LABELS[kind][member] for member in kind}


def label(code: StrEnum) -> str:
    """The Chinese word of one code."""
    return LABELS[type(code)][code]


def code_of(kind: type[_Code], word: str) -> _Code | None:
    """The code whose word this is; None where no member is called so."""
    return next((member for member in kind if LABELS[kind][member] == word), None)
