"""移送书: what its sheet begins with."""

from sqlalchemy.orm import Session

from db.codes import PaperKind
from desktop.documents import referral as form
from desktop.documents.referral import ReferralSheet
from desktop.queries.typed_subject import TypedGround
from desktop.usecases.typed.paper import About, TypedPaper


def referral(_session: Session, ground: TypedGround) -> ReferralSheet:
    return ReferralSheet(
        issuer=ground.issuer,
        number="",
        addressee="",
        matter="",
        reason="",
        basis="",
        issued=ground.day,
        party=ground.addressee,
        project=ground.project_name,
        source="监督检查",
        facts="\n".join(one.description for one in ground.hazards),
    )


REFERRALS = (
    TypedPaper(
        PaperKind.REFERRAL,
        referral,
        form.render,
        ("addressee", "matter", "reason", "basis"),
        (About.PROJECT, About.ENTERPRISE, About.HAZARDS, About.NOTHING),
        due="feedback_due",
        long=("reason", "basis", "facts"),
    ),
)
