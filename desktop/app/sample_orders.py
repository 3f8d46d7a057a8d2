"""What the visits of the sample county led to: orders, replies, re-checks, reviews, the talk."""

from collections.abc import Iterator
from functools import partial

from db.codes import ClosureWay, ServiceWay
from db.tables.hazards import Hazard
from desktop.app.sample_names import Event, Names, Told, photo
from desktop.documents.interview_notice import Attendee
from desktop.documents.interview_record import Measure
from desktop.usecases.attachments import NewFile
from desktop.usecases.closure_approvals import (
    IssueClosureApproval,
    ReviewOutside,
    issue_closure_approval,
    review_outside,
)
from desktop.usecases.hazards import ExtendDeadline, extend_deadline
from desktop.usecases.interviews import (
    HoldInterview,
    IssueInterview,
    RecordFeedback,
    hold_interview,
    issue_interview,
    record_feedback,
)
from desktop.usecases.national_register import RegisterNationally, register_nationally
from desktop.usecases.notice_work import (
    CloseNotice,
    ReplyToNotice,
    ReviewNotice,
    close_notice,
    record_notice_reply,
    review_notice,
)
from desktop.usecases.notices import IssueNotice, issue_rectification_notice
from desktop.usecases.papers import ServePaper, serve_paper
from desktop.usecases.recheck_notice import ItemResult, RecheckNotice, recheck_notice
from desktop.usecases.recheck_opinions import IssueRecheckOpinion, issue_recheck_opinion
from desktop.usecases.resumptions import IssueResumption, issue_resumption
from desktop.usecases.stop_orders import IssueStopOrder, issue_stop_order

_CONDITIONS = ("隐患全部整改完毕", "施工、监理单位验收合格", "经本机关现场复查并审核")
# After the visits of the day, in the order of the loop.
_ISSUED, _SERVED, _REPLIED, _RECHECKED, _REVIEWED, _CLOSED, _RESUMED = range(2, 9)


class OrderWork:
    """The events of ``october.toml`` from the order to the closure, and the talk."""

    def __init__(self, names: Names, told: Told) -> None:
        self._names, self._told = names, told
        self._run = names.runner.run
        self._visits = {row["key"]: row for row in told["visit"]}
        self._talk = 0

    def events(self) -> Iterator[Event]:
        for row in self._told["order"]:
            yield from self._of_order(row)
        talk = self._told["interview"]
        yield Event(talk["issued"], _CLOSED, self._call_in)
        yield Event(talk["called_for"], _CLOSED, self._hold)
        yield Event(talk["feedback_on"], _CLOSED, self._feed_back)

    def _of_order(self, row: Told) -> Iterator[Event]:
        yield Event(row["issued"], _ISSUED, partial(self._issue, row))
        yield Event(row["served"], _SERVED, partial(self._serve, row))
        for told in row.get("recheck", ()):
            yield Event(told["day"], _RECHECKED, partial(self._recheck, row, told))
        for key, place, act in (
            ("reply", _REPLIED, self._reply),
            ("opinion", _REVIEWED, self._opinion),
            ("resume", _RESUMED, self._resume),
        ):
            if key in row:
                yield Event(row[key], place, partial(act, row))
        for key, place, step in (
            ("extend", _REPLIED, self._extend),
            ("register", _SERVED, self._register),
            ("review", _REVIEWED, self._review),
            ("outside", _REVIEWED, self._review_outside),
            ("close", _CLOSED, self._close),
            ("close_later", _CLOSED, self._close),
        ):
            if key in row:
                yield Event(row[key]["day"], place, partial(step, row, row[key]))

    def _items(self, row: Told, places: list[int]) -> tuple[int, ...]:
        """Hazards by their places among the findings of the visit."""
        found = self._names.visits[row["visit"]].hazards
        return tuple(found[place - 1] for place in places)

    def _people(self, row: Told) -> tuple[int, ...]:
        return self._names.people(self._visits[row["visit"]]["people"])

    def _paper(self, row: Told) -> int:
        return self._names.orders[row["key"]]

    def _issue(self, row: Told) -> None:
        hazards, people = self._items(row, row["items"]), self._people(row)
        first = self._visits[row["visit"]]["people"][0]
        if row["kind"] == "stop":
            stop = IssueStopOrder(
                hazards,
                row["issued"],
                row["whole"],
                scope=row.get("scope", ""),
                reason=row["reason"],
                conditions=_CONDITIONS,
                officers=people,
                rechecked_by=first,
            )
            issued = self._run(issue_stop_order, stop)
        else:
            notice = IssueNotice(
                hazards,
                row["issued"],
                row["due"],
                officers=people,
                rechecked_by=first,
                part=self._visits[row["visit"]]["part"],
                requirement="按规范整改并举一反三",
            )
            issued = self._run(issue_rectification_notice, notice)
        self._names.orders[row["key"]] = issued.id
        self._names.ordered[row["key"]] = hazards

    def _serve(self, row: Told) -> None:
        receiver = self._visits[row["visit"]].get("signed_by", "现场负责人（示例）")
        told = ("项目经理", "施工现场项目部")
        command = ServePaper(
            self._paper(row),
            ServiceWay.DIRECT,
            row["served"],
            receiver,
            *told,
            servers=self._people(row),
        )
        self._run(serve_paper, command)

    def _reply(self, row: Told) -> None:
        command = ReplyToNotice(self._paper(row), row["reply"], (self._evidence(row),))
        self._run(record_notice_reply, command)

    def _evidence(self, row: Told) -> NewFile:
        return photo(row["evidence"]) if "evidence" in row else self._names.put_right

    def _recheck(self, row: Told, told: Told) -> None:
        """Item by item, on paper by one or by the visit of two."""
        passed, failed = told["passed"], told.get("failed", [])
        remark = told.get("remark", "")
        results = [ItemResult(key, passed=True) for key in self._items(row, passed)]
        results += [
            ItemResult(key, passed=False, remark=remark) for key in self._items(row, failed)
        ]
        visit = self._names.visits[told["visit"]].id if "visit" in told else None
        command = RecheckNotice(
            self._paper(row),
            told["day"],
            ClosureWay.ON_SITE if visit else ClosureWay(told["way"]),
            tuple(results),
            inspector_id=None if visit else self._names.person(told["by"]),
            visit_id=visit,
            evidence=(self._names.put_right,),
            new_due=told.get("new_due"),
        )
        self._run(recheck_notice, command)

    def _opinion(self, row: Told) -> None:
        people = self._people(row)
        command = IssueRecheckOpinion(self._paper(row), row["opinion"], officers=people)
        self._run(issue_recheck_opinion, command)

    def _extend(self, row: Told, told: Told) -> None:
        hazards, files = self._items(row, row["items"]), self._names.put_right
        command = ExtendDeadline(hazards, told["day"], told["due"], files, told["remark"])
        self._run(extend_deadline, command)

    def _register(self, row: Told, told: Told) -> None:
        (hazard,) = self._items(row, [1])
        version = self._names.runner.ask(lambda session: session.get_one(Hazard, hazard).version)
        command = RegisterNationally(hazard, version, told["number"], told["day"])
        self._run(register_nationally, command)

    def _review(self, row: Told, told: Told) -> None:
        reviewer = self._names.person(told["by"])
        self._run(review_notice, ReviewNotice(self._paper(row), told["day"], reviewer))

    def _review_outside(self, row: Told, told: Told) -> None:
        """By a wet-signed 销号审批表; its scan here is a photo of the sample."""
        hazards = self._items(row, [1])
        form = IssueClosureApproval(hazards, told["day"], reviewer_unit=told["unit"])
        issued = self._run(issue_closure_approval, form)
        scan, unit = self._names.put_right, told["unit"]
        command = ReviewOutside(issued.id, told["day"], told["reviewer"], scan, unit)
        self._run(review_outside, command)

    def _close(self, row: Told, told: Told) -> None:
        person = self._names.person(told["by"])
        hazards = self._items(row, told.get("items", []))
        self._run(close_notice, CloseNotice(self._paper(row), told["day"], person, hazards))

    def _resume(self, row: Told) -> None:
        day, people = row["resume"], self._people(row)
        command = IssueResumption(self._paper(row), day, day, officers=people)
        self._run(issue_resumption, command)

    def _call_in(self) -> None:
        talk = self._told["interview"]
        row = next(one for one in self._told["order"] if one["key"] == talk["order"])
        command = IssueInterview(
            talk["issued"],
            talk["called_for"],
            talk["place"],
            talk["reason"],
            hour=talk["hour"],
            hazards=self._items(row, row["items"]),
            invited=tuple(Attendee(*one) for one in talk["invited"]),
            points=tuple(talk["points"]),
            contact_person=talk["recorder"],
        )
        issued = self._run(issue_interview, command)
        self._talk = issued.interview_id
        receiver = talk["invited"][0][0]
        served = ServePaper(issued.id, ServiceWay.DIRECT, talk["issued"], receiver, "项目经理")
        self._run(serve_paper, served)

    def _hold(self) -> None:
        talk = self._told["interview"]
        command = HoldInterview(
            self._talk,
            talk["called_for"],
            talk["host"],
            tuple(talk["points"]),
            started=talk["hour"],
            place=talk["place"],
            recorder=talk["recorder"],
            own_side=(Attendee(talk["host"], "副站长"),),
            other_side=tuple(Attendee(*one) for one in talk["invited"]),
            statement=talk["statement"],
            measures=tuple(Measure(*one) for one in talk["measures"]),
            feedback_due=talk["feedback_due"],
        )
        self._names.orders["talk"] = self._run(hold_interview, command).id

    def _feed_back(self) -> None:
        day, evidence = self._told["interview"]["feedback_on"], (self._names.put_right,)
        self._run(record_feedback, RecordFeedback(self._talk, day, evidence))
