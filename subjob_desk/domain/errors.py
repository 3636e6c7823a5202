"""What a user can mend: a problem in plain words and the remedy beside it."""


class UserError(Exception):
    """An act that cannot be done, for a reason its user can mend.

    ``problem`` says what happened and where; ``remedy`` what to do. Both are sentences.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy


class StoppedError(UserError):
    """Long work that its user stopped: whatever it had begun is undone."""

    def __init__(self, remedy: str = "Nothing was changed.") -> None:
        super().__init__("Stopped.", remedy)


class InUseError(UserError):
    """A file that another process of this program has open for writing."""

    def __init__(self, problem: str, remedy: str, *, is_ours: bool) -> None:
        super().__init__(problem, remedy)
        self.is_ours = is_ours
        """Whether that process runs on this PC, for the account this one runs for."""
