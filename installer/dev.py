"""The two commands of a fresh machine: ``run`` and ``test``; also ``bench`` and ``lock``.

This file alone is read by whatever Python the machine has, so it keeps to syntax an old one
understands until the version is known.
"""

import sys
from pathlib import Path

OLDEST = (3, 11)


def main() -> int:
    if sys.version_info < OLDEST:
        print("需要 Python 3.11 或更新的版本，现在运行的是 " + sys.version.split()[0] + "。")
        return 1
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from installer.commands import main as run_command  # noqa: PLC0415 - newer syntax inside

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
