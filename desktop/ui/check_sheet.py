"""The sheet of one visit while it is being filled in: sections, answers, findings. No Qt.

Every item is 未查 until touched; what is not in a ticked section cannot be answered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from db.codes import AnswerValue, HazardLevel, Outcome, PartyRole
from desktop.domain.criteria import check_conditions, check_criterion
from desktop.domain.errors import RuleViolation
from desktop.domain.hazards import HazardFacts, check_found
from desktop.reference.sections import CheckItem, Section, sections_on
from desktop.reference.standards import criteria, criterion
from desktop.ui import site_sheet as site
from desktop.ui.site_sheet import SiteSheet
from desktop.ui.typed import NotUnderstood, typed_date
from desktop.usecases.findings import Finding
from desktop.usecases.initials import initials_of
from desktop.usecases.visit_command import Answer, CheckedEnterprise, TickedMachine

_STANDS = "这一项的隐患随原检查保留，不能改答；要改请先更正那条隐患"
_NO_MACHINE_ANSWER = "设备只记已查、有问题或未查"


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
        duty = site.duty_of(self.item)
        item = self.sub or self.item or None
        if site.is_of_site(self.item):
            item = duty[0] if duty else None
        return Finding(
            self.description,
            item,
            self.part,
            tuple(self.conditions),
            self.statement,
            self.level,
            self.on_the_spot,
            self.due_day(today),
            duty[1] if duty else None,
        )


class CheckSheet:
    """What is ticked, answered and found, on the sections of the visit's day."""

    def __init__(self, day: date) -> None:
        self.start_over(day)

    def start_over(self, day: date) -> None:
        """Nothing ticked, nothing answered, no site."""
        self.day = day
        self.site = SiteSheet()
        self.standing: frozenset[str] = frozenset()
        self.ticked: set[str] = set()
        self.answers: dict[str, AnswerValue] = {}
        self.found: list[Found] = []
        self._take(day)

    # -- what there is -----------------------------------------------------------------

    def _take(self, day: date) -> None:
        self.sections = (*self.site.sections, *sections_on(day))
        self.items = {item.code: item for section in self.sections for item in section.items}
        self._section_of = {
            item.code: section for section in self.sections for item in section.items
        }

    def move_to(self, day: date) -> bool:
        """Go to another day; what its criteria do not have is let go. Whether something was.

        What was looked at of the site stays until the site answers for that day.
        """
        before = len(self.ticked) + len(self.answers)
        self.day = day
        self._take(day)
        self._let_go(lambda key: not site.is_of_site(key))
        return len(self.ticked) + len(self.answers) < before

    def take_site(self, sheet: SiteSheet) -> None:
        """The site's own sections came, or another site's: what it has not is let go."""
        self.site = sheet
        self._take(self.day)
        self._let_go(site.is_of_site)

    def _let_go(self, concerns: Callable[[str], bool]) -> None:
        keys = {section.key for section in self.sections}
        gone = {key for key in self.ticked if concerns(key) and key not in keys}
        self.ticked -= gone

        def stays(code: str) -> bool:
            return not code or not concerns(code) or code in self.items

        self.answers = {code: value for code, value in self.answers.items() if stays(code)}
        self.found = [one for one in self.found if stays(one.item)]

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

    def stand(self, codes: Iterable[str]) -> None:
        """Of a correction: what the corrected visit found stands as it was found."""
        self.standing = frozenset(codes)

    def objection(self, code: str, value: AnswerValue) -> str:
        """Why an item cannot be answered so; empty when it can."""
        duty = site.duty_of(code)
        if (duty[0] if duty else code) in self.standing and value != AnswerValue.FAIL:
            return _STANDS
        no_such = value == AnswerValue.NOT_APPLICABLE and site.machine_of(code) is not None
        return _NO_MACHINE_ANSWER if no_such else ""

    def answer(self, code: str, value: AnswerValue) -> None:
        """Answer an item; any answer but 不合格 takes its findings away."""
        if self.objection(code, value):
            return
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
            part=self.site.places.get(code, ""),
            level=HazardLevel.MAJOR if judged else HazardLevel.GENERAL,
        )
        self.found.append(made)
        return made

    def drop_finding(self, one: Found) -> None:
        """Take a finding away; an item without any is 未查 again."""
        self.found = [other for other in self.found if other is not one]
        if self.objection(one.item, AnswerValue.NOT_LOOKED):
            return
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

    def answers_given(self, *, guides: bool = False) -> tuple[Answer, ...]:
        """Those of the standards; of a 指导观摩 the words of what was found stand beside."""
        return tuple(
            Answer(code, value, self._words(code) if guides else "")
            for code, value in self.answers.items()
            if not site.is_of_site(code)
        )

    def _words(self, code: str) -> str:
        """What was found under an item, for where no hazard is made of it."""
        words = (one.description.strip() for one in self.found if one.item == code)
        return "；".join(word for word in words if word)

    def sections_given(self) -> tuple[str, ...]:
        """The ticked sections of the standards, and the parts of the site by their names."""
        named = ((section.key, site.part_of(section.key)) for section in self.listed())
        return tuple(part or key for key, part in named if part or not site.is_of_site(key))

    def orders_given(self) -> tuple[int, ...]:
        """The orders this visit re-checks."""
        orders = (site.order_of(section.key) for section in self.listed())
        return tuple(one for one in orders if one is not None)

    def machines_given(self) -> tuple[TickedMachine, ...]:
        keys = ((site.machine_of(code), code) for code in self.answers)
        return tuple(TickedMachine(key, self._words(code)) for key, code in keys if key is not None)

    def enterprises_given(self, *, guides: bool = False) -> tuple[CheckedEnterprise, ...]:
        """The parties of whose section at least one item was answered."""
        found: dict[tuple[PartyRole, int], list[Answer]] = {}
        for section in self.site.sections:
            for item in section.items:
                duty = site.duty_of(item.code)
                if duty is not None and item.code in self.answers:
                    role = PartyRole(section.key.split("@")[0])
                    words = self._words(item.code) if guides else ""
                    given = Answer(duty[0], self.answers[item.code], words)
                    found.setdefault((role, duty[1]), []).append(given)
        return tuple(
            CheckedEnterprise(whose, role, tuple(answers))
            for (role, whose), answers in found.items()
        )

    # -- a draft -----------------------------------------------------------------------

    def kept(self) -> dict[str, Any]:
        """Everything as plain words, for a draft."""
        return {
            "ticked": sorted(self.ticked),
            "answers": dict(self.answers),
            "found": [asdict(one) for one in self.found],
            "standing": sorted(self.standing),
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put a draft back, as far as the day's criteria still have it."""
        self.standing = frozenset(kept.get("standing", ()))
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
