"""What stops a set-up through no fault of the program."""


class Trouble(Exception):
    """A sentence that says what happened and what to do."""
