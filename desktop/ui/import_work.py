"""One import on its way: each step is asked of the runner, and its answer told by a signal."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.domain.ledger import Ledger
from desktop.domain.ledgers.all import LEDGERS
from desktop.domain.mappings import fitting
from desktop.exchange.reading import Outline, outline, read_ledger
from desktop.exchange.rows import Sheet
from desktop.jobs.runner import Refusal, Runner, Ticket
from desktop.queries.shapes import known_kinds, known_mapping
from desktop.ui.import_headers import Mapped
from desktop.usecases.import_ledger import Imported, ImportLedger, import_ledger, preview_import
from desktop.usecases.imports.plan import ImportPlan
from desktop.usecases.office import InitOffice, has_office, init_office
from desktop.usecases.refused_rows import write_refused_rows
from desktop.usecases.shapes import RememberShape, remember_shape
from desktop.usecases.undo import Undo, Undone, undo

_GUESSED = "列对应按表头判断，可以改。"
_REMEMBERED = "列对应照上次同样表头的用法，可以改。"


class ImportWork(QObject):
    """Holds what has been settled so far.

    Slow work has its turn: a newer one, or 取消, makes the answer of an older one unwelcome.
    """

    began = Signal(str)
    moved = Signal(int, int)
    listed = Signal(object)
    relisted = Signal(object)
    matched = Signal(object, str)
    planned = Signal()
    imported = Signal()
    undone = Signal(int)
    saved = Signal(int)
    failed = Signal(str)

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._turn = 0
        self._ticket: Ticket | None = None
        self.clear()

    def clear(self) -> None:
        self.path: Path | None = None
        self.outline: Outline | None = None
        self.ledger: Ledger | None = None
        self.guessed: dict[str, str | None] = {}
        self.mapping: dict[str, str | None] = {}
        self._is_known = False
        self.since: date | None = None
        self.apart: frozenset[int] = frozenset()
        self.sheet: Sheet | None = None
        self.plan: ImportPlan | None = None
        self.done: Imported | None = None

    def cancel(self) -> None:
        self._turn += 1
        if self._ticket is not None:
            self._ticket.cancel()

    # -- the file ----------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Look at every sheet of a file."""
        self.clear()

        def on_read(outlines: tuple[Outline, ...]) -> None:
            self.path = path
            strange = tuple(told.shape for told in outlines if told.ledger is None)
            self._read(lambda kinds: self._on_kinds(outlines, kinds), known_kinds, strange)

        self._begin("正在读取文件")
        self._call(on_read, outline, path, LEDGERS)

    def _on_kinds(self, outlines: tuple[Outline, ...], kinds: Mapping[str, str]) -> None:
        """A sheet nobody can guess is what it was taken for the last time."""
        ledgers = {row.key: row for row in LEDGERS}
        self.listed.emit(
            tuple(
                replace(told, ledger=ledgers[kinds[told.shape]], missing=())
                if told.shape in kinds
                else told
                for told in outlines
            )
        )

    def take_kind(self, kind: str, sheet: str) -> None:
        """Look at one sheet again, as the kind somebody says it is."""

        def on_read(outlines: tuple[Outline, ...]) -> None:
            self.relisted.emit(next((told for told in outlines if told.sheet == sheet), None))

        self._begin("正在按所选种类读取")
        self._call(on_read, outline, self.path, LEDGERS, ledger=kind)

    # -- the headers -------------------------------------------------------------------

    def match(self, told: Outline, kind: str) -> None:
        """Go on with that sheet as that kind; headers matched before are matched so again."""
        self.outline = told
        self.ledger = next(row for row in LEDGERS if row.key == kind)
        self.guessed = {header.text: header.field for header in told.headers}
        self._begin("正在对应列")
        self._read(self._on_known, known_mapping, told.shape, kind)

    def _on_known(self, known: Mapping[str, str | None] | None) -> None:
        assert self.ledger is not None
        self._is_known = known is not None
        if known is None:
            self.matched.emit(self.guessed, _GUESSED)
        else:
            remembered = fitting(self.ledger, known)
            self.matched.emit({**self.guessed, **remembered}, _REMEMBERED)

    # -- the dry run -------------------------------------------------------------------

    def look(self, mapping: Mapped, since: date | None) -> None:
        """Read every cell and say what would come of it; nothing is stored."""
        assert self.ledger is not None
        assert self.outline is not None
        self.mapping, self.since, self.apart = dict(mapping), since, frozenset()
        self._begin("正在逐格核对")
        self._call(
            self._on_sheet,
            read_ledger,
            self.path,
            LEDGERS,
            ledger=self.ledger.key,
            sheet=self.outline.sheet,
            mapping=self.mapping,
            today=self._runner.today(),
        )

    def _on_sheet(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._preview()

    def tell_apart(self, apart: frozenset[int]) -> None:
        """These rows are other projects than those they look like: look again."""
        self.apart = apart
        self._begin("正在重新核对")
        self._preview()

    def _preview(self) -> None:
        today = self._runner.today()
        self._read(self._on_plan, preview_import, self.sheet, self.since, today, self.apart)

    def _on_plan(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.planned.emit()

    # -- the import --------------------------------------------------------------------

    def store(self) -> None:
        """Bring it in; an office that is not set up yet gets its row first."""
        self._begin("正在导入")
        self._read(self._on_asked, has_office)

    def _on_asked(self, is_there: bool) -> None:
        if is_there:
            self._store()
        else:
            self._write(lambda _office: self._store(), init_office, InitOffice())

    def _store(self) -> None:
        assert self.sheet is not None
        assert self.ledger is not None
        assert self.outline is not None
        if self._is_known or self.mapping != self.guessed:
            shape = RememberShape(self.ledger.key, self.outline.shape, self.mapping)
            self._runner.write(self, remember_shape, shape)
        name = "" if self.path is None else self.path.name
        self._ticket = self._runner.write(
            self,
            import_ledger,
            ImportLedger(self.sheet, self.since, self.apart, name),
            done=self._on_imported,
            failed=self._on_failed,
            progress=self.moved.emit,
        )

    def _on_imported(self, done: Imported) -> None:
        """Told also where 取消 came too late: then it is in, and can be undone."""
        self.done = done
        self.imported.emit()

    def save_refused(self, path: Path) -> None:
        """Write the rows that were left out, with the reasons."""
        if self.sheet is not None and self.done is not None:
            self._begin("正在另存")
            self._call(self.saved.emit, write_refused_rows, path, self.sheet, self.done.plan)

    def undo(self, key: str) -> None:
        """Take an import back, this one or an earlier."""

        def on_undone(undone: Undone) -> None:
            self.undone.emit(undone.records)

        self._begin("正在撤销")
        self._write(on_undone, undo, Undo(key))

    # -- asking the runner -------------------------------------------------------------

    def _begin(self, said: str) -> None:
        self._turn += 1
        self.began.emit(said)

    def _call(self, done: Callable[[Any], object], function: Any, *args: Any, **kw: Any) -> None:
        answered = self._in_turn(done)
        refused = self._in_turn(self._on_failed)
        self._ticket = self._runner.call(self, function, *args, done=answered, failed=refused, **kw)

    def _read(self, done: Callable[[Any], object], query: Any, *args: Any) -> None:
        refused = self._in_turn(self._on_failed)
        self._ticket = self._runner.read(
            self, query, *args, done=self._in_turn(done), failed=refused
        )

    def _write(self, done: Callable[[Any], object], usecase: Any, command: object) -> None:
        self._ticket = self._runner.write(
            self, usecase, command, done=self._in_turn(done), failed=self._on_failed
        )

    def _in_turn(self, act: Callable[[Any], object]) -> Callable[[Any], None]:
        turn = self._turn

        def answered(value: Any) -> None:
            if turn == self._turn:
                act(value)

        return answered

    def _on_failed(self, refusal: Refusal) -> None:
        self.failed.emit(refusal.sentence)
