"""Work by notice: one reply to all its items, one re-check item by item, review and closure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.act import Act
from db.change import about
from db.codes import Area, ClosureWay, HazardState, HazardStepKind
from db.tables.hazards import Hazard
from db.tables.papers import Paper
from desktop.domain import hazards as rules
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import HazardFacts
from desktop.queries.hazards import hazard_facts
from desktop.queries.orders import items_in_order, own_items, standing_rows
from desktop.usecases.attachments import NewFile, attach
from desktop.usecases.done import Done
from desktop.usecases.loop import Loop, NextStep
from desktop.usecases.paper_ground import ordering_paper

CHANGED = frozenset({Area.HAZARDS, Area.PAPERS, Area.VISITS})
_WAITS_FOR_REPLY = (HazardState.ORDERED, HazardState.SERVED)


@dataclass(frozen=True)
class ReplyToNotice:
    """整改回复: one for the whole notice, or for those of its items that are named."""

    paper_id: int
    replied_on: date
    evidence: tuple[NewFile, ...] = ()
    remark: str = ""
    hazards: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReviewNotice:
    """审核 of what passed, by one of the office who neither found nor re-checked it."""

    paper_id: int
    reviewed_on: date
    reviewer_id: int | None
    hazards: tuple[int, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class CloseNotice:
    """销号 of every item that may be closed, the way its re-check went."""

    paper_id: int
    closed_on: date
    inspector_id: int | None = None
    hazards: tuple[int, ...] = ()
    remark: str = ""


class Notice:
    """A notice with the items it still orders, in printed order, and what the rules need."""

    def __init__(self, session: Session, paper_id: int) -> None:
        self.session = session
        self.paper: Paper = ordering_paper(session, paper_id)
        printed = items_in_order(session, paper_id)
        self.places = {key: place for place, key in enumerate(printed, start=1)}
        self.ids = own_items(session, paper_id)
        rows = session.scalars(select(Hazard).where(Hazard.id.in_(self.ids))).all()
        self.hazards = {hazard.id: hazard for hazard in rows}
        self.facts = hazard_facts(session, rows)

    def chosen(
        self, named: Sequence[int], waits: Callable[[HazardFacts], bool], none: str
    ) -> tuple[int, ...]:
        """The items named, else all that wait for the step; ``none`` is said where none does."""
        strange = set(named) - set(self.ids)
        if strange:
            raise RuleViolation("其中有隐患不在这份通知书上，或已转由停工通知书办理，请刷新后再选")
        ids = tuple(named) or tuple(key for key in self.ids if waits(self.facts[key]))
        if not ids:
            raise RuleViolation(none)
        return ids

    def each(self, ids: Sequence[int], check: Callable[[int, HazardFacts], None]) -> None:
        """Ask the rule of every item; the refusal says what lacks, and on which items."""
        refused: dict[str, dict[str, list[int]]] = {}
        for key in sorted(ids, key=self.places.__getitem__):
            try:
                check(key, self.facts[key])
            except RuleViolation as refusal:
                head, mark, rest = refusal.sentence.partition("：")
                for part in rest.split("；") if mark else ("",):
                    refused.setdefault(head, {}).setdefault(part, []).append(self.places[key])
        if refused:
            several = len(ids) > 1 or len(self.places) > 1
            raise RuleViolation("；".join(_refusals(refused, several=several)))

    def keep(self, files: Sequence[NewFile], act: Act) -> int | None:
        """Keep what was handed in for the whole notice beside it; the id of the first file."""
        kept = [attach(self.session, Paper.__tablename__, self.paper.id, one, act) for one in files]
        return kept[0].id if kept else None

    def done(self) -> Done[int]:
        about(self.session, self.paper.number or "")
        return Done(self.paper.id, CHANGED)


def _refusals(refused: dict[str, dict[str, list[int]]], *, several: bool) -> Iterator[str]:
    """Each refusal once, with the items it is about."""
    for head, parts in refused.items():
        if list(parts) == [""]:
            yield f"{_items(parts[''])}：{head}" if several else head
            continue
        told = (f"{_items(places)}{part}" if several else part for part, places in parts.items())
        yield f"{head}：{'；'.join(told)}"


def _items(places: Sequence[int]) -> str:
    """第1、3—6项."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    told = (f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)
    return f"第{'、'.join(told)}项"


def record_notice_reply(session: Session, command: ReplyToNotice, act: Act) -> Done[int]:
    notice, day = Notice(session, command.paper_id), command.replied_on
    ids = notice.chosen(
        command.hazards,
        lambda one: rules.derive_state(one) in _WAITS_FOR_REPLY,
        "这份通知书的各项都已回复或复查合格",
    )
    notice.each(ids, lambda _key, one: rules.check_can_reply(one, day, act.today))
    step = NextStep(
        HazardStepKind.REPLIED,
        day,
        evidence_id=notice.keep(command.evidence, act),
        remark=command.remark or None,
    )
    Loop(session, ids).take(step, act)
    return notice.done()


def review_notice(session: Session, command: ReviewNotice, act: Act) -> Done[int]:
    notice = Notice(session, command.paper_id)
    day, reviewer = command.reviewed_on, command.reviewer_id
    ids = notice.chosen(command.hazards, waits_for_review, "这份通知书没有待审核的隐患")
    notice.each(ids, lambda _key, one: rules.check_can_review(one, reviewer, day, act.today))
    step = NextStep(
        HazardStepKind.REVIEWED,
        day,
        inspector_id=reviewer,
        remark=command.remark or None,
    )
    Loop(session, ids).take(step, act)
    return notice.done()


def waits_for_review(hazard: HazardFacts) -> bool:
    return hazard.strict and rules.derive_state(hazard) is HazardState.RECHECKED


def close_notice(session: Session, command: CloseNotice, act: Act) -> Done[int]:
    notice, day = Notice(session, command.paper_id), command.closed_on
    ids = notice.chosen(command.hazards, _may_close, "这份通知书没有可以销号的隐患")
    notice.each(ids, lambda _key, one: rules.check_can_close(one, day, act.today))
    steps = standing_rows(session, ids)
    ways: dict[ClosureWay | None, list[int]] = {}
    for key in ids:
        passed = [s.way for s in steps[key] if s.kind is HazardStepKind.RECHECK_PASSED]
        ways.setdefault(passed[-1] if passed else None, []).append(key)
    for way, chosen in ways.items():
        step = NextStep(
            HazardStepKind.CLOSED,
            day,
            inspector_id=command.inspector_id,
            way=way,
            remark=command.remark or None,
        )
        Loop(session, chosen).take(step, act)
    return notice.done()


def _may_close(hazard: HazardFacts) -> bool:
    is_open = rules.derive_state(hazard) is not HazardState.CLOSED
    return is_open and not rules.missing_to_close(hazard)
