"""施工安全监督工作计划: begun from the site and its dangerous works, a version each time."""

import json
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.codes import HazardLevel, PaperKind, PaperState, WorkStatus
from db.tables.dangerous_works import DangerousWork
from db.tables.hazards import Hazard
from db.tables.papers import Paper
from db.tables.projects import Project, ProjectPart
from desktop.documents import supervision_plan as form
from desktop.documents.supervision_plan import PlannedParty, PlannedWork, SupervisionPlanSheet
from desktop.domain.calendar import add_months
from desktop.domain.errors import RuleViolation
from desktop.domain.labels import label
from desktop.queries.settings import words_setting
from desktop.queries.typed_subject import TypedGround, standing_paper
from desktop.reference.paper_points import points
from desktop.usecases.typed.paper import About, TypedPaper
from desktop.usecases.typed.site import leader_of, permit_on, site_of, watch_on

KIND = PaperKind.SUPERVISION_PLAN
ARTICLE = "建质〔2014〕154号第五条"
_YEAR = 12


def supervision_plan(session: Session, ground: TypedGround) -> SupervisionPlanSheet:
    """A later version begins with what the one before it lays down."""
    site, watch = site_of(ground), watch_on(session, ground)
    last = standing_paper(session, site.id, KIND, KIND)
    before: dict[str, Any] = json.loads(last.sheet) if last and last.sheet else {}
    works = _works(session, site.id)
    return SupervisionPlanSheet(
        issuer=ground.issuer,
        number="",
        project=site.name,
        frequency=before.get("frequency") or words_setting(session, "plan.frequency"),
        lead=watch.lead,
        made=ground.day,
        version=_next_version(session, site.id),
        assistants=watch.assistants,
        place=site.location or "",
        permit=permit_on(session, ground),
        overview=_overview(site),
        starts=site.start,
        ends=site.planned_finish,
        parties=tuple(
            PlannedParty(label(one.role), one.name, leader_of(session, ground, one.role))
            for one in ground.parties
        ),
        works=works,
        contents=tuple(before.get("contents") or points(KIND, "contents")),
        reasons=_reasons(session, site.id, works, ground.day),
        measures=tuple(before.get("measures") or points(KIND, "measures")),
    )


def _works(session: Session, site: int) -> tuple[PlannedWork, ...]:
    """Those not finished; the ledger has no day of theirs."""
    rows = session.execute(
        select(DangerousWork, ProjectPart.name)
        .outerjoin(ProjectPart, ProjectPart.id == DangerousWork.part_id)
        .where(
            DangerousWork.project_id == site,
            or_(DangerousWork.status.is_(None), DangerousWork.status != WorkStatus.FINISHED),
        )
        .order_by(DangerousWork.id)
    )
    return tuple(
        PlannedWork(
            f"{work.kind}（{part}）" if part else work.kind,
            work.size or "",
            bool(work.over_scale),
            label(work.status) if work.status is WorkStatus.ONGOING else "",
        )
        for work, part in rows
    )


def _overview(site: Project) -> str:
    told = [label(site.kind)]
    told += [f"建筑面积{_plain(site.area_m2)}平方米"] if site.area_m2 else []
    told += [f"工程造价{_plain(site.cost_wan)}万元"] if site.cost_wan else []
    return "，".join(told)


def _plain(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _reasons(
    session: Session, site: int, works: tuple[PlannedWork, ...], day: date
) -> tuple[str, ...]:
    """The grounds of article 5 the record knows; whether they weigh is the clerk's to say."""
    beyond = sum(work.beyond for work in works)
    majors = session.scalar(
        select(func.count()).where(
            Hazard.project_id == site,
            Hazard.level == HazardLevel.MAJOR,
            Hazard.found_on.between(add_months(day, -_YEAR), day),
        )
    )
    told = [f"含超过一定规模的危大工程{beyond}项"] if beyond else []
    told += [f"近一年发现重大隐患{majors}条"] if majors else []
    return tuple(told)


def _next_version(session: Session, site: int) -> int:
    """One more than the versions in force."""
    held = select(func.count()).where(
        Paper.project_id == site, Paper.kind == KIND, Paper.state != PaperState.VOIDED
    )
    return 1 + (session.scalar(held) or 0)


def version_before(
    session: Session, sheet: SupervisionPlanSheet, ground: TypedGround
) -> Paper | None:
    """Versions count up, and each says why it departs from the one before it.

    The project stays locked to the commit, so that two clerks do not count the same version.
    """
    site = site_of(ground).id
    session.scalar(select(Project.id).where(Project.id == site).with_for_update())
    wanted = _next_version(session, site)
    if sheet.version != wanted:
        raise RuleViolation(f"本工程的监督工作计划这一版应为第{wanted}版，请改正版本")
    if wanted > 1 and not sheet.adjusted.strip():
        raise RuleViolation(f"第{wanted}版须写明调整说明（{ARTICLE}）")
    return standing_paper(session, site, KIND, KIND)


def _notes(_session: Session, sheet: SupervisionPlanSheet, _ground: TypedGround) -> tuple[str, ...]:
    told = []
    if any(work.beyond for work in sheet.works) and not any(sheet.reasons):
        told.append(f"含超过一定规模的危大工程，应当增加抽查次数并写明理由（{ARTICLE}）")
    if not any("事故" in reason for reason in sheet.reasons):
        told.append(
            "承建企业近一年发生过生产安全事故的，应当增加抽查次数："
            f"事故情况未在本系统登记，请自行核对（{ARTICLE}）"
        )
    return tuple(told)


PLANS = (
    TypedPaper(
        KIND,
        supervision_plan,
        form.render,
        ("project", "frequency", "lead", "contents", "measures"),
        (About.PROJECT, About.PAPER),
        day="made",
        told="",
        numbered=False,
        long=("overview", "adjusted"),
        after=KIND,
        follows=version_before,
        notes=_notes,
    ),
)
