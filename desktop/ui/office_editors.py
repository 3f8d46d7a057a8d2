"""The forms of what an office settles about itself, as declarations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.codes import InNameOf, PaperKind
from desktop.domain.entrustments import USUAL_MATTER
from desktop.domain.labels import labels_of
from desktop.domain.settings import SETTINGS, Setting, setting
from desktop.queries.office_card import EntrustmentRow, OfficeCard
from desktop.queries.papers import SeriesRow
from desktop.reference.regions import regions
from desktop.ui.fields import Choice, Day, Field, Flag, LongText, Number
from desktop.ui.forms import Editor
from desktop.ui.several import several
from desktop.usecases.entrustments import SaveEntrustment, save_entrustment
from desktop.usecases.holidays import EnterHolidays, enter_holidays
from desktop.usecases.office import InitOffice, set_up_office
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.settings import ChangeSettings, change_settings

_NEVER_NUMBERED = (
    PaperKind.SITE_RECORD,
    PaperKind.SERVICE_RECEIPT,
    PaperKind.ISSUE_SHEET,
    PaperKind.DOSSIER,
)
NUMBERED = tuple(kind for kind in PaperKind if kind not in _NEVER_NUMBERED)
_PROVINCE = "省"


def office_editor(card: OfficeCard) -> Editor:
    """局, 站, 区划 and 启用日."""
    places = {row.code: f"{row.name}　{row.code}" for row in regions() if row.level != _PROVINCE}
    return Editor(
        "本单位",
        (
            Field("bureau_name", "局的名称", hint="如 ××县住房和城乡建设局", length=60),
            Field("station_name", "站的名称", hint="没有站的不填", length=60),
            Choice("region_code", "区划或园区", choices=places),
            Day("start_day", "启用日", hint="如 20261101；从这天起由本系统统计", may_be_ahead=True),
        ),
        lambda values: (set_up_office, InitOffice(**values)),
        {
            "bureau_name": card.bureau_name,
            "station_name": card.station_name,
            "region_code": card.region_code,
            "start_day": card.start_day,
        },
    )


def series_editor(row: SeriesRow | None, today: date) -> Editor:
    """机关代字 and the next number of one kind of paper in one year."""
    words = labels_of(PaperKind)
    return Editor(
        "设定文号" if row is None else f"修改 {words[row.kind]} {row.year} 年的文号",
        (
            Choice(
                "kind", "文书种类", required=True, choices={kind: words[kind] for kind in NUMBERED}
            ),
            Number("year", "年度", required=True, least=2000, most=2100),
            Field("prefix", "机关代字", required=True, hint="如 ×建安整", length=12),
            Number(
                "next_number", "下一号", required=True, least=1, hint="手工编到 35 号，这里填 36"
            ),
        ),
        lambda values: (set_next_number, SetNextNumber(**values)),
        {"year": today.year, "kind": PaperKind.RECTIFICATION_NOTICE, "next_number": 1}
        if row is None
        else {
            "kind": row.kind,
            "year": row.year,
            "prefix": row.prefix,
            "next_number": row.next_number,
        },
    )


def entrustment_editor(row: EntrustmentRow | None) -> Editor:
    """In whose name papers go, from when to when."""
    key = None if row is None else row.id
    return Editor(
        "登记文书名义" if row is None else "修改文书名义",
        (
            Choice("in_name_of", "以谁的名义", required=True, choices=labels_of(InNameOf)),
            Field("matter", "事项", required=True, length=100),
            Day("first", "自", required=True, may_be_ahead=True),
            Day("last", "至（含当天）", hint="不填为长期", may_be_ahead=True),
            Field("document", "依据的文件", hint="委托书名称和文号；自己的职权可不填", length=200),
        ),
        lambda values: (save_entrustment, SaveEntrustment(**values, id=key)),
        {"matter": USUAL_MATTER}
        if row is None
        else {
            "in_name_of": row.in_name_of,
            "matter": row.matter,
            "first": row.first,
            "last": row.last,
            "document": row.document,
        },
    )


def holidays_editor(text: str = "", source: str = "") -> Editor:
    """A year's days off and worked weekends, a day a line."""
    return Editor(
        "录入节假日表",
        (
            LongText(
                "text",
                "每行一天",
                required=True,
                hint="2027-01-01,休,元旦\n2027-01-03,班,",
                length=20_000,
                lines=9,
            ),
            Field("source", "来源", required=True, hint="如 国办发明电〔2026〕×号"),
        ),
        lambda values: (enter_holidays, EnterHolidays(values["text"], values["source"])),
        {"text": text, "source": source},
    )


def settings_editor(held: Mapping[str, str | None]) -> Editor:
    """Every declared setting; an emptied one goes back to what holds without it."""
    return Editor(
        "设置",
        tuple(_setting_field(declared) for declared in SETTINGS),
        lambda values: (change_settings, ChangeSettings(tuple(map(_stored, values.items())))),
        {declared.key: _value(declared, held[declared.key]) for declared in SETTINGS},
    )


def _setting_field(declared: Setting) -> Field:
    hint = declared.unset or (f"不填为 {declared.default}" if declared.default else "")
    if declared.kind == "number":
        return Number(
            declared.key, declared.title, hint=hint, least=declared.least, most=declared.most
        )
    if declared.kind == "flag":
        return Flag(declared.key, declared.title)
    if declared.kind == "several":
        return several(declared.key, declared.title, declared.choices)
    return Field(declared.key, declared.title, hint=hint)


def _value(declared: Setting, held: str | None) -> Any:
    if held is None and declared.kind == "several":
        return declared.default
    if held is None:
        return declared.default == "1" if declared.kind == "flag" else None
    return held == "1" if declared.kind == "flag" else held


def _stored(pair: tuple[str, Any]) -> tuple[str, str | None]:
    key, value = pair
    if isinstance(value, bool):
        return key, "1" if value else "0"
    if setting(key).kind == "several" and value == setting(key).default:
        return key, None
    return key, None if value is None else str(value)
