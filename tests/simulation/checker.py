"""The judge of the end state: invariants of ``sync.md`` section 7, found out from raw entries.

It believes a desk nothing but what it shows, and holds that against :mod:`evidence`.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import combinations

from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.money import decimal_text
from subjob_desk.domain.sub_job import Decision, Export, Round, SubJob
from tests.simulation.concerned import everybody_hears_of_it, shown
from tests.simulation.evidence import Evidence, Raw, stripped, written
from tests.simulation.files_for_sage import files_are_made_again
from tests.simulation.notes import Desk

_NEEDS = {State.ACCEPTED: "approver", State.REJECTED: "approver", State.RETRIEVED: "pm"}
_AFTER_ACCEPTANCE = (State.ACCEPTED, State.EXPORTED, State.FAILED, State.IN_SAGE)
_LADDER = ("retrieved", "rejected", "accepted")
_LIVE = ("written", "posted", "refused")
_ORDERED = ("exported", "posted", "refused", "voided", "batch_opened", "batch_closed")
_NOT_DELIVERED = ("held", "broken", "unreadable")
_EDITS = ("created", "code_changed", "description_changed", "lines_changed", "content_imported")


class Checker:
    """Judges what one desk shows at the end."""

    def __init__(
        self,
        desk: Desk,
        lines: Mapping[str, bytes],
        registrar: str,
        misled: Collection[str] = (),
    ) -> None:
        """Of a desk that has all these lines; ``misled``: those written upon a thief's orders."""
        self._misled = misled
        self._desk = desk
        self.statuses = desk.statuses()
        self.effective = {e for e, s in self.statuses.items() if s in ("effective", "unknown")}
        self.delivered = {e for e, s in self.statuses.items() if s not in _NOT_DELIVERED}
        self.evidence = self._evidence = Evidence(lines, registrar, self.delivered)
        known = [desk.standing(sub).sub_job for sub in desk.subs()]
        self.heard: Counter[str] = Counter()
        """How often somebody has to hear of a race, by row."""
        self.sub_jobs = [one for one in known if one is not None]

    def check(self) -> None:
        """Raise ``AssertionError`` for whatever does not hold."""
        self._everything_is_listed()
        self._cuts_hold()
        self._forks_are_set_aside()
        for sub_job in self.sub_jobs:
            for past in sub_job.rounds:
                self._round_is_what_was_sent(sub_job, past)
                self._decisions_have_a_right(past)
                self._exports_are_single(past)
                self._ladder_holds(past)
        self._codes_are_single()
        files_are_made_again(self.evidence, self.effective, self.sub_jobs)
        self.heard = everybody_hears_of_it(self._desk, self.evidence, self.effective, self.sub_jobs)
        self._only_the_posting_desk_posts()
        self._grants_have_one_order()
        self._unknown_is_kept()

    def _everything_is_listed(self) -> None:
        """I2: nothing is lost, and all of it is listed."""
        assert set(self.statuses) == set(self._evidence.raw), "I2: entries are not listed"

    def _cuts_hold(self) -> None:
        """I13: nothing beyond a cut, or from a desk or person without admission, has an effect.

        But for what a file was written on that did not know of the cut.
        """
        for entry in self.effective:
            one = self._evidence[entry]
            counts = self._evidence.may_write(one) or any(
                self._evidence.may_write(one, known + 1) for known in self._kept(entry)
            )
            assert counts, f"I13: {entry} is cut off"

    def _kept(self, entry: str) -> set[int]:
        return self._evidence.kept(entry, self.effective)

    def _roles(self, entry: str) -> set[str]:
        """The roles that count for an entry, also those a file was written on."""
        one = self._evidence[entry]
        then = (self._evidence.roles(one, known + 1) for known in self._kept(entry))
        return self._evidence.roles(one).union(*then)

    def _forks_are_set_aside(self) -> None:
        """I9: beyond a fork nothing has an effect but what the registrar pinned."""
        kept = self._evidence.pinned(self.effective)
        for actor, seq in self._evidence.forks.items():
            for entry in self.effective:
                one = self._evidence[entry]
                if one["act"] == actor and one["seq"] >= seq:
                    assert entry in kept or self._kept(entry), f"I9: {entry} lies beyond a fork"

    # --- decisions -----------------------------------------------------------------------------

    def _round_is_what_was_sent(self, sub_job: SubJob, past: Round) -> None:
        """The content shown is the one whose digest the sender named."""
        sent = self._evidence[past.sent]
        assert sent["typ"] == "sent", "a round that nobody sent"
        assert "pm" in self._roles(past.sent), "I3: sent without the right"
        assert sent["digest"] == past.digest == content_digest(sub_job.id, past), "other content"

    def _decisions_have_a_right(self, past: Round) -> None:
        """I3: no decision counts without a live right, nor by sender or author."""
        for decision in past.decisions:
            one = self._evidence[decision.op]
            assert decision.op in self.effective, "I3: refused, and counted"
            assert one["to"] == past.sent, "I3: it answers another round"
            assert _NEEDS[decision.state] in self._roles(decision.op), f"I3: {one} has no right"
            if decision.state is State.ACCEPTED:
                assert one["digest"] == self._evidence[past.sent]["digest"], "I3: other content"
                self._is_apart(past, decision, one)
        counting = [one for one in past.decisions if one.state is State.ACCEPTED]
        is_fact = any(one.state in _LIVE for one in past.exports)
        assert past.state not in _AFTER_ACCEPTANCE or counting or is_fact, "accepted by nobody"

    def _ladder_holds(self, past: Round) -> None:
        """The highest rung of all valid answers, unless a file was written."""
        if any(one.state in _LIVE for one in past.exports):
            return
        answers = {
            self._evidence[e]["typ"] for e in self.effective if self._evidence[e]["to"] == past.sent
        }
        expected = next((kind for kind in _LADDER if kind in answers), "sent")
        assert past.equal or past.state == expected, f"{past.state} instead of {expected}"

    def _is_apart(self, past: Round, decision: Decision, one: Raw) -> None:
        kept = (self._evidence.separation(one, known + 1) for known in self._kept(decision.op))
        if not self._evidence.separation(one) or not all(kept):
            return
        assert decision.who != self._evidence[past.sent]["who"], "I3: accepted by the sender"
        assert decision.who not in self._writers(past), f"I3: {decision.who} wrote a part of it"

    def _writers(self, past: Round) -> set[str]:
        """Who surely wrote what stands in the content: the last known writer of each value."""
        known = self._evidence.past(past.sent) & self.effective
        edits = [e for e in known if self._evidence[e]["typ"] in _EDITS]
        found: set[str] = set()
        for entry in edits:
            values = written(self._evidence[entry])
            later = [e for e in edits if entry in self._evidence.past(e)]
            overwritten = {field for e in later for field in written(self._evidence[e])}
            standing = {line.id: line for line in past.content.lines}
            for field, value in values.items():
                line, _, name = field.partition(".")
                if field in overwritten or line not in standing:
                    continue
                if name in ("quantity", "amount") and shown(standing[line], name) == value:
                    found.add(self._evidence[entry]["who"])
        return found

    # --- exports -------------------------------------------------------------------------------

    def _exports_are_single(self, past: Round) -> None:
        """I4: at most one live export of an acceptance."""
        live = [one for one in past.exports if one.state in _LIVE]
        assert len({one.acceptance for one in live}) == len(live), "I4: exported twice"
        assert len(live) <= 1, "I4: one round is exported twice"
        for export in past.exports:
            one = self._evidence[export.op]
            assert export.op in self.effective, "I4: refused, and exported"
            assert one["to"] == export.acceptance, "it exports another acceptance"
            assert self._was_accepted(past, export.acceptance), "it exports no acceptance"
            assert self._evidence.is_disputed(one) == export.is_disputed, "I4: disputed or not"
            assert self._is_closed(one), "I4: its batch was never closed"
            assert len(self._codes_known_to(export.op, past)) < 2, "row 5: exported undecided"

    def _codes_known_to(self, entry: str, past: Round) -> set[str]:
        """The codes of acceptances given at once, of which the author of an export knew."""
        known = [
            e
            for e in self._evidence.past(entry)
            if self.statuses.get(e) in ("effective", "cancelled")
            if self._evidence[e]["typ"] == "accepted" and self._evidence[e]["to"] == past.sent
            if self._evidence.counted(e, entry) and not self._was_withdrawn(e, entry)
        ]
        deciding = [*known, *self._corrections(entry)]
        last = [e for e in known if not any(e in self._evidence.past(later) for later in deciding)]
        return {stripped(self._evidence[e]["val"]["extra_code"]) for e in last}

    def _corrections(self, entry: str) -> list[str]:
        """Corrections of the extra code that the author of an export knew: they decide, too."""
        known = self._evidence.past(entry) & self.effective
        return [e for e in known if self._evidence[e]["typ"] == "extra_code_corrected"]

    def _was_withdrawn(self, acceptance: str, entry: str) -> bool:
        """The author of an export knew that an acceptance was taken back."""
        return any(
            acceptance in self._evidence[e]["val"].get("targets", ())
            for e in self._evidence.past(entry) & self.effective
        )

    def _was_accepted(self, past: Round, acceptance: str) -> bool:
        """It counts, or was withdrawn by somebody who did not know of the file."""
        counts = acceptance in [one.op for one in past.decisions]
        return counts or self.statuses.get(acceptance) == "cancelled"

    def _is_closed(self, one: Raw) -> bool:
        return any(
            self._evidence[e]["typ"] == "batch_closed"
            and self._evidence[e]["deed"] == one["deed"]
            and self._evidence[e]["act"] == one["act"]
            for e in self._evidence.by_sub.get(f"batch {one['val']['batch']}", ())
            if e in self.effective
        )

    def _codes_are_single(self) -> None:
        """I5: no two exported sub jobs share project and extra code, but for disputed ones."""
        holders: dict[tuple[str, str], list[tuple[str, Export]]] = {}
        for sub_job in self.sub_jobs:
            for past in sub_job.rounds[sub_job.baseline :]:
                for export in past.exports:
                    if export.state in _LIVE and not export.is_disputed:
                        key = stripped(sub_job.job), stripped(export.extra_code)
                        holders.setdefault(key, []).append((sub_job.id, export))
        for key, held in holders.items():
            for (sub, one), (other_sub, other) in combinations(held, 2):
                is_free = self._was_free(one.op, other.op) or self._was_free(other.op, one.op)
                assert sub == other_sub or is_free, f"I5: {sub} and {other_sub} share {key}"

    def _was_free(self, held: str, taken: str) -> bool:
        """The code of a file was free, as far as whoever exported ``taken`` under it knew.

        Only then: a cut or a branch set aside had taken away the file itself at that time, or else
        a reset of it counted that was cut off afterwards. Both are facts by now, and each of them
        was right when it was written. Or the desk listened to who had the registrar's lost key:
        nobody can tell before the new company file is there.
        """
        if taken in self._misled:
            return True
        then = self._evidence[taken]["adm"] + 1
        is_elsewhere = not self._evidence.may_write(self._evidence[held], then)
        if is_elsewhere or self._evidence.is_forked(held):
            return True
        return any(
            self._evidence[entry]["typ"] == "reset"
            and self.statuses[entry] == "refused"
            and held in self._evidence.past(entry)
            and self._evidence.counted_once(entry, then)
            for entry in self._evidence.by_sub[self._evidence[held]["sub"]]
        )

    def _only_the_posting_desk_posts(self) -> None:
        for entry in self.effective:
            one = self._evidence[entry]
            if one["typ"] in _ORDERED:
                assert self._evidence.posts(one), f"{entry} was not written by the posting desk"
                assert "exporter" in self._evidence.roles(one), f"{entry} is by no exporter"

    def _grants_have_one_order(self) -> None:
        """I14."""
        shown_here = [(one.since, one.desk) for one in self._desk.company().desks.grants]
        from_raw = [(one["since"], one["desk"]) for one in self._evidence.grants()]
        assert shown_here == from_raw, "I14: other grants than the registrar gave"

    # --- the rest ------------------------------------------------------------------------------

    def _unknown_is_kept(self) -> None:
        """I16: what is not understood is kept byte for byte, and its sub job is read-only."""
        unknown = {e for e in self.effective if self._evidence[e]["typ"] == "engraved"}
        held = self._desk.lines()
        assert all(hashlib.sha256(held[e]).hexdigest() == e for e in unknown), "I16: altered"
        subs = {self._evidence[e]["sub"] for e in unknown if self.statuses[e] == "unknown"}
        by_id = {one.id: one for one in self.sub_jobs}
        assert all(by_id[sub].needs_update for sub in subs if sub in by_id), "I16: not read-only"


def content_digest(sub: str, past: Round) -> str:
    """The digest of what a round shows, made by the words of the specification."""
    rows = [
        [o.cost_code, o.category, decimal_text(o.quantity), o.unit, decimal_text(o.amount)]
        for o in past.content.lines
    ]
    rows.sort(key=lambda row: (stripped(row[0]), stripped(row[1]), row))
    content = past.content
    document = [1, sub, content.job, content.code, content.description, rows]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
