"""Every kind of paper at one, two and seven pages: what a tester lays under the ruler."""

import importlib
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle, islice

from db.codes import PaperKind
from desktop.documents.binding import page_count
from desktop.documents.dossier import DossierItem, DossierSheet, MissingItem
from desktop.documents.flow import fitted
from desktop.documents.pieces import MEASURE
from tests.documents import form_sheets, office_extremes, office_sheets
from tests.documents.official import CIRCULAR, LETTER, MINUTES, REPORT, SHORT, TEXT
from tests.documents.sheets import BARE, LONG, MONTH, NOTICE, RECEIPT

SIZES = (1, 2, 7)
_MOST = 400
_LINES = tuple(f"{part}。" for part in TEXT.replace("\n", "").split("。") if part)
_SAID = "现将有关事项告知如下，请按要求办理，并于规定期限内书面报告结果。"
_FEW = "现将有关事项告知你单位。"
_BUREAU = "椰城县建设工程质量安全监督站"


@dataclass(frozen=True)
class Kind:
    """How a kind is drawn, its shortest and its full sheet, and what of it may grow."""

    kind: PaperKind
    module: str
    short: object
    full: object
    grows: str
    of: tuple[object, ...] | str

    @property
    def drawn(self):
        return importlib.import_module(f"desktop.documents.{self.module}")

    def render(self, sheet: object) -> bytes:
        return self.drawn.render(sheet)

    def count(self, sheet: object) -> int:
        """How many pages it takes, without drawing them where the kind allows."""
        if self.kind is PaperKind.MONTH_REPORT:
            return page_count(self.render(sheet))
        if self.kind is PaperKind.DOSSIER:
            paper = self.drawn.paper(sheet, 0)
        else:
            paper = self.drawn.paper(sheet)
        pieces = [piece for block in paper.blocks for piece in block.pieces(MEASURE)]
        imprint = paper.imprint.pieces(MEASURE)[0] if paper.imprint else None
        return len(fitted(pieces, imprint))

    def grown(self, sheet: object, times: int) -> object:
        """The sheet with so much of what may grow."""
        if isinstance(self.of, str):
            joint = "\n" if self.grows == "text" else ""
            return replace(sheet, **{self.grows: joint.join(islice(cycle(_LINES), times))})
        return replace(sheet, **{self.grows: tuple(islice(cycle(self.of), times))})

    def of_pages(self, pages: int) -> object:
        """The fullest sheet of so many pages; for one the shortest, in few words if need be."""
        if pages == 1:
            is_long = self.count(self.short) > 1 and hasattr(self.short, "words")
            return replace(self.short, words=_FEW) if is_long else self.short
        base = self.full if self.count(self.grown(self.full, 1)) <= pages else self.short
        low, high = 1, _MOST
        while low < high:
            middle = (low + high + 1) // 2
            if self.count(self.grown(base, middle)) <= pages:
                low = middle
            else:
                high = middle - 1
        return self.grown(base, low)


_GROWS = {
    "inspection_approval": "targets",
    "inspection_notice": "documents",
    "site_record": "problems",
    "stop_order": "items",
    "recheck_opinion": "items",
    "resumption_notice": "items",
    "interview_notice": "points",
    "interview_record": "points",
    "closure_approval": "hazards",
    "listed_supervision_notice": "hazards",
    "listed_supervision_release": "hazards",
    "referral": "materials",
    "inquiry_record": "answers",
    "service_address": "receivers",
    "urging_notice": "items",
    "supervision_plan": "contents",
    "briefing_record": "points",
    "supervision_notice": "focus",
    "suspension_notice": "parts",
    "restart_notice": "checks",
    "termination_notice": "materials",
    "exposure_list": "cases",
    "issue_sheet": "enclosures",
}
_FULL = {
    "inspection_approval": office_sheets.APPROVAL,
    "inspection_notice": office_sheets.NOTICE_OF_CHECK,
    "site_record": office_sheets.RECORD,
    "stop_order": office_sheets.STOP,
    "recheck_opinion": office_sheets.OPINION,
    "resumption_notice": office_sheets.RESUMPTION,
    "interview_notice": office_sheets.CALL,
    "interview_record": office_sheets.TALK,
    "closure_approval": office_sheets.CLOSURE,
    **form_sheets.FULL,
}
_BARE = {**office_extremes.BARE, **form_sheets.BARE}
_LONG = {**office_extremes.LONG, **form_sheets.LONG}


def _forms() -> list[Kind]:
    found = []
    for name, field in _GROWS.items():
        value = getattr(_LONG[name], field)
        # The first answer is one of 2,000 characters: too coarse to fill pages with.
        of = "" if isinstance(value, str) else value[name == "inquiry_record" :]
        found.append(Kind(PaperKind(name), name, _BARE[name], _FULL[name], field, of))
    return found


def _official() -> list[Kind]:
    bare = {"enclosures": (), "copied_to": ()}
    told = {"text": _SAID, **bare}
    announcement = replace(CIRCULAR, kind="公告", title="关于公布监督抽查结果的公告", enclosures=())
    reply = replace(LETTER, kind="复函", title="关于核实整改情况的复函")
    letter, minutes = replace(LETTER, **told), replace(MINUTES, **told, excused=(), present=())
    answer = replace(reply, **told)
    circular = replace(CIRCULAR, enclosures=())
    report = replace(REPORT, **told)
    return [
        Kind(PaperKind.CIRCULAR, "document", SHORT, circular, "text", ""),
        Kind(PaperKind.ANNOUNCEMENT, "document", SHORT, announcement, "text", ""),
        Kind(PaperKind.REPORT, "document", report, REPORT, "text", ""),
        Kind(PaperKind.LETTER, "letter", letter, LETTER, "text", ""),
        Kind(PaperKind.REPLY_LETTER, "letter", answer, reply, "text", ""),
        Kind(PaperKind.MINUTES, "minutes", minutes, MINUTES, "text", ""),
    ]


def _dossier() -> Kind:
    items = tuple(
        DossierItem(
            "现场检查笔录", f"现场检查笔录（第{n}次）", f"X建检录〔2026〕{n}号", date(2026, 3, 1)
        )
        for n in range(1, 61)
    )
    full = DossierSheet(
        issuer=_BUREAU,
        project="椰城滨海壹号（二期）",
        archived=date(2026, 11, 12),
        missing=(MissingItem("监督交底记录", "缺监督交底记录", "建质〔2014〕154号"),),
    )
    # A cover and an index are two pages at the least.
    return Kind(PaperKind.DOSSIER, "dossier", replace(full, missing=()), full, "items", items)


KINDS: tuple[Kind, ...] = (
    *_forms(),
    Kind(PaperKind.RECTIFICATION_NOTICE, "rectification_notice", BARE, NOTICE, "items", LONG.items),
    Kind(
        PaperKind.SERVICE_RECEIPT,
        "service_receipt",
        replace(RECEIPT, refusal="", witnesses=()),
        RECEIPT,
        "refusal",
        "",
    ),
    *_official(),
    Kind(
        PaperKind.MONTH_REPORT,
        "month_report",
        replace(MONTH, lines=(), headlines=(), charts=()),
        MONTH,
        "lines",
        MONTH.lines,
    ),
    _dossier(),
)
"""In no order but that of the files their sheets stand in; a test looks that none is left out."""
