"""What stops a set-up through no fault of the program."""


class Trouble(Exception):  # noqa: N818 - not an error of ours, but of the machine or the network
    """A sentence that says what happened and what to do."""
