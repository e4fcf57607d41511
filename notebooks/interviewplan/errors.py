"""The one error that a plan raises."""


class PlanError(ValueError):
    """A value that no plan can be made from; its text is one sentence for the person who typed the value."""

    def __init__(self, field: str, value: object, reason: str, hint: str) -> None:
        """Keep the four parts: the argument's name, what was given, what is wrong with it, and what to do instead."""
        super().__init__(field, value, reason, hint)
        self.field = field
        self.value = value
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        """Say all four parts in one sentence."""
        return f"{self.field} is {self.value!r}, but {self.reason}: {self.hint}."
