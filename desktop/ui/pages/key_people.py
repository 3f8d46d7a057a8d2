"""关键岗位人员."""

from typing import ClassVar

from db.codes import Area, Post
from desktop.domain.ledgers.key_people import LEDGER
from desktop.queries.key_people import KEY_PEOPLE, key_person_card
from desktop.queries.pickers import projects_named
from desktop.ui.columns import Column
from desktop.ui.filter_bar import Filter
from desktop.ui.ledger_columns import EXPIRY, bulk_columns, choices, tail_column, validity_column
from desktop.ui.ledger_form import Asked
from desktop.ui.ledger_page import LedgerPage
from desktop.usecases.key_people import SaveKeyPerson, save_key_person


class KeyPeoplePage(LedgerPage):
    """关键岗位人员台账."""

    key: ClassVar[str] = "key_people"
    title: ClassVar[str] = "关键岗位人员"
    entity: ClassVar[str] = "key_person"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.KEY_PEOPLE, Area.PROJECTS})
    help: ClassVar[str] = (
        "各工程的项目负责人、技术负责人、安全员、总监等。同一身份证号在别的工程也有岗位时，"
        "右边列为“待核”：法律留有例外，由您判断。"
    )
    empty: ClassVar[str] = "还没有关键岗位人员。可以导入台账，或按 Ctrl+N 新增。"
    ledger = LEDGER
    source = KEY_PEOPLE
    columns: ClassVar[tuple[Column, ...]] = (
        Column("姓名", lambda row: row.name, 90, sort="name"),
        Column("岗位", lambda row: row.post, 120, sort="post"),
        Column("工程名称", lambda row: row.project, 240, sort="project"),
        validity_column("证书有效期至", "certificate_validity", "valid_to"),
        Column("证书编号", lambda row: row.certificate, 180),
        tail_column(),
    )
    filters: ClassVar[tuple[Filter, ...]] = (Filter("post", "岗位", choices(Post)), EXPIRY)
    read_card = staticmethod(key_person_card)
    save = staticmethod(save_key_person)
    command = SaveKeyPerson
    asked = Asked({"project": projects_named}, frozenset({"certificate_expiry"}))
    bulk = bulk_columns(LEDGER, "key_person")
