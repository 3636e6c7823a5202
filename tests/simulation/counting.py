"""How often each race of ``sync.md`` section 3 really happened in a schedule, from raw entries.

A schedule in which nothing races proves nothing: the run fails where a row hardly occurred.
"""

from collections import Counter
from itertools import combinations
from typing import Final

from tests.simulation.checker import Checker
from tests.simulation.evidence import Raw, stripped, written

ROWS: Final = (
    *(str(n) for n in range(1, 16)),
    "16 clean", "16 forced", "16 disputed", "16 after release",
    "17 posting", "17 elsewhere", "18 deleted", "18 inactive", "19", "20",
    "recovered", "copied", "posting set back",
)  # fmt: skip
"""The races, and what becomes of PCs."""

SELDOM: Final = (
    *(f"heard {row}" for row in ("2", "4", "5", "7", "9", "10", "13", "18", "20")),
    *(
        f"{what} at a desk of the product"
        for what in ("recovered", "copied", "posting set back", "file made again", "listed")
    ),
)
"""What somebody had to hear of, and what was played with company files; a few of each will do."""

_EDITS: Final = ("code_changed", "description_changed", "lines_changed", "content_imported")


def races(checker: Checker) -> Counter[str]:
    """Occurrences by row."""
    return _Count(checker).run()


class _Count:
    def __init__(self, checker: Checker) -> None:
        self._evidence = checker.evidence
        self._statuses = checker.statuses
        self._checker = checker
        self._found: Counter[str] = Counter()

    def run(self) -> Counter[str]:
        for entries in self._evidence.by_sub.values():
            self._of_object([e for e in entries if e in self._checker.delivered])
        self._codes()
        self._desks()
        for entry, one in self._evidence.raw.items():
            self._single(entry, one)
        return self._found

    def _is_refused(self, entry: str) -> bool:
        return self._statuses[entry] == "refused"

    def _of_object(self, entries: list[str]) -> None:
        valid = [e for e in entries if not self._is_refused(e)]
        for one, other in combinations(valid, 2):
            first, second = self._evidence[one], self._evidence[other]
            kinds = {first["typ"], second["typ"]}
            row = _ROW_OF_PAIR.get(frozenset(kinds)) or _row_of_edits(first, second)
            if not row or not self._evidence.at_once(one, other):
                continue
            if row in ("1", "4", "5") and first["to"] != second["to"]:
                continue
            if row == "5" and _code(first) == _code(second):
                continue
            self._found["9" if row == "8" and _clash(first, second) else row] += 1

    def _single(self, entry: str, one: Raw) -> None:
        if entry not in self._checker.delivered:
            return
        refused = self._is_refused(entry)
        sent = self._evidence.raw.get(one["to"])
        match one["typ"]:
            case "retrieved":
                self._retrieved(entry, one)
            case "accepted" if refused and sent is not None:
                if one["digest"] != sent["digest"]:
                    self._found["11"] += 1
                elif "approver" not in self._evidence.roles(one) or one["who"] == sent["who"]:
                    self._found["12"] += 1
            case "refused":
                self._found["17 elsewhere" if refused else "17 posting"] += 1
            case "exported":
                self._exported(one)
            case "engraved":
                self._found["19"] += 1
            case _:
                pass
        self._beyond_cuts(one)

    def _retrieved(self, entry: str, one: Raw) -> None:
        siblings = self._evidence.by_sub[one["sub"]]
        accepted = [
            e
            for e in siblings
            if self._evidence[e]["typ"] == "accepted" and self._evidence[e]["to"] == one["to"]
        ]
        past = self._evidence.past(entry)
        if self._is_refused(entry) and past.intersection(accepted):
            self._found["3"] += 1
        exports = [
            e
            for e in siblings
            if self._evidence[e]["typ"] == "exported"
            and self._evidence[e]["to"] in accepted
            and not self._is_refused(e)
        ]
        if not self._is_refused(entry) and any(e not in past for e in exports):
            self._found["2"] += 1

    def _exported(self, one: Raw) -> None:
        if self._evidence.is_disputed(one):
            self._found["16 disputed"] += 1
        released = any(
            other["typ"] == "posting_released"
            and other["act"] == one["act"]
            and other["seq"] < one["seq"]
            for other in self._evidence.raw.values()
        )
        if released and not self._evidence.posts(one):
            self._found["16 after release"] += 1

    def _beyond_cuts(self, one: Raw) -> None:
        for order in self._evidence.orders:
            if order["seq"] <= one["adm"]:
                continue
            val = order["val"]
            if order["typ"] == "revoked" and val["desk"] == one["act"] and one["seq"] > val["cut"]:
                self._found["13"] += 1
            is_cut = order["typ"] == "person_set" and "cuts" in val and one["typ"] == "accepted"
            if is_cut and val["person"] == one["who"]:
                self._found["14"] += one["seq"] > val["cuts"].get(one["act"], 0)

    def _codes(self) -> None:
        """Row 6: two sub jobs of a project were accepted under one code, both unaware."""
        accepted = [
            one
            for entry, one in self._evidence.raw.items()
            if one["typ"] == "accepted" and self._statuses[entry] == "effective"
        ]
        for one, other in combinations(accepted, 2):
            if one["sub"] != other["sub"] and one["act"] != other["act"]:
                self._found["6"] += _code(one) == _code(other)

    def _desks(self) -> None:
        self._found["15"] += len(self._evidence.forks)
        for grant in self._evidence.grants()[1:]:
            self._found["16 clean" if grant["released"] else "16 forced"] += 1


def _code(one: Raw) -> str:
    return stripped(one["val"]["extra_code"])


_ROW_OF_PAIR: Final = {
    frozenset({"retrieved", "accepted"}): "1",
    frozenset({"accepted", "rejected"}): "4",
    frozenset({"accepted"}): "5",
    frozenset({"sent"}): "10",
    frozenset({"revised"}): "20",
    **{frozenset({"sent", edit}): "7" for edit in _EDITS},
    **{
        frozenset({gone, other}): f"18 {word}"
        for gone, word in (("deleted", "deleted"), ("inactivated", "inactive"))
        for other in (*_EDITS, "sent", "accepted")
    },
}


def _row_of_edits(one: Raw, other: Raw) -> str:
    return "8" if one["typ"] in _EDITS and other["typ"] in _EDITS else ""


def _clash(one: Raw, other: Raw) -> bool:
    """Whether two edits gave one field different values."""
    mine, theirs = written(one), written(other)
    if any(mine[field] != theirs[field] for field in mine.keys() & theirs.keys()):
        return True
    is_same = one["typ"] == other["typ"] in ("code_changed", "description_changed")
    return is_same and bool(one["val"]["now"] != other["val"]["now"])
