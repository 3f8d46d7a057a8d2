"""发文审批: how many steps each kind of paper passes, and who reviews and signs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from db.codes import CaseStep, PaperKind
from desktop.domain.cases import ARTICLE, STEPS_WORDS
from desktop.domain.labels import label, labels_of
from desktop.jobs.runner import Runner
from desktop.queries.cases import SignatoryRow, StepsRow, signatory_rows, steps_rows
from desktop.queries.listing import Whole
from desktop.ui.columns import Align, Column
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Choice, Day, Field
from desktop.ui.forms import Editor, UseCase
from desktop.ui.shelf import Shelf, Shelved
from desktop.ui.widgets import column
from desktop.usecases.issuing_kinds import ISSUING
from desktop.usecases.paper_rules import (
    RemoveSignatory,
    SaveSignatory,
    SetSteps,
    remove_signatory,
    save_signatory,
    set_steps,
)

_KINDS = {one.kind: label(one.kind) for one in ISSUING}


class StepsShelf(Shelf):
    """The kinds that pass an approval; all others leave directly."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        kept = Shelved(
            "paper_steps",
            "没有列出的文书直接签发。改动只管以后送审的文稿，在办的照送审时的步数走完。"
            f"依据：{ARTICLE}。",
            Whole(steps_rows),
            (
                Column("文书", lambda line: line.kind, 240, sort="kind"),
                Column("审批", lambda line: line.words, 160),
            ),
            lambda: _steps_editor(None),
            _steps_editor,
            is_removable=False,
        )
        super().__init__(runner, dialogs, kept, parent)


class SignatoryShelf(Shelf):
    """Who reviews and signs, and who does so in another's place, from and to."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        kept = Shelved(
            "signatories",
            "登记了审核人、签发人的，只有当天在期内的人能签；一个也没有登记的，谁签由本单位掌握。"
            "代签的写明代谁，只在期内有效，发文稿纸上印“（代某某）”。",
            Whole(signatory_rows),
            (
                Column("步骤", lambda line: line.step, 60, Align.CENTRE, "step"),
                Column("姓名", lambda line: line.name, 80, sort="name"),
                Column("职务", lambda line: line.post, 110),
                Column("代", lambda line: line.deputy_for, 80),
                Column("自", lambda line: line.first, 92, Align.CENTRE, "first"),
                Column("至", lambda line: line.last or "长期", 92, Align.CENTRE),
                Column("依据的文件", lambda line: line.document, 180),
            ),
            lambda: _signatory_editor(None),
            _signatory_editor,
            _removal,
        )
        super().__init__(runner, dialogs, kept, parent)


class ApprovalPanel(QWidget):
    """Steps above, signatories below."""

    def __init__(self, runner: Runner, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = StepsShelf(runner, dialogs)
        self.signatories = SignatoryShelf(runner, dialogs)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.steps)
        halves.addWidget(self.signatories)
        halves.setSizes([420, 640])
        column(self).addWidget(halves)

    def refresh(self) -> None:
        self.steps.refresh()
        self.signatories.refresh()


def _steps_editor(row: StepsRow | None) -> Editor:
    kinds: dict[PaperKind, str] = _KINDS if row is None else {row.kind: label(row.kind)}
    return Editor(
        "设定审批步数",
        (
            Choice("kind", "文书", required=True, choices=kinds),
            Choice("steps", "审批", required=True, choices=STEPS_WORDS),
        ),
        lambda values: (set_steps, SetSteps(**values)),
        {"steps": 2} if row is None else {"kind": row.kind, "steps": row.steps},
    )


def _signatory_editor(row: SignatoryRow | None) -> Editor:
    key = None if row is None else row.id
    return Editor(
        "登记审核签发人" if row is None else f"修改 {row.name}",
        (
            Choice("step", "步骤", required=True, choices=labels_of(CaseStep)),
            Field("name", "姓名", required=True, length=30),
            Field("post", "职务", hint="如 局长", length=30),
            Day("first", "自", required=True, may_be_ahead=True),
            Day("last", "至（含当天）", hint="不填为长期；代签必填", may_be_ahead=True),
            Field("deputy_for", "代谁", hint="代签的填被代的人", length=30),
            Field("document", "依据的文件", hint="分工文件、授权书，可不填", length=200),
        ),
        lambda values: (save_signatory, SaveSignatory(**values, id=key)),
        {"step": CaseStep.SIGN}
        if row is None
        else {
            "step": row.step,
            "name": row.name,
            "post": row.post or None,
            "first": row.first,
            "last": row.last,
            "deputy_for": row.deputy_for or None,
            "document": row.document or None,
        },
    )


def _removal(row: SignatoryRow) -> tuple[str, UseCase, object]:
    question = f"删除{label(row.step)}人 {row.name}（自 {row.first.isoformat()}）？已签的不受影响。"
    return question, remove_signatory, RemoveSignatory(row.id)
