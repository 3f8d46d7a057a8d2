"""What the pane of a visit says: its fields, and why a step cannot be taken now."""

from collections.abc import Iterator
from typing import Any

from db.codes import AnswerValue, VisitKind
from desktop.domain.labels import label
from desktop.queries.visit_card import FileRow, VisitCard

_SYSTEM = {True: "已录入省系统", False: "未录入省系统"}


def marks_of(record: VisitCard) -> str:
    """Beside the kind: what sets this visit apart."""
    ground = record.ground
    told = ["历史导入"] if record.history else []
    told += ["线上"] if ground.online else []
    told += ["已更正"] if ground.corrected_by else []
    told += ["更正件"] if ground.corrects else []
    return "　".join(told)


def fields_of(record: VisitCard) -> Iterator[tuple[str, Any]]:
    """The lines of the pane; what is empty and not asked falls away."""
    names = "、".join(one.words for one in record.inspectors)
    yield "检查人员", names or record.inspectors_text
    yield "在场人员", record.present_party
    yield "检查部位", record.part
    yield "时间", record.times
    yield from _grounds(record)
    yield "当日网格", record.grid
    yield "当日责任人", record.responsible
    if record.standard:
        yield "判定标准", f"{record.standard}版"
    yield "检查内容", "、".join(record.sections)
    yield "答案", _counted(record)
    failed = [_failed(row.title, row.remark) for row in record.answers if _is_failed(row.value)]
    if failed:
        yield "不合格项", "；".join(failed)
    yield from _asked(record)
    if record.remark:
        yield "结论", record.remark
    yield "签名", "、".join(f"{label(row.role)} {row.signer}" for row in record.signatures)
    if record.refusal:
        yield "拒签原因", record.refusal
    yield "录入日期", record.entered_on


def _grounds(record: VisitCard) -> Iterator[tuple[str, Any]]:
    ground = record.ground
    if not record.history and record.kind is not VisitKind.GUIDANCE:
        yield "检查审批", ground.approval
        yield "检查通知书", ground.notice
    code = [ground.check_code, ground.code_shown_at and f"{ground.code_shown_at} 亮码"]
    code += [_SYSTEM.get(ground.in_system, "") if ground.in_system is not None else ""]
    told = (
        ("检查方式", label(ground.manner) if ground.manner else ""),
        ("检查轮次", ground.round),
        ("检查码", "，".join(one for one in (*code, ground.system_note) if one)),
        ("陪同、协助", "、".join(ground.companions)),
        ("复查的通知书", "、".join(ground.rechecked)),
    )
    yield from ((title, words) for title, words in told if words)


def _asked(record: VisitCard) -> Iterator[tuple[str, Any]]:
    ground = record.ground
    told = (
        ("查过的设备", "；".join(ground.machines)),
        ("被检查单位", "；".join(ground.parties)),
        ("单位陈述", ground.statement),
        ("结果告知", ground.told_on),
        ("更正", _corrected(record)),
    )
    yield from ((title, words) for title, words in told if words)


def _corrected(record: VisitCard) -> str:
    told = []
    if record.ground.corrects is not None:
        one = record.ground.corrects
        told.append(f"更正 {one.day.isoformat()} 的检查：{one.reason}")
    if record.ground.corrected_by is not None:
        one = record.ground.corrected_by
        told.append(f"已由 {one.day.isoformat()} 的检查更正：{one.reason}；统计只计更正后的一次")
    return "；".join(told)


def _is_failed(value: AnswerValue) -> bool:
    return value is AnswerValue.FAIL


def _failed(title: str, remark: str) -> str:
    return f"{title}：{remark}" if remark else title


def _counted(record: VisitCard) -> str:
    values = [row.value for row in record.answers]
    told = [f"{label(one)} {values.count(one)}" for one in AnswerValue if one in values]
    return "　".join(told)


def file_words(row: FileRow) -> str:
    """A photo with its time, or that it has none."""
    if row.is_scan:
        return f"扫描件 {row.name}"
    return f"照片 {row.name}（{row.taken_at or '无拍摄信息'}）"


def why_no_photos(record: VisitCard) -> str:
    if record.history:
        return "历史导入的检查不要求照片"
    return "已签名，签名连同照片一起认定" if record.is_signed else ""


def why_no_signature(record: VisitCard) -> str:
    if record.history:
        return "历史导入的检查不要求签名"
    if record.kind is VisitKind.GUIDANCE:
        return "指导观摩不出文书，不要求签名"
    return "" if record.unsigned or record.site_is_open else "都已签名"


def why_no_record(record: VisitCard) -> str:
    if record.history:
        return "历史导入的检查没有现场检查笔录，原件在纸质档案里"
    return "指导观摩不出文书" if record.kind is VisitKind.GUIDANCE else ""


def why_no_correction(record: VisitCard) -> str:
    if record.history:
        return "历史导入的检查请在台账中更正后重新导入"
    corrected = record.ground.corrected_by is not None
    return "已经更正过，请更正最后一次的记录" if corrected else ""


def why_not_undo(record: VisitCard) -> str:
    return "" if record.timeline.last else "没有可撤销的"
