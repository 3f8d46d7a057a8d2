"""Measure a PDF: each rule of GB/T 9704-2012 with what it requires and what is on the paper."""

from dataclasses import dataclass
from typing import Any

from desktop.documents.measure_codes import CODE_RULES
from desktop.documents.measure_faces import FACE_RULES
from desktop.documents.measure_official import OFFICIAL_RULES
from desktop.documents.measure_page import File
from desktop.documents.measure_reading import read_pdf
from desktop.documents.measure_rules import GENERAL, OWN, SHEET_RULES, STANDARD, Finding, Rule
from desktop.documents.page import Form
from desktop.domain.errors import KnownProblem

SUBJECT = "zhiben:"
RULES: tuple[Rule, ...] = (
    *GENERAL,
    *SHEET_RULES,
    *FACE_RULES,
    *CODE_RULES,
    *OFFICIAL_RULES,
)


@dataclass(frozen=True)
class Measured:
    """What one rule found on one file."""

    rule: Rule
    finding: Finding

    @property
    def clause(self) -> str:
        own = self.rule.clause == OWN
        return OWN if own else f"{STANDARD} {self.rule.clause}"

    def as_data(self) -> dict[str, Any]:
        found = self.finding
        return {
            "rule": self.rule.code,
            "name": self.rule.name,
            "clause": self.clause,
            "required": found.required,
            "measured": found.measured,
            "tolerance": found.tolerance,
            "unit": found.unit,
            "page": found.page,
            "note": found.note,
            "ok": found.ok,
        }

    def in_short(self) -> str:
        """行距应为 28.95 磅，实测 32 磅（第1页）."""
        found = self.finding
        page = f"（第{found.page}页）" if found.page else ""
        unit = found.unit
        return (
            f"{self.rule.name}应为 {found.required:g} {unit}，实测 {found.measured:g} {unit}{page}"
        )

    def as_words(self) -> str:
        found = self.finding
        where = f"，第{found.page}页" if found.page and not found.ok else ""
        note = f"（{found.note}）" if found.note and not found.ok else ""
        slack = f"±{found.tolerance:g}" if found.tolerance else ""
        return (
            f"{'合格' if found.ok else '不合格'}　{self.rule.name}：应为 {found.required:g}{slack} "
            f"{found.unit}，实测 {found.measured:g} {found.unit}{where}{note}　{self.clause}"
        )


@dataclass(frozen=True)
class Report:
    """One file, measured; ``form`` None where only the general checks were made."""

    form: Form | None
    pages: int
    measures: tuple[Measured, ...]

    @property
    def ok(self) -> bool:
        return all(one.finding.ok for one in self.measures)

    @property
    def wrong(self) -> tuple[Measured, ...]:
        return tuple(one for one in self.measures if not one.finding.ok)


def measure(data: bytes, form: Form | None = None) -> Report:
    """Measure a file by the form it names itself, else by the one given, else in general."""
    read = read_pdf(data)
    if not read.leaves:
        raise KnownProblem("PDF 文件里没有页面，请重新导出")
    form = form_of(read.subject) or form
    file = File(read, form)
    found = (
        Measured(rule, finding)
        for rule in RULES
        if not rule.forms or form in rule.forms
        for finding in [rule.measure(file)]
        if finding is not None
    )
    return Report(form, len(read.leaves), tuple(found))


def form_of(subject: str) -> Form | None:
    """The form a file names in its Subject."""
    word = subject.removeprefix(SUBJECT)
    return Form(word) if subject.startswith(SUBJECT) and word in set(Form) else None
