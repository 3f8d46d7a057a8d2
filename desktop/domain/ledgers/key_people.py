"""关键岗位人员台账."""

from db.codes import Post
from desktop.domain.ledger import Column, Identity, Kind, Ledger, words
from desktop.domain.ledgers.common import named

LEDGER = Ledger(
    key="key-people",
    title="关键岗位人员台账",
    columns=(
        Column("project", "工程名称", required=True, width=40),
        Column("name", "姓名", required=True),
        Column("id_number", "身份证号", type=Kind.ID_NUMBER, width=22),
        Column(
            "post",
            "岗位",
            type=Kind.CHOICE,
            required=True,
            choices=words(
                Post,
                PROJECT_MANAGER="项目经理",
                TECHNICAL_LEAD="技术负责人",
                SAFETY_OFFICER="安全员",
                SAFETY_DIRECTOR="安全总监",
                CHIEF_CONSULTANT="总监",
            ),
            width=16,
        ),
        Column("certificate", "证书编号", width=26),
        Column("certificate_expiry", "有效期至", type=Kind.DATE, ends=True),
    ),
    identities=(
        Identity("工程、岗位、身份证号", named("project", "post", "id_number")),
        Identity("工程、岗位、姓名", named("project", "post", "name")),
    ),
)
