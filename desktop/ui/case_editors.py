"""The forms of a draft's steps: an opinion, a return, a withdrawal, the issue at the end."""

from datetime import date
from typing import Any

from db.codes import CaseStep
from desktop.domain.cases import AGREED
from desktop.domain.labels import label
from desktop.queries.cases import CaseCard
from desktop.ui.dialogs import Dialogs
from desktop.ui.fields import Day, Field, Flag, LongText
from desktop.ui.file_input import evidence
from desktop.ui.forms import Editor
from desktop.usecases.cases import (
    GiveOpinion,
    IssueCase,
    WithdrawCase,
    give_opinion,
    issue_case,
    withdraw_case,
)


def opinion_editor(dialogs: Dialogs, card: CaseCard, step: CaseStep, today: date) -> Editor:
    """审核 or 签发; the last 签发 lets the paper leave in the same act, where wanted."""
    word = label(step)
    issues = step is CaseStep.SIGN and card.paper_id is None
    fields = (
        Field("name", f"{word}人", required=True, length=30),
        Day("given_on", f"{word}日期", required=True),
        LongText("opinion", "意见", hint=f"不填为“{AGREED}”", lines=3),
        Flag("on_paper", "纸质签批"),
        evidence("scan", "发文稿纸扫描件", dialogs),
        *((Flag("issues", "随即编号发出"),) if issues else ()),
    )

    def command(values: dict[str, Any]) -> tuple[Any, object]:
        given = {**values, "opinion": values["opinion"] or ""}
        given["on_paper"] = values["on_paper"] or values["scan"] is not None
        return give_opinion, GiveOpinion(card.id, step, **given)

    first = {"name": _proposed(card), "given_on": today, "on_paper": False}
    return Editor(
        f"{word} {card.title}{_who(card)}",
        fields,
        command,
        {**first, "issues": True} if issues else first,
        f"{step.value}-{card.id}",
        saves_as=word,
    )


def return_editor(card: CaseCard, step: CaseStep, today: date) -> Editor:
    """退回, with what is to be put right."""
    word = label(step)
    return Editor(
        f"{'不同意补批' if card.paper_id else '退回'} {card.title}{_who(card)}",
        (
            LongText("opinion", "退回意见", required=True, lines=4, hint="哪里要改，怎么改"),
            Field("name", f"{word}人", required=True, length=30),
            Day("given_on", "日期", required=True),
        ),
        lambda values: (give_opinion, GiveOpinion(card.id, step, agreed=False, **values)),
        {"name": _proposed(card), "given_on": today},
        f"return-{card.id}",
        saves_as="退回",
    )


def withdraw_editor(card: CaseCard) -> Editor:
    return Editor(
        f"撤回 {card.title}",
        (Field("reason", "撤回原因", hint="可不填", length=200),),
        lambda values: (withdraw_case, WithdrawCase(card.id, values["reason"] or "")),
        saves_as="撤回",
    )


def issue_editor(card: CaseCard) -> Editor:
    """The signed draft leaves: its number is drawn now."""
    return Editor(
        f"编号发出 {card.title}",
        (Day("issued_on", "成文日期", hint="不填为签发之日"),),
        lambda values: (issue_case, IssueCase(card.id, values["issued_on"])),
        saves_as="编号发出",
    )


def _proposed(card: CaseCard) -> str | None:
    """Whoever stands in on the day is named first, else the one he stands in for."""
    return card.signers[0].name if card.signers else None


def _who(card: CaseCard) -> str:
    """A deputy bears for whom he stands in."""
    named = "、".join(one.words for one in card.signers)
    return f"（今天可签：{named}）" if named else ""
