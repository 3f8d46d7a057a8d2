"""The forms of a round's steps: opening and closing it, and its scope by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

from db.codes import HolderKind
from desktop.domain.rounds import Unit
from desktop.queries.pickers import projects_named
from desktop.queries.round_board import UnitRow
from desktop.queries.rounds import RoundRef
from desktop.ui.fields import Day, Field, LongText, Number, Pick
from desktop.ui.forms import Editor
from desktop.usecases.rounds import (
    CloseRound,
    OpenRound,
    PutUnitIn,
    TakeUnitOut,
    close_round,
    open_round,
    put_unit_in,
    take_unit_out,
)

_REASON = LongText("reason", "原因", True, "如 已发中止监督告知书", lines=2)
_SINCE = Day("day", "自何日起", True)


def open_editor(today: date) -> Editor:
    """新开一轮, from its real first day."""
    return Editor(
        "新开一轮（首日在监的项目、企业、设备冻结为应覆盖数）",
        (
            Day("first_day", "首日", True, "进行中的填它真正的首日"),
            Number("number", "第几轮", hint="不填为本年下一轮", least=1, most=24),
            Field("title", "名称", hint="不填为 ××年第×轮", length=60),
            LongText("ground", "依据", hint="如 省厅部署、本年监督计划、批件文号", lines=2),
        ),
        lambda values: (open_round, OpenRound(**values)),
        {"first_day": today},
        subject="open",
        saves_as="开始",
    )


def close_editor(chosen: RoundRef, today: date) -> Editor:
    """结束本轮: its scope stands from then on."""
    return Editor(
        f"结束 {chosen.title}（以后范围不再变）",
        (Day("last_day", "最后一天", True),),
        lambda values: (close_round, CloseRound(chosen.id, values["last_day"])),
        {"last_day": today},
        saves_as="结束本轮",
    )


def add_editor(chosen: RoundRef, today: date) -> Editor:
    """加入工程: a site the ledger's status would not bring in."""

    def command(values: dict[str, Any]) -> tuple[Callable[..., Any], object]:
        unit = Unit(HolderKind.PROJECT, values["project"])
        return put_unit_in, PutUnitIn(chosen.id, unit, values["day"], values["reason"])

    fields = (Pick("project", "工程", True, query=projects_named), _SINCE, _REASON)
    return Editor("把工程加入本轮", fields, command, {"day": today})


def take_out_editor(unit: UnitRow, today: date) -> Editor:
    """移出本轮, with its reason."""
    return Editor(
        f"移出本轮　{unit.name}",
        (_SINCE, _REASON),
        lambda values: (take_unit_out, TakeUnitOut(unit.id, **values)),
        {"day": today},
        saves_as="移出",
    )


def put_back_editor(chosen: RoundRef, unit: UnitRow, today: date) -> Editor:
    """放回本轮, with its reason."""
    which = Unit(unit.kind, unit.unit_id)
    return Editor(
        f"放回本轮　{unit.name}",
        (_SINCE, _REASON),
        lambda values: (put_unit_in, PutUnitIn(chosen.id, which, **values)),
        {"day": today},
        saves_as="放回",
    )
