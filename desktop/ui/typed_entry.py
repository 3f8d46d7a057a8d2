"""From a page to a typed paper: which, its form, its issue, and on to its record."""

from functools import partial
from typing import Any

from desktop.ui.notice import Tone
from desktop.ui.page import Page
from desktop.ui.paper_chooser import PaperChooser
from desktop.ui.typed_dialog import TypedDialog
from desktop.usecases.typed.all import begin
from desktop.usecases.typed.offers import Offer, Standing


def make_paper(page: Page, standing: Standing, typed: str = "") -> None:
    """Ask which paper, then ask for it; ``typed`` are letters it is looked for by already."""
    chooser = PaperChooser(page.runner, standing, page)
    chooser.box.setText(typed)
    if page.dialogs.run(chooser) and chooser.chosen is not None:
        begin_paper(page, chooser.chosen, chooser.standing.words)
    chooser.deleteLater()


def begin_paper(page: Page, offer: Offer, about: str) -> None:
    """Open the form with what the record knows; a refusal is said by the window."""
    page.runner.read(
        page,
        begin,
        offer.kind,
        offer.subject,
        page.runner.today(),
        done=partial(_ask, page, offer, about),
        failed=lambda refusal: page.dialogs.say(refusal.sentence, Tone.WRONG),
    )


def _ask(page: Page, offer: Offer, about: str, sheet: Any) -> None:
    """Issued, its record is shown: there stand 登记送达 and 打印."""
    dialog = TypedDialog(page.runner, page.dialogs, offer, sheet, about, page)
    issued = dialog.issued if page.dialogs.run(dialog) else None
    dialog.deleteLater()
    if issued is not None:
        page.dialogs.say(f"已签发 {offer.words} {issued.number}".rstrip(), Tone.DONE)
        page.open_record.emit("paper", issued.id)
