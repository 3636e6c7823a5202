"""The recorder: what one act of a person says becomes operations in this desk's chain.

It fills in the envelope (chain, past, act) so that a use case only names facts.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from subjob_desk.domain.facts import Fact
from subjob_desk.domain.ids import new_id
from subjob_desk.domain.operations import Operation, record
from subjob_desk.domain.progress import Progress
from subjob_desk.store.delivery import chain_head
from subjob_desk.store.entries import heads_of, object_key
from subjob_desk.store.projector import Touched, append

_PART: Final = 400
"""Operations written between two words of progress: about 50 ms."""


class Recorder:
    """Collects the operations of one act; nothing is written before :meth:`commit`."""

    def __init__(
        self, connection: Connection, *, company: str, actor: str, who: str, at: str, app: str
    ) -> None:
        self._connection = connection
        self._company = company
        self._actor = actor
        self._who = who
        self._at = at
        self._app = app
        self._heads: dict[str, tuple[str, ...]] = {}
        self._operations: list[Operation] = []
        self._registrar, head = chain_head(connection, actor)
        self._seq, self._prev = head
        self.deed = new_id()

    def know(self, subs: Iterable[str]) -> None:
        """Look the newest operations of many objects up at once, before noting on them."""
        wanted = [sub for sub in subs if sub not in self._heads]
        found = heads_of(self._connection, wanted)
        self._heads |= {sub: found.get(sub, ()) for sub in wanted}

    def note(self, sub: str, fact: Fact, *, to: str = "", digest: str = "") -> Operation:
        """Record ``fact`` about the object ``sub``, on top of everything known of it."""
        key = object_key(sub, fact)
        if key not in self._heads:
            self.know((key,))
        is_registrar = self._registrar[0] in ("", self._actor)
        op = record(
            fact,
            company=self._company,
            actor=self._actor,
            seq=self._seq + 1,
            prev=self._prev,
            adm=self._seq if is_registrar else self._registrar[1],
            who=self._who,
            sub=sub,
            par=self._heads[key],
            to=to,
            digest=digest,
            deed=self.deed,
            at=self._at,
            app=self._app,
        )
        self._seq, self._prev = op.seq, op.id
        self._heads[key] = (op.id,)
        self._operations.append(op)
        return op

    def commit(self, progress: Progress | None = None) -> Touched:
        """Append what was noted and update the projections, in the transaction at hand.

        With ``progress`` part by part: only for facts that have their effect one by one, which
        those of a batch have not before it is closed.
        """
        operations, self._operations = self._operations, []
        if progress is None:
            return append(self._connection, operations)
        touched = Touched()
        for start in range(0, len(operations), _PART):
            progress(start, len(operations))
            touched.take_in(append(self._connection, operations[start : start + _PART]))
        progress(len(operations), len(operations))
        return touched
