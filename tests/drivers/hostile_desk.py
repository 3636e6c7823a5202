"""An enrolled desk whose holder writes whatever he likes, signed with its real key."""

import json
from pathlib import Path

from subjob_desk.domain.ids import operation_id
from subjob_desk.store.delivery import chain_head
from subjob_desk.store.entries import heads_of
from subjob_desk.sync import hub_names, segment
from tests.drivers.shared_office import SharedOffice, Trio


class HostileDesk:
    """Goes on with the chain of a desk of a trio, whose own program writes nothing any more."""

    def __init__(self, trio: Trio, desk: SharedOffice, who: str) -> None:
        """``who``: in whose name."""
        key = desk.desk.key.key
        assert key is not None
        self._hub, self._desk, self._key = trio.hub, desk, key
        self._who = desk.desk.person_named(who).id
        with desk.desk.reading() as connection:
            (_registrar, self._adm), (self._seq, self._prev) = chain_head(connection, desk.actor)

    def heads(self, sub: str) -> list[str]:
        """The newest entries about a sub job."""
        with self._desk.desk.reading() as connection:
            return list(heads_of(connection, [sub]).get(sub, ()))

    def entry(self, kind: str, sub: str, value: object, **fields: object) -> bytes:
        """The next entry of the chain: of this kind and value, with these fields besides."""
        self._seq += 1
        said = {
            "v": 1,
            "co": self._desk.desk.company.id,
            "act": self._desk.actor,
            "seq": self._seq,
            **({"prev": self._prev} if self._prev else {}),
            "adm": self._adm,
            "who": self._who,
            "sub": sub,
            "typ": kind,
            "val": value,
            "deed": "d" * 16,
            "ts": "2026-11-22T09:31:00Z",
            "app": "1.0.0",
            **fields,
        }
        line = json.dumps(said, separators=(",", ":")).encode("ascii")
        self._prev = operation_id(line)
        return line

    def give(self, *lines: bytes) -> Path:
        """Put the last of these entries into the hub, as one file."""
        first = self._seq - len(lines) + 1
        data = segment.build(self._desk.desk.company.id, self._desk.actor, first, lines, self._key)
        sha256 = segment.parse(data).sha256
        name = hub_names.segment_name(self._desk.actor, first, self._seq, sha256, "202611")
        file = self._hub / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return file
