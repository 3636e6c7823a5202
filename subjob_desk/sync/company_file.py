"""The company file of a hub: which desk orders things in a company, by the word of its root key.

It is the first thing a new desk reads. Nothing else is ever signed with the root key. Of its
editions the highest holds; what a desk does with one is decided in ``usecases.succession``.
"""

import hashlib
import re
from itertools import pairwise
from typing import Final

import msgspec

from subjob_desk.domain.recorded import Count
from subjob_desk.sync.cards import check_names, check_said, damaged, plain, read_card, write_card
from subjob_desk.sync.signing import Purpose, SigningKey

FAMILY: Final = "SJC"
"""With the version of the form it is the first word of every company file: ``SJC1``."""

_WHAT: Final = "company file of the hub"

_ENTRY: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class EarlierKey(msgspec.Struct, frozen=True):
    """A key of the registrar's desk that was lost with its PC: how far what it signed counts."""

    until: Count
    """Number of the last entry of the registrar that it may have signed."""
    key: str
    """Public, hex."""
    entry: str
    """The id of that entry: it names all before it, too."""


class CompanyFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the root key of a company says; whose root key it is, :meth:`check` tells."""

    company: str
    name: str
    root: str
    """Public half of the root key, hex."""
    registrar: str
    """The desk (actor) that orders people, desks and settings."""
    key: str
    """Its public key, hex."""
    edition: Count
    """1, then one more with each change of the registrar: the highest holds, whatever the hub."""
    at: str
    """UTC, ISO 8601; decides nothing."""
    earlier: tuple[EarlierKey, ...] = ()
    """The keys its desk had before, oldest first, each for the entries after those before it."""
    founding: str = ""
    """The id of the entry that founded the company: whoever gets hold of the registrar's key can
    write another first entry, which counts nowhere. Empty: it is not said."""

    @property
    def until(self) -> int:
        """The last entry of the registrar that an earlier key signed; 0 where there was none."""
        return self.earlier[-1].until if self.earlier else 0

    def key_for(self, first: int, last: int) -> str:
        """The key that signs entries ``first`` to ``last`` of the registrar; empty: not one."""
        for one in self.earlier:
            if first <= one.until:
                return one.key if last <= one.until else ""
        return self.key

    def agreed_with(self, other: "CompanyFile") -> int | None:
        """Up to which entry both name the same keys; ``None``: for all of them."""
        before = 0
        for until in sorted({one.until for said in (self, other) for one in said.earlier}):
            if self.key_for(until, until) != other.key_for(until, until):
                return before
            before = until
        return None if self.key == other.key else before

    def check(self, root: str) -> None:
        """Raise ``SegmentFaultError`` unless it is of the company that this root key stands for."""
        if self.root != root:
            raise damaged(_WHAT, "It was not signed with the key of this company.")


def build(said: CompanyFile, root: SigningKey) -> bytes:
    """The bytes of a company file. Raises ``ValueError`` for what no desk would take."""
    said = msgspec.structs.replace(said, name=plain(said.name), root=root.public_hex)
    data = write_card(FAMILY, said, root, Purpose.COMPANY)
    parse(data)
    return data


def precedence(said: CompanyFile, data: bytes) -> tuple[int, int, str]:
    """Of two company files the one with the higher precedence holds.

    That is the later edition. Two of one edition are only made by two people at once, or by a
    thief: all desks have to choose the same one, whichever they saw first.
    """
    return said.edition, said.until, hashlib.sha256(data).hexdigest()


def parse(data: bytes) -> CompanyFile:
    """Read a company file and check that the root key it names signed it.

    Raises :class:`~subjob_desk.sync.blocks.SegmentFaultError`.
    """
    said, closed = read_card(data, FAMILY, CompanyFile, _WHAT)
    check_said(
        _WHAT,
        identities=(said.company, said.registrar),
        keys=(said.root, said.key, *(one.key for one in said.earlier)),
        at=said.at,
    )
    check_names(_WHAT, said.name)
    if said.edition < 1:
        raise damaged(_WHAT, "Its edition is not numbered.")
    if said.founding and not _ENTRY.fullmatch(said.founding):
        raise damaged(_WHAT, "It does not say which entry founded the company.")
    _check_earlier(said)
    if not closed.is_signed_by(said.root, Purpose.COMPANY):
        raise damaged(_WHAT, "It was not signed with the key of its company.")
    return said


def _check_earlier(said: CompanyFile) -> None:
    untils = [0, *(one.until for one in said.earlier)]
    keys = {said.key, *(one.key for one in said.earlier)}
    is_rising = all(one < other for one, other in pairwise(untils))
    is_whole = all(_ENTRY.fullmatch(one.entry) for one in said.earlier)
    if not is_rising or not is_whole or len(keys) <= len(said.earlier):
        raise damaged(_WHAT, "It does not say which key signed what.")
    if said.edition <= len(said.earlier):
        raise damaged(_WHAT, "Its edition is not numbered.")
