"""Look-ups while typing: standard cost codes, categories, reasons, the company's words."""

from subjob_desk.store import lookups
from subjob_desk.usecases.desk import Desk
from subjob_desk.usecases.views import CostCodeRow


class LookingUp:
    """What a field offers."""

    def __init__(self, desk: Desk) -> None:
        """For the company open at ``desk``."""
        self._desk = desk

    def cost_codes(self, text: str = "", limit: int = 50) -> list[CostCodeRow]:
        """Standard cost codes with every word of ``text`` in code or description."""
        with self._desk.reading() as connection:
            found = lookups.search_cost_codes(connection, text, limit)
        return [CostCodeRow(one.code, one.description, one.is_group) for one in found]

    def categories(self) -> list[tuple[str, str]]:
        """Code and description of the standard categories."""
        with self._desk.reading() as connection:
            found = lookups.categories(connection).values()
        return [(one.code, one.description) for one in found]

    def reject_reasons(self) -> tuple[str, ...]:
        """The company's reasons for a rejection, in its order."""
        return self._desk.company.settings.reject_reasons

    def term(self) -> str:
        """The company's word for Sage's *Extra*."""
        return self._desk.company.settings.term
