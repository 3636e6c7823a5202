"""What the raw entries say, read without any code of the program: who knew what, and who may.

Small on purpose, and slow: it judges the fold, so it must not be the fold.
"""

import hashlib
import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

Raw = dict[str, Any]

_LEFT_OUT: Final[Raw] = {"adm": 0, "sub": "", "to": "", "prev": "", "par": [], "digest": ""}
"""What an entry means that leaves these out."""

_FACTS: Final = {
    "exported",
    "equal_in_sage",
    "posted",
    "posted_after_all",
    "refused",
    "voided",
    "batch_answered",
}
"""What the posting desk alone writes, and nobody takes back."""

_TWINS: Final = {"batch_opened", "batch_closed", "batch_answered"}


class Evidence:
    """All entries of a company, as bytes, and what follows from them alone."""

    def __init__(self, lines: Mapping[str, bytes], registrar: str, delivered: set[str]) -> None:
        """Read them; raises ``AssertionError`` for bytes that are not those of their id.

        ``delivered``: those whose past is there, as far as anybody can tell.
        """
        self.raw: dict[str, Raw] = {}
        for entry, stored in lines.items():
            assert hashlib.sha256(stored).hexdigest() == entry
            self.raw[entry] = _LEFT_OUT | json.loads(stored)
        self.registrar = registrar
        self._past: dict[str, frozenset[str]] = {}
        self.by_sub: dict[str, list[str]] = {}
        for entry, one in self.raw.items():
            self.by_sub.setdefault(object_of(one), []).append(entry)
        self._own: dict[tuple[str, str], list[str]] = {}
        for entry, one in self.raw.items():
            self._own.setdefault((object_of(one), one["act"]), []).append(entry)
        self.forks = self._forks(delivered)
        """By desk: the first number that two delivered entries have."""
        mine = [self.raw[e] for e in delivered if self.raw[e]["act"] == registrar]
        end = self.forks.get(registrar, len(self.raw) + 1)
        self.orders = sorted(
            (one for one in mine if one["seq"] < end), key=lambda one: int(one["seq"])
        )
        """The registrar's entries, by number; what lies beyond a fork of it orders nothing."""

    def __getitem__(self, entry: str) -> Raw:
        """One entry."""
        return self.raw[entry]

    # --- who knew what -------------------------------------------------------------------------

    def past(self, entry: str) -> frozenset[str]:
        """All entries on the same object that the author of ``entry`` knew."""
        if entry not in self._past:
            stack, found = [entry], set[str]()
            while stack:
                one = self.raw[stack.pop()]
                for earlier in self._known_by(one):
                    if earlier not in found:
                        found.add(earlier)
                        stack.append(earlier)
            self._past[entry] = frozenset(found)
        return self._past[entry]

    def _known_by(self, one: Raw) -> list[str]:
        key = object_of(one)
        known = [p for p in one["par"] if p in self.raw and object_of(self.raw[p]) == key]
        before = self._chain_before(one)
        own = [own for own in self._own[key, one["act"]] if own in before]
        return known + own

    def _chain_before(self, one: Raw) -> set[str]:
        """The entries of the same desk before this one, on its own branch."""
        found: set[str] = set()
        entry = one["prev"]
        while entry in self.raw and entry not in found:
            found.add(entry)
            entry = self.raw[entry]["prev"]
        return found

    def at_once(self, one: str, other: str) -> bool:
        """Neither author knew of the other entry."""
        return one not in self.past(other) and other not in self.past(one)

    # --- who may -------------------------------------------------------------------------------

    def roles(self, one: Raw, before: int | None = None) -> set[str]:
        """The roles of its author as far as its desk knew, less what was taken by a cut.

        With ``before`` only by cuts of earlier orders.
        """
        roles: set[str] = set()
        who = one["who"]
        for order in self.orders[: before and before - 1]:
            if order["typ"] == "company_founded" and order["who"] == who:
                roles = {"admin", "pm"}
            if order["typ"] == "person_set" and order["val"]["person"] == who:
                cuts = order["val"].get("cuts")
                if order["seq"] <= one["adm"]:
                    roles = set(order["val"]["roles"])
                elif cuts is not None and one["seq"] > cuts.get(one["act"], 0):
                    roles &= set(order["val"]["roles"])
        return roles

    def separation(self, one: Raw, before: int | None = None) -> bool:
        """Whether its author may not accept what is theirs, as far as its desk knew, or by a cut.

        With ``before`` only by cuts of earlier orders.
        """
        value = True
        for order in self.orders[: before and before - 1]:
            if order["typ"] != "setting_changed" or order["val"]["name"] != "separation":
                continue
            cuts = order["val"].get("cuts")
            if order["seq"] <= one["adm"]:
                value = order["val"]["now"] == "true"
            elif cuts is not None and one["seq"] > cuts.get(one["act"], 0):
                value = True
        return value

    def cut(self, actor: str, before: int | None = None) -> int | None:
        """The last entry of a desk that counts, if there is one; also as of an earlier order."""
        cut: int | None = None
        if actor == self.registrar:  # nobody can shut that one out, not even itself
            return cut
        for order in self.orders[: before and before - 1]:
            if order["typ"] == "revoked" and order["val"]["desk"] == actor:
                cut = order["val"]["cut"] if order["val"]["cut"] < 2**31 - 1 else None
        return cut

    def may_write(self, one: Raw, before: int | None = None) -> bool:
        """Whether its desk was admitted, for this person, and is not cut off before it.

        With ``before`` by no cut but those of earlier orders.
        """
        cut = self.cut(one["act"], before)
        if cut is not None and one["seq"] > cut:
            return False
        if one["act"] == self.registrar:
            return True
        persons: list[str] | None = None
        for order in self.orders:
            is_it = order["typ"] == "enrolled" and order["val"]["desk"] == one["act"]
            if is_it and order["seq"] <= one["adm"]:
                persons = order["val"].get("persons", [])
        return persons is not None and (not persons or one["who"] in persons)

    def kept(self, entry: str, effective: set[str]) -> set[int]:
        """What the authors of facts knew of the registrar that were written on ``entry``.

        Facts that are effective, and not cut off themselves: what counted for them counts.
        """
        known: set[int] = set()
        for fact in self.by_sub[object_of(self.raw[entry])]:
            one = self.raw[fact]
            is_fact = one["typ"] in _FACTS and fact in effective and self.may_write(one)
            if is_fact and self.posts(one) and (entry == fact or entry in self.past(fact)):
                known.add(self.known(fact))
        return known

    def known(self, entry: str) -> int:
        """How far the author of an entry surely knew the registrar's chain."""
        return max(int(self.raw[e]["adm"]) for e in (entry, *self.past(entry)))

    def counted(self, entry: str, fact: str) -> bool:
        """Whether no cut took it away that the author of ``fact`` knew of."""
        return self.may_write(self.raw[entry], self.known(fact) + 1)

    def is_forked(self, entry: str) -> bool:
        """Whether it lies on a branch of a fork: it may have been set aside for a while."""
        one = self.raw[entry]
        return bool(one["seq"] >= self.forks.get(one["act"], one["seq"] + 1))

    def counted_once(self, entry: str, before: int) -> bool:
        """Whether it counted by the orders before one, and something under it is cut off now."""
        return self.may_write(self.raw[entry], before) and any(
            self.is_forked(e)
            or not self.may_write(self.raw[e])
            or self.roles(self.raw[e]) != self.roles(self.raw[e], before)
            for e in (entry, *self.past(entry))
        )

    # --- who posts -----------------------------------------------------------------------------

    def grants(self) -> list[Raw]:
        """Every grant that the registrar could give: since, desk, released, cut.

        What was given back stays so for who got it, also where it is cut off or set aside since.
        """
        found: list[Raw] = [{"since": 1, "desk": self.registrar, "released": "x", "cut": 0}]
        for order in self.orders:
            if order["typ"] != "posting_granted":
                continue
            released = order["val"].get("released", "")
            cited = self.raw.get(released)
            holder = found[-1]
            if released and not (
                cited is not None
                and cited["typ"] == "posting_released"
                and cited["act"] == holder["desk"]
                and cited["adm"] >= holder["since"]
                and self.may_write(cited, 1)
            ):
                continue
            known = [o for o in self.orders if o["typ"] == "enrolled" and o["seq"] < order["seq"]]
            if order["val"]["desk"] not in [o["val"]["desk"] for o in known]:
                continue
            if self.cut(order["val"]["desk"], order["seq"]) is not None:
                continue
            desk, cut = order["val"]["desk"], order["val"].get("cut", 0)
            found.append({"since": order["seq"], "desk": desk, "released": released, "cut": cut})
        return found

    def posts(self, one: Raw) -> bool:
        """Whether its desk was the posting desk as far as it knew, and had not given that back."""
        grant = [g for g in self.grants() if g["since"] <= max(one["adm"], 1)][-1]
        given_back = any(
            other["typ"] == "posting_released"
            and other["act"] == one["act"]
            and other["seq"] < one["seq"]
            and other["adm"] >= grant["since"]
            and entry in self._chain_before(one)
            and {"exporter", "admin"} & self.roles(other)
            for entry, other in self.raw.items()
        )
        return bool(grant["desk"] == one["act"]) and not given_back

    def is_disputed(self, one: Raw) -> bool:
        """Whether the posting had been taken from its desk, and this was not seen then."""
        grants = self.grants()
        return any(
            not later["released"]
            and grant["desk"] == one["act"]
            and grant["since"] <= one["adm"] < later["since"]
            and one["seq"] > later["cut"]
            for grant, later in pairwise(grants)
        )

    # --- forks ---------------------------------------------------------------------------------

    def _forks(self, delivered: set[str]) -> dict[str, int]:
        seen: dict[tuple[str, int], str] = {}
        found: dict[str, int] = {}
        for entry in delivered:
            one = self.raw[entry]
            place = one["act"], one["seq"]
            if seen.setdefault(place, entry) != entry:
                found[place[0]] = min(place[1], found.get(place[0], place[1]))
        return found

    def pinned(self, effective: set[str]) -> set[str]:
        """Everything up to the heads of checkpoints and the ends of branches that are kept.

        Of several choices for one desk the last holds, and no checkpoint between the first and it.
        """
        said = [self.raw[one] for one in effective if self.raw[one]["act"] == self.registrar]
        chosen: dict[str, dict[int, str]] = {}
        for one in said:
            if one["typ"] == "branch_kept":
                chosen.setdefault(one["val"]["desk"], {})[one["seq"]] = one["val"]["entry"]
        ends = [(desk, choices[max(choices)]) for desk, choices in chosen.items()]
        for one in said:
            for desk, head in one["val"]["heads"].items() if one["typ"] == "checkpoint" else ():
                choices = chosen.get(desk, {0: ""})
                if not min(choices) < one["seq"] < max(choices):
                    ends.append((desk, head[1]))
        found: set[str] = set()
        for desk, end in ends:
            if end in self.raw and self.raw[end]["act"] == desk:
                found |= {end, *self._chain_before(self.raw[end])}
        return found


def object_of(one: Raw) -> str:
    """What an entry speaks of; batches have names of their own."""
    return f"batch {one['sub']}" if one["typ"] in _TWINS else str(one["sub"])


def stripped(code: str) -> str:
    """Letters and digits of a code, in upper case."""
    return "".join(c for c in code.upper() if c.isalnum())


def written(one: Raw) -> dict[str, str]:
    """The fields of lines that an entry wrote, and their values."""
    val = one["val"]
    changes = val.get("changes", [{"now": line} for line in val.get("lines", ())])
    found: dict[str, str] = {}
    for change in changes:
        was, now = change.get("was"), change.get("now")
        if now is None:
            found |= {f"{was[0]}.quantity": "", f"{was[0]}.amount": ""}
            continue
        for place, name in ((3, "quantity"), (5, "amount")):
            if was is None or was[place] != now[place]:
                found[f"{now[0]}.{name}"] = now[place]
    return found


def begun(one: Raw) -> set[str]:
    """The lines that an entry made."""
    val = one["val"]
    made = [change["now"] for change in val.get("changes", ()) if change.get("was") is None]
    return {line[0] for line in (*made, *val.get("lines", ()))}
