"""A page that must not be imported before it is shown."""

from typing import ClassVar

from desktop.ui.page import Page


class LatePage(Page):
    """Notes that it was refreshed."""

    key: ClassVar[str] = "late"
    title: ClassVar[str] = "月报"
    was_refreshed = False

    def refresh(self):
        self.was_refreshed = True
