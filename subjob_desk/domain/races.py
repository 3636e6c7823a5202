"""The table of races: what happens when two desks do something at once, row by row.

The help page is made from it, and each row has its test. The rules themselves are in the fold.
"""

from typing import Final

import msgspec


class Race(msgspec.Struct, frozen=True):
    """One row: what can happen at two desks at once, which rule settles it, what people see."""

    number: int
    situation: str
    rule: str
    seen: str


RACES: Final[tuple[Race, ...]] = (
    Race(
        1,
        "It is retrieved at one desk and accepted at another, before it is exported.",
        "The retrieval counts.",
        "The approver reads who retrieved it; the acceptance stays in the history.",
    ),
    Race(
        2,
        "It is retrieved, rejected or sent again at one desk while another writes the file.",
        "The export counts: the file is written.",
        "Both get the task 'came too late'. Correct it by Revise, or void the batch.",
    ),
    Race(
        3,
        "It is retrieved by somebody who had already received the answer.",
        "It is not taken back: accounting has decided.",
        "The reason at once, at the desk that tried.",
    ),
    Race(
        4,
        "It is accepted at one desk and rejected at another.",
        "Before the export the rejection counts, after it the export.",
        "Both names with their reasons; after an export also the task 'came too late'.",
    ),
    Race(
        5,
        "Two approvers accept it under different extra codes.",
        "It is not exported until an approver who sees both accepts it once more.",
        "Both extra codes side by side, with who gave them.",
    ),
    Race(
        6,
        "Two sub jobs of a project are accepted under the same extra code.",
        "No clock decides: none of them is exported until at most one has the code.",
        "Each names the other.",
    ),
    Race(
        7,
        "Somebody edits an older version than the one that is sent or accepted.",
        "The edit is kept apart and never touches the round.",
        "The edit beside the round; once it is in Sage, take it into a change or discard it.",
    ),
    Race(
        8,
        "Two people edit different fields of one draft.",
        "Both edits count. An edited line stays, even if somebody else removed it meanwhile.",
        "Nothing: the draft has both.",
    ),
    Race(
        9,
        "Two people give the same field different values.",
        "Both values are kept. It cannot be sent until one of them is chosen.",
        "The values side by side, with who typed them.",
    ),
    Race(
        10,
        "One sub job is sent from two desks.",
        "There are two rounds, and at most one of them is exported.",
        "'Sent at the same time', with both names.",
    ),
    Race(
        11,
        "An acceptance names another content than the one that was sent.",
        "It has no effect.",
        "The entry with its reason: it does not match the content.",
    ),
    Race(
        12,
        "It is accepted by somebody who may not, or who sent it or typed a value of it.",
        "It has no effect at any desk, whatever the program at that desk allowed.",
        "The entry with its reason, at the registrar's desk too.",
    ),
    Race(
        13,
        "A desk is revoked while it still writes.",
        "Beyond the entry the registrar names nothing of it counts, whenever it arrives; but what "
        "was exported before the posting desk knew stays exported.",
        "The list of those entries; the registrar can let it in again up to a later one. What was "
        "exported on them is a task: check it, void the batch or leave it.",
    ),
    Race(
        14,
        "A person loses a role while they still use it at a desk that does not know yet.",
        "The same: beyond the entry that is named the role is gone.",
        "The list of those entries.",
    ),
    Race(
        15,
        "Two copies of one desk write on: a restored backup, a cloned PC, a stolen key.",
        "Neither copy counts from the fork on, except what the registrar had already confirmed.",
        "The registrar chooses the copy that counts; drafts of the other can be imported again.",
    ),
    Race(
        16,
        "The posting moves to another desk while the old one still exports.",
        "Given back, the old desk writes no more. Taken, what it still writes is disputed, and of "
        "two files with the same acceptance one counts.",
        "'Disputed' at every desk: look in Sage, then record the answer or void the batch.",
    ),
    Race(
        17,
        "Sage refuses a line.",
        "Only the posting desk records what Sage answered.",
        "Exported becomes Refused by Sage, with Sage's message.",
    ),
    Race(
        18,
        "It is deleted or made inactive while somebody else edits, sends or accepts it.",
        "What is edited or sent is not deleted. Inactive waits until the round is answered.",
        "Both are told; make it inactive then, or keep it active.",
    ),
    Race(
        19,
        "A newer program writes something this one does not know.",
        "It is kept as it is, and that sub job can only be read here.",
        "'Update the program'.",
    ),
    Race(
        20,
        "Two people open a change of the same sub job.",
        "There is one change, and both work on it.",
        "Each reads that the other opened it too.",
    ),
)
"""All of them, in the order of their numbers."""
