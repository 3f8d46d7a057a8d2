"""A day of papers by keyboard on the demo's office: sent up, signed, served, scanned, bound.

The mouse only chooses pages at the side; in every page and dialog it is keys.
"""

from datetime import date

import pytest
from PIL import ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from db.codes import CaseState, PaperKind, PaperState
from db.tables.issuing import PaperCase
from db.tables.papers import Paper
from db.tables.signatures import Attachment
from desktop.queries.papers import paper_bytes
from tests.documents.reading import pdfium_text
from tests.ui import test_october
from tests.ui.clerk import CTRL, Key
from tests.ui.test_day import SHIFT, _stands_on_step, ask, enter_step, on, save
from tests.usecases.test_scan_filing import as_pdf, pictures

clerk, place = test_october.clerk, test_october.place
BOTH = CTRL | SHIFT
TODAY = date(2026, 11, 12)
MATTER = "2026年10月房屋市政工程施工安全检查情况"
FOUND = "十月检查工程五十七个，发现隐患一百七十三项。"
CLEARED = "上述隐患已经逐项核对。"
WORDS = "请于每日十七时前报告整改进度。"
FENCE = "群众反映夜间施工围挡破损"
FIRST = "示建质安改现〔2026〕1号"
OWED = '[["报送11月份安全自查表", "", "", "2026-11-10"]]'


@pytest.fixture
def papers(place):
    """Asks for the issued papers of a kind, newest first."""

    def found(kind):
        rows = select(Paper).where(Paper.kind == kind).order_by(Paper.id.desc())
        return ask(place, lambda session: session.scalars(rows).all())

    return found


def words_of(place, paper):
    return pdfium_text(ask(place, lambda session: paper_bytes(session, paper.id)))


def send_up(clerk, dialog):
    """Ctrl+Enter, once the dialog knows that its kind is approved first."""
    clerk.wait(lambda: dialog.issue_button.text() in {"送审", "再送审"})
    clerk.press(Key.Key_Return, modifier=CTRL)
    clerk.wait(lambda: dialog.result() or dialog.notice.words)
    assert dialog.result(), dialog.notice.words


def write_circular(clerk):
    """通报 by its initials; F3 goes from one open place to the next."""

    def choose(chooser):
        on(chooser, clerk)
        clerk.type("tb")
        clerk.press(Key.Key_Return)

    def write(dialog):
        on(dialog, clerk)
        clerk.wait(lambda: dialog.form.inputs["title"].box.selectedText() == "【事由】")
        clerk.chinese(MATTER)
        for words in (MATTER, FOUND):
            clerk.press(Key.Key_F3)
            clerk.chinese(words)
        send_up(clerk, dialog)

    clerk.go_to("papers")
    clerk.wait(lambda: clerk.page.current is not None)
    clerk.dialogs.acts, clerk.dialogs.answers = [choose, write], ["麦志强 监督一科"]
    clerk.page.table.setFocus()
    clerk.press(Key.Key_N, modifier=CTRL)
    clerk.wait(lambda: any(words.startswith("已送审") for words, _ in clerk.dialogs.said))


def have_it_signed(clerk, place):
    """Sent back once, written again, reviewed, signed and issued in one act."""

    def write_again(dialog):
        on(dialog, clerk)
        text = dialog.form.inputs["text"].box
        clerk.wait(lambda: FOUND in text.toPlainText())
        text.setFocus()
        clerk.press(Key.Key_End, modifier=CTRL)
        clerk.press(Key.Key_Return)
        clerk.chinese(CLEARED)
        send_up(clerk, dialog)

    clerk.go_to("cases")
    page = clerk.page
    clerk.wait(lambda: page.current is not None and MATTER in page.current.title)
    send_back(clerk, "数字请逐项核对。")
    clerk.dialogs.acts = [write_again]
    enter_step(clerk, "修改后再送审")
    for step in ("审核", "签发"):
        enter_step(clerk, step)
        clerk.wait(lambda: page.side.form is not None)
        save(clerk)
    clerk.wait(lambda: page.current.paper_id is not None)
    case = ask(place, lambda session: session.get(PaperCase, page.current.id))
    assert (case.state, case.edition) == (CaseState.ISSUED, 2)
    return case.paper_id


def send_back(clerk, why):
    """退回 stands beside 审核: Enter goes there, Tab on."""
    page = clerk.page
    page.table.setFocus()
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: _stands_on_step(page))
    clerk.press(Key.Key_Tab, Key.Key_Space)
    clerk.wait(lambda: page.side.form is not None)
    clerk.chinese(why)
    save(clerk)


def hand_out_blanks(clerk):
    """A pad of numbered notices for work on site."""
    clerk.go_to("office_settings")
    panel = clerk.page.blocks
    clerk.page.tabs.setCurrentWidget(panel)
    panel.add()
    clerk.fill(
        panel.form,
        kind="责令限期整改通知书",
        prefix="示建质安改现",
        first="1",
        last="20",
        holder="吴海波",
    )
    panel.form.save()
    clerk.wait(lambda: panel.model.rowCount() == 1)


def change_words(clerk):
    """A line more in the notices' words: saved as an edition of the office."""
    clerk.go_to("wordings")
    page = clerk.page
    clerk.wait(lambda: page.pane.view is not None)
    clerk.press(Key.Key_F, modifier=CTRL)
    clerk.type("zlxqzg")
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: page.pane.view.card.row.title == "责令限期整改通知书")
    clerk.wait(page.pane.edit.hasFocus)
    clerk.press(Key.Key_End, modifier=CTRL)
    clerk.press(Key.Key_Return)
    clerk.chinese(WORDS)
    clerk.press(Key.Key_S, modifier=CTRL)
    clerk.wait(lambda: any("已存为第1版" in words for words, _ in clerk.dialogs.said))


def issue_from_the_pad(clerk, papers):
    """F4 goes to 文号, one arrow chooses the pad; then it is handed over."""

    def issue(dialog):
        on(dialog, clerk)
        clerk.wait(lambda: dialog.grid is not None and dialog.number_row.source.count() == 3)
        clerk.type("7")
        clerk.press(Key.Key_Return)
        clerk.wait(lambda: dialog.grid.inputs["due"].words == "2026-11-19")
        clerk.press(Key.Key_F4, Key.Key_Down)
        clerk.press(Key.Key_Return, modifier=CTRL)
        clerk.wait(lambda: dialog.result() or dialog.notice.words)
        assert dialog.result(), dialog.notice.words

    clerk.go_to("hazards")
    page = clerk.page
    clerk.press(Key.Key_F, modifier=CTRL)
    clerk.chinese(FENCE)
    clerk.press(Key.Key_Down)
    clerk.wait(lambda: page.model.rowCount() == 1 and page.current is not None)
    clerk.wait(lambda: page.current.card.description == FENCE)
    clerk.dialogs.acts = [issue]
    enter_step(clerk, "签发责令限期整改通知书")
    enter_step(clerk, "登记送达")
    clerk.wait(lambda: page.side.form is not None)
    clerk.fill(page.side.form, receiver="麦大勇")
    page.side.form.grid.inputs["receiver"].box.setFocus()
    save(clerk)
    return papers(PaperKind.RECTIFICATION_NOTICE)[0]


def take_in_its_scan(clerk, place, paper, folder):
    """The stamped copy finds its record by the code on it."""
    folder.mkdir()
    sheets = [
        one.convert("RGB")
        for one in pictures(ask(place, lambda session: paper_bytes(session, paper.id)))
    ]
    width, height = sheets[-1].size
    stamp = (width * 0.55, height * 0.5, width * 0.75, height * 0.5 + width * 0.2)
    ImageDraw.Draw(sheets[-1]).ellipse(stamp, outline=(200, 0, 0), width=9)
    as_pdf(folder / "扫描0001.pdf", sheets)

    def take(box):
        on(box, clerk)
        clerk.dialogs.answers = [folder]
        clerk.press(Key.Key_O, modifier=BOTH)
        clerk.wait(lambda: box.rows and not box.working.is_working)
        clerk.press(Key.Key_Return, modifier=CTRL)
        clerk.wait(lambda: box.kept == 1 and not box.working.is_working)
        clerk.press(Key.Key_Escape)

    clerk.go_to("papers")
    clerk.dialogs.acts = [take]
    clerk.page.table.setFocus()
    clerk.press(Key.Key_S, modifier=BOTH)
    clerk.wait(lambda: not clerk.dialogs.acts)
    kept = select(Attachment.name).where(Attachment.record_id == paper.id)
    assert ask(place, lambda session: session.scalars(kept).all()) == ["扫描0001.pdf"]


def urge_three(clerk, papers):
    """Three chosen in the ledger, one key: a paper to each under the next numbers."""

    def issue(box):
        on(box, clerk)
        assert box.table.rowCount() == 3
        box.form.inputs["items"].put_words(OWED)
        clerk.dialogs.answers = [True]
        clerk.press(Key.Key_Return, modifier=CTRL)
        clerk.wait(lambda: len(box.issued) == 3 or box.notice.words)
        assert len(box.issued) == 3, box.notice.words
        clerk.press(Key.Key_Escape)

    clerk.go_to("enterprises")
    page = clerk.page
    clerk.wait(lambda: page.current is not None)
    clerk.dialogs.acts = [issue]
    page.table.setFocus()
    clerk.press(Key.Key_Home)
    clerk.press(Key.Key_Down, Key.Key_Down, modifier=SHIFT)
    clerk.wait(lambda: len(page.selected_ids) == 3)
    clerk.press(Key.Key_U, modifier=BOTH)
    clerk.wait(lambda: not clerk.dialogs.acts)
    numbers = [one.number for one in papers(PaperKind.URGING_NOTICE)[:3]]
    assert numbers == [f"示建质安催〔2026〕{n}号" for n in (18, 17, 16)]


def bind_the_file(clerk, papers, project):
    """归档 from the site's card, what is missing on top."""

    def bind(dialog):
        on(dialog, clerk)
        clerk.wait(dialog.make_button.isEnabled)
        assert "缺少的材料" in dialog.tree.topLevelItem(0).text(0)
        clerk.press(Key.Key_Return, modifier=CTRL)
        clerk.wait(lambda: dialog.result() or dialog.notice.words)
        assert dialog.result(), dialog.notice.words

    clerk.window.open_record("project", project)
    page = clerk.page
    clerk.wait(lambda: page.current is not None and page.current.id == project)
    clerk.dialogs.acts = [bind]
    clerk.wait(lambda: clerk._named(page, "归档…") is not None)
    button: QPushButton = clerk._named(page, "归档…")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    clerk.press(Key.Key_Space)
    clerk.wait(lambda: clerk.page.key == "papers" and clerk.page.current is not None)
    made = papers(PaperKind.DOSSIER)[0]
    clerk.wait(lambda: clerk.page.current.id == made.id)
    assert made.project_id == project


def test_a_day_of_papers_by_keyboard(clerk, place, papers, tmp_path):
    before = papers(PaperKind.RECTIFICATION_NOTICE)[0]
    write_circular(clerk)
    signed = have_it_signed(clerk, place)
    circular = papers(PaperKind.CIRCULAR)[0]
    assert circular.id == signed
    assert CLEARED in words_of(place, circular).replace("\n", "")
    sheet = papers(PaperKind.ISSUE_SHEET)[0]
    assert circular.number in words_of(place, sheet)
    hand_out_blanks(clerk)
    change_words(clerk)
    issued = issue_from_the_pad(clerk, papers)
    assert (issued.number, issued.state) == (FIRST, PaperState.SERVED)
    assert WORDS in words_of(place, issued).replace("\n", "")
    assert WORDS not in words_of(place, before).replace("\n", "")
    take_in_its_scan(clerk, place, issued, tmp_path / "扫描")
    urge_three(clerk, papers)
    bind_the_file(clerk, papers, issued.project_id)
    test_october.check_record(place)
