"""The operations: the envelope in which each fact is recorded, and its stored bytes.

The form is that of ``sync.md`` section 1 and frozen: a stored operation is never written again.
"""

from typing import Annotated, Final

import msgspec

from subjob_desk.domain.facts import KINDS, Fact
from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.line_form import LARGEST, line_fault

VERSION: Final = 1
"""The newest envelope version this program understands."""

COMPANY: Final = ""
"""The object id under which company-wide operations (people, settings, lists) stand."""

_NAMES: Final = {fact: name for name, fact in KINDS.items()}


class _Envelope(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The stored form, field by field as in ``sync.md`` section 1."""

    v: int
    co: str
    act: str
    seq: Annotated[int, msgspec.Meta(ge=1, le=LARGEST)]
    prev: str = ""
    adm: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)] = 0
    who: str
    sub: Annotated[str, msgspec.Meta(pattern=r"^\S*\Z")] = ""
    par: tuple[str, ...] = ()
    typ: str
    to: str = ""
    digest: str = ""
    deed: str = ""
    val: msgspec.Raw
    ts: str
    app: str


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One recorded fact with who, when and where, and the bytes it is stored as."""

    id: str
    stored: bytes
    version: int
    company: str
    actor: str
    """The desk that wrote it."""
    seq: int
    """1, 2, 3 … in the chain of that desk."""
    prev: str
    """Id of the desk's previous operation; empty for its first."""
    adm: int
    """How far the author's copy of the registrar's chain reached."""
    who: str
    """Person id."""
    sub: str
    """The object spoken of: a sub job, a batch, or :data:`COMPANY`."""
    par: tuple[str, ...]
    """Ids of all newest operations on that object the author knew."""
    kind: str
    to: str
    digest: str
    deed: str
    """What one act of a person recorded together; undone together."""
    at: str
    """UTC, ISO 8601; shown, and decides nothing."""
    app: str
    fact: Fact | None
    """``None``: a kind or version this program does not know (kept, without effect)."""


class UnreadableOperationError(ValueError):
    """Stored bytes that are no operation at all."""


_decoder = msgspec.json.Decoder(_Envelope)
_fact_decoders: Final = {name: msgspec.json.Decoder(kind) for name, kind in KINDS.items()}


def decode(stored: bytes) -> Operation:
    """Read an operation from its stored bytes.

    A kind or version that is not known gives ``fact`` ``None``.
    Raises :class:`UnreadableOperationError` for bytes that are no envelope or whose known fact is
    malformed.
    """
    try:
        envelope = _decoder.decode(stored)
        known = _fact_decoders.get(envelope.typ) if envelope.v <= VERSION else None
        fact = known.decode(envelope.val) if known is not None else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        msg = f"not an operation: {error}"
        raise UnreadableOperationError(msg) from error
    return _operation(envelope, stored, fact)


def record(
    fact: Fact,
    *,
    company: str,
    actor: str,
    seq: int,
    prev: str,
    adm: int,
    who: str,
    sub: str,
    par: tuple[str, ...],
    to: str = "",
    digest: str = "",
    deed: str,
    at: str,
    app: str,
) -> Operation:
    """A new operation saying ``fact``, with its stored bytes and id."""
    envelope = _Envelope(
        v=VERSION,
        co=company,
        act=actor,
        seq=seq,
        prev=prev,
        adm=adm,
        who=who,
        sub=sub,
        par=tuple(sorted(par)),
        typ=_NAMES[type(fact)],
        to=to,
        digest=digest,
        deed=deed,
        val=msgspec.Raw(msgspec.json.encode(fact)),
        ts=at,
        app=app,
    )
    return _operation(envelope, msgspec.json.encode(envelope), fact)


def fits(op: Operation) -> str:
    """Why ``op`` could never be handed to another desk, as the end of a sentence ("it …").

    Empty if it can; what cannot must not be recorded, or the desk's chain ends there for others.
    """
    return line_fault(op.stored)


def _operation(envelope: _Envelope, stored: bytes, fact: Fact | None) -> Operation:
    return Operation(
        id=operation_id(stored),
        stored=stored,
        version=envelope.v,
        company=envelope.co,
        actor=envelope.act,
        seq=envelope.seq,
        prev=envelope.prev,
        adm=envelope.adm,
        who=envelope.who,
        sub=envelope.sub,
        par=envelope.par,
        kind=envelope.typ,
        to=envelope.to,
        digest=envelope.digest,
        deed=envelope.deed,
        at=envelope.ts,
        app=envelope.app,
        fact=fact,
    )
