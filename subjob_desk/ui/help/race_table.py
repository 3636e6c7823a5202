"""The page of what happens when two desks do something at once, made from the table of races."""

import re
from typing import Final

from subjob_desk.domain.races import RACES, Race
from subjob_desk.ui.common.words import tr

_TERM: Final = re.compile(r"\b([Ee])xtra(s?)\b")


def race_table() -> str:
    """Every race as a paragraph: the situation, what counts, and what people see."""
    return "\n".join(_paragraph(race) for race in RACES)


def _paragraph(race: Race) -> str:
    rule, seen = tr("What counts"), tr("What you see")
    text = (
        f"### {race.number}. {race.situation.rstrip('.')} {{#race-{race.number}}}\n\n"
        f"**{rule}:** {race.rule}\n\n**{seen}:** {race.seen}\n"
    )
    return _TERM.sub(r"{extra\2}", text)  # the company's own word for it
