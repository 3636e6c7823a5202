"""The company's root key at rest: sealed under its passphrase, printed, and typed back.

The printed form has letters and digits that are hard to mistake, and two check characters at the
end of each line, so that a slip is told by its line. What else stands on the sheet the use case
says.
"""

import re
from typing import Final

import msgspec

from subjob_desk.domain.errors import UserError
from subjob_desk.sync.sealing import OVERHEAD, STRONG, Cost, seal, unseal
from subjob_desk.sync.signing import SEED, SigningKey

_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISTAKEN: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
"""What these are taken for on paper; they do not occur themselves, nor does U."""
_BITS: Final = 5
_GROUP: Final = 5
_GROUPS: Final = 4
_DATA: Final = _GROUP * _GROUPS
_CHECKS: Final = 2
_MARK: Final = b"R1"
_SEALED: Final = SEED + OVERHEAD
_BYTES: Final = 100
"""The mark, the sealed key and zeros: eight whole lines."""
LINES: Final = _BYTES * 8 // (_BITS * _DATA)
_PRIME: Final = 1021
"""The largest prime that two signs hold: any one wrong sign, and any two exchanged, change it."""
_OF_NUMBER: Final = 37
_NUMBERED: Final = re.compile(r"\s*([0-9]{1,2})\s*[.:)]")
_BETWEEN: Final = re.compile(r"[\s\-–—.·]+")


class Typo(msgspec.Struct, frozen=True):
    """A line that is not as it is printed."""

    line: int
    """As it is numbered on the sheet, from 1."""
    said: str


class SheetTypoError(UserError):
    """What was typed is not what stands on the sheet; :attr:`typos` says in which lines."""

    def __init__(self, typos: tuple[Typo, ...]) -> None:
        """For at least one line."""
        super().__init__(
            "\n".join(typo.said for typo in typos),
            "Compare it with the sheet letter by letter. All other lines are right.",
        )
        self.typos = typos


def seal_root(key: SigningKey, passphrase: str, company: str, cost: Cost = STRONG) -> bytes:
    """The company's root key as it is kept and printed."""
    return seal(key.seed, passphrase, _about(company), cost)


def open_root(sealed: bytes, passphrase: str, company: str) -> SigningKey:
    """The root key. Raises as :func:`unseal`; of another company it is as a wrong passphrase."""
    return SigningKey(unseal(sealed, passphrase, _about(company)))


def printed(sealed: bytes) -> tuple[str, ...]:
    """The lines of the sheet, without their numbers: four groups of five and two check signs."""
    if len(sealed) != _SEALED:
        raise ValueError(f"no sealed root key: {len(sealed)} bytes")
    number = int.from_bytes((_MARK + sealed).ljust(_BYTES, b"\0"), "big")
    signs = [_SIGNS[number >> _BITS * n & 31] for n in reversed(range(LINES * _DATA))]
    lines = ("".join(signs[n : n + _DATA]) for n in range(0, len(signs), _DATA))
    return tuple(
        " ".join([*_grouped(line), _check(place, line)]) for place, line in enumerate(lines, 1)
    )


def typed(text: str) -> bytes:
    """The sealed root key from the lines of a sheet, typed back.

    Capitals, blanks and hyphens do not matter, nor whether O or 0, I, L or 1 was typed. Lines may
    be numbered ("3:") and then stand in any order. Raises :class:`SheetTypoError`, and
    :class:`UserError` for none at all or another kind of sheet.
    """
    lines, typos = _numbered(text)
    if not lines and not typos:
        raise UserError(
            "No line of the recovery sheet is typed.",
            f"Type its {LINES} lines, as they are numbered on it.",
        )
    for place in range(1, LINES + 1):
        said = _fault(place, lines[place]) if place in lines else f"Line {place} is missing."
        if said:
            typos.append(Typo(place, said))
    if typos:
        raise SheetTypoError(tuple(sorted(typos, key=lambda typo: typo.line)))
    number = 0
    for place in range(1, LINES + 1):
        for sign in lines[place][:_DATA]:
            number = number << _BITS | _SIGNS.index(sign)
    data = number.to_bytes(_BYTES, "big")
    sealed, rest = data[len(_MARK) :][:_SEALED], data[len(_MARK) + _SEALED :]
    if not data.startswith(_MARK) or rest.strip(b"\0"):
        raise UserError(
            "These lines are not those of a recovery sheet of this version.",
            "Update the program, or take the newest sheet.",
        )
    return sealed


def _numbered(text: str) -> tuple[dict[int, str], list[Typo]]:
    """The signs by line as they were typed, and what does not belong there."""
    lines: dict[int, str] = {}
    typos: list[Typo] = []
    place = 0
    for raw in text.splitlines():
        found = _NUMBERED.match(raw)
        signs = _BETWEEN.sub("", raw[found.end() :] if found else raw).upper().translate(_MISTAKEN)
        if not signs:
            continue
        place = int(found[1]) if found else place + 1
        if not 1 <= place <= LINES:
            typos.append(Typo(place, f"The sheet has {LINES} lines; there is no line {place}."))
        elif lines.get(place, signs) != signs:
            typos.append(Typo(place, f"Line {place} was typed twice, and differently."))
        else:
            lines[place] = signs
    return lines, typos


def _fault(place: int, signs: str) -> str:
    """What is wrong with a line; empty if nothing is."""
    for at, sign in enumerate(signs):
        if sign not in _SIGNS:
            group = min(at // _GROUP, _GROUPS) + 1
            return f"Line {place}, group {group}: '{sign}' does not occur on a recovery sheet."
    whole = _DATA + _CHECKS
    if len(signs) != whole:
        return f"Line {place} has {len(signs)} letters and digits; it should have {whole}."
    if _check(place, signs[:_DATA]) != signs[_DATA:]:
        return f"Line {place} is not as it is printed."
    return ""


def _check(place: int, line: str) -> str:
    """Two signs made of the line and its number."""
    total = _OF_NUMBER * place
    total += sum(weight * _SIGNS.index(sign) for weight, sign in enumerate(line, 1))
    high, low = divmod(total % _PRIME, len(_SIGNS))
    return _SIGNS[high] + _SIGNS[low]


def _grouped(line: str) -> list[str]:
    return [line[n : n + _GROUP] for n in range(0, len(line), _GROUP)]


def _about(company: str) -> bytes:
    return f"{company} root".encode()
