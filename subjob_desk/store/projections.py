"""The tables every screen reads: dropped and rebuilt from the log at any time.

Nothing here is the truth. A change of any table needs a new :data:`NUMBER`.
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    text,
)

NUMBER: Final = 10
"""The number of this schema; a file with another one is rebuilt."""

metadata = MetaData()

ODD: Final = text("status NOT IN ('effective', 'cancelled')")
"""The operations without effect. SQLite uses their index only where a query says these words."""

WAITING: Final = text("waits_for <> ''")
"""The operations whose past is missing, and how a query must name them to use their index."""

NOT_DELIVERED: Final = ("held", "broken", "unreadable")
"""The states of what has no place in causal order."""

UNDONE: Final = text("kind = 'undone'")
"""The undoings, and how a query must name them to use their index."""

EQUAL: Final = text("kind = 'equal_in_sage'")
"""What needed no file, and how a query must name it to use its index."""

AGAIN: Final = text("again <> ''")
"""What went out again, and how a query must name it to use its index."""

UNCOUNTED: Final = text(
    "kind = 'batch_closed' AND status NOT IN ('effective', 'cancelled', 'held')"
)
"""The batches that were written and do not count, and how a query must name them to use their
index."""

entry = Table(
    "entry",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("actor", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("adm", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("sub", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
    Column("deed", String, nullable=False),
    Column("status", String, nullable=False),
    Column("reason", String, nullable=False, server_default=""),
    Column("waits_for", String, nullable=False, server_default=""),
    Column("quarantined", Boolean, nullable=False, server_default=text("0")),
    Index("entry_sub", "sub"),
    Index("entry_chain", "actor", "seq"),
    Index("entry_deed", "deed"),
    Index("entry_who", "who", "n"),
    Index("entry_odd", "status", sqlite_where=ODD),
    Index("entry_waiting", "waits_for", sqlite_where=WAITING),
    Index("entry_undone", "who", "n", sqlite_where=UNDONE),
    Index("entry_equal", "n", sqlite_where=EQUAL),
    Index("entry_uncounted", "n", sqlite_where=UNCOUNTED),
)
"""Each operation of the log and what became of it.

``status``: effective, refused, cancelled (undone or taken back), unknown (kind or version),
held (its past has not arrived), broken (chain or order is wrong), unreadable.
``waits_for``: of what is held, the first entry it lacks: an id, or ``#7`` for the registrar's
seventh. ``quarantined``: its chain forks before it, and nothing pins this branch.
"""

head = Table(
    "head",
    metadata,
    Column("sub", String, primary_key=True),
    Column("id", String, primary_key=True),
    sqlite_with_rowid=False,
)
"""The newest operations of each object."""

standing = Table(
    "standing",
    metadata,
    Column("sub", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("undoable", String, nullable=False, server_default=""),
    Column("redoable", String, nullable=False, server_default=""),
    Column("has_conflicts", Boolean, nullable=False, server_default=text("0")),
    Column("state", LargeBinary, nullable=False),
    Column("mark", LargeBinary, nullable=False),
    Index("standing_conflicts", "sub", sqlite_where=text("has_conflicts <> 0")),
)
"""The folded state of each object (``company``, ``batch``, ``sub-job``), as MessagePack.

``undoable``, ``redoable``: the operation of a sub job that can be undone, or redone, next.
``has_conflicts``: something was done to it at once that people may have to settle.
``mark``: what the state adds to :data:`state_sum`.
"""

CONFLICTS: Final = text("has_conflicts <> 0")
"""The sub jobs with conflicts, and how a query must name them to use their index."""

state_sum = Table(
    "state_sum",
    metadata,
    Column("form", Integer, primary_key=True, autoincrement=False),
    Column("total", String, nullable=False),
)
"""One row: what all states add up to, so that desks can compare theirs."""

fork = Table(
    "fork",
    metadata,
    Column("actor", String, primary_key=True),
    Column("seq", Integer, nullable=False),
)
"""The desks with two entries of one number; ``seq`` is the first such number."""

pin = Table(
    "pin",
    metadata,
    Column("op", String, primary_key=True),
    Column("actor", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("entry", String, nullable=False),
    Index("pin_actor", "actor", "seq"),
    Index("pin_entry", "entry"),
    sqlite_with_rowid=False,
)
"""The entries that hold against a fork, with all before them, and what says so: a checkpoint, or
the registrar's choice of a branch."""

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("op", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("form", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("heads", LargeBinary, nullable=False),
    Index("checkpoint_seq", "seq"),
)
"""The registrar's checkpoints that count; ``heads`` as JSON: desk to number and id."""

acknowledged = Table(
    "acknowledged",
    metadata,
    Column("desk", String, primary_key=True),
    Column("actor", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Index("acknowledged_actor", "actor", "seq"),
    sqlite_with_rowid=False,
)
"""Up to which entry of ``actor`` each desk says it has received."""

sub_job = Table(
    "sub_job",
    metadata,
    Column("id", String, primary_key=True),
    Column("job_key", String, nullable=False),
    Column("job", String, nullable=False),
    Column("code", String, nullable=False),
    Column("code_key", String, nullable=False),
    Column("code_sort", String, nullable=False),
    Column("description", String, nullable=False),
    Column("description_key", String, nullable=False),
    Column("search", String, nullable=False),
    Column("name", String, nullable=False),
    Column("state", String, nullable=False),
    Column("inactive", Boolean, nullable=False),
    Column("is_change", Boolean, nullable=False),
    Column("edited", Boolean, nullable=False),
    Column("round", Integer, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("extra_code", String, nullable=False),
    Column("extra_key", String, nullable=False),
    Column("fixed_extra_key", String, nullable=False),
    Column("batch", String, nullable=False),
    Column("sender", String, nullable=False),
    Column("since", String, nullable=False),
    # Wide, so that a filter as you type reads this index only and not the whole rows.
    Index("sub_job_code", "job_key", "code_sort", "id", "search", "name", "state", "amount"),
    Index("sub_job_same_code", "job_key", "code_key"),
    Index("sub_job_same_extra", "job_key", "extra_key"),
    Index("sub_job_same_description", "job_key", "description_key"),
    Index("sub_job_state", "state", "inactive", "since", "id"),
)
"""One row for each sub job that exists; times in UTC, amounts in cents.

``search`` and ``name`` (``job/code``) are lower case, for filters.
"""

tally = Table(
    "tally",
    metadata,
    Column("job_key", String, primary_key=True),
    Column("state", String, primary_key=True),
    Column("inactive", Boolean, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("amount", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Counts and sums by project and state; the empty ``job_key`` is the whole company."""

project = Table(
    "project",
    metadata,
    Column("key", String, primary_key=True),
    Column("job", String, nullable=False),
    Column("sort", String, nullable=False),
    Column("description", String, nullable=False),
    Column("search", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("address", String, nullable=False),
    Column("city", String, nullable=False),
    Column("state", String, nullable=False),
    Column("zip", String, nullable=False),
    Index("project_sort", "sort", "key"),
)
"""The job list. ``standing``: open, closed, typed (not in Sage yet) or gone (from the list)."""

cost_code = Table(
    "cost_code",
    metadata,
    Column("key", String, primary_key=True),
    Column("code", String, nullable=False),
    Column("sort", String, nullable=False),
    Column("description", String, nullable=False),
    Column("search", String, nullable=False),
    Column("is_group", Boolean, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Index("cost_code_sort", "sort"),
)
"""The company's standard cost codes; one no longer on the list stays, not active."""

category = Table(
    "category",
    metadata,
    Column("key", String, primary_key=True),
    Column("code", String, nullable=False),
    Column("description", String, nullable=False),
)

known_extra = Table(
    "known_extra",
    metadata,
    Column("job_key", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("code", String, nullable=False),
    Column("description", String, nullable=False),
    sqlite_with_rowid=False,
)
"""Extras that Sage had when its list was imported."""

batch = Table(
    "batch",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("date", String, nullable=False),
    Column("state", String, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Column("folder", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
    Index("batch_number", "number"),
)

export = Table(
    "export",
    metadata,
    Column("op", String, primary_key=True),
    Column("sub", String, nullable=False),
    Column("acceptance", String, nullable=False),
    Column("batch", String, nullable=False),
    Column("state", String, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("units", String, nullable=False),
    Column("open", Integer, nullable=False),
    Column("in_sage", Integer, nullable=False),
    Column("amount_open", Integer, nullable=False),
    Column("amount_in_sage", Integer, nullable=False),
    Column("again", String, nullable=False),
    Index("export_sub", "sub"),
    Index("export_batch", "batch", "quantity", "open", "amount_open", "amount_in_sage"),
    Index("export_again", "again", "batch", sqlite_where=AGAIN),
    Index(
        "export_live",
        "acceptance",
        unique=True,
        sqlite_where=text("state IN ('written', 'posted', 'refused')"),
    ),
)
"""What each batch carried; an acceptance has at most one live row (``sage-jce.md`` 7.1).

``units``: quantities in hundredths by unit, as JSON. ``open``: lines that wait for Sage's answer.
``in_sage``: lines Sage has; the sums of both in cents beside them. ``again``: the batch it goes out
again from, or empty.
"""
