"""Cards: what is said once and signed, in one line: the company file and a desk's request.

What a card says belongs to ``company_file`` and ``request``; its outer form to ``blocks``.
"""

import re
import unicodedata
from typing import Final, TypeVar

import msgspec

from subjob_desk.domain.line_form import line_fault
from subjob_desk.sync import limits
from subjob_desk.sync.blocks import Closed, SegmentFaultError, close, read_block
from subjob_desk.sync.signing import Purpose, SigningKey, is_public_key

_Said = TypeVar("_Said", bound=msgspec.Struct)

_MOMENT: Final = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
)
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""What prints nothing, turns the direction of a line or steers a terminal."""


def plain(name: str) -> str:
    """``name`` as it may stand on a card: what cannot be seen is left out, the rest bounded."""
    words = " ".join(name.split())
    seen = "".join(char for char in words if unicodedata.category(char) not in _UNSEEN)
    return " ".join(seen.split())[: limits.NAME].strip()


def write_card(family: str, said: msgspec.Struct, key: SigningKey, purpose: Purpose) -> bytes:
    """The bytes of a card of one family (``SJC``), signed with ``key``."""
    above = f"{family}1 ".encode("ascii") + msgspec.json.encode(said) + b"\n"
    return close(above, key, purpose)


def read_card(data: bytes, family: str, form: type[_Said], what: str) -> tuple[_Said, Closed]:
    """What a card says, and what it was closed with; who signed it is still to be checked.

    Raises :class:`SegmentFaultError`.
    """
    closed = read_block(data, family, limit=limits.CARD, count=_no_line, what=what)
    line = closed.header[len(f"{family}1 ") :].encode("utf-8")
    fault = line_fault(line)
    if fault:
        raise damaged(what, f"It {fault}.")
    try:
        return msgspec.json.decode(line, type=form), closed
    except msgspec.MsgspecError as error:
        raise damaged(what, "It does not say what it should.") from error


def check_said(what: str, *, identities: tuple[str, ...], keys: tuple[str, ...], at: str) -> None:
    """Raise :class:`SegmentFaultError` unless all of these are written as they should be."""
    if not all(limits.is_identity(one) for one in identities):
        raise damaged(what, "It names a company or desk that cannot be.")
    if not all(is_public_key(one) for one in keys):
        raise damaged(what, "It holds a key that is none.")
    if _MOMENT.fullmatch(at) is None:
        raise damaged(what, "It does not say when it was written.")


def check_names(what: str, *names: str) -> None:
    """Raise :class:`SegmentFaultError` unless people can read these names as they are written."""
    if not all(name and name == plain(name) for name in names):
        raise damaged(what, "A name on it cannot be shown.")


def damaged(what: str, said: str) -> SegmentFaultError:
    """A card that is no good."""
    return SegmentFaultError("damaged", f"The {what} is altered. {said}")


def _no_line(_header: str) -> int:
    return 0
