"""Asks a use case through the gateway and answers with what came of it, changes or refusal.

For controllers that show a refusal where it happened, beside the field.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from subjob_desk.domain.changes import Changes
from subjob_desk.domain.errors import UserError
from subjob_desk.ui.common.gateway import Gateway


class Asking(QObject):
    """One controller's way through the gateway."""

    def __init__(self, gateway: Gateway, parent: QObject) -> None:
        super().__init__(parent)
        self._gateway = gateway

    def ask(self, verb: Callable[[], Changes]) -> Changes | UserError:
        """Run ``verb``: what it changed, or why nothing was done (told nobody else)."""
        refusals: list[UserError] = []

        def guarded() -> Changes:
            try:
                return verb()
            except UserError as error:
                refusals.append(error)
                return Changes()

        changes = self._gateway.do(self, guarded)
        return refusals[0] if refusals or changes is None else changes


def sentence(error: UserError) -> str:
    """Problem and remedy as one text."""
    return f"{error.problem} {error.remedy}".strip()
