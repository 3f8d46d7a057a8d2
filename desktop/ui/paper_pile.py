"""Several papers at once: all to the printer as one job, or into one PDF."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.documents.binding import Bound, joined
from desktop.jobs.runner import Progress, Refusal, Runner
from desktop.queries.paper_pile import Pile, paper_pile
from desktop.ui.dialogs import PAPERS, Dialogs
from desktop.ui.notice import Tone
from desktop.ui.print_asking import asked_printer
from desktop.ui.printing import print_pile

_NOTHING = "选中的文书都没有存下原件（历史导入或登记的文书），没有可打印的。"
_NONE_CHOSEN = "请先在列表里选中文书，按住 Ctrl 或 Shift 可以选几份。"
_SHOWN = 3


class PaperPile:
    """The stored bytes of papers chosen in ``owner``; how far it is stands at the window's foot."""

    def __init__(self, runner: Runner, dialogs: Dialogs, owner: QWidget) -> None:
        self._runner, self._dialogs, self._owner = runner, dialogs, owner

    def print_papers(self, ids: Sequence[int]) -> None:
        """In the order given; each whole, at 100 %."""
        self._read(ids, self._print)

    def save_papers(self, ids: Sequence[int]) -> None:
        self._read(ids, self._save)

    def _read(self, ids: Sequence[int], take: Callable[[Pile], None]) -> None:
        if not ids:
            self._dialogs.say(_NONE_CHOSEN)
            return

        def on_read(pile: Pile) -> None:
            if pile.papers:
                take(pile)
            else:
                self._dialogs.say(_NOTHING, Tone.WARNING)

        self._runner.read(
            self._owner, paper_pile, tuple(ids), done=on_read, failed=self._on_failed, latest="pile"
        )

    def _print(self, pile: Pile) -> None:
        name = f"{len(pile.papers)} 份文书"
        printer = asked_printer(self._dialogs, name, None, self._owner)
        if printer is None:
            return
        said = f"已送去打印 {name}，共 {{}} 页{_left_out(pile)}"
        self._runner.call(
            self._owner,
            print_pile,
            [one.content for one in pile.papers],
            printer,
            done=lambda pages: self._dialogs.say(said.format(pages), Tone.DONE),
            failed=self._on_failed,
        )

    def _save(self, pile: Pile) -> None:
        first = pile.papers[0].name
        name = first if len(pile.papers) == 1 else f"{first}等{len(pile.papers)}份"
        path = self._dialogs.save_file("另存为一个 PDF", f"{name}.pdf", PAPERS)
        if path is None:
            return
        said = f"{len(pile.papers)} 份文书已存到 {path}{_left_out(pile)}"
        self._runner.call(
            self._owner,
            save_joined,
            path,
            pile,
            done=lambda _nothing: self._dialogs.say(said, Tone.DONE),
            failed=self._on_failed,
        )

    def _on_failed(self, refusal: Refusal) -> None:
        self._dialogs.say(refusal.sentence, Tone.WRONG)


def save_joined(path: Path, pile: Pile, progress: Progress) -> None:
    """One file with a bookmark for each paper."""
    parts = [Bound(one.name, one.content) for one in pile.papers]
    path.write_bytes(joined(parts, progress))


def _left_out(pile: Pile) -> str:
    """What could not come along, by name."""
    names = pile.without
    if not names:
        return ""
    more = f"等 {len(names)} 份" if len(names) > _SHOWN else ""
    return f"；没有原件的没有包括在内：{'、'.join(names[:_SHOWN])}{more}"
