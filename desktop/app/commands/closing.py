"""close: takes a month to 封存 and writes it out; marks it 已报 or 退回."""

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.app.command import Answer, Desk, Office
from desktop.app.parser import WrongUsage
from desktop.domain.labels import label
from desktop.domain.months import OPEN_STATES
from desktop.queries.month_lines import EarlierLine, MonthLine, MonthPage
from desktop.queries.months import month_page
from desktop.usecases.month_corrections import ExplainCorrection, explain_correction
from desktop.usecases.month_files import write_month_files
from desktop.usecases.months import (
    CloseMonth,
    OpenMonth,
    ReasonedMonth,
    SetCutOff,
    SubmitMonth,
    close_month,
    open_month,
    return_month,
    set_cut_off,
    submit_month,
)


def run(given: argparse.Namespace, desk: Desk) -> Answer:
    marks = given.submitted is not None or given.returned is not None
    if not marks and given.out is None:
        raise WrongUsage("close 要用 --out 指明写到哪个文件夹，或用 --submitted、--returned 登记")
    with desk.office(given.office) as office, _folder(given.out):
        before = office.runner.ask(month_page, given.month)
        unopened = before.state is None or before.state in OPEN_STATES
        if not marks or (unopened and given.out is not None):
            _close(office, given)
        closed = office.runner.ask(month_page, given.month)
        files = _written(office, given)
        if given.submitted is not None:
            office.runner.run(submit_month, SubmitMonth(given.month, given.submitted))
        if given.returned is not None:
            office.runner.run(return_month, ReasonedMonth(given.month, given.returned))
        after = office.runner.ask(month_page, given.month)
    return _answer(closed, after, files)


def _close(office: Office, given: argparse.Namespace) -> None:
    """With a reason for what changed, the draft comes first: the reason stands in it."""
    if given.reason:
        if office.runner.ask(month_page, given.month).state is None:
            office.runner.run(open_month, OpenMonth(given.month, given.through))
        elif given.through is not None:
            office.runner.run(set_cut_off, SetCutOff(given.month, given.through))
        codes = office.runner.ask(month_page, given.month).unexplained
        if codes:
            office.runner.run(
                explain_correction, ExplainCorrection(given.month, codes, given.reason)
            )
    office.runner.run(close_month, CloseMonth(given.month, given.through))


@contextlib.contextmanager
def _folder(out: Path | None) -> Iterator[None]:
    """The folder can be made before the month is sealed; a refusal leaves none behind."""
    is_new = out is not None and not out.exists()
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        if is_new and out is not None:
            with contextlib.suppress(OSError):  # what was written already stays
                out.rmdir()
        raise


def _written(office: Office, given: argparse.Namespace) -> tuple[Path, ...]:
    if given.out is None:
        return ()
    files = office.runner.ask(write_month_files, given.month, given.out.resolve())
    paths: tuple[Path, ...] = files.paths
    return paths


def _answer(closed: MonthPage, after: MonthPage, files: tuple[Path, ...]) -> Answer:
    unconfirmed = [line for line in closed.lines if line.can_confirm_none]
    state = "draft" if after.state is None else after.state.value
    data: dict[str, Any] = {
        "period": f"{after.period // 100}-{after.period % 100:02}",
        "edition": after.edition,
        "state": state,
        "first": after.first.isoformat(),
        "through": after.through.isoformat(),
        "figures": {line.code: line.value for line in closed.lines},
        "sums": {one.code: _sum(one) for one in closed.sums},
        "unconfirmed": [{"code": line.code, "name": line.name} for line in unconfirmed],
        "files": [str(path) for path in files],
    }
    standing = label(after.state) if after.state else "未起草"
    lines = [f"{after.title}第{after.edition}稿：{standing}"]
    if unconfirmed:
        names = "、".join(line.name for line in unconfirmed)
        lines.append(f"没有记录、也没有人确认无发生，仍为“—”：{names}")
    if closed.cut_off_words:
        lines.append(closed.cut_off_words)
    lines += [f"{one.name}：{one.proof}" for one in closed.sums if _has_moved(one)]
    lines += [str(path) for path in files]
    return Answer(data, tuple(lines))


def _sum(one: MonthLine | EarlierLine) -> dict[str, Any]:
    """A stock tells what came and what went as ``supplement`` and ``correction``."""
    assert one.sum is not None
    return {
        "last": one.sum.proof.last,
        "supplement": one.sum.supplement,
        "correction": one.sum.correction,
        "total": one.sum.total,
        "agrees": one.agrees,
        "proof": one.proof,
        "reason": one.reason,
    }


def _has_moved(one: MonthLine | EarlierLine) -> bool:
    """What a clerk should see at once: 补报 and 更正 of flows, and a sum that is wrong."""
    is_flow = isinstance(one, EarlierLine) or one.is_flow
    assert one.sum is not None
    return not one.agrees or (is_flow and bool(one.sum.late or one.sum.needs_reason))
