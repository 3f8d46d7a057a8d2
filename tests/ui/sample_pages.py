"""Pages of invented firms, for tests of the frame: no real enterprise, person or number."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from db.codes import Area
from desktop.queries.listing import Whole
from desktop.ui.columns import Align, Column, Mark
from desktop.ui.fields import Choice, Day, Field, LongText, Number
from desktop.ui.filter_bar import Filter
from desktop.ui.forms import Editor
from desktop.ui.list_page import ListPage
from desktop.ui.page import Page
from desktop.ui.record import Detail, Event, Step
from tests.jobs.test_runner import KeepSetting, keep_setting

KINDS = {"contractor": "施工单位", "client": "建设单位"}


@dataclass(frozen=True)
class FirmRow:
    """One invented firm."""

    id: int
    name: str
    kind: str
    initials: str
    expires: date | None
    hazards: int

    @property
    def is_late(self):
        return self.expires is not None and self.expires < date(2026, 11, 12)


NAMES = (
    "晴川建设工程",
    "远麓市政",
    "云栖建筑安装",
    "百川基础工程",
    "长亭起重设备",
    "南渡房地产开发",
)
INITIALS = ("qcjsgc", "ylsz", "yqjzaz", "bcjcgc", "ctqzsb", "ndfdckf")


def firm_rows(session):
    return tuple(
        FirmRow(
            number + 1,
            f"{NAMES[number % 6]}有限公司第{number + 1}分公司（虚构）",
            "client" if number % 6 == 5 else "contractor",
            f"{INITIALS[number % 6]}{number + 1}",
            None if number % 7 == 0 else date(2026, 8 + number % 5, 1 + number % 28),
            number * 7 % 5,
        )
        for number in range(137)
    )


def firm(session, firm_id):
    return next((row for row in firm_rows(session) if row.id == firm_id), None)


def office_name(session):
    return "虚构县建设工程质量安全监督站"


def counts(session, today):
    return {"desk": 12, "enterprises": 3, "machines": 41, "hazards": 1203}


@dataclass(frozen=True)
class Hit:
    """One answer of the search box."""

    entity: str
    id: int
    kind: str
    title: str
    detail: str


def search(session, words, limit):
    found = [row for row in firm_rows(session) if row.initials.startswith(words)]
    return tuple(Hit("enterprise", row.id, "企业", row.name, row.initials) for row in found[:2])


class Plain(Page):
    """An empty page."""

    key: ClassVar[str] = "desk"
    title: ClassVar[str] = "工作台"


class Firms(ListPage):
    """A whole list page as one is written."""

    key: ClassVar[str] = "firms"
    title: ClassVar[str] = "企业"
    shows: ClassVar[frozenset[Area]] = frozenset({Area.OFFICE})
    help: ClassVar[str] = "登记在本县施工的**建设、施工、监理**等单位。"
    source = Whole(
        firm_rows,
        text=lambda row: f"{row.name} {row.initials}",
        filters={
            "kind": lambda row, kind: row.kind == kind,
            "late": lambda row, _is_late: row.is_late,
        },
    )
    columns: ClassVar[tuple[Column, ...]] = (
        Column("企业名称", lambda row: row.name, 300, sort="name"),
        Column("类型", lambda row: KINDS[row.kind], 90),
        Column(
            "许可证有效期",
            lambda row: row.expires,
            130,
            Align.CENTRE,
            "expires",
            lambda row: Mark.DANGER if row.is_late else None,
        ),
        Column("在账隐患", lambda row: row.hazards, 80, Align.RIGHT, "hazards"),
    )
    filters = (Filter("kind", "类型", KINDS),)
    passing: ClassVar[dict[str, str]] = {"late": "许可证过期的"}
    record = staticmethod(firm)

    def describe(self, record):
        late = ("安全生产许可证已过期",) if record.is_late else ()
        return Detail(
            record.name,
            f"{KINDS[record.kind]} · 在账隐患 {record.hazards} 项",
            (
                ("统一社会信用代码", None),
                ("企业类型", KINDS[record.kind]),
                ("许可证有效期至", record.expires),
                (
                    "注册地址",
                    "虚构县南渡镇滨河路 18 号（虚构地址，较长时应当自动换行而不是被截断）",
                ),
            ),
            Step("登记检查", lambda: None),
            (Step("修改", self.edit, keys="F2"), Step("查看工程", lambda: None)),
            late,
            (Step("责令限期整改通知书 虚住建改〔2026〕12号", lambda: None),),
            (Step("晴川花园二期工程（虚构）", lambda: self.go.emit("projects", {})),),
            (
                Event(date(2026, 10, 12), "检查发现隐患 3 项", "韦某"),
                Event(date(2026, 10, 13), "责令限期整改，期限 2026-10-20"),
                Event(date(2026, 10, 27), "逾期未回复", mark=Mark.DANGER),
            ),
        )

    def editor(self, record):
        return Editor(
            f"修改 {record.name}",
            (
                Field("name", "企业名称", required=True),
                Choice("kind", "企业类型", required=True, choices=KINDS),
                Day("expires", "许可证有效期至", may_be_ahead=True),
                Number("hazards", "在账隐患", least=0),
                LongText("note", "备注"),
            ),
            lambda values: (keep_setting, KeepSetting(values["name"])),
            {
                "name": record.name,
                "kind": record.kind,
                "expires": record.expires,
                "hazards": record.hazards,
            },
            str(record.id),
        )

    def blank(self):
        return Editor(
            "新增企业",
            (Field("name", "企业名称", required=True),),
            lambda values: (keep_setting, KeepSetting(values["name"])),
            subject="new",
        )


class Firms2(Firms):
    """The same under another key."""

    key: ClassVar[str] = "firms2"
    title: ClassVar[str] = "隐患"
