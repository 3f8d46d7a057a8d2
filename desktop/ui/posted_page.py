"""A ledger page whose records have inspectors posted to them: who leads is the page's own, who
assists (协) comes and goes here.
"""

from desktop.queries.assistants import Assistant, assistants_now
from desktop.queries.pickers import inspectors_named
from desktop.ui.fields import Choice, Day, Pick
from desktop.ui.forms import Editor
from desktop.ui.ledger_page import LedgerPage
from desktop.ui.record import Step
from desktop.usecases.assistants import AddAssistant, EndAssistant, add_assistant, end_assistant

PERSON_HINT = "输入姓名或拼音首字母"
SINCE = Day("since", "自何日起", True, "如 20261001、今天；以前各天不变", may_be_ahead=True)


class PostedPage(LedgerPage):
    """Adds the two steps of the 协; the entity is that of the page."""

    def assistant_steps(self) -> tuple[Step, ...]:
        return (Step("增加协办…", self.add_assistant), Step("结束协办…", self.end_assistant))

    def add_assistant(self) -> None:
        card = self.current
        if card is None:
            return
        last = Day("last_day", "最后一天", hint="空着为长期", may_be_ahead=True)
        person = Pick("inspector", "监督员", True, PERSON_HINT, query=inspectors_named)
        self.side.edit(
            Editor(
                f"增加协办（协）　{card.title}",
                (person, SINCE, last),
                lambda values: (add_assistant, AddAssistant(self.entity, card.id, **values)),
                {"since": self.runner.today()},
            )
        )

    def end_assistant(self) -> None:
        if self.current is not None:
            self.runner.read(
                self,
                assistants_now,
                self.entity,
                self.current.id,
                self.runner.today(),
                done=self._on_assistants,
            )

    def _on_assistants(self, assistants: tuple[Assistant, ...]) -> None:
        if not assistants:
            self.dialogs.say("这里现在没有协办；网格的协办请到“网格”页结束。")
            return
        choices = {row.id: f"{row.inspector}（自 {row.since} 起）" for row in assistants}
        self.side.edit(
            Editor(
                "结束协办（协）",
                (
                    Choice("assistant", "协办", True, choices=choices),
                    Day("last_day", "最后一天", True, may_be_ahead=True),
                ),
                lambda values: (end_assistant, EndAssistant(self.entity, **values)),
                {"assistant": assistants[0].id, "last_day": self.runner.today()},
            )
        )
