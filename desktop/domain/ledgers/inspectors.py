"""监督人员台账."""

from collections.abc import Hashable

from desktop.domain.ledger import Column, Identity, Kind, Ledger, Values
from desktop.domain.ledgers.common import comparable, named


def _name_and_phone(values: Values) -> tuple[Hashable, ...]:
    return comparable(values["name"]), values["phone"]


LEDGER = Ledger(
    key="inspectors",
    title="监督人员台账",
    columns=(
        Column("name", "姓名", required=True),
        Column("id_number", "身份证号", ("身份证号码",), Kind.ID_NUMBER, width=22),
        Column("enforcement_card", "执法证号", ("执法证证号",), width=20),
        Column("enforcement_card_expiry", "执法证有效期", type=Kind.DATE, ends=True),
        Column("certificate", "考核合格证编号", width=24, doubtful=("证号",)),
        Column("certificate_expiry", "证书有效期", ("有效期至",), Kind.DATE, ends=True),
        Column("post", "职务", ("岗位",)),
        Column("phone", "联系电话", type=Kind.PHONE, width=15),
        Column("grid", "网格", ("所属网格",)),
    ),
    identities=(
        Identity("身份证号", named("id_number")),
        Identity("姓名、联系电话", _name_and_phone),
    ),
)
