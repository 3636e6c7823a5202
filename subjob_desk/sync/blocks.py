"""The outer form of all that desks hand each other: a header, lines, one signed last line.

What the header and the lines say belongs to ``segment``, ``company_file`` and ``request``.
"""

import hashlib
import re
from collections.abc import Callable
from typing import Final, Literal

import msgspec

from subjob_desk.sync.signing import Purpose, SigningKey, verify

FaultKind = Literal["foreign", "incomplete", "damaged", "too-new"]
"""Nothing of ours · cut short, it may still be on its way · altered · of a newer program."""

_END: Final = b"END " + b"0" * 64 + b" " + b"0" * 128 + b"\n"
"""A last line with every digit 0: what is missing of a cut one is taken from here."""

END_LENGTH: Final = len(_END)

HEADER_LENGTH: Final = 128
"""Bytes of the longest header of a segment, and some more."""

END_LINE: Final = re.compile(rb"END ([0-9a-f]{64}) ([0-9a-f]{128})\n")
_FAMILY: Final = re.compile(rb"SJ[A-Z]([1-9][0-9]{0,3}) ")


class SegmentFaultError(ValueError):
    """Bytes that are no good segment, company file or request: what is wrong, in a sentence."""

    def __init__(self, kind: FaultKind, said: str) -> None:
        super().__init__(f"{kind}: {said}")
        self.kind: Final[FaultKind] = kind
        self.said: Final = said


class Closed(msgspec.Struct, frozen=True):
    """A block whose last line fits what stands above it. Who signed it is not known yet."""

    header: str
    """The first line."""
    lines: tuple[bytes, ...]
    """All between header and last line."""
    sha256: str
    signature: str

    def is_signed_by(self, public_hex: str, purpose: Purpose) -> bool:
        """Whether the holder of this key closed the block."""
        return verify(public_hex, bytes.fromhex(self.sha256), self.signature, purpose)


def close(above: bytes, key: SigningKey, purpose: Purpose) -> bytes:
    """The block of all that stands ``above``, with its signed last line."""
    digest = hashlib.sha256(above)
    return above + last_line(digest.hexdigest(), key.sign(digest.digest(), purpose))


def last_line(sha256: str, signature: str) -> bytes:
    """The last line of a block."""
    return f"END {sha256} {signature}\n".encode("ascii")


def read_block(
    data: bytes, family: str, *, limit: int, count: Callable[[str], int], what: str
) -> Closed:
    """Take a block of one family (``SJL``) apart: its form, and that no byte was changed.

    ``count`` says how many lines a header announces; ``what`` is the block's name in sentences.
    Raises :class:`SegmentFaultError`.
    """
    check_family(data, family, what=what)
    if len(data) > limit:
        raise SegmentFaultError("damaged", f"The {what} is larger than {limit:,} bytes.")
    end = END_LINE.match(data, max(0, len(data) - END_LENGTH))
    if end is None or data[end.start() - 1] != ord("\n"):
        raise _without_end(data, count, what)
    above = data[: end.start()]
    sha256 = end[1].decode("ascii")
    if hashlib.sha256(above).hexdigest() != sha256:
        raise SegmentFaultError("damaged", f"The {what} was altered after it was written.")
    header = _text(above[: above.index(b"\n")], what)
    # Counted before they are taken apart: millions of empty lines cost nothing.
    if above.count(b"\n") - 1 != count(header):
        raise SegmentFaultError("damaged", f"The {what} does not hold what it announces.")
    lines = above[:-1].split(b"\n")[1:]
    return Closed(header, tuple(lines), sha256, end[2].decode("ascii"))


def check_family(data: bytes, family: str, *, what: str) -> None:
    """Raise :class:`SegmentFaultError` unless ``data`` begins as version 1 of ``family`` does."""
    magic = f"{family}1 ".encode("ascii")
    if data.startswith(magic):
        return
    if magic.startswith(data.rstrip(b"\0")):
        raise SegmentFaultError("incomplete", f"The {what} has not arrived as a whole yet.")
    found = _FAMILY.match(data)
    if found is not None and data.startswith(magic[:3]) and found[1] != b"1":
        raise SegmentFaultError(
            "too-new", f"The {what} was written by a newer version of the program."
        )
    raise SegmentFaultError("foreign", f"It is no {what}.")


def _text(first: bytes, what: str) -> str:
    try:
        return first.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SegmentFaultError("damaged", f"The {what} begins with no text.") from error


def _without_end(data: bytes, count: Callable[[str], int], what: str) -> SegmentFaultError:
    """What to say of a block without a last line where it should be: cut short, or altered.

    Cut short is only what can still become whole: fewer lines than announced, then a part of a
    line. Zeros at the end are places that a carrier has kept free and not filled yet.
    """
    incomplete = SegmentFaultError("incomplete", f"The {what} has not arrived as a whole yet.")
    damaged = SegmentFaultError("damaged", f"The {what} has no proper end.")
    first, is_whole, rest = data.rstrip(b"\0").partition(b"\n")
    if not is_whole:
        return incomplete
    announced = count(_text(first, what))
    if rest.count(b"\n") > announced:
        return damaged
    *lines, part = rest.split(b"\n")
    is_cut = all(line.startswith(b"{") and line.endswith(b"}") for line in lines)
    if len(lines) < announced:
        is_cut = is_cut and part[:1] in (b"", b"{")
    else:
        is_cut = is_cut and _begins_end(part)
    return incomplete if is_cut else damaged


def _begins_end(part: bytes) -> bool:
    return len(part) < END_LENGTH and bool(END_LINE.fullmatch(part + _END[len(part) :]))
