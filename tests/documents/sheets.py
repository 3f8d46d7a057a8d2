"""Sheets the tests print: an invented county, invented firms and people."""

from dataclasses import replace
from datetime import date, datetime

from db.codes import ServiceWay
from desktop.app.clock import OFFICE_ZONE
from desktop.documents.month_facts import Confirmation, FigureLine, MonthSheet
from desktop.documents.rectification_notice import RectificationItem, RectificationSheet
from desktop.documents.service_receipt import ServiceReceiptSheet
from desktop.documents.sheets import Officer

CRITERIA = "《房屋市政工程生产安全重大事故隐患判定标准（2024版）》（建质规〔2024〕5号）"
OFFICERS = (Officer("韦𣈶", "HN46902301"), Officer("张𬱖", "HN46902302"))

ITEMS = (
    RectificationItem(
        "塔式起重机（QTZ80）附着间距为21.5米，超出使用说明书的规定。",
        "3号楼",
        f"{CRITERIA}第八条第（七）项",
        "立即停止使用，委托有资质单位整改附着装置并重新检测。",
        date(2026, 11, 20),
    ),
    RectificationItem(
        "悬挑式卸料平台的拉结点设在脚手架上，且连接不可靠。",
        "5号楼12层",
        f"{CRITERIA}第九条第（三）项",
        "拆除后按专项施工方案重新搭设。",
    ),
    RectificationItem("二级配电箱未设围栏，电缆拖地。", citation="JGJ 46-2005第8.1.3条"),
)

NOTICE = RectificationSheet(
    issuer="椰城县住房和城乡建设局",
    number="X建安整〔2026〕15号",
    addressee="海南椰城第一建筑工程有限公司",
    project="椰城滨海壹号（二期）",
    visited=date(2026, 11, 10),
    items=ITEMS,
    due=date(2026, 11, 25),
    inspectors=OFFICERS,
    issued=date(2026, 11, 12),
    due_hour=18,
    part="主体结构",
    rechecked_by="韦𣈶、张𬱖",
    copied_to=("椰城滨海置业有限公司（建设单位）", "海南椰城工程监理有限公司（监理单位）"),
    contact="0898-00000000",
)

LONG = replace(
    NOTICE,
    items=tuple(
        replace(
            ITEMS[number % 3], description=f"第{number + 1}处：" + ITEMS[number % 3].description
        )
        for number in range(12)
    ),
)

HUGE = replace(
    NOTICE,
    items=(replace(ITEMS[0], description=("脚手架连墙件整层缺失，经现场核查属实；" * 110)[:2000]),),
)

BARE = RectificationSheet(
    issuer="椰城县住房和城乡建设局",
    number="",
    addressee="甲公司",
    project="乙工程",
    visited=date(2026, 11, 10),
    items=(RectificationItem("临边无防护。"),),
    due=date(2026, 11, 25),
    inspectors=(Officer("王安"), Officer("李全")),
    issued=date(2026, 11, 12),
    words="{被通知单位}：\n{检查日期}发现：\n{隐患清单}\n一、整改期限。应于{整改期限}前整改完毕。"
    "\n二、救济途径。{救济告知}",
)

RECEIPT = ServiceReceiptSheet(
    issuer="椰城县住房和城乡建设局",
    paper_name="责令限期整改通知书",
    paper_number="X建安整〔2026〕15号",
    recipient="海南椰城第一建筑工程有限公司",
    project="椰城滨海壹号（二期）",
    place="椰城滨海壹号（二期）项目部会议室",
    way=ServiceWay.LEFT,
    receiver="陈𠮷",
    receiver_post="项目经理",
    received=datetime(2026, 11, 12, 16, 30, tzinfo=OFFICE_ZONE),
    refusal="当事人拒绝签名，说明对第2项有异议。",
    witnesses=("符某（居民委员会）",),
    servers=OFFICERS,
)

MONTH = MonthSheet(
    issuer="椰城县建设工程质量安全监督站",
    title="椰城县2026年10月\n房屋市政工程安全生产治本攻坚工作月报",
    first=date(2026, 10, 1),
    through=date(2026, 10, 31),
    lines=tuple(
        FigureLine(
            f"B{number:02}",
            name,
            None if number == 9 else str(number * 13),
            number if number % 4 == 1 else 0,
            "月末在监工程；竣工、中止监督的不计，按工程计数。",
        )
        for number, name in enumerate(
            (
                "在监工程",
                "在监工程的施工单位",
                "起重机械",
                "检查次数",
                "检查工程（去重）",
                "检查企业（去重）",
                "发现一般隐患",
                "发现重大隐患",
                "整改一般隐患",
                "整改重大隐患",
                "月末在账重大隐患",
                "其中逾期未销号",
                "责令限期整改通知书",
                "当场改正",
                "事故起数",
            ),
            start=1,
        )
    ),
    printed=date(2026, 10, 30),
    version="第1稿",
    confirmations=(Confirmation("事故起数", "韦𣈶", date(2026, 10, 30)),),
    unconfirmed=("整改一般隐患",),
    headlines=("B01", "B15", "B09", "B99"),
    chain_count=128,
    chain_head="9b2f0c3c5d7e8f90112233445566778899aabbccddeeff00112233445566778a",
)
