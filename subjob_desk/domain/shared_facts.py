"""The facts of desks that work apart: who may write where, who posts, who has seen what.

Registered with all others in ``facts``; what they do stands in ``desks`` and ``company``.
"""

from typing import Final

from subjob_desk.domain.fact import Fact
from subjob_desk.domain.recorded import Count

Cuts = dict[str, Count]
"""By desk (actor id): the number of the last of its entries that still counts."""


WHOLLY: Final = 2**31 - 1
"""The cut of a desk that is admitted again as a whole: the highest number there is."""


class Enrolled(Fact, frozen=True):
    """The registrar admits a desk: its public key (Ed25519, hex) and who may write there.

    A desk that was revoked stays so: only ``Revoked`` moves its cut.
    """

    desk: str
    key: str
    name: str
    """As people call it: the name of the PC."""
    persons: tuple[str, ...] = ()
    """Person ids; empty: everybody of the company."""


class Revoked(Fact, frozen=True):
    """Beyond entry ``cut`` of this desk nothing has an effect, whenever it arrives.

    A later one of the same desk holds instead: with a higher cut it admits again up to there, with
    :data:`WHOLLY` as a whole.
    """

    desk: str
    cut: Count
    reason: str = ""


class BranchKept(Fact, frozen=True):
    """Of a forked chain the registrar keeps the branch that ends in ``entry``, up to there."""

    desk: str
    seq: Count
    entry: str


class Checkpoint(Fact, frozen=True):
    """The newest entry of every chain as the registrar had them, and what they add up to.

    It pins those chains against forks. ``digest`` is that of the folded state in the form
    ``form``: a desk with the same entries and another digest has a fault in its program.
    """

    heads: dict[str, tuple[Count, str]]
    """Number and id of the newest entry by desk."""
    digest: str
    form: Count


class PostingReleased(Fact, frozen=True):
    """The posting desk gives the posting back: it writes no batch after this."""


class PostingGranted(Fact, frozen=True):
    """From here on this desk writes batches and Sage's answers.

    It cites in ``released`` the entry with which the desk before gave it back. Without it, it was
    taken: Sage was checked, what the desk before wrote beyond ``cut`` is disputed, and batch
    numbers go on at ``number``.
    """

    desk: str
    released: str = ""
    cut: Count = 0
    number: Count = 0
    reason: str = ""


class Acknowledged(Fact, frozen=True):
    """This desk has received the entries of others up to these numbers."""

    heads: Cuts


class Noted(Fact, frozen=True):
    """A person has taken notice of what came too late, and of what waits as a task."""

    targets: tuple[str, ...]
