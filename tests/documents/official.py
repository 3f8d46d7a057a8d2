"""Official papers the tests print: an invented county, invented firms and people."""

from dataclasses import replace
from datetime import date

from desktop.documents.document import DocumentSheet
from desktop.documents.enclosures import Enclosure
from desktop.documents.letter import LetterSheet
from desktop.documents.minutes import MinutesSheet

BUREAU = "椰城县住房和城乡建设局"
FIRM = "海南椰城第一建筑工程有限公司"
PROJECT = "椰城滨海壹号（二期）"
TEXT = """\
2026年10月，我局组织对全县在建房屋市政工程开展监督检查，共检查项目23个，发现重大事故隐患4项、\
一般隐患118项。现将有关情况通报如下。
一、基本情况
（一）隐患整改。限期整改率为96.6%，较上月提高2.1个百分点，其中“三合一”宿舍、深基坑、\
高支模等部位整改较快；（二期）工程整改缓慢。
1. 海南椰城第一建筑工程有限公司承建的椰城滨海壹号（二期）项目，塔式起重机（QTZ80）附着间距为\
21.5米，超出使用说明书的规定，责令限期整改（X建安整〔2026〕15号），至2026年11月20日仍未完成。
（1）项目经理韦𣈶未按《建设工程安全生产管理条例》第二十一条履行职责。
（二）检查覆盖。本轮应查23个项目已全部覆盖。
二、下一步要求。各责任单位要对照《房屋市政工程生产安全重大事故隐患判定标准（2024版）》，\
立即开展自查自纠，于2026年12月5日前将整改情况书面报我局（联系电话：0898-00000000）。"""
LIST = Enclosure(
    "重大事故隐患清单",
    columns=("序号", "工程名称", "隐患内容"),
    rows=tuple((str(n), f"椰城第{n}小学教学楼", "脚手架连墙件缺失，" * 3) for n in range(1, 13)),
    widths=(1.0, 4.0, 8.0),
)
WIDE = Enclosure(
    "在监工程隐患整改一览表",
    columns=(
        "序号",
        "工程名称",
        "施工单位",
        "监理单位",
        "网格",
        "发现日期",
        "条款",
        "期限",
        "结果",
    ),
    rows=tuple(
        (
            str(n),
            f"椰城第{n}小学",
            FIRM,
            "海南椰城工程监理有限公司",
            "城东",
            "10月9日",
            "第八条",
            "10月24日",
            "已整改",
        )
        for n in range(1, 25)
    ),
    widths=(1, 3, 4, 4, 2, 2, 2, 2, 2),
)

CIRCULAR = DocumentSheet(
    issuer=BUREAU,
    kind="通报",
    number="X建安〔2026〕12号",
    title=f"{BUREAU}关于{PROJECT}项目重大事故隐患整改不力的通报",
    text=TEXT,
    issued=date(2026, 11, 12),
    addressees=("各在建项目建设单位", "施工单位", "监理单位"),
    enclosures=(LIST, WIDE),
    remark="此件公开发布",
    copied_to=("椰城县安全生产委员会办公室", "海南省住房和城乡建设厅", "县人民政府办公室"),
    names=(PROJECT,),
)
REPORT = replace(
    CIRCULAR,
    kind="报告",
    title=f"{BUREAU}关于2026年10月房屋市政工程安全生产治本攻坚三年行动进展情况的报告",
    addressees=("海南省住房和城乡建设厅",),
    signers=("符启明", "王安", "李全"),
    enclosures=(),
    remark="",
    urgency="特急",
)
SHORT = replace(
    CIRCULAR,
    kind="公告",
    title="关于公布重大事故隐患的公告",
    text="现予公告。",
    addressees=(),
    enclosures=(),
    remark="",
    copied_to=(),
    sealed=False,
    mark=BUREAU,
)
LETTER = LetterSheet(
    issuer=BUREAU,
    number="X建安函〔2026〕3号",
    title=f"关于{FIRM}{PROJECT}项目重大隐患整改进展缓慢情况的函",
    addressees=("海南椰城建设集团有限公司",),
    text=TEXT,
    issued=date(2026, 11, 12),
    contact="韦𣈶，0898-00000000",
    copied_to=("椰城滨海置业有限公司",),
    names=(FIRM, PROJECT),
)
MINUTES = MinutesSheet(
    issuer=BUREAU,
    number="〔2026〕2号",
    title=f"关于约谈{FIRM}主要负责人的纪要",
    text=TEXT,
    issued=date(2026, 11, 12),
    attended=(f"{BUREAU}　韦𣈶　张𬱖", f"{FIRM}　陈某（主要负责人）、李某（项目经理）"),
    excused=("海南椰城工程监理有限公司　赵某",),
    present=("椰城滨海置业有限公司　吴某",),
    copied_to=(FIRM, "海南椰城工程监理有限公司"),
    names=(FIRM,),
)
