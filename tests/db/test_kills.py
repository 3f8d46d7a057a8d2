"""Power cuts: ten kills in the middle of work, and nothing that was saved is lost."""

from tests.bench.kills import check, killed_once


def test_ten_kills_lose_nothing(office):
    for turn in range(10):
        last = killed_once(str(office), turn)
        assert last > 0
        assert check(str(office), turn, last) == ""
