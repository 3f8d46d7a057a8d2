"""``python -m desktop``: the window, or one command of the command line."""

import gc
import sys

from desktop.app.words import is_command


def main() -> int:
    if is_command(sys.argv[1:]):
        from desktop.app.cli import main as run_command  # noqa: PLC0415 - no Qt for a command

        return run_command(sys.argv[1:])
    # Most of what a start makes stays: looking through it for garbage takes a tenth of the time
    # to the first paint, after which it is turned on again.
    gc.disable()
    from desktop.app.window import main as open_window  # noqa: PLC0415 - no SQLAlchemy yet

    return open_window(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
