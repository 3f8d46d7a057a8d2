"""Sheets of the later 执法文书 the tests print, full, bare and long: all names invented."""

from dataclasses import replace
from datetime import date

from desktop.documents.briefing_record import Briefed, BriefingRecordSheet
from desktop.documents.exposure_list import ExposedCase, ExposureListSheet
from desktop.documents.inquiry_record import Answer, Asked, InquiryRecordSheet
from desktop.documents.interview_notice import Attendee
from desktop.documents.issue_sheet import IssueSheet
from desktop.documents.listed_supervision_notice import ListedHazard, ListedSupervisionNoticeSheet
from desktop.documents.listed_supervision_release import (
    ListedSupervisionReleaseSheet,
    ReleasedHazard,
)
from desktop.documents.opinions import Opinion
from desktop.documents.referral import ReferralSheet, ReferredMaterial
from desktop.documents.restart_notice import RestartCheck, RestartNoticeSheet
from desktop.documents.service_address import Receiver, ServiceAddressSheet
from desktop.documents.supervision_notice import PartyDuty, SupervisionNoticeSheet
from desktop.documents.supervision_plan import PlannedParty, PlannedWork, SupervisionPlanSheet
from desktop.documents.suspension_notice import SuspensionNoticeSheet
from desktop.documents.termination_notice import TerminationNoticeSheet
from desktop.documents.urging_notice import UrgedItem, UrgingNoticeSheet
from tests.documents.office_extremes import DAY, TWO, WHOLE
from tests.documents.office_sheets import BUREAU, CLIENT, CONSULTANT, CONTRACTOR, PROJECT, at
from tests.documents.sheets import CRITERIA, ITEMS, OFFICERS

CONTACT = "0898-00000000"
COPIED = (CLIENT, CONSULTANT)

FULL = {
    "listed_supervision_notice": ListedSupervisionNoticeSheet(
        issuer=BUREAU,
        number="X建安督〔2026〕2号",
        addressee=CLIENT,
        project=PROJECT,
        hazards=(
            ListedHazard(
                ITEMS[0].description,
                "3号楼",
                f"{CRITERIA}第八条第（七）项",
                "整改附着装置并重新检测。",
            ),
        ),
        due=date(2026, 12, 1),
        issued=date(2026, 11, 12),
        place="椰城县滨海大道18号",
        contractor=CONTRACTOR,
        consultant=CONSULTANT,
        source="监督检查",
        about_number="X建安停〔2026〕3号",
        requirement="由建设单位组织治理，逐项落实责任人、措施和资金",
        others="每周五书面报送治理进展。",
        supervised_by="符某",
        copied_to=(CONTRACTOR, CONSULTANT),
        contact=CONTACT,
    ),
    "listed_supervision_release": ListedSupervisionReleaseSheet(
        issuer=BUREAU,
        number="X建安督解〔2026〕1号",
        addressee=CLIENT,
        project=PROJECT,
        notice_number="X建安督〔2026〕2号",
        checked=date(2026, 11, 27),
        conclusion="重大隐患已经消除，审查合格",
        released=date(2026, 11, 27),
        issued=date(2026, 11, 27),
        listed=date(2026, 11, 12),
        applied=date(2026, 11, 26),
        hazards=(ReleasedHazard(ITEMS[0].description, "3号楼", "附着已整改，检测合格。"),),
        inspectors=OFFICERS,
        others="举一反三，自查其他起重机械",
        copied_to=(CONTRACTOR, CONSULTANT),
        contact=CONTACT,
    ),
    "referral": ReferralSheet(
        issuer=BUREAU,
        number="X建安移〔2026〕1号",
        addressee="椰城县综合行政执法局",
        matter=f"{CONTRACTOR}涉嫌违法分包",
        reason="该违法行为由你单位查处",
        basis="《中华人民共和国安全生产法》第六十九条",
        issued=date(2026, 11, 12),
        party=CONTRACTOR,
        project=PROJECT,
        source="监督检查",
        facts="2026年11月10日检查发现，5号楼脚手架搭设由无资质的个人承揽。",
        materials=(
            ReferredMaterial("现场检查笔录", "1份", "复印件"),
            ReferredMaterial("照片", "6张"),
        ),
        feedback_due=date(2026, 12, 12),
        handlers=OFFICERS,
        copied_to=(CONTRACTOR,),
        contact=CONTACT,
    ),
    "inquiry_record": InquiryRecordSheet(
        issuer=BUREAU,
        number="X建安询〔2026〕1号",
        matter="3号楼塔式起重机附着不符合规定",
        started=at(13, 9),
        ended=at(13, 10, 25),
        place="椰城县住房和城乡建设局二楼会议室",
        inquirers=OFFICERS,
        asked=Asked(
            "陈𠮷", "男", CONTRACTOR, "项目经理", "（略）", CONTACT, "椰城县椰林镇示例路1号"
        ),
        recorder="符某",
        project=PROJECT,
        answers=(
            Answer("你是否申请询问人员回避？", "不申请。"),
            Answer("塔式起重机附着间距超出规定，你是否知道？", "知道，附着件未按时到场。"),
        ),
        confirmation="以上笔录我已看过，与我说的一致。",
    ),
    "service_address": ServiceAddressSheet(
        issuer=BUREAU,
        number="X建安送〔2026〕9号",
        party=CONTRACTOR,
        credit_code="91460000MA5XXXXX0X",
        representative="林某",
        project=PROJECT,
        receivers=(
            Receiver("陈𠮷", "项目经理", CONTACT, date(2026, 3, 1), date(2027, 6, 30)),
            Receiver("赵某", "资料员", CONTACT, date(2026, 3, 1)),
        ),
        address="椰城县滨海大道18号项目部",
        postcode="570000",
        phone=CONTACT,
        mobile="13800000000",
        chat="yecheng-first",
        email="office@example.com",
        agrees=True,
        papers=("责令限期整改通知书", "复查意见书", "催办通知书"),
        confirmed=date(2026, 11, 12),
        told_by="韦𣈶",
    ),
    "urging_notice": UrgingNoticeSheet(
        issuer=BUREAU,
        number="X建安催〔2026〕7号",
        addressee=CONTRACTOR,
        items=(
            UrgedItem("报送整改报告", PROJECT, "X建安整〔2026〕15号", date(2026, 11, 5)),
            UrgedItem("报送10月主要负责人带队检查记录"),
        ),
        due=date(2026, 11, 18),
        issued=date(2026, 11, 12),
        project=PROJECT,
        reason="逾期未报送整改报告",
        requirement="写明逾期原因，并附整改前后照片",
        consequence="仍不办结的，约谈主要负责人",
        copied_to=COPIED,
        contact=CONTACT,
    ),
    "supervision_plan": SupervisionPlanSheet(
        issuer="椰城县建设工程质量安全监督站",
        number="X建安计〔2026〕5号",
        project=PROJECT,
        frequency="每两个月抽查1次；超规模危大工程实施期间每月抽查1次",
        lead=OFFICERS[0],
        made=date(2026, 3, 2),
        version=2,
        assistants=OFFICERS[1:],
        place="椰城县滨海大道18号",
        permit="460000202603010101",
        overview="住宅3栋，地下2层，地上26层，建筑面积45,600平方米，框架剪力墙结构。",
        starts=date(2026, 3, 10),
        ends=date(2028, 1, 31),
        parties=(
            PlannedParty("建设单位", CLIENT, "吴某"),
            PlannedParty("施工单位", CONTRACTOR, "陈𠮷"),
            PlannedParty("监理单位", CONSULTANT, "林某"),
        ),
        works=(PlannedWork("深基坑工程", "开挖深度9.6米", True, "2026年4月至9月"),),
        contents=("参建单位安全生产责任落实情况。", "危险性较大的分部分项工程管理情况。"),
        reasons=("含超过一定规模的危大工程", "施工企业近一年发生过生产安全事故"),
        measures=("随机抽查与重点检查相结合。", "对发现的隐患责令整改并复查。"),
        adjusted="因增加高支模工程，抽查由每季度1次调整为每两个月1次。",
        compiled=Opinion("已按工程条件编制。", "韦𣈶", date(2026, 3, 2)),
        approved=Opinion("同意。", "符某", date(2026, 3, 3)),
    ),
    "briefing_record": BriefingRecordSheet(
        issuer="椰城县建设工程质量安全监督站",
        number="X建安交〔2026〕5号",
        project=PROJECT,
        started=at(9, 9),
        ended=at(9, 10, 30),
        place="项目部会议室",
        officers=OFFICERS,
        points=("监督依据、方式和重点。", "危大工程、事故、停工复工的报告义务。"),
        recorder="张𬱖",
        contact=CONTACT,
        notice_number="X建安告〔2026〕5号",
        questions="施工单位询问夜间浇筑是否另行报告，答复按当地规定办理。",
        addresses="三方均已填写送达地址及电子送达确认书",
        attended=(
            Briefed("建设单位", Attendee("吴某", "项目负责人", CLIENT)),
            Briefed("施工单位", Attendee("陈𠮷", "项目经理", CONTRACTOR)),
        ),
    ),
    "supervision_notice": SupervisionNoticeSheet(
        issuer="椰城县建设工程质量安全监督站",
        number="X建安告〔2026〕5号",
        addressee=CLIENT,
        project=PROJECT,
        officers=OFFICERS,
        issued=date(2026, 11, 9),
        manner="抽查，必要时委托有资质的单位检测",
        focus=("深基坑、高支模。", "起重机械。"),
        duties=(
            PartyDuty("建设单位", "提供安全生产条件，保障安全费用。"),
            PartyDuty("施工单位", "对施工现场安全生产负责。"),
        ),
        reports=("发生生产安全事故。", "超过一定规模的危大工程实施前。"),
        hotline=CONTACT,
        copied_to=(CONTRACTOR, CONSULTANT),
        contact=CONTACT,
    ),
    "suspension_notice": SuspensionNoticeSheet(
        issuer=BUREAU,
        number="X建安中〔2026〕1号",
        addressee=CLIENT,
        project=PROJECT,
        applied=date(2026, 11, 3),
        starts=date(2026, 11, 10),
        issued=date(2026, 11, 9),
        reason="建设资金调整",
        parts=("3号楼主体12层", "5号楼基础"),
        measures="基坑回填，起重机械降至安全高度并停电，现场留人值守",
        checked=date(2026, 11, 6),
        inspectors=OFFICERS,
        conclusion="安全保障措施已经落实，符合中止条件",
        others="中止期间现场安全由建设单位负责",
        copied_to=(CONTRACTOR, CONSULTANT),
        contact=CONTACT,
    ),
    "restart_notice": RestartNoticeSheet(
        issuer=BUREAU,
        number="X建安恢〔2026〕1号",
        addressee=CLIENT,
        project=PROJECT,
        suspension_number="X建安中〔2026〕1号",
        applied=date(2026, 11, 20),
        restarts=date(2026, 11, 26),
        issued=date(2026, 11, 25),
        checks=(
            RestartCheck("施工现场", "现场看过，围挡和临时用电完好。"),
            RestartCheck("停置的起重机械", "已复检，合格。"),
        ),
        checked=date(2026, 11, 24),
        inspectors=OFFICERS,
        conclusion="具备复工条件",
        others="复工前对作业人员重新进行安全教育",
        copied_to=(CONTRACTOR, CONSULTANT),
        contact=CONTACT,
    ),
    "termination_notice": TerminationNoticeSheet(
        issuer=BUREAU,
        number="X建安终〔2026〕1号",
        addressee=CLIENT,
        project=PROJECT,
        applied=date(2026, 11, 3),
        ended=date(2026, 11, 9),
        issued=date(2026, 11, 9),
        materials=("施工结束证明", "安全生产标准化自评材料"),
        checked=date(2026, 11, 6),
        inspectors=OFFICERS,
        conclusion="施工已经结束，查验合格",
        others="终止后再行施工的，另行办理手续",
        copied_to=(CONTRACTOR, CONSULTANT),
        contact=CONTACT,
    ),
    "exposure_list": ExposureListSheet(
        issuer=BUREAU,
        number="X建安曝〔2026〕1号",
        cases=(
            ExposedCase(PROJECT, ITEMS[0].description, "责令停工，挂牌督办。", (CONTRACTOR,)),
            ExposedCase("椰城第二小学教学楼", ITEMS[1].description, "限期整改，已复查合格。"),
        ),
        issued=date(2026, 11, 12),
        first=date(2026, 10, 1),
        last=date(2026, 10, 31),
        others="各参建单位对照上列问题自查自改",
        hotline=CONTACT,
    ),
    "issue_sheet": IssueSheet(
        issuer=BUREAU,
        number="X建安督〔2026〕2号",
        genre="挂牌督办通知书",
        title=f"关于对{PROJECT}重大隐患挂牌督办的通知",
        addressees=(CLIENT,),
        copied_to=(CONTRACTOR, CONSULTANT),
        secrecy="无",
        urgency="加急",
        unit="安全监督股",
        drafter="韦𣈶",
        drafted=date(2026, 11, 11),
        issued=date(2026, 11, 12),
        printed=5,
        seal="局印章",
        enclosures=("重大隐患照片",),
        checked=Opinion("文字无误。", "张𬱖", date(2026, 11, 11)),
        countersigned=(Opinion("无意见。", "王某", date(2026, 11, 11)),),
        reviewed=Opinion("拟同意。", "符某", date(2026, 11, 12)),
        signed=Opinion("发。", "李某", date(2026, 11, 12)),
    ),
}

_B, _F, _P = "乙县住建局", "甲公司", "丙工程"
BARE = {
    "listed_supervision_notice": ListedSupervisionNoticeSheet(
        _B, "", _F, _P, (ListedHazard("临边无防护。"),), DAY, DAY
    ),
    "listed_supervision_release": ListedSupervisionReleaseSheet(
        _B, "", _F, _P, "1号", DAY, "合格", DAY, DAY
    ),
    "referral": ReferralSheet(_B, "", _F, "违法分包", "属你单位管辖", "条例", DAY),
    "inquiry_record": InquiryRecordSheet(_B, "", "违法分包", DAY, "局会议室", TWO, Asked("林某")),
    "service_address": ServiceAddressSheet(_B, "", _F),
    "urging_notice": UrgingNoticeSheet(_B, "", _F, (UrgedItem("报送报告"),), DAY, DAY),
    "supervision_plan": SupervisionPlanSheet(_B, "", _P, "每季度1次", TWO[0], DAY),
    "briefing_record": BriefingRecordSheet(_B, "", _P, DAY, "项目部", TWO, ("监督依据。",)),
    "supervision_notice": SupervisionNoticeSheet(_B, "", _F, _P, TWO, DAY),
    "suspension_notice": SuspensionNoticeSheet(_B, "", _F, _P, DAY, DAY, DAY),
    "restart_notice": RestartNoticeSheet(_B, "", _F, _P, "1号", DAY, DAY, DAY),
    "termination_notice": TerminationNoticeSheet(_B, "", _F, _P, DAY, DAY, DAY),
    "exposure_list": ExposureListSheet(_B, "", (ExposedCase(_P, "临边无防护。"),), DAY),
    "issue_sheet": IssueSheet(_B, "", "函", "关于整改的函"),
}

EACH = tuple(f"第{number}处：{WHOLE[:38]}请立即整改。" for number in range(1, 13))
FIRMS = tuple(f"海南椰城第{number}建筑工程有限公司" for number in range(1, 13))
LONG = {
    "listed_supervision_notice": replace(
        FULL["listed_supervision_notice"],
        hazards=tuple(ListedHazard(one, "3号楼", CRITERIA, WHOLE[:60]) for one in EACH),
        requirement=WHOLE,
        copied_to=FIRMS,
        remedy="另行告知。",
    ),
    "listed_supervision_release": replace(
        FULL["listed_supervision_release"],
        hazards=tuple(ReleasedHazard(one, "3号楼", WHOLE[:60]) for one in EACH),
        conclusion=WHOLE,
    ),
    "referral": replace(
        FULL["referral"],
        facts=WHOLE,
        materials=tuple(ReferredMaterial(one, "1份", "复印件") for one in EACH),
    ),
    "inquiry_record": replace(
        FULL["inquiry_record"],
        answers=(Answer("请陈述经过。", WHOLE), *(Answer(one, WHOLE[:90]) for one in EACH)),
    ),
    "service_address": replace(
        FULL["service_address"],
        receivers=tuple(Receiver(one, "项目经理", CONTACT, DAY, DAY) for one in EACH),
        address=WHOLE,
    ),
    "urging_notice": replace(
        FULL["urging_notice"],
        items=tuple(UrgedItem(one, PROJECT, "X建安整〔2026〕15号", DAY) for one in EACH),
        requirement=WHOLE,
    ),
    "supervision_plan": replace(
        FULL["supervision_plan"],
        overview=WHOLE,
        works=tuple(PlannedWork(one, WHOLE[:40], True, "2026年4月至9月") for one in EACH),
        contents=EACH,
        measures=EACH,
    ),
    "briefing_record": replace(
        FULL["briefing_record"],
        points=EACH,
        questions=WHOLE,
        attended=tuple(
            Briefed("施工单位", Attendee(f"林{number}", "项目经理", firm))
            for number, firm in enumerate(FIRMS, start=1)
        ),
    ),
    "supervision_notice": replace(
        FULL["supervision_notice"],
        manner=WHOLE,
        focus=EACH,
        duties=tuple(PartyDuty("施工单位", one) for one in EACH),
    ),
    "suspension_notice": replace(
        FULL["suspension_notice"], parts=EACH, measures=WHOLE, copied_to=FIRMS
    ),
    "restart_notice": replace(
        FULL["restart_notice"],
        checks=tuple(RestartCheck(one, WHOLE[:90]) for one in EACH),
        others=WHOLE,
    ),
    "termination_notice": replace(
        FULL["termination_notice"], materials=EACH, conclusion=WHOLE, copied_to=FIRMS
    ),
    "exposure_list": replace(
        FULL["exposure_list"],
        cases=tuple(ExposedCase(PROJECT, one, WHOLE[:60], FIRMS[:3]) for one in EACH),
        others=WHOLE,
    ),
    "issue_sheet": replace(
        FULL["issue_sheet"],
        title=WHOLE[:120],
        addressees=FIRMS,
        enclosures=EACH,
        reviewed=Opinion(WHOLE, "符某", DAY),
    ),
}
