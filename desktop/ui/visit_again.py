"""A form that takes up a stored visit: what it corrects or follows, said above the boxes."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from db.codes import AnswerValue, HazardLevel, VisitKind, VisitSource
from desktop.domain.labels import label
from desktop.queries.visit_again import VisitAgain
from desktop.reference.sections import item_of, sections_on
from desktop.ui import site_sheet as site
from desktop.ui.check_sheet import Found
from desktop.ui.widgets import row, wrapped

_SYSTEM = {True: "已录入", False: "未录入", None: ""}


class AgainBar(QWidget):
    """Hidden for a new visit; for a correction it asks the reason."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.guidance_id: int | None = None
        self.corrects: int | None = None
        self.said = wrapped("", "heading")
        self.reason = QLineEdit(placeholderText="更正原因（必填）")
        self.reason.setAccessibleName("更正原因")
        self.reason.textChanged.connect(self.changed)
        line = row(self, 8)
        line.addWidget(self.said, 3)
        line.addWidget(self.reason, 2)
        self.hide()

    def begin(self, kept: Mapping[str, str]) -> None:
        """Take what a draft or a stored visit says of it."""
        self.guidance_id = int(kept["guidance"]) if kept.get("guidance") else None
        self.corrects = int(kept["corrects"]) if kept.get("corrects") else None
        self.said.setText(kept.get("again", ""))
        self.reason.setText(kept.get("reason", ""))
        self.reason.setVisible(self.corrects is not None)
        self.setVisible(self.corrects is not None or self.guidance_id is not None)

    def typed(self) -> dict[str, str]:
        return {
            "guidance": "" if self.guidance_id is None else str(self.guidance_id),
            "corrects": "" if self.corrects is None else str(self.corrects),
            "again": self.said.text(),
            "reason": self.reason.text(),
        }

    def given(self) -> dict[str, Any]:
        return {
            "guidance_id": self.guidance_id,
            "corrects": self.corrects,
            "correction_reason": self.reason.text().strip(),
        }


def correction_of(again: VisitAgain) -> dict[str, str]:
    """A form filled as the signed visit was; its hazards and photos stay with it."""
    said = (
        f"更正 {again.visited_on.isoformat()} 的{label(again.kind)}"
        "（原检查保留，统计只计更正后的；隐患、照片随原检查）"
    )
    kept = {**_head(again), "corrects": str(again.id), "again": said}
    sheet = {**_sheet(again), "standing": sorted(again.standing)}
    return {**kept, "sheet": json.dumps(sheet, ensure_ascii=False), "photos": "[]"}


def check_after(again: VisitAgain, today: date) -> dict[str, str]:
    """A check of what the guidance found: its problems are taken over, everything else is new."""
    said = f"由 {again.visited_on.isoformat()} 的指导观摩转为检查：检查须另有审批、通知书和签名"
    head = _head(again)
    taken = ("project", "people", "part", "present_party")
    kept = {key: head[key] for key in taken}
    kept |= {
        "visited_on": today.isoformat(),
        "kind": label(VisitKind.CHECK),
        "source": label(VisitSource.PLAN),
        "guidance": str(again.id),
        "again": said,
    }
    sheet = json.dumps(_problems(again, today), ensure_ascii=False)
    return {**kept, "sheet": sheet, "photos": "[]"}


def _head(again: VisitAgain) -> dict[str, str]:
    ids = {"approval": again.approval_id, "notice": again.notice_id, "round": again.round_id}
    return {
        **again.words,
        **{key: "" if one is None else str(one) for key, one in ids.items()},
        "project": str(again.project_id),
        "people": " ".join(map(str, again.inspectors)),
        "visited_on": again.visited_on.isoformat(),
        "kind": label(again.kind),
        "source": label(again.source),
        "manner": label(again.manner) if again.manner else "",
        "online": "是" if again.online else "否",
        "in_system": _SYSTEM[again.in_system],
        "told_on": again.told_on.isoformat() if again.told_on else "",
        "companions": json.dumps(
            [[kind.value, name, unit] for kind, name, unit in again.companions],
            ensure_ascii=False,
        ),
    }


def _sheet(again: VisitAgain) -> dict[str, Any]:
    known = {section.key for section in sections_on(again.visited_on)}
    ticked = [key if key in known else site.part_key(key) for key in again.sections]
    answers = {code: value.value for code, value, _ in again.answers}
    for machine, remark in again.machines:
        value = AnswerValue.FAIL if remark else AnswerValue.PASS
        answers[site.machine_code(machine)] = value.value
    for party in again.parties:
        ticked.append(site.party_key(party.role, party.enterprise_id))
        answers |= {
            site.duty_code(item, party.enterprise_id): value.value
            for item, value, _ in party.answers
        }
    ticked += [site.MACHINES] if again.machines else []
    ticked += [site.order_key(one) for one in again.orders]
    return {"ticked": ticked, "answers": answers, "found": []}


def _problems(again: VisitAgain, day: date) -> dict[str, Any]:
    """What was answered 不合格, each with a finding begun in the words of the guidance."""
    sections = {item.code: one.key for one in sections_on(day) for item in one.items}
    failed = {
        code: (sections[code], remark)
        for code, value, remark in again.answers
        if value is AnswerValue.FAIL and code in sections
    }
    for party in again.parties:
        key = site.party_key(party.role, party.enterprise_id)
        for item, value, remark in party.answers:
            if value is AnswerValue.FAIL:
                failed[site.duty_code(item, party.enterprise_id)] = (key, remark)
    return {
        "ticked": sorted({key for key, _ in failed.values()}),
        "answers": dict.fromkeys(failed, AnswerValue.FAIL.value),
        "found": [asdict(_found(code, remark)) for code, (_, remark) in failed.items()],
    }


def _found(code: str, remark: str) -> Found:
    item = item_of(code)
    judged = item is not None and item.criterion is not None
    level = HazardLevel.MAJOR if judged else HazardLevel.GENERAL
    return Found(code, description=remark, level=level)
