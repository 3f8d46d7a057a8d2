"""Lists of what happened begin with the newest, until the clerk has sorted them otherwise."""

from PySide6.QtCore import QSignalBlocker, Qt

from desktop.ui.rows import RowsModel
from desktop.ui.table import RowsTable

_NEWEST = Qt.SortOrder.DescendingOrder


def newest_first(table: RowsTable, model: RowsModel) -> None:
    """Sort by the first column, its day, where no other order was left behind."""
    header = table.horizontalHeader()
    if model.view.sort:
        return
    with QSignalBlocker(header):
        header.setSortIndicator(0, _NEWEST)
    model.start_sorted(0, _NEWEST)
