"""The state of a batch in the words of the screens, for the command line and for refusals.

The window says the same words through its translation; a test holds the two together.
"""

from typing import Final

from subjob_desk.usecases.views import BatchRow

WRITTEN: Final = "written"

STATE_SHOWN: Final = {
    WRITTEN: "Waits for Sage",
    "posted": "Posted in Sage",
    "partly-refused": "Partly refused",
    "void": "Void",
}


def state_words(row: BatchRow) -> str:
    """The state of a batch; a missing file comes first."""
    if row.file_missing and row.state == WRITTEN:
        return "File missing"
    if row.waiting and row.state != WRITTEN:
        return "Answered in part"
    return STATE_SHOWN[row.state]
