"""The forms of the steps of hazards and papers, for the side of any list that shows one.

Each gives an ``Editor``: what is asked, where it starts, and the use-case that is called.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from db.codes import ClosureWay, ServiceWay, SignerRole
from desktop.domain.labels import labels_of
from desktop.queries.pickers import inspectors_named
from desktop.queries.visit_form import Candidate
from desktop.queries.visit_ground import VisitGround
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Choice, Day, Field, Flag, LongText, Pick
from desktop.ui.file_input import evidence
from desktop.ui.forms import Editor
from desktop.usecases.correct_hazard import CorrectHazard, correct_hazard
from desktop.usecases.hazards import (
    CloseHazard,
    ExtendDeadline,
    RecordRecheck,
    RecordReply,
    ReviewHazard,
    close_hazard,
    extend_deadline,
    record_recheck,
    record_reply,
    review_hazard,
)
from desktop.usecases.papers import ServePaper, VoidPaper, serve_paper, void_paper
from desktop.usecases.signing import Signed, SignVisit, sign_visit
from desktop.usecases.visit_files import BindScan, bind_scan
from desktop.usecases.visit_notes import NoteVisit, note_visit

_WAYS = {way: word for way, word in labels_of(ClosureWay).items() if way != ClosureWay.IMPORTED}
_RESULTS = {True: "合格", False: "不合格"}
_REMARK = LongText("remark", "备注", lines=2)
Hazards = tuple[int, ...]


def _named(hazards: Hazards, words: str) -> str:
    return words if len(hazards) == 1 else f"{words}（{len(hazards)} 项）"


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """An empty remark is no remark; every other empty field stays None."""
    return {
        key: "" if key == "remark" and value is None else value for key, value in values.items()
    }


def serve_editor(dialogs: Dialogs, paper_id: int, number: str, today: date) -> Editor:
    """登记送达: the way, the day, who received, what proves it; also prints the 送达回证."""
    fields = (
        Choice("way", "送达方式", required=True, choices=labels_of(ServiceWay)),
        Day("served_on", "送达日期", required=True),
        Field("hour", "交付时刻", hint="如 9:30，可不填"),
        Field("receiver", "签收人"),
        Field("receiver_post", "签收人职务"),
        Field("place", "送达地点"),
        Pick("server", "送达人", query=inspectors_named),
        Pick("second", "送达人二", query=inspectors_named),
        Field("refusal", "拒收事由", hint="留置送达时填"),
        Field("witness", "见证人"),
        Flag("recorded", "过程记录", hint="已拍照或录像"),
        Flag("consent", "电子送达同意", hint="受送达人同意电子送达"),
        evidence("receipt", "回证扫描件", dialogs),
    )

    def command(values: dict[str, Any]) -> tuple[Callable[..., Any], object]:
        people = (values.pop("server"), values.pop("second"))
        servers = tuple(one for one in people if one is not None)
        receipt = values.pop("receipt")
        told: dict[str, Any] = {
            key: "" if value is None else value for key, value in values.items()
        }
        return serve_paper, ServePaper(paper_id, **told, servers=servers, receipt=receipt)

    start = {"way": ServiceWay.DIRECT, "served_on": today}
    return Editor(f"登记送达　{number}", fields, command, start, f"serve-{paper_id}")


def void_editor(paper_id: int, number: str) -> Editor:
    """作废: its number keeps its row, with the reason."""
    fields = (Field("reason", "作废原因", required=True),)
    return Editor(
        f"作废　{number}",
        fields,
        lambda values: (void_paper, VoidPaper(paper_id, values["reason"])),
        saves_as="作废",
    )


def reply_editor(dialogs: Dialogs, hazards: Hazards, today: date) -> Editor:
    """登记整改回复 of the enterprise."""
    fields = (
        Day("replied_on", "回复日期", required=True),
        evidence("evidence", "回复材料", dialogs),
        _REMARK,
    )
    return Editor(
        _named(hazards, "登记整改回复"),
        fields,
        lambda values: (record_reply, RecordReply(hazards, **_given(values))),
        {"replied_on": today},
    )


def recheck_editor(
    dialogs: Dialogs, hazards: Hazards, today: date, visits: Mapping[int, str]
) -> Editor:
    """登记复查; ``visits`` are the project's visits a re-check may have been made on."""
    fields = (
        Day("rechecked_on", "复查日期", required=True),
        Choice("passed", "复查结果", required=True, choices=_RESULTS),
        Choice("way", "复查方式", required=True, choices=_WAYS),
        Pick("inspector_id", "复查人", query=inspectors_named),
        Choice("visit_id", "复查时的检查", choices=visits, hint="重大隐患须由两人现场复查"),
        evidence("evidence", "整改证据", dialogs),
        Day("new_due", "新期限", may_be_ahead=True, hint="不合格、再次限期整改时填"),
        _REMARK,
    )
    return Editor(
        _named(hazards, "登记复查"),
        fields,
        lambda values: (record_recheck, RecordRecheck(hazards, **_given(values))),
        {"rechecked_on": today, "passed": True, "way": ClosureWay.ON_SITE},
    )


def review_editor(hazards: Hazards, today: date) -> Editor:
    """审核 by one who neither found nor re-checked it."""
    fields = (
        Day("reviewed_on", "审核日期", required=True),
        Pick("reviewer_id", "审核人", query=inspectors_named, hint="未参与检查和复查的人"),
        _REMARK,
    )
    return Editor(
        _named(hazards, "审核销号"),
        fields,
        lambda values: (review_hazard, ReviewHazard(hazards, **_given(values))),
        {"reviewed_on": today},
    )


def close_editor(hazards: Hazards, today: date) -> Editor:
    """销号, on paper or on site, said which."""
    fields = (
        Day("closed_on", "销号日期", required=True),
        Choice("way", "销号方式", required=True, choices=_WAYS),
        Pick("inspector_id", "销号人", query=inspectors_named),
        _REMARK,
    )
    return Editor(
        _named(hazards, "销号"),
        fields,
        lambda values: (close_hazard, CloseHazard(hazards, **_given(values))),
        {"closed_on": today, "way": ClosureWay.ON_SITE},
        saves_as="销号",
    )


def extend_editor(dialogs: Dialogs, hazards: Hazards, today: date) -> Editor:
    """延期, with the approval in writing."""
    fields = (
        Day("approved_on", "批准日期", required=True),
        Day("new_due", "新期限", required=True, may_be_ahead=True),
        evidence("approval", "批准材料", dialogs),
        _REMARK,
    )
    return Editor(
        _named(hazards, "延期"),
        fields,
        lambda values: (extend_deadline, ExtendDeadline(hazards, **_given(values))),
        {"approved_on": today},
    )


def correct_editor(hazards: Hazards) -> Editor:
    """更正: the step entered last is taken back, with the reason."""
    return Editor(
        _named(hazards, "更正最后一步"),
        (Field("reason", "更正原因", required=True),),
        lambda values: (correct_hazard, CorrectHazard(hazards, values["reason"])),
        saves_as="更正",
    )


def scan_editor(dialogs: Dialogs, visit_id: int) -> Editor:
    """补扫描件: the wet-signed record of a visit."""
    return Editor(
        "补扫描件",
        (evidence("scan", "签名笔录扫描件", dialogs, required=True),),
        lambda values: (bind_scan, BindScan(visit_id, values["scan"])),
    )


def note_editor(visit_id: int, ground: VisitGround) -> Editor:
    """亮码、结果告知: what is known after the visit and is no part of what was signed."""
    fields = (
        Field("check_code", "检查码", hint="由省系统生成"),
        Field("code_shown_at", "亮码时刻", hint="9:35", length=20),
        Choice("in_system", "省系统", choices={True: "已录入", False: "未录入"}),
        Field("system_note", "未录入理由", hint="如现场无网络"),
        Day("told_on", "结果告知日"),
    )

    def command(values: dict[str, Any]) -> tuple[Callable[..., Any], object]:
        may_be_none = ("in_system", "told_on")
        told: dict[str, Any] = {
            key: "" if value is None and key not in may_be_none else value
            for key, value in values.items()
        }
        return note_visit, NoteVisit(visit_id, **told)

    start = {one.key: getattr(ground, one.key) for one in fields}
    return Editor("亮码、结果告知", fields, command, start, f"note-{visit_id}")


def sign_editor(visit_id: int, unsigned: tuple[Candidate, ...]) -> Editor:
    """签名 in ink: who has signed the printed record, or why the site would not."""
    fields = (
        *(Flag(str(one.id), one.name, hint="已在笔录上签名") for one in unsigned),
        Field("site", "被检查单位签名人"),
        Field("refusal", "拒签原因", hint="被检查单位拒绝签名时填"),
    )

    def command(values: dict[str, Any]) -> tuple[Callable[..., Any], object]:
        signed = [
            Signed(SignerRole.INSPECTOR, one.name, one.id)
            for one in unsigned
            if values[str(one.id)]
        ]
        if values["site"]:
            signed.append(Signed(SignerRole.SITE, values["site"]))
        return sign_visit, SignVisit(visit_id, tuple(signed), values["refusal"] or "")

    start = {str(one.id): True for one in unsigned}
    return Editor("登记签名", fields, command, start, f"sign-{visit_id}")
