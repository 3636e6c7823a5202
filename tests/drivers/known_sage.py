"""A Sage that is known for tests of the model: what it has, said in a few words."""

from collections.abc import Iterable, Mapping

from subjob_desk.domain.check_context import Category, CostCode, JobStanding, KnownExtra
from subjob_desk.domain.codes import Mask, strip
from subjob_desk.sage.profile import Profile
from subjob_desk.sage.rehearsal import Rehearsal
from subjob_desk.sage.rehearsed import RehearsedLine
from subjob_desk.sage.sage_known import ExtraKey, Found, KnownSage, OurExtra, Touched

CODES = {
    "03-310": CostCode("03-310"),
    "03-000": CostCode("03-000", is_group=True),
    "09-900": CostCode("09-900", is_active=False),
}
JOBS = {
    "03-002": JobStanding.OPEN,
    "04-001": JobStanding.CLOSED,
    "04-002": JobStanding.GONE,
    "05-001": JobStanding.NOT_IN_SAGE,
}


class Sage:
    """What is known; each look-up is noted."""

    def __init__(
        self,
        extras: Mapping[ExtraKey, str] | None = None,
        ours: Mapping[ExtraKey, OurExtra] | None = None,
        jobs: Mapping[str, JobStanding] | None = None,
        codes: Mapping[str, CostCode] | None = None,
    ) -> None:
        """Extras on Sage's list with their descriptions, and those that went there from here."""
        self.asked: list[Touched] = []
        self._found = Found(
            {strip(key): standing for key, standing in (JOBS if jobs is None else jobs).items()},
            {key: KnownExtra(key[1], text) for key, text in (extras or {}).items()},
            ours or {},
            {strip(key): code for key, code in (CODES if codes is None else codes).items()},
        )

    def look_up(self, touched: Touched) -> Found:
        """Everything, whatever was touched."""
        self.asked.append(touched)
        return self._found

    def known(
        self,
        *,
        lists: bool = True,
        term: str = "Extra",
        extra_mask: str = "",
        cost_code_mask: str = "",
        categories: Iterable[str] = ("LAB", "MAT", "SUB"),
    ) -> KnownSage:
        """As the model asks it; with all lists, or with none."""
        standard = {strip(code): Category(code) for code in categories}
        return KnownSage(
            self.look_up,
            term,
            Mask.parse(extra_mask),
            Mask.parse(cost_code_mask),
            lists,
            lists,
            lists,
            standard if lists else None,
        )


def rehearsed(
    profile: Profile, text: str, sage: KnownSage, kind: str = ""
) -> tuple[list[RehearsedLine], Rehearsal]:
    """What becomes of each line of a file."""
    rehearsal = Rehearsal(profile, text.encode("cp1252"), sage, kind)
    return list(rehearsal.lines()), rehearsal
