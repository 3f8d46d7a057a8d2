"""The notice as data, against its own text: 22 tasks, six requirements, their nodes and numbers."""

from datetime import date

from desktop.reference.notice import notice
from desktop.reference.regions import region, regions


def test_twenty_two_tasks_and_six_requirements() -> None:
    codes = [task.code for task in notice().tasks]
    assert codes == [str(n) for n in range(1, 23)] + [f"R{n}" for n in range(1, 7)]
    assert len({task.group for task in notice().tasks}) == 7
    assert all(len(task.text) > 60 for task in notice().tasks)


def test_nodes_of_the_text() -> None:
    nodes = {row.code: row.due for task in notice().tasks for row in task.milestones}
    end = {year: date(year, 12, 31) for year in (2024, 2025, 2026)}
    assert nodes == {
        "1-mechanism": end[2025],
        "2-clearance": end[2026],
        "4-coverage": end[2025],
        "6-certificates": end[2024],
        "9-restriction": end[2024],
        "9-mechanism": end[2025],
        "11-exposure": end[2024],
    }
    assert [row.due for row in notice().goals] == list(end.values())
    # What the nodes speak of stands in the text of their tasks.
    for task in notice().tasks:
        for row in task.milestones:
            assert f"{row.due.year}年底前" in task.title + task.text


def test_numbers_of_the_text() -> None:
    numbers = {row.code: row.value for task in notice().tasks for row in task.numbers}
    assert numbers == {
        "rounds_a_year": 2,
        "award_ban_years": 1,
        "leader_checks_a_month": 1,
        "new_hire_hours": 32,
        "annual_hours": 20,
        "apprenticeship_months": 3,
        "report_before_day": 1,
    }
    for task in notice().tasks:
        for row in task.numbers:
            assert str(row.value) in task.text


def test_task_by_code() -> None:
    task = notice().task("9")
    assert task is not None
    assert task.due == date(2025, 12, 31)
    assert task.article == "第二部分（三）第9项"
    assert notice().task("23") is None


def test_regions_and_parks() -> None:
    levels = [row.level for row in regions()]
    counts = {level: levels.count(level) for level in dict.fromkeys(levels)}
    assert counts == {
        "省": 1,
        "地级市": 4,
        "市辖区": 10,
        "县级市": 5,
        "县": 4,
        "自治县": 6,
        "园区": 13,
    }
    codes = {row.code for row in regions()}
    assert all(row.parent in codes for row in regions() if row.parent)
    county, park = region("469023"), region("PARK-08")
    assert county is not None
    assert park is not None
    assert (county.name, park.name, park.parent) == ("澄迈县", "文昌国际航天城", "469005")
    assert region("469003") is None
    # The bureaus of these two are not called 住房和城乡建设局.
    assert {row.code for row in regions() if row.bureau.endswith("规划建设局")} == {
        "460300",
        "469001",
    }
