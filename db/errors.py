"""What the record refuses because of its surroundings, one sentence each for the clerk."""


class StoreProblem(Exception):
    """The place, the file or the disk does not allow it; ``sentence`` says what and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(Exception):
    """The record itself refuses (undo of a signed fact, a row changed by somebody else)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
