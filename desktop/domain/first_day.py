"""首日设置: what an office settles when it comes into the program; each step can wait."""

from dataclasses import dataclass

SKIPPED = "first_day.skipped"
"""The setting that lists the steps somebody has put off for good."""


@dataclass(frozen=True)
class GuideStep:
    """One step; ``why`` says what it is for, ``missing`` what the desk says while it is open."""

    key: str
    title: str
    why: str
    missing: str


OFFICE = GuideStep(
    "office",
    "单位和启用日",
    "局和站的名称印在文书上，区划决定上报给谁。启用日可以是任何一年的任何一天："
    "从这一天起由本系统统计，之前的以期初数和导入的台账为准。"
    "换了电脑的不用重填，到“设置 · 备份与核验”从备份恢复。",
    "单位名称、区划或启用日还没有填",
)
ENTRUSTMENT = GuideStep(
    "entrustment",
    "文书名义",
    "监督文书以局、局（委托站实施）或站的名义出，按出具当天的委托为准。",
    "还没有登记文书以谁的名义出",
)
NUMBERS = GuideStep(
    "numbers",
    "文号",
    "每种文书的机关代字和下一号，接着手工编的号往下编，签发时取号。",
    "还没有设定整改通知书的文号",
)
LEDGERS = GuideStep(
    "ledgers",
    "台账",
    "按顺序导入：先企业、监督人员，再工程，然后人员、机械、危大工程、隐患、培训。",
    "台账还没有导入齐",
)
OPENING = GuideStep(
    "opening",
    "期初数",
    "启用前已经报出去的月份和年度数字。累计和同比从它们算起，作为已报数保存，不对应记录。",
    "期初数还没有录入",
)
SAMPLE = GuideStep(
    "sample",
    "示例县",
    "一个虚构的县，可以随便试。它在自己的文件夹里，和本单位的数据互不相干，随时可以移除。",
    "",
)
STEPS = (OFFICE, ENTRUSTMENT, NUMBERS, LEDGERS, OPENING, SAMPLE)
