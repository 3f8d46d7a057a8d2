"""The sections of one site: what can be looked at there beside the standards. No Qt.

Each item's code ends in ``@`` and whose it is: ``machine@12``, ``contractor-3@5``, so that two
contractors of one site each answer their own section.
"""

from dataclasses import dataclass, field

from db.codes import PartyRole
from desktop.domain.labels import label
from desktop.queries.site import SiteMachine, SiteParty
from desktop.queries.visit_offer import VisitOffer
from desktop.reference.duties import duties_of
from desktop.reference.sections import CheckItem, Section

MACHINES = "machine@"
_PARTS, _ORDERS = "part@", "order@"
_MACHINE_GROUND = "建设部令第166号《建筑起重机械安全监督管理规定》"


@dataclass(frozen=True)
class SiteSheet:
    """``places`` is the part a finding is proposed with, by the code of its item."""

    sections: tuple[Section, ...] = ()
    places: dict[str, str] = field(default_factory=dict)


def site_sheet(offer: VisitOffer, *, rechecks: bool) -> SiteSheet:
    """部位, the orders of a 复查, the machines by number, and a section a party."""
    sections = [Section(f"{_PARTS}{name}", name, "部位", ()) for name in offer.parts]
    if rechecks:
        sections += [
            Section(f"{_ORDERS}{row.id}", row.words, "复查的通知书", ()) for row in offer.orders
        ]
    places: dict[str, str] = {}
    if offer.machines:
        items = tuple(_machine(n, row) for n, row in enumerate(offer.machines, start=1))
        places |= {item.code: item.title for item in items}
        sections.append(Section(MACHINES, "起重机械", "设备，逐台按编号", items))
    for party in offer.parties:
        section = _party(party)
        places |= {item.code: party.name for item in section.items}
        sections.append(section)
    return SiteSheet(tuple(sections), places)


def is_of_site(key: str) -> bool:
    """Whether a section or an item is one of the site, not of a standard."""
    return "@" in key


def part_of(key: str) -> str:
    """The part of the site a section stands for, empty for any other."""
    return key.removeprefix(_PARTS) if key.startswith(_PARTS) else ""


def order_of(key: str) -> int | None:
    """The order a section stands for."""
    return int(key.removeprefix(_ORDERS)) if key.startswith(_ORDERS) else None


def order_key(paper_id: int) -> str:
    return f"{_ORDERS}{paper_id}"


def part_key(name: str) -> str:
    return f"{_PARTS}{name}"


def party_key(role: PartyRole, enterprise_id: int) -> str:
    return f"{role.value}@{enterprise_id}"


def machine_code(machine_id: int) -> str:
    return f"{MACHINES}{machine_id}"


def duty_code(item: str, enterprise_id: int) -> str:
    return f"{item}@{enterprise_id}"


def machine_of(code: str) -> int | None:
    """The machine an item stands for."""
    return int(code.removeprefix(MACHINES)) if code.startswith(MACHINES) else None


def duty_of(code: str) -> tuple[str, int] | None:
    """The duty an item stands for, and whose it is."""
    if not is_of_site(code) or code.startswith(MACHINES):
        return None
    item, whose = code.rsplit("@", 1)
    return item, int(whose)


def _machine(place: int, row: SiteMachine) -> CheckItem:
    title = f"{row.number} {label(row.kind)}"
    due = f"，下次检测 {row.next_inspection.isoformat()}" if row.next_inspection else ""
    other = row.record_no if row.registration_no else ""
    number = f"，备案 {other}" if other else ""
    return CheckItem(machine_code(row.id), f"机-{place}", title, f"{_MACHINE_GROUND}{number}{due}")


def _party(row: SiteParty) -> Section:
    items = tuple(
        CheckItem(duty_code(one.code, row.enterprise_id), one.number, one.title, one.article)
        for one in duties_of(row.role)
    )
    title = f"{label(row.role)} {row.name}"
    return Section(party_key(row.role, row.enterprise_id), title, "被检查单位履责核查", items)
