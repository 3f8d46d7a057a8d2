"""The sheet of one visit while it is being filled in: sections, answers, findings. No Qt.

Every item is 未查 until touched; what is not in a ticked section cannot be answered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from db.codes import AnswerValue, HazardLevel, Outcome
from desktop.domain.criteria import check_conditions, check_criterion
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import HazardFacts, check_found
from desktop.reference.sections import CheckItem, Section, sections_on
from desktop.reference.standards import criteria, criterion
from desktop.ui.typed import NotUnderstood, typed_date
from desktop.usecases.findings import Finding
from desktop.usecases.initials import initials_of
from desktop.usecases.visits import Answer


@dataclass
class Found:
    """A finding as it stands in its form: words until the visit is saved."""

    item: str = ""
    description: str = ""
    part: str = ""
    sub: str = ""
    conditions: list[str] = field(default_factory=list)
    statement: str = ""
    level: HazardLevel = HazardLevel.GENERAL
    on_the_spot: bool = False
    due: str = ""

    def due_day(self, today: date) -> date | None:
        return typed_date(self.due, today) if self.due.strip() else None

    def finding(self, today: date) -> Finding:
        return Finding(
            self.description,
            self.sub or self.item or None,
            self.part,
            tuple(self.conditions),
            self.statement,
            self.level,
            self.on_the_spot,
            self.due_day(today),
        )


class CheckSheet:
    """What is ticked, answered and found, on the sections of the visit's day."""

    def __init__(self, day: date) -> None:
        self.start_over(day)

    def start_over(self, day: date) -> None:
        """Nothing ticked, nothing answered."""
        self.day = day
        self.ticked: set[str] = set()
        self.answers: dict[str, AnswerValue] = {}
        self.found: list[Found] = []
        self._take(day)

    # -- what there is -----------------------------------------------------------------

    def _take(self, day: date) -> None:
        self.sections = sections_on(day)
        self.items = {item.code: item for section in self.sections for item in section.items}
        self._section_of = {
            item.code: section for section in self.sections for item in section.items
        }

    def move_to(self, day: date) -> bool:
        """Go to another day; what its criteria do not have is let go. Whether something was."""
        before = len(self.ticked) + len(self.answers)
        self.day = day
        self._take(day)
        keys = {section.key for section in self.sections}
        self.ticked &= keys
        self.answers = {code: value for code, value in self.answers.items() if code in self.items}
        self.found = [one for one in self.found if not one.item or one.item in self.items]
        return len(self.ticked) + len(self.answers) < before

    def section_of(self, code: str) -> Section:
        return self._section_of[code]

    def listed(self) -> tuple[Section, ...]:
        """The ticked sections, in the order of the standards."""
        return tuple(section for section in self.sections if section.key in self.ticked)

    def answer_of(self, code: str) -> AnswerValue:
        return self.answers.get(code, AnswerValue.NOT_LOOKED)

    def done_in(self, section: Section) -> int:
        return sum(item.code in self.answers for item in section.items)

    def count(self, value: AnswerValue) -> int:
        return sum(answer == value for answer in self.answers.values())

    # -- answering ---------------------------------------------------------------------

    def tick(self, key: str, ticked: bool) -> None:
        """Tick a section; taking the tick away leaves its items 未查."""
        if ticked:
            self.ticked.add(key)
            return
        self.ticked.discard(key)
        for item in next(s for s in self.sections if s.key == key).items:
            self.answer(item.code, AnswerValue.NOT_LOOKED)

    def answer(self, code: str, value: AnswerValue) -> None:
        """Answer an item; any answer but 不合格 takes its findings away."""
        if value != AnswerValue.FAIL:
            self.found = [one for one in self.found if one.item != code]
        if value == AnswerValue.NOT_LOOKED:
            self.answers.pop(code, None)
        else:
            self.answers[code] = value

    def pass_all(self, key: str) -> int:
        """合格 for what is still untouched in one ticked section; how many that were."""
        section = next(one for one in self.listed() if one.key == key)
        untouched = [item.code for item in section.items if item.code not in self.answers]
        self.answers |= dict.fromkeys(untouched, AnswerValue.PASS)
        return len(untouched)

    def fail(self, code: str) -> Found:
        """Answer 不合格; gives the finding to fill in, a new one where there was none."""
        self.answers[code] = AnswerValue.FAIL
        standing = next((one for one in self.found if one.item == code), None)
        return standing or self.add_finding(code)

    def add_finding(self, code: str = "") -> Found:
        """One more finding, of an item or of none (其他隐患)."""
        item = self.items.get(code)
        judged = item is not None and item.criterion is not None
        made = Found(
            code,
            description=item.title if item is not None and judged else "",
            level=HazardLevel.MAJOR if judged else HazardLevel.GENERAL,
        )
        self.found.append(made)
        return made

    def drop_finding(self, one: Found) -> None:
        """Take a finding away; an item without any is 未查 again."""
        self.found = [other for other in self.found if other is not one]
        if one.item and not any(other.item == one.item for other in self.found):
            self.answers.pop(one.item, None)

    # -- saving ------------------------------------------------------------------------

    def trouble(self, one: Found, today: date) -> str:
        """What is still wrong with a finding, in one sentence; empty when nothing is."""
        try:
            _check(one, self.items.get(one.item), self.day, today)
        except (RuleViolation, NotUnderstood) as error:
            return str(getattr(error, "sentence", error))
        return ""

    def first_trouble(self, today: date) -> tuple[Found, str] | None:
        troubles = ((one, self.trouble(one, today)) for one in self.found)
        return next(((one, words) for one, words in troubles if words), None)

    def answers_given(self) -> tuple[Answer, ...]:
        return tuple(Answer(code, value) for code, value in self.answers.items())

    def sections_given(self) -> tuple[str, ...]:
        return tuple(section.key for section in self.listed())

    # -- a draft -----------------------------------------------------------------------

    def kept(self) -> dict[str, Any]:
        """Everything as plain words, for a draft."""
        return {
            "ticked": sorted(self.ticked),
            "answers": dict(self.answers),
            "found": [asdict(one) for one in self.found],
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put a draft back, as far as the day's criteria still have it."""
        self.ticked = set(kept["ticked"])
        self.answers = {code: AnswerValue(value) for code, value in kept["answers"].items()}
        self.found = [Found(**{**one, "level": HazardLevel(one["level"])}) for one in kept["found"]]
        self.move_to(self.day)


def _check(one: Found, item: CheckItem | None, day: date, today: date) -> None:
    if not one.description.strip():
        raise RuleViolation("请写明隐患内容")
    outcome = Outcome.ON_THE_SPOT if one.on_the_spot else Outcome.ORDERED
    check_found(HazardFacts(one.level, day, outcome, due=one.due_day(today)), today)
    judged = item.criterion if item is not None else None
    if one.level is HazardLevel.MAJOR and item is not None and item.subs and not one.sub:
        raise RuleViolation("请选出现的是哪一种预兆")
    named = criterion(one.sub) if one.sub else judged
    check_criterion(one.level, named, criteria(day), day)
    if judged is not None and one.level is HazardLevel.MAJOR:
        check_conditions(judged, one.conditions, one.statement)


def initials_of_items(sections: Iterable[Section]) -> dict[str, str]:
    """Pinyin initials of every section and item, by key and code."""
    found: dict[str, str] = {}
    for section in sections:
        found[section.key] = initials_of(section.title)
        for item in section.items:
            found[item.code] = initials_of(item.title)
    return found
