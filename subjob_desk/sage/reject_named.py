"""What the beginning of a reject file tells about the batch it answers, before any matching."""

from itertools import islice
from typing import Final

import msgspec

from subjob_desk.sage.grammar import Comment
from subjob_desk.sage.layout import Profile, Source, Written
from subjob_desk.sage.reject_index import Stripped
from subjob_desk.sage.reject_text import form_of, pieces, place_of_source, title_number

_LOOKED_AT: Final = 2000
"""Records that are read."""

_SCENES: Final = (
    (Written.PER_JOB, Source.JOB),
    (Written.PER_EXTRA, Source.EXTRA),
    (Written.PER_LINE, Source.EXTRA),
)


class Named(msgspec.Struct, frozen=True):
    """What a reject file is about."""

    batch: int = 0
    """The number in the title of our own file, if that was left in; else 0."""
    extras: tuple[tuple[str, str], ...] = ()
    """Stripped job and extra, each pair once."""
    dates: frozenset[str] = frozenset()
    """Of its lines, as written."""
    codes: frozenset[str] = frozenset()
    """Stripped extras, of whichever job."""
    is_all: bool = False
    """No line can be of another extra than those."""


def named_in(profile: Profile, data: bytes) -> Named:
    """What a reject file says about its batch. Never raises."""
    codes = Stripped()
    job, batch = "", 0
    extras: dict[tuple[str, str], None] = {}
    dates: set[str] = set()
    named: set[str] = set()
    is_all, records = True, 0
    scenes = {
        profile.layout(kind).id: (kind, place_of_source(profile.layout(kind), source))
        for kind, source in _SCENES
    }
    dated = place_of_source(profile.layout(Written.PER_LINE), Source.DATE)
    for piece in islice(pieces(profile, form_of(data).data), _LOOKED_AT):
        if isinstance(piece, Comment):
            batch = batch or title_number(piece.content, profile.comment)
            continue
        fields = piece.fields
        records += 1
        kind, place = scenes.get(fields[0].strip() if fields else "", (Written.NEVER, 0))
        code = codes[fields[place]] if 0 < place < len(fields) else ""
        if kind is Written.PER_JOB:
            job = code
        elif job and code:
            extras[job, code] = None
        if kind is Written.PER_LINE:
            is_all &= code != ""
            if dated < len(fields):
                dates.add(fields[dated].strip())
        if kind is not Written.PER_JOB and code:
            named.add(code)
    is_all &= records < _LOOKED_AT
    return Named(batch, tuple(extras), frozenset(dates), frozenset(named), is_all)
