"""From desk to desk over the hub: publish, heal and take in, with the product's own segments.

For desks without the product's exchange; what a file says is judged by ``sync.segment`` alone.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from subjob_desk.domain.ids import operation_id
from subjob_desk.domain.operations import decode
from subjob_desk.sync import company_file, segment
from subjob_desk.sync.carrier import NameTakenError, put_beside
from subjob_desk.sync.company_file import CompanyFile
from subjob_desk.sync.hub_names import company_name, segment_name
from subjob_desk.sync.signing import SigningKey
from tests.simulation.hub import Box
from tests.simulation.pure_desk import PureDesk


class Head(msgspec.Struct):
    """What is read of a line before it is sent."""

    act: str
    seq: int
    prev: str = ""


read_head = msgspec.json.Decoder(Head).decode


@lru_cache(maxsize=4096)
def _parsed(data: bytes, key: str) -> segment.Segment | str:
    """A segment, or which fault its bytes have: a function of the bytes, read once."""
    try:
        return segment.parse(data, key)
    except segment.SegmentFaultError as fault:
        return fault.kind


_card = lru_cache(maxsize=256)(company_file.parse)


def _runs(lines: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Cut where a line does not follow the one before it."""
    run: list[bytes] = []
    last = 0
    for line in lines:
        head = read_head(line)
        if run and (head.prev != operation_id(run[-1]) or head.seq != last + 1):
            yield run
            run = []
        run.append(line)
        last = head.seq
    if run:
        yield run


def can_travel(company: str, actor: str, line: bytes, key: SigningKey) -> bool:
    """Whether any reader would take a segment of this one line."""
    try:
        segment.build(company, actor, read_head(line).seq, [line], key)
    except ValueError:
        return False
    return True


def _signature(data: bytes) -> str:
    return data[-129:-1].decode("ascii")


def _precedes(known: CompanyFile, card: bytes, said: CompanyFile, other: bytes) -> bool:
    """Whether the other company file holds in the stead of the one that is known."""
    return company_file.precedence(said, other) > company_file.precedence(known, card)


class Post:
    """The outgoing and incoming files of one machine."""

    def __init__(self, desk: PureDesk, box: Box, company: str, actor: str) -> None:
        """Nothing was sent or read yet."""
        self.desk = desk
        self._box = box
        self._company = company
        self.actor = actor
        self.outbox: list[bytes] = []
        """Own entries that are in no segment yet."""
        self._read: set[bytes] = set()
        self._held: dict[bytes, str] = {}
        """Good segments, own and others', with their proper names."""
        self._pieces: dict[str, tuple[str, bytes]] = {}
        self._unsent: list[bytes] = []
        self.faults: dict[str, int] = {}
        self.card = b""
        """The company file that holds here."""
        self._said: CompanyFile | None = None

    def exchange(self, key: SigningKey, who: str, now: dt.datetime) -> None:
        """One exchange with the hub."""
        self.seal(key, now)
        self.publish()
        self.heal()
        for _round in range(2):  # whose key it is may stand in what is read last
            known = self.desk.company().desks.enrolled
            self.desk.take(self.read({actor: one.key for actor, one in known.items()}))

    def seal(self, key: SigningKey, now: dt.datetime) -> None:
        """Make segments of own lines, of one run each; from here on they exist."""
        for run in _runs(self.outbox):
            first = read_head(run[0]).seq
            data = segment.build(self._company, self.actor, first, run, key)
            name = segment_name(
                self.actor, first, first + len(run) - 1, operation_id(data), "202611"
            )
            self._hold(data, name)
            self._unsent.append(data)
        self.outbox.clear()

    def _hold(self, data: bytes, name: str) -> None:
        self._held.setdefault(data, name)
        self._pieces.setdefault(_signature(data), (name, data))

    def follow(self, card: bytes) -> None:
        """A company file: the later edition holds, and what a lost key signed since is disowned."""
        if card == self.card:
            return
        said, known = _card(card), self._said
        if known is not None and not _precedes(known, self.card, said, card):
            return
        self.card, self._said = card, said
        self._held[card] = company_name(said.edition, operation_id(card))
        agreed = said.agreed_with(known) if known is not None else None
        if agreed is not None:
            self._disown_beyond(said, agreed)

    def _disown_beyond(self, said: CompanyFile, agreed: int) -> None:
        right: set[str] = set()
        for data in [data for data in self._held if data.startswith(b"SJL")]:
            head = segment.header(data)
            if head.actor == said.registrar and head.last > agreed:
                found = _parsed(data, said.key_for(head.first, head.last))
                if isinstance(found, str):
                    del self._held[data]
                    self._pieces.pop(_signature(data), None)
                else:
                    right |= set(map(operation_id, found.lines))
        own = [op for op in map(decode, self.desk.lines().values()) if op.actor == said.registrar]
        self.desk.disown({op.id for op in own if op.seq > agreed and op.id not in right})

    def publish(self) -> None:
        """Put own new segments into the hub."""
        for data in self._unsent:
            self._put(self._held[data], data)
        self._unsent.clear()

    def pieces(self) -> dict[str, tuple[str, bytes]]:
        """All segments held here, by signature."""
        return self._pieces

    def accept(self, pieces: dict[str, tuple[str, bytes]]) -> None:
        """Take the segments of a packet in; their lines come with them."""
        for signature, (name, data) in pieces.items():
            if signature not in self._pieces:
                self._hold(data, name)

    def heal(self) -> None:
        """Put in again what the hub lacks of all that is held here."""
        present = {self._box.get(one.name) for one in self._box.list()}
        for data, name in self._held.items():
            if data not in present:
                self._put(name, data)

    def _put(self, name: str, data: bytes) -> None:
        try:
            put_beside(self._box, name, data)
        except NameTakenError:
            self._note("no room")

    def read(self, keys: dict[str, str]) -> list[bytes]:
        """The lines of all files that were not read before, from desks whose key is known.

        Company files first: whose key signs what is asked before all else.
        """
        files = [(one.name, self._box.get(one.name)) for one in self._box.list()]
        for _name, data in files:
            self._read_card(data)
        lines: list[bytes] = []
        for name, data in files:
            if data not in self._read:
                lines += self._lines_of(name, data, keys)
        return lines

    def _lines_of(self, name: str, data: bytes, keys: dict[str, str]) -> Sequence[bytes]:
        try:
            head = segment.header(data)
        except segment.SegmentFaultError as fault:
            self._note(fault.kind)
            return ()
        actor, said = head.actor, self._said
        is_registrar = said is not None and actor == said.registrar
        key = said.key_for(head.first, head.last) if said and is_registrar else keys.get(actor)
        if key is None:
            self._note("unknown desk")
            return ()
        found = _parsed(data, key)
        if isinstance(found, str):
            self._note(found)
            return ()
        self._read.add(data)
        self._hold(data, name if name.startswith("log/") else f"again/{actor}.sjl")
        return found.lines

    def _read_card(self, data: bytes) -> None:
        """A company file, which is followed if it is whole."""
        if self._said is None or not data.startswith(b"SJC"):
            return
        try:
            _card(data).check(self._said.root)
        except segment.SegmentFaultError:
            return
        self.follow(data)

    def _note(self, kind: str) -> None:
        self.faults[kind] = self.faults.get(kind, 0) + 1
