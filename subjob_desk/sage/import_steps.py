"""What to do in Sage with a file, step by step: one source for the screen and the control sheet.

The words of ``sage-jce.md`` sections 1 and 4; the menu path is graded D there.
"""

from typing import Final

import msgspec

from subjob_desk.domain.money import grouped_text

CHANGE: Final = "CHANGE"


class ToImport(msgspec.Struct, frozen=True, kw_only=True):
    """What the steps are about."""

    number: int
    kind: str
    """ORIGINAL or CHANGE."""
    file_name: str
    reject_name: str
    folder: str
    term: str
    """The company's word for Sage's *Extra*."""
    extras: int
    lines: int
    amount: int
    """In cents."""
    has_key_in: bool
    """Descriptions differ from those Sage was given before."""


class Option(msgspec.Struct, frozen=True):
    """A box of Sage's import window."""

    name: str
    on: bool


class Step(msgspec.Struct, frozen=True):
    """One step in Sage, to tick off."""

    text: str
    options: tuple[Option, ...] = ()


def steps(file: ToImport) -> tuple[Step, ...]:
    """What to do in Sage, in order."""
    word = file.term
    told = [
        Step(
            f"Before the first import: {word}s are on (Tracking {word}s in JC Settings, and the "
            "job's own switch where it has one)."
        ),
        Step(
            "Open Job Cost > Tools > Import > Estimates (the path differs between releases). "
            f"Choose {file.file_name} in {file.folder}."
        ),
        Step(f"Name the reject file {file.reject_name}."),
        Step(
            "Set the options like this:",
            (
                Option("Import as an Approved Estimate Change", file.kind == CHANGE),
                Option("Allow creation of Cost Codes not on standard Cost Code list", on=False),
            ),
        ),
        Step("Import once. Sage allows a second import, and that doubles the budget."),
        Step(must_report(file.extras, file.lines, file.amount, file.term)),
        Step(
            f"Look into {file.reject_name}. Is there anything in it, leave it as it is: it is "
            "opened in SubJob Desk after the next step."
        ),
        Step("Run Tasks > Post Entries."),
    ]
    if file.has_key_in:
        told.append(
            Step(
                "Compare the descriptions under Key in Sage on the control sheet; key in what "
                "differs."
            )
        )
    told.append(
        Step(
            f"Record Sage's answer in SubJob Desk: Exports, batch {file.number}: Sage posted it; "
            "or, if the reject file is not empty, Open Sage's reject file."
        )
    )
    return tuple(told)


def must_report(extras: int, lines: int, amount: int, term: str) -> str:
    """What Sage's own report has to show once a file is imported; ``amount`` in cents."""
    held = f"{_counted(extras, term)}, {_counted(lines, 'line')}"
    return f"The Estimate Import Report must show {held} and {grouped_text(amount)} in total."


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
