"""What screens and the command line are told about desks that work apart: rows and reports.

Plain values only; they are made in ``sharing``, ``exchanging``, ``packets`` and ``settling``.
"""

import msgspec

from subjob_desk.domain.changes import Changes


class FileNote(msgspec.Struct, frozen=True):
    """What became of one file of the hub or block of a packet that was not simply taken."""

    name: str
    outcome: str
    """incomplete, damaged, foreign, too-new, unknown-desk, too-large or unreadable."""
    said: str


class ExchangeStatus(msgspec.Struct, frozen=True):
    """How this desk stands with the others, for the status line."""

    is_shared: bool = False
    hub: str = ""
    """Where entries are exchanged: a folder or an address without its password."""
    last: str = ""
    """When the last exchange ended, UTC; empty if there was none."""
    outbox: int = 0
    """Entries of this desk that no other desk can have seen yet."""
    held: int = 0
    """Entries that wait for others to arrive."""
    refused: int = 0
    quarantined: int = 0
    conflicts: int = 0
    """Rows of the list of conflicts that have to be decided."""
    tasks: int = 0
    """Rows that only have to be noticed, or answered in the trade's own way."""
    is_posting_desk: bool = True
    asking: int = 0
    """Desks that ask to be let in, where that is done: at the registrar's desk."""
    forks: int = 0
    """Chains that fork, of which a branch is still to be chosen there."""
    posting_desk: str = ""
    """The name of the desk that posts; empty where the posting was given back."""
    is_released: bool = False
    is_registrar: bool = True
    is_copied: bool = False
    """The company file is a copy of one in use elsewhere."""
    is_older: bool = False
    """The company file is behind what this desk has given out: it was restored."""
    is_succeeded: bool = False
    """The registrar's desk goes on at another PC: this one is to become a desk of its own."""
    asks_for_posting: bool = False
    """It is open what a lost PC wrote for Sage: the posting has to be taken anew."""
    problem: str = ""
    """What keeps this desk from working with the others; empty for nothing."""
    remedy: str = ""
    needs_password: bool = False
    """The key of this desk is locked: nothing is sent before somebody signs in."""
    is_admitted: bool = True
    """False while the registrar has not let this desk in."""
    unread: int = 0
    """Files of the hub with entries that came here in no other way, and that cannot be used."""
    unread_files: tuple[FileNote, ...] = ()
    """The first of these."""


class DeskRow(msgspec.Struct, frozen=True):
    """One desk of the company."""

    actor: str
    name: str
    persons: tuple[str, ...] = ()
    """Names of who may write there; nobody named: everybody."""
    is_this: bool = False
    is_registrar: bool = False
    is_posting: bool = False
    state: str = "active"
    """active, revoked, forked (a branch is to be chosen) or ended (it was): a new desk goes on."""
    last_contact: str = ""
    """When something of it arrived last, UTC; for this desk the last exchange."""
    is_written: bool = False
    """``last_contact`` is when it wrote its newest entry, by its own clock: that came in a packet,
    or otherwise without its moment here."""
    entries: int = 0
    cut: int | None = None
    """Its last entry that counts, where it is revoked."""
    reason: str = ""


class RequestRow(msgspec.Struct, frozen=True):
    """A desk that asks to be let in."""

    name: str
    """The request's name at the carrier, or the file it was read from."""
    actor: str
    person: str
    desk: str
    at: str
    words: tuple[str, ...] = ()
    """Six words, the same at both ends; the telephone proves that. None in a list of requests."""
    data: bytes = b""
    """The request itself: what :class:`Admitting` takes."""


class ForkBranch(msgspec.Struct, frozen=True):
    """One of the ends of a chain that forks."""

    entry: str
    """Id of its newest entry: what :meth:`Admitting.keep_branch` takes."""
    last: int
    at: str
    entries: int
    """How many entries it has since the fork."""
    is_kept: bool = False


class ForkRow(msgspec.Struct, frozen=True):
    """A chain of which two entries claim the same place."""

    actor: str
    name: str
    seq: int
    """The number that was given twice."""
    branches: tuple[ForkBranch, ...]
    is_settled: bool = False
    """The registrar has chosen which branch counts."""


class ConflictAct(msgspec.Struct, frozen=True):
    """One way to settle a conflict."""

    id: str
    label: str
    reason: str = ""
    """Why who acts cannot choose it; empty if he can."""


class ConflictRow(msgspec.Struct, frozen=True):
    """Something two desks did that a person has to look at."""

    id: str
    kind: str
    """values codes apart sent-twice disputed double too-late cut-since
    inactive-waits kept clash uncounted lost-past."""
    sub: str
    name: str
    """JOB/CODE."""
    sentence: str
    mine_label: str = ""
    mine: str = ""
    theirs_label: str = ""
    theirs: str = ""
    acts: tuple[ConflictAct, ...] = ()
    is_task: bool = False
    """It has no two values to choose from: it is to be done or noticed."""
    at: str = ""
    field: str = ""
    """Of *values*: ``code``, ``description`` or ``<line id>.<field>``."""


class EntryRow(msgspec.Struct, frozen=True):
    """An entry of the log that has no effect, or not yet, with the reason."""

    id: str
    at: str
    desk: str
    who: str
    what: str
    status: str
    """held, refused, late, unknown, quarantined."""
    reason: str
    sub: str = ""
    name: str = ""


class ExchangeReport(msgspec.Struct, frozen=True):
    """What one exchange did."""

    changes: Changes = Changes()
    taken: int = 0
    """Entries of other desks that came in."""
    duplicates: int = 0
    """Files whose entries were here already."""
    published: int = 0
    """Entries of this desk that went out."""
    healed: int = 0
    """Files that the hub had lost and got again."""
    notes: tuple[FileNote, ...] = ()
    said: str = ""
    problem: str = ""
    """Why nobody may rely on it, although what could be done was done; empty if all is well."""
    remedy: str = ""


class Joined(msgspec.Struct, frozen=True):
    """A desk that was made and asks to be let in."""

    path: str
    words: tuple[str, ...]
    request_file: str = ""
    """Where the request lies as a file to be handed over, if it does."""
