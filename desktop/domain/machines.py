"""Machines (起重机械): a registered kind in use without its registration is a reason to look."""

from db.codes import MachineKind
from desktop.reference.machines import registrations


def unregistered(kind: MachineKind, registration_no: str | None) -> bool:
    """A kind that needs a use registration has none (条例第三十五条; 判定标准 2024 8-1 起).

    A proposal to look, never by itself a hazard: the thirty days may still run.
    """
    return registrations()[kind].needed is True and not (registration_no or "").strip()
