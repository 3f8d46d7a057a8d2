"""The pages there are, in the order of the side bar, and the queries of the frame itself."""

from desktop.ui.page import PageRef
from desktop.ui.shell import Lookups

_DESK = PageRef(
    "desk", "工作台", "工作台", "desktop.ui.pages.workbench:WorkbenchPage", waiting="件待办"
)

_LEDGERS = (
    PageRef(
        "projects",
        "工程项目",
        "台账",
        "desktop.ui.pages.projects:ProjectsPage",
        ("project",),
        "个工程是盲区（没有责任监督员）",
    ),
    PageRef(
        "enterprises",
        "企业",
        "台账",
        "desktop.ui.pages.enterprises:EnterprisesPage",
        ("enterprise",),
    ),
    PageRef(
        "inspectors",
        "监督人员",
        "台账",
        "desktop.ui.pages.inspectors:InspectorsPage",
        ("inspector",),
    ),
    PageRef("grids", "网格", "台账", "desktop.ui.pages.grids:GridsPage", ("grid",)),
    PageRef(
        "key_people",
        "关键岗位人员",
        "台账",
        "desktop.ui.pages.key_people:KeyPeoplePage",
        ("key_person",),
    ),
    PageRef(
        "machines",
        "起重机械",
        "台账",
        "desktop.ui.pages.machines:MachinesPage",
        ("machine",),
    ),
    PageRef(
        "dangerous_works",
        "危大工程",
        "台账",
        "desktop.ui.pages.dangerous_works:DangerousWorksPage",
        ("dangerous_work",),
    ),
    PageRef("certificates", "证照到期", "台账", "desktop.ui.pages.certificates:CertificatesPage"),
)

_IMPORT = PageRef(
    "import_wizard", "导入台账", "台账", "desktop.ui.pages.import_wizard:ImportWizardPage"
)

_ROUNDS = (
    PageRef("rounds", "检查轮次", "检查", "desktop.ui.pages.rounds:RoundsPage", ("round",)),
    PageRef(
        "week_plan",
        "检查计划",
        "检查",
        "desktop.ui.pages.week_plan:WeekPlanPage",
        ("planned_visit",),
    ),
)

_VISITS = (
    PageRef("visit_entry", "登记检查", "检查", "desktop.ui.pages.visit_entry:VisitEntryPage"),
    PageRef("visits", "检查记录", "检查", "desktop.ui.pages.visits:VisitsPage", ("visit",)),
    PageRef(
        "approvals",
        "检查审批",
        "检查",
        "desktop.ui.pages.approvals:ApprovalsPage",
        ("inspection_approval",),
        "份待批准",
    ),
    PageRef(
        "check_frequency",
        "检查频次",
        "检查",
        "desktop.ui.pages.check_frequency:CheckFrequencyPage",
    ),
)

_HAZARDS = (
    PageRef(
        "hazards",
        "隐患",
        "隐患",
        "desktop.ui.pages.hazards:HazardsPage",
        ("hazard",),
        "条未销号",
    ),
    PageRef(
        "notices",
        "整改停工通知",
        "隐患",
        "desktop.ui.pages.notices:NoticesPage",
    ),
    PageRef(
        "interviews", "约谈", "隐患", "desktop.ui.pages.interviews:InterviewsPage", ("interview",)
    ),
    PageRef("hazard_entry", "登记隐患", "隐患", "desktop.ui.pages.hazard_entry:HazardEntryPage"),
    PageRef("hazard_charts", "隐患图表", "隐患", "desktop.ui.pages.hazard_charts:HazardChartsPage"),
)

_PAPERS = PageRef(
    "papers", "文书", "文书", "desktop.ui.pages.papers:PapersPage", ("paper",), "份未送达"
)

_CASES = PageRef(
    "cases", "发文办理", "文书", "desktop.ui.pages.cases:CasesPage", ("paper_case",), "份待办"
)

_MONTH = PageRef("month", "月报", "月报", "desktop.ui.pages.month:MonthPage", ("month",))

_OPENING = PageRef(
    "opening_figures", "期初数", "月报", "desktop.ui.pages.opening_figures:OpeningFiguresPage"
)

_PEOPLE = (
    PageRef(
        "training_sessions",
        "培训场次",
        "人员培训",
        "desktop.ui.pages.training_sessions:TrainingSessionsPage",
        ("training_session",),
    ),
    PageRef(
        "training_lacks",
        "培训达标",
        "人员培训",
        "desktop.ui.pages.training_lacks:TrainingLacksPage",
    ),
    PageRef(
        "training",
        "培训台账",
        "人员培训",
        "desktop.ui.pages.training:TrainingPage",
        ("training_record",),
    ),
)

_SYSTEM = (
    PageRef("first_day", "首日设置", "系统", "desktop.ui.pages.first_day:FirstDayPage"),
    PageRef(
        "office_settings", "设置", "系统", "desktop.ui.pages.office_settings:OfficeSettingsPage"
    ),
    PageRef("wordings", "文书用语", "系统", "desktop.ui.pages.wordings:WordingsPage"),
)

PAGES: tuple[PageRef, ...] = (
    _DESK,
    *_LEDGERS,
    _IMPORT,
    *_ROUNDS,
    *_VISITS,
    *_HAZARDS,
    _CASES,
    _PAPERS,
    _MONTH,
    _OPENING,
    *_PEOPLE,
    *_SYSTEM,
)


LOOKUPS = Lookups(
    office="desktop.queries.frame:office_name",
    counts="desktop.queries.frame:waiting_counts",
    search="desktop.usecases.found_or_written:find_or_write",
    first_page="desktop.queries.frame:first_page",
)
