"""A pasted list of people: what is read of each line, and which lines are refused."""

import pytest

from desktop.domain.attendance import Attendee, attendee_lines, read_attendees
from desktop.domain.errors import RuleViolation


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("", ()),
        ("林新\n\n符进 \n", (Attendee("林新"), Attendee("符进"))),
        ("林新\t8\t92", (Attendee("林新", 8, 92),)),
        ("林新，8学时、92分", (Attendee("林新", 8, 92),)),
        ("林新  ７．５", (Attendee("林新", 7.5),)),  # noqa: RUF001 - as typed in Chinese
        ("买买提 江", (Attendee("买买提 江"),)),
    ],
)
def test_a_line_is_a_person(text: str, people: tuple[Attendee, ...]) -> None:
    assert read_attendees(text) == people


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("林新\n符进\t八", "第2行.*“八”不是"),
        ("8\t林新", "第1行.*开头不是姓名"),
        ("林新、符进、王五、赵六", "第1行.*每行只写一人"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, sentence: str) -> None:
    with pytest.raises(RuleViolation, match=sentence):
        read_attendees(text)


def test_what_was_read_is_written_again() -> None:
    people = (
        Attendee("林新", 8, 59),
        Attendee("符进"),
        Attendee("王五", 6.5),
        Attendee("赵六", None, 80),
    )
    assert read_attendees(attendee_lines(people)) == people
    assert people[0].passed is False
