"""PDFium works on one file at a time in a process: whoever uses it takes turns here."""

import threading

TURN = threading.Lock()
