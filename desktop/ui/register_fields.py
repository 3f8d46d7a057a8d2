"""What is asked of a paper issued elsewhere, and the command its answers make."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db.codes import HazardSource, InNameOf, NumberSource, PaperKind, ServiceWay
from desktop.domain.issuing import Leave
from desktop.domain.labels import label, labels_of
from desktop.domain.registering import ON_SITE, REGISTERED_KINDS
from desktop.queries.pickers import projects_named
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Choice, Day, Field, Flag, LongText, Pick
from desktop.ui.fields import Hour as Clock
from desktop.ui.files_input import evidences
from desktop.ui.typed import NotUnderstood
from desktop.usecases.findings import Finding
from desktop.usecases.papers import ServePaper
from desktop.usecases.registered_papers import NOT_YET, NewHazards, RegisterPaper

_OURS = (HazardSource.VISIT, HazardSource.LEDGER)
_SOURCES = {code: word for code, word in labels_of(HazardSource).items() if code not in _OURS}
_KINDS = {kind: label(kind) for kind in REGISTERED_KINDS}
_EXTENTS = {False: "局部停工", True: "全面停工"}

HEAD = (
    Pick("project_id", "工程", required=True, query=projects_named),
    Choice("kind", "文书", required=True, choices=_KINDS),
    Field("number", "原件文号", hint="原件上的文号；没有的不填", length=60),
    Day("issued_on", "成文日期", required=True),
    Field("origin", "原件出处", required=True, hint=f"{ON_SITE}，或者哪个系统", length=60),
    Choice("in_name_of", "文书名义", choices=labels_of(InNameOf)),
)
STOP = (
    Choice("whole_site", "停工范围", required=True, choices=_EXTENTS),
    Field("scope", "停工部位", hint="局部停工填：部位、机械或工序"),
    LongText("reason", "停工理由", lines=2, hint="照原件"),
    Day("starts_on", "停工起始日", may_be_ahead=True, hint="原件没写的不填，即送达之时"),
    Clock("starts_at", "起始时刻"),
)
ORDER = (
    Day("due", "整改期限", may_be_ahead=True, hint="原件上印的期限"),
    LongText("requirement", "整改要求", lines=2, hint="可不填"),
)
OTHER = (LongText("matter", "内容摘要", lines=3, hint="可不填；内容以原件为准"),)
NEW = (
    LongText("findings", "另有隐患", lines=2, hint="不是本局检查发现的：一行一条，部位：问题"),
    Choice("source", "隐患来源", choices=_SOURCES),
)
SERVICE = (
    Choice("way", "送达方式", choices=labels_of(ServiceWay)),
    Day("served_on", "送达日期"),
    Clock("hour", "交付时刻", hint="如 16:40"),
    Field("receiver", "签收人"),
    Field("witness", "见证人", hint="留置送达时填"),
    Flag("recorded", "过程记录", hint="已拍照或录像"),
    Flag("consent", "电子送达同意", hint="受送达人同意电子送达"),
)


def scan_fields(dialogs: Dialogs) -> tuple[Field, ...]:
    """The original: one PDF, or its pages as photos."""
    return (evidences("scans", "原件扫描件", dialogs),)


def command_of(
    values: Mapping[str, Any],
    hazards: tuple[int, ...],
    addressee: int | str | None,
    officers: tuple[int, ...],
) -> RegisterPaper:
    """The command of all answers; raises NotUnderstood with what is missing among them."""
    kind: PaperKind = values["kind"]
    is_stop = kind is PaperKind.STOP_ORDER
    return RegisterPaper(
        kind=kind,
        issued_on=values["issued_on"],
        origin=values["origin"],
        project_id=values["project_id"],
        leave=Leave(NumberSource.EXTERNAL, values["number"] or ""),
        addressee_id=addressee if isinstance(addressee, int) else None,
        addressee=addressee if isinstance(addressee, str) else "",
        in_name_of=values["in_name_of"],
        hazards=hazards,
        new=_new(values),
        due=values.get("due"),
        requirement=values.get("requirement") or "",
        officers=officers,
        whole_site=bool(values.get("whole_site")) if is_stop else False,
        scope=values.get("scope") or "",
        starts=_starts(values),
        reason=values.get("reason") or "",
        matter=values.get("matter") or "",
        scans=values["scans"] or (),
        service=_service(values),
    )


def _starts(values: Mapping[str, Any]) -> datetime | None:
    day, hour = values.get("starts_on"), values.get("starts_at")
    if day is None and hour is None:
        return None
    if hour is None:
        raise NotUnderstood("停工起始日要有起始时刻；原件没写的两项都不填")
    return datetime.combine(day or values["issued_on"], hour)


def _new(values: Mapping[str, Any]) -> NewHazards | None:
    lines = [one.strip() for one in (values.get("findings") or "").splitlines() if one.strip()]
    if not lines:
        return None
    source = values["source"]
    if source is None:
        raise NotUnderstood("另有隐患的，请选隐患来源；本局检查发现的请先登记检查")
    findings = tuple(_finding(line) for line in lines)
    return NewHazards(findings, values["issued_on"], source)


def _finding(line: str) -> Finding:
    part, mark, rest = line.replace(":", "：").partition("：")
    return Finding(rest.strip(), part=part.strip()) if mark and rest.strip() else Finding(line)


def _service(values: Mapping[str, Any]) -> ServePaper | None:
    way, day, hour = values["way"], values["served_on"], values["hour"]
    if way is None:
        if day is not None or hour is not None:
            raise NotUnderstood("填了送达日期的，请选送达方式")
        return None
    return ServePaper(
        NOT_YET,
        way,
        day or values["issued_on"],
        receiver=values["receiver"] or "",
        witness=values["witness"] or "",
        recorded=bool(values["recorded"]),
        consent=bool(values["consent"]),
        hour=hour.strftime("%H:%M") if hour else "",
    )
