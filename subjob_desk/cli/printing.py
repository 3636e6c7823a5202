"""Text on the streams of a console: tables, numbers, progress, and one JSON document.

How a single command words its result is said beside that command.
"""

import errno
import io
import json
import os
import re
import sys
from collections.abc import Collection, Sequence
from typing import TextIO

from subjob_desk.cli.outcome import PARTLY, Document, Outcome
from subjob_desk.domain.money import decimal_text
from subjob_desk.domain.progress import Progress, Stages, silent, silent_stages
from subjob_desk.usecases.moments import local

_GAP = "  "

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a terminal would obey instead of showing it."""


def make_streams_safe() -> None:
    """Let no character end a command: what a console lacks is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def publish(outcome: Outcome, *, as_json: bool) -> int:
    """Print ``outcome``; returns the exit status."""
    text = [json_text(outcome.document)] if as_json else outcome.text
    status = outcome.status
    problem = _print(sys.stdout, text)
    notes = list(outcome.notes)
    if problem:
        notes.append(f"The output could not be written: {problem}.")
        status = max(status, PARTLY)
    _print(sys.stderr, notes)
    return status


def json_text(document: Document) -> str:
    """The document in ASCII: a console's or a file's encoding can do nothing to it."""
    return json.dumps(document, indent=2)


def grouped(value: int) -> str:
    """Hundredths for people: ``1,234.50``."""
    whole, _point, cents = decimal_text(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}.{cents}"


def moment(at: str) -> str:
    """UTC as recorded, in the zone of this PC; what is no moment as it stands."""
    shown = local(at)
    return at if shown is None else f"{shown:%Y-%m-%d %H:%M}"


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()
) -> list[str]:
    """Lines of an aligned table; the columns ``right``, counted from 0, stand at the right."""
    every = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    every.insert(1, tuple("-" * width for width in widths))
    return [
        _GAP.join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in every
    ]


def progress(what: str) -> Progress:
    """Shows how far long work is, on standard error, if a person looks at it."""
    stream = _watched()
    if stream is None:
        return silent

    def show(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        stream.write(f"\r{what}: {done:,} of {total:,}{end}")
        stream.flush()

    return show


def stages(what: str) -> Stages:
    """The same for work of several stages, each on a line of its own."""
    stream = _watched()
    if stream is None:
        return silent_stages
    ended: set[str] = set()

    def show(stage: str, done: int, total: int) -> None:
        if not stage or not total or stage in ended:
            return
        end = "\n" if done >= total else ""
        if end:
            ended.add(stage)
        stream.write(f"\r{what}: {done:,} of {total:,} {stage}{end}")
        stream.flush()

    return show


def _watched() -> TextIO | None:
    stream: TextIO | None = sys.stderr
    return stream if stream is not None and stream.isatty() else None


def _print(stream: TextIO | None, lines: Sequence[str]) -> str:
    """Write the lines; returns why not, empty if all is well or nobody reads any more."""
    if stream is None:  # started without a console
        return ""
    try:
        stream.writelines(f"{_CONTROL.sub('?', line)}\n" for line in lines)
        stream.flush()
    except OSError as error:
        _silence(stream)
        if not _is_left(error):
            return error.strerror or "the system refused it"
    return ""


def _is_left(error: OSError) -> bool:
    """Whether the program that read the output has gone away, as Windows says it too."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def _silence(stream: TextIO) -> None:
    """What is left in the stream's buffer must not fail again when the program ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
