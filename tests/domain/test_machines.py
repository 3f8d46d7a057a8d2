"""塔机、施工升降机、物料提升机、门式起重机 need a use registration; 吊篮 do not."""

import pytest

from db.codes import MachineKind
from desktop.domain.machines import unregistered
from desktop.reference.machines import registrations


def test_every_kind_has_an_answer() -> None:
    assert set(registrations()) == set(MachineKind)


@pytest.mark.parametrize(
    ("kind", "number", "missing"),
    [
        (MachineKind.TOWER_CRANE, None, True),
        (MachineKind.HOIST, " ", True),
        (MachineKind.MATERIAL_HOIST, "", True),
        (MachineKind.GANTRY_CRANE, None, True),
        (MachineKind.TOWER_CRANE, "琼AA-T202500001", False),
        (MachineKind.GONDOLA, None, False),
        (MachineKind.BRIDGE_ERECTOR, None, False),
    ],
)
def test_unregistered(kind: MachineKind, number: str | None, missing: bool) -> None:
    assert unregistered(kind, number) is missing
