"""企业台账."""

from db.codes import EnterpriseKind
from desktop.domain.ledger import Column, Identity, Kind, Ledger, words
from desktop.domain.ledgers.common import named

LEDGER = Ledger(
    key="enterprises",
    title="企业台账",
    columns=(
        Column("name", "企业名称", ("单位名称", "公司名称"), required=True, width=36),
        Column(
            "uscc",
            "统一社会信用代码",
            ("信用代码", "社会信用代码"),
            Kind.USCC,
            required=True,
            width=22,
        ),
        Column(
            "kind",
            "企业类型",
            ("单位类别",),
            Kind.CHOICE,
            required=True,
            choices=words(EnterpriseKind, CONTRACTOR="施工企业", CONSULTANT="监理企业"),
            width=14,
        ),
        Column("qualification", "资质等级", ("资质",), width=30),
        Column("safety_licence", "安全生产许可证编号", ("安许证号",), width=30),
        Column("safety_licence_expiry", "安许证有效期至", ("许可证有效期",), Kind.DATE, ends=True),
        Column("legal_person", "法定代表人", ("法人",)),
        Column("principal", "主要负责人"),
        Column("phone", "联系电话", ("电话",), Kind.PHONE, width=15),
    ),
    identities=(Identity("统一社会信用代码", named("uscc")),),
)
