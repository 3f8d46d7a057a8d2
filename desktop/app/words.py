"""Which words begin a command; anything else opens the window.

Light, because it is asked before the window is painted.
"""

COMMAND_WORDS = frozenset(
    {
        "init",
        "import",
        "undo",
        "export",
        "close",
        "demo",
        "list",
        "verify",
        "backup",
        "restore",
        "paper-check",
    }
)
_TODAY = "--today"


def is_command(arguments: list[str]) -> bool:
    """Whether the arguments are for the command line and not for the window."""
    if "-h" in arguments or "--help" in arguments:
        return True
    rest = list(arguments)
    if rest and rest[0] == _TODAY:
        rest = rest[2:]
    elif rest and rest[0].startswith(f"{_TODAY}="):
        rest = rest[1:]
    return bool(rest) and rest[0] in COMMAND_WORDS
