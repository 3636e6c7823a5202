"""Sage's reject file matched against the lines of the batch it answers: never guessed.

By job, extra, cost code, category and amount (``sage-jce.md`` section 4.9). What a match means
for a sub job is decided in the use case.
"""

from collections.abc import Sequence
from typing import Final

from subjob_desk.sage.grammar import Comment
from subjob_desk.sage.layout import Profile
from subjob_desk.sage.reject_index import Index, Standing, WrittenLine
from subjob_desk.sage.reject_reasons import Reasons
from subjob_desk.sage.reject_run import Run
from subjob_desk.sage.reject_text import Piece, ends_in_line, form_of, pieces
from subjob_desk.sage.reject_verdicts import MOST_LISTED, Found, Ledger, Matching, Verdict

__all__ = [
    "MOST_LISTED",
    "Found",
    "Index",
    "Matching",
    "Standing",
    "Verdict",
    "WrittenLine",
    "match",
]


def match(profile: Profile, written: Sequence[WrittenLine], data: bytes, batch: str) -> Matching:
    """Judge every record of the reject file ``data``. Never raises, whatever the bytes are.

    ``batch`` is what messages call the batch: ``batch 12``. Time and memory are linear in the
    file and the batch.
    """
    form = form_of(data)
    reasons = Reasons(profile, form.data)
    ledger = Ledger(reasons)
    run = Run(profile, Index(written), batch, ledger)
    held: Piece | None = None
    last: Piece | Comment | None = None
    for last in pieces(profile, form.data):
        if held is not None:
            run.judge(held)
            held = None
        if isinstance(last, Comment):
            reasons.hear(last)
        else:
            reasons.pass_by(last.text.line, last.last)
            held = last
    is_ended = last is None or ends_in_line(form.data, profile.encoding)
    if held is not None:
        run.judge(held, is_cut=not is_ended)
    notes = (form.note, "" if is_ended else _NO_END, *run.finish())
    told = tuple(note for note in notes if note)
    return ledger.matching(told, is_unclear=run.is_unclear)


_NO_END: Final = (
    "The last line of the file has no line end: an editor may have dropped it, or the file may "
    "have been cut here. What stood behind it is not known."
)
