"""What Sage would have: amounts added up from the very files, whatever the program thinks."""

from collections.abc import Mapping
from pathlib import Path

from subjob_desk.domain.codes import strip
from subjob_desk.domain.content import Content
from subjob_desk.domain.lifecycle import State
from subjob_desk.domain.money import hundredths
from subjob_desk.domain.sub_job import SubJob
from subjob_desk.sage.profile import load_profile
from subjob_desk.sage.reader import read
from subjob_desk.usecases.views import WrittenBatch

Amounts = dict[tuple[str, str], list[int]]
"""Quantity and amount by stripped cost code and category, in hundredths."""

States = Mapping[str, SubJob | None]


class Ledger:
    """Sage's estimates by (job, extra), and the files that wait for an answer."""

    def __init__(self) -> None:
        """Sage has nothing yet."""
        self.waiting: dict[str, dict[str, Amounts]] = {}
        """What each written batch carries, by sub job."""
        self.refused: dict[str, Amounts] = {}
        """What Sage refused last of a sub job."""
        self._has: dict[tuple[str, str], Amounts] = {}

    def take_file(self, batch: WrittenBatch, states: States) -> None:
        """Read a file as Sage would, but note for each line whose it is."""
        owners = {
            _extra(state, state.extra_code): sub
            for sub, state in states.items()
            if state is not None and state.state is State.EXPORTED
        }
        carried: dict[str, Amounts] = {}
        job = ""
        reading = read(load_profile(), Path(batch.file).read_bytes())
        assert not reading.faults
        for record in reading.records:
            if record.id == "*":
                job = strip(record.fields[1])
            if record.id == "C":
                owner = owners[job, strip(record.fields[12])]
                key = strip(record.fields[1]), strip(record.fields[3])
                quantity, amount = hundredths(record.fields[5]), hundredths(record.fields[7])
                _add(carried.setdefault(owner, {}), key, quantity, amount)
        self.waiting[batch.id] = carried

    def answer(self, batch: str, answer: str, bad: str, states: States) -> None:
        """The file is imported, all of it or all but ``bad``; or it is void."""
        for sub, amounts in self.waiting.pop(batch).items():
            if answer == "refused" and sub == bad:
                self.refused[sub] = amounts
            elif answer != "void":
                self._arrive(states[sub], amounts)

    def answer_partly(self, batch: str, bad: str, refused: Amounts, states: States) -> None:
        """Imported, but for some lines of ``bad``."""
        for sub, amounts in self.waiting.pop(batch).items():
            rest = {key: list(total) for key, total in amounts.items()}
            if sub == bad:
                self.refused[sub] = refused
                for key, (quantity, amount) in refused.items():
                    _add(rest, key, -quantity, -amount)
                    if rest[key] == [0, 0]:
                        del rest[key]
            if rest:
                self._arrive(states[sub], rest)

    def arrive_after_all(self, sub: str, states: States) -> None:
        """Somebody typed in what was refused."""
        self._arrive(states[sub], self.refused.pop(sub))

    def delete(self, state: SubJob) -> None:
        """The extra is deleted in Sage."""
        del self._has[_extra(state, state.fixed_extra_code)]

    def check(self, states: States) -> None:
        """No two share an extra; what is in Sage is there as it stands here."""
        seen: set[tuple[str, str]] = set()
        for state in states.values():
            if state is None or not state.fixed_extra_code:
                continue
            key = _extra(state, state.fixed_extra_code)
            assert key not in seen
            seen.add(key)
            if state.state is State.IN_SAGE:
                wanted = _amounts(state.content)
                has = self._has[key]
                assert wanted.keys() <= has.keys()
                assert {one: wanted.get(one, [0, 0]) for one in has} == has

    def _arrive(self, state: SubJob | None, amounts: Amounts) -> None:
        assert state is not None
        has = self._has.setdefault(_extra(state, state.fixed_extra_code), {})
        for key, (quantity, amount) in amounts.items():
            _add(has, key, quantity, amount)


def write_reject(file: Path, text: str, state: SubJob | None) -> Amounts:
    """Sage's reject file with the first line of a sub job and its parents; what it carries."""
    assert state is not None
    job, parents = "", [""]
    for line in text.split("\r\n"):
        fields = [field.strip('"') for field in line.split(",")]
        if line.startswith("*"):
            job, parents = strip(fields[1]), [line]
        elif line.startswith("E"):
            parents = [parents[0], line]
        elif line.startswith("C") and (job, strip(fields[12])) == _extra(state, state.extra_code):
            whole = "".join(f"{each}\r\n" for each in (*parents, line))
            file.write_bytes(whole.encode("cp1252"))
            key = strip(fields[1]), strip(fields[3])
            return {key: [hundredths(fields[5]), hundredths(fields[7])]}
    msg = f"{state.code} is not in this file"
    raise AssertionError(msg)


def _extra(state: SubJob, extra_code: str) -> tuple[str, str]:
    return state.job_key, strip(extra_code)


def _amounts(content: Content) -> Amounts:
    found: Amounts = {}
    for line in content.lines:
        _add(found, (strip(line.cost_code), strip(line.category)), line.quantity, line.amount)
    return found


def _add(amounts: Amounts, key: tuple[str, str], quantity: int, amount: int) -> None:
    total = amounts.setdefault(key, [0, 0])
    total[0] += quantity
    total[1] += amount
