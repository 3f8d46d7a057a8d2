"""The two ways a wish is not fulfilled; anything else is a bug."""


class _Sentence(Exception):
    """An exception that carries one Chinese sentence for the clerk."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence as the exception's only argument, so that it pickles and prints."""
        super().__init__(sentence)

    @property
    def sentence(self) -> str:
        """What the clerk reads."""
        return str(self.args[0])


class RuleViolation(_Sentence):
    """A refusal: a rule says no, and says why; shown beside the form."""


class KnownProblem(_Sentence):
    """Trouble around the program (file open in Excel, disk full): what happened, what to do."""
