"""The printer as it was last used on this computer: its name, both sides, copies, colour."""

from enum import Enum
from typing import TypeVar

from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs import Dialogs
from desktop.ui.notice import Tone
from desktop.ui.settings import Settings

_NO_PRINTER = "这台电脑没有安装打印机。可以先“另存为”PDF，再到有打印机的电脑上打印。"
_NAME, _DUPLEX = "print/printer", "print/duplex"
_COPIES, _COLLATE, _COLOUR = "print/copies", "print/collate", "print/colour"
_MOST_COPIES = 999
M = TypeVar("M", bound=Enum)
_Option = QAbstractPrintDialog.PrintDialogOption


def asked_printer(
    dialogs: Dialogs, name: str, pages: int | None, parent: QWidget
) -> QPrinter | None:
    """Ask how to print, beginning with what was chosen the last time; None when given up.

    ``pages`` is how many there are to choose from; None where all are printed whole.
    """
    if not QPrinterInfo.availablePrinterNames():
        dialogs.say(_NO_PRINTER, Tone.WARNING)
        return None
    printer = printer_as_left(dialogs.settings)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 {name}")
    dialog.setOption(_Option.PrintPageRange, pages is not None)
    dialog.setOption(_Option.PrintCollateCopies, True)
    if pages is not None:
        dialog.setMinMax(1, pages)
    if not dialogs.run(dialog):
        return None
    keep_printer(dialogs.settings, printer)
    return printer


def printer_as_left(settings: Settings) -> QPrinter:
    """A printer with what was chosen the last time; a printer that is gone is not asked for."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    name = settings.get(_NAME)
    if name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(name)
    printer.setDuplex(_mode(QPrinter.DuplexMode, settings.get(_DUPLEX), printer.duplex()))
    printer.setColorMode(_mode(QPrinter.ColorMode, settings.get(_COLOUR), printer.colorMode()))
    copies = settings.get(_COPIES)
    printer.setCopyCount(min(max(int(copies), 1), _MOST_COPIES) if copies.isdecimal() else 1)
    printer.setCollateCopies(settings.get(_COLLATE, "yes") == "yes")
    return printer


def keep_printer(settings: Settings, printer: QPrinter) -> None:
    settings.put(_NAME, printer.printerName())
    settings.put(_DUPLEX, printer.duplex().name)
    settings.put(_COLOUR, printer.colorMode().name)
    settings.put(_COPIES, str(printer.copyCount()))
    settings.put(_COLLATE, "yes" if printer.collateCopies() else "no")


def _mode(kind: type[M], kept: str, usual: M) -> M:
    """A member of an enumeration by its name, as settings keep it."""
    return kind[kept] if kept in kind.__members__ else usual
