"""The sample county at work: each step is what a clerk would do, through the same use-cases."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from db.codes import InNameOf, MonthPart, PaperKind
from desktop.app.sample_names import Names, Told, sample_file
from desktop.app.sample_orders import OrderWork
from desktop.app.sample_papers import PaperWork
from desktop.app.sample_visits import VisitWork
from desktop.domain.ledgers.all import LEDGERS
from desktop.exchange.opening import read_opening
from desktop.exchange.reading import read_ledger
from desktop.jobs.runner import InlineRunner
from desktop.reference.resources import resource
from desktop.usecases.attachments import NewFile
from desktop.usecases.entrustments import SaveEntrustment, save_entrustment
from desktop.usecases.import_ledger import ImportLedger, import_ledger
from desktop.usecases.month_texts import FieldText, WriteMonthText, write_month_text
from desktop.usecases.months import (
    CloseMonth,
    ConfirmNone,
    OpenMonth,
    SubmitMonth,
    close_month,
    confirm_none,
    open_month,
    submit_month,
)
from desktop.usecases.office import InitOffice, init_office
from desktop.usecases.opening import EnterOpening, OpeningFigure, import_opening
from desktop.usecases.sample import AddSample, add_sample
from desktop.usecases.series import SetNextNumber, set_next_number
from desktop.usecases.template_views import proposals, template_view
from desktop.usecases.templates import (
    AddTemplate,
    BindCells,
    BoundCell,
    add_template,
    bind_cells,
)

Step = Callable[[], object]


class SampleWork:
    """The steps in their order; ``told`` is ``sample.toml``.

    ``scripts`` are ``october``, the script of the round, and ``papers``, those of every other kind.

    What happened on a day is entered day by day, as an office catching up would.
    """

    def __init__(
        self, runner: InlineRunner, told: Told, scripts: dict[str, Told], today: date
    ) -> None:
        self._runner, self._told, self._today = runner, told, today
        self._october = october = scripts["october"]
        names = Names(runner)
        self._visits, self._orders = VisitWork(names, october), OrderWork(names, october)
        self._papers = PaperWork(names, scripts["papers"])

    def steps(self) -> Iterator[Step]:
        yield self._init
        yield self._entrust
        for row in self._told["ledger"]:
            yield partial(self._import, row)
        yield self._number
        yield self._papers.set_rules
        yield self._open_figures
        yield self._visits.open_round
        events = [*self._visits.events(), *self._orders.events(), *self._papers.events()]
        for event in sorted(events, key=lambda event: (event.day, event.place)):
            yield event.act
        yield self._open_month
        yield self._bind_form
        yield self._close_month
        yield partial(self._runner.run, add_sample, AddSample())

    def _init(self) -> None:
        told = self._told["office"]
        command = InitOffice(
            told["bureau"], told["station"], told["region"], told["start_day"], sample=True
        )
        self._runner.run(init_office, command)

    def _entrust(self) -> None:
        told = self._told["entrustment"]
        told = {**told, "in_name_of": InNameOf(told["in_name_of"])}
        self._runner.run(save_entrustment, SaveEntrustment(**told))

    def _import(self, row: dict[str, str]) -> None:
        path = sample_file(f"ledgers/{row['file']}")
        sheet = read_ledger(path, LEDGERS, sheet=row.get("sheet"), today=self._today)
        self._runner.run(import_ledger, ImportLedger(sheet, file=row["file"]))

    def _number(self) -> None:
        for row in self._told["series"]:
            kind = PaperKind(row["kind"])
            command = SetNextNumber(kind, self._today.year, row["prefix"], row["next"])
            self._runner.run(set_next_number, command)

    def _open_figures(self) -> None:
        cells = read_opening(sample_file("期初数.xlsx")).cells
        figures = tuple(OpeningFigure(one.code, one.period, one.value) for one in cells)
        self._runner.run(import_opening, EnterOpening(figures))

    def _open_month(self) -> None:
        month = self._told["month"]
        self._runner.run(open_month, OpenMonth(month))
        texts = tuple(
            FieldText(row["field"], MonthPart(row["part"]), row["text"])
            for row in self._october["text"]
        )
        self._runner.run(write_month_text, WriteMonthText(month, texts))

    def _bind_form(self) -> None:
        """The province's form is ours here: its cells are found by the names beside them."""
        path = resource("templates/月报表样.xlsx")
        form = NewFile(path.name, path.read_bytes())
        key = self._runner.run(add_template, AddTemplate(form))
        found = proposals(self._runner.ask(template_view, key))
        cells = (BoundCell(one.sheet, one.place, one.code, one.content) for one in found)
        self._runner.run(bind_cells, BindCells(key, tuple(cells)))

    def _close_month(self) -> None:
        month, told = self._told["month"], self._october["month"]
        nothing = ConfirmNone(month, tuple(told["nothing"]))
        self._runner.run(confirm_none, nothing)
        self._runner.run(close_month, CloseMonth(month))
        submitted = SubmitMonth(month, told["submitted_on"], told["by"], told["how"])
        self._runner.run(submit_month, submitted)
