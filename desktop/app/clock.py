"""The one clock of the program; everything below receives its answer as an argument."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


class Clock:
    """The office's time, wherever the computer stands; a set day keeps the time of day running."""

    def __init__(self, today: date | None = None) -> None:
        self.set_day = today

    def now(self) -> datetime:
        moment = datetime.now(OFFICE_ZONE)
        if self.set_day is None:
            return moment
        return datetime.combine(self.set_day, moment.timetz())

    def today(self) -> date:
        return self.now().date()
