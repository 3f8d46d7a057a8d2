"""The pages there are, in the order of the side bar, and the queries of the frame itself."""

from desktop.ui.page import PageRef
from desktop.ui.shell import Lookups

PAGES: tuple[PageRef, ...] = ()

LOOKUPS = Lookups(
    office="desktop.queries.frame:office_name",
    counts="desktop.queries.frame:waiting_counts",
    search="desktop.queries.search:find",
    first_page="desktop.queries.frame:first_page",
)
