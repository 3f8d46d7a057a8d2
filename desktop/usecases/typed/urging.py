"""催办通知书: what an enterprise still owes, from the record or picked by hand."""

from sqlalchemy.orm import Session

from db.codes import HazardState, PaperKind, PartyRole
from desktop.documents import urging_notice as urging_form
from desktop.documents.urging_notice import UrgedItem, UrgingNoticeSheet
from desktop.domain.errors import RuleViolation
from desktop.queries.owed import Owed, owed_by, owed_for, owed_of
from desktop.queries.told_hazards import told_hazards
from desktop.queries.typed_subject import TypedGround
from desktop.usecases.typed.paper import About, TypedPaper
from desktop.usecases.typed.site import watch_on
from desktop.usecases.typed.told_texts import answer_by

_REQUIREMENT = "逐项办结，附整改前后的照片等证明材料"
_CONSEQUENCE = "逾期仍未办结的，依法采取函告、通报、约谈、曝光等措施"


def urging_notice(session: Session, ground: TypedGround) -> UrgingNoticeSheet:
    """Whole by itself where the record knows what is owed."""
    owed = _owed(session, ground)
    sites = {one.project for one in owed} or {ground.project_name}
    of_one = sites.pop() if len(sites) == 1 else ""
    return UrgingNoticeSheet(
        issuer=ground.issuer,
        number="",
        addressee=ground.addressee,
        items=tuple(_item(one, sited=not of_one) for one in owed),
        due=answer_by(session, ground.day) or ground.day,
        issued=ground.day,
        project=of_one,
        requirement=_REQUIREMENT,
        consequence=_CONSEQUENCE,
        copied_to=tuple(filter(None, (ground.party(PartyRole.CLIENT),))),
        contact=watch_on(session, ground).contact if ground.project else "",
    )


def _item(one: Owed, *, sited: bool) -> UrgedItem:
    """The site stands once above the list where all are of one."""
    return UrgedItem(one.matter, one.project if sited else "", one.number, one.due)


def _owed(session: Session, ground: TypedGround) -> tuple[Owed, ...]:
    if ground.papers or ground.about:
        return owed_of(session, ground.papers or tuple(filter(None, (ground.about,))))
    if ground.hazards:
        return owed_for(told_hazards(session, ground.hazards))
    firm = ground.id_of(ground.addressee)
    site = ground.project.id if ground.project else None
    return owed_by(session, firm, ground.day, site) if firm is not None else ()


def check_urging(_session: Session, sheet: UrgingNoticeSheet, ground: TypedGround) -> None:
    if sheet.due < sheet.issued:
        raise RuleViolation("办理期限不能早于成文日期")
    for number, one in enumerate(sheet.items, start=1):
        if not one.matter.strip():
            raise RuleViolation(f"催办清单第{number}项缺催办事项")
    picked = () if ground.papers or ground.about else ground.hazards
    for number, hazard in enumerate(picked, start=1):
        if hazard.state is HazardState.CLOSED:
            raise RuleViolation(f"所选的第{number}项隐患已销号，不必催办，请去掉")


URGINGS = (
    TypedPaper(
        PaperKind.URGING_NOTICE,
        urging_notice,
        urging_form.render,
        ("addressee", "items", "due"),
        (About.ENTERPRISE, About.PROJECT, About.HAZARDS, About.PAPER),
        due="due",
        long=("reason", "requirement", "consequence"),
        check=check_urging,
        lines=lambda sheet: tuple(one.matter for one in sheet.items),
        several=True,
    ),
)
