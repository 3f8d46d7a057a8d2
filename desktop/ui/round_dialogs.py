"""What is asked about a round: its scope's changes, one by one, and the week's proposal."""

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.domain.rounds import KIND_WORDS, Unit
from desktop.domain.week_plan import coming_weeks, day_words
from desktop.jobs.runner import Runner
from desktop.queries.planned_visits import WeekOffer, week_offer
from desktop.queries.round_scope import ChangeRow, round_changes
from desktop.ui.columns import UNKNOWN
from desktop.ui.ticking import Ticking, Ticks
from desktop.ui.widgets import words
from desktop.usecases.planned_visits import Planned, PlanVisits, plan_visits
from desktop.usecases.rounds import RefreshRound, refresh_round


class ScopeDialog(Ticking):
    """核对范围变动: what joined and what left, each with its day and reason."""

    def __init__(self, runner: Runner, round_id: int, parent: QWidget | None = None) -> None:
        titles = ("变动", "类别", "名称", "日期", "原因")
        ticks = Ticks(titles, (76, 60, 330, 100, 220), "范围变动")
        super().__init__(runner, "核对范围变动", "确认勾选的变动", ticks, parent)
        self._round_id = round_id
        self.told.setText(
            "按台账现状提出。勾选的进入或离开本轮，写明日期和原因；不勾的下次还会提出。"
        )
        today = runner.today()
        runner.read(self, round_changes, round_id, today, done=self._on_changes, failed=self.refuse)

    def _on_changes(self, found: tuple[ChangeRow, ...]) -> None:
        self.ticks.put([(one.change.unit, _told(one)) for one in found])
        self.done_button.setEnabled(bool(found))
        if not found:
            self.told.setText("没有变动：台账与本轮范围一致。")

    def act(self) -> None:
        units = tuple(unit for unit in self.ticks.chosen if isinstance(unit, Unit))
        if units and self.done_button.isEnabled():
            self.done_button.setEnabled(False)
            command = RefreshRound(self._round_id, units)
            self.runner.write(self, refresh_round, command, done=self.on_done, failed=self.refuse)


def _told(one: ChangeRow) -> tuple[str, ...]:
    change = one.change
    joins = "进入" if change.joins else "离开"
    kind = KIND_WORDS[change.unit.kind]
    return joins, kind, one.name or UNKNOWN, change.day.isoformat(), change.reason


class WeekDialog(Ticking):
    """排一周计划: what is not covered, spread over the working days and the inspectors."""

    def __init__(self, runner: Runner, round_id: int, parent: QWidget | None = None) -> None:
        titles = ("日期", "工程", "责任监督员", "同去", "先后的理由")
        ticks = Ticks(titles, (146, 270, 90, 80, 290), "本周建议")
        super().__init__(runner, "按轮次排计划", "排入计划", ticks, parent)
        self._round_id = round_id
        self._offer: WeekOffer | None = None
        self.weeks = QComboBox()
        self.weeks.setAccessibleName("哪一周")
        for monday, word in coming_weeks(runner.today()):
            self.weeks.addItem(word, monday)
        self.weeks.activated.connect(lambda _place: self._read())
        self.head.addWidget(words("排在"))
        self.head.addWidget(self.weeks)
        self.head.addStretch(1)
        self._read()

    def _read(self) -> None:
        self.runner.read(
            self,
            week_offer,
            self._round_id,
            self.weeks.currentData(),
            self.runner.today(),
            done=self._on_offer,
            failed=self.refuse,
            latest="offer",
        )

    def _on_offer(self, offer: WeekOffer) -> None:
        self._offer = offer
        lines = []
        for one in offer.offers:
            found = one.proposal
            told = (
                day_words(found.day),
                found.candidate.name,
                one.inspector or UNKNOWN,
                one.partner or UNKNOWN,
                found.candidate.why,
            )
            lines.append((found, told))
        self.ticks.put(lines)
        self.done_button.setEnabled(bool(lines))
        left = f"；另有 {offer.left_over} 处本周排不下" if offer.left_over else ""
        self.told.setText(
            f"还没有覆盖的工程 {len(lines)} 处{left}。先排有未销号重大隐患的、有超规模危大工程的、"
            "最久没有检查的；排入后可以改日期和人（F2）。"
        )

    def act(self) -> None:
        chosen = {id(one) for one in self.ticks.chosen}
        if self._offer is None or not chosen or not self.done_button.isEnabled():
            return
        self.done_button.setEnabled(False)
        proposals = [one.proposal for one in self._offer.offers]
        visits = tuple(
            Planned(one.candidate.project, one.day, one.inspector, one.partner)
            for one in proposals
            if id(one) in chosen
        )
        self.runner.write(
            self, plan_visits, PlanVisits(visits), done=self.on_done, failed=self.refuse
        )
