"""Sage's reject file matched against the lines of the batch it answers: never guessed.

By job, extra, cost code, category and amount (``sage-jce.md`` section 4.9). What a match means
for a sub job is decided in the use case.
"""

from collections.abc import Sequence

from subjob_desk.sage.grammar import Comment
from subjob_desk.sage.layout import Profile
from subjob_desk.sage.reject_index import Index, Standing, WrittenLine
from subjob_desk.sage.reject_reasons import Reasons
from subjob_desk.sage.reject_run import Run
from subjob_desk.sage.reject_text import form_of, pieces
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
    for piece in pieces(profile, form.data):
        if isinstance(piece, Comment):
            reasons.hear(piece)
        else:
            reasons.pass_by(piece.text.line, piece.last)
            run.judge(piece)
    run.finish()
    return ledger.matching(form.note)
