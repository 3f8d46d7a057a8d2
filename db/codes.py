"""The codes stored in the record: plain words of English, one enum a notion.

The Chinese word for each stands once, in ``desktop/domain/labels.py``. Only the standard
library is imported here, because rules, papers and pages may take nothing else of ``db``.
"""

from enum import StrEnum


class Area(StrEnum):
    """What a change touched; a page refreshes when one of its areas is announced."""

    OFFICE = "office"
    ENTERPRISES = "enterprises"
    INSPECTORS = "inspectors"
    GRIDS = "grids"
    PROJECTS = "projects"
    KEY_PEOPLE = "key_people"
    MACHINES = "machines"
    DANGEROUS_WORKS = "dangerous_works"
    TRAINING = "training"
    ROUNDS = "rounds"
    VISITS = "visits"
    HAZARDS = "hazards"
    PAPERS = "papers"
    MONTHS = "months"
    WORDINGS = "wordings"


class EnterpriseKind(StrEnum):
    """企业类型."""

    CLIENT = "client"
    CONTRACTOR = "contractor"
    CONSULTANT = "consultant"
    SURVEYOR = "surveyor"
    DESIGNER = "designer"
    LESSOR = "lessor"
    LABOUR = "labour"
    TESTER = "tester"


class PartyRole(StrEnum):
    """参建单位在工程中的角色 (a period of participation)."""

    CLIENT = "client"
    CONTRACTOR = "contractor"
    CONSULTANT = "consultant"
    SURVEYOR = "surveyor"
    DESIGNER = "designer"
    SUBCONTRACTOR = "subcontractor"
    LABOUR = "labour"


class ProjectKind(StrEnum):
    """工程类别."""

    BUILDING = "building"
    MUNICIPAL = "municipal"


class ProjectStatus(StrEnum):
    """工程状态."""

    NOT_STARTED = "not_started"
    ACTIVE = "active"
    STOPPED = "stopped"
    COMPLETED = "completed"


class InspectorRole(StrEnum):
    """责任监督员 主、协."""

    RESPONSIBLE = "responsible"
    ASSISTANT = "assistant"


class Post(StrEnum):
    """关键岗位."""

    PROJECT_MANAGER = "project_manager"
    TECHNICAL_LEAD = "technical_lead"
    SAFETY_OFFICER = "safety_officer"
    SAFETY_DIRECTOR = "safety_director"
    CHIEF_CONSULTANT = "chief_consultant"
    SPECIAL_OPERATOR = "special_operator"


class HolderKind(StrEnum):
    """持证主体 (the five kinds of holder of a certificate)."""

    INSPECTOR = "inspector"
    ENTERPRISE = "enterprise"
    PROJECT = "project"
    PERSON = "person"
    MACHINE = "machine"


class CertificateKind(StrEnum):
    """证件种类; 执法证 and 监督人员考核合格证 are two cards."""

    ENFORCEMENT_CARD = "enforcement_card"
    SUPERVISOR_CERTIFICATE = "supervisor_certificate"
    SAFETY_LICENCE = "safety_licence"
    POST_CERTIFICATE = "post_certificate"
    MACHINE_INSPECTION = "machine_inspection"


class MachineKind(StrEnum):
    """起重机械设备类型."""

    TOWER_CRANE = "tower_crane"
    HOIST = "hoist"
    MATERIAL_HOIST = "material_hoist"
    GANTRY_CRANE = "gantry_crane"
    BRIDGE_ERECTOR = "bridge_erector"
    GONDOLA = "gondola"
    OTHER = "other"


class ReviewConclusion(StrEnum):
    """专家论证结论."""

    PASSED = "passed"
    PASSED_AFTER_CHANGES = "passed_after_changes"
    REJECTED = "rejected"


class WorkStatus(StrEnum):
    """危大工程状态."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    FINISHED = "finished"


class HazardLevel(StrEnum):
    """隐患级别."""

    GENERAL = "general"
    MAJOR = "major"


class HazardSource(StrEnum):
    """隐患来源; only ``VISIT`` and ``LEDGER`` count as found by the office itself."""

    VISIT = "visit"
    LEDGER = "ledger"
    SUPERIOR = "superior"
    ASSIGNED = "assigned"
    COMPLAINT = "complaint"
    THIRD_PARTY = "third_party"
    INSURER = "insurer"
    SELF_CHECK = "self_check"
    ACCIDENT = "accident"
    PLATFORM = "platform"


class Outcome(StrEnum):
    """当场改正 and 限期整改 are different outcomes in every rate."""

    ON_THE_SPOT = "on_the_spot"
    ORDERED = "ordered"
    STOPPED = "stopped"


class HazardState(StrEnum):
    """隐患状态: a copy, set by the one function that derives it from the steps."""

    FOUND = "found"
    ORDERED = "ordered"
    SERVED = "served"
    REPLIED = "replied"
    RECHECKED = "rechecked"
    REVIEWED = "reviewed"
    CLOSED = "closed"


class HazardStepKind(StrEnum):
    """闭环步骤."""

    ORDERED = "ordered"
    SERVED = "served"
    EXTENDED = "extended"
    REPLIED = "replied"
    RECHECK_PASSED = "recheck_passed"
    RECHECK_FAILED = "recheck_failed"
    REVIEWED = "reviewed"
    RESUMED = "resumed"
    CLOSED = "closed"
    CORRECTED = "corrected"


class ClosureWay(StrEnum):
    """销号方式: 书面复核 or 现场复查, said which."""

    ON_PAPER = "on_paper"
    ON_SITE = "on_site"
    IMPORTED = "imported"


class TrainingKind(StrEnum):
    """培训类型."""

    NEW_HIRE = "new_hire"
    ANNUAL = "annual"
    APPRENTICESHIP = "apprenticeship"


class VisitKind(StrEnum):
    """检查类别; 指导观摩 is recorded but is no check."""

    CHECK = "check"
    PATROL = "patrol"
    RECHECK = "recheck"
    GUIDANCE = "guidance"


class VisitSource(StrEnum):
    """检查任务来源."""

    PLAN = "plan"
    CAMPAIGN = "campaign"
    COMPLAINT = "complaint"
    ASSIGNED = "assigned"
    RECHECK = "recheck"
    IMPORTED = "imported"


class VisitManner(StrEnum):
    """检查方式: 明查, 四不两直, 暗查暗访."""

    OPEN = "open"
    UNANNOUNCED = "unannounced"
    COVERT = "covert"


class AnswerValue(StrEnum):
    """检查项答案; every item is 未查 until touched."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NOT_LOOKED = "not_looked"


class CompanionKind(StrEnum):
    """陪同、协助 (never one of the two inspectors)."""

    EXPERT = "expert"
    THIRD_PARTY = "third_party"
    SUPERIOR = "superior"
    OTHER = "other"


class SignerRole(StrEnum):
    """签名人身份."""

    INSPECTOR = "inspector"
    SITE = "site"
    REVIEWER = "reviewer"
    APPROVER = "approver"


class PaperKind(StrEnum):
    """文书种类."""

    INSPECTION_APPROVAL = "inspection_approval"
    INSPECTION_NOTICE = "inspection_notice"
    SITE_RECORD = "site_record"
    RECTIFICATION_NOTICE = "rectification_notice"
    STOP_ORDER = "stop_order"
    RECHECK_OPINION = "recheck_opinion"
    RESUMPTION_NOTICE = "resumption_notice"
    INTERVIEW_NOTICE = "interview_notice"
    INTERVIEW_RECORD = "interview_record"
    SERVICE_RECEIPT = "service_receipt"
    MONTH_REPORT = "month_report"
    CLOSURE_APPROVAL = "closure_approval"
    LISTED_SUPERVISION_NOTICE = "listed_supervision_notice"
    LISTED_SUPERVISION_RELEASE = "listed_supervision_release"
    REFERRAL = "referral"
    INQUIRY_RECORD = "inquiry_record"
    SERVICE_ADDRESS = "service_address"
    URGING_NOTICE = "urging_notice"
    SUPERVISION_PLAN = "supervision_plan"
    SUPERVISION_NOTICE = "supervision_notice"
    BRIEFING_RECORD = "briefing_record"
    SUSPENSION_NOTICE = "suspension_notice"
    RESTART_NOTICE = "restart_notice"
    TERMINATION_NOTICE = "termination_notice"
    EXPOSURE_LIST = "exposure_list"
    CIRCULAR = "circular"
    ANNOUNCEMENT = "announcement"
    REPORT = "report"
    LETTER = "letter"
    REPLY_LETTER = "reply_letter"
    MINUTES = "minutes"
    ISSUE_SHEET = "issue_sheet"
    DOSSIER = "dossier"


class PaperState(StrEnum):
    """文书状态."""

    ISSUED = "issued"
    SERVED = "served"
    VOIDED = "voided"
    IMPORTED = "imported"


class NumberSource(StrEnum):
    """文号来源: the three never share a series."""

    SERIES = "series"
    BLOCK = "block"
    EXTERNAL = "external"


class CaseState(StrEnum):
    """发文办理: how far a draft has come on its way to be signed."""

    DRAFTED = "drafted"
    REVIEWED = "reviewed"
    SIGNED = "signed"
    ISSUED = "issued"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class CaseStep(StrEnum):
    """审核 and 签发: who gives an opinion on a draft."""

    REVIEW = "review"
    SIGN = "sign"


class ServiceWay(StrEnum):
    """送达方式."""

    DIRECT = "direct"
    LEFT = "left"
    ELECTRONIC = "electronic"
    POST = "post"
    ENTRUSTED = "entrusted"
    ANNOUNCED = "announced"


class InNameOf(StrEnum):
    """文书名义: 局 / 局 by entrusted 站 / 站."""

    BUREAU = "bureau"
    BUREAU_BY_STATION = "bureau_by_station"
    STATION = "station"


class MonthState(StrEnum):
    """月报状态."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    SEALED = "sealed"
    SUBMITTED = "submitted"
    RETURNED = "returned"


class MonthPart(StrEnum):
    """What the text of a month says of each field of the notice."""

    PRACTICE = "practice"
    PROBLEM = "problem"
    PLAN = "plan"
    COORDINATION = "coordination"


class CellContent(StrEnum):
    """What a bound cell of the province's workbook is filled with."""

    VALUE = "value"
    HISTORY = "history"
    SUPPLEMENT = "supplement"
    CORRECTION = "correction"
    YEAR = "year"
    ACTION = "action"
    SAME_PERIOD = "same_period"


class Op(StrEnum):
    """What a change did to its record."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
